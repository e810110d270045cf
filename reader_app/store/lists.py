"""Reading lists: headlines by place, newest first. Every list is one partial index read from its end."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from reader_app.records import Headline, Page, Popular, StoryQuery
from reader_app.store.connection import Connection, store_errors
from reader_app.store.stories import utc

_HEADLINE = (
    "select story.id, story.place, story.title, coalesce(section.name, ''), source.name, story.source, story.author, "
    "story.published, story.updated, story.url, story.saved, story.words, image.picture, story.protected, "
    "story.withdrawn, story.unread, story.listed, coalesce(state.read, 0) "
    "from story join source on source.id = story.source left join section on section.id = story.section "
    "left join image on image.id = story.lead left join state on state.id = story.id"
)


def condition(query: StoryQuery) -> tuple[str, str, tuple[Any, ...]]:
    """(tables, where, values) of a list; the column that orders it is ``story.place`` or ``placement.place``."""
    if query.section is not None:
        # Through the section: its rows are few and in order; whatever else is asked is looked up by place.
        where = ["placement.section = ?"]
        if query.unread:
            where.append("placement.unread = 1")
        if query.saved:
            where.append("story.saved = 1")
        if query.source is not None:
            where.append("story.source = ?")
        asked = (query.section,) if query.source is None else (query.section, query.source)
        return "placement join story on story.place = placement.place", " and ".join(where), asked
    where = []
    values: tuple[Any, ...] = ()
    if query.source is not None:
        where.append("story.source = ?")
        values = (query.source,)
    if query.saved:
        where.append("story.saved = 1")
        if query.unread:
            where.append("coalesce((select not read from state where state.id = story.id), 1)")
    elif query.unread:
        where.append("story.unread = 1")
    else:
        where.append("story.listed = 1")
    return "story", " and ".join(where), values


def places(db: Connection, query: StoryQuery, limit: int = -1) -> array[int]:
    """Where the list's stories stand, newest first: the list's snapshot, 8 bytes a story."""
    if query.section is not None and not query.saved and query.source is None:
        unread = " and unread = 1" if query.unread else ""
        sql = f"select place from placement where section = ?{unread} order by place desc limit ?"
        values: tuple[Any, ...] = (query.section,)
    else:
        tables, where, values = condition(query)
        order = "placement.place" if query.section is not None else "story.place"
        sql = f"select {order} from {tables} where {where} order by {order} desc limit ?"
    with store_errors():  # past the list of rows that `run` would make: a whole list is read here
        return array("q", [place for (place,) in db.raw.execute(sql, (*values, limit))])


def count(db: Connection, query: StoryQuery) -> int:
    """How many stories a list shows; from a counter where there is one."""
    if query.section is not None and not query.saved and query.source is None:
        column = "unread" if query.unread else "stories"
        return int(db.value(f"select {column} from section where id = ?", (query.section,)) or 0)
    if query.section is None and query.source is not None and not query.saved:
        column = "unread" if query.unread else "stories"
        return int(db.value(f"select {column} from source where id = ?", (query.source,)) or 0)
    if query.section is None and query.source is None and not (query.saved and query.unread):
        column = "saved" if query.saved else "unread" if query.unread else "stories"
        return int(db.value(f"select {column} from tally"))
    tables, where, values = condition(query)
    return int(db.value(f"select count(*) from {tables} where {where}", values))


def page(db: Connection, query: StoryQuery, limit: int) -> Page:
    """The first rows of a list."""
    with db.snapshot():
        return Page(tuple(headlines(db, places(db, query, limit))), count(db, query))


def headlines(db: Connection, wanted: Sequence[int]) -> list[Headline]:
    """The rows at these places, in their order; places that are empty by now are absent."""
    rows: dict[int, Headline] = {}
    for start in range(0, len(wanted), 500):
        part = list(wanted[start : start + 500])
        marks = ",".join("?" * len(part))
        rows |= {row[1]: headline(row) for row in db.run(f"{_HEADLINE} where story.place in ({marks})", part)}
    return [rows[each] for each in wanted if each in rows]


def headlines_of(db: Connection, ids: Sequence[int]) -> list[Headline]:
    """The rows of these stories, in their order."""
    rows: dict[int, Headline] = {}
    for start in range(0, len(ids), 500):
        part = list(ids[start : start + 500])
        marks = ",".join("?" * len(part))
        rows |= {row[0]: headline(row) for row in db.run(f"{_HEADLINE} where story.id in ({marks})", part)}
    return [rows[each] for each in ids if each in rows]


def headline(row: Sequence[Any]) -> Headline:
    return Headline(
        id=row[0], place=row[1], title=row[2], section=row[3], source=row[4], source_id=row[5], author=row[6],
        published=datetime.fromtimestamp(row[7], UTC), updated=utc(row[8]), url=row[9], saved=bool(row[10]),
        words=row[11], picture=row[12], protected=bool(row[13]), withdrawn=bool(row[14]), read=bool(row[17]),
    )


def popular(db: Connection, limit: int) -> list[Popular]:
    """The publishers' own rankings, rank by rank; only stories that can be opened."""
    rows = db.run(
        "select popular.rank, popular.story from popular join source on source.id = popular.source and source.removed = 0 "
        "join story on story.id = popular.story where story.listed = 1 order by popular.rank, popular.source limit ?", (limit,),
    )
    found = {each.id: each for each in headlines_of(db, [row[1] for row in rows])}
    return [Popular(at, found[row[1]]) for at, row in enumerate(rows, 1) if row[1] in found]


def next_unread(db: Connection, query: StoryQuery, after: int) -> int | None:
    """The place of the next older unread story of the list, else of its newest one."""
    unread = StoryQuery(query.section, query.source, True, query.saved)
    tables, where, values = condition(unread)
    order = "placement.place" if query.section is not None else "story.place"
    sql = f"select {order} from {tables} where {where}"
    older = db.value(f"{sql} and {order} < ? order by {order} desc limit 1", (*values, after))
    newest = db.value(f"{sql} order by {order} desc limit 1", values)
    return older if older is not None else newest if newest != after else None
