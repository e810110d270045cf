"""A Qt model of one column whose rows are fetched as they come into sight, a block at a time, off the window's thread.

The view says what is in sight (`look_at`); whoever else asks for a row's data gets nothing at first and a
``dataChanged`` when it is there. One block is under way at a time: a fast scroll asks only for where it comes to rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from reader_app.errors import BeritaError
from reader_app.records import Headline, Hit, Page
from ui.headline_rows import Hits, Places, runs
from ui.headline_text import spoken
from ui.tasks import Tasks

if TYPE_CHECKING:
    from reader_app.library import Library

AHEAD = 30  # rows fetched beyond those in sight
BLOCK = 2 * AHEAD  # rows fetched at once for others than the view

HeadlineRole = Qt.ItemDataRole.UserRole  # the Headline, None while it is not fetched
_ROLES = (HeadlineRole, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class RowsModel(QAbstractTableModel):
    """Signals: failed(BeritaError) — the store could not answer; what is shown stays."""

    failed = Signal(object)

    def __init__(self, library: Library, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._rows: Places | Hits = Places(Page((), 0))
        self._sight = (0, -1)
        self._wanted: list[int] = []  # rows asked for by others than the view
        self._name = object()  # tokens of this model
        self._out: set[str] = set()  # what was asked for and has not come
        self._fetch_soon = self._timer(0, self._fetch)

    # --- what is there

    def headline(self, row: int) -> Headline | None:
        """The record of a row where it is fetched; asks for nothing."""
        return self._rows.headline(row)

    def hit(self, row: int) -> Hit | None:
        """What a search found in this row, None in a list of a query."""
        return self._rows.hit(row) if isinstance(self._rows, Hits) else None

    def row_of(self, story: int) -> int | None:
        """The row of a story, None where it is not in the list or not fetched."""
        return self._rows.row_of(story)

    def find(self, story: int, done: Callable[[int | None], None]) -> None:
        """Call ``done`` with the row of a story, fetched by then; None where the list does not show it."""
        row = self._rows.row_of(story)
        if row is not None or isinstance(self._rows, Hits):
            done(row)
            return

        def placed(headlines: Sequence[Headline]) -> None:
            done(self._rows.put(headlines[0]) if headlines else None)

        self._ask("find", partial(self._library.ask.headlines_of, [story]), placed)

    def look_at(self, first: int, last: int) -> None:
        """The rows in sight: they are fetched before all others."""
        self._sight = (first, last)
        if isinstance(self._rows, Places) and self._rows.missing(first - AHEAD // 2, last + AHEAD // 2):
            self._fetch_soon.start()

    # --- Qt's questions

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _ROLES or not index.isValid():
            return None
        headline = self._rows.headline(index.row())
        if headline is None:
            if len(self._wanted) < BLOCK:
                self._wanted.append(index.row())
                self._fetch_soon.start()
            return None if role == HeadlineRole else ""
        if role == HeadlineRole:
            return headline
        return headline.title if role == Qt.ItemDataRole.DisplayRole else spoken(headline, self.hit(index.row()))

    # --- rows as they come into sight

    def _fetch(self) -> None:
        rows = self._rows
        if "rows" in self._out or not isinstance(rows, Places):
            return
        first, last = self._sight
        wanted = rows.missing(first - AHEAD, last + AHEAD) if last >= first else []
        if not wanted:
            for row in self._wanted:
                wanted += [place for place in rows.missing(row - AHEAD // 2, row + AHEAD // 2) if place not in wanted]
            self._wanted.clear()
        if wanted:
            self._ask("rows", partial(self._library.ask.headlines, wanted), partial(self._fetched, wanted))

    def _fetched(self, asked: Sequence[int], headlines: Sequence[Headline]) -> None:
        rows = self._rows
        if not isinstance(rows, Places):
            return
        there = {headline.place for headline in headlines}
        self._tell(row for row in map(rows.put, headlines) if row is not None)
        self._remove(row for row in map(rows.row_at, set(asked) - there) if row is not None)
        self._landed(each.id for each in headlines)
        self.look_at(*self._sight)
        if self._wanted:
            self._fetch_soon.start()

    def _landed(self, stories: Iterable[int]) -> None:
        """These rows came from the store; they may be older than a change told in between."""

    # --- steps

    def _replace(self, rows: Places | Hits) -> None:
        self._cancel("rows")
        self._wanted.clear()
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _tell(self, rows: Iterable[int]) -> None:
        for first, last in runs(rows):
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0))

    def _remove(self, rows: Iterable[int]) -> None:
        for first, last in runs(rows):
            self.beginRemoveRows(QModelIndex(), first, last)
            self._rows.remove(first, last)
            self.endRemoveRows()

    def _ask(self, what: str, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Ask the library; a newer ask for the same thing drops this one."""

        def land(answer: Any) -> None:
            self._out.discard(what)
            done(answer)

        def fail(error: BeritaError) -> None:
            self._out.discard(what)
            self.failed.emit(error)

        self._out.add(what)
        self._tasks.ask(work, land, failed=fail, token=(self._name, what))

    def _cancel(self, *asked: str) -> None:
        for what in asked:
            self._tasks.cancel((self._name, what))
            self._out.discard(what)

    def _timer(self, milliseconds: int, call: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=milliseconds)
        timer.timeout.connect(call)
        return timer
