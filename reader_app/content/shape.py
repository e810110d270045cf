"""A publisher's tree brought into the few forms Markdown has, before markdownify sees it.

After `shaped` there are only p, div, h1-h6, ul, ol, li, blockquote, pre, hr, img, table (tr, td, th), br, a, strong,
em, del, code and q; pictures have one address and an alternative text; captions are ``p`` marked
``data-berita="caption"``.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import islice

from lxml import etree

from reader_app.content import tree
from reader_app.content.embeds import link_embeds
from reader_app.content.figures import settle_captions, settle_pictures
from reader_app.content.formats import push_down
from reader_app.content.images import reveal_lazy
from reader_app.content.inline import (
    FORMATS,
    PLAIN,
    link_addresses,
    settle_links,
    settle_scripts,
    settle_text,
)  # fmt: skip
from reader_app.content.tables import settle_tables

DEEPEST = 60  # nested elements; Python's own stack ends markdownify at 329, the deepest real page has 51

_RENAMED = {
    "section": "div", "article": "div", "header": "div", "footer": "div", "nav": "div", "aside": "div",
    "main": "div", "center": "div", "fieldset": "div", "address": "div", "hgroup": "div", "figure": "div",
    "form": "div", "details": "div", "search": "div", "legend": "p", "caption": "p", "menu": "ul", "dir": "ul",
    "listing": "pre", "xmp": "pre", "plaintext": "pre", "b": "strong", "i": "em", "s": "del", "strike": "del",
    "kbd": "code", "samp": "code", "tt": "code",
}  # fmt: skip
_KNOWN = frozenset({
    "html", "body", "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr",
    "img", "table", "tr", "td",
    "th", "br", "berita-break", *FORMATS,
})  # fmt: skip
_ATTRIBUTES = frozenset({
    "href", "src", "alt", "data-small", "data-berita", "data-language", "data-mark", "data-number", "data-columns",
    "data-aligned", "data-header",
})  # fmt: skip
_MOST_LINES = 2000  # of verse that stay lines
_FLAT = "berita-flat"
_IN_PRE = etree.XPath("ancestor::pre")
_IN_LINE = etree.XPath("|".join(f"ancestor::{name}" for name in "td th h1 h2 h3 h4 h5 h6".split()))
_BREAKING = frozenset("p div li blockquote body h1 h2 h3 h4 h5 h6 ul ol table pre hr img berita-break".split())
_LANGUAGE = re.compile(r"(?:^|\s)(?:language-|lang-|brush:\s*|highlight-source-|sourceCode\s+)([\w+#-]{1,30})", re.I)
_NO_BOLD = re.compile(r"font-weight\s*:\s*(?:normal|[1-4]00)", re.I)
_DASH = re.compile(r"\s*[-–—―~]")


def shaped(root: tree.Element, base_url: str, pictures: Collection[str], lead: str) -> None:
    """Bring the whole tree into shape, in place."""
    reveal_lazy(root, base_url)
    link_embeds(root, base_url)
    tree.remove_unseen(root)
    tree.part_links(root)
    _flatten_depth(root)
    _settle_code(root)
    settle_text(root)
    settle_pictures(root, base_url, pictures, lead)
    settle_captions(root)
    settle_links(root, base_url)
    _settle_quotes(root)
    settle_scripts(root)
    etree.strip_tags(root, *PLAIN)
    _settle_definitions(root)
    settle_tables(root)
    _rename(root)
    _settle_lists(root)
    _settle_breaks(root)
    push_down(root)
    etree.strip_tags(root, *PLAIN)
    link_addresses(root)
    for picture in root.iter("img"):
        if not picture.get("data-small") and not _IN_LINE(picture):  # a paragraph of its own
            picture.tail = (picture.tail or "").lstrip()
    for element in root.iter(etree.Element):
        if element.attrib and not _ATTRIBUTES.issuperset(element.attrib):
            kept = [(name, value) for name in _ATTRIBUTES if (value := element.get(name)) is not None]
            element.attrib.clear()  # at once: names that are none cannot be deleted one by one
            element.attrib.update(kept)


def _flatten_depth(root: tree.Element) -> None:
    depth = 0
    deep: list[tree.Element] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "start" and depth > DEEPEST and element.tag not in ("img", "br"):
            deep.append(element)
    for element in deep:
        if element.tag not in FORMATS and element.tag not in PLAIN:
            element.text = " " + (element.text or "")
            element.tail = " " + (element.tail or "")
        element.tag = _FLAT
    if deep:
        etree.strip_tags(root, _FLAT)


def _rename(root: tree.Element) -> None:
    for element in root.iter(*_RENAMED):
        if element.tag == "b" and _NO_BOLD.search(element.get("style") or ""):  # pasted out of an office program
            element.tag = "span"
        else:
            element.tag = _RENAMED[str(element.tag)]
    unknown = {str(element.tag) for element in root.iter(etree.Element)} - _KNOWN
    if unknown:
        etree.strip_tags(root, *unknown)


# --- code -------------------------------------------------------------------------------------------------


def _settle_code(root: tree.Element) -> None:
    """Line breaks inside code are written out; the language is kept; verse becomes lines."""
    for code in list(root.iter("code", "kbd", "samp", "tt")):
        after = code.getnext()
        while after is not None and after.tag == code.tag and not code.tail:  # "`a``b`" would be one
            code.tail, after.tail = after.tail, None
            etree.SubElement(code, "span").append(after)
            after.tag = "span"
            after = code.getnext()
    for code in list(root.iter("code")):
        parent = code.getparent()
        if parent is None or parent.tag not in ("p", "div") or len(parent) > 1 or (parent.text or "").strip():
            continue
        if next(code.iter("br"), None) is not None and not _IN_PRE(code):
            code.tag = "pre"
    for block in list(root.iter("pre", "listing", "xmp", "plaintext")):
        if block.getparent() is None or _IN_PRE(block):
            continue
        language = _language(block)
        for each in list(block.iterdescendants()):
            if each.tag == "br":
                each.tail = "\n" + (each.tail or "")
            elif each.tag in ("div", "p", "li", "tr"):
                each.tail = "\n" + (each.tail or "").lstrip("\n")
        if "verse" in (block.get("class") or "") or "poetry" in (block.get("class") or ""):
            _as_lines(block)
            continue
        text = tree.raw_text(block)
        pictures = list(block.iter("img", "amp-img"))
        tail = block.tail
        for child in list(block):
            block.remove(child)
        block.attrib.clear()
        block.tag, block.text, block.tail = "pre", text, tail
        if language:
            block.set("data-language", language)
        for picture in reversed(pictures):
            picture.tail = None
            block.addnext(picture)


def _language(block: tree.Element) -> str:
    around = block.getparent()
    candidates = [block, *islice(block.iter("code"), 1), *([around] if around is not None else [])]
    for each in candidates:
        for name in ("data-language", "data-lang", "data-enlighter-language", "lang"):
            value = each.get(name) or ""
            if name != "lang" and re.fullmatch(r"[\w+#-]{1,30}", value):
                return value.lower()
        found = _LANGUAGE.search(each.get("class") or "")
        if found:
            return found[1].lower()
    return ""


def _as_lines(block: tree.Element) -> None:
    """Verse: running text whose lines and indents stay."""
    block.tag = "p"
    block.attrib.clear()
    for each in list(block.iter()):
        if each is not block and each.tail:
            each.tail = _lines_in(each, each.tail, as_tail=True)
        if each.text:
            each.text = _lines_in(each, each.text, as_tail=False)


def _lines_in(element: tree.Element, text: str, *, as_tail: bool) -> str:
    text = text.strip("\r\n") if element.tag == "p" and not as_tail else text
    first, *others = text.split("\n", _MOST_LINES)
    for index, line in enumerate(others):
        indent = len(line) - len(line.lstrip(" \t"))
        broken = etree.Element("br")
        broken.tail = "\u2003" * min(indent // 2, 20) + line.lstrip(" \t")
        if as_tail:
            parent = element.getparent()
            if parent is not None:
                parent.insert(parent.index(element) + 1 + index, broken)
        else:
            element.insert(index, broken)
    return first


# --- quotes, definitions, lists, breaks -------------------------------------------------------------------


def _settle_quotes(root: tree.Element) -> None:
    for quote in root.iter("blockquote"):
        for said in list(quote.iter("cite", "footer")):
            if said.getparent() is not quote and said.tag == "cite":
                continue
            if not tree.text_of(said):
                continue
            if not _DASH.match(tree.raw_text(said)):
                said.text = "— " + (said.text or "").lstrip()
            said.tag = "p"
    for summary in root.iter("summary"):
        _bold_paragraph(summary)


def _bold_paragraph(element: tree.Element) -> None:
    element.tag = "p"
    strong = etree.Element("strong")
    strong.text, element.text = element.text, None
    for child in list(element):
        strong.append(child)
    element.append(strong)


def _settle_definitions(root: tree.Element) -> None:
    """A term is a bold paragraph, its definitions are list items below it."""
    for term in root.iter("dt"):
        _bold_paragraph(term)
    for definition in list(root.iter("dd")):
        parent = definition.getparent()
        if definition.tag != "dd" or parent is None:
            continue
        before = definition.getprevious()
        definition.tag = "li"
        if before is not None and before.tag == "ul" and before.get("data-of") == "dl":
            before.append(definition)
            definition.tail = None
            continue
        group = etree.Element("ul")
        group.set("data-of", "dl")
        definition.addprevious(group)
        group.tail, definition.tail = definition.tail, None
        group.append(definition)
    for each in root.iter("dl"):
        each.tag = "div"


def _settle_lists(root: tree.Element) -> None:
    for item in list(root.iter("li")):
        parent = item.getparent()
        if parent is not None and parent.tag not in ("ul", "ol"):
            group = etree.Element("ul")
            item.addprevious(group)
            group.tail, item.tail = item.tail, None
            group.append(item)
            while (after := group.getnext()) is not None and after.tag == "li" and not (group.tail or "").strip():
                group.tail, after.tail = after.tail, None
                group.append(after)
    for group in list(root.iter("ul", "ol")):
        _settle_list(group)
    for group in root.iter("ul", "ol"):
        _number(group)


def _settle_list(group: tree.Element) -> None:
    """Only items in the list, and only items with something in them."""
    item: tree.Element | None = None
    loose, group.text = group.text, None
    for child in list(group):
        tail, child.tail = child.tail, None
        if (loose or "").strip():
            item = etree.Element("li")
            item.text = loose
            child.addprevious(item)
        loose = tail
        if child.tag == "li":
            if not tree.text_of(child) and next(child.iter("img", "hr", "pre"), None) is None:
                group.remove(child)
            else:
                item = child
        elif item is not None:
            item.append(child)
        else:
            item = etree.Element("li")
            child.addprevious(item)
            item.append(child)
    if (loose or "").strip():
        etree.SubElement(group, "li").text = loose
    for each in group:
        if not len(each):
            continue
        first, *others = each
        if first.tag != "p" or (each.text or "").strip() or first.get("data-berita"):
            continue
        if not others or (others[0].tag in ("ul", "ol") and all(other.tag != "p" for other in others)):
            first.tag = "span"  # one paragraph makes no airy list


def _number(group: tree.Element) -> None:
    before = group.getprevious()
    beside = before is not None and before.tag == group.tag and not (before.tail or "").strip()
    other = beside and before is not None and before.get("data-mark") in ("-", ".")
    group.set("data-mark", ("*" if other else "-") if group.tag == "ul" else (")" if other else "."))
    if group.tag == "ul":
        return
    items = [each for each in group if each.tag == "li"]
    backwards = group.get("reversed") is not None
    number = _integer(group.get("start"), len(items) if backwards else 1)
    for item in items:
        number = _integer(item.get("value"), number)
        item.set("data-number", str(max(0, number)))
        number += -1 if backwards else 1


def _integer(text: str | None, otherwise: int) -> int:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise


def _settle_breaks(root: tree.Element) -> None:
    """Two line breaks are a paragraph's end; one at the edge of a block is nothing."""
    for element in list(root.iter("br")):
        parent = element.getparent()
        if element.tag != "br" or parent is None or _IN_PRE(element):
            continue
        if _IN_LINE(element):
            element.tag = "span"
            element.text = " "
            continue
        many = False
        while (after := element.getnext()) is not None and after.tag == "br" and not (element.tail or "").strip():
            many = True
            element.tail = after.tail
            after.tail = None
            parent.remove(after)
        before = element.getprevious()
        said = before.tail if before is not None else parent.text
        opens = not (said or "").strip() and (before is None or before.tag in _BREAKING)
        closes = not (element.tail or "").strip() and (after is None or after.tag in _BREAKING)
        if parent.tag in _BREAKING and (opens or closes):
            element.tag = "span"
        elif many:
            element.tag = "berita-break"
