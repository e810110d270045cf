"""The pictures of a story: lazy and responsive forms resolved, captions and credits found, trackers left out.

A picture is one `ParsedImage` with all its renditions. Drawings (.svg) cannot be kept as pictures and are left out:
the article view shows their alternative text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from reader_app.content import addresses, tree
from reader_app.content.credit import split_credit
from reader_app.content.text import one_line, shorten
from reader_app.records import ParsedImage, Rendition

__all__ = ["choose", "images", "named", "picture_of", "reveal_lazy", "split_credit", "tree_images", "unite"]

MOST = 200  # pictures of one story
_MOST_RENDITIONS = 40
_ALT_LIMIT, _CAPTION_LIMIT = 300, 1500
_TINY = 2  # px; a picture no larger counts readers

_LAZY = tuple(f"data-{name}" for name in "lazy-src src original lazyload lazy hi-res-src image-src echo".split())
_LAZY_SETS = ("data-lazy-srcset", "data-srcset", "srcset")
_WHOLE = ("data-large-file", "data-full-url", "data-orig-file")  # the best last
_SET_ENTRY = re.compile(r"([^\s,]\S*[^\s,]|[^\s,])(?:\s+(\d{1,6}(?:\.\d+)?)([wx]))?\s*(?:,|\Z)")
_SET_LIMIT = 16 * 1024  # characters of a srcset that are read

_TRACKER = re.compile(
    r"//(?:[\w.-]{1,200}\.)?(?:pixel\.wp\.com|stats\.wp\.com|stats\.wordpress\.com|scorecardresearch\.com"
    r"|quantserve\.com|doubleclick\.net|google-analytics\.com|googlesyndication\.com|googletagmanager\.com"
    r"|amazon-adsystem\.com|feedsportal\.com|statcounter\.com|histats\.com|sitemeter\.com|chartbeat\.(?:com|net)"
    r"|bat\.bing\.com|pheedo\.com|feedads\.g|outbrain\.com|taboola\.com)[/:?]"
    r"|facebook\.com/tr\b|feeds\.feedburner\.com/~|/wf/open\?|[/.]pixel\.(?:gif|png|php)|/count(?:er)?\.(?:gif|php)",
    re.I,
)
_EMOJI = re.compile(r"s\.w\.org/images/core/emoji/|/twemoji/|/emoji(?:/|\d)|/wp-includes/images/smilies/", re.I)
_EMOJI_CLASSES = frozenset({"wp-smiley", "emoji", "emojione", "twemoji"})
_AVATAR = re.compile(r"//(?:[\w-]+\.)?gravatar\.com/avatar/", re.I)
_STAND_IN = re.compile(
    r"/(?:blank|spacer|transparent|trans|placeholder|lazy(?:load)?|loading|loader|gr[ae]y|pixel|1x1|clear|dot|empty)"
    r"[\w-]*\.(?:gif|png|svg|jpe?g|webp)\Z",
    re.I,
)
_FORMULA = frozenset({"latex", "mwe-math-fallback-image-inline", "mwe-math-fallback-image-display", "tex", "math"})
_CAPTION_CLASS = re.compile(r"caption|keterangan", re.I)
_DIGITS = re.compile(r"\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*\Z")


def images(html: str, base_url: str) -> list[ParsedImage]:
    """The pictures of a story in document order, each once, at most MOST."""
    root = tree.parse(html)
    return [] if root is None else tree_images(root, base_url)


def tree_images(root: tree.Element, base_url: str) -> list[ParsedImage]:
    """`images` of a tree, in which lazy pictures are resolved."""
    reveal_lazy(root, base_url)
    tree.remove_unseen(root)
    found: dict[str, ParsedImage] = {}
    for element in islice(root.iter("img", "amp-img"), 10 * MOST):
        picture = picture_of(element, base_url)
        if picture is None:
            continue
        key = addresses.stem(picture.renditions[0].url)
        known = found.get(key)
        if known is not None:
            found[key] = unite(known, picture)
        elif len(found) < MOST:
            found[key] = picture
    return list(found.values())


def choose(image: ParsedImage, ceiling: int) -> str:
    """The address to download: the smallest rendition that reaches ``ceiling`` pixels, else the largest.

    A rendition of unknown width stands for the original: taken where no known one is large enough."""
    enough = [each for each in image.renditions if each.width >= ceiling]
    if enough:
        return min(enough, key=lambda each: each.width).url
    unknown = [each for each in image.renditions if each.width == 0]
    if unknown:
        return unknown[-1].url
    return max(image.renditions, key=lambda each: each.width).url


def unite(image: ParsedImage, other: ParsedImage) -> ParsedImage:
    """One picture that was given twice: all renditions, and what only the other one says."""
    known = {each.url for each in image.renditions}
    more = tuple(each for each in other.renditions if each.url not in known)
    sized = image if image.width else other
    captioned = image if image.caption or image.credit else other
    return ParsedImage(
        (image.renditions + more)[:_MOST_RENDITIONS], image.alt or other.alt, captioned.caption, captioned.credit,
        sized.width, sized.height,
    )  # fmt: skip


def picture_of(element: tree.Element, base_url: str) -> ParsedImage | None:
    """What an ``img`` shows; None for pixels, trackers, emoji, avatars, drawings and what has no address."""
    if is_tiny(element) or is_emoji(element) or is_formula(element) or tree.is_hidden(element):
        return None
    renditions = tuple(_renditions(element, base_url))[:_MOST_RENDITIONS]
    if not renditions:
        return None
    width, height = _original_size(element)
    caption, credit = split_credit(one_line(_caption(element), _CAPTION_LIMIT))
    return ParsedImage(renditions, one_line(element.get("alt") or "", _ALT_LIMIT), caption, credit, width, height)


def is_emoji(element: tree.Element) -> bool:
    """Whether the picture is a letter: its alternative text is what was written."""
    classes = (element.get("class") or "").split()
    return not _EMOJI_CLASSES.isdisjoint(classes) or _EMOJI.search(element.get("src") or "") is not None


def is_formula(element: tree.Element) -> bool:
    """Whether the picture is a formula whose alternative text is its source."""
    return bool(element.get("alt")) and not _FORMULA.isdisjoint((element.get("class") or "").split())


def is_tiny(element: tree.Element) -> bool:
    """Whether the picture is declared too small to be seen."""
    sizes = [_pixels(element.get("width")), _pixels(element.get("height"))]
    style = element.get("style")
    if style:
        sizes += [int(size) for size in re.findall(r"(?:^|[;\s])(?:width|height)\s*:\s*(\d{1,5})px", style)]
    return any(size is not None and size <= _TINY for size in sizes)


def named(image: ParsedImage, url: str) -> str:
    """The alternative text to show: never empty, for a picture without one is not drawn at all."""
    return image.alt or shorten(image.caption, 120) or addresses.file_name(url) or "·"


# --- lazy loading -----------------------------------------------------------------------------------------


def reveal_lazy(root: tree.Element, base_url: str) -> None:
    """Pictures that only ``noscript`` holds take the place of the stand-ins before them; doubles are dropped."""
    for fallback in list(root.iter("noscript")):
        pictures = [each for each in fallback.iter("img") if not is_tiny(each)]
        if not pictures:
            continue
        before = _picture_before(fallback)
        if before is not None and len(pictures) == 1 and _same_picture(before, pictures[0], base_url):
            _take_over(before, pictures[0])
            continue
        fallback.tag = "span"
        fallback.text = None
        for each in fallback.iterdescendants():  # only its pictures are for those who read with scripts
            each.text = each.tail = None


def _picture_before(fallback: tree.Element) -> tree.Element | None:
    parent = fallback.getparent()
    if parent is not None and parent.tag in ("img", "amp-img"):
        return parent
    siblings = islice(fallback.itersiblings(preceding=True), 5)
    before = next((each for each in siblings if each.tag not in ("noscript", "script", "source", "br")), None)
    if before is None:
        return None
    if before.tag in ("img", "amp-img"):
        return before
    inside = list(islice(before.iter("img", "amp-img"), 2))
    return inside[-1] if len(inside) == 1 and not tree.text_of(before) else None


def _same_picture(shown: tree.Element, fallback: tree.Element, base_url: str) -> bool:
    """Whether ``fallback`` is the picture that a script would have put into ``shown``."""
    ours = {addresses.stem(each.url) for each in _renditions(shown, base_url)}
    theirs = {addresses.stem(each.url) for each in _renditions(fallback, base_url)}
    if not ours or ours & theirs:
        return True
    return "lazy" in (shown.get("class") or "").lower()


def _take_over(shown: tree.Element, fallback: tree.Element) -> None:
    for name in ("src", "srcset", "alt", "width", "height"):
        value = fallback.get(name)
        if value and (name == "src" or not shown.get(name)):
            shown.set(name, value)
    for name in _LAZY:
        if shown.get(name):
            del shown.attrib[name]


# --- the parts of a picture -------------------------------------------------------------------------------


def _renditions(element: tree.Element, base_url: str) -> Iterator[Rendition]:
    """Every usable address of the picture with its width, each once; the one to fall back to is first."""
    seen: set[str] = set()
    display = _pixels(element.get("width")) or 0
    for address, width in _addresses(element, display):
        url = addresses.absolute(address, base_url)
        if not url or url in seen:
            continue
        path = url.partition("?")[0]
        if path.lower().endswith(".svg") or _TRACKER.search(url) or _AVATAR.search(url) or _STAND_IN.search(path):
            continue
        seen.add(url)
        yield Rendition(url, width or addresses.named_size(url)[0])


def _addresses(element: tree.Element, display: int) -> Iterator[tuple[str, int]]:
    lazy = next((value for name in _LAZY if (value := _address(element.get(name)))), "")
    own = lazy or _address(element.get("src"))
    sets = [entry for name in _LAZY_SETS for entry in _set_entries(element.get(name), display)]
    parent = _outside(element, "source")
    if parent is not None and parent.tag == "picture":
        for source in islice(parent.iter("source"), 20):
            offered = [entry for name in _LAZY_SETS for entry in _set_entries(source.get(name), display)]
            sets += [entry for entry in offered if entry[1] or not own]
    if own:
        named_width = addresses.named_size(own)[0]
        in_set = dict(reversed(sets)).get(own, 0)
        least = min((width for _, width in sets if width), default=0)  # next to a set, src is a small stand-in
        yield own, in_set or named_width or display or least
    yield from sets
    original = _original_size(element)[0] if element.get("data-orig-size") else 0
    for name in _WHOLE:
        value = _address(element.get(name))
        if value:
            yield value, original if name == "data-orig-file" else 0
    link = _outside(element, "source", "picture")
    if link is not None and link.tag == "a":
        whole = _address(link.get("href"))
        if whole and addresses.PICTURE_NAME.search(whole.partition("?")[0]) and "/File:" not in whole:
            yield whole, 0


def _outside(element: tree.Element, *names: str) -> tree.Element | None:
    """The parent; libxml2 puts a picture into the ``source`` before it."""
    parent = element.getparent()
    while parent is not None and parent.tag in names:
        parent = parent.getparent()
    return parent


def _address(value: str | None) -> str:
    """The attribute's value where it can be a picture's address."""
    value = (value or "").strip()
    return "" if not value or value[:5].lower() == "data:" or value[0] in "{[<#" or value == "about:blank" else value


def _set_entries(value: str | None, display: int) -> list[tuple[str, int]]:
    if not value or "data:" in value:
        return []
    entries = []
    for match in _SET_ENTRY.finditer(value[:_SET_LIMIT]):
        size, unit = match[2], match[3]
        width = 0
        if unit == "w":
            width = int(float(size))
        elif display and (unit == "x" or not unit):
            width = int(display * min(float(size or 1), 8))
        address = _address(match[1])
        if address:
            entries.append((address, width))
    return entries


def _pixels(value: str | None) -> int | None:
    match = _DIGITS.match(value) if value else None
    return int(match[1]) if match else None


def _original_size(element: tree.Element) -> tuple[int, int]:
    stated = re.match(r"\s*(\d{1,5})\s*,\s*(\d{1,5})\s*\Z", element.get("data-orig-size") or "")
    if stated:
        return int(stated[1]), int(stated[2])
    width, height = _pixels(element.get("width")), _pixels(element.get("height"))
    return (width, height) if width and height else (0, 0)


def _caption(element: tree.Element) -> str:
    """The caption that belongs to this picture alone."""
    child = element
    for _ in range(6):
        parent = child.getparent()
        if parent is None or parent.tag == "body":
            return ""
        if parent.tag == "figure" or _CAPTION_CLASS.search(parent.get("class") or "") or parent.tag == "dl":
            if len(list(islice(parent.iter("img", "amp-img"), 2))) > 1:
                return ""
            return next((text for each in parent.iter() if is_caption(each) and (text := tree.text_of(each))), "")
        child = parent
    return ""


def is_caption(element: tree.Element) -> bool:
    """Whether the element is the caption of the figure it stands in."""
    if element.tag == "figcaption":
        return True
    if element.tag not in ("p", "div", "span", "dd", "td", "em", "small"):
        return False
    return _CAPTION_CLASS.search(element.get("class") or "") is not None and next(element.iter("img"), None) is None
