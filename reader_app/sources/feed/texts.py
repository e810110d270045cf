"""What a feed's texts are: HTML once or twice escaped, XHTML, plain text, base64; and who wrote it."""

from __future__ import annotations

import base64
import binascii
import html as entities
import re

from reader_app.content import xml
from reader_app.content.xml import Element

_LONGEST = 8 * 1024 * 1024  # characters of one text
_HTML = re.compile(
    r"</(?:p|a|b|i|em|strong|div|span|ul|ol|li|h\d|blockquote|font|table|figure|pre|code|u|sup|sub|small|del|cite|q|abbr)\s{0,9}>"
    r"|<(?:br|hr|img|p)\b[^<>]{0,2000}>",
    re.I,
)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8}\d?);")
_ESCAPED = re.compile(r"&lt;/?(?:p|a|b|i|em|strong|div|span|ul|ol|li|h\d|img|br|blockquote|table|figure)(?:\s|/|&gt;)", re.I)
_PARAGRAPHS = re.compile(r"\r?\n[ \t]*\r?\n\s*")
_TAG = re.compile(r"<[^<>]{1,4000}>")
_MAIL_NAMED = re.compile(r"[^\s()<>]{1,200}@[^\s()<>]{1,200}\s*\(([^()]{1,300})\)\s*\Z")
_NAMED_MAIL = re.compile(r"\s*\"?([^\"<>]{1,300}?)\"?\s*[<(]\s*(?:mailto:)?[^\s<>()]{1,200}@[^\s<>()]{1,200}\s*[>)]\s*\Z")
_ADDRESS = re.compile(r"https?://[^\s/]\S*\Z", re.I)


def html(element: Element, *, plain: bool = False) -> str:
    """The element's text as HTML. ``plain``: where the element does not say what it is, it is plain text."""
    kind = xml.attribute(element, "type").lower() if element.attrib else ""
    if len(element):
        if kind in ("html", "text/html") and not any(each.tail or each.text for each in element):
            return xml.inner(element)
        return _unwrapped(xml.inner(element).strip())
    text = (element.text or "")[:_LONGEST].strip()
    if not text:
        return ""
    mode = xml.attribute(element, "mode").lower() if element.attrib else ""
    if mode == "base64" or (kind and plain and "/" in kind and not kind.startswith("text/") and "xml" not in kind):
        text = _decoded(text) if kind.startswith("text/") or mode == "base64" else ""
    if kind:
        is_plain = "html" not in kind and "xml" not in kind
    else:
        is_plain = plain
    if is_plain and not (_HTML.search(text) or (kind == "" and _ENTITY.search(text))):
        return paragraphs(entities.escape(text, quote=False))
    if "<" not in text:
        if _ESCAPED.search(text):
            return entities.unescape(text)
        return paragraphs(text)
    return text


def paragraphs(text: str) -> str:
    """Blank lines of plain text part paragraphs, in HTML they would be lost."""
    if "\n" not in text:
        return text
    parts = [part.strip() for part in _PARAGRAPHS.split(text)]
    return text if len(parts) < 2 else "".join(f"<p>{part}</p>" for part in parts if part)


def _unwrapped(text: str) -> str:
    """XHTML without the ``div`` that Atom demands around it."""
    if text.startswith("<div>") and text.endswith("</div>") and text.find("<div", 4) < 0:
        return text[5:-6].strip()
    return text


def _decoded(text: str) -> str:
    try:
        return base64.b64decode("".join(text.split()), validate=True).decode("utf-8", "replace").strip()
    except (binascii.Error, ValueError):
        return text


def title(element: Element, *, plain: bool) -> tuple[str, bool]:
    """(a title's text, whether it is plain: else it may hold tags and entities)."""
    if len(element):
        return xml.text_of(element), True
    text = (element.text or "").strip()
    if not element.attrib:
        return text, plain and not looks_like_html(text)
    kind = xml.attribute(element, "type").lower()
    if xml.attribute(element, "mode").lower() == "base64":
        text = _decoded(text)
    if "html" in kind:
        return text, False
    return text, plain and not looks_like_html(text)


def looks_like_html(text: str) -> bool:
    """Whether a text that claims to be plain is HTML after all."""
    return _HTML.search(text) is not None or _ENTITY.search(text) is not None


def weight(text: str) -> int:
    """About how many letters a reader would see."""
    return len(_TAG.sub("", text)) if "<" in text else len(text)


def person(text: str) -> str:
    """The name out of "mail@host (Name)" or "Name <mail@host>"."""
    text = " ".join(text.split())
    if "@" not in text:
        return text
    match = _MAIL_NAMED.match(text) or _NAMED_MAIL.match(text)
    return match[1].strip() if match and match[1].strip() else text


def is_address(text: str) -> bool:
    """Whether the text is a whole address of the web."""
    return _ADDRESS.match(text) is not None
