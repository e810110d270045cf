"""Which feeds a page names, surest first, and where a feed usually is on a site that names none."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from reader_app.content.addresses import absolute
from reader_app.content.cut import without_scripts
from reader_app.content.xml import charset_of
from reader_app.net import hosts
from reader_app.records import Payload

READ = 1024 * 1024  # bytes of a page in which its links are looked for
MOST = 40  # links of a page

# In the first folder of the page's address, then at the root of its site.
USUAL = ("feed/", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml", "feed.json")

_TYPES = re.compile(
    r"application/(?:rss|atom|rdf|feed)\+(?:xml|json)|application/(?:rss|atom|rdf)|text/(?:rss|atom)(?:\+xml)?", re.I
)
_HEADER_LINK = re.compile(r"<([^<>]{1,2000})>([^<]{0,500})")
_TAG = re.compile(r"<(link|base|a)\b([^<>]{0,2000})>", re.I)
_ATTRIBUTE = re.compile(r"([a-zA-Z-]{1,40})\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_FEED_PATH = re.compile(
    r"/(?:feeds?|rss|atom|rdf)(?:/[\w.-]{1,40}){0,2}/?\Z|\.(?:rss|rdf|atom)\Z|/(?:rss|atom|feed|index)[\w-]{0,20}\.(?:xml|json)\Z",
    re.I,
)
_COMMENTS = re.compile(r"comments?\b|komentar|commentaires|kommentare", re.I)
_LANGUAGE = re.compile(r"<html\b[^<>]{0,1000}?\blang\s*=\s*[\"']?([a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{1,8}){0,3})", re.I)


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    title: str = ""
    declared: bool = True  # by the page, as a feed; else it only looks like one
    comments: bool = False


def links(page: Payload) -> list[Link]:
    """The feeds that the page names, those of comments last."""
    found: dict[str, Link] = {}
    for link in _named(page):
        if link.url != page.url and len(found) < MOST:
            found.setdefault(_plain(link.url), link)
    return sorted(found.values(), key=lambda link: (link.comments, not link.declared))


def _named(page: Payload) -> Iterator[Link]:
    for address, rest in _HEADER_LINK.findall(page.headers.get("link", "")):
        if _TYPES.search(rest) and "alternate" in rest.lower():
            yield from _usable(page.url, address)
    text = without_scripts(_text(page))
    base, plain = page.url, []
    for name, inside in _TAG.findall(text):
        attributes = {key.lower(): html.unescape(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(inside)}
        address = attributes.get("href", "")
        if name.lower() == "base":
            base = absolute(address, page.url) or base
        elif name.lower() == "a":
            if _FEED_PATH.search(address.partition("?")[0].partition("#")[0]):
                plain.append(address)
        else:
            relation = attributes.get("rel", "").lower().split()
            if ("alternate" in relation or "feed" in relation) and _TYPES.match(attributes.get("type", "").strip()):
                yield from _usable(base, address, attributes.get("title", ""))
    for address in plain:
        for link in _usable(base, address, declared=False):
            if _site(link.url) == _site(page.url):
                yield link


def _usable(base: str, address: str, title: str = "", *, declared: bool = True) -> Iterator[Link]:
    url = absolute(address.strip().removeprefix("feed:"), base)
    if url:
        path = urlsplit(url).path
        yield Link(url.partition("#")[0], title, declared, bool(_COMMENTS.search(title) or _COMMENTS.search(path)))


def _text(page: Payload) -> str:
    told = charset_of(page.headers.get("content-type", "")) or "utf-8"
    try:
        return page.body[:READ].decode(told, "replace")
    except (LookupError, ValueError):
        return page.body[:READ].decode("utf-8", "replace")


def guesses(url: str) -> list[str]:
    """Where a site that names no feed may have one."""
    parts = urlsplit(url)
    first = parts.path.lstrip("/").partition("/")[0] if parts.path.count("/") > 1 else ""
    folders = ([f"/{first}/"] if first else []) + ["/"]
    found = [f"{folder}{name}" for folder in folders for name in USUAL[: 2 if folder != "/" else None]]
    return [urlunsplit((parts.scheme, parts.netloc, path, "", "")) for path in found]


def language(page: Payload) -> str:
    found = _LANGUAGE.search(page.body[:65536].decode("utf-8", "replace"))
    return found[1] if found else ""


def _site(url: str) -> str:
    """The host's last two names, three where the last ones are short ("co.id")."""
    names = hosts.host_of(url).split(".")
    several = len(names) > 2 and len(names[-1]) == 2 and len(names[-2]) <= 3
    return ".".join(names[-3 if several else -2 :])


def _plain(url: str) -> str:
    parts = urlsplit(url)
    host = parts.netloc.lower().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}" + (f"?{parts.query}" if parts.query else "")


def key_of(url: str) -> str:
    """The identity of the source behind a feed's address, however that is written."""
    return f"feed:{_plain(url.rpartition('@')[2] if '@' in urlsplit(url).netloc else url)}"
