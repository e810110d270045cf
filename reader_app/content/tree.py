"""HTML to a tree that is safe to walk: bounded in size and depth, no entities, no network, pseudo tags kept as text.

libxml2 gives up below 255 nested elements and loses the text there, so a deeper story is flattened first. Literal
text that only looks like a tag (``harga <BBM> naik``, ``a<b``, ``<nama@situs.id>``) is not swallowed as an element.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import cast

from lxml import etree

LIMIT = 4 * 1024 * 1024  # characters of HTML that are read; derive refuses a story beyond it

Element = etree._Element

_HTML_NAMES = (
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink "
    "blockquote body br button canvas caption center cite code col colgroup command data datalist dd del "
    "details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 "
    "h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins isindex kbd keygen label legend li "
    "link listing main map mark marquee math menu menuitem meta meter nav nobr noembed noframes noscript object "
    "ol optgroup option output p param picture plaintext pre progress q rb rp rt rtc ruby s samp script search "
    "section select slot small source spacer span strike strong style sub summary sup svg table tbody td "
    "template textarea tfoot th thead time title tr track tt u ul var video wbr xmp"
)
HTML_NAMES = frozenset(_HTML_NAMES.split())
_DRAWING_NAMES = frozenset(
    "animate circle clippath defs desc ellipse feblend fegaussianblur feoffset filter foreignobject g line "
    "lineargradient mask metadata path pattern polygon polyline radialgradient rect set stop switch symbol text "
    "textpath tspan use view mi mn mo ms mtext mrow mfrac msqrt mroot mstyle merror mpadded mphantom mfenced menclose "
    "msub msup msubsup munder mover munderover mtable mtr mtd semantics annotation".split()
)
_NAMES = HTML_NAMES | _DRAWING_NAMES

# What no reader of the story should see, with everything inside.
UNSEEN = (
    "script", "style", "noscript", "template", "head", "title", "iframe", "frame", "frameset", "object", "embed",
    "applet", "audio", "video", "canvas", "svg", "select", "datalist", "textarea", "button", "input", "annotation",
    "annotation-xml", "noembed", "noframes", "map", "meter", "progress", "dialog", "link", "meta", "base",
)  # fmt: skip
_MOST_PSEUDO = 200  # different ones in a story
FORM_TEXT = 600  # a form with more text than this wraps a story and is not a form for its reader

_OPENING = re.compile(r"<([a-zA-Z][^\s<>/]*)")
_UNFINISHED = re.compile(r"<(?=/?[a-zA-Z][^<>\"'=]*(?:<|\Z))")
_ENDING = re.compile(r"</(?:body|html)\s*>", re.I)
_SURROGATE = re.compile("[\ud800-\udfff]")
_SOLID = re.compile(r"<(script|style|noscript|template|textarea|svg)\b.*?(?:</\1\s*>|\Z)", re.I | re.S)
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)([^<>]*+)>")
_INLINE_NAMES = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span strike "
    "strong sub sup time tt u var wbr".split()
)
_MAYBE_HIDDEN = etree.XPath("/html/body//*[@hidden or contains(@style, 'display')]")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none", re.I)
_TAKEN = "\ue0f0\ue0f1"  # `text`'s own marks
_CONTROL_REFERENCE = re.compile(
    r"&#(?:0*(?:[0-8]|1[1-24-9]|2\d|3[01]|127|6553[45])(?!\d)|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|7[fF]|[fF]{3}[eEfF]"
    r"|[dD][89a-fA-F][0-9a-fA-F]{2})(?![0-9a-fA-F]));?"
)
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
_GONE = "berita-gone"  # the name an element gets that is to be stripped
_RESOURCE_LIMIT = 114  # libxml2's XML_ERR_RESOURCE_LIMIT: nested too deep


def parse(html: str) -> Element | None:
    """The tree of ``html`` (its root is ``html``), or None where it holds nothing. Reads at most LIMIT characters."""
    html = html[:LIMIT]
    for odd in _TAKEN:
        if odd in html:
            html = html.replace(odd, "")
    if "&#" in html:
        html = _CONTROL_REFERENCE.sub("", html)
    html = _ENDING.sub("", html)  # libxml2 stops there, even where documents were joined and the story goes on
    html = _escape_pseudo_tags(html)
    root, too_deep = _read(html)
    if too_deep:
        root, _ = _read(_flattened(html))
    return root


def _read(html: str) -> tuple[Element | None, bool]:
    if not html or html.isspace():
        return None, False
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, recover=True, huge_tree=False
    )
    try:
        data = html.encode("utf-8")
    except UnicodeEncodeError:  # half of a surrogate pair, out of a careless JSON
        data = _SURROGATE.sub("", html).encode("utf-8")
    data = data.translate(None, _CONTROLS)
    if b"\xef\xbf" in data:  # U+FFFE and U+FFFF, which no tree may hold either
        data = data.replace(b"\xef\xbf\xbe", b"").replace(b"\xef\xbf\xbf", b"")
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:  # nothing but comments or an empty declaration
        return None, False
    return root, any(entry.type == _RESOURCE_LIMIT for entry in parser.error_log)


def _escape_pseudo_tags(html: str) -> str:
    """Literal ``<`` that begins no element written as an entity."""
    html = _UNFINISHED.sub("&lt;", html)
    unknown = [name for name in set(_OPENING.findall(html)) if name.lower() not in _NAMES]
    pseudo = [name for name in sorted(unknown)[:_MOST_PSEUDO] if _is_pseudo(name, html)]
    if pseudo:
        names = "|".join(re.escape(name) for name in sorted(pseudo, key=len, reverse=True))
        html = re.sub(rf"<((?:{names})(?:[\s/][^<>]*)?)>", r"&lt;\1&gt;", html)
    return html


def _is_pseudo(name: str, html: str) -> bool:
    if "@" in name or name.lower().startswith(("http:", "https:")):
        return True
    if not name.isalnum():  # custom elements and foreign namespaces have a hyphen or a colon
        return False
    return f"</{name}" not in html and f"</{name.lower()}" not in html


def _flattened(html: str) -> str:
    """The same words without deep nesting: block elements as paragraphs, pictures and line breaks kept."""

    def flat(match: re.Match[str]) -> str:
        closing, name = match[1], match[2].lower()
        if name in ("img", "br", "p"):
            return match[0]
        if name == "a" and not closing:  # one that nobody closed would hold all that follows
            return "</a>" + match[0]
        return "" if name in _INLINE_NAMES else "<p>"

    return _ANY_TAG.sub(flat, _SOLID.sub("", html))


def is_hidden(element: Element) -> bool:
    """Whether the page itself would not show the element."""
    if element.get("hidden") is not None and element.get("hidden") != "until-found":
        return True
    style = element.get("style")
    return style is not None and _HIDDEN_STYLE.search(style) is not None


def select(path: etree.XPath, element: Element) -> list[Element]:
    """The elements that the path finds."""
    return cast("list[Element]", path(element))


def raw_text(element: Element) -> str:
    """All text inside the element as it stands."""
    return "".join(cast("Iterator[str]", element.itertext()))


def text_of(element: Element) -> str:
    """All text inside the element, blanks squeezed."""
    return " ".join(raw_text(element).split())


def part_links(root: Element) -> None:
    """A blank between links that touch but lead elsewhere: pages set buttons apart by style, not by letters."""
    for link in root.iter("a"):
        if not link.tail:
            after = link.getnext()
            if after is not None and after.tag == "a" and after.get("href") != link.get("href"):
                link.tail = " "


def remove_unseen(root: Element, *, keep: Collection[str] = ()) -> None:
    """Take out what a reader never sees: scripts, forms, frames, fallbacks, hidden elements; but for ``keep``."""
    for form in root.iter("form"):
        form.tag = "div" if _is_long(form) else _GONE
    for element in select(_MAYBE_HIDDEN, root):
        if is_hidden(element):
            element.tag = _GONE
    etree.strip_elements(root, _GONE, *(name for name in UNSEEN if name not in keep), with_tail=False)


def _is_long(form: Element) -> bool:
    length = 0
    for text in form.itertext():
        length += len(text)
        if length > FORM_TEXT:
            return True
    return False
