"""A page's body cut into the parts a story is made of: paragraphs, headings, items, pictures, tables, in their order.

Whatever a site wraps them in, text that stands in a ``div`` or between line breaks is a paragraph like any other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from lxml import etree

from reader_app.content import tree

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span strike strong sub "
    "sup time tt u var wbr ruby rb rt rp rtc amp-link center-inline".split()
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_WHOLE = frozenset({"pre", "table", "dl", "math", "details"})
_KEPT_ATTRIBUTES = frozenset(
    "href src srcset alt title colspan rowspan dir lang datetime cite start reversed width height class style type poster "
    "data-src data-srcset data-lazy-src data-lazy-srcset data-original data-lazyload data-lazy data-hi-res-src data-image-src "
    "data-echo data-large-file data-full-url data-orig-file data-orig-size sizes media".split()
)
_FRAMES = re.compile(
    r"youtube|youtu\.be|vimeo|dailymotion|facebook|twitter|x\.com|instagram|tiktok|spotify|soundcloud|datawrapper|"
    r"flourish|vidio\.com|google\.com/maps|openstreetmap|scribd|documentcloud|streamable|twitch|bandcamp|archive\.org",
    re.I,
)
# Scripts without blanks between words are taken letter by letter.
_APART = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_APART}]|[^\W{_APART}]+")
_CAPTION = re.compile(
    r"caption|credit|keterangan|wp-caption-text|image[-_]?(?:text|desc|info|source)|photo[-_]?(?:text|desc|info|source|by)|"
    r"(?:^|[-_ ])(?:legend|bildunterschrift|foto-?text|copyright|media-?info)",
    re.I,
)
_DEEPEST = 200
_MOST = 20_000  # parts of a page


@dataclass(slots=True)
class Part:
    kind: str  # "text", "head", "item", "quote", "picture", "caption", "frame", "rule", "whole"
    html: str
    words: list[str]
    element: tree.Element  # where it stands
    linked: float = 0.0  # share of its letters that are links
    list_tag: str = ""
    quoted: bool = False


def words_of(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def parts(body: tree.Element) -> list[Part]:
    """The parts of ``body``, in document order; it is changed on the way."""
    found: list[Part] = []
    _walk(body, found, 0, "", False)
    return found


def _walk(element: tree.Element, found: list[Part], depth: int, list_tag: str, quoted: bool) -> None:
    if depth > _DEEPEST or len(found) > _MOST:
        return
    run: list[str | tree.Element] = []

    def flush() -> None:
        for piece in _paragraphs(run):
            _add(found, "quote" if quoted else "text", piece, element, list_tag, quoted)
        run.clear()

    if element.text and element.text.strip():
        run.append(element.text)
    for child in element:
        if not isinstance(child.tag, str):
            if child.tail and child.tail.strip():
                run.append(child.tail)
            continue
        if _is_inline(child):
            run.append(child)
        else:
            flush()
            _block(child, found, depth, list_tag, quoted)
        if child.tail:
            run.append(child.tail)
    flush()


def _block(child: tree.Element, found: list[Part], depth: int, list_tag: str, quoted: bool) -> None:
    tag = str(child.tag)
    if tag in _HEADINGS:
        _add(found, "head", [child.text or "", *child], child, list_tag, quoted, tag=tag)
    elif tag == "p":
        if any(not _is_inline(each) and each.tag != "br" for each in child):
            _walk(child, found, depth + 1, list_tag, quoted)
        else:
            for piece in _paragraphs([child.text or "", *_flat(child)]):
                _add(found, "quote" if quoted else "text", piece, child, list_tag, quoted)
    elif tag == "li":
        if (
            any(not _is_inline(each) and each.tag not in ("br", "p") for each in child)
            or sum(each.tag == "p" for each in child) > 1
        ):
            _walk(child, found, depth + 1, list_tag or "ul", quoted)
        else:
            _add(found, "item", _unwrapped(child), child, list_tag or "ul", quoted)
    elif tag in ("ul", "ol", "menu"):
        _walk(child, found, depth + 1, "ol" if tag == "ol" else "ul", quoted)
    elif tag == "blockquote":
        _walk(child, found, depth + 1, list_tag, True)
    elif tag == "figure" or tag in ("img", "picture", "amp-img"):
        if next(child.iter("img", "amp-img"), None) is not None:
            html = serialised(child)
            found.append(Part("picture", html if tag == "figure" else f"<p>{html}</p>", words_of(tree.text_of(child)), child))
        else:
            _walk(child, found, depth + 1, list_tag, quoted)
    elif tag == "iframe":
        address = child.get("src") or child.get("data-src") or ""
        if _FRAMES.search(address):
            found.append(
                Part("frame", f'<iframe src="{escape(address)}" title="{escape(child.get("title") or "")}"></iframe>', [], child)
            )
    elif tag == "table" and _is_layout(child):
        _walk(child, found, depth + 1, list_tag, quoted)
    elif tag in _WHOLE:
        text = tree.text_of(child)
        if text or next(child.iter("img"), None) is not None:
            found.append(Part("whole", serialised(child), words_of(text), child, _linked(child, text)))
    elif tag == "br":
        return
    elif tag == "hr":
        found.append(Part("rule", "<hr>", [], child))
    else:
        _walk(child, found, depth + 1, list_tag, quoted)


def _flat(element: tree.Element) -> Iterator[str | tree.Element]:
    for child in element:
        yield child
        if child.tail:
            yield child.tail


def _unwrapped(item: tree.Element) -> list[str | tree.Element]:
    run: list[str | tree.Element] = [item.text or ""]
    for child in item:
        if child.tag == "p":
            run += [child.text or "", *_flat(child)]
        else:
            run.append(child)
        if child.tail:
            run.append(child.tail)
    return run


def _is_inline(element: tree.Element) -> bool:
    if element.tag == "br":
        return True
    if element.tag == "img":
        return False
    if element.tag not in INLINE:
        return False
    return not any(
        isinstance(each.tag, str) and each.tag not in INLINE and each.tag not in ("br",)
        for each in element.iter()
        if each is not element
    )


def _is_layout(table: tree.Element) -> bool:
    """Whether a table only lays a page out: one cell, or whole paragraphs and lists in it."""
    cells = list(table.iter("td", "th"))
    return (
        len(cells) <= 1
        or len(list(table.iter("p"))) > 2 * len(cells)
        or next(table.iter("table"), table) is not table
        or any(len(tree.text_of(each)) > 1500 for each in cells[:50])
    )


def _paragraphs(run: list[str | tree.Element]) -> Iterator[list[str | tree.Element]]:
    """The run parted at doubled line breaks."""
    piece: list[str | tree.Element] = []
    breaks = 0
    for each in run:
        if not isinstance(each, str) and each.tag == "br":
            breaks += 1
            if breaks == 2:
                yield piece
                piece = []
            elif breaks == 1:
                piece.append(each)
            continue
        if isinstance(each, str) and not each.strip():
            if piece:
                piece.append(each)
            continue
        breaks = 0
        piece.append(each)
    yield piece


def _add(
    found: list[Part],
    kind: str,
    run: list[str | tree.Element],
    element: tree.Element,
    list_tag: str,
    quoted: bool,
    tag: str = "p",
) -> None:
    texts, linked, html = [], 0, []
    for each in run:
        if isinstance(each, str):
            texts.append(each)
            html.append(escape(each, quote=False))
        else:
            text = tree.raw_text(each)
            texts.append(text)
            linked += len(text.strip()) if each.tag == "a" else sum(len(tree.raw_text(link).strip()) for link in each.iter("a"))
            html.append(serialised(each))
    text = " ".join("".join(texts).split())
    words = words_of(text)
    if not words:
        return
    inner = "".join(html).strip()
    while inner.endswith(("<br>", "<br/>")):
        inner = inner.rpartition("<br")[0].strip()
    if kind in ("text", "quote") and len(words) <= 80 and _is_caption(element):
        kind = "caption"
    wrapped = f"<li>{inner}</li>" if kind == "item" else f"<{tag}>{inner}</{tag}>"
    found.append(
        Part(kind, wrapped, words, element, min(1.0, linked / max(1, len(text))), list_tag if kind == "item" else "", quoted)
    )


def _is_caption(element: tree.Element) -> bool:
    at: tree.Element | None = element
    for _ in range(3):
        if at is None or at.tag in ("article", "body", "main"):
            return False
        if at.tag in ("figcaption", "figure") or _CAPTION.search(f"{at.get('class') or ''} {at.get('itemprop') or ''}"):
            return True
        at = at.getparent()
    return False


def _linked(element: tree.Element, text: str) -> float:
    return min(1.0, sum(len(tree.text_of(link)) for link in element.iter("a")) / max(1, len(text)))


def serialised(element: tree.Element) -> str:
    """The element as HTML, without what only its page's scripts and styles use."""
    for each in element.iter():
        if isinstance(each.tag, str):
            for name in list(each.attrib):
                key = str(name)
                if (
                    key not in _KEPT_ATTRIBUTES
                    or (key == "class" and each.tag not in _CLASSED)
                    or (key == "style" and each.tag != "img")
                ):
                    del each.attrib[name]
    return etree.tostring(element, encoding="unicode", method="html", with_tail=False)


_CLASSED = frozenset({"code", "pre", "img", "figcaption"})
