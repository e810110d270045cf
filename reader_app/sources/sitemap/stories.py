"""The addresses of a sitemap made stories, the newest first: headlines without a text, which stands on their pages.

When a story was published: what the news part says, else what its address says, else its lastmod, which is a guess that
the page corrects. A lastmod that nearly all share is the time at which the file was made and says nothing of any story;
one in the future says nothing either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from reader_app.content import dates
from reader_app.content.addresses import PICTURE_NAME, file_name
from reader_app.content.rules import Rule
from reader_app.net import hosts
from reader_app.records import ParsedImage, ParsedSection, ParsedStory, Rendition
from reader_app.sources.listing.addresses import Place, story_at
from reader_app.sources.sitemap.choosing import KEPT
from reader_app.sources.sitemap.documents import Sheet, Url

_AHEAD = timedelta(days=1)
_FEW = 5  # below that many, equal dates are chance
_SAME = 0.8


@dataclass(frozen=True, slots=True)
class Bounds:
    """Which stories are wanted: published from ``since`` until ``before``, at most ``most``, the newest of them."""

    since: datetime | None = None
    before: datetime | None = None
    most: int = KEPT


@dataclass(frozen=True, slots=True)
class Found:
    stories: list[ParsedStory]
    left: int  # that were wanted but for ``most``
    dated: int  # of all stories of the file, within the bounds or not


def zone_of(name: object) -> tzinfo:
    """The zone of that IANA name; UTC where it means nothing here."""
    try:
        return ZoneInfo(name) if isinstance(name, str) and name else UTC
    except (KeyError, ValueError, OSError):
        return UTC


def stories(sheet: Sheet, bounds: Bounds, *, rule: Rule | None, zone: tzinfo, language: str, now: datetime) -> Found:
    """Addresses that are no story's are left out; of two with one identity the first counts. Where no address is as the
    rule says (the site was rebuilt), general rules do."""
    found = _stories(sheet, bounds, rule, zone, language, now)
    rebuilt = rule is not None and not found.stories and not found.dated and sheet.urls
    return _stories(sheet, bounds, None, zone, language, now) if rebuilt else found


def _stories(
    sheet: Sheet, bounds: Bounds, rule: Rule | None, zone: tzinfo, language: str, now: datetime
) -> Found:
    made_at = _made_at(sheet)
    made: dict[str, ParsedStory] = {}
    for url in sheet.urls:
        sure = url.news and bool(url.title)
        # Addresses without any news part need a date of their own or a story's look; a shared date is none.
        place = story_at(url.loc, rule, zone, sure=sure)
        if place is None or place.identity in made:
            continue
        made[place.identity] = _story(url, place, made_at, zone, language or sheet.language, now)
    dated = [each for each in made.values() if each.published is not None]
    wanted = [each for each in dated if _within(each.published, bounds)]
    wanted.sort(key=lambda each: each.published or dates.FIRST, reverse=True)
    if not dated and bounds.before is None:
        wanted = list(made.values())  # a file that tells no dates at all: in its own order
    return Found(wanted[: bounds.most], max(0, len(wanted) - bounds.most), len(dated))


def sections_of(found: list[ParsedStory], followed: Iterable[str] = ()) -> tuple[ParsedSection, ...]:
    """The sections that sitemaps are followed for, then those that addresses name."""
    names = dict.fromkeys([*followed, *(name for story in found for name in story.sections)])
    return tuple(ParsedSection(name, name) for name in names)


def readable(story: ParsedStory) -> str:
    """A headline for a story that has none yet: the words of its address."""
    if story.title:
        return story.title
    words = file_name(story.url)
    return words[:1].upper() + words[1:]


def _within(moment: datetime | None, bounds: Bounds) -> bool:
    if moment is None:
        return False
    return (bounds.since is None or moment >= bounds.since) and (bounds.before is None or moment < bounds.before)


def _made_at(sheet: Sheet) -> str | None:
    """The lastmod that says only when the file was made."""
    told = Counter(url.lastmod[:16] for url in sheet.urls if url.lastmod)  # to the minute
    if not told:
        return None
    most, times = told.most_common(1)[0]
    return most if times >= _FEW and times >= _SAME * sum(told.values()) and len(most) > 10 else None


def _story(url: Url, place: Place, made_at: str | None, zone: tzinfo, language: str, now: datetime) -> ParsedStory:
    lastmod = None if not url.lastmod or url.lastmod[:16] == made_at else _past(dates.read(url.lastmod, zone), now)
    published = _past(dates.read(url.published, zone), now) if url.published else None
    if published is None:
        published = _past(place.day, now)
        if lastmod is not None and (published is None or (not place.exact and _same_day(published, lastmod, zone))):
            published = lastmod
    return ParsedStory(
        remote_id=place.identity,
        url=url.loc,
        title=url.title,
        html="",
        guid=url.loc,
        cut=True,
        by_page=True,
        published=published,
        modified=lastmod if lastmod is not None and published is not None and lastmod >= published else None,
        sections=(place.section,) if place.section else (),
        tags=url.keywords,
        lead=_picture(url),
        language=url.language or language,
    )


def _past(moment: datetime | None, now: datetime) -> datetime | None:
    return moment if moment is not None and moment <= now + _AHEAD else None


def _same_day(day: datetime, moment: datetime, zone: tzinfo) -> bool:
    return day.astimezone(zone).date() == moment.astimezone(zone).date()


def _picture(url: Url) -> ParsedImage | None:
    if not url.picture or (not PICTURE_NAME.search(url.picture.partition("?")[0]) and not hosts.host_of(url.picture)):
        return None
    return ParsedImage((Rendition(url.picture),), caption=url.caption)
