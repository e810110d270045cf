"""XML that is none, mended as text: what stands before the document, signs that may not be there, bare ``&`` and ``<``,
HTML's entities and unclosed tags, prefixes that nobody declared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from html.entities import html5

_START = re.compile(
    r"<\?xml\b[^<>]{0,200}version|<!DOCTYPE\s{1,9}(?:rss|rdf|opml)|<(?:[\w.-]{1,20}:)?(?:rss|feed|rdf|urlset|sitemapindex|opml|channel)\b",
    re.I,
)
_PAGE = re.compile(r"<!doctype\s+html|<html\b", re.I)  # a web page that only speaks of a feed
_START_READ = 128 * 1024  # characters in which a document may begin
_DECLARATION = re.compile(r"\s*<\?xml\b[^<>]{0,500}\?>")
_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_REFERENCE = re.compile(r"&#(?:(\d{1,9})|[xX]([0-9a-fA-F]{1,8}));")
_ODD_REFERENCE = re.compile(rb"&#(?:0*(?:12[89]|1[345]\d)|[xX]0*[89][0-9a-fA-F]);")
_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);|#\d{1,7};|#x[0-9a-fA-F]{1,6};)(?:([a-zA-Z][a-zA-Z0-9]{0,31});)?")
_BARE_LESS = re.compile(r"<(?![a-zA-Z_/!?])")
_ENTITY = re.compile(r"<!ENTITY\s{1,20}([a-zA-Z][\w.-]{0,31})\s{1,20}(?:\"([^\"<%]{0,60})\"|'([^'<%]{0,60})')\s{0,20}>")
_VOID = re.compile(r"<(br|hr|img|wbr|col|area|embed|param)\b((?:\s[^<>]{0,2000})?)(?<!/)>", re.I)
_VOID_END = re.compile(r"</(?:br|hr|img|wbr|col|area|embed|param)\s{0,9}>", re.I)
_TAG_PREFIX = re.compile(r"</?([a-zA-Z_][\w.-]{0,30}):[a-zA-Z_]")
_DECLARED = re.compile(r"\sxmlns:([\w.-]{1,31})\s{0,9}=")
_ROOT = re.compile(r"<[a-zA-Z_][\w.:-]{0,60}(?=[\s/>])")
_UNQUOTED = re.compile(r"(\s[\w:.-]{1,60}=)([^\s\"'<>]{1,200})(?=[\s/]|\Z)")
_BLANKS = re.compile(r"[\s\ufeff]*+")
_OWN_EMPTY = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,20})((?:\s[^<>]{0,4000})?)/>")
_VOIDS = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_SUBSET_END = re.compile(r"\]\s{0,99}>")

UNDECLARED = "urn:undeclared:"  # with the prefix behind it: the namespace of one that nobody declared
# What the usual prefixes mean where the document forgot to say it.
_USUAL = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "media": "http://search.yahoo.com/mrss/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "atom": "http://www.w3.org/2005/Atom",
    "a10": "http://www.w3.org/2005/Atom",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "video": "http://www.google.com/schemas/sitemap-video/1.1",
}


def needs_it(body: bytes) -> bool:
    """Whether the document must be mended although it may be sound: a DOCTYPE, in which entities may be declared, or
    numbers of signs that mean others."""
    return _doctype(body[:_START_READ].decode("latin-1")) >= 0 or _ODD_REFERENCE.search(body) is not None


def _doctype(text: str) -> int:
    """Where the DOCTYPE begins, -1 where there is none before the root."""
    place = 0
    while True:
        blanks = _BLANKS.match(text, place)
        place = blanks.end() if blanks else place
        if text.startswith("<?", place):
            end, length = text.find("?>", place), 2
        elif text.startswith("<!--", place):
            end, length = text.find("-->", place), 3
        else:
            return place if text[place : place + 9].upper() == "<!DOCTYPE" else -1
        if end < 0:
            return -1
        place = end + length


def bare(text: str) -> str:
    """Without BOM, blanks and declaration: what it says of the charset no longer holds for text."""
    return _DECLARATION.sub("", text.lstrip("\ufeff \t\r\n"), count=1)


def mended(text: str) -> str:
    """The document as one that a strict reader has a chance to read."""
    text = text.lstrip("\ufeff")
    begins = _START.search(text[:_START_READ])
    if begins is not None and _PAGE.search(text, 0, begins.start()) is None:
        text = text[begins.start() :]
    text = bare(text)
    text = _BAD.sub("", text)
    if "&#" in text:
        text = _REFERENCE.sub(_reference, text)
    text, declared = _without_doctype(text)
    text = "".join(_outside_cdata(text, lambda part: _signs(part, declared)))
    return _with_prefixes(text)


def _signs(text: str, declared: dict[str, str]) -> str:
    if "&" in text:
        text = _AMPERSAND.sub(lambda match: _entity(match, declared), text)
    text = _BARE_LESS.sub("&lt;", text)
    return _VOID_END.sub("", _VOID.sub(r"<\1\2/>", text))


def _reference(match: re.Match[str]) -> str:
    """Numbers of signs that XML forbids go; those of windows-1252, which people mean by 128 to 159, are its signs."""
    number = int(match[1]) if match[1] else int(match[2], 16)
    if 128 <= number < 160:
        return bytes([number]).decode("cp1252", "ignore")
    if number > 0x10FFFF or _BAD.match(chr(number)):
        return ""
    return match[0]


def _entity(match: re.Match[str], declared: dict[str, str]) -> str:
    name = match[1]
    if name is None:
        return "&amp;"
    signs = declared.get(name) or html5.get(f"{name};")
    if signs is None:
        return f"&amp;{name};"
    return "".join(f"&#{ord(sign)};" for sign in signs)


def _without_doctype(text: str) -> tuple[str, dict[str, str]]:
    """The text without its DOCTYPE, and the plain entities declared there."""
    start = _doctype(text)
    if start < 0:
        return text, {}
    bracket, end = text.find("[", start), text.find(">", start)
    declared: dict[str, str] = {}
    if 0 <= bracket < end:
        close = _SUBSET_END.search(text, bracket)
        subset = text[bracket : close.start() if close else end]
        end = close.end() - 1 if close else end
        for name, double, single in _ENTITY.findall(subset[:_START_READ]):
            value = double or single
            if "&" not in value.replace("&amp;", "").replace("&#", ""):
                declared.setdefault(name, _plain(value))
        if len(declared) > 300:
            declared = {}
    if end < 0:
        return text, {}
    return text[:start] + text[end + 1 :], declared


def _plain(value: str) -> str:
    return _BAD.sub("", unescape(value))


def _outside_cdata(text: str, change: Callable[[str], str]) -> Iterator[str]:
    """The text with ``change`` made to all but its CDATA sections, comments and instructions."""
    place = 0
    while True:
        start = text.find("<![CDATA[", place)
        if start < 0:
            yield change(text[place:])
            return
        yield change(text[place:start])
        end = text.find("]]>", start)
        if end < 0:  # never closed: what follows is text
            yield "<![CDATA[" + text[start + 9 :].replace("]]>", "") + "]]>"
            return
        yield text[start : end + 3]
        place = end + 3


def _with_prefixes(text: str) -> str:
    """The prefixes that the document does not declare declared at its root, whose attributes are quoted."""
    known = set(_DECLARED.findall(text))
    used = {prefix for prefix in _USUAL if prefix not in known and f"{prefix}:" in text}
    used.update(set(_TAG_PREFIX.findall(text)) - known)
    used -= {"xml", "xmlns", "http", "https"}
    root = _ROOT.search(text)
    if root is None:
        return text
    told = "".join(f' xmlns:{each}="{_USUAL.get(each, UNDECLARED + each)}"' for each in sorted(used)[:100])
    end = text.find(">", root.end())
    attributes = _UNQUOTED.sub(r'\1"\2"', text[root.end() : end]) if 0 <= end < root.end() + 4000 else ""
    return f"{text[: root.end()]}{told}{attributes}{text[root.end() if not attributes else end :]}"


def open_empty(html: str) -> str:
    """``<p/>``, which XML may write and HTML takes for an opening tag, as ``<p></p>``."""
    if "/>" not in html:
        return html

    def opened(match: re.Match[str]) -> str:
        name, rest = match[1], match[2]
        return match[0] if name.lower() in _VOIDS else f"<{name}{rest}></{name}>"

    return _OWN_EMPTY.sub(opened, html)
