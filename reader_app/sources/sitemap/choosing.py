"""Which sitemaps of many are worth reading: those of news, else the newest of an archive."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from reader_app.content import dates

KEPT = 1000  # stories of one file
FRESH = timedelta(days=30)  # what is older is no news at a first sync

# Parts of a sitemap's name. Those of news are small and made anew every few minutes.
_NEWS = re.compile(r"news|latest|google|terkini|terbaru|berita|recent|48", re.I)
_OTHER = re.compile(
    r"(?:^|[-_/.])(?:tags?|topics?|topik|categor\w*|kategori|authors?|penulis|users?|pages?|videos?|images?|foto|photos?|"
    r"galler\w*|product\w*|attachment|static|sections?|kanal|media|podcasts?|archive-?tags?|web-stor\w*|amp)(?=[-_/.\d]|\Z)",
    re.I,
)
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-/_.]?(0?[1-9]|1[0-2])(?!\d|[-/_.]\d{3})(?:[-/_.]?(\d{1,2}))?)?(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])?(?!\d)")
_NUMBER = re.compile(r"(\d{1,6})(?:\.xml)?(?:\.gz)?\Z", re.I)

Told = tuple[str, str]  # address and lastmod ("" where it names none)


def is_news(url: str) -> bool:
    """Whether the sitemap calls itself one of news; the host's own name does not count."""
    return bool(_NEWS.search(_name(url)))


def is_other(url: str) -> bool:
    """Whether it is one of tags, authors, pictures and the like."""
    name = _name(url)
    return bool(_OTHER.search(name)) and not _NEWS.search(name)


def newest_first(children: Iterable[Told]) -> list[Told]:
    """Those that may hold stories, once each, the newest first: by the date in the name, else by lastmod, else by the
    number at the end. A lastmod may be stale or made up: a date in the name is trusted more."""
    told = {url: lastmod for url, lastmod in children if not is_other(url)}
    return sorted(told.items(), key=lambda each: _age(*each), reverse=True)


def of_index(children: Iterable[Told]) -> list[str]:
    """The children of an index in the order of their worth for what is new."""
    ordered = newest_first(children)
    news = [url for url, _ in ordered if is_news(url) and _dated(url) is None]
    if news:
        return sorted(news, key=lambda url: not re.search(r"news[-_]?sitemap|sitemap[-_]?news|google", _name(url), re.I))
    return [url for url, _ in ordered]


def alike(url: str, others: Iterable[str]) -> list[str]:
    """Of ``others`` those with the same file name on the same site: one news sitemap for each channel."""
    parts = urlsplit(url)
    name, host = parts.path.rpartition("/")[2], _site(parts.hostname or "")
    found = []
    for each in others:
        other = urlsplit(each)
        if each != url and other.path.rpartition("/")[2] == name and _site(other.hostname or "") == host:
            found.append(each)
    return found


def facts_of(children: Iterable[Told], most: int) -> list[list[str]]:
    return [[url, lastmod] for url, lastmod in newest_first(children)[:most]]


def told_in(facts: Mapping[str, object]) -> list[Told]:
    """The children as `facts_of` wrote them."""
    children = facts.get("children")
    return [(str(each[0]), str(each[1])) for each in children or () if len(each) == 2] if isinstance(children, list) else []


def _age(url: str, lastmod: str) -> tuple[datetime, datetime, int]:
    number = _NUMBER.search(urlsplit(url).path)
    first = datetime.min.replace(tzinfo=UTC)
    return (_dated(url) or first, dates.read(lastmod, UTC) or first, int(number[1]) if number else 0)


def _dated(url: str) -> datetime | None:
    name = _name(url)
    found = _COMPACT.search(name) or _DATE.search(name)
    if found is None:
        return None
    year, middle, day = (int(each) if each else 1 for each in found.groups())
    try:
        return datetime(year, middle, day, tzinfo=UTC)
    except ValueError:
        return datetime(year, 1, 1, tzinfo=UTC)


def _name(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _site(host: str) -> str:
    return ".".join(host.split(".")[-2:])
