"""The store: every read and write of a profile's database, each call one transaction, from any thread."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, tzinfo
from typing import Any

from reader_app.errors import NotFound
from reader_app.paths import Paths
from reader_app.records import (
    Changes,
    Failure,
    Headline,
    Offer,
    Order,
    Page,
    ParsedSection,
    PictureWanted,
    Popular,
    Ranked,
    SearchPage,
    Section,
    Source,
    Story,
    StoryQuery,
    StoryToSave,
    ToConvert,
    story_id,
)
from reader_app.store import doctor, lists, marks, pages, pictures, search, sources, stories
from reader_app.store.connection import Connection, Connections
from reader_app.store.opening import back_up, open_store

Listener = Callable[[Changes], None]
KNOWN = 20_000  # a source's newest stories whose hashes a worker is given; older ones are compared at writing


def now() -> datetime:
    return datetime.now(UTC)


class Store:
    """One profile's store, open. Each write tells the listeners what changed, once, after it is committed."""

    def __init__(self, paths: Paths, *, device: str = "", clock: Callable[[], datetime] = now) -> None:
        self.paths = paths
        self.clock = clock
        self._connections: Connections = open_store(paths, device)
        self._listeners: list[Listener] = []
        self._seen = threading.Lock()
        with self._connections.reading() as db:
            self._writes = int(db.value("select writes from tally"))

    def close(self) -> None:
        self._connections.close()

    # --- transactions -------------------------------------------------------------------------------------

    def watch(self, listener: Listener) -> None:
        """Call ``listener`` with the Changes of every committed write, on the thread that wrote."""
        self._listeners.append(listener)

    def tell(self, changes: Changes) -> Changes:
        if changes:
            for listener in self._listeners:
                listener(changes)
        return changes

    def reading(self) -> Any:
        """A connection for reads: ``with store.reading() as db``."""
        return self._connections.reading()

    @contextmanager
    def _writing(self, *, urgent: bool = False) -> Iterator[Connection]:
        """One write transaction; urgent ones are the reader's marks: they overtake, and are on the disk when it ends."""
        foreign = False
        with self._connections.lane.turn(urgent=urgent):
            db = self._connections.state if urgent else self._connections.content
            db.run("begin immediate")
            try:
                yield db
                writes = int(db.value("update tally set writes = writes + 1 returning writes"))
                db.run("commit")
            except BaseException:
                if db.raw.in_transaction:
                    db.run("rollback")
                raise
            with self._seen:
                foreign = writes != self._writes + 1
                self._writes = writes
        if foreign:
            self.tell(Changes(foreign=True))

    def _write(self, work: Callable[[Connection], Changes], *, urgent: bool = False) -> Changes:
        with self._writing(urgent=urgent) as db:
            changes = work(db)
        return self.tell(changes)

    def look_around(self) -> Changes:
        """Whether another process wrote since the last look; then the listeners are told, too."""
        with self.reading() as db, self._seen:
            writes = int(db.value("select writes from tally"))
            foreign = writes > self._writes
            self._writes = max(writes, self._writes)
        return self.tell(Changes(foreign=foreign))

    # --- the reader's deeds -------------------------------------------------------------------------------

    def mark(self, ids: Sequence[int], field: str, value: bool, deed: str) -> Changes:
        return self._write(lambda db: marks.mark(db, ids, field, value, deed=deed, now=self.clock()), urgent=True)

    def mark_query_read(self, query: StoryQuery) -> Changes:
        return self._write(lambda db: marks.mark_query_read(db, query, now=self.clock()), urgent=True)

    def undo(self) -> Changes:
        return self._write(lambda db: marks.undo(db, now=self.clock()), urgent=True)

    def redo(self) -> Changes:
        return self._write(lambda db: marks.redo(db, now=self.clock()), urgent=True)

    def keep_position(self, story: int, position: float) -> Changes:
        return self._write(lambda db: marks.keep_position(db, story, position, now=self.clock()), urgent=True)

    def undoable(self) -> str | None:
        with self.reading() as db:
            return marks.undoable(db)

    def redoable(self) -> str | None:
        with self.reading() as db:
            return marks.redoable(db)

    # --- lists, pages, search -----------------------------------------------------------------------------

    def page(self, query: StoryQuery, limit: int) -> Page:
        with self.reading() as db:
            return lists.page(db, query, limit)

    def places(self, query: StoryQuery) -> array[int]:
        with self.reading() as db:
            return lists.places(db, query)

    def count_of(self, query: StoryQuery) -> int:
        with self.reading() as db:
            return lists.count(db, query)

    def headlines(self, places: Sequence[int]) -> list[Headline]:
        with self.reading() as db:
            return lists.headlines(db, places)

    def headlines_of(self, ids: Sequence[int]) -> list[Headline]:
        with self.reading() as db:
            return lists.headlines_of(db, ids)

    def popular(self, limit: int) -> list[Popular]:
        with self.reading() as db:
            return lists.popular(db, limit)

    def next_unread(self, query: StoryQuery, after: int) -> int | None:
        with self.reading() as db:
            return lists.next_unread(db, query, after)

    def story(self, identity: int) -> Story:
        with self.reading() as db:
            return pages.story(db, identity)

    def story_at(self, url: str) -> int | None:
        with self.reading() as db:
            return pages.story_at(db, stories.url_key(url))

    def search(
        self, text: str, *, order: Order, limit: int, offset: int, prefix: bool, zone: tzinfo | None
    ) -> SearchPage:
        with self.reading() as db:
            return search.search(db, text, order=order, limit=limit, offset=offset, prefix=prefix, zone=zone)

    # --- sources and sections -----------------------------------------------------------------------------

    def sources(self, *, removed: bool = False) -> list[Source]:
        with self.reading() as db:
            return sources.sources(db, removed=removed)

    def source(self, number: int) -> Source:
        with self.reading() as db:
            return sources.source(db, number)

    def source_named(self, name: str) -> Source:
        with self.reading() as db:
            return sources.source_named(db, name)

    def remote_sections(self, source: int, section: int) -> list[str]:
        """What the source calls a section of ours."""
        with self.reading() as db:
            rows = db.run("select remote_id from source_section where source = ? and section = ?", (source, section))
        return [row[0] for row in rows]

    def sections(self) -> list[Section]:
        with self.reading() as db:
            return sources.sections(db)

    def section_named(self, name: str) -> Section:
        with self.reading() as db:
            number = sources.section_named(db, name)
            for each in sources.sections(db):
                if each.id == number:
                    return each
        raise NotFound("section", name)

    def follow(self, offer: Offer, section: str | None) -> Source:
        with self._writing(urgent=True) as db:
            number = sources.follow(db, offer, section, self.clock())
        self.tell(Changes(sources=True, sections=section is not None))
        return self.source(number)

    def pause(self, source: int, paused: bool) -> Changes:
        return self._write(lambda db: sources.pause(db, source, paused), urgent=True)

    def remove(self, source: int) -> Changes:
        """Follow a source no longer: its saved, noted and half-read stories stay. In short transactions, resumable."""
        with self._writing(urgent=True) as db:
            db.run("update source set removed = 1 where id = ? and removed = 0", (source,))
            if not db.changed():
                raise NotFound("source", str(source))
        gone: list[int] = []
        while part := self._remove_some(source):
            gone.extend(part)
        self.collect_pictures()
        return self.tell(Changes(gone=tuple(gone), sources=True, sections=True, popular=True))

    def _remove_some(self, source: int) -> list[int]:
        with self._writing() as db:
            db.run("delete from popular where source = ?", (source,))
            rows = db.run(
                "select place, id, coalesce((select saved or noted or (position > 0 and position < ?) from state "
                "where state.id = story.id), 0) from story where source = ? and listed = 1 limit 200",
                (stories.READ_TO_THE_END, source),
            )
            stories.delete(db, [place for place, _, kept in rows if not kept])
            for place, _, kept in rows:
                if kept:
                    db.run("update story set listed = 0, unread = 0 where place = ?", (place,))
                    db.run("delete from placement where place = ?", (place,))
            if not rows:
                hidden = db.run(
                    "select place, id from story where source = ? and withdrawn = 1 and saved = 0 limit 200", (source,)
                )
                stories.delete(db, [row[0] for row in hidden])
                return [row[1] for row in hidden]
        return [identity for _, identity, _ in rows]

    def rename_source(self, source: int, name: str) -> Changes:
        def work(db: Connection) -> Changes:
            db.run("update source set name = ? where id = ?", (" ".join(name.split())[:200], source))
            return Changes(sources=True)

        return self._write(work, urgent=True)

    def order_sections(self, ids: Sequence[int]) -> Changes:
        return self._write(lambda db: sources.order_sections(db, ids), urgent=True)

    def hide_section(self, section: int, hidden: bool) -> Changes:
        return self._write(lambda db: sources.hide_section(db, section, hidden), urgent=True)

    # --- what the sync asks and writes (sync.ports.SyncStore) ---------------------------------------------

    def known(self, source_id: int) -> dict[int, int]:
        """Identity → hash of the source's newest stories, withdrawn ones too (at most `KNOWN`)."""
        with self.reading() as db:
            return dict(db.run(
                "select id, hash from story where place in (select place from story where source = ? order by place desc "
                "limit ?)", (source_id, KNOWN),
            ))

    def withdrawn(self, source_id: int) -> set[str]:
        with self.reading() as db:
            rows = db.run("select remote_id from story where source = ? and withdrawn = 1", (source_id,))
        return {row[0] for row in rows}

    def count(self, source_id: int) -> int:
        with self.reading() as db:
            return int(db.value("select count(*) from story where source = ? and withdrawn = 0", (source_id,)))

    def failures(self, source_id: int) -> int:
        with self.reading() as db:
            return sources.failures(db, source_id)

    def recent_remote_ids(self, source_id: int, limit: int) -> list[str]:
        with self.reading() as db:
            rows = db.run(
                "select remote_id from story where source = ? and listed = 1 and withdrawn = 0 order by place desc limit ?",
                (source_id, limit),
            )
        return [row[0] for row in rows]

    def remote_ids_after(self, source_id: int, after: str, limit: int) -> list[str]:
        """The next stories in turn, the oldest first; from the first one for ``""`` or a story that is gone."""
        with self.reading() as db:
            key = db.value("select key from source where id = ?", (source_id,))
            place = db.value("select place from story where id = ?", (story_id(key, after),)) if after else None
            rows = db.run(
                "select remote_id from story where source = ? and listed = 1 and withdrawn = 0 and place > ? "
                "order by place limit ?", (source_id, place or 0, limit),
            )
        return [row[0] for row in rows]

    def stored_remote_ids(self, source_id: int, remote_ids: Sequence[str]) -> set[str]:
        with self.reading() as db:
            key = db.value("select key from source where id = ?", (source_id,))
            known = {identity for _, identity in stories.places_of(db, key, remote_ids)}
            gone = {row[0] for row in db.run("select id from story where source = ? and withdrawn = 1", (source_id,))}
        return {each for each in remote_ids if story_id(key, each) in known - gone}

    def wanted_pictures(self, limit: int, now: datetime) -> list[PictureWanted]:
        with self.reading() as db:
            return pages.wanted_pictures(db, limit, now)

    def unconverted(self, version: int, limit: int) -> list[ToConvert]:
        with self.reading() as db:
            return pages.unconverted(db, version, limit)

    def to_convert(self, identity: int) -> ToConvert:
        with self.reading() as db:
            return pages.to_convert(db, pages.place_of(db, identity))

    def save_batch(self, source_id: int, batch: Sequence[StoryToSave]) -> Changes:
        return self._write(lambda db: stories.save_batch(db, source_id, batch, self.clock()))

    def save_sections(self, source_id: int, parsed: Sequence[ParsedSection]) -> Changes:
        return self._write(lambda db: sources.save_sections(db, source_id, parsed))

    def save_ranking(self, source_id: int, ranking: Sequence[Ranked]) -> Changes:
        return self._write(lambda db: sources.save_ranking(db, source_id, ranking))

    def remember(self, source_id: int, memory: Mapping[str, Any]) -> None:
        with self._writing() as db:
            sources.remember(db, source_id, memory)

    def reconfigure(self, source_id: int, config: Mapping[str, Any]) -> None:
        with self._writing() as db:
            sources.reconfigure(db, source_id, config)

    def withdraw(self, source_id: int, remote_ids: Sequence[str]) -> Changes:
        return self._write(lambda db: stories.withdraw(db, self._key(db, source_id), remote_ids))

    def bring_back(self, source_id: int, remote_ids: Sequence[str]) -> Changes:
        return self._write(lambda db: stories.bring_back(db, source_id, self._key(db, source_id), remote_ids))

    def _key(self, db: Connection, source_id: int) -> str:
        return str(db.value("select key from source where id = ?", (source_id,)))

    def outcome(self, source_id: int, at: datetime, failure: Failure | None, next_try: datetime | None) -> Changes:
        return self._write(lambda db: sources.outcome(db, source_id, at, failure, next_try))

    def save_picture(self, image_id: int, name: str, width: int, height: int, size: int) -> Changes:
        return self._write(lambda db: pages.save_picture(db, image_id, name, width, height, size))

    def picture_failed(self, image_id: int, reason: str, next_try: datetime | None) -> Changes:
        return self._write(lambda db: pages.picture_failed(db, image_id, reason, next_try))

    def save_markdown(self, rows: Sequence[tuple[int, int, str]]) -> Changes:
        return self._write(lambda db: pages.save_markdown(db, rows))

    # --- upkeep -------------------------------------------------------------------------------------------

    def collect_pictures(self) -> int:
        """Remove pictures that no story shows any more, files and all; how many."""
        with self._writing() as db:
            return pictures.collect(db, self.paths)

    def settle(self, stop: Callable[[], bool]) -> None:
        """Keep the index in shape in short steps, until done or ``stop()``."""
        with self.reading() as db:
            due = db.value("select newest from tally") > search.NEWEST_MOST
        while due and not stop():
            with self._writing() as db:
                due = search.settle(db)
        more = True
        while more and not stop():
            with self._writing() as db:
                more = search.merge(db)

    def examine(self, *, mend: bool = True) -> list[doctor.Finding]:
        """What is wrong with the store; counters and mirrors that disagree are rebuilt with ``mend``."""
        with self.reading() as db:
            findings = doctor.examine(db, self.paths)
        if mend and any(each.mendable for each in findings):
            with self._writing() as db:
                doctor.mend(db)
                doctor.mend_pictures(db, self.paths)
            self.tell(Changes(sources=True, sections=True))
        if mend and any(each.what == "index" for each in findings):
            self.rebuild_index()
        return findings

    def rebuild_index(self) -> None:
        """Make the search index anew from the stored texts, in short transactions."""
        with self._writing() as db:
            search.clear(db)
        at: int | None = 0
        while at is not None:
            with self._writing() as db:
                at = search.rebuild(db, at)

    def back_up(self, to: Any) -> None:
        """A verified copy of the store at the path ``to``. Raises StoreError, OSError."""
        with self.reading() as db:
            back_up(db, to)

    # --- validators (sync.ports.Validators) ---------------------------------------------------------------

    def get(self, url: str) -> tuple[str | None, str | None] | None:
        with self.reading() as db:
            row = db.one("select etag, modified from validator where url = ?", (url,))
        return (row[0], row[1]) if row else None

    def put(self, url: str, etag: str | None, last_modified: str | None) -> None:
        with self._writing() as db:
            db.run(
                "insert into validator values (?,?,?,?) on conflict (url) do update set etag = excluded.etag, "
                "modified = excluded.modified", (url, etag, last_modified, int(self.clock().timestamp())),
            )
