"""WordPress sites by their REST API (wp/v2): most newspapers that run on WordPress have it open.

    discovery   from any page of a site to its API       bases   addresses of the API's routes
    steps       the conversation of one sync             paging  page after page through what moves meanwhile
    parse       payloads -> records                      wire    JSON as plugins and caches leave it    times  dates
"""

from __future__ import annotations

from collections.abc import Sequence

from reader_app.records import Offer, ParsedPage, Payload
from reader_app.sources.protocol import Conversation, Fetch, Following, Wish

__all__ = ["WordPress"]


class WordPress:
    """The source kind; its parts are loaded when they are needed: the window needs none of them to start."""

    kind = "wordpress"

    def discover(self, page: Payload, fetch: Fetch) -> list[Offer]:
        from reader_app.sources.wordpress.discovery import discover

        return discover(page, fetch)

    def steps(self, following: Following, wish: Wish) -> Conversation:
        from reader_app.sources.wordpress.steps import steps

        return steps(following, wish)

    def parse(self, what: str, payload: Payload, following: Following) -> ParsedPage:
        from reader_app.sources.wordpress.parse import parse

        return parse(what, payload, following)

    def apart(self, what: str, payload: Payload) -> Sequence[Payload]:
        """``payload`` story by story, to find the one that spoils it."""
        from reader_app.sources.wordpress.parse import apart

        return apart(payload)
