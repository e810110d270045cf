"""The headline list: one column, rows of one height, a million of them if need be; chosen by mouse, arrows, J and K.

Nothing the reader looks at moves by itself: rows that come or leave above what is in sight move the scroll bar instead.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from reader_app.records import Headline
from reader_app.words import _
from ui import headline_empty, headline_menu
from ui.actions import Actions
from ui.headline_days import Days, present
from ui.headline_delegate import HeadlineDelegate
from ui.headline_model import HeadlineModel
from ui.rows_model import Index
from ui.theme import Theme
from ui.thumbnails import Thumbnails

SETTLE = 120  # ms of rest before a story is opened while the reader runs down the list
NEAR = 8  # rows before the end at which more is asked for

_Key = Qt.Key
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class HeadlineList(QTableView):
    """Signals (ids are 63 bits, so they travel as objects):
    story_chosen(id)     the reader came to rest on a row
    story_activated(id)  Enter or a double click: it is meant to be read
    near_end()           the end of the list is close; told once for each length of the list
    """

    story_chosen = Signal(object)
    story_activated = Signal(object)
    near_end = Signal()

    def __init__(
        self, model: HeadlineModel, thumbnails: Thumbnails, actions: Actions, look: Theme,
        parent: QWidget | None = None, *, now: Callable[[], datetime] = present,
    ) -> None:
        super().__init__(parent)
        self._headlines, self._thumbnails, self._actions, self._look = model, thumbnails, actions, look
        self._days = Days(now)
        self._drawn = HeadlineDelegate(model, thumbnails, look, self.font(), self._days, self)
        self._quiet = False  # the current row changes, but not by the reader
        self._awaited: int | None = None  # row chosen before it was fetched
        self._to_top = False
        self._sought = False  # the open story is to be brought into sight once its row is known
        self._anchor = (0, 0, 0)  # the row at the top, its story, and how many pixels of it are out of sight
        self._told_at = -1
        self._settle = self._timer(SETTLE, self._tell_choice)
        self._see_soon = self._timer(0, self._see)
        self.setObjectName("headlines")
        self.setAccessibleName(_("Headlines"))
        self.setItemDelegate(self._drawn)
        self._build()
        self.setModel(model)
        self._watch(model)
        self.set_theme(look)
        thumbnails.arrived.connect(self._repaint)
        thumbnails.missed.connect(self._repaint)
        midnight = QTimer(self, interval=30_000)
        midnight.timeout.connect(self._check_day)
        midnight.start()

    # --- what the window asks

    def set_theme(self, look: Theme) -> None:
        self._look = look
        self._drawn.set_look(look, self.font())
        self._set_height()

    def renew_words(self) -> None:
        """The language or the zone is another."""
        self.setAccessibleName(_("Headlines"))
        self._days.forget()
        self._drawn.forget()
        self._repaint()

    def show_waiting(self) -> None:
        """Show the new stories, and go to them."""
        self._to_top = True
        if self._headlines.waiting:
            self._headlines.show_waiting()
        else:
            self.scrollToTop()

    def select_story(self, story: int | None) -> None:
        """Mark the row of the story that is open, and have it in sight; nothing is told. None or not here: no row."""
        self._settle.stop()
        self._awaited = None
        self._headlines.keep(story)
        self._mark(None)
        self._find_opened(scroll=True)

    def step(self, by: int) -> None:
        """To the next (1) or previous (-1) story, as if by the arrow keys."""
        rows = self._headlines.rowCount()
        current = self.currentIndex().row()
        if rows:
            self._drawn.ring = True
            row = 0 if current < 0 else min(max(current + by, 0), rows - 1)
            self.setCurrentIndex(self._headlines.index(row, 0))

    def step_to_unread(self, none_left: Callable[[], None] | None = None) -> None:
        """To the next unread story below the open one; ``none_left`` is called where there is none."""

        def found(row: int | None) -> None:
            if row is not None:
                self.setCurrentIndex(self._headlines.index(row, 0))
            elif none_left is not None:
                none_left()

        self._headlines.next_unread(self.currentIndex().row(), found)

    def current_headline(self) -> Headline | None:
        row = self.currentIndex().row()
        return self._headlines.headline(row) if row >= 0 else None

    # --- choosing

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._quiet and current.isValid():
            resting = not self._settle.isActive()
            self._settle.start(0 if resting and self._rested() else SETTLE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = Qt.KeyboardModifier
        key, plain = event.key(), event.modifiers() in (held.NoModifier, held.KeypadModifier)
        if plain and key in (_Key.Key_J, _Key.Key_K):
            self.step(1 if key == _Key.Key_J else -1)
        elif key in (_Key.Key_Return, _Key.Key_Enter):
            self._activate()
        elif plain and key in (
            _Key.Key_Up, _Key.Key_Down, _Key.Key_PageUp, _Key.Key_PageDown, _Key.Key_Home, _Key.Key_End
        ):
            self._drawn.ring = True
            super().keyPressEvent(event)
        else:
            event.ignore()  # not for the list: letters must not search through a million rows

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End are those of the list; of the row there is nothing to go along."""
        rows = self._headlines.rowCount()
        if action == QAbstractItemView.CursorAction.MoveHome:
            return self._headlines.index(0, 0)
        if action == QAbstractItemView.CursorAction.MoveEnd:
            return self._headlines.index(rows - 1, 0)
        return super().moveCursor(action, modifiers)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._drawn.ring = False
        if event.button() == Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            index = self.indexAt(event.position().toPoint())
            if index.isValid() and not self._settle.isActive() and self._headlines.opened != self._id(index.row()):
                self._settle.start(0)  # the current row, but another story is open
        else:
            event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.indexAt(event.position().toPoint()).isValid():
            self._activate()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._drawn.ring = event.reason() in _BY_KEY
        chosen = self.currentIndex().isValid()
        self._quiet = True
        super().focusInEvent(event)
        if not chosen:  # Qt makes the first row the current one, but nobody chose it, and J or Down shall begin with it
            self.selectionModel().clearCurrentIndex()
        self._quiet = False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        headline = self._headlines.headline(index.row()) if index.isValid() else None
        if headline is None:
            return
        menu = headline_menu.build(headline, self._actions, self)
        below = self.visualRect(index).bottomLeft() + QPoint(16, -16)
        menu.popup(self.viewport().mapToGlobal(below) if by_key else event.globalPos())

    def _tell_choice(self) -> None:
        row = self.currentIndex().row()
        story = self._id(row)
        self._awaited = row if story is None and row >= 0 else None
        if story is not None:
            self._headlines.keep(story)
            self.story_chosen.emit(story)

    def _activate(self) -> None:
        story = self._id(self.currentIndex().row())
        if story is not None:
            if self._settle.isActive() or self._headlines.opened != story:
                self._settle.stop()
                self._tell_choice()
            self.story_activated.emit(story)

    def _id(self, row: int) -> int | None:
        headline = self._headlines.headline(row) if row >= 0 else None
        return None if headline is None else headline.id

    def _rested(self) -> bool:
        """Whether the last choice is long enough ago for this one to be meant."""
        rested = not self._running.isActive()
        self._running.start()
        return rested

    def _find_opened(self, *, scroll: bool) -> None:
        """Mark the row of the open story: now, or when the rows beyond the first page are known."""
        story = self._headlines.opened
        self._sought = scroll
        if story is None:
            return

        def found(row: int | None) -> None:
            if row is not None and self._headlines.opened == story and not self.currentIndex().isValid():
                self._mark(row, scroll=self._sought)
            self._sought = self._sought and row is None and not self._headlines.whole

        self._headlines.find(story, found)

    def _mark(self, row: int | None, *, scroll: bool = False) -> None:
        """Make a row the current one, without telling."""
        self._quiet = True
        self.setAutoScroll(scroll)
        if row is None:
            self.selectionModel().clear()
        else:
            self.setCurrentIndex(self._headlines.index(row, 0))
        self.setAutoScroll(True)
        self._quiet = False

    # --- what is in sight

    def paintEvent(self, event: QPaintEvent) -> None:
        self._thumbnails.set_size(self._drawn.measures.picture(self.viewport().width()), self.devicePixelRatioF())
        ground = QPainter(self.viewport())  # by hand: a style sheet on the application would not let the palette do it
        ground.fillRect(event.rect(), QColor(self._look.panel))
        ground.end()
        super().paintEvent(event)
        if not self._headlines.rowCount() and not self._headlines.loading:
            headline_empty.paint(self.viewport(), self._headlines, self._look, self.font())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._see_soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._see_soon.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_drawn"):
            self._drawn.set_look(self._look, self.font())
            self._set_height()

    def _see(self) -> None:
        """Say which rows are in sight: they are fetched first, and pictures of others are forgotten."""
        rows, height = self._headlines.rowCount(), self.verticalHeader().defaultSectionSize()
        at = self.verticalScrollBar().value()
        first, last = at // height, min((at + self.viewport().height()) // height, rows - 1)
        self._headlines.look_at(first, last)
        seen = (self._headlines.headline(row) for row in range(first, last + 1))
        self._thumbnails.keep({each.picture for each in seen if each is not None and each.picture})
        if rows and last >= rows - NEAR:
            if self._headlines.canFetchMore(QModelIndex()):
                self._headlines.fetchMore(QModelIndex())
            elif rows != self._told_at and not self._headlines.loading:
                self._told_at = rows
                self.near_end.emit()

    def _repaint(self, _picture: str = "") -> None:
        self.viewport().update()

    def _check_day(self) -> None:
        if self._days.turned():
            self._drawn.forget()
            self._repaint()

    def _set_height(self) -> None:
        height = self._drawn.row_height(searching=self._headlines.searching)
        if self.verticalHeader().defaultSectionSize() != height:
            self.verticalHeader().setDefaultSectionSize(height)
            self.verticalScrollBar().setSingleStep(max(height // 3, 1))
        self._see_soon.start()
        self._repaint()

    # --- rows that come and go

    def _remember(self) -> None:
        height, at = self.verticalHeader().defaultSectionSize(), self.verticalScrollBar().value()
        self._anchor = (at // height, self._id(at // height) or 0, at % height)

    def _scroll_to(self, row: int) -> None:
        self.updateGeometries()
        self.verticalScrollBar().setValue(row * self.verticalHeader().defaultSectionSize() + self._anchor[2])
        self._see_soon.start()

    def _inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        if first <= self._anchor[0] and first < self._headlines.rowCount() - (last - first + 1):
            self._scroll_to(self._anchor[0] + last - first + 1)
        self._see_soon.start()

    def _about_to_remove(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._remember()
        self._quiet = True
        if first <= self.currentIndex().row() <= last:  # never on to a neighbour that nobody chose
            self.selectionModel().clear()

    def _removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._quiet = False
        if first < self._anchor[0]:
            self._scroll_to(self._anchor[0] - (min(last + 1, self._anchor[0]) - first))
        self._see_soon.start()

    def _reset(self) -> None:
        self._settle.stop()
        self._awaited = None
        self._told_at = -1
        self._set_height()
        opened = self._headlines.opened
        row = self._headlines.row_of(opened) if opened is not None else None
        top = self._headlines.row_of(self._anchor[1]) if self._headlines.renewing and not self._to_top else None
        if top is None:
            self._anchor = (0, 0, 0)
        self._scroll_to(top or 0)
        self._to_top = False
        self._mark(row, scroll=self._sought)
        if row is None:
            self._completed()
        else:
            self._sought = False

    def _completed(self) -> None:
        if not self.currentIndex().isValid():
            self._find_opened(scroll=self._sought)

    def _patched(self, first: QModelIndex, last: QModelIndex) -> None:
        if self._awaited is not None and first.row() <= self._awaited <= last.row():
            self._tell_choice()

    # --- building

    def _build(self) -> None:
        self._running = QTimer(self, singleShot=True, interval=SETTLE)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(220)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.hide()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        down.hide()
        down.setMinimumSectionSize(1)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)  # a million rows cost nothing only so

    def _watch(self, model: HeadlineModel) -> None:
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._reset)
        model.rowsAboutToBeInserted.connect(self._remember)
        model.rowsInserted.connect(self._inserted)
        model.rowsAboutToBeRemoved.connect(self._about_to_remove)
        model.rowsRemoved.connect(self._removed)
        model.dataChanged.connect(self._patched)
        model.completed.connect(self._completed)

    def _timer(self, milliseconds: int, call: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=milliseconds)
        timer.timeout.connect(call)
        return timer
