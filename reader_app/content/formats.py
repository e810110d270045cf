"""Formatting kept out of blocks: in Markdown, bold, italic and links end with the paragraph."""

from __future__ import annotations

from lxml import etree

from reader_app.content import tree
from reader_app.content.inline import FORMATS

_MOST_SPLITS = 5000
_BLOCKS = (
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "table", "blockquote", "pre", "figure", "hr",
    "img", "tr", "td", "th", "berita-break",
)  # fmt: skip
_CONTAINERS = frozenset({"ul", "ol", "table", "tr"})
_WHOLE = frozenset({"pre", "hr", "img", "berita-break"})


def push_down(root: tree.Element) -> None:
    """Links and formatting that hold blocks or pictures go into those blocks: Markdown's end with the paragraph."""
    waiting = []
    for each in root.iter(*FORMATS):
        if next(each.iterdescendants(*_BLOCKS), None) is None:
            continue
        if next(each.iterancestors(str(each.tag)), None) is not None:  # nobody closed it: bold within bold is bold
            each.tag = "span"
        else:
            waiting.append(each)
    waiting.reverse()
    splits = 0
    while waiting:
        element = waiting.pop()
        if next(element.iterdescendants(*_BLOCKS), None) is None:
            continue
        splits += 1
        made = [] if element.tag in ("code", "kbd", "samp", "tt", "q") or splits > _MOST_SPLITS else _split(element)
        waiting += [each for each in made if next(each.iterdescendants(*_BLOCKS), None) is not None]
        element.tag = "span"
        element.attrib.clear()


def _split(element: tree.Element) -> list[tree.Element]:
    """The formats that take the place of ``element`` within it."""
    tag, attributes = str(element.tag), {"href": href} if (href := element.get("href")) else {}
    made: list[tree.Element] = []
    run: tree.Element | None = None
    children = list(element)
    if (element.text or "").strip():
        run = etree.Element(tag, attributes)
        run.text, element.text = element.text, None
        element.insert(0, run)
        made.append(run)
    for child in children:
        tail, child.tail = child.tail, None
        if child.tag in _BLOCKS or next(child.iterdescendants(*_BLOCKS), None) is not None:
            run = None
            if child.tag not in _WHOLE:
                made += _wrap_content(child, tag, attributes)
        else:
            if run is None:
                run = etree.Element(tag, attributes)
                child.addprevious(run)
                made.append(run)
            run.append(child)
        if tail:
            if run is None and tail.strip():
                run = etree.Element(tag, attributes)
                run.text = tail
                child.addnext(run)
                made.append(run)
            elif run is None:
                child.tail = tail
            elif len(run):
                run[-1].tail = (run[-1].tail or "") + tail
            else:
                run.text = (run.text or "") + tail
    return made


def _wrap_content(block: tree.Element, tag: str, attributes: dict[str, str]) -> list[tree.Element]:
    if block.tag in _CONTAINERS:
        return [made for child in block for made in _wrap_content(child, tag, attributes)]
    inner = etree.Element(tag, attributes)
    inner.text, block.text = block.text, None
    for child in list(block):
        inner.append(child)
    block.append(inner)
    return [inner]
