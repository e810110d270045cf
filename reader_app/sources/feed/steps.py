"""The conversation of one sync: each feed once; further back only where the reader asks for it.

What is remembered from sync to sync, all of it optional:

    moved     {address: {"to", "times"}}: feeds that answered from elsewhere for good; followed after the second sync
    gone      addresses that answered 410: never asked again
    pages     {address: {"next": the address of older stories, or "page": the number of the last page read, "done"}}
    complete  there is nothing older to be had from any feed
"""

from __future__ import annotations

import copy
from collections.abc import Generator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from reader_app.errors import FetchError, PayloadError, Reason
from reader_app.net import hosts
from reader_app.records import Request
from reader_app.sources.protocol import Answer, Conversation, Following, Move, Reconfigure, Remember, Step, Wish

MOST = 200  # feeds of one source
ENOUGH = 2  # syncs that must see a move before it is followed
MOST_PAGES = 30  # read back in one sync
KNOWN_PAGES = 5  # without a new story in a row, until a walk back ends for now

# After one of these nothing on the same host will go better now.
_HOPELESS = frozenset({
    Reason.NO_SUCH_HOST, Reason.REFUSED, Reason.TLS, Reason.TIMEOUT, Reason.TOO_MANY, Reason.PRIVATE_ADDRESS,
})  # fmt: skip

Part = Generator[Move, Answer | None, None]


def steps(following: Following, wish: Wish) -> Conversation:
    """Raises FetchError where all feeds are gone, or where there is no network."""
    state = _State(following, wish)
    if wish.older > 0:
        yield from state.back()
    else:
        yield from state.forward()


class _State:
    def __init__(self, following: Following, wish: Wish) -> None:
        self.following, self.wish = following, wish
        self.memory: dict[str, Any] = copy.deepcopy(dict(following.memory))
        self._before = copy.deepcopy(self.memory)
        self.feeds = feeds_of(following.config)
        self._down: dict[str, FetchError] = {}  # by host

    # --- what is new ---

    def forward(self) -> Part:
        living = [feed for feed in self.feeds if feed["url"] not in self._gone()]
        for feed in living:
            answer = yield from self._ask(feed, feed["url"], conditional=True)
            if answer is None:
                continue
            self._note_failure(feed, answer)
            if answer.error is None and not answer.unchanged:
                yield from self._note_move(feed, answer)
                self._note_pages(feed, answer)
        yield from self._remember()
        self._tell_gone()

    def _ask(
        self, feed: Mapping[str, Any], url: str, *, conditional: bool = False, optional: bool = False
    ) -> Generator[Move, Answer | None, Answer | None]:
        """The answer, None where the host was found to be down in this sync. Raises FetchError(OFFLINE)."""
        host = hosts.host_of(url)
        if host in self._down:
            return None
        bear = frozenset({404}) if optional else frozenset[int]()
        request = Request(url, expect="feed", conditional=conditional, bear=bear)
        answer = yield Step(request, "feed", optional=optional, section=feed.get("section") or None)
        assert answer is not None  # the protocol's promise to a Step
        error = answer.error
        if isinstance(error, FetchError):
            if error.reason is Reason.OFFLINE:
                raise error
            if error.reason in _HOPELESS or error.retry_after is not None:
                self._down[host] = error
        return answer

    def _note_failure(self, feed: Mapping[str, Any], answer: Answer) -> None:
        error = answer.error
        if isinstance(error, FetchError) and error.reason is Reason.GONE and error.detail == "410":
            self.memory["gone"] = [*self._gone(), feed["url"]]

    def _gone(self) -> list[str]:
        gone = self.memory.get("gone")
        return [str(each) for each in gone] if isinstance(gone, list) else []

    def _tell_gone(self) -> None:
        gone = self._gone()
        if self.feeds and all(feed["url"] in gone for feed in self.feeds):
            raise FetchError(Reason.GONE, self.feeds[0]["url"], "410")

    def _note_move(self, feed: dict[str, Any], answer: Answer) -> Part:
        """A permanent redirect is followed when two syncs have seen it lead to a feed: some last an hour only."""
        moved, url = dict(self._part("moved")), feed["url"]
        there = str(answer.facts.get("moved") or "")
        seen = moved.pop(url, None)
        if there and there != url:
            times = 1
            if isinstance(seen, Mapping) and seen.get("to") == there:
                times = int(seen.get("times") or 0) + 1
            if times >= ENOUGH:
                self._rename(url, there)
                feed["url"] = there
                yield Reconfigure({**self.following.config, "feeds": copy.deepcopy(self.feeds)})
            else:
                moved[url] = {"to": there, "times": times}
        self._put("moved", moved)

    def _rename(self, old: str, new: str) -> None:
        pages = dict(self._part("pages"))
        if old in pages:
            pages[new] = pages.pop(old)
        self._put("pages", pages)

    def _note_pages(self, feed: Mapping[str, Any], answer: Answer) -> None:
        """How to go back from here, where that is not known yet."""
        pages = dict(self._part("pages"))
        if feed["url"] not in pages:
            pages[feed["url"]] = _way_back(answer)
        self._put("pages", pages)
        self._note_complete()

    def _note_complete(self) -> None:
        pages = self._part("pages")
        ends = [isinstance(pages.get(feed["url"]), Mapping) and pages[feed["url"]].get("done") for feed in self.feeds]
        gone = self._gone()
        complete = all(end or feed["url"] in gone for end, feed in zip(ends, self.feeds, strict=True))
        if complete:
            self.memory["complete"] = True
        else:
            self.memory.pop("complete", None)

    def _part(self, name: str) -> Mapping[str, Any]:
        part = self.memory.get(name)
        return part if isinstance(part, Mapping) else {}

    def _put(self, name: str, part: dict[str, Any]) -> None:
        if part:
            self.memory[name] = part
        else:
            self.memory.pop(name, None)

    def _remember(self) -> Part:
        if self.memory != self._before:
            self._before = copy.deepcopy(self.memory)
            yield Remember(copy.deepcopy(self.memory))

    # --- what is older ---

    def back(self) -> Part:
        """Page after page of each feed, or of those of one section, until as many new stories came as wished."""
        wanted = self.wish.older
        left = MOST_PAGES
        gone = self._gone()
        for feed in self.feeds:
            if feed["url"] in gone or (self.wish.section is not None and feed.get("section") != self.wish.section):
                continue
            if feed["url"] not in self._part("pages"):
                answer = yield from self._ask(feed, feed["url"])
                if answer is None or answer.error is not None:
                    continue
                left -= 1
                wanted -= _fresh(answer)
                self._note_pages(feed, answer)
                yield from self._remember()
            known = 0
            while wanted > 0 and left > 0 and known < KNOWN_PAGES and (url := self._older_page(feed)):
                answer = yield from self._ask(feed, url, optional=True)
                if answer is None or _interrupted(answer):
                    break
                left -= 1
                fresh = _fresh(answer)
                known = 0 if fresh else known + 1
                wanted -= fresh
                self._turn(feed, url, answer)
                yield from self._remember()
            if wanted <= 0 or left <= 0:
                break
        self._note_complete()
        yield from self._remember()

    def _older_page(self, feed: Mapping[str, Any]) -> str:
        way = self._part("pages").get(feed["url"])
        if not isinstance(way, Mapping) or way.get("done"):
            return ""
        if way.get("next"):
            return str(way["next"])
        return numbered(feed["url"], int(way.get("page") or 1) + 1)

    def _turn(self, feed: Mapping[str, Any], url: str, answer: Answer) -> None:
        """Go behind the page that came. One that is no feed, is empty or is the one before again is the end."""
        pages = dict(self._part("pages"))
        way = dict(pages[feed["url"]])
        first = answer.stories[0].remote_id if answer.stories else ""
        if answer.error is not None or not answer.stories or first == way.get("first"):
            way = {"done": True}
        elif way.get("next"):
            there = str(answer.facts.get("next") or "")
            way = {"next": there, "first": first} if there and there != url else {"done": True}
        else:
            way = {"page": int(way.get("page") or 1) + 1, "first": first}
        pages[feed["url"]] = way
        self._put("pages", pages)


def feeds_of(config: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The feeds of a source's config, as far as they can be asked."""
    feeds = config.get("feeds")
    found: dict[str, dict[str, Any]] = {}
    for each in feeds if isinstance(feeds, list | tuple) else ():
        if isinstance(each, Mapping) and isinstance(each.get("url"), str) and each["url"]:
            found.setdefault(each["url"], dict(each))
    return list(found.values())[:MOST]


def numbered(url: str, page: int) -> str:
    """The address of a WordPress feed's page."""
    parts = urlsplit(url)
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "paged"]
    return urlunsplit(parts._replace(query=urlencode([*query, ("paged", str(page))])))


def _way_back(answer: Answer) -> dict[str, Any]:
    first = answer.stories[0].remote_id if answer.stories else ""
    if answer.facts.get("next"):
        return {"next": str(answer.facts["next"]), "first": first}
    if answer.facts.get("wordpress") and answer.stories:
        return {"page": 1, "first": first}
    return {"done": True}


def _fresh(answer: Answer) -> int:
    return sum(not story.known for story in answer.stories)


def _interrupted(answer: Answer) -> bool:
    """Whether the page may be there another time."""
    error = answer.error
    if error is None or isinstance(error, PayloadError):
        return False
    return error.reason is not Reason.GONE
