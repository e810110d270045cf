"""Opening a profile's store: create it, bring an old one up to date after a verified backup, refuse a newer one."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import apsw
from filelock import FileLock

from reader_app.errors import StoreDamaged, StoreReadOnly, StoreTooNew, refused
from reader_app.paths import Paths
from reader_app.store.connection import Connection, Connections, store_errors
from reader_app.store.schema import STEPS, VERSION


def open_store(paths: Paths, device: str = "") -> Connections:
    """The store of ``paths``, at the present version. Raises StoreError."""
    try:
        str(paths.store).encode()  # names of SQLite's files are UTF-8
        paths.create()
    except UnicodeEncodeError as error:
        raise StoreReadOnly from error
    except OSError as error:
        raise refused(error) from error
    if not os.access(paths.data, os.W_OK) or (paths.store.exists() and not os.access(paths.store, os.W_OK)):
        raise StoreReadOnly
    try:
        _migrate(paths, device)
    except OSError as error:  # of the lock's file, or of the backup's
        raise refused(error) from error
    return Connections(paths.store)


def _migrate(paths: Paths, device: str) -> None:
    emptied = paths.store.exists() and paths.store.stat().st_size == 0
    if emptied and any(folder.is_dir() and any(folder.iterdir()) for folder in (paths.pictures, paths.backups)):
        raise StoreDamaged("empty, beside the pictures or backups of a store")  # never begin anew over a lost library
    with store_errors(), closing(Connection(paths.store, synchronous="full", checkpoint=1000)) as store:
        found = _version(store)
        if found == VERSION:
            return
        # Two processes may start at once over an old store: the second waits, then finds the work done.
        with FileLock(paths.lock("migrate")):
            found = _version(store)
            if 0 < found < VERSION:
                back_up(store, paths.backups / f"before-version-{VERSION}.db")
            for number in range(found, VERSION):
                with _transaction(store):
                    STEPS[number](store.database)
                    if number == 0:
                        store.run("insert into tally (id, device) values (1, ?)", (device or secrets.token_hex(4),))
                    store.run(f"pragma user_version = {number + 1}")


def _version(store: Connection) -> int:
    found = int(store.value("pragma user_version"))
    if found > VERSION:
        raise StoreTooNew(found, VERSION)
    tables = {name for (name,) in store.run("select name from sqlite_schema where type = 'table'")}
    if found < 0 or (found == 0 and tables) or (found > 0 and not {"tally", "source", "state"} <= tables):
        raise StoreDamaged("not a store of Berita")
    return found


@contextmanager
def _transaction(store: Connection) -> Iterator[None]:
    store.run("begin immediate")
    try:
        yield
    except BaseException:
        if store.raw.in_transaction:
            store.run("rollback")
        raise
    store.run("commit")


def back_up(store: Connection, to: Path) -> None:
    """A copy of the store at ``to``, opened and counted before it gets its name. Raises StoreError, OSError."""
    to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = to.with_suffix(".part")
    part.unlink(missing_ok=True)
    with store_errors(), closing(apsw.Connection(str(part))) as copy:
        with copy.backup("main", store.raw, "main") as backup:
            backup.step(-1)
        tables = "select count(*) from sqlite_schema"
        sound = copy.pragma("quick_check") == "ok"
        whole = next(copy.execute(tables))[0] == store.value(tables)
    if not (sound and whole):
        part.unlink()
        raise StoreDamaged("the backup does not hold what the store holds")
    os.replace(part, to)
