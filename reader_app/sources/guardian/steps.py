"""The conversation of one sync with the paper.

First sync:  the newest stories back to the wished number
Later:       what was published or changed since, what is left of an interrupted sync, a few times a day what is most read
Older:       further back from where the archive was left

Every request is one of the few hundred a day that a key has, so one question serves all sections, and before the last
is spent the sync ends politely: all that is half done is remembered, and goes on tomorrow.

What is remembered (``Following.memory``), all of it optional:

    modified  the latest change seen: where "changed since" begins
    back      {until, offset}: how far back the archive was read;  complete: to its beginning
    left      stories of the first sync still to come
    gaps      [{until, since, axis}]: changes not read yet, after a long pause
    sections  {id: {back, complete}}: sections read further back than the rest
    viewed    when the most read were asked for
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from reader_app.errors import PayloadError, Reason
from reader_app.sources.guardian import questions, wire
from reader_app.sources.guardian.walk import MODIFIED, PUBLISHED, Part, Place, Walk, latest
from reader_app.sources.keyed import Quota
from reader_app.sources.protocol import Answer, Conversation, Following, Remember, Step, Wish, Withdraw
from reader_app.sources.wordpress import times

OVERLAP = timedelta(minutes=10)  # the API's index is a little behind its own dates
VIEWED_EVERY = timedelta(hours=6)
FIRST_PAGE = 50  # soon there, so that there is something to read
MOST_PAGES = 10  # of changes in one sync: a touched archive must not use up the day
MOST_GAPS = 20


def steps(following: Following, wish: Wish) -> Conversation:
    state = _State.of(following, wish)
    since = wire.moment(state.memory.get("modified"))
    if since is None:
        yield from _begin(state)
    if wish.older > 0:
        yield from _older(state)
        return
    if since is not None:
        yield from _changed(state, times.stamp(since - OVERLAP))
    yield from _fill(state)
    if wish.popular:
        yield from _viewed(state)


@dataclass(slots=True)
class _State:
    api: str
    following: Following
    wish: Wish
    memory: dict[str, Any]
    quota: Quota
    seen: set[str] = field(default_factory=set)  # ids of all stories read in this sync

    @classmethod
    def of(cls, following: Following, wish: Wish) -> _State:
        api = str(following.config.get("api") or questions.API)
        return cls(api, following, wish, copy.deepcopy(dict(following.memory)), Quota.of(following, api))

    def remember(self) -> Remember:
        return Remember(copy.deepcopy(self.memory))

    def walk(self, place: Place, section: str | None = None) -> Walk:
        return Walk(self.api, questions.filters(self.following, section), place, self.quota, self.seen)

    def note(self, answer: Answer) -> None:
        """Move the latest change seen on."""
        moments = [moment for name in (MODIFIED, PUBLISHED) for moment in map(wire.moment, answer.facts.get(name) or ())]
        known = wire.moment(self.memory.get("modified"))
        found = [moment for moment in moments if moment is not None]
        if found:
            moment = latest(found, answer)
            self.memory["modified"] = times.stamp(moment if known is None else max(known, moment))

    def number(self, name: str) -> int:
        value = self.memory.get(name)
        return value if isinstance(value, int) else 0

    def gaps(self) -> list[Mapping[str, Any]]:
        gaps = self.memory.get("gaps")
        return [each for each in gaps if isinstance(each, Mapping)] if isinstance(gaps, list) else []


def _begin(state: _State) -> Part:
    """The first page of all. Changes are watched from here on: later pages show later ones, too, but hide none."""
    walk = state.walk(Place())
    answer = yield from walk.next(min(state.wish.first, FIRST_PAGE))
    state.note(answer)
    state.memory.setdefault("modified", times.stamp(times.clock(answer.headers) or state.following.now))  # an empty answer
    state.memory["left"] = max(0, state.wish.first - len(walk.fresh) - answer.skipped)
    state.memory["back"], state.memory["complete"] = walk.place.kept(), walk.done
    yield state.remember()


def _changed(state: _State, since: str) -> Part:
    """What was published or changed after ``since``: one page; where there is more, a gap is left and filled next."""
    walk = state.walk(Place(since=since, axis=MODIFIED))
    answer = yield from walk.next()
    state.note(answer)
    # Where a whole page is known there is no more behind it but what was read before, or stands in a gap.
    nothing_new = bool(answer.stories) and all(story.known for story in answer.stories)
    if not walk.done and not nothing_new:
        state.memory["gaps"] = [walk.place.kept(), *state.gaps()][:MOST_GAPS]
    yield from _expired(answer)
    yield state.remember()
    for _ in range(MOST_PAGES):
        if not state.gaps():
            return
        first, *others = state.gaps()
        walk = state.walk(Place.of(first))
        answer = yield from walk.next()
        state.memory["gaps"] = others if walk.done else [walk.place.kept(), *others]
        yield from _expired(answer)
        yield state.remember()


def _fill(state: _State) -> Part:
    """The rest of the first sync."""
    memory = state.memory
    walk = state.walk(Place.of(memory.get("back")))
    while (left := state.number("left")) > 0 and not memory.get("complete"):
        answer = yield from walk.next(left + 1)  # one comes again
        memory["left"] = max(0, left - _fresh(walk, answer))
        memory["back"], memory["complete"] = walk.place.kept(), walk.done
        yield state.remember()


def _older(state: _State) -> Part:
    """Further back, in all that is followed or in one section; what we have already does not count."""
    memory, section = state.memory, state.wish.section
    if memory.get("complete"):
        return
    kept: dict[str, Any] = memory
    if section is not None:
        sections = memory.get("sections")
        memory["sections"] = sections = dict(sections) if isinstance(sections, Mapping) else {}
        held = sections.get(section)
        kept = sections[section] = dict(held) if isinstance(held, Mapping) else {"back": memory.get("back")}
    walk = state.walk(Place.of(kept.get("back")), section)
    wanted = state.wish.older
    most = wanted // questions.LARGEST + 5  # pages, lest known stories lead through the whole archive at once
    while wanted > 0 and most > 0 and not kept.get("complete"):
        answer = yield from walk.next(wanted + 1)
        fresh = _fresh(walk, answer)
        wanted, most = wanted - fresh, most - 1
        kept["back"], kept["complete"] = walk.place.kept(), walk.done
        if section is None:
            memory["left"] = max(0, state.number("left") - fresh)
        yield state.remember()


def _fresh(walk: Walk, answer: Answer) -> int:
    """How many stories of the page we did not have."""
    known = {story.remote_id for story in answer.stories if story.known}
    return sum(each not in known for each in walk.fresh)


def _viewed(state: _State) -> Part:
    """What is most read now; it is worth one request, now and then, of a key that has enough."""
    before, now = wire.moment(state.memory.get("viewed")), state.following.now
    if state.quota.short() or (before is not None and before <= now < before + VIEWED_EVERY):
        return
    query = {**questions.STORY, "show-most-viewed": "true", "show-editors-picks": "true", "page-size": 1}
    request = questions.request(state.api, questions.front(state.following), query)
    answer = yield from state.quota.ask(Step(request, "section", optional=True))
    if answer.error is None or (isinstance(answer.error, PayloadError) and answer.error.reason is not Reason.TOO_SLOW):
        state.memory["viewed"] = times.stamp(now)
        yield state.remember()


def _expired(answer: Answer) -> Part:
    """Stories whose rights have ended: the publisher took them back."""
    expired = answer.facts.get("expired")
    if isinstance(expired, list) and expired:
        yield Withdraw(tuple(str(each) for each in expired), ())
