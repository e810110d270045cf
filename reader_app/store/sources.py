"""Sources and sections: following, pausing, removing; which section of ours a publisher's section is.

Every function that writes runs inside a write transaction of its caller.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from reader_app.content.fold import fold
from reader_app.errors import AlreadyThere, NotFound
from reader_app.records import Changes, Failure, Offer, ParsedSection, Ranked, Section, Source, story_id
from reader_app.store import traffic
from reader_app.store.connection import Connection
from reader_app.store.tables import SectionTable, SourceTable

DEEPEST = 16  # sections above each other; a publisher's tree may hold a cycle


class Placing:
    """Where the stories of one source go."""

    def __init__(self, ours: Mapping[str, int], parents: Mapping[int, int | None], only: int | None) -> None:
        self._ours, self._parents, self._only = ours, parents, only

    def own(self, remote_ids: Iterable[str]) -> list[int]:
        """Our sections for a story's, in its order."""
        if self._only is not None:
            return [self._only]
        return list(dict.fromkeys(self._ours[each] for each in remote_ids if each in self._ours))

    def above(self, own: Sequence[int]) -> list[int]:
        """These sections and all above them."""
        found: dict[int, None] = {}
        for section in own:
            at: int | None = section
            for _ in range(DEEPEST):
                if at is None or (at in found and at != section):
                    break
                found[at] = None
                at = self._parents.get(at)
        return list(found)


def placing(db: Connection, source: int) -> Placing:
    ours: dict[str, int] = dict(db.run("select remote_id, section from source_section where source = ?", (source,)))
    parents: dict[int, int | None] = dict(db.run("select id, parent from section"))
    return Placing(ours, parents, db.value("select section from source where id = ?", (source,)))


# --- sources ----------------------------------------------------------------------------------------------


def sources(db: Connection, *, removed: bool = False) -> list[Source]:
    query = SourceTable.select().order_by(SourceTable.name, SourceTable.id)
    if not removed:
        query = query.where(SourceTable.removed == 0)
    counts: dict[int, int] = dict(
        db.run("select source, count(distinct section) from source_section group by source")
    )
    week = traffic.week(db, datetime.now(UTC))
    return [_source(row, counts.get(row.id, 0), *week.get(row.id, (0, 0))) for row in query.execute(db.database)]


def source(db: Connection, number: int) -> Source:
    """The source, also a removed one. Raises NotFound."""
    for each in sources(db, removed=True):
        if each.id == number:
            return each
    raise NotFound("source", str(number))


def source_named(db: Connection, name: str) -> Source:
    """By id, name or address, as a person would say it. Raises NotFound."""
    everyone = sources(db)
    wanted = fold(name).strip()
    bare = name.strip().rstrip("/").removeprefix("https://").removeprefix("http://").lower()
    for test in (
        lambda each: str(each.id) == name.strip(),
        lambda each: fold(each.name).strip() == wanted,
        lambda each: each.url.rstrip("/").removeprefix("https://").removeprefix("http://").lower() == bare,
        lambda each: each.key == name,
    ):
        found = [each for each in everyone if test(each)]
        if len(found) == 1:
            return found[0]
    raise NotFound("source", name)


def _source(row: Any, sections: int, week_stories: int, week_bytes: int) -> Source:
    return Source(
        id=row.id, key=row.key, kind=row.kind, name=row.name, url=row.url, sections=sections, stories=row.stories,
        unread=row.unread, paused=row.paused, removed=row.removed, last_sync=_moment(row.last_sync),
        last_error=Failure(**row.failure) if row.failure else None, next_try=_moment(row.next_try),
        config=row.config, memory=row.memory, fulltext=row.fulltext, every=row.every, section=row.section,
        week_stories=week_stories, week_bytes=week_bytes,
    )


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def follow(db: Connection, offer: Offer, section: str | None, now: datetime) -> int:
    """Follow what is offered; a source once removed is followed again. Raises AlreadyThere."""
    old = db.one("select id, removed from source where key = ?", (offer.key,))
    if old and not old[1]:
        raise AlreadyThere("source", offer.name)
    chosen = section_of(db, section) if section else None
    if old:
        db.run(
            "update source set removed = 0, paused = 0, kind = ?, name = ?, url = ?, config = ?, section = ?, memory = '{}', "
            "failure = null, failures = 0, next_try = null where id = ?",
            (offer.kind, offer.name, offer.url, json.dumps(dict(offer.config)), chosen, old[0]),
        )
        _list_again(db, old[0])
        return int(old[0])
    row = SourceTable.insert(
        key=offer.key, kind=offer.kind, name=offer.name, url=offer.url, config=dict(offer.config), section=chosen,
        added=int(now.timestamp()),
    )
    return int(row.execute(db.database))


def _list_again(db: Connection, number: int) -> None:
    """The saved stories that outlived their source's removal are ordinary stories again."""
    where = placing(db, number)
    for place, sections, read in db.run(
        "select place, sections, coalesce((select read from state where state.id = story.id), 0) from story "
        "where source = ? and listed = 0 and withdrawn = 0", (number,),
    ):
        db.run("update story set listed = 1, unread = ? where place = ?", (not read, place))
        rows = [(each, place, int(not read)) for each in where.above([int(own) for own in sections.split()])]
        db.many("insert or ignore into placement values (?,?,?)", rows)


def pause(db: Connection, number: int, paused: bool) -> Changes:
    db.run("update source set paused = ?, next_try = null where id = ? and removed = 0", (paused, number))
    if not db.changed():
        raise NotFound("source", str(number))
    return Changes(sources=True)


def remember(db: Connection, number: int, memory: Mapping[str, Any]) -> None:
    db.run("update source set memory = ? where id = ?", (json.dumps(dict(memory)), number))


def reconfigure(db: Connection, number: int, config: Mapping[str, Any]) -> None:
    db.run("update source set config = ? where id = ?", (json.dumps(dict(config)), number))


def outcome(db: Connection, number: int, at: datetime, failure: Failure | None, next_try: datetime | None) -> Changes:
    """How a sync of the source ended."""
    moment = int(at.timestamp())
    if failure is None:
        db.run(
            "update source set last_sync = ?, failure = null, failures = 0, next_try = null where id = ?", (moment, number)
        )
    else:
        db.run(
            "update source set failure = ?, failures = failures + 1, next_try = ? where id = ?",
            (json.dumps(dataclasses.asdict(failure)), int(next_try.timestamp()) if next_try else None, number),
        )
    return Changes(sources=True)


def failures(db: Connection, number: int) -> int:
    """Syncs in a row that failed."""
    return int(db.value("select failures from source where id = ?", (number,)) or 0)


# --- sections ---------------------------------------------------------------------------------------------


def sections(db: Connection) -> list[Section]:
    """All sections that hold stories or were ordered by the reader, in the reader's order."""
    query = SectionTable.select().order_by(SectionTable.position, SectionTable.id)
    return [
        Section(row.id, row.name, row.parent, row.position, row.hidden, row.stories, row.unread)
        for row in query.execute(db.database)
    ]


def section_named(db: Connection, name: str) -> int | None:
    return db.value("select id from section where folded = ?", (fold(name).strip(),))  # type: ignore[no-any-return]


def save_sections(db: Connection, number: int, parsed: Sequence[ParsedSection]) -> Changes:
    """What the source calls its sections now. Renamed ones are followed; order and hiding are the reader's."""
    before = db.run("select remote_id, section from source_section where source = ? order by remote_id", (number,))
    names = {each.remote_id: each for each in parsed}
    ours: dict[str, int] = {}

    def ours_of(remote: str, depth: int) -> int | None:
        if remote in ours:
            return ours[remote]
        each = names.get(remote)
        if each is None or depth > DEEPEST:
            return None
        parent = ours_of(each.parent, depth + 1) if each.parent and each.parent != remote else None
        ours.setdefault(remote, _section_id(db, each.name, parent))
        return ours[remote]

    for each in parsed:
        if each.name.strip():
            ours_of(each.remote_id, 0)
    db.many(
        "insert into source_section (source, remote_id, parent, section, name) values (?,?,?,?,?) on conflict "
        "(source, remote_id) do update set parent = excluded.parent, name = excluded.name, "
        "section = case when chosen then section else excluded.section end",
        [
            (number, remote, (told := names[remote]).parent, section, " ".join(told.name.split()))
            for remote, section in ours.items()
        ],
    )
    after = db.run("select remote_id, section from source_section where source = ? order by remote_id", (number,))
    return Changes(sections=before != after, sources=before != after)


def _section_id(db: Connection, name: str, parent: int | None) -> int:
    """The section of that name, made where there is none. A parent is taken on once, and never in a circle."""
    name = " ".join(name.split())
    folded = fold(name).strip() or name
    row = db.one("select id, parent from section where folded = ?", (folded,))
    if row is None:
        insert = SectionTable.insert(
            name=name, folded=folded, parent=parent,
            hidden=parent is not None,  # a tab of its own if the reader wants; its stories are in the parent's, too
            position=(db.value("select max(position) from section") or 0) + 1,
        )
        return int(insert.execute(db.database))
    number, known = row
    if parent is not None and known is None and parent not in _below(db, number):
        db.run("update section set parent = ? where id = ?", (parent, number))
    return int(number)


def section_of(db: Connection, name: str) -> int:
    """The section of ours with that name, made where there is none."""
    return _section_id(db, name, None)


def _below(db: Connection, number: int) -> set[int]:
    """The section and all under it."""
    parents = db.run("select id, parent from section where parent is not null")
    found = {number}
    for _ in range(DEEPEST):
        found |= {child for child, parent in parents if parent in found}
    return found


def order_sections(db: Connection, ids: Sequence[int]) -> Changes:
    """Put these sections first, in this order; the others follow as they were."""
    others = [row[0] for row in db.run("select id from section order by position, id") if row[0] not in set(ids)]
    db.many("update section set position = ? where id = ?", [(at, each) for at, each in enumerate([*ids, *others])])
    return Changes(sections=True)


def hide_section(db: Connection, number: int, hidden: bool) -> Changes:
    db.run("update section set hidden = ? where id = ?", (hidden, number))
    return Changes(sections=True)


def save_ranking(db: Connection, number: int, ranking: Sequence[Ranked]) -> Changes:
    """The publisher's own ranking, in place of the last one."""
    key = db.value("select key from source where id = ?", (number,))
    rows = [(number, rank, story_id(key, each.remote_id)) for rank, each in enumerate(ranking, 1)]
    if rows == db.run("select source, rank, story from popular where source = ? order by rank", (number,)):
        return Changes()
    db.run("delete from popular where source = ?", (number,))
    db.many("insert into popular values (?,?,?)", rows)
    return Changes(popular=True)
