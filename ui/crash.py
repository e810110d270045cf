"""The last resort: a bug, wherever it happened, becomes a report that can be copied. Known errors never come here."""

from __future__ import annotations

import faulthandler
import platform
import sys
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from reader_app import __version__
from reader_app.words import _
from ui.theme import serif


class Crashes(QObject):
    """Hears of every bug, on any thread; shows the first, and counts the others until its dialog is closed."""

    _happened = Signal(str)

    def __init__(self, log: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log = log
        self._dialog: CrashDialog | None = None
        self._fault: TextIO | None = None
        self._happened.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        sys.excepthook = self._on_error
        threading.excepthook = lambda hook: self._on_error(hook.exc_type, hook.exc_value, hook.exc_traceback)
        if faulthandler.is_enabled():  # whoever runs us watches already
            return
        try:
            self._log.mkdir(parents=True, exist_ok=True)
            self._fault = (self._log / "fault.txt").open("w")  # open as long as the program runs
            faulthandler.enable(self._fault)
        except OSError:
            return  # what is lost is a trace of a crash within Qt

    def uninstall(self) -> None:
        sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__
        if self._fault is not None:
            faulthandler.disable()
            self._fault.close()

    def _on_error(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        told = report(kind, error, trace)
        if sys.__stderr__ is not None:  # there is none where no console is
            sys.__stderr__.write(told + "\n")
        self._keep(told)
        self._happened.emit(told)

    def _keep(self, told: str) -> None:
        try:
            self._log.mkdir(parents=True, exist_ok=True)
            (self._log / "crash.txt").write_text(told, "utf-8")
        except OSError:
            return  # the report is on the screen

    def _show(self, told: str) -> None:
        if self._dialog is None:
            self._dialog = CrashDialog(told, self._log / "crash.txt")
            self._dialog.finished.connect(self._closed)
            self._dialog.show()
        else:
            self._dialog.add(told)

    def _closed(self) -> None:
        self._dialog = None


def report(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> str:
    """What a maintainer needs, and nothing of what the reader reads."""
    return "\n".join(
        (
            f"Berita {__version__} · Python {platform.python_version()} · Qt {qVersion()} · {platform.platform()}",
            f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC · {threading.current_thread().name}",
            "",
            "".join(traceback.format_exception(kind, error, trace)),
        )
    )


class CrashDialog(QDialog):
    def __init__(self, told: str, kept: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Berita has a fault"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.resize(680, 420)
        heading = QLabel(_("Something in Berita went wrong that should not."), self)
        heading.setFont(serif(13, bold=True))
        about = QLabel(
            _(
                "Your stories and marks are safe: each is written as a whole or not at all. You can go on reading; "
                "if things look odd, quit and start again. The report below helps to mend the fault. It is kept in {file}."
            ).format(file=kept),
            self,
        )
        about.setWordWrap(True)
        about.setTextFormat(Qt.TextFormat.PlainText)
        self._report = QPlainTextEdit(told, self)
        self._report.setReadOnly(True)
        self._report.setAccessibleName(_("Report"))
        copy, go_on, leave = (QPushButton(text, self) for text in (_("Copy report"), _("Go on"), _("Quit")))
        copy.clicked.connect(self._copy)
        go_on.clicked.connect(self.accept)
        leave.clicked.connect(self._leave)
        go_on.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(copy)
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(go_on)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(22, 20, 22, 18)
        lines.setSpacing(10)
        for part in (heading, about, self._report):
            lines.addWidget(part)
        lines.addLayout(buttons)

    def add(self, told: str) -> None:
        """Another fault while this is open."""
        if self._report.document().characterCount() < 50_000:
            self._report.appendPlainText("\n" + told)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report.toPlainText())

    def _leave(self) -> None:
        self.accept()
        QGuiApplication.quit()
