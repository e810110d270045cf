"""Single stories kept by their address ("save any URL"): a source without a conversation, whose pages the sync reads."""

from __future__ import annotations

from reader_app.errors import PayloadError, Reason
from reader_app.records import Offer, ParsedPage, ParsedStory, Payload
from reader_app.sources.protocol import Conversation, Fetch, Following, Wish

KEY = "page:"  # one source holds them all


class Page:
    """The source kind."""

    kind = "page"

    def discover(self, page: Payload, fetch: Fetch) -> list[Offer]:
        from reader_app.content.page import extract

        if page.status >= 400:
            return []
        try:
            story = extract(page.body, page.url, page.headers)
        except PayloadError:
            return []
        if story.problem in (Reason.NO_STORY, Reason.BLOCKED) or not story.title or not story.html:
            return []
        config = {"url": story.url or page.url, "title": story.title}
        return [Offer(self.kind, KEY, story.title, story.url or page.url, config, description=story.site, newest=(story.title,))]

    def steps(self, following: Following, wish: Wish) -> Conversation:
        """Nothing to ask: what was kept is kept."""
        yield from ()

    def parse(self, what: str, payload: Payload, following: Following) -> ParsedPage:
        raise PayloadError(following.name, what)


def first_sight(offer: Offer) -> ParsedStory:
    """The story that ``offer`` is, until its page was read."""
    url = str(offer.config["url"])
    return ParsedStory(remote_id=url, url=url, title=offer.name, html="", cut=True, by_page=True)
