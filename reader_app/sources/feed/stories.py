"""A feed's entries made stories: addresses absolute, dates read, the best picture chosen, teasers told from texts.

A date that lies more than a day ahead of the clock says nothing (a story "published 2099" would lead every list for
years): such a story has none. A smaller lead is a wrong zone; the store moves it to the moment the story came.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from reader_app.content import dates
from reader_app.content.addresses import absolute
from reader_app.content.cut import is_cut, is_own_summary, without_scripts, without_trailer
from reader_app.content.text import one_line, title_text
from reader_app.records import ParsedSection, ParsedStory
from reader_app.sources.feed import pictures, rooms
from reader_app.sources.feed.wire import Document, Entry

SUMMARY = 600  # characters
AUTHORS = 8
TAGS = 40
LONGEST_ID = 500
_SECTIONS = 4  # of one story
_PASSWORD = "post-password-form"  # what WordPress puts in the place of a text that opens with a password
_AHEAD = timedelta(days=1)
_ATTRIBUTE = re.compile(
    r"(\s(?:href|src|poster|data-src|data-original)\s{0,9}=\s{0,9})(\"([^\"<>]{0,4000})\"|'([^'<>]{0,4000})')", re.I
)


@dataclass(frozen=True, slots=True)
class Reader:
    """What every story of one feed needs."""

    url: str  # of the feed
    document: Document
    zone: tzinfo
    now: datetime
    language: str
    twice: bool = False  # the feed gives its teasers as texts, too

    @classmethod
    def of(cls, url: str, document: Document, config: Any, now: datetime) -> Reader:
        whole = [entry for entry in document.entries if entry.whole]
        same = sum(is_own_summary(entry.html, entry.summary) for entry in whole)
        return cls(
            url, document, zone_of(config.get("zone")), now, str(config.get("language") or ""), same * 2 > len(whole)
        )


def zone_of(name: Any) -> tzinfo:
    """The zone of that IANA name; UTC where it means nothing here."""
    try:
        return ZoneInfo(name) if isinstance(name, str) and name else UTC
    except (KeyError, ValueError, OSError):
        return UTC


def entries(reader: Reader) -> list[ParsedStory]:
    """A story for each entry, the same one twice where the feed has it twice."""
    return [_story(entry, reader) for entry in reader.document.entries]


def stories(reader: Reader) -> list[ParsedStory]:
    """The stories in the feed's order. Of two with one id the one with the later date, in the place of the first."""
    found: dict[str, ParsedStory] = {}
    for made in _told_apart([_story(entry, reader) for entry in reader.document.entries]):
        known = found.get(made.remote_id)
        if known is None or _when(made) > _when(known):
            found[made.remote_id] = made
    return list(found.values())


def _told_apart(made: list[ParsedStory]) -> list[ParsedStory]:
    """An id that different stories share is none (one feed gives its front page for all): then their addresses count, else
    their titles and dates. What is the same story twice keeps one id."""
    for name in ("link", "hash"):
        first: dict[str, ParsedStory] = {}
        shared = {each.remote_id for each in made if _differ(each, first.setdefault(each.remote_id, each))}
        if not shared:
            break
        made = [
            replace(each, remote_id=_fallback(each, by_link=name == "link")) if each.remote_id in shared else each
            for each in made
        ]
    return made


def _differ(one: ParsedStory, other: ParsedStory) -> bool:
    """Whether two entries with one id are two stories, not two states of one, whose headline may have been changed."""
    if one is other or (one.title and one.title == other.title):
        return False
    if not one.title or not other.title:
        return one.url != other.url
    words, others = set(one.title.lower().split()), set(other.title.lower().split())
    return len(words & others) * 2 < min(len(words), len(others))


def _when(story: ParsedStory) -> datetime:
    return story.modified or story.published or dates.FIRST


def _story(entry: Entry, reader: Reader) -> ParsedStory:
    base, explicit = _base(entry, reader)
    url = absolute(entry.link, base)  # without one there is no page, and nothing to be fetched
    published = _date(entry.published, reader)
    modified = _date(entry.modified, reader)
    title = one_line(entry.title) if entry.literal else title_text(without_scripts(entry.title))
    html = entry.html
    if html and (explicit or not url):
        html = _rebased(html, base)
    protected = _PASSWORD in html
    html = "" if protected else html
    sections, tags = _sorted(entry.categories)
    html = pictures.with_attached(html, entry.media, base)
    return ParsedStory(
        remote_id=_identity(entry, url, title, published),
        url=url or absolute(reader.document.home, reader.url) or reader.url,
        title=title,
        html=html,
        guid=entry.identity[:LONGEST_ID],
        cut=bool(url) and not protected and _is_cut(entry, reader),
        summary="" if protected else _summary(entry),
        author=", ".join(one_line(title_text(name), 200) for name in (entry.authors or reader.document.authors)[:AUTHORS]),
        published=published or modified,
        modified=modified if published else None,
        sections=sections,
        tags=tags,
        lead=pictures.lead(entry.media, base, absolute(reader.document.picture, base)),
        protected=protected,
        language=entry.language or reader.language or reader.document.language,
    )


def _is_cut(entry: Entry, reader: Reader) -> bool:
    """Whether the page has more. What is to be heard or seen has notes, not a story, whatever their length."""
    if entry.html and any(pictures.is_sound(medium) for medium in entry.media):
        return is_cut(entry.html, whole=True)
    return is_cut(entry.html, whole=entry.whole, summary=entry.summary if reader.twice else "")


def _base(entry: Entry, reader: Reader) -> tuple[str, bool]:
    """(the address that relative ones belong to, whether the document says so)."""
    base = reader.url
    for each in (reader.document.base, *entry.base.split()):
        base = absolute(each, base) or base
    explicit = base != reader.url
    if not explicit:
        base = absolute(reader.document.home, base) or base
    return base, explicit


def _rebased(html: str, base: str) -> str:
    """Relative addresses of the text made absolute."""

    def whole(match: re.Match[str]) -> str:
        written = match[3] if match[3] is not None else match[4]
        if not written or written.startswith(("http:", "https:", "#", "data:", "mailto:")):
            return match[0]
        found = absolute(written.replace("&amp;", "&"), base)
        return f'{match[1]}"{found.replace("&", "&amp;")}"' if found else match[0]

    return _ATTRIBUTE.sub(whole, html)


def _identity(entry: Entry, url: str, title: str, published: datetime | None) -> str:
    told = entry.identity or url or _hashed(title, str(published or ""), "" if title or published else entry.html[:1000])
    if len(told) > LONGEST_ID:
        told = told[: LONGEST_ID - 50] + _hashed(told)
    return told


def _fallback(story: ParsedStory, *, by_link: bool) -> str:
    if by_link and story.url and story.url != story.remote_id and len(story.url) <= LONGEST_ID:
        return story.url
    return _hashed(story.title, str(story.published or ""))


def _hashed(*parts: str) -> str:
    return "hash:" + hashlib.blake2b("\n".join(parts).encode("utf-8", "replace"), digest_size=12).hexdigest()


def _date(told: Iterable[str], reader: Reader) -> datetime | None:
    for text in told:
        moment = dates.read(text, reader.zone, reader.now)
        if moment is not None and moment <= reader.now + _AHEAD:
            return moment
    return None


def _summary(entry: Entry) -> str:
    if not entry.summary:
        return ""
    line = without_trailer(title_text(entry.summary))
    for mark in ("[…]", "[...]"):  # an automatic excerpt is cut so
        if line.endswith(mark):
            line = line.removesuffix(mark).rstrip(" .…") + "…"
    return one_line(line, SUMMARY)


def _sorted(categories: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(sections of newspapers, other words) among a story's categories."""
    sections: dict[str, None] = {}
    tags: dict[str, None] = {}
    for each in categories[:TAGS]:
        name = title_text(each)
        known = rooms.known(name)
        if known:
            sections[known] = None
        elif name:
            tags[name] = None
    return tuple(sections)[:_SECTIONS], tuple(tags)


def sections_of(found: Iterable[ParsedStory], config: Any) -> tuple[ParsedSection, ...]:
    """The sections that the feeds are followed for, then those that the stories name."""
    names: dict[str, None] = {}
    feeds = config.get("feeds")
    for each in feeds if isinstance(feeds, list | tuple) else ():
        if isinstance(each, dict) and isinstance(each.get("section"), str) and each["section"].strip():
            names[each["section"]] = None
    for story in found:
        names.update(dict.fromkeys(story.sections))
    return tuple(ParsedSection(name, name) for name in names)

