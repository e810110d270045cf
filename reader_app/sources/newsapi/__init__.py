"""NewsAPI.org (v2): headlines and teasers of many publishers, with a key that readers get for themselves.

    discovery   from the service's pages, or a question pasted from them, to sources    queries   what a source asks
    steps       the conversation of one sync                                            parse     payloads -> records
    wire        answers and refusals                                                    addresses identity of a story

It never gives a whole text: its stories arrive cut, and their pages are read.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader_app.records import Offer, ParsedPage, Payload
from reader_app.sources.protocol import Conversation, Fetch, Following, Wish

__all__ = ["NewsApi"]


class NewsApi:
    """The source kind; its parts are loaded when they are needed."""

    kind = "newsapi"

    def discover(self, page: Payload, fetch: Fetch) -> list[Offer]:
        from reader_app.sources.newsapi.discovery import discover

        return discover(page, fetch)

    def steps(self, following: Following, wish: Wish) -> Conversation:
        from reader_app.sources.newsapi.steps import steps

        return steps(following, wish)

    def parse(self, what: str, payload: Payload, following: Following) -> ParsedPage:
        from reader_app.sources.newsapi.parse import parse

        return parse(what, payload, following)

    def apart(self, what: str, payload: Payload) -> Sequence[Payload]:
        """``payload`` story by story, to find the one that spoils it."""
        from reader_app.sources.newsapi.parse import apart

        return apart(payload)
