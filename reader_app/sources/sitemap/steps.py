"""The conversation of one sync: each sitemap once, of an index the few children with what is new.

What is remembered from sync to sync, all of it optional:

    floor     seconds since 1970: the first sync left out what is older
    back      {sitemap: seconds since 1970}: of those read in part, how far back
    children  {index: the addresses chosen of it}, for the day it answers "not modified"
    read      archives that hold nothing more
    complete  there is nothing older to be had

In "back" and "read" a sitemap goes by the last letters of its address.
"""

from __future__ import annotations

import copy
from collections.abc import Generator, Mapping
from typing import Any

from reader_app.errors import FetchError, Reason
from reader_app.records import Request
from reader_app.sources.protocol import Answer, Conversation, Following, Move, Remember, Step, Wish
from reader_app.sources.sitemap import choosing
from reader_app.sources.sitemap.choosing import FRESH, KEPT

MOST = 20  # sitemaps of one source
LEAST = 20  # stories of each at a first sync
CHILDREN = 5  # of indexes, in one sync
DEPTH = 3
OLDER = 12  # requests of one walk back
_KEPT_READ = 1000
_NAME = 60  # letters of an address by which an archive is remembered

Part = Generator[Move, Answer | None, None]


def steps(following: Following, wish: Wish) -> Conversation:
    """Raises FetchError where there is no network."""
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
        self.sitemaps = sitemaps_of(following.config)
        self._first = "floor" not in self.memory
        self._oldest: float | None = None  # of the stories of this sync
        self._left = False  # a bound kept stories out
        self._came = False  # anything at all was answered
        self._count = 0  # stories of this sync
        self._asked: set[str] = set()
        self._children = CHILDREN

    # --- what is new ---

    def forward(self) -> Part:
        """At a first sync each sitemap has its share of what is wished."""
        several = len(self.sitemaps) > 1
        share = max(LEAST, -(-self.wish.first // len(self.sitemaps))) if several else self.wish.first
        for place, (url, section) in enumerate(self.sitemaps):
            yield from self._read(url, section, share, depth=0, optional=place > 0)
        if self._first and self._came:
            floor = (self.following.now - FRESH).timestamp()
            self.memory["floor"] = int(self._oldest if self._left and self._oldest is not None else floor)
        yield from self._remember()

    def _read(self, url: str, section: str | None, share: int, *, depth: int, optional: bool) -> Part:
        """One sitemap, with the children worth reading where it is an index of them."""
        if url in self._asked:
            return
        self._asked.add(url)
        what = f"newest:{share}" if self._first else "sitemap"
        answer = yield Step(self._request(url, conditional=True), what, optional=optional, section=section)
        assert answer is not None  # the protocol's promise to a Step
        if isinstance(answer.error, FetchError) and answer.error.reason is Reason.OFFLINE:
            raise answer.error
        self._note(answer)
        for child in self._chosen(url, answer):
            if depth + 1 >= DEPTH or self._children <= 0 or (self._first and share <= 0):
                break
            if child not in self._asked:
                self._children -= 1
                before = self._count
                yield from self._read(child, section, share, depth=depth + 1, optional=optional)
                share -= self._count - before

    def _note(self, answer: Answer) -> None:
        self._came = self._came or answer.error is None
        self._count += len(answer.stories)
        self._left = self._left or bool(answer.facts.get("left"))
        told = [story.published.timestamp() for story in answer.stories if story.published is not None]
        if told:
            self._oldest = min(told) if self._oldest is None else min(self._oldest, *told)

    def _chosen(self, url: str, answer: Answer) -> list[str]:
        """The children of an index to be read now; at later syncs only the newest of an archive can hold news."""
        remembered = dict(self._part("children"))
        if answer.unchanged:
            kept = remembered.get(url)
            return [str(each) for each in kept] if isinstance(kept, list) else []
        children = choosing.of_index(choosing.told_in(answer.facts))
        if not children:
            return []
        few = CHILDREN if self._first or choosing.is_news(children[0]) else 2
        chosen = children[:few]
        self._put("children", {**remembered, url: chosen})
        return chosen

    # --- what is older ---

    def back(self) -> Part:
        """Archives from the newest to the oldest, until as many stories came as wished."""
        wanted, left, exhausted = self.wish.older, OLDER, True
        roots = [*self._archives(), *(url for url, _ in self.sitemaps)]
        archives: list[choosing.Told] = []
        while (roots or archives) and wanted > 0 and left > 0:
            depth = 0 if roots else 1
            url = roots.pop(0) if roots else archives.pop(0)[0]
            if url in self._asked or self._is_read(url):
                continue
            self._asked.add(url)
            left -= 1
            before = self._before_of(url)
            answer = yield Step(self._request(url), f"older:{min(wanted, KEPT)}:{before}", optional=True)
            assert answer is not None
            if isinstance(answer.error, FetchError) and answer.error.reason is not Reason.GONE:
                if answer.error.reason is Reason.OFFLINE or answer.error.retry_after is not None:
                    raise answer.error
                exhausted = False
                continue
            children = [each for each in choosing.told_in(answer.facts) if not choosing.is_news(each[0])]
            archives = choosing.newest_first([*archives, *children])[:_KEPT_READ]
            wanted -= sum(not story.known for story in answer.stories)
            self._turn(url, answer, archive=depth > 0)
            exhausted = exhausted and not answer.facts.get("left")
            yield from self._remember()
        if exhausted and all(url in self._asked or self._is_read(url) for url in (*roots, *(url for url, _ in archives))):
            self.memory["complete"] = True
        yield from self._remember()

    def _before_of(self, url: str) -> int:
        """Seconds since 1970: what the sitemap has from there on was fetched, or is the business of `forward`."""
        told = self._part("back").get(url[-_NAME:], self.memory.get("floor"))
        return int(told if isinstance(told, int | float) else self.following.now.timestamp())

    def _turn(self, url: str, answer: Answer, *, archive: bool) -> None:
        """Note how far the sitemap was read: in part, or to its end."""
        back = dict(self._part("back"))
        told = [story.published.timestamp() for story in answer.stories if story.published is not None]
        back.pop(url[-_NAME:], None)
        if answer.facts.get("left") and told:
            back[url[-_NAME:]] = int(min(told))
        elif archive:
            self.memory["read"] = [*self._reads(), url[-_NAME:]][-_KEPT_READ:]
        self._put("back", back)

    def _archives(self) -> list[str]:
        told = self.following.config.get("archive")
        return [str(each) for each in told][:MOST] if isinstance(told, list | tuple) else []

    def _reads(self) -> list[str]:
        told = self.memory.get("read")
        return [str(each) for each in told] if isinstance(told, list) else []

    def _is_read(self, url: str) -> bool:
        return url[-_NAME:] in self._reads()

    def _request(self, url: str, *, conditional: bool = False) -> Request:
        """Addresses come out of a stranger's files: they lead into no private network that the site is not in itself."""
        home = str(self.following.config.get("home") or "")
        return Request(url, expect="feed", conditional=conditional, from_public_page=True, page=home)

    # --- memory ---

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


def sitemaps_of(config: Mapping[str, Any]) -> list[tuple[str, str | None]]:
    """(address, section) of the sitemaps of a source's config, as far as they can be asked."""
    told = config.get("sitemaps")
    found: dict[str, str | None] = {}
    for each in told if isinstance(told, list | tuple) else ():
        if isinstance(each, str) and each:
            found.setdefault(each, None)
        elif isinstance(each, Mapping) and isinstance(each.get("url"), str) and each["url"]:
            found.setdefault(each["url"], str(each["section"]) if each.get("section") else None)
    return list(found.items())[:MOST]
