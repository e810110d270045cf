"""List pages: sites with neither API nor feed nor sitemap, followed by their front page and the pages of their sections.

    discovery   rules that are shipped, and pages that plainly are lists           steps    the conversation of one sync
    parse       a list page -> stories, ranking            addresses   what a web address tells by itself

``config``: "lists": [{"url", "section": a name or None}], the front page first; "rule": the name of a site's rule or "";
"older": how the address of an older page is made of a list's ("?page={n}") or ""; "home", "zone", "language".
"""

from __future__ import annotations

from collections.abc import Sequence

from reader_app.records import Offer, ParsedPage, Payload
from reader_app.sources.protocol import Conversation, Fetch, Following, Wish

__all__ = ["Listing"]


class Listing:
    """The source kind; its parts are loaded when they are needed."""

    kind = "listing"

    def discover(self, page: Payload, fetch: Fetch) -> list[Offer]:
        from reader_app.sources.listing.discovery import discover

        return discover(page, fetch)

    def steps(self, following: Following, wish: Wish) -> Conversation:
        from reader_app.sources.listing.steps import steps

        return steps(following, wish)

    def parse(self, what: str, payload: Payload, following: Following) -> ParsedPage:
        from reader_app.sources.listing.parse import parse

        return parse(what, payload, following)

    def apart(self, what: str, payload: Payload) -> Sequence[Payload]:
        """``payload`` story by story, to find the one that spoils it."""
        from reader_app.sources.listing.parse import apart

        return apart(payload)
