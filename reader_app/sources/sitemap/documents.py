"""A sitemap as it stands: bytes to a list of addresses, or of further sitemaps.

Read are urlset and sitemapindex with whatever prefixes, Google's news and image parts, plain lists of addresses, feeds
that a site names as its sitemap, and all of them packed with gzip (told by their first bytes: many servers name no
Content-Encoding).
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

from reader_app.content import xml
from reader_app.content.addresses import absolute
from reader_app.content.charset import charset_of, decode, name
from reader_app.content.text import one_line, title_text
from reader_app.errors import PayloadError, Reason
from reader_app.records import Payload

UNPACKED = 20 * 1024 * 1024  # bytes
MOST = 50_000  # addresses, and further sitemaps
_TAGS = 20
_LINE = 2000  # characters of an address


@dataclass(slots=True)
class Url:
    loc: str
    lastmod: str = ""
    news: bool = False
    title: str = ""
    published: str = ""
    keywords: tuple[str, ...] = ()
    language: str = ""
    picture: str = ""
    caption: str = ""


@dataclass(slots=True)
class Child:
    loc: str
    lastmod: str = ""


@dataclass(slots=True)
class Sheet:
    form: str  # "urlset", "index", "text" or "feed"
    urls: list[Url] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)
    publication: str = ""  # the newspaper's name
    language: str = ""
    skipped: int = 0


def read(payload: Payload) -> Sheet:
    """Raises PayloadError where this is no sitemap."""
    body = unpacked(payload.body, payload.url)
    head = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:512]
    if not head:
        raise PayloadError(payload.url, "empty", Reason.NOT_A_FEED)
    if not head.startswith(b"<") and b"\0" not in head[:4]:
        return _text(body, payload)
    if b"<html" in head.lower() or b"<!doctype html" in head.lower():
        raise PayloadError(payload.url, "html", Reason.NOT_A_FEED)
    root = xml.read(body, charset_of(payload.headers.get("content-type", "")))
    called = xml.name_of(root) if root is not None else ""
    called = called.rpartition("}")[2]  # in a strange namespace, too
    if root is None or called not in _FORMS:
        raise PayloadError(payload.url, called[:40] or "bytes", Reason.NOT_A_FEED)
    return _FORMS[called](root, payload.url)


def unpacked(body: bytes, url: str) -> bytes:
    """``body``, out of gzip if it is packed. Raises PayloadError(TOO_LARGE) for what swells beyond all bounds."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        data = unpack.decompress(body, UNPACKED + 1)
        while unpack.eof and unpack.unused_data.startswith(b"\x1f\x8b") and len(data) <= UNPACKED:
            rest, unpack = unpack.unused_data, zlib.decompressobj(zlib.MAX_WBITS | 16)
            data += unpack.decompress(rest, UNPACKED + 1 - len(data))
    except zlib.error as error:
        raise PayloadError(url, "gzip", Reason.BAD_ENCODING) from error
    if len(data) > UNPACKED:
        raise PayloadError(url, "gzip", Reason.TOO_LARGE)
    return data


# --- XML --------------------------------------------------------------------------------------------------


def _urlset(root: xml.Element, base: str) -> Sheet:
    sheet = Sheet("urlset")
    for each in xml.children(root):
        if _local(each) != "url":
            continue
        if len(sheet.urls) >= MOST:
            break
        made = _url(each, base, sheet)
        if made is None:
            sheet.skipped += 1
        else:
            sheet.urls.append(made)
    return sheet


def _url(element: xml.Element, base: str, sheet: Sheet) -> Url | None:
    parts: dict[str, xml.Element] = {}
    for each in xml.children(element):
        parts.setdefault(_local(each) if not _has_prefix(each) else xml.name_of(each), each)
    loc = absolute(_squeezed(xml.text_of(parts.get("loc"))), base)
    if not loc:
        return None
    made = Url(loc, _squeezed(xml.text_of(parts.get("lastmod"))))
    news = parts.get("news:news")
    if news is not None:
        made.news = True
        told = {xml.name_of(each): each for each in xml.children(news)}
        made.title = _line_of(told.get("news:title"))
        made.published = " ".join(xml.text_of(told.get("news:publication_date")).split())
        made.keywords = _words(xml.text_of(told.get("news:keywords")))
        publication = told.get("news:publication")
        made.language = _squeezed(xml.text_of(xml.child(publication, "news:language")))[:35]
        if not sheet.publication:
            sheet.publication = _line_of(xml.child(publication, "news:name"))
            sheet.language = made.language
    picture = parts.get("image:image")
    if picture is not None:
        made.picture = absolute(_squeezed(xml.text_of(xml.child(picture, "image:loc"))), base)
        made.caption = _line_of(xml.child(picture, "image:caption", "image:title"))
    return made


def _index(root: xml.Element, base: str) -> Sheet:
    sheet = Sheet("index")
    for each in xml.children(root):
        if _local(each) != "sitemap":
            continue
        if len(sheet.children) >= MOST:
            break
        told = {_local(part): part for part in xml.children(each)}
        loc = absolute(_squeezed(xml.text_of(told.get("loc"))), base)
        if loc:
            sheet.children.append(Child(loc, _squeezed(xml.text_of(told.get("lastmod")))))
        else:
            sheet.skipped += 1
    return sheet


def _feed(root: xml.Element, base: str) -> Sheet:
    sheet = Sheet("feed")
    for each in root.iter():
        if len(sheet.urls) >= MOST:
            break
        if _local(each) not in ("item", "entry"):
            continue
        link = xml.child(each, "link", "atom:link")
        loc = absolute(_squeezed(xml.text_of(link)) or xml.attribute(link, "href"), base)
        if loc:
            when = xml.text_of(xml.child(each, "pubdate", "dc:date", "atom:published", "atom:updated"))
            sheet.urls.append(Url(loc, news=True, title=_line_of(xml.child(each, "title", "atom:title")), published=when))
    return sheet


_FORMS = {"urlset": _urlset, "sitemapindex": _index, "rss": _feed, "feed": _feed, "atom:feed": _feed, "rdf:rdf": _feed}


def _local(element: xml.Element) -> str:
    """The name without prefix and namespace."""
    return xml.name_of(element).rpartition("}")[2].rpartition(":")[2]


def _has_prefix(element: xml.Element) -> bool:
    called = xml.name_of(element)
    return ":" in called and not called.startswith("{")


def _squeezed(text: str) -> str:
    """An address or a date without the blanks that pretty printers put into it."""
    return "".join(text.split()) if any(each.isspace() for each in text.strip()) and "://" in text else text.strip()


def _line_of(element: xml.Element | None) -> str:
    """A title: some are HTML within CDATA, or escaped twice."""
    text = xml.text_of(element)
    return (title_text(text) if "&" in text or "<" in text else one_line(text)) if text else ""


def _words(text: str) -> tuple[str, ...]:
    parts = (one_line(each, 60) for each in text[:4000].replace(";", ",").split(","))
    return tuple(dict.fromkeys(each for each in parts if each))[:_TAGS]


# --- plain lists ------------------------------------------------------------------------------------------


def _text(body: bytes, payload: Payload) -> Sheet:
    """One address a line."""
    told = charset_of(payload.headers.get("content-type", ""))
    sheet = Sheet("text")
    for line in decode(body, name(body, told)).splitlines():
        line = line.strip()
        if len(sheet.urls) >= MOST or (sheet.skipped > 20 and not sheet.urls):
            break
        if not line or line.startswith("#"):
            continue
        loc = absolute(line, payload.url) if line.startswith(("http://", "https://")) and len(line) < _LINE else ""
        if loc and " " not in line:
            sheet.urls.append(Url(loc))
        else:
            sheet.skipped += 1
    if not sheet.urls or sheet.skipped > len(sheet.urls):
        raise PayloadError(payload.url, "text", Reason.NOT_A_FEED)
    return sheet
