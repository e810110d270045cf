"""Pictures, the links around them and their captions, made fit for Markdown."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import islice

from lxml import etree

from reader_app.content import addresses, tree
from reader_app.content.images import choose, is_caption, is_emoji, is_formula, is_tiny, named, picture_of
from reader_app.content.inline import flatten
from reader_app.content.text import one_line
from reader_app.records import ParsedImage

_CEILING = 1280  # px, for a picture that is not among those kept
_INLINE_SIZE = 48  # px; a picture no larger stays in its line
_MOST_PICTURES = 400


def settle_pictures(root: tree.Element, base_url: str, pictures: Collection[str], lead: str) -> None:
    """Every picture with one address and an alternative text, out of its link; what is no picture becomes its words."""
    kept = {addresses.stem(url): url for url in pictures}
    lead_stem = addresses.stem(lead) if lead else ""
    count = 0
    for element in list(root.iter("img", "amp-img")):
        picture = picture_of(element, base_url) if count < _MOST_PICTURES else None
        if picture is None:
            _as_words(element)
            continue
        count += 1
        url = _address(picture, pictures, kept)
        if lead_stem and count == 1 and addresses.stem(url) == lead_stem and not _words_before(root, element):
            _drop_lead(element)
            continue
        small = all(0 < size <= _INLINE_SIZE for size in (picture.width, picture.height))
        alt = named(picture, url)
        _leave_link(element, picture, base_url)
        _leave_children(element)
        element.attrib.clear()
        element.tag, element.text = "img", None
        element.set("src", url)
        element.set("alt", alt)
        if small:
            element.set("data-small", "1")
    etree.strip_tags(root, "picture", "source", "track")  # libxml2 puts what follows a source into it


def _address(picture: ParsedImage, pictures: Collection[str], kept: Mapping[str, str]) -> str:
    for each in picture.renditions:
        if each.url in pictures:
            return each.url
    for each in picture.renditions:
        known = kept.get(addresses.stem(each.url))
        if known:
            return known
    return choose(picture, _CEILING)


def _as_words(element: tree.Element) -> None:
    """What cannot be shown as a picture: emoji and formulas are their text, drawings say what they show."""
    alt = "" if is_tiny(element) else one_line(element.get("alt") or "", 300)
    letter = is_emoji(element) or is_formula(element)
    drawing = (element.get("src") or "").partition("?")[0].lower().endswith(".svg")
    _leave_children(element)
    element.attrib.clear()
    element.tag = "span"
    element.text = alt if letter else f" {alt} " if drawing and alt else None


def _words_before(root: tree.Element, element: tree.Element) -> bool:
    for each in root.iter():
        if each is element:
            return False
        if (each.text or "").strip() and each.tag not in ("figcaption",):
            return True
        ended = each.getnext() is None and each is not element
        if ended and (each.tail or "").strip():
            return True
        if (each.tail or "").strip() and not _holds(each, element):
            return True
    return False


def _holds(outer: tree.Element, inner: tree.Element) -> bool:
    return any(each is outer for each in inner.iterancestors())


def _drop_lead(element: tree.Element) -> None:
    """The lead picture stands above the text already: it goes, with its figure where it is alone there."""
    around = element
    for each in islice(element.iterancestors(), 5):
        if each.tag == "figure" or _is_caption_frame(each):
            if len(list(islice(each.iter("img"), 2))) == 1:
                around = each
            break
    around.tag = "span"
    around.text = None
    for child in list(around):
        around.remove(child)


def _is_caption_frame(element: tree.Element) -> bool:
    return "caption" in (element.get("class") or "")


def _leave_link(element: tree.Element, picture: ParsedImage, base_url: str) -> None:
    """A picture that is a link loses it in Qt: where it leads elsewhere, the link follows in words."""
    link = next((each for each in islice(element.iterancestors(), 4) if each.tag == "a"), None)
    if link is None or tree.text_of(link):
        return
    href, relation = addresses.absolute(link.get("href"), base_url), link.get("rel") or ""
    words = one_line(link.get("title") or link.get("aria-label") or element.get("alt") or "", 160)
    link.tag = "span"
    path = href.partition("?")[0].partition("#")[0]
    if not href or addresses.PICTURE_NAME.search(path) or path == base_url.partition("#")[0]:
        return
    if "attachment" in relation or "attachment_id=" in href or "/File:" in href or _is_gallery(element):
        return
    elsewhere = addresses.host_name(href) != addresses.host_name(base_url)
    if not words and not elsewhere:
        return
    paragraph = etree.Element("p")
    written = etree.SubElement(paragraph, "a", href=href)
    written.text = words or addresses.host_name(href)
    around = islice(element.iterancestors(), 5)
    frame = next((each for each in around if each.tag == "figure" or _is_caption_frame(each)), link)
    tail, frame.tail = frame.tail, None
    frame.addnext(paragraph)
    paragraph.tail = tail


def _leave_children(element: tree.Element) -> None:
    """What stands in a picture's element, which nobody closed, comes after it."""
    words, tail = element.text or "", element.tail or ""
    children = list(element)
    if children:
        children[-1].tail = (children[-1].tail or "") + tail
        element.tail = words
    elif words:
        element.tail = words + tail
    at = element
    for child in children:
        after, between = child.tail, at.tail
        at.addnext(child)
        at.tail, child.tail = between, after
        at = child


def _is_gallery(element: tree.Element) -> bool:
    return any("gallery" in (each.get("class") or "") for each in islice(element.iterancestors(), 6))


# --- captions ---------------------------------------------------------------------------------------------


def settle_captions(root: tree.Element) -> None:
    """Captions become marked paragraphs after their picture; lists that only arrange pictures are none."""
    for element in list(root.iter("figcaption", "p", "div", "span", "dd", "td", "em", "small")):
        if not is_caption(element) or (element.tag != "figcaption" and not _by_a_picture(element)):
            continue
        for picture in list(element.iter("img")):
            _leave_words(picture)
            element.addprevious(picture)
        flatten(element)
        figure = element.getparent()
        if figure is not None and figure.tag == "figure" and element is not figure[-1]:
            element.tail = None
            figure.append(element)
        if element.tag == "td":
            inner = etree.Element("p")
            inner.text, element.text = element.text, None
            for child in list(element):
                inner.append(child)
            element.append(inner)
            inner.set("data-berita", "caption")
            continue
        element.tag = "p"
        element.set("data-berita", "caption")
    for grid in list(root.iter("ul", "ol", "dl")):
        if _is_picture_grid(grid):
            for part in [grid, *(each for each in grid if each.tag in ("li", "dt", "dd"))]:
                part.tag = "div"


def _leave_words(picture: tree.Element) -> None:
    """The text after the picture stays when the picture goes."""
    words, picture.tail = picture.tail, None
    before, parent = picture.getprevious(), picture.getparent()
    if words and before is not None:
        before.tail = (before.tail or "") + words
    elif words and parent is not None:
        parent.text = (parent.text or "") + words


def _by_a_picture(element: tree.Element) -> bool:
    length = len(tree.text_of(element))
    for each in islice(element.iterancestors(), 4):
        if each.tag == "body":
            return False
        if next(each.iter("img", "iframe", "a"), None) is not None:
            return next(each.iter("img"), None) is not None and len(tree.text_of(each)) <= length + 200
    return False


def _is_picture_grid(grid: tree.Element) -> bool:
    """A list that only arranges pictures."""
    if next(grid.iter("img"), None) is None:
        return False
    captions = sum(len(tree.raw_text(each).split()) for each in grid.iter("p") if each.get("data-berita"))
    return len(tree.raw_text(grid).split()) == captions
