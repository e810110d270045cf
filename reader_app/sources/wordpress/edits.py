"""Stories that were edited since the last sync.

Asked in the order of their edits, the oldest first: so what was seen moves on page by page, and a story edited
meanwhile comes once more at the end. Only stories published before the last sync: later ones are new, and read anyway.
"""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime, timedelta

from reader_app.sources.protocol import Answer, Move
from reader_app.sources.wordpress import times
from reader_app.sources.wordpress.paging import POSTS, Pages, ask
from reader_app.sources.wordpress.state import Part, State

MANY = 500  # edits: a plugin has touched the whole archive; those of stories we never read are not wanted
FAR = timedelta(days=3 * 365)


def edits(state: State, since: datetime, published: datetime) -> Part:
    """All edited after ``since`` of those published up to ``published``."""
    if state.memory.get("plain") is None:
        state.memory["plain"] = yield from _ignores_filter(state)
    if state.memory["plain"]:
        yield from _latest_edits(state, since, published)
        return
    query: dict[str, object] = {"before": times.stamp(published), "orderby": "modified", "order": "asc"}
    pages = Pages(state.base, state.seen)
    bound, in_order = since, True
    while not pages.done:
        answer = yield from pages.next({**query, "modified_after": times.stamp(bound)})
        moments = [story.modified for story in answer.stories if story.modified is not None]
        if 2 * sum(moment <= bound for moment in moments) > len(moments):
            state.memory["plain"] = True  # a cache in front of the site drops the question
            yield from _latest_edits(state, since, published)
            return
        in_order = in_order and moments == sorted(moments)
        if answer.total is not None and answer.total > MANY and not state.memory.get("complete"):
            query["after"] = (state.memory.get("back") or {}).get("before") or times.stamp(since)
        moved = in_order and bool(moments) and moments[0] < moments[-1] and bound < moments[-1] - times.SECOND
        if moved:
            bound = moments[-1] - times.SECOND
        pages.turn(moved=moved)
        if in_order or pages.done:
            state.note("modified", moments, answer)
            yield state.remember()


def _ignores_filter(state: State) -> Generator[Move, Answer | None, bool]:
    """Whether the site is too old for modified_after (before 5.7): then it names stories edited in the far future."""
    latest = times.utc(state.memory.get("modified")) or state.following.now
    query = {"modified_after": times.stamp(latest + FAR), "_fields": "id", "per_page": 1}
    answer = yield from ask(state.base, POSTS, query, "presence")
    return answer.error is not None or bool(answer.present)


def _latest_edits(state: State, since: datetime, published: datetime) -> Part:
    """For a site that only sorts: backwards until we come to what was there before."""
    query = {"before": times.stamp(published), "orderby": "modified", "order": "desc"}
    pages = Pages(state.base, state.seen)
    latest: list[datetime] = []
    while not pages.done:
        answer = yield from pages.next(query)
        moments = [story.modified for story in answer.stories if story.modified is not None]
        latest += moments
        pages.turn(moved=False)
        if pages.done or not moments or min(moments) <= since:
            state.note("modified", latest, answer)  # only now: cut short, all of it is asked again
            yield state.remember()
            return
