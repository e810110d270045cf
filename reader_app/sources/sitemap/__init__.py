"""News sitemaps: sites that name their stories to search engines, and to nobody else. Texts come from the stories' pages.

    discovery   robots.txt and the usual places           steps    the conversation of one sync
    parse       payloads -> records:  documents (XML, plain lists, gzip) -> stories;  choosing (which of many sitemaps)

``config``: "sitemaps": [address, or {"url", "section"}], "archive": [addresses of indexes with what is older], "home",
"language", "zone" (of times that name none), "name".
"""

from __future__ import annotations

from collections.abc import Sequence

from reader_app.records import Offer, ParsedPage, Payload
from reader_app.sources.protocol import Conversation, Fetch, Following, Wish

__all__ = ["Sitemap"]


class Sitemap:
    """The source kind; its parts are loaded when they are needed."""

    kind = "sitemap"

    def discover(self, page: Payload, fetch: Fetch) -> list[Offer]:
        from reader_app.sources.sitemap.discovery import discover

        return discover(page, fetch)

    def steps(self, following: Following, wish: Wish) -> Conversation:
        from reader_app.sources.sitemap.steps import steps

        return steps(following, wish)

    def parse(self, what: str, payload: Payload, following: Following) -> ParsedPage:
        from reader_app.sources.sitemap.parse import parse

        return parse(what, payload, following)

    def apart(self, what: str, payload: Payload) -> Sequence[Payload]:
        """``payload`` story by story, to find the one that spoils it."""
        from reader_app.sources.sitemap.parse import apart

        return apart(payload)
