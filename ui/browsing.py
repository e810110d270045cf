"""What the list shows: a tab, all of it or its unread stories, or what a search found; and the way back from a search."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader_app import words
from reader_app.records import Order, StoryQuery, SyncReport
from reader_app.words import _, n_, number
from ui.actions import Actions
from ui.header import Header
from ui.headline_list import HeadlineList
from ui.headline_model import HeadlineModel
from ui.list_column import ListColumn
from ui.section_tabs import SAVED
from ui.syncing import Syncing
from ui.tasks import Tasks

if TYPE_CHECKING:
    from reader_app.library import Library


class Browsing(QObject):
    """Signal: settled() — the first rows of what was chosen are there"""

    settled = Signal()

    def __init__(
        self,
        library: Library,
        tasks: Tasks,
        actions: Actions,
        syncing: Syncing,
        header: Header,
        column: ListColumn,
        model: HeadlineModel,
        headlines: HeadlineList,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks, self._actions, self._syncing = library, tasks, actions, syncing
        self._tabs, self._field, self._column, self._strip = header.tabs, header.field, column, column.strip
        self._model, self._list = model, headlines
        self.unread = False
        self.best = False
        self.searched = ""
        self._tabs.chosen.connect(self._tab_chosen)
        self._field.searched.connect(self._search)
        self._field.left.connect(self._leave_search)
        self._strip.unread_chosen.connect(self._unread_chosen)
        self._strip.best_chosen.connect(self._best_chosen)
        self._strip.show_new.connect(self.show_new)
        self._strip.all_read.connect(self.mark_all_read)
        self._column.older.connect(self._fetch_older)
        self._column.at_end.connect(self._ask_for_older)
        model.waiting_changed.connect(self._strip.show_waiting)
        model.settled.connect(self._settled)
        model.rowsInserted.connect(self._count_rows)
        model.rowsRemoved.connect(self._count_rows)

    @property
    def query(self) -> StoryQuery:
        key = self._tabs.key
        return StoryQuery(
            section=key if key > 0 else None, saved=key == SAVED, unread=self.unread and key != SAVED
        )

    def begin(self, key: int, *, unread: bool, best: bool) -> None:
        """What was shown last time."""
        self.unread, self.best = unread, best
        self._tabs.mark(key)
        self._show_list()

    def choose_unread(self, unread: bool) -> None:
        self.unread = unread
        self._show_list()

    def toggle_unread(self) -> None:
        if not self.searched and self._tabs.key != SAVED:
            self.choose_unread(not self.unread)

    def show_new(self) -> None:
        self._list.show_waiting()

    def mark_all_read(self) -> None:
        if not self.searched:
            self._actions.mark_query_read(query=self.query)

    def mark_tab_read(self, key: int) -> None:
        self._actions.mark_query_read(query=StoryQuery(section=key if key > 0 else None))

    def forget_missing(self) -> None:
        """The sections changed: the chosen one may be gone."""
        if not self.searched and self._model.query.section not in (None, self._tabs.key):
            self._show_list()

    # --- choosing

    def _tab_chosen(self, _key: int) -> None:
        if self.searched:
            self._stop_searching()
        self._show_list()

    def _unread_chosen(self, unread: bool) -> None:
        self.choose_unread(unread)

    def _show_list(self) -> None:
        self._strip.show_list(unread=self.unread, choosable=self._tabs.key != SAVED)
        self._column.say_possible(False)
        self._model.set_query(self.query)

    # --- searching

    def _search(self, text: str) -> None:
        self.searched = text
        self._strip.show_search(best=self.best)
        self._column.say_possible(False)
        self._model.set_search(text, Order.BEST if self.best else Order.NEWEST)

    def _best_chosen(self, best: bool) -> None:
        self.best = best
        if self.searched:
            self._search(self.searched)

    def _leave_search(self) -> None:
        if self.searched:
            self.searched = ""
            self._show_list()

    def _stop_searching(self) -> None:
        self.searched = ""
        self._field.reset()

    # --- what is there

    def _settled(self) -> None:
        self._count_rows()
        self._column.look_at_end()
        self.settled.emit()

    def _count_rows(self, *_rows: object) -> None:
        found = self._model.found
        if self.searched:
            if found is None or self._model.loading:
                return
            count = n_("{count} found", "{count} found", found.count).format(count=number(found.count))
            self._strip.show_count(count if found.exact else _("over {count}").format(count=count))
            return
        rows = self._model.rowCount()
        told = n_("{count} story", "{count} stories", rows)
        self._strip.show_count(told.format(count=number(rows)) if rows else "")

    # --- older stories

    def _ask_for_older(self) -> None:
        if self.searched or self._tabs.key == SAVED:
            return
        self._tasks.ask(
            partial(self._library.ask.older_possible, self.query), self._column.say_possible, token="older-possible"
        )

    def _fetch_older(self) -> None:
        if self._syncing.running:
            return
        self._column.say_fetching()
        self._syncing.fetch_older(StoryQuery(section=self.query.section), self._fetched_older)

    def _fetched_older(self, report: SyncReport | None) -> None:
        if report is None:
            self._column.say_possible(True)
        elif report.offline:
            self._column.say_offline()
        elif report.failed:
            self._column.say_failed(words.report(report))
        else:
            if report.new:  # asked for, so shown at once, also where a story among the oldest was there before
                self._model.show_waiting()
            self._ask_for_older()
