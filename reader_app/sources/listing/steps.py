"""The conversation of one sync: robots.txt once a day, the front page, the page of each section; older pages on demand.

What is remembered from sync to sync, all of it optional:

    robots    when robots.txt was asked last (seconds since 1970)
    refused   addresses of lists that it asks programs not to read
    pages     {list: {"n": number of the last page read, "next": address of the next one, "first", "done"}}
    complete  there is nothing older to be had
"""

from __future__ import annotations

import copy
from collections.abc import Generator, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from reader_app.errors import FetchError, Reason
from reader_app.net import hosts
from reader_app.records import Request
from reader_app.sources.listing.addresses import lists_of
from reader_app.sources.protocol import Answer, Conversation, Following, Move, Remember, Step, Wish

ROBOTS_EVERY = 86400  # s
OLDER = 20  # pages of one walk back
KNOWN_PAGES = 3  # without a new story in a row, until a walk back leaves a list
_BEAR = frozenset(range(400, 600))
_HOPELESS = frozenset({
    Reason.NO_SUCH_HOST, Reason.REFUSED, Reason.TLS, Reason.TIMEOUT, Reason.TOO_MANY, Reason.PRIVATE_ADDRESS, Reason.FORBIDDEN,
})  # fmt: skip

Part = Generator[Move, Answer | None, None]


def steps(following: Following, wish: Wish) -> Conversation:
    """Raises FetchError where there is no network, or robots.txt closes every list."""
    state = _State(following, wish)
    yield from state.robots()
    if wish.older > 0:
        yield from state.back()
    else:
        yield from state.forward()


class _State:
    def __init__(self, following: Following, wish: Wish) -> None:
        self.following, self.wish = following, wish
        self.memory: dict[str, Any] = copy.deepcopy(dict(following.memory))
        self._before = copy.deepcopy(self.memory)
        self.lists = lists_of(following.config)
        self._home = str(following.config.get("home") or "")
        self._down: set[str] = set()  # hosts

    def robots(self) -> Part:
        """Raises FetchError(ROBOTS) where no list may be read."""
        asked, now = self.memory.get("robots"), self.following.now.timestamp()
        if not isinstance(asked, int | float) or not 0 <= now - asked < ROBOTS_EVERY:
            refused: list[str] = []
            origins = dict.fromkeys(urlunsplit((*urlsplit(url)[:2], "/robots.txt", "", "")) for url, _ in self.lists)
            for place in list(origins)[:5]:
                answer = yield Step(Request(place, bear=_BEAR, from_public_page=True, page=self._home), "robots", optional=True)
                assert answer is not None  # the protocol's promise to a Step
                told = answer.facts.get("refused")
                refused += [str(each) for each in told] if isinstance(told, list) else []
                if answer.error is not None:
                    break
            else:
                self.memory["robots"] = int(now)
                self.memory.pop("refused", None)
                if refused:
                    self.memory["refused"] = refused
        barred = self.memory.get("refused")
        barred = barred if isinstance(barred, list) else []
        allowed = [each for each in self.lists if each[0] not in barred]
        if self.lists and not allowed:
            yield from self._remember()
            raise FetchError(Reason.ROBOTS, self.lists[0][0])
        self.lists = allowed

    # --- what is new ---

    def forward(self) -> Part:
        for place, (url, section) in enumerate(self.lists):
            home = place == 0
            # A section's page may be gone while the rest is there: that alone is no failure of the source.
            what = "home" if home and self.wish.popular else "list"
            answer = yield from self._ask(url, what, section, conditional=True, optional=not home)
            if answer is None or answer.error is not None or answer.unchanged:
                continue
            pages = dict(self._part("pages"))
            pages.setdefault(url, _way_back(answer))
            self._put("pages", pages)
        yield from self._remember()

    def _ask(
        self, url: str, what: str, section: str | None, *, conditional: bool = False, optional: bool = False
    ) -> Generator[Move, Answer | None, Answer | None]:
        """The answer, None where the host was found to be down in this sync. Raises FetchError(OFFLINE)."""
        host = hosts.host_of(url)
        if host in self._down:
            return None
        # Addresses come out of a stranger's pages: they lead into no private network that the site is not in itself.
        request = Request(url, expect="html", conditional=conditional, from_public_page=True, page=self._home)
        answer = yield Step(request, what, optional=optional, section=section)
        assert answer is not None
        error = answer.error
        if isinstance(error, FetchError):
            if error.reason is Reason.OFFLINE:
                raise error
            if error.reason in _HOPELESS or error.retry_after is not None:
                self._down.add(host)
        return answer

    # --- what is older ---

    def back(self) -> Part:
        """Page after page of each list, or of that of one section, until as many new stories came as wished."""
        wanted, left = self.wish.older, OLDER
        for url, section in self.lists:
            if self.wish.section is not None and section != self.wish.section:
                continue
            known = 0
            while wanted > 0 and left > 0 and known < KNOWN_PAGES and (older := self._older(url)):
                left -= 1
                answer = yield from self._ask(older, "older", section, optional=True)
                if answer is None or (isinstance(answer.error, FetchError) and answer.error.reason is not Reason.GONE):
                    break
                fresh = sum(not story.known for story in answer.stories)
                known = 0 if fresh else known + 1
                wanted -= fresh
                self._turn(url, older, answer)
                yield from self._remember()
        if all(not self._older(url) for url, _ in self.lists):
            self.memory["complete"] = True
        yield from self._remember()

    def _older(self, url: str) -> str:
        """The address of the next page back; "" where there is none."""
        way = self._part("pages").get(url)
        way = way if isinstance(way, Mapping) else {}
        if way.get("done"):
            return ""
        template = str(self.following.config.get("older") or "")
        number = way.get("n")
        if template:
            return numbered(url, template, (number if isinstance(number, int) else 1) + 1)
        return str(way.get("next") or "")

    def _turn(self, url: str, asked: str, answer: Answer) -> None:
        """Go behind the page that came. One that names nothing, or begins as the one before, is the end."""
        pages = dict(self._part("pages"))
        before = pages.get(url)
        before = before if isinstance(before, Mapping) else {}
        number = before.get("n")
        way = {**_way_back(answer), "n": (number if isinstance(number, int) else 1) + 1}
        again = bool(way.get("first")) and way.get("first") == before.get("first")
        if answer.error is not None or not answer.stories or again or way.get("next") == asked:
            way = {"done": True}
        pages[url] = way
        self._put("pages", pages)

    # --- memory ---

    def _part(self, name: str) -> Mapping[str, Any]:
        part = self.memory.get(name)
        return part if isinstance(part, Mapping) else {}

    def _put(self, name: str, part: dict[str, Any]) -> None:
        if part:
            self.memory[name] = part

    def _remember(self) -> Part:
        if self.memory != self._before:
            self._before = copy.deepcopy(self.memory)
            yield Remember(copy.deepcopy(self.memory))


def numbered(url: str, template: str, number: int) -> str:
    """The address of a list's page: "?page={n}" and "page/{n}/" go behind the list's own, "/indeks/{n}" is one by itself."""
    told = template.replace("{n}", str(number))
    if told.startswith("?"):
        parts = urlsplit(url)
        return urlunsplit(parts._replace(query="&".join(filter(None, (parts.query, told[1:]))), fragment=""))
    if told.startswith(("/", "http://", "https://")):
        return urljoin(url, told)
    return urljoin(url if url.endswith("/") else f"{url}/", told)


def _way_back(answer: Answer) -> dict[str, Any]:
    told = {"n": 1, "next": str(answer.facts.get("next") or ""), "first": str(answer.facts.get("first") or "")}
    return {name: value for name, value in told.items() if value}
