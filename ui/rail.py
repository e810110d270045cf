"""The rail at the right: Populer, the publisher's own ranking, and Terbaru, the newest across sections."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from reader_app.records import Headline, Popular
from reader_app.words import P_, _, list_time
from ui.theme import LIGHT, Theme, sans, serif

PAD_X, PAD_Y = 8, 6


class RailRow(QAbstractButton):
    """A rank or a time, and a headline that wraps."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.story = 0
        self.look = LIGHT
        self._mark = self._below = ""
        self._ranked = self._read = False
        self._layout = QTextLayout()
        self._height = 0.0
        self._width = -1
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_story(self, headline: Headline, mark: str, *, ranked: bool, below: str = "") -> None:
        if (self.story, self.text(), self._mark, self._below, self._read) == (
            headline.id, headline.title, mark, below, headline.read,
        ):
            return
        self.story, self._mark, self._below, self._ranked, self._read = headline.id, mark, below, ranked, headline.read
        self.setText(headline.title)
        self.setAccessibleName(" ".join(part for part in (mark, headline.title, below) if part))
        self.refresh()

    def refresh(self) -> None:
        self._width = -1
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        self._lay_out(width)
        return round(self._height) + 2 * PAD_Y

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > 60 else 220
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def _lay_out(self, width: int) -> None:
        if width == self._width:
            return
        self._width = width
        mark, title, below = self._mark, self.text(), self._below
        text = f"{mark}\u2002{title}" + (f"\u2028{below}" if below else "")
        self._layout = QTextLayout(text, sans(9.75))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        spans = [_span(0, len(mark), self.look.accent if self._ranked else self.look.faint, bold=self._ranked)]
        spans.append(_span(len(mark), len(title) + 1, self.look.soft if self._read else self.look.ink))
        if below:
            spans.append(_span(len(mark) + len(title) + 2, len(below), self.look.faint, size=8.25))
        self._layout.setFormats(spans)
        self._layout.beginLayout()
        height = 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(40, width - 2 * PAD_X))
            line.setPosition(QPointF(0, height))
            height += line.height() + 1
        self._layout.endLayout()
        self._height = height

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._lay_out(self.width())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.look.chosen if self.isDown() else self.look.hover))
            painter.drawRoundedRect(box, 5, 5)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self.look.link), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 5, 5)
        painter.setPen(QColor(self.look.ink))
        self._layout.draw(painter, QPointF(PAD_X, PAD_Y))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)


class Rail(QScrollArea):
    """Signal: story_chosen(id)"""

    story_chosen = Signal(object)  # ids have 63 bits: too long for Qt's int

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Popular and latest"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumWidth(180)
        self._look = LIGHT
        self._waiting: Callable[[], None] | None = None
        inside = QWidget(self)
        inside.setObjectName("panel")
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(10, 16, 10, 16)
        self._lines.setSpacing(1)
        self._popular = _Part(P_("rail", "Popular"), self)
        self._latest = _Part(P_("rail", "Latest"), self)
        self._lines.addWidget(self._popular)
        self._lines.addSpacing(14)
        self._lines.addWidget(self._latest)
        self._lines.addStretch(1)
        self.setWidget(inside)
        self._popular.hide()
        self._latest.hide()

    def set_theme(self, look: Theme) -> None:
        self._look = look
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Window, QColor(look.panel))
        self.setPalette(colours)
        for part in (self._popular, self._latest):
            part.set_theme(look)

    def show_stories(self, ranking: Sequence[Popular], latest: Sequence[Headline], now: datetime) -> None:
        """The publisher's ranking — without one the part is not there — and the newest.

        Under the reader's hand nothing changes places: what is new waits until the mouse has left."""
        self._waiting = partial(self._show, tuple(ranking), tuple(latest), now)
        if not self.underMouse() or self._same(ranking, latest):
            self._show_waiting()

    def _same(self, ranking: Sequence[Popular], latest: Sequence[Headline]) -> bool:
        """Whether nothing would change places: marks are shown at once, and so is what comes first."""
        if not self._popular.stories and not self._latest.stories:
            return True
        return self._popular.stories == [each.headline.id for each in ranking] and self._latest.stories == [
            each.id for each in latest
        ]

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._show_waiting()

    def _show_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting()
            self._waiting = None

    def _show(self, ranking: Sequence[Popular], latest: Sequence[Headline], now: datetime) -> None:
        self._popular.show_rows(
            [(each.headline, str(each.rank), True, list_time(each.headline.published, now)) for each in ranking],
            self.story_chosen.emit,
        )
        self._latest.show_rows(
            [(each, _short(list_time(each.published, now)), False, "") for each in latest], self.story_chosen.emit
        )


class _Part(QWidget):
    """A heading and its rows."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = LIGHT
        self._rows: list[RailRow] = []
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(1)
        self._title = QLabel(title, self)
        self._title.setFont(serif(12, bold=True))
        self._title.setContentsMargins(PAD_X, 0, 0, 4)
        self._lines.addWidget(self._title)

    def set_theme(self, look: Theme) -> None:
        self._look = look
        for row in self._rows:
            row.look = look
            row.refresh()

    @property
    def stories(self) -> list[int]:
        return [row.story for row in self._rows if not row.isHidden()]

    def show_rows(self, stories: Sequence[tuple[Headline, str, bool, str]], chosen: Callable[[int], None]) -> None:
        while len(self._rows) < len(stories):
            row = RailRow(self)
            row.look = self._look
            row.clicked.connect(lambda _checked=False, row=row: chosen(row.story))
            self._rows.append(row)
            self._lines.addWidget(row)
        for row, (headline, mark, ranked, below) in zip(self._rows, stories, strict=False):
            row.show_story(headline, mark, ranked=ranked, below=below)
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(stories))
        self.setVisible(bool(stories))


def _short(time: str) -> str:
    """ "18:09" of "18:09 WIB": a column of times needs no zone."""
    first = time.split(" ")[0]
    return first if ":" in first else time


def _span(start: int, length: int, colour: str, *, bold: bool = False, size: float = 0) -> QTextLayout.FormatRange:
    span = QTextLayout.FormatRange()
    span.start, span.length = start, length
    how = QTextCharFormat()
    how.setForeground(QColor(colour))
    if bold:
        how.setFontWeight(QFont.Weight.Bold)
    if size:
        how.setFontPointSize(size)
    span.format = how
    return span
