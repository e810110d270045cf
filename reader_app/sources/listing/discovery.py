"""From a page of a site to its lists: by the rule that is shipped for it, else where the page plainly is a list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from reader_app.content import links
from reader_app.content.rules import Rule, rule_for
from reader_app.content.text import one_line
from reader_app.errors import FetchError, PayloadError, Reason
from reader_app.net import hosts
from reader_app.records import Offer, Payload, Request
from reader_app.sources.feed.rooms import known
from reader_app.sources.listing.addresses import story_at
from reader_app.sources.listing.parse import read, stories_in, zone_of
from reader_app.sources.protocol import Fetch

FEWEST = 8  # stories of a page that is a list
SECTIONS = 8
SHOWN = 5  # titles
_JAKARTA = "Asia/Jakarta"


def discover(page: Payload, fetch: Fetch) -> list[Offer]:
    """One offer, or none. Raises FetchError where the search was cut short."""
    rule = rule_for(hosts.host_of(page.url))
    if rule is not None and not rule.lists.get("home"):
        rule = None
    home = str(rule.lists["home"]) if rule is not None else page.url
    if rule is None and story_at(page.url, None) is not None:  # who gives a story's address means its newspaper
        home = urljoin(page.url, "/")
    front = page if _same(home, page.url) and page.status < 400 else _fetched(home, page, fetch)
    if front is None:
        return [_by_rule(rule, [])] if rule is not None else []
    listed = read(front, rule)
    config: dict[str, Any] = {"zone": _zone(listed, front.url)} if rule is None else {}
    host = hosts.host_of(front.url)
    found = stories_in(listed, rule, zone_of(config, rule), datetime.now(UTC), host=host)
    titles = [each.titles[0][1] for each in found.values()]
    if rule is not None:
        return [_by_rule(rule, titles)]
    if len(found) < FEWEST or front.status >= 400:
        return []
    sections = _sections(listed, front.url)
    config |= {
        "lists": [{"url": front.url, "section": None}, *sections],
        "rule": "",
        "home": urljoin(front.url, "/"),
        "language": listed.language,
    }
    name = listed.site or one_line(listed.title, 60) or host.removeprefix("www.")
    return [Offer("listing", _key(front.url), name, urljoin(front.url, "/"), config, newest=tuple(titles[:SHOWN]))]


def _by_rule(rule: Rule, titles: list[str]) -> Offer:
    told, home = rule.lists, str(rule.lists["home"])
    sections = told.get("sections")
    lists: list[dict[str, str | None]] = [{"url": home, "section": None}]
    if isinstance(sections, Mapping):
        lists += [{"url": urljoin(home, str(address)), "section": str(name)} for name, address in sections.items()]
    config = {
        "lists": lists, "rule": rule.name, "older": str(told.get("older") or ""), "home": home, "zone": rule.zone,
        "language": rule.language,
    }  # fmt: skip
    return Offer("listing", f"listing:{rule.hosts[0]}", rule.name, home, config, newest=tuple(titles[:SHOWN]))


def _sections(listed: links.ListPage, url: str) -> list[dict[str, str | None]]:
    """The newspaper's sections as the page's own links name them, one page each."""
    found: dict[str, str] = {}
    for link in listed.links:
        name = known(link.title) if link.title and len(link.title) < 30 else None
        same = hosts.host_of(link.url).removeprefix("www.") == hosts.host_of(url).removeprefix("www.")
        if name and same and not _same(link.url, url) and urlsplit(link.url).path.count("/") <= 3:
            found.setdefault(name, link.url)
    return [{"url": address, "section": name} for name, address in list(found.items())[:SECTIONS]]


def _fetched(url: str, page: Payload, fetch: Fetch) -> Payload | None:
    try:
        return fetch(Request(url, expect="html", from_public_page=True, page=page.url))
    except FetchError as error:
        if error.reason is Reason.CANCELLED or error.retry_after is not None:
            raise
        return None
    except PayloadError:
        return None


def _same(one: str, other: str) -> bool:
    return _bare(one) == _bare(other)


def _bare(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"


def _key(url: str) -> str:
    parts = urlsplit(url)
    return "listing:" + parts.netloc.lower().rpartition("@")[2].removeprefix("www.")


def _zone(listed: links.ListPage, url: str) -> str:
    told = listed.language.lower().split("-")[0]
    return _JAKARTA if told in ("id", "in") or hosts.host_of(url).endswith(".id") else ""
