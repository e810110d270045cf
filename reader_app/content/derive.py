"""A parsed story to all the store keeps of it, and the hash that says whether a reader would notice a change.

A story of more than 4 MiB of HTML (`tree.LIMIT`, counted in characters) loses the pictures that are written into it as
``data:`` addresses, which are never shown; one that is still too large is refused: PayloadError, reason "too-large".

The lead picture is the first image, marked ``lead``. Where the text shows the same picture again (same file in another
size, on another host), it is not listed twice: the Markdown then names the lead's address (see `markdown`).
"""

from __future__ import annotations

import hashlib
import html as entities
import re
from dataclasses import replace
from urllib.parse import urlsplit

from reader_app import packing
from reader_app.content import addresses, tree
from reader_app.content.fold import fold
from reader_app.content.images import MOST, choose, tree_images, unite
from reader_app.content.text import one_line, shorten, tree_text
from reader_app.errors import PayloadError, Reason
from reader_app.records import ImageToSave, ParsedImage, ParsedStory, StoryToSave, story_id

SUMMARY = 200  # characters of a summary made from the text
_SUMMARY_LIMIT = 2000
_AUTHOR_LIMIT = 300

_DATA_ADDRESS = re.compile(r"data:[a-zA-Z0-9.+-]+/[^\"'\s)>]{64,}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_APART = re.compile(
    "[\u0e00-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]"
)


def derive(parsed: ParsedStory, source_key: str, *, ceiling: int, known_hash: int | None = None) -> StoryToSave:
    """The story ready to be stored; ``known_hash`` saves counting its `content_hash` again. Raises PayloadError."""
    html = _bounded(parsed, source_key)
    root = tree.parse(html)
    pictures = [] if root is None else tree_images(root, parsed.url)
    text = "" if root is None else tree_text(root)
    text_bytes = text.encode()
    summary = one_line(parsed.summary, _SUMMARY_LIMIT) or shorten(" ".join(text[: 4 * SUMMARY].split()), SUMMARY)
    title = one_line(parsed.title) or shorten(" ".join(text[:400].split()), 80) or addresses.file_name(parsed.url)
    return StoryToSave(
        id=story_id(source_key, parsed.remote_id),
        remote_id=parsed.remote_id,
        guid=_sound(parsed.guid),
        url=_sound(parsed.url),
        title=title,
        summary=summary,
        author=one_line(parsed.author, _AUTHOR_LIMIT),
        published=parsed.published,
        modified=parsed.modified,
        sections=tuple(_sound(section) for section in parsed.sections),
        tags=tuple(tag for tag in (one_line(tag, _AUTHOR_LIMIT) for tag in parsed.tags) if tag),
        protected=parsed.protected,
        language=_sound(parsed.language),
        words=count_words(text),
        text_z=packing.pack_text(text),
        html_z=packing.pack_html(html, text_bytes),
        hash=content_hash(parsed) if known_hash is None else known_hash,
        index_title=fold(title),
        index_text=fold(text),
        images=_images_to_save(parsed.lead, pictures, ceiling),
        cut=parsed.cut,
        by_page=parsed.by_page,
    )


def count_words(text: str) -> int:
    """Words as a reader would count them; two letters of a script without blanks are about one."""
    words = len(text.split())
    return words if text.isascii() else words + len(_APART.findall(text)) // 2


def _bounded(parsed: ParsedStory, source_key: str) -> str:
    html = _sound(parsed.html)
    if len(html) > tree.LIMIT:
        html = _DATA_ADDRESS.sub("data:,", html)
    if len(html) > tree.LIMIT:
        raise PayloadError(source_key, f"story {parsed.remote_id[:100]}: {len(html)} characters", Reason.TOO_LARGE)
    return html


def _sound(text: str) -> str:
    """``text`` with what UTF-8 cannot hold replaced."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def _images_to_save(lead: ParsedImage | None, pictures: list[ParsedImage], ceiling: int) -> tuple[ImageToSave, ...]:
    chosen: dict[str, ImageToSave] = {}
    lead_stems: frozenset[str] = frozenset()
    if lead is not None:
        lead_stems = frozenset(addresses.stem(each.url) for each in lead.renditions)
        for again in pictures:
            if addresses.stem(again.renditions[0].url) in lead_stems:
                lead = unite(lead, replace(again, renditions=()))
        url = choose(lead, ceiling)
        chosen[url] = _to_save(lead, url, lead=True)
    for picture in pictures:
        if addresses.stem(picture.renditions[0].url) in lead_stems:
            continue
        url = choose(picture, ceiling)
        if url not in chosen and len(chosen) < MOST:
            chosen[url] = _to_save(picture, url, lead=False)
    return tuple(chosen.values())


def _to_save(picture: ParsedImage, url: str, *, lead: bool) -> ImageToSave:
    return ImageToSave(url, picture.alt, picture.caption, picture.credit, picture.width, picture.height, lead)


# --- has it changed? --------------------------------------------------------------------------------------

# The HTML is read by a plain pattern here, not by a parser: its next release must not make every story look changed.
_UNSHOWN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|noscript|template|form|svg)\b.*?(?:</\1\s*>|\Z)", re.I | re.S)
_TAG = re.compile(r"<(/?[a-zA-Z][^\s<>/]*+)([^<>]*+)>")
_ADDRESS = re.compile(
    r"""(?:^|\s)(href|src|data-src|data-lazy-src|data-original)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))""", re.I
)
_VOLATILE = re.compile(
    r"_|_?wpnonce|nonce|utm_.*|fbclid|gclid|ver|ts|time|timestamp|cb|cache|rand|rnd|token|sid|session\w*", re.I
)
_SHOWING = frozenset("a img iframe embed audio video source amp-img".split())
_LAYOUT = frozenset("span font div section input wbr".split())  # often made anew on every request
_INLINE = frozenset(
    "a abbr b bdi big cite code del em font i img input ins kbd mark q s samp small span strike strong sub sup time tt "
    "u var wbr".split()
)


def content_hash(parsed: ParsedStory) -> int:
    """63 bits over all that a reader would notice: title, text and its form, links, pictures, author, summary,
    sections, lead picture, whether it is protected.

    Not over what changes by itself: attributes such as nonces and ids, cache-breaking parameters, scripts and forms,
    the hosts and sizes of pictures, blanks, the way a letter is written as an entity."""
    if parsed.cut and parsed.by_page and not parsed.html:
        # A sitemap tells when a story changed; lists show it shortened here and there, with this picture and that.
        told = str(parsed.modified or one_line(parsed.title, 40).casefold())
        return _digest([told, "protected" if parsed.protected else ""])
    lead = addresses.stem(parsed.lead.renditions[0].url) if parsed.lead else ""
    parts = [
        parsed.title, _telling(parsed.html), parsed.author, parsed.summary, "\x1e".join(parsed.sections), lead,
        "protected" if parsed.protected else "",
    ]  # fmt: skip
    return _digest(parts)


def _digest(parts: list[str]) -> int:
    digest = hashlib.blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def _telling(html: str) -> str:
    """The HTML reduced to its words and what they look like."""
    if "<" not in html:
        return " ".join(entities.unescape(html).split())
    parts = _TAG.split(_UNSHOWN.sub("", html))
    out = []
    for index in range(0, len(parts) - 1, 3):
        words, tag, attributes = parts[index : index + 3]
        out.append(" ".join(words.split("\n")))
        tag = tag.lower()
        name = tag.removeprefix("/")
        shown = "" if name in _LAYOUT else f"<{tag} {_target(tag, attributes)}>" if tag in _SHOWING else f"<{tag}>"
        out.append(shown if name in _INLINE else f"\n{shown}\n")
    out.append(" ".join(parts[-1].split("\n")))
    lines = (" ".join(line.split()) for line in entities.unescape("".join(out)).split("\n"))
    return "\n".join(line for line in lines if line)


def _target(tag: str, attributes: str) -> str:
    found = {match[1].lower(): match[2] or match[3] or match[4] or "" for match in _ADDRESS.finditer(attributes)}
    if tag == "a":
        return _lasting(entities.unescape(found.get("href", "")))
    lazy = next((found[name] for name in ("data-lazy-src", "data-src", "data-original") if found.get(name)), "")
    address = entities.unescape(lazy or found.get("src", ""))
    if tag in ("img", "amp-img"):
        return "" if address[:5] == "data:" else addresses.stem(address)
    return urlsplit(address).path if _splits(address) else ""


def _lasting(address: str) -> str:
    """A link without scheme and without the parameters that change by themselves."""
    if not _splits(address):
        return ""
    parts = urlsplit(address)
    query = parts.query
    if query:
        query = "&".join(part for part in query.split("&") if not _VOLATILE.fullmatch(part.partition("=")[0]))
    return f"{parts.netloc}{parts.path}?{query}#{parts.fragment}"


def _splits(address: str) -> bool:
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True
