"""The reader's marks: read, saved, how far read. Each deed is one batch in the journal and can be undone.

A mark is written to the state, to the journal and to the mirrors that lists and badges read, in one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from reader_app.records import Changes, StoryQuery
from reader_app.store.connection import Connection
from reader_app.store.lists import condition

FIELDS = ("read", "saved")
SHOWN = "shown"  # read because it was shown long enough: no deed that the reader would want to take back
_PART = 500  # bound values per statement


def mark(db: Connection, ids: Sequence[int], field: str, value: bool, *, deed: str, now: datetime) -> Changes:
    """Set one mark on stories; what has it already is left alone. Changes.deed is None where nothing changed."""
    wanted = list(dict.fromkeys(ids))
    known = _known(db, wanted)
    states = _states(db, wanted, field)
    moved = [(each, states.get(each, 0)) for each in wanted if each in known and states.get(each, 0) != value]
    if not moved:
        return Changes()
    batch = _batch(db, deed, now)
    _apply(db, batch, field, [(each, old, int(value)) for each, old in moved], now)
    return Changes(changed=tuple(each for each, _ in moved), sources=True, sections=True, deed=deed)


def mark_query_read(db: Connection, query: StoryQuery, *, now: datetime) -> Changes:
    """Mark read all that a list shows."""
    tables, where, values = condition(StoryQuery(query.section, query.source, True, query.saved))
    ids = [row[0] for row in db.run(f"select story.id from {tables} where {where}", values)]
    return mark(db, ids, "read", True, deed="mark-all-read", now=now)


def _known(db: Connection, ids: Sequence[int]) -> set[int]:
    return {row[0] for part in _parts(ids) for row in db.run(f"select id from story where id in ({_marks(part)})", part)}


def _states(db: Connection, ids: Sequence[int], field: str) -> dict[int, int]:
    return {
        row[0]: row[1]
        for part in _parts(ids)
        for row in db.run(f"select id, {_checked(field)} from state where id in ({_marks(part)})", part)
    }


def _parts(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + _PART] for start in range(0, len(ids), _PART))


def _marks(part: Sequence[int]) -> str:
    return ",".join("?" * len(part))


def _checked(field: str) -> str:
    if field not in FIELDS:
        raise ValueError(field)
    return field


def _batch(db: Connection, deed: str, now: datetime, undoes: int | None = None) -> int:
    return int(db.value(
        "insert into batch (at, device, deed, undone, undoes) select ?, device, ?, ?, ? from tally returning id",
        (int(now.timestamp() * 1000), deed, deed == SHOWN, undoes),
    ))


def _apply(db: Connection, batch: int, field: str, moves: Sequence[tuple[int, int, int]], now: datetime) -> None:
    """Write (story, old, new) rows to journal, state and mirrors."""
    column = _checked(field)
    at = int(now.timestamp() * 1000)
    db.many(
        "insert into journal (batch, story, field, old, new) values (?,?,?,?,?)",
        [(batch, story, field, old, new) for story, old, new in moves],
    )
    db.many(
        f"insert into state (id, {column}, marked) values (?,?,?) on conflict (id) do update set "
        f"{column} = excluded.{column}, marked = excluded.marked", [(story, new, at) for story, _, new in moves],
    )
    if field == "saved":
        db.many("update story set saved = ? where id = ?", [(new, story) for story, _, new in moves])
    else:
        db.many("update story set unread = listed and not ? where id = ?", [(new, story) for story, _, new in moves])
        db.many(
            "update placement set unread = not ? where place = (select place from story where id = ?)",
            [(new, story) for story, _, new in moves],
        )


# --- undo -------------------------------------------------------------------------------------------------

_UNDOABLE = "select id, deed from batch where undone = 0 and undoes is null order by id desc limit 1"
_REDOABLE = (  # an undo can be undone until the reader does something new
    "select id, undoes from batch where undone = 0 and undoes is not null "
    "and id > (select coalesce(max(id), 0) from batch where undoes is null and undone = 0) order by id desc limit 1"
)


def undoable(db: Connection) -> str | None:
    """The deed that undo would take back."""
    row = db.one(_UNDOABLE)
    return row[1] if row else None


def redoable(db: Connection) -> str | None:
    row = db.one(_REDOABLE)
    return db.value("select deed from batch where id = ?", (row[1],)) if row else None


def undo(db: Connection, *, now: datetime) -> Changes:
    """Take back the newest deed that was not taken back yet. Changes is empty where there is none."""
    row = db.one(_UNDOABLE)
    if row is None:
        return Changes()
    batch, deed = row
    back = _batch(db, deed, now, undoes=batch)
    db.run("update batch set undone = 1 where id = ?", (batch,))
    return _reverse(db, batch, back, now, deed)


def redo(db: Connection, *, now: datetime) -> Changes:
    """Do again what was undone last, as long as nothing else was done since."""
    row = db.one(_REDOABLE)
    if row is None:
        return Changes()
    undoing, original = row
    db.run("update batch set undone = 1 where id = ?", (undoing,))
    db.run("update batch set undone = 0 where id = ?", (original,))
    deed = db.value("select deed from batch where id = ?", (original,))
    return _reverse(db, undoing, undoing, now, deed)


def _reverse(db: Connection, batch: int, under: int, now: datetime, deed: str) -> Changes:
    rows = db.run("select story, field, old, new from journal where batch = ? order by id desc", (batch,))
    for field in FIELDS:
        moves = [(story, new, old) for story, where, old, new in rows if where == field]
        if moves:
            _apply(db, under, field, moves, now)
    return Changes(changed=tuple(dict.fromkeys(row[0] for row in rows)), sources=True, sections=True, deed=deed)


def keep_position(db: Connection, story: int, position: float, *, now: datetime) -> Changes:
    """How far the reader came in a story, 0 to 1. Not a deed: nothing to undo."""
    db.run(
        "insert into state (id, position, marked) values (?,?,?) on conflict (id) do update set position = excluded.position",
        (story, min(max(position, 0.0), 1.0), int(now.timestamp() * 1000)),
    )
    return Changes()
