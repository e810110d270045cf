"""Plain text: of a story (paragraphs separated by blank lines) and of a title (one line)."""

from __future__ import annotations

import html as entities
import re

from lxml import etree

from reader_app.content import tree

TITLE_LIMIT = 1000  # characters
_TITLE_READ = 64 * 1024  # of a title's HTML; the rest can only be an accident or an attack

_PARAGRAPH, _LINE = "\u2029", "\u2028"  # Unicode's own separators mark the breaks until the end
_BLANK, _CELL = "\ue0f0", "\ue0f1"  # blanks of preformatted text and cell borders, which must survive squeezing

_BLOCKS = (
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "menu", "dir", "table", "blockquote", "pre",
    "figure", "figcaption", "section", "article", "aside", "header", "footer", "main", "nav", "address", "details",
    "summary", "fieldset", "legend", "center", "hgroup", "listing", "xmp", "plaintext", "caption", "search", "form",
    "hr",
)  # fmt: skip
_LINES = ("li", "dt", "dd", "tr")
_PREFORMATTED = ("pre", "listing", "xmp", "plaintext")

_IN_ITEM = etree.XPath("//li/ul|//li/ol|//dd/ul|//dd/ol|//li/p|//dd/p")
_IN_CELL = etree.XPath("//td/p|//th/p|//td/div|//th/div")

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0001]"
)
# The joiners spell words in some scripts and build emoji; anywhere else they are noise.
_STRAY_JOINER = re.compile("[\u200c\u200d](?=[\x00-\x7f\u200c\u200d]|\\Z)|(?<![^\x00-\x7f])[\u200c\u200d]")

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[|\]\]>|<!doctype[^<>]*>|<\?[^<>]*>", re.I | re.S)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(\s[^<>]*|/)?>")
_SEPARATING = frozenset(_BLOCKS) | frozenset(_LINES) | {"br", "td", "th", "img"}


def visible(text: str) -> str:
    """``text`` without control and zero-width characters; joiners stay where a script or an emoji needs them."""
    if text.isprintable():
        return text
    text = _INVISIBLE.sub("", text)
    return _STRAY_JOINER.sub("", text) if "\u200c" in text or "\u200d" in text else text


def shorten(text: str, limit: int) -> str:
    """At most ``limit`` characters, cut between words where there are any, the cut shown by "…"."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    blank = cut.rfind(" ", limit // 2)
    return (cut[:blank] if blank > 0 and not text[limit - 1].isspace() else cut).rstrip(" ,;:–—-") + "…"


def one_line(text: str, limit: int = TITLE_LIMIT) -> str:
    """Plain text as one line: blanks squeezed, invisible characters dropped, bounded."""
    return shorten(" ".join(visible(" ".join(text[: limit * 64].split())).split()), limit)


def title_text(html: str) -> str:
    """The text of a title given as HTML: tags out, entities read once, one line of at most TITLE_LIMIT characters.

    Only real tags go: ``Harga <BBM>`` and ``2 < 4`` are words of the title."""
    text = html[:_TITLE_READ]
    if "<" in text:
        text = _TAG.sub(_without_tag, _COMMENT.sub("", text))
    if "&" in text:
        text = entities.unescape(text)
    return one_line(text)


def _without_tag(match: re.Match[str]) -> str:
    name, rest = match[2].lower(), match[3]
    if name not in tree.HTML_NAMES:
        return match[0]
    if rest and "=" not in rest and rest.strip(" /\t\r\n") and not match[1]:  # "a <b and c> d": no attributes
        return match[0]
    return " " if name in _SEPARATING else ""


def plain_text(html: str) -> str:
    """The words of a story: paragraphs separated by blank lines, list items and table rows on lines, cells by tabs."""
    root = tree.parse(html)
    return "" if root is None else tree_text(root)


def tree_text(root: tree.Element) -> str:
    """`plain_text` of a tree, which is used up."""
    tree.remove_unseen(root)
    tree.part_links(root)
    for element in root.iter(*_PREFORMATTED):
        _keep_layout(element)
    for element in root.iter("br"):
        element.tail = _LINE + (element.tail or "")
    for element in root.iter("td", "th"):
        element.tail = _CELL + (element.tail or "")
    for element in root.iter(*_LINES):
        element.text = _LINE + (element.text or "")
        element.tail = _LINE + (element.tail or "")
    for element in root.iter(*_BLOCKS):
        element.text = _PARAGRAPH + (element.text or "")
        element.tail = _PARAGRAPH + (element.tail or "")
    if next(root.iter("li", "dd"), None) is not None:
        for element in tree.select(_IN_ITEM, root):
            _soften(element, _LINE)
    if next(root.iter("td", "th"), None) is not None:
        for element in tree.select(_IN_CELL, root):
            _soften(element, " ")
    text = etree.tostring(root, method="text", encoding="unicode", with_tail=False)
    return _laid_out(text)


def _laid_out(text: str) -> str:
    paragraphs = []
    for paragraph in text.split(_PARAGRAPH):
        if not paragraph or paragraph == "\n":
            continue
        if _LINE in paragraph or _CELL in paragraph:
            lines = [_line(line) for line in paragraph.split(_LINE)]
            squeezed = "\n".join(line for line in lines if line)
        else:
            squeezed = _squeezed(paragraph)
        if squeezed:
            paragraphs.append(squeezed)
    return "\n\n".join(paragraphs).strip()


def _line(text: str) -> str:
    if _CELL in text:
        cells = [_squeezed(cell) for cell in text.split(_CELL)]
        return "\t".join(cell for cell in cells if cell)
    return _squeezed(text)


def _squeezed(text: str) -> str:
    text = " ".join(text.split())
    if text.isprintable():
        return text
    return " ".join(visible(text).split()).rstrip(_BLANK).replace(_BLANK, " ")


def _keep_layout(element: tree.Element) -> None:
    for each in element.iter():
        if each.text:
            each.text = _laid_in(each.text)
        if each.tail and each is not element:
            each.tail = _laid_in(each.tail)


def _laid_in(text: str) -> str:
    return text.expandtabs(4).replace("\r\n", "\n").replace("\n", _LINE).replace(" ", _BLANK)


def _soften(element: tree.Element, softer: str) -> None:
    """A list within an item, or the paragraph of a cell, makes no paragraph of its own."""
    if element.text and element.text.startswith(_PARAGRAPH):
        element.text = softer + element.text[1:]
    if element.tail and element.tail.startswith(_PARAGRAPH):
        element.tail = softer + element.tail[1:]
