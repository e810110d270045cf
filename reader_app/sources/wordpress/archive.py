"""Stories by their date: the newest first, then backwards through the archive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from reader_app.records import ParsedSection
from reader_app.sources.protocol import Answer
from reader_app.sources.wordpress import times
from reader_app.sources.wordpress.paging import SIZES, Asking, Pages
from reader_app.sources.wordpress.state import Part, State


def begin(state: State) -> Part:
    """The first page of all. Edits are watched from here on: later pages may show later ones, but hide none."""
    pages = Pages(state.base, state.seen)
    answer = yield from pages.next({}, min(state.wish.first, SIZES[0]))
    place = _Place()
    place.turn(pages, answer)
    state.note("newest", (story.published for story in answer.stories), answer)
    state.note("modified", (story.modified for story in answer.stories), answer)
    state.memory["left"] = max(0, state.wish.first - len(pages.fresh) - answer.skipped)
    state.memory["back"], state.memory["complete"] = place.kept(), pages.done
    yield state.remember()


def newer(state: State, since: datetime) -> Asking:
    """What was published after ``since``: one page; where there is more, a gap is left that `gaps` fills."""
    place = _Place(after=times.stamp(since))
    pages = Pages(state.base, state.seen)
    answer = yield from pages.next(place.query())
    place.turn(pages, answer)
    state.note("newest", (story.published for story in answer.stories), answer)
    if not pages.done:
        state.memory["gaps"] = [place.kept(), *state.gaps()]
    yield state.remember()
    return answer


def gaps(state: State) -> Part:
    while state.gaps():
        first, *others = state.gaps()
        place = _Place.of(first)
        pages = Pages(state.base, state.seen, place.offset)
        while not pages.done:
            answer = yield from pages.next(place.query())
            place.turn(pages, answer)
            state.memory["gaps"] = others if pages.done else [place.kept(), *others]
            yield state.remember()


def fill(state: State) -> Part:
    """The rest of the first sync."""
    memory = state.memory
    place = _Place.of(memory.get("back"))
    pages = Pages(state.base, state.seen, place.offset)
    while (left := int(memory.get("left") or 0)) > 0 and not memory.get("complete"):
        answer = yield from pages.next(place.query(), left + place.ties)
        known = {story.remote_id for story in answer.stories if story.known}
        again = min(place.ties, len(known.intersection(pages.fresh)))  # read by the sync that was cut
        place.turn(pages, answer)
        memory["left"] = max(0, left - len(pages.fresh) + again - answer.skipped)
        memory["back"], memory["complete"] = place.kept(), pages.done
        yield state.remember()


def older(state: State, sections: Sequence[ParsedSection]) -> Part:
    """Further back, in all sections or in one and those below it; what we have already does not count."""
    memory, section = state.memory, state.wish.section
    if memory.get("complete"):
        return
    kept: dict[str, Any] = memory
    place = _Place.of(memory.get("back"))
    query: dict[str, object] = {}
    if section is not None:
        kept = memory.setdefault("sections", {}).setdefault(section, {})
        place = _Place.of(kept["back"]) if "back" in kept else _Place(before=place.before)
        query["categories"] = ",".join(family(section, sections))
    pages = Pages(state.base, state.seen, place.offset)
    wanted = state.wish.older
    most = wanted // SIZES[-1] + 20  # pages, lest known stories lead through the whole archive at once
    while wanted > 0 and most > 0 and not kept.get("complete"):
        answer = yield from pages.next({**query, **place.query()}, wanted + place.ties)
        place.turn(pages, answer)
        known = {story.remote_id for story in answer.stories if story.known}
        fresh = sum(each not in known for each in pages.fresh) + answer.skipped
        wanted, most = wanted - fresh, most - 1
        kept["back"], kept["complete"] = place.kept(), pages.done
        if section is None:
            memory["left"] = max(0, int(memory.get("left") or 0) - fresh)
        yield state.remember()


def family(section: str, sections: Iterable[ParsedSection]) -> list[str]:
    """``section`` and all below it: the API's own filter knows no children. The tree may have circles."""
    children: dict[str, list[str]] = {}
    for each in sections:
        if each.parent is not None:
            children.setdefault(each.parent, []).append(each.remote_id)
    found, ahead = {section: None}, [section]
    while ahead:
        for child in children.get(ahead.pop(), ()):
            if child not in found:
                found[child] = None
                ahead.append(child)
    return list(found)


@dataclass(slots=True)
class _Place:
    """How far back a walk has come. ``before`` is the site's own date, as its database sorts by it and as it came."""

    before: str = ""
    after: str = ""  # how far back it has to go; "" to the beginning
    offset: int = 0
    ties: int = 0  # stories of the last page that come again with the next

    @classmethod
    def of(cls, kept: Any) -> _Place:
        if not isinstance(kept, Mapping):
            return cls()
        return cls(
            str(kept.get("before") or ""), str(kept.get("after") or ""),
            int(kept.get("offset") or 0), int(kept.get("ties") or 0),
        )  # fmt: skip

    def kept(self) -> dict[str, Any]:
        return {key: value for key, value in asdict(self).items() if value}

    def query(self) -> dict[str, object]:
        return {key: value for key, value in (("before", self.before), ("after", self.after)) if value}

    def turn(self, pages: Pages, answer: Answer) -> None:
        """Go behind the page that came."""
        oldest, newest = times.naive(answer.facts.get("oldest")), times.naive(answer.facts.get("newest"))
        here = times.naive(self.before)
        moved = False
        if oldest is not None and oldest != newest and (here is None or oldest + times.SECOND < here):
            moved, self.before = True, (oldest + times.SECOND).isoformat()
        pages.turn(moved=moved)
        self.offset = pages.offset
        self.ties = int(answer.facts.get("ties") or 0) if moved else 0
        end = times.utc(self.after)
        dates = [story.published for story in answer.stories if story.published is not None]
        if end is not None and dates and max(dates) < end:  # the server does not keep to ``after``, so we do
            pages.done = True
