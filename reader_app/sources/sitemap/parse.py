"""Payloads made records: a sitemap's stories, or an index's children.

``what`` says which stories are wanted: "sitemap" (those that are news), "newest:N" (a first sync: the newest N of the last
thirty days), "older:N:T" (the newest N before the moment T, in seconds since 1970).

``facts``, all optional: "form"; "children" ([[address, lastmod], …] of an index, those that may hold stories, the newest
first); "left" (stories that were wanted but for the bound); "dated"; "publication"; "addresses" (of all kinds).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.sax.saxutils import escape

from reader_app.content.rules import Rule, rule_for, rule_named
from reader_app.net import hosts
from reader_app.records import ParsedPage, Payload
from reader_app.sources.protocol import Following
from reader_app.sources.sitemap import choosing, documents
from reader_app.sources.sitemap.choosing import FRESH, KEPT
from reader_app.sources.sitemap.stories import Bounds, Found, sections_of, stories, zone_of

CHILDREN = 2000


def parse(what: str, payload: Payload, following: Following) -> ParsedPage:
    """Raises PayloadError(NOT_A_FEED) for what is no sitemap."""
    sheet = documents.read(payload)
    facts: dict[str, Any] = {"form": sheet.form, "publication": sheet.publication}
    if sheet.form == "index":
        told = [(child.loc, child.lastmod) for child in sheet.children]
        facts["children"] = choosing.facts_of(told, CHILDREN)
        return ParsedPage(skipped=sheet.skipped, facts={name: value for name, value in facts.items() if value})
    found = found_in(sheet, bounds_of(what, following), payload.url, following.config, following.now)
    facts |= {"left": found.left, "dated": found.dated, "addresses": len(sheet.urls)}
    return ParsedPage(
        stories=tuple(found.stories),
        sections=sections_of(found.stories, _followed(following.config)),
        skipped=sheet.skipped,
        facts={name: value for name, value in facts.items() if value},
    )


def _followed(config: Any) -> list[str]:
    told = config.get("sitemaps")
    each_told = told if isinstance(told, list | tuple) else ()
    return [str(each["section"]) for each in each_told if isinstance(each, dict) and each.get("section")]


def found_in(sheet: documents.Sheet, bounds: Bounds, url: str, config: Any, now: datetime) -> Found:
    rule = rule_of(config, url)
    zone = zone_of(config.get("zone") or (rule.zone if rule else ""))
    return stories(sheet, bounds, rule=rule, zone=zone, language=str(config.get("language") or ""), now=now)


def rule_of(config: Any, url: str) -> Rule | None:
    """What is known of the site."""
    named = config.get("rule")
    return rule_named(str(named)) if named else rule_for(hosts.host_of(str(config.get("home") or url)))


def bounds_of(what: str, following: Following) -> Bounds:
    asked, *numbers = what.split(":")
    if asked == "older":
        return Bounds(before=datetime.fromtimestamp(int(numbers[1]), UTC), most=int(numbers[0]))
    if asked == "newest":
        return Bounds(since=following.now - FRESH, most=min(KEPT, int(numbers[0])))
    return Bounds(since=floor_of(following))


def floor_of(following: Following) -> datetime | None:
    """What is older than that was left out on purpose, and is no news now. None for a source that was never synced and
    for a file looked at by itself."""
    told = following.memory.get("floor")
    if isinstance(told, int | float):
        return datetime.fromtimestamp(told, UTC) - timedelta(seconds=1)
    return None


def apart(payload: Payload) -> Sequence[Payload]:
    """``payload`` address by address, for those who look for the one that spoils it."""
    sheet = documents.read(payload)
    pieces = []
    for url in sheet.urls[:KEPT]:
        parts = f"<loc>{escape(url.loc)}</loc><lastmod>{escape(url.lastmod)}</lastmod>"
        if url.news:
            parts += (
                f"<n:news><n:title>{escape(url.title)}</n:title><n:publication_date>{escape(url.published)}"
                "</n:publication_date></n:news>"
            )
        body = f'<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url>{parts}</url></urlset>'
        pieces.append(replace(payload, body=body.encode("utf-8", "replace"), headers={}))
    return pieces
