"""Feeds: RSS of all versions, RDF, Atom and JSON Feed. A source is a publisher, with one feed or one for each section.

    discovery   from any page of a site to its feeds       steps    the conversation of one sync
    parse       payloads -> records:  documents (XML), jsonfeed, library (what is too broken for us)
                -> wire (a feed as it stands) -> stories (texts, media, pictures, rooms)

``config``: "feeds": [{"url", "section": a name or None}], "home", "language", "zone" (of dates that name none).
"""

from __future__ import annotations

from collections.abc import Sequence

from reader_app.records import Offer, ParsedPage, Payload
from reader_app.sources.protocol import Conversation, Fetch, Following, Wish

__all__ = ["Feed"]


class Feed:
    """The source kind; its parts are loaded when they are needed: the window needs none of them to start."""

    kind = "feed"

    def discover(self, page: Payload, fetch: Fetch) -> list[Offer]:
        from reader_app.sources.feed.discovery import discover

        return discover(page, fetch)

    def steps(self, following: Following, wish: Wish) -> Conversation:
        from reader_app.sources.feed.steps import steps

        return steps(following, wish)

    def parse(self, what: str, payload: Payload, following: Following) -> ParsedPage:
        from reader_app.sources.feed.parse import parse

        return parse(what, payload, following)

    def apart(self, what: str, payload: Payload) -> Sequence[Payload]:
        """``payload`` story by story, to find the one that spoils it."""
        from reader_app.sources.feed.parse import apart

        return apart(payload)
