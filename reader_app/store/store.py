"""The store: every read and write of a profile's database, each call one transaction, from any thread."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, tzinfo
from typing import Any

from reader_app.errors import NotFound
from reader_app.paths import Paths
from reader_app.records import (
    Changes,
    Headline,
    Offer,
    Order,
    Page,
    Popular,
    SearchPage,
    Section,
    Shelf,
    Source,
    Story,
    StoryQuery,
)
from reader_app.store import doctor, editing, lists, marks, pages, pictures, search, sources, stories, teasers
from reader_app.store.connection import Connection, Connections
from reader_app.store.opening import back_up, open_store
from reader_app.store.sync_side import SyncSide

Listener = Callable[[Changes], None]


def now() -> datetime:
    return datetime.now(UTC)


class Store(SyncSide):
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
            teasers.forget(db, [identity for _, identity, kept in rows if not kept])
            for place, _, kept in rows:
                if kept:
                    db.run("update story set listed = 0, unread = 0 where place = ?", (place,))
                    db.run("delete from placement where place = ?", (place,))
            if not rows:
                hidden = db.run(
                    "select place, id from story where source = ? and withdrawn = 1 and saved = 0 limit 200", (source,)
                )
                stories.delete(db, [row[0] for row in hidden])
                teasers.forget(db, [row[1] for row in hidden])
                return [row[1] for row in hidden]
        return [identity for _, identity, _ in rows]

    def rename_source(self, source: int, name: str) -> Changes:
        def work(db: Connection) -> Changes:
            db.run("update source set name = ? where id = ?", (" ".join(name.split())[:200], source))
            return Changes(sources=True)

        return self._write(work, urgent=True)

    def same_site(self, offer: Offer) -> Source | None:
        """The source by which the offered site is followed already, this way or another."""
        return editing.same_site(offer, self.sources())

    def switch(self, source: int, offer: Offer) -> Source:
        """Reach a followed site another way; its stories stay what they are."""
        self._write(lambda db: editing.switch(db, source, offer), urgent=True)
        return self.source(source)

    def change_source(self, source: int, **values: Any) -> Changes:
        """Set ``fulltext``, ``every``, ``config`` … of a source. Raises NotFound."""
        return self._write(lambda db: editing.change(db, source, **values), urgent=True)

    def ask_texts_again(self, source: int) -> None:
        with self._writing() as db:
            teasers.ask_again(db, source)

    def shelves(self, source: int) -> list[Shelf]:
        with self.reading() as db:
            return editing.shelves(db, source)

    def map_section(self, source: int, remote_id: str, name: str) -> Changes:
        """The source's section ``remote_id`` is our section ``name`` from now on, and for what is stored. Raises NotFound."""
        with self._writing(urgent=True) as db:
            before, after = editing.map_section(db, source, remote_id, name)
        if any(each.section == before for each in self.shelves(source)):
            return self.tell(Changes(sources=True, sections=True))  # what is stored could be the other's: it stays
        return self._reshelve(source, before, after)

    def put_all_in(self, source: int, name: str | None) -> Changes:
        """All stories of a source go into the section ``name``; None: into the publisher's own from now on."""
        with self._writing(urgent=True) as db:
            after = sources.section_of(db, name) if name else None
            editing.change(db, source, section=after)
        return self.tell(Changes(sources=True)) if after is None else self._reshelve(source, None, after)

    def _reshelve(self, source: int, before: int | None, after: int) -> Changes:
        start: int | None = 0
        moved: list[int] = []
        while start is not None:
            with self._writing() as db:
                start, some = editing.reshelve(db, source, before, after, start)
            moved += some
        return self.tell(Changes(changed=tuple(moved), sources=True, sections=True))

    def order_sections(self, ids: Sequence[int]) -> Changes:
        return self._write(lambda db: sources.order_sections(db, ids), urgent=True)

    def hide_section(self, section: int, hidden: bool) -> Changes:
        return self._write(lambda db: sources.hide_section(db, section, hidden), urgent=True)

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
