"""Payloads made records: the stories that a list page names, and its ranking.

``what`` says what the page is: "home" (the list that must name stories; its ranking counts), "list", "older" (one further
back, which may be empty), "robots" (robots.txt).

``facts``, all optional: "next" (address of the page with older stories), "first" (identity of the first story); of
robots.txt "refused" (addresses among those of the config that programs shall not read).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from urllib.parse import urljoin

from reader_app.content import dates, links
from reader_app.content.rules import Rule, rule_for, rule_named
from reader_app.errors import PayloadError, Reason
from reader_app.net import hosts
from reader_app.records import ParsedImage, ParsedPage, ParsedSection, ParsedStory, Payload, Ranked
from reader_app.sources.listing.addresses import Place, lists_of, rule_is_of, story_at
from reader_app.sources.protocol import Following
from reader_app.sources.robots import Robots

AGENT = "Berita"
MOST = 300  # stories of one page
_WORDS = 3  # of a headline, where no rule says that its address is a story's
_LETTERS = 18
_AHEAD = timedelta(days=1)
_CHALLENGE = re.compile(rb"cf-chl|challenge-platform|just a moment\.\.\.|_incapsula_|captcha-delivery", re.I)


@dataclass(slots=True)
class _Named:
    """A story, as all links of a page to it name it together."""

    place: Place
    url: str
    titles: list[tuple[int, str]] = field(default_factory=list)  # (how sure, text)
    moment: datetime | None = None
    picture: ParsedImage | None = None


def parse(what: str, payload: Payload, following: Following) -> ParsedPage:
    """Raises PayloadError where a page that must name stories names none."""
    if what == "robots":
        return _robots(payload, following.config)
    config, rule = following.config, rule_of(following.config, payload.url)
    page = read(payload, rule)
    zone = zone_of(config, rule)
    named = stories_in(page, rule, zone, following.now, host=hosts.host_of(str(config.get("home") or payload.url)))
    if not named and what != "older":
        reason = Reason.BLOCKED if _CHALLENGE.search(payload.body[: 64 * 1024]) else Reason.NO_STORY
        raise PayloadError(payload.url, "list", reason)
    language = str(config.get("language") or "") or (rule.language if rule else "") or page.language
    made = [_story(each, language) for each in list(named.values())[:MOST]]
    facts = {"next": page.next, "first": made[0].remote_id if made else ""}
    return ParsedPage(
        stories=tuple(made),
        sections=sections_of(made, config),
        ranking=tuple(_ranking(page, named, rule, zone)) if what == "home" else (),
        facts={name: value for name, value in facts.items() if value},
    )


def read(payload: Payload, rule: Rule | None) -> links.ListPage:
    told = rule.lists if rule is not None else {}
    return links.read(
        payload.body, payload.url, payload.headers, stories=_texts(told.get("links")), popular=_texts(told.get("popular"))
    )


def rule_of(config: Mapping[str, Any], url: str) -> Rule | None:
    named = config.get("rule")
    return rule_named(str(named)) if named else rule_for(hosts.host_of(str(config.get("home") or url)))


def zone_of(config: Mapping[str, Any], rule: Rule | None) -> tzinfo:
    """The zone in which the site tells times; UTC where nobody says."""
    from zoneinfo import ZoneInfo

    told = config.get("zone") or (rule.zone if rule is not None else "")
    try:
        return ZoneInfo(told) if isinstance(told, str) and told else UTC
    except (KeyError, ValueError, OSError):
        return UTC


# --- stories ----------------------------------------------------------------------------------------------


def stories_in(
    page: links.ListPage, rule: Rule | None, zone: tzinfo, now: datetime, *, host: str
) -> dict[str, _Named]:
    """By identity, in the page's order: links that the rule knows for stories', or with a story's look where there is no
    rule, or none of the links is as the rule says (the site was rebuilt)."""
    found = _stories_in(page, rule, zone, now, host)
    return _stories_in(page, None, zone, now, host) if rule is not None and not found else found


def _stories_in(
    page: links.ListPage, rule: Rule | None, zone: tzinfo, now: datetime, host: str
) -> dict[str, _Named]:
    found: dict[str, _Named] = {}
    for link in page.links:
        place = _place(link, rule, zone, host)
        if place is None:
            continue
        named = found.setdefault(place.identity, _Named(place, link.url))
        _add(named, link, zone, now)
    return {identity: named for identity, named in found.items() if named.titles}


def _place(link: links.Link, rule: Rule | None, zone: tzinfo, host: str) -> Place | None:
    place = story_at(link.url, rule, zone)
    if place is None or (rule is not None and rule.story.get("address") and rule_is_of(rule, link.url)):
        return place
    if link.aside or _site(hosts.host_of(link.url)) != _site(host):
        return None
    headline = len(link.title) >= _LETTERS and len(link.title.split()) >= _WORDS
    return place if headline or (link.heading and len(link.title) > 3) or not link.title else None


def _add(named: _Named, link: links.Link, zone: tzinfo, now: datetime) -> None:
    if link.title:
        # A heading is surest; a text that is cut off is better than none.
        named.titles.append((0 if link.title.endswith(("...", "…")) else 2 if link.heading else 1, link.title))
    named.picture = named.picture or link.picture
    if named.moment is None:
        named.moment = _moment(link, named.place, zone, now)


def _moment(link: links.Link, place: Place, zone: tzinfo, now: datetime) -> datetime | None:
    """The date beside the link. One that contradicts the address belongs to something else."""
    told = dates.read(link.moment, zone) if link.moment else None
    if told is None:
        told = dates.find(link.near, zone, now)
    if told is None or told > now + _AHEAD:
        return None
    if place.day is not None and place.day.astimezone(zone).date() != told.astimezone(zone).date():
        return None
    return told


def _story(named: _Named, language: str) -> ParsedStory:
    return ParsedStory(
        remote_id=named.place.identity,
        url=named.url,
        title=_title(named.titles),
        html="",
        guid=named.url,
        cut=True,
        by_page=True,
        published=named.moment or named.place.day,
        sections=(named.place.section,) if named.place.section else (),
        lead=named.picture,
        language=language,
    )


def _title(titles: Sequence[tuple[int, str]]) -> str:
    """The surest one; where it is cut off, the one that goes on as it does."""
    sure, title = max(titles, key=lambda each: each[0])
    return title if sure else max((text for _, text in titles), key=len)


def _ranking(page: links.ListPage, named: Mapping[str, _Named], rule: Rule | None, zone: tzinfo) -> Iterable[Ranked]:
    seen: set[str] = set()
    for url in page.popular:
        place = story_at(url, rule, zone)
        told = named.get(place.identity) if place is not None else None
        if place is None or told is None or place.identity in seen:
            continue
        seen.add(place.identity)
        yield Ranked(place.identity, _title(told.titles), told.url, told.moment or place.day)


def sections_of(made: Iterable[ParsedStory], config: Mapping[str, Any]) -> tuple[ParsedSection, ...]:
    """Those of the lists that are followed, then those that addresses name."""
    names = dict.fromkeys(section for _, section in lists_of(config) if section)
    names.update(dict.fromkeys(name for story in made for name in story.sections))
    return tuple(ParsedSection(name, name) for name in names)


def _site(host: str) -> str:
    """The host's last two names, three where the last ones are short ("co.id")."""
    names = host.split(".")
    several = len(names) > 2 and len(names[-1]) == 2 and len(names[-2]) <= 3
    return ".".join(names[-3 if several else -2 :])


def _texts(told: Any) -> list[str]:
    return [told] if isinstance(told, str) else [str(each) for each in told or ()]


# --- robots.txt, and pieces ---------------------------------------------------------------------------------


def _robots(payload: Payload, config: Mapping[str, Any]) -> ParsedPage:
    robots = Robots.of(payload.status, payload.body, payload.url)
    origin = urljoin(payload.url, "/")
    here = [url for url, _ in lists_of(config) if urljoin(url, "/") == origin]
    return ParsedPage(facts={"refused": [url for url in here if not robots.allows(AGENT, url)]})


def apart(payload: Payload) -> Sequence[Payload]:
    """The page link by link, for those who look for the one that spoils it."""
    from html import escape

    pieces = []
    headers = {"content-type": "text/html; charset=utf-8"}
    for link in links.read(payload.body, payload.url, payload.headers).links[:MOST]:
        body = f'<h2><a href="{escape(link.url)}">{escape(link.title)}</a></h2>'
        pieces.append(replace(payload, body=body.encode("utf-8", "replace"), headers=headers))
    return pieces


