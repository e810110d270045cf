"""The three columns of the window: list, article, rail; the reader's widths, and a rail that folds away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from ui.theme import LIGHT, Theme

NARROW = 1000  # px of window below which the rail folds away
_HANDLE = 7
_LIST, _ARTICLE, _RAIL = 260, 340, 190  # least widths


class Columns(QSplitter):
    """Signal: rail_shown(bool)"""

    rail_shown = Signal(bool)

    def __init__(self, listed: QWidget, article: QWidget, rail: QWidget, parent: QWidget | None = None) -> None:
        self.look = LIGHT
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._rail = rail
        for column, least in ((listed, _LIST), (article, _ARTICLE), (rail, _RAIL)):
            column.setMinimumWidth(least)
            self.addWidget(column)
        self.setHandleWidth(_HANDLE)
        self.setChildrenCollapsible(False)
        for at, stretch in enumerate((0, 1, 0)):
            self.setStretchFactor(at, stretch)
        self._wished = True  # the rail, on a wide window
        self._wished_narrow = False  # and on a narrow one, until it is wide again
        self._narrow = False
        self._rail_width = 258

    def set_theme(self, look: Theme) -> None:
        self.look = look
        for at in range(1, self.count()):
            self.handle(at).update()

    @property
    def rail_wished(self) -> bool:
        return self._wished

    def widths(self) -> tuple[int, ...]:
        sizes = self.sizes()
        return sizes[0], sizes[1], sizes[2] or self._rail_width

    def arrange(self, widths: tuple[int, ...], rail: bool) -> None:
        self._wished = rail
        self._rail_width = widths[2] or self._rail_width
        self.setSizes(list(widths))
        self._fold()

    def toggle_rail(self) -> None:
        if self._narrow:
            self._wished_narrow = not self._wished_narrow
        else:
            self._wished = not self._wished
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self._wished_narrow = False
            self._fold()
        super().resizeEvent(event)

    def _fold(self) -> None:
        shown = self._wished_narrow if self._narrow else self._wished
        if shown == self._rail.isVisibleTo(self):
            return
        sizes = self.sizes()
        if shown:
            self._rail.show()
            self.setSizes([sizes[0], sizes[1] - self._rail_width - _HANDLE, self._rail_width])
        else:
            self._rail_width = sizes[2] or self._rail_width
            self._rail.hide()
        self.rail_shown.emit(shown)

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)


class _Handle(QSplitterHandle):
    """A hairline that is wide enough to be caught; its grounds are those of its neighbours."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        columns = self.splitter()
        assert isinstance(columns, Columns)
        look = columns.look
        painter = QPainter(self)
        first = columns.handle(1) is self
        painter.fillRect(self.rect(), QColor(look.paper))
        x = 0 if first else self.width() - 1
        painter.fillRect(x, 0, 1, self.height(), QColor(look.line))
