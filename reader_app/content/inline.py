"""Running text made fit for Markdown: blanks, links, anchors, sub and superscript."""

from __future__ import annotations

import re
from urllib.parse import unquote, urldefrag

from lxml import etree

from reader_app.content import addresses, tree
from reader_app.content.text import visible
from reader_app.content.tracking import untracked

ANCHOR = "#="  # "[\u200b](#=x)" is the place that "#x" leads to
_ANCHOR_TEXT = "\u200b"
_MOST_ANCHORS = 1000
_ANCHORED = frozenset("li p div td th h1 h2 h3 h4 h5 h6 dd dt blockquote figcaption".split())
_UNANCHORED = frozenset("html body ul ol dl table tr tbody thead tfoot pre code section article".split())
_SHORT = 12  # characters of a sub or superscript

FORMATS = ("a", "b", "strong", "i", "em", "s", "del", "strike", "code", "kbd", "samp", "tt", "q")
# Inline elements that Markdown has nothing for.
PLAIN = (
    "span", "font", "u", "ins", "mark", "small", "big", "abbr", "acronym", "label", "time", "data", "bdi", "bdo",
    "nobr", "wbr", "rb", "rtc", "rt", "rp", "ruby", "blink", "output", "var", "dfn", "cite", "basefont", "slot",
    "legend-text", "tspan", "math",
)  # fmt: skip

_SUPERSCRIPT = str.maketrans(
    "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ",
)
_SUBSCRIPT = str.maketrans("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")

_SPACES = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")
_LOOSE_NO_BREAK = re.compile(r"(?<!\S)\u00a0|\u00a0(?!\S)")
_PRIVATE = re.compile("[\ue0f0-\ue1ff]")
_BARE_ADDRESS = re.compile(r"https?://[^\s<>\"'“”‘’()\[\]{}|\\^`*]{4,2000}", re.I)


def settle_text(root: tree.Element) -> None:
    """Blanks squeezed and invisible characters out, but in preformatted text."""
    kept = {each for block in root.iter("pre") for each in block.iter()}
    blocks = {block for block in kept if block.tag == "pre"}
    for element in root.iter():
        if element.text:
            element.text = _private_out(element.text) if element in kept else _squeezed(element.text)
        if element.tail:
            inside = element in kept and (element not in blocks or element.getparent() in kept)
            element.tail = _private_out(element.tail) if inside else _squeezed(element.tail)


def _squeezed(text: str) -> str:
    text = _SPACES.sub(" ", text)
    if text.isprintable():
        return text
    text = _PRIVATE.sub("", visible(text))
    return _LOOSE_NO_BREAK.sub(" ", text) if "\u00a0" in text else text


def _private_out(text: str) -> str:
    return text if text.isprintable() else _PRIVATE.sub("", visible(text.replace("\x0b", " ").replace("\x0c", " ")))


# --- sub and superscript ----------------------------------------------------------------------------------


def settle_scripts(root: tree.Element) -> None:
    """Sub and superscript as the letters Unicode has for them, else readable as "x^(…)"."""
    for element in list(root.iter("sub", "sup")):
        text = tree.raw_text(element)
        table, sign = (_SUPERSCRIPT, "^") if element.tag == "sup" else (_SUBSCRIPT, "_")
        element.tag = "span"
        if not text.strip() or any(each.tag in ("img", "code", "pre") for each in element.iterdescendants()):
            continue
        if all(ord(letter) in table or letter.isspace() for letter in text):
            for each in element.iter():
                if each.text:
                    each.text = each.text.translate(table)
                if each.tail and each is not element:
                    each.tail = each.tail.translate(table)
        elif len(text.strip()) <= _SHORT and next(element.iter("a"), None) is None and _follows_word(element):
            if text.isalpha() and not text.isascii():
                continue
            element.text = f"{sign}({' '.join(text.split())})"
            for child in list(element):
                element.remove(child)


def _follows_word(element: tree.Element) -> bool:
    before = element.getprevious()
    parent = element.getparent()
    text = (before.tail if before is not None else parent.text if parent is not None else "") or ""
    return bool(text) and not text[-1].isspace()


_BLOCK_NAMES = frozenset(
    "p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot tr td th caption blockquote figure "
    "figcaption hr section article header footer aside nav main address center fieldset details summary pre br".split()
)


def flatten(element: tree.Element) -> None:
    """Only running text inside: list items get a bullet, blocks a blank between them, preformatted text is code."""
    for each in list(element.iter(*_BLOCK_NAMES)):
        if each is element:
            continue
        if each.tag == "pre":
            each.tag = "code"
            continue
        each.text = (" • " if each.tag == "li" else " ") + (each.text or "").lstrip()
        each.tail = " " + (each.tail or "")
        each.tag = "span"


# --- links ------------------------------------------------------------------------------------------------


def settle_links(root: tree.Element, base_url: str) -> None:
    """Links absolute, those that lead nowhere unwrapped; links within the story find their anchors."""
    page = urldefrag(addresses.absolute(base_url, base_url))[0]
    named: dict[str, tree.Element] = {}
    for element in root.iter():
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if name and len(name) <= 200:
                named.setdefault(name, element)
    wanted: dict[str, tree.Element] = {}
    for link in list(root.iter("a")):
        href = (link.get("href") or "").strip()
        url, fragment = "", ""
        if href.startswith("#"):
            fragment = unquote(href[1:])
        elif href:
            url = untracked(addresses.absolute(href, base_url)) or _mail(href)
            address, _, after = url.partition("#")
            if after and address == page and unquote(after) in named:
                fragment = unquote(after)
        if fragment and fragment in named and len(wanted) < _MOST_ANCHORS:
            wanted.setdefault(fragment, named[fragment])
            url = "#" + addresses.fragment(fragment)
        link.attrib.clear()
        if url and next(link.iterancestors("a"), None) is None:
            link.set("href", url)
        else:
            link.tag = "span"
    for name, element in wanted.items():
        _set_anchor(element, name)


def _mail(href: str) -> str:
    match = re.match(r"mailto:([^\s?<>\"\\]{3,200}@[^\s?<>\"\\]{3,200})", href, re.I)
    return f"mailto:{match[1]}" if match else ""


def _set_anchor(element: tree.Element, name: str) -> None:
    anchor = etree.Element("a", href=ANCHOR + addresses.fragment(name))
    anchor.text = _ANCHOR_TEXT
    if element.tag in _ANCHORED:
        first = element
        while not (first.text or "").strip() and len(first) and first[0].tag in ("p", "div"):
            first = first[0]
        anchor.tail, first.text = first.text, None
        first.insert(0, anchor)
    elif element.tag not in _UNANCHORED:
        element.addprevious(anchor)


def link_addresses(root: tree.Element) -> None:
    """Addresses written out in the text become links: Qt would link them only up to an escaped letter."""
    for element in list(root.iter()):
        if element.tag in ("a", "pre", "code", "kbd", "samp", "tt") or _is_within_link(element):
            places = ["tail"] if not _is_within_link(element, strictly=True) else []
        else:
            places = ["text", "tail"]
        for where in places:
            text = getattr(element, where)
            if text and "://" in text and _BARE_ADDRESS.search(text):
                _link_in(element, where, text)


def _is_within_link(element: tree.Element, *, strictly: bool = False) -> bool:
    each = element.getparent() if strictly else element
    while each is not None:
        if each.tag in ("a", "pre", "code", "kbd", "samp", "tt"):
            return True
        each = each.getparent()
    return False


def _link_in(element: tree.Element, where: str, text: str) -> None:
    links: list[tree.Element] = []
    end = 0
    first = text
    for match in list(_BARE_ADDRESS.finditer(text))[:200]:
        written = match[0].rstrip(".,;:!?…'\"–—")
        url = untracked(addresses.absolute(written, ""))
        if not url:
            continue
        between = text[end : match.start()]
        if links:
            links[-1].tail = between
        else:
            first = between
        link = etree.Element("a", href=url)
        link.text = written
        links.append(link)
        end = match.start() + len(written)
    if not links:
        return
    links[-1].tail = text[end:]
    if where == "text":
        element.text = first
        for index, link in enumerate(links):
            element.insert(index, link)
    else:
        element.tail = first
        at = element
        for link in links:
            after = link.tail
            at.addnext(link)
            link.tail = after
            at = link
