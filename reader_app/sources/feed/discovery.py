"""From any page of a site to its feeds: those that the page names, else where feeds usually are."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from reader_app.content.addresses import absolute
from reader_app.content.text import one_line, title_text
from reader_app.errors import FetchError, PayloadError, Reason
from reader_app.net import hosts
from reader_app.records import Offer, Payload, Request
from reader_app.sources.feed.links import Link, guesses, key_of, language, links
from reader_app.sources.feed.parse import facts_of, read
from reader_app.sources.feed.stories import Reader, stories
from reader_app.sources.feed.wire import Document
from reader_app.sources.protocol import Fetch

ASKED = 8  # addresses
OFFERED = 10
SHOWN = 5  # titles
_JAKARTA = "Asia/Jakarta"
_NO_SERVER = frozenset({Reason.OFFLINE, Reason.NO_SUCH_HOST, Reason.REFUSED, Reason.TLS, Reason.TIMEOUT})


def discover(page: Payload, fetch: Fetch) -> list[Offer]:
    """The site's feeds, the main one first. Raises FetchError or PayloadError where one that the page names is broken."""
    if page.status < 400:
        try:
            return [_offer(page.url, read(page), page)]
        except PayloadError:
            pass
    return _Search(page, fetch).offers()


class _Search:
    def __init__(self, page: Payload, fetch: Fetch) -> None:
        self._page, self._fetch = page, fetch
        self._left = ASKED
        self._offers: dict[str, Offer] = {}
        self._seen: set[tuple[str, ...]] = set()
        self._problem: FetchError | PayloadError | None = None
        self._dead: set[str] = set()

    def offers(self) -> list[Offer]:
        named = links(self._page)
        wanted = [link for link in named if not link.comments]
        for link in wanted:
            self._try(link)
        if not self._offers:
            tried = {link.url.rstrip("/") for link in wanted}
            for url in guesses(self._page.url):
                if url.rstrip("/") not in tried and not self._offers:
                    self._try(Link(url, declared=False))
        if not self._offers and self._problem is not None:
            raise self._problem
        return list(self._offers.values())[:OFFERED]

    def _try(self, link: Link) -> None:
        host = hosts.host_of(link.url)
        if self._left <= 0 or host in self._dead or key_of(link.url) in self._offers:
            return
        self._left -= 1
        try:
            payload = self._fetch(Request(link.url, expect="feed", from_public_page=True, page=self._page.url))
            document = read(payload)
        except (FetchError, PayloadError) as error:
            if isinstance(error, FetchError):
                if error.reason is Reason.CANCELLED or error.retry_after is not None:
                    raise
                if error.reason in _NO_SERVER:
                    self._dead.add(host)
            if link.declared and self._problem is None:
                self._problem = error
            return
        url = payload.moved_to or link.url
        offer = _offer(url, document, self._page, link, payload)
        told = tuple(entry.link or entry.identity for entry in document.entries[:SHOWN])
        if told and told in self._seen:  # the same feed in another language of feeds
            return
        if not document.entries and not link.declared:
            return
        self._seen.add(told)
        self._offers.setdefault(offer.key, offer)


def _offer(url: str, document: Document, page: Payload, link: Link | None = None, payload: Payload | None = None) -> Offer:
    payload = payload or page
    facts = facts_of(document, payload)
    written = document.home.lower().startswith(("http:", "https:", "/"))
    home = _home(str(facts.get("home", "")) if written else "", url)
    config: dict[str, Any] = {"feeds": [{"url": url, "section": None}], "home": home}
    told = str(facts.get("language", "")) or (language(page) if link is not None else "")
    config["language"] = told
    config["zone"] = _zone(told, url)
    reader = Reader.of(url, document, config, datetime.now(UTC))
    titles = [story.title for story in stories(reader)[:SHOWN] if story.title]
    name = str(facts.get("title", "")) or (one_line(title_text(link.title)) if link else "")
    return Offer(
        kind="feed",
        key=key_of(url),
        name=name or hosts.host_of(home).removeprefix("www."),
        url=home,
        config=config,
        description=str(facts.get("description", "")),
        newest=tuple(titles),
    )


def _home(told: str, url: str) -> str:
    """The site's front page: what the feed calls so, unless that is the feed itself or no address at all."""
    found = absolute(told, url)
    host = hosts.host_of(found)
    if not found or key_of(found) == key_of(url) or ("." in hosts.host_of(url) and "." not in host):
        found = urljoin(url, "/")
    parts = urlsplit(found)
    return parts._replace(path=parts.path.rstrip("/"), fragment="").geturl() if not parts.query else found


def _zone(told: str, url: str) -> str:
    """Where a feed's times without a zone are told: Indonesian newspapers mean Jakarta's."""
    indonesian = told.lower().replace("_", "-").split("-")[0] in ("id", "in") or hosts.host_of(url).endswith(".id")
    return _JAKARTA if indonesian else ""
