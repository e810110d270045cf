"""From any page of a site to its news sitemap: what robots.txt names, else where they usually are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from reader_app.content.charset import charset_of, decode, name
from reader_app.content.text import one_line, title_text
from reader_app.errors import FetchError, PayloadError, Reason
from reader_app.net import hosts
from reader_app.records import Offer, Payload, Request
from reader_app.sources.protocol import Fetch
from reader_app.sources.robots import Robots
from reader_app.sources.sitemap import choosing, documents
from reader_app.sources.sitemap.choosing import FRESH
from reader_app.sources.sitemap.parse import found_in, rule_of
from reader_app.sources.sitemap.stories import Bounds, Found, readable

ASKED = 8  # addresses, robots.txt among them
DEPTH = 3
FEWEST = 3  # stories of the last days without a news part, for an ordinary sitemap to be worth following
SHOWN = 5  # titles
MOST = 12  # sitemaps of one source

USUAL = (
    "sitemap_news.xml", "news-sitemap.xml", "sitemap-news.xml", "sitemap.xml", "sitemap_index.xml", "googlenews.xml",
    "sitemap.xml.gz",
)  # fmt: skip
_NO_SERVER = frozenset({Reason.OFFLINE, Reason.NO_SUCH_HOST, Reason.REFUSED, Reason.TLS, Reason.TIMEOUT})
_TITLE = re.compile(r"<title\b[^<>]{0,200}>([^<]{1,500})", re.I)
_SITE_NAME = re.compile(r"<meta\b[^<>]{0,200}og:site_name[^<>]{0,100}?content=[\"']([^\"'<>]{1,100})", re.I)
_LANGUAGE = re.compile(r"<html\b[^<>]{0,1000}?\blang\s{0,9}=\s{0,9}[\"']?([a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{1,8}){0,3})", re.I)
_JAKARTA = "Asia/Jakarta"


def discover(page: Payload, fetch: Fetch) -> list[Offer]:
    """One offer, or none. Raises FetchError only where the search was cut short."""
    search = _Search(page, fetch)
    if page.status < 400:
        try:
            sheet = documents.read(page)
            if sheet.form != "feed":  # whoever gives the address of a feed means that feed
                search.look(page.url, sheet, 0)
        except PayloadError:
            pass
    if not search.best and not search.waiting:
        search.ask_robots()
    search.run()
    return search.offers()


class _Search:
    def __init__(self, page: Payload, fetch: Fetch) -> None:
        self._page, self._fetch = page, fetch
        self._left = ASKED
        self._asked: set[str] = set()
        self._named: tuple[str, ...] = ()  # by robots.txt
        self._indexes: dict[str, None] = {}
        self._parents: dict[str, str] = {}  # child → index
        self._dead: set[str] = set()
        self.waiting: list[tuple[str, int]] = []
        self.best: tuple[str, documents.Sheet, Found] | None = None

    def ask_robots(self) -> None:
        parts = urlsplit(self._page.url)
        place = urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
        payload = self._get(place)
        if payload is not None:
            self._named = Robots.of(payload.status, payload.body, payload.url).sitemaps
        folder = parts.path.lstrip("/").partition("/")[0] if parts.path.count("/") >= 1 else ""
        section = f"/{folder}/" if folder and "." not in folder else ""
        # Of many that robots.txt names, first those of the section whose page was given.
        named = sorted(
            self._named,
            key=lambda url: (choosing.is_other(url), not choosing.is_news(url), not (section and section in url)),
        )
        guesses = [urljoin(self._page.url, f"{section}{each}") for each in USUAL[:3]] if section else []
        guesses += [urljoin(self._page.url, f"/{each}") for each in USUAL]
        self.waiting = [(url, 0) for url in dict.fromkeys([*named, *guesses])]

    def run(self) -> None:
        while self.waiting and self._left > 0 and not (self.best and self._is_news):
            url, depth = self.waiting.pop(0)
            if self.best and url not in self._named and depth == 0:
                break  # an ordinary one will do before the guesses go on
            payload = self._get(url)
            if payload is None or payload.status >= 400:
                continue
            try:
                self.look(url, documents.read(payload), depth)
            except PayloadError:
                continue

    def look(self, url: str, sheet: documents.Sheet, depth: int) -> None:
        """Judge a sitemap that came; the children of an index are next."""
        if sheet.form == "index":
            self._indexes[url] = None
            children = choosing.of_index((child.loc, child.lastmod) for child in sheet.children)[:3]
            self._parents.update(dict.fromkeys(children, url))
            if depth + 1 < DEPTH:
                self.waiting = [(child, depth + 1) for child in children] + self.waiting
            return
        now = datetime.now(UTC)
        bounds = Bounds(since=now - FRESH)
        found = found_in(sheet, bounds, url, {"home": self._page.url, "zone": self._zone(sheet)}, now)
        news = any(each.news for each in sheet.urls)
        dated = sum(each.published is not None for each in found.stories)
        if ((news and dated) or dated >= FEWEST) and (self.best is None or (news and not self._is_news)):
            self.best = (url, sheet, found)

    @property
    def _is_news(self) -> bool:
        return self.best is not None and any(each.news for each in self.best[1].urls)

    def offers(self) -> list[Offer]:
        if self.best is None:
            return []
        url, sheet, found = self.best
        parts = urlsplit(self._page.url)
        home = urlunsplit((parts.scheme, parts.netloc, "", "", ""))
        others = choosing.alike(url, self._named)
        sitemaps = [self._parent(url), *others][:MOST]
        rule = rule_of({"home": home}, url)
        config: dict[str, Any] = {
            "sitemaps": sitemaps,
            "home": home,
            "language": sheet.language or self._language(),
            "zone": self._zone(sheet) or (rule.zone if rule else ""),
            "name": sheet.publication,
        }
        archive = [each for each in (*self._indexes, *self._archives()) if each not in sitemaps]
        if archive:
            config["archive"] = list(dict.fromkeys(archive))[:MOST]
        return [Offer(
            kind="sitemap",
            key=f"sitemap:{hosts.host_of(home).removeprefix('www.')}" + (f":{parts.port}" if parts.port else ""),
            name=sheet.publication or self._name(),
            url=home,
            config=config,
            newest=tuple(filter(None, map(readable, found.stories[:SHOWN]))),
        )]  # fmt: skip

    def _parent(self, url: str) -> str:
        """A news sitemap is asked itself; of an archive the index is, for its newest part has another name next month."""
        return url if self._is_news else self._parents.get(url, url)

    def _archives(self) -> Iterable[str]:
        return (each for each in self._named if not choosing.is_news(each) and not choosing.is_other(each))

    # --- parts ---

    def _get(self, url: str) -> Payload | None:
        host = hosts.host_of(url)
        if url in self._asked or self._left <= 0 or host in self._dead:
            return None
        self._asked.add(url)
        self._left -= 1
        request = Request(url, expect="feed", from_public_page=True, page=self._page.url, bear=frozenset({404, 410}))
        try:
            return self._fetch(request)
        except FetchError as error:
            if error.reason is Reason.CANCELLED or error.retry_after is not None:
                raise
            if error.reason in _NO_SERVER:
                self._dead.add(host)
            return None

    def _text(self) -> str:
        told = charset_of(self._page.headers.get("content-type", ""))
        body = self._page.body[: 256 * 1024]
        return decode(body, name(body, told))

    def _language(self) -> str:
        found = _LANGUAGE.search(self._text()[:65536])
        return found[1] if found else ""

    def _zone(self, sheet: documents.Sheet) -> str:
        told = (sheet.language or self._language()).lower().split("-")[0]
        return _JAKARTA if told in ("id", "in") or hosts.host_of(self._page.url).endswith(".id") else ""

    def _name(self) -> str:
        text = self._text() if self._page.status < 400 else ""
        found = _SITE_NAME.search(text) or (_TITLE.search(text) if urlsplit(self._page.url).path.strip("/") == "" else None)
        told = one_line(title_text(found[1]), 60) if found else ""
        return told or hosts.host_of(self._page.url).removeprefix("www.")
