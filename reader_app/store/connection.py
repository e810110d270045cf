"""Connections to the store's file: two for writing, taken in turn, and a few for reading.

Writing is one lane: whoever writes takes the lane, and marks of the reader overtake waiting batches. Within the lane
there are two connections to the same file: one that syncs the disk on every commit, for the reader's marks
(``synchronous=FULL``), and one that does not, for content that can be fetched again (``NORMAL``: in WAL mode it
loses at most the newest commits on a power cut and is never damaged by it).
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw
from peewee import DatabaseError
from playhouse.apsw_ext import APSWDatabase

from reader_app.errors import StoreBusy, StoreDamaged, StoreError, StoreFull, StoreReadOnly
from reader_app.store.schema import PAGE_SIZE

READERS = 4
BUSY_SECONDS = 20  # another process's batch takes milliseconds; this long means it hangs
CONTENT_CHECKPOINT = 1000  # pages in the WAL after which a content commit also checkpoints
STATE_CHECKPOINT = 20_000  # a mark of the reader should not pay for a sync's checkpoint

Rows = list[tuple[Any, ...]]


@contextmanager
def store_errors() -> Iterator[None]:
    """Errors of peewee and apsw become StoreErrors where the reader could act; bugs pass through."""
    try:
        yield
    except (DatabaseError, apsw.Error) as error:
        known = _known(error)
        if known is None:
            raise
        raise known from error


def _known(error: BaseException) -> StoreError | None:
    cause = getattr(error, "orig", error)  # peewee keeps the error of apsw that it stands for
    match cause:
        case apsw.FullError():
            return StoreFull()
        case apsw.ReadOnlyError() | apsw.CantOpenError() | apsw.PermissionsError():
            return StoreReadOnly()
        case apsw.BusyError() | apsw.LockedError():
            return StoreBusy()
        case apsw.CorruptError() | apsw.NotADBError():
            return StoreDamaged(str(cause))
        case apsw.IOError():
            # A write that the disk refuses is reported by SQLite as an I/O error, too.
            refused = (
                apsw.SQLITE_IOERR_WRITE, apsw.SQLITE_IOERR_FSYNC, apsw.SQLITE_IOERR_DIR_FSYNC, apsw.SQLITE_IOERR_TRUNCATE,
                apsw.SQLITE_IOERR_SHMOPEN, apsw.SQLITE_IOERR_SHMSIZE,
            )  # fmt: skip
            return StoreFull() if getattr(cause, "extendedresult", 0) in refused else StoreDamaged(str(cause))
        case apsw.SQLError() if "malformed" in str(cause) or "corrupt" in str(cause):
            return StoreDamaged(str(cause))
    return None


class Connection:
    """One connection: SQL in, rows out. Used by one thread at a time, not bound to one."""

    def __init__(self, path: Path, *, synchronous: str, checkpoint: int, query_only: bool = False) -> None:
        pragmas: dict[str, Any] = {
            "page_size": PAGE_SIZE,
            "journal_mode": "wal",
            "synchronous": synchronous,
            "wal_autocheckpoint": checkpoint,
            "journal_size_limit": 32 << 20,
            "cache_size": -4 * 1024,  # KiB a connection; the system keeps the file in its own cache, too
            "temp_store": "memory",
            "trusted_schema": 0,
            "cell_size_check": 1,
        }
        if query_only:
            pragmas["query_only"] = 1
        self.database = APSWDatabase(str(path), pragmas=pragmas, timeout=BUSY_SECONDS, thread_safe=False)
        with store_errors():
            self.database.connect()

    def run(self, sql: str, values: Sequence[Any] = ()) -> Rows:
        """All rows of one statement."""
        with store_errors():
            return self.database.execute_sql(sql, values or None).fetchall()  # type: ignore[no-any-return]

    def one(self, sql: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        rows = self.run(sql, values)
        return rows[0] if rows else None

    def value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The first column of the first row, None where there is none."""
        row = self.one(sql, values)
        return row[0] if row else None

    def many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        if rows:
            with store_errors():
                self.raw.executemany(sql, rows)

    @property
    def raw(self) -> apsw.Connection:
        return self.database.connection()  # type: ignore[no-any-return]

    def changed(self) -> int:
        """Rows changed by the last statement."""
        return int(self.raw.changes())

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Several reads that see one state of the store."""
        self.run("begin")
        try:
            yield
        finally:
            if self.raw.in_transaction:
                self.run("rollback")

    def close(self) -> None:
        self.database.close()


class Lane:
    """A lock whose urgent takers go before all that wait."""

    def __init__(self) -> None:
        self._free = threading.Condition()
        self._taken = False
        self._urgent = 0

    @contextmanager
    def turn(self, *, urgent: bool) -> Iterator[None]:
        with self._free:
            self._urgent += urgent
            try:
                while self._taken or (self._urgent and not urgent):
                    self._free.wait()
            finally:
                self._urgent -= urgent
            self._taken = True
        try:
            yield
        finally:
            with self._free:
                self._taken = False
                self._free.notify_all()


class Connections:
    """All connections of one store in this process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lane = Lane()
        self.content = Connection(path, synchronous="normal", checkpoint=CONTENT_CHECKPOINT)
        self.state = Connection(path, synchronous="full", checkpoint=STATE_CHECKPOINT)
        self._idle: queue.LifoQueue[Connection] = queue.LifoQueue()
        self._slots = threading.Semaphore(READERS)
        self._closed = False

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self._slots:
            try:
                connection = self._idle.get_nowait()
            except queue.Empty:
                connection = Connection(self.path, synchronous="normal", checkpoint=0, query_only=True)
            try:
                yield connection
            finally:
                if self._closed:
                    connection.close()
                else:
                    self._idle.put(connection)

    def close(self) -> None:
        """Close what is idle; a read that is still running closes its own connection when it ends."""
        self._closed = True
        while not self._idle.empty():
            self._idle.get_nowait().close()
        with self.lane.turn(urgent=True):
            self.state.close()
            self.content.close()
