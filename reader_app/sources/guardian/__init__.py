"""The Guardian by its Open Platform: whole texts and pictures, with a key that readers get for themselves.

discovery   from any page of the paper to what of it can be followed      questions   addresses of the API
steps       the conversation of one sync                                  walk        backwards, date by date
parse       payloads -> records                   pictures   elements and figures     wire   answers and refusals
"""

from __future__ import annotations

from collections.abc import Sequence

from reader_app.records import Offer, ParsedPage, Payload
from reader_app.sources.protocol import Conversation, Fetch, Following, Wish

__all__ = ["Guardian"]


class Guardian:
    """The source kind; its parts are loaded when they are needed."""

    kind = "guardian"

    def discover(self, page: Payload, fetch: Fetch) -> list[Offer]:
        from reader_app.sources.guardian.discovery import discover

        return discover(page, fetch)

    def steps(self, following: Following, wish: Wish) -> Conversation:
        from reader_app.sources.guardian.steps import steps

        return steps(following, wish)

    def parse(self, what: str, payload: Payload, following: Following) -> ParsedPage:
        from reader_app.sources.guardian.parse import parse

        return parse(what, payload, following)

    def apart(self, what: str, payload: Payload) -> Sequence[Payload]:
        """``payload`` story by story, to find the one that spoils it."""
        from reader_app.sources.guardian.parse import apart

        return apart(payload)
