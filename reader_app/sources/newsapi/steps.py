"""The conversation of one sync with the service.

Each question of the source in turn. Headlines: their one page. Everything else: what came since the newest story that
was seen, page behind page by date, so that no page has a number above one: a developer's key is shown no others.

What is remembered (``Following.memory``):

    queries   {question: {newest, until, offset, complete}}: the latest publication seen, and how far back it was read
    complete  no question goes further back
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from reader_app.errors import FetchError, PayloadError, Reason
from reader_app.sources.keyed import Asking, Quota
from reader_app.sources.newsapi.parse import moment
from reader_app.sources.newsapi.queries import API, HEADLINES, LARGEST, Query, queries
from reader_app.sources.protocol import Answer, Conversation, Following, Remember, Step, Wish
from reader_app.sources.wordpress import times

OVERLAP = timedelta(hours=1)  # stories are found a while after they were published
MOST_PAGES = 4  # of one question in one sync


def steps(following: Following, wish: Wish) -> Conversation:
    state = _State.of(following, wish)
    if not state.asked:
        raise PayloadError(following.name, "no question")
    if wish.older > 0:
        yield from _older(state)
    else:
        for query in state.asked:
            yield from _newest(state, query)
    if state.problem is not None:
        raise state.problem


@dataclass(slots=True)
class _State:
    api: str
    asked: list[Query]
    wish: Wish
    memory: dict[str, Any]
    quota: Quota
    problem: FetchError | PayloadError | None = None  # the first, told when all the others were asked
    seen: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, following: Following, wish: Wish) -> _State:
        api = str(following.config.get("api") or API)
        memory = copy.deepcopy(dict(following.memory))
        held = memory.get("queries")
        memory["queries"] = {
            str(name): dict(each) for name, each in held.items() if isinstance(each, Mapping)
        } if isinstance(held, Mapping) else {}  # fmt: skip
        return cls(api, queries(following.config), wish, memory, Quota.of(following, api))

    def of_query(self, query: Query) -> dict[str, Any]:
        kept: dict[str, Any] = self.memory["queries"].setdefault(query.name, {})
        return kept

    def remember(self) -> Remember:
        self.memory["complete"] = all(self.of_query(query).get("complete") for query in self.asked)
        return Remember(copy.deepcopy(self.memory))

    def ask(self, query: Query, more: Mapping[str, object]) -> Asking:
        request = query.request(self.api, {**more, "pageSize": LARGEST})
        return (yield from self.quota.ask(Step(request, "articles", optional=True, section=query.section or None)))


def _newest(state: _State, query: Query) -> Conversation:
    kept = state.of_query(query)
    newest = moment(kept.get("newest"))
    if query.path == HEADLINES or not query.goes_back:
        yield from _page(state, query, kept)
        return
    place = _Place(since="" if newest is None else times.stamp(newest - OVERLAP))
    for _ in range(1 if newest is None else MOST_PAGES):
        answer = yield from state.ask(query, place.query())
        if answer.error is not None:
            if not (place.until and answer.error.reason is Reason.PLAN):
                state.problem = state.problem or answer.error
            return
        _note(kept, answer)
        done = place.turn(answer)
        if newest is None:
            kept.update(until=place.until, offset=place.offset, complete=done)
        yield state.remember()
        if done:
            return


def _page(state: _State, query: Query, kept: dict[str, Any]) -> Conversation:
    """The one page there is."""
    answer = yield from state.ask(query, {})
    if answer.error is not None:
        state.problem = state.problem or answer.error
        return
    _note(kept, answer)
    kept["complete"] = True
    yield state.remember()


def _older(state: _State) -> Conversation:
    """Further back, question by question, until the wished number came or the key's plan ends."""
    wanted = state.wish.older
    for query in state.asked:
        kept = state.of_query(query)
        if not query.goes_back:
            kept["complete"] = True
        if state.wish.section not in (None, query.section):
            continue
        offset = kept.get("offset")
        place = _Place(str(kept.get("until") or ""), "", offset if isinstance(offset, int) else 0)
        for _ in range(MOST_PAGES):
            if wanted <= 0 or kept.get("complete"):
                break
            answer = yield from state.ask(query, place.query())
            if answer.error is not None:
                if answer.error.reason is not Reason.PLAN:
                    state.problem = state.problem or answer.error
                    break
                kept["complete"] = True  # as far back as this key is shown anything
            else:
                fresh = [story for story in answer.stories if not story.known and story.remote_id not in state.seen]
                state.seen.update(story.remote_id for story in answer.stories)
                wanted -= len(fresh)
                _note(kept, answer)
                kept["complete"] = place.turn(answer)
                kept.update(until=place.until, offset=place.offset)
            yield state.remember()
    yield state.remember()


def _note(kept: dict[str, Any], answer: Answer) -> None:
    """Move the latest publication seen on, but not beyond the server's own clock."""
    span = answer.facts.get("published")
    latest, clock = moment(span[-1]) if isinstance(span, list) and span else None, times.clock(answer.headers)
    if latest is not None:
        latest = latest if clock is None else min(latest, clock)
        known = moment(kept.get("newest"))
        kept["newest"] = times.stamp(latest if known is None else max(known, latest))


@dataclass(slots=True)
class _Place:
    """How far back one question was read."""

    until: str = ""
    since: str = ""
    offset: int = 0  # within the second that is ``until``

    def query(self) -> dict[str, object]:
        page = self.offset // LARGEST + 1
        return {"from": self.since, "to": self.until, "page": page if page > 1 else ""}

    def turn(self, answer: Answer) -> bool:
        """Go behind the page that came. Whether it was the last."""
        came = answer.facts.get("came")
        count = came if isinstance(came, int) else 0
        span = answer.facts.get("published")
        oldest: datetime | None = moment(span[0]) if isinstance(span, list) and span else None
        here = moment(self.until)
        last = count < LARGEST or (answer.total is not None and self.offset + count >= answer.total)
        if oldest is not None and (here is None or oldest + times.SECOND < here):
            self.until, self.offset = times.stamp(oldest + times.SECOND), 0
        else:
            self.offset += LARGEST
        return last
