"""What a web address tells by itself: whether a story lives there, its identity, its day and its section.

For lists that name nothing but addresses: sitemaps, front pages. General rules; where a site's own rule is known
(`content.rules`), that rule's pattern with the groups ``id``, ``section``, ``year``, ``month``, ``day`` decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from reader_app.content.calendar_words import month
from reader_app.content.rules import Rule
from reader_app.net import hosts
from reader_app.sources.feed.rooms import known

LONGEST_ID = 500
_VOLATILE = re.compile(r"utm_\w+|fbclid|gclid|ref|ref_?src|source|from|share|amp|page|single|cmpid|ito|s?cid|xtor|at_\w+", re.I)
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|pdf|mp[34]|xml|gz|zip|css|js|json|rss|txt|docx?|xlsx?)\Z", re.I)
_PAGE_SUFFIX = re.compile(r"\.(?:s?html?|php|aspx?|jsp|cms)\Z|\.(?:read|story)\Z", re.I)

# Folders that hold lists, services and things that are no stories, whatever stands behind them.
_NEVER = frozenset(
    "tag tags tagar topic topics topik label labels author authors penulis reporter editor category categories kategori search "
    "cari pencarian login signin register daftar logout account akun user users profile profil member members subscribe "
    "langganan newsletter newsletters feed feeds rss sitemap sitemaps wp-admin wp-content wp-json cdn-cgi api cart checkout "
    "privacy disclaimer redaksi contact kontak sitemap.xml tv-schedule jadwal-tv weather cuaca".split()
)
# Last parts of a path that name a list or a page about the site.
_LISTS = frozenset(
    "index indeks home beranda news berita latest terkini terbaru terpopuler populer popular trending update headline headlines "
    "video videos foto photo photos galeri gallery galleries infografis infographics podcast podcasts live tv about about-us "
    "tentang tentang-kami contact contact-us hubungi-kami kontak kontak-kami redaksi karir careers jobs iklan advertise terms "
    "terms-of-use syarat-dan-ketentuan privacy-policy kebijakan-privasi pedoman-media-siber pedoman-pemberitaan-media-siber "
    "cookie-policy cookies faq help bantuan archive archives arsip all semua".split()
)
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/_.-]|\Z)", re.I)
_MONTH = re.compile(r"/(?:19|20)\d\d/(?:0[1-9]|1[0-2])/(?=[^/])")
_STAMP = re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:([01]\d|2[0-3])([0-5]\d)([0-5]\d)?)?(?!\d)")
_NUMBER = re.compile(r"(?<!\d)\d{5,}(?!\d)")
_OPAQUE = re.compile(r"(?=[\w-]*\d)[a-z0-9]{8,}(?:-[a-z0-9]{4,})*\Z", re.I)
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2,4})?\Z", re.I)
_SLUG = 4  # words of a headline in an address
_SLUG_WORD = re.compile(r"[^\W\d_]{2,}|\d+")


@dataclass(frozen=True, slots=True)
class Place:
    """What the address of a story tells."""

    identity: str
    day: datetime | None = None  # in UTC; the beginning of its day in the site's zone unless ``exact``
    exact: bool = False
    section: str = ""  # its name


def story_at(url: str, rule: Rule | None, zone: tzinfo = UTC, *, sure: bool = False) -> Place | None:
    """What the address tells, None where no story lives there; ``sure``: somebody said that one does."""
    url = url.strip()
    parts = _split(url)
    if parts is None:
        return None
    if rule is not None:
        told = _by_rule(url, rule, zone)
        if told is not None:
            return told
        if rule.story.get("address") and rule_is_of(rule, url) and not sure:
            return None
    path, query = parts
    if not (bool(path.strip("/")) or bool(query)) if sure else not is_story(path, query):
        return None
    day, exact = day_in(path, zone)
    return Place(identity_of(url), day, exact, section_in(url))


def rule_is_of(rule: Rule, url: str) -> bool:
    host = hosts.host_of(url)
    return any(host == each or host.endswith(f".{each}") for each in rule.hosts)


def _split(url: str) -> tuple[str, str] | None:
    if len(url) > 2000:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    return unquote(parts.path, errors="replace"), parts.query


# --- general rules ----------------------------------------------------------------------------------------


def is_story(path: str, query: str = "") -> bool:
    """Whether an address of that path (percent-decoded) and query looks like a story's."""
    names = [name for name in path.lower().split("/") if name]
    if not names or _FILE.search(names[-1]) or any(name in _NEVER for name in names[:-1]) or names[0] in _NEVER:
        return False
    if "page" in names[:-1] and names[-1].isdigit():
        return False
    last = _PAGE_SUFFIX.sub("", names[-1])
    if last in _LISTS or (len(names) == 1 and _LANGUAGE.match(last)):
        return bool(_DAY.search(path)) and len(names) > 3 and last not in _LISTS
    words = _SLUG_WORD.findall(last)
    slug = len(words) >= _SLUG and bool(re.search(r"[-_, +]", last))
    dated = _DAY.search(path)
    if dated or _MONTH.search(path):
        rest = path[dated.end() :].strip("/") if dated else last
        return bool(rest) and (len(rest) > 2 or slug)  # a day's archive has nothing behind the date
    if slug or _STAMP.search(path):
        return True
    if _NUMBER.search(path):  # /read/123456, /a-66512345, /berita/d-123456/judul
        return True
    if len(last) >= 10 and _OPAQUE.match(last) and len(names) > 1:  # /articles/c1234abcd0o
        return True
    return any(name.lower() in ("id", "p", "article", "newsid", "read") and value.isdigit() for name, value in parse_qsl(query))


def identity_of(url: str) -> str:
    """The address without all that may change while the story stays the same."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    query = urlencode([(name, value) for name, value in parse_qsl(parts.query) if not _VOLATILE.fullmatch(name)])
    path = parts.path.rstrip("/ ")
    for ending in ("%20", "/amp", "/"):
        path = path.removesuffix(ending)
    return (f"{host}{path}" + (f"?{query}" if query else ""))[:LONGEST_ID]


def day_in(path: str, zone: tzinfo = UTC) -> tuple[datetime | None, bool]:
    """(the moment that the path names, whether with its time)."""
    found = _DAY.search(path)
    if found:
        middle = int(found[2]) if found[2].isdigit() else month(found[2])
        return _moment(zone, int(found[1]), middle, int(found[3])), False
    stamp = _STAMP.search(path)
    if stamp:
        numbers = [int(each) for each in stamp.groups() if each]
        return _moment(zone, *numbers), len(numbers) > 3
    return None, False


def _moment(zone: tzinfo, *numbers: int) -> datetime | None:
    try:
        made = datetime(*numbers, tzinfo=zone).astimezone(UTC)  # type: ignore[misc, arg-type]
    except (ValueError, OverflowError):
        return None
    return made if 1990 <= made.year < 2101 else None


def section_in(url: str) -> str:
    """The newspaper's section that the address names, in a folder or in the host ("politik.kabar.test"); "" for none."""
    parts = urlsplit(url)
    names = [name for name in parts.path.split("/")[:-1] if name][:3]
    names += (parts.hostname or "").split(".")[:1]
    for name in names:
        if not name.isdigit() and (found := known(name.replace("-", " ").replace("_", " "))):
            return found
    return ""


# --- the lists of a source ----------------------------------------------------------------------------------


def lists_of(config: Mapping[str, Any]) -> list[tuple[str, str | None]]:
    """(address, section) of the lists of a source's config, as far as they can be asked; the first is the front page."""
    told = config.get("lists")
    found: dict[str, str | None] = {}
    for each in told if isinstance(told, list | tuple) else ():
        if isinstance(each, Mapping) and isinstance(each.get("url"), str) and each["url"]:
            found.setdefault(each["url"], str(each["section"]) if each.get("section") else None)
    return list(found.items())[:40]


# --- a site's own rule ------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def _pattern(text: str) -> re.Pattern[str] | None:
    try:
        return re.compile(text)
    except re.error:
        return None


def _by_rule(url: str, rule: Rule, zone: tzinfo) -> Place | None:
    told: Any = rule.story.get("address") or ()
    for text in [told] if isinstance(told, str) else told:
        pattern = _pattern(str(text))
        match = pattern.search(url) if pattern is not None else None
        if match is None:
            continue
        groups = {name: value for name, value in match.groupdict().items() if value}
        day: datetime | None = None
        if {"year", "month", "day"} <= set(groups):
            try:
                day = _moment(zone, int(groups["year"]), int(groups["month"]), int(groups["day"]))
            except ValueError:
                day = None
        identity = groups.get("id") or identity_of(url)
        return Place(identity[:LONGEST_ID], day, False, section_named(groups.get("section", ""), rule, url))
    return None


def section_named(slug: str, rule: Rule | None, url: str = "") -> str:
    """The section's name for its part of the address; "" where there is none."""
    slug = slug.lower()
    names = rule.story.get("sections") if rule is not None else None
    if isinstance(names, Mapping) and isinstance(names.get(slug), str):
        return str(names[slug])
    if slug:
        return known(slug.replace("-", " ")) or (slug.replace("-", " ").title() if rule is not None else "")
    return section_in(url) if url and rule is not None and not names else ""
