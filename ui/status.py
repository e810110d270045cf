"""The status line: offline or not, how much is stored, when it was synced; what was done, with Undo; a running sync."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from reader_app import words
from reader_app.records import Progress, SyncReport
from reader_app.words import _, n_, number
from ui.line import Line
from ui.screens import free_room
from ui.strips import IconButton
from ui.theme import LIGHT, Theme, sans

HEIGHT = 28
_SHORT, _LONG = 6_000, 12_000  # ms a line stays: one that only tells, one that can be taken back


class StatusLine(QWidget):
    """Signals: undo() · cancel() of the sync · sources() — show them"""

    undo = Signal()
    cancel = Signal()
    sources = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(_("Status"))
        self._look = LIGHT
        self._total = 0
        self._synced: datetime | None = None
        self._offline = False
        self._report: SyncReport | None = None

        self._state = Line(self)
        self._told = Line(self)
        self._told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._undo = _link(_("Undo"), self)
        self._undo.clicked.connect(self._take_back)
        self._failures = _link("", self)
        self._failures.clicked.connect(self._show_failures)
        self._progress = QLabel(self)
        self._progress.setObjectName("quiet")
        self._bar = QProgressBar(self)
        self._bar.setObjectName("sync")
        self._bar.setAccessibleName(_("Sync"))
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(110, 4)
        self._stop = IconButton("clear", _("Stop the sync"), self, size=14)
        self._stop.clicked.connect(self.cancel)

        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 10, 0)
        line.setSpacing(8)
        line.addWidget(self._state, 3)
        line.addWidget(self._told, 2)
        for part in (self._undo, self._failures, self._progress, self._bar, self._stop):
            line.addWidget(part)
            part.hide()
        for label in (self._state, self._told, self._progress):
            label.setFont(sans(9))
        self._until = QTimer(self, singleShot=True)
        self._until.timeout.connect(self._fall_silent)
        self._minute = QTimer(self, interval=30_000)  # "5 minutes ago" grows older by itself
        self._minute.timeout.connect(self._refresh)
        self._minute.start()

    def set_theme(self, look: Theme) -> None:
        self._look = look
        self._stop.set_theme(look)
        for line in (self._state, self._told):
            line.set_colour(look.faint)
        self.update()

    # --- what there is

    def show_state(self, *, total: int, synced: datetime | None) -> None:
        self._total, self._synced = total, synced
        self._refresh()

    def set_offline(self, offline: bool) -> None:
        self._offline = offline
        self._refresh()

    def _refresh(self) -> None:
        parts = [_("Offline")] if self._offline else []
        parts.append(
            n_("{count} story stored", "{count} stories stored", self._total).format(count=number(self._total))
        )
        if self._synced is not None:
            parts.append(_("synced {ago}").format(ago=words.ago(self._synced, datetime.now(UTC))))
        self._state.set_line(" · ".join(parts))

    # --- what was done

    def say(self, sentence: str) -> None:
        self._tell(sentence, undoable=False)

    def say_done(self, sentence: str) -> None:
        self._tell(sentence, undoable=True)

    def say_failed(self, sentence: str) -> None:
        self._tell(sentence, undoable=False)
        self._told.set_colour(self._look.danger)
        self._until.start(_LONG)

    def _tell(self, sentence: str, *, undoable: bool) -> None:
        self._told.set_colour(self._look.ink)
        self._told.set_line(sentence)
        self._undo.setVisible(undoable)
        self._until.start(_LONG if undoable else _SHORT)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _fall_silent(self) -> None:
        self._told.set_line("")
        self._undo.hide()

    def _take_back(self) -> None:
        self._fall_silent()
        self.undo.emit()

    # --- the sync

    def begin_sync(self) -> None:
        self._report = None
        self._failures.hide()
        self._bar.setRange(0, 0)
        self._progress.setText(_("Syncing…"))
        for part in (self._progress, self._bar, self._stop):
            part.show()
        self._stop.setEnabled(True)

    def show_progress(self, progress: Progress) -> None:
        self._progress.setText(words.progress(progress))
        if progress.total:
            self._bar.setRange(0, progress.total)
            self._bar.setValue(min(progress.done, progress.total))
        else:
            self._bar.setRange(0, 0)

    def stopping(self) -> None:
        self._progress.setText(_("Stopping…"))
        self._stop.setEnabled(False)

    def end_sync(self, report: SyncReport | None) -> None:
        for part in (self._progress, self._bar, self._stop):
            part.hide()
        if report is None:
            return
        self._report = report
        self.say(words.report(report).split("\n")[0])
        if report.failed and not report.offline:
            count = len(report.failed)
            self._failures.setText(
                n_("{count} source failed", "{count} sources failed", count).format(count=number(count))
            )
            self._failures.show()

    def _show_failures(self) -> None:
        if self._report is not None:
            account = Account(self._report, self)
            account.sources.connect(self.sources)
            account.popup(self._failures)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._look.panel))
        painter.fillRect(0, 0, self.width(), 1, QColor(self._look.line))


class Account(QFrame):
    """What failed in a sync and why, source by source; goes away with a click elsewhere or Esc."""

    sources = Signal()

    def __init__(self, report: SyncReport, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(_("What failed"))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(16, 14, 16, 12)
        lines.setSpacing(8)
        for line in words.report(report).split("\n"):
            label = QLabel(line, self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setFixedWidth(380)
            lines.addWidget(label)
        button = QPushButton(_("Sources…"), self)
        button.clicked.connect(self._to_sources)
        lines.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)

    def popup(self, above: QWidget) -> None:
        self.adjustSize()
        corner = above.mapToGlobal(QPoint(above.width() - self.width(), -self.height() - 6))
        self.move(max(corner.x(), free_room(corner).left()), corner.y())
        self.show()

    def _to_sources(self) -> None:
        self.close()
        self.sources.emit()


def _link(text: str, parent: QWidget) -> QPushButton:
    button = QPushButton(text, parent)
    button.setObjectName("link")
    button.setFont(sans(9))
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
