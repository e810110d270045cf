"""XML as it really arrives, read safely: feeds, sitemaps and OPML, for rooms that know nothing of lxml.

    root = xml.read(payload.body, xml.charset_of(payload.headers.get("content-type", "")))
    for item in xml.children(root, "item"):
        title = xml.text_of(xml.child(item, "title"))
        picture = xml.child(item, "media:content")

Elements go by the names that `name_of` gives: lower case, with the usual prefix of their namespace whatever prefix the
document chose ("media:content", "dc:date", "atom:link"), without one for the languages of feeds and sitemaps themselves.

Nothing is fetched, no DTD is read, entities are never expanded but for the signs of HTML (``&nbsp;``) and short ones
that the document itself declares as plain text; depth and size of a text are bounded by libxml2 (256, 10 MB).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape

from lxml import etree

from reader_app.content import charset, mend
from reader_app.content.charset import charset_of
from reader_app.content.tree import Element

__all__ = [
    "Element", "attribute", "charset_of", "child", "children", "inner", "is_xml", "name_of", "raw_text", "read", "text_of",
    "written",
]  # fmt: skip

LIMIT = 64 * 1024 * 1024  # bytes; `http` refuses far smaller bodies

# A part of a namespace's address, and what its names are called here. The first that fits.
_SPACES = (
    ("purl.org/rss/1.0/modules/content", "content:"),
    ("purl.org/rss/1.0/modules/syndication", "sy:"),
    ("purl.org/rss/1.0/modules/slash", "slash:"),
    ("purl.org/rss/1.0/modules/", "module:"),
    ("purl.org/rss/", ""),
    ("my.netscape.com/", ""),
    ("channel.netscape.com/", ""),
    ("backend.userland.com/", ""),
    ("law.harvard.edu/", ""),
    ("purl.org/dc/", "dc:"),
    ("purl.org/net/rss1.1", ""),
    ("purl.org/pie", "atom:"),
    ("purl.org/atom", "atom:"),
    ("w3.org/2005/atom", "atom:"),
    ("example.com/newformat", "atom:"),
    ("example.com/necho", "atom:"),
    ("purl.org/echo", "atom:"),
    ("uri/of/echo/namespace", "atom:"),
    ("w3.org/1999/xhtml", "xhtml:"),
    ("22-rdf-syntax-ns", "rdf:"),
    ("search.yahoo.com/mrss", "media:"),
    ("itunes.com/dtds", "itunes:"),
    ("example.com/dtds/podcast", "itunes:"),
    ("feedburner", "feedburner:"),
    ("wellformedweb.org/commentapi", "wfw:"),
    ("wordpress.org/export", "wp:"),
    ("schemas/sitemap-news", "news:"),
    ("schemas/sitemap-image", "image:"),
    ("schemas/sitemap-video", "video:"),
    ("schemas/sitemap-mobile", "mobile:"),
    ("schemas/sitemap", ""),
    ("google.com/schemas/sitemap", ""),
    ("base.google.com", "g:"),
    ("w3.org/xml/1998/namespace", "xml:"),
    (f"{mend.UNDECLARED}rss", ""),
)  # fmt: skip
_XMLNS = re.compile(r"\sxmlns(?::[\w.-]{1,40})?=\"[^\"<>]{0,500}\"")
_PREFIXED_TAG = re.compile(r"<(/?)[\w.-]{1,40}:(?=[a-zA-Z])")
_BEGINS = re.compile(rb"\s*<(?:\?xml\b|!--|!doctype\s+(?!html)|(?!html\b)[a-zA-Z_])", re.I)


def read(body: bytes, told: str = "") -> Element | None:
    """The root of the document, None where there is none. ``told`` is the charset that HTTP named.

    Strictly first; then with the text mended (signs, bare ``&``, HTML's entities, what stands before the document);
    then as much as can be recovered."""
    body = body[:LIMIT]
    name = charset.name(body, told)
    if name != "utf-8":
        body = mend.bare(charset.decode(body, name)).encode("utf-8", "replace")
    root = None if mend.needs_it(body) else _parse(body, strict=True)
    if root is not None:
        return root
    data = mend.mended(charset.decode(body, "utf-8")).encode("utf-8", "replace")
    root = _parse(data, strict=True)
    return root if root is not None else _parse(data, strict=False)


def _parse(data: bytes, *, strict: bool) -> Element | None:
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        attribute_defaults=False, huge_tree=False, remove_comments=True, remove_pis=True, recover=not strict,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None


def is_xml(body: bytes) -> bool:
    """Whether the bytes at least begin like XML that is no web page."""
    return _BEGINS.match(body.lstrip(b"\xef\xbb\xbf")[:512]) is not None


# --- walking ----------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _name(tag: str) -> str:
    space, closing, local = tag.rpartition("}")
    if not closing:
        return local.lower()
    space = space[1:].strip().lower()
    for part, prefix in _SPACES:
        if part in space:
            return prefix + local.lower()
    return f"{{{space}}}{local.lower()}"


def name_of(element: Element) -> str:
    """What the element is called, as told above; "" for what is no element, "{namespace}name" in a strange one."""
    tag = element.tag
    return _name(tag) if isinstance(tag, str) else ""


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The children with one of these names; all without names."""
    for each in element if element is not None else ():
        called = name_of(each)
        if called and (not names or called in names):
            yield each


def child(element: Element | None, *names: str) -> Element | None:
    """The first child with the first of these names that there is."""
    for name in names:
        for each in children(element, name):
            return each
    return None


def attribute(element: Element | None, name: str) -> str:
    """The attribute's value without blanks around it, "" where it is missing; ``name`` as `name_of` has names."""
    if element is None:
        return ""
    value = element.get(name)
    if value is None:
        value = next((str(told) for key, told in element.items() if _name(str(key)) == name), "")
    return value.strip()


def raw_text(element: Element | None) -> str:
    """All text inside the element as it stands."""
    if element is None:
        return ""
    if not len(element):
        return element.text or ""
    return "".join(str(part) for part in element.itertext())


def text_of(element: Element | None) -> str:
    """All text inside the element without blanks around it; "" for None."""
    return raw_text(element).strip()


def written(element: Element) -> bytes:
    """The element as a document of its own, in UTF-8."""
    return bytes(etree.tostring(element, encoding="utf-8", with_tail=False))


def inner(element: Element | None) -> str:
    """What stands inside the element as HTML: for XHTML, and for HTML that nobody escaped."""
    if element is None:
        return ""
    if not len(element):
        return escape(element.text or "", quote=False)
    parts = [escape(element.text or "", quote=False)]
    for each in element:
        written = etree.tostring(each, encoding="unicode", method="xml")
        parts.append(_PREFIXED_TAG.sub(r"<\1", _XMLNS.sub("", written)))
    return mend.open_empty("".join(parts))
