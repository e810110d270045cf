"""The search field of the header: asks while one types, leaves with Esc."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from reader_app.words import _
from ui import icons, shortcuts
from ui.theme import LIGHT, Theme

PAUSE = 60  # ms after the last letter


class SearchField(QLineEdit):
    """Signals: searched(text) while typing, never empty · left() emptied, by hand or with Esc · to_list() Down, Enter"""

    searched = Signal(str)
    left = Signal()
    to_list = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self.setPlaceholderText(_("Search news…"))
        self.setAccessibleName(_("Search"))
        self.setAccessibleDescription(
            _("Words, “phrases”, -not; section: source: author: after: before: is:saved is:unread in:title")
        )
        self.setToolTip(f"{self.accessibleDescription()} ({shortcuts.said('search')})")
        self.setClearButtonEnabled(True)
        self.setMaxLength(500)
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._asked = ""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._ask)
        self.textChanged.connect(self._typed)
        self.set_theme(LIGHT)

    def set_theme(self, look: Theme) -> None:
        self._glass.setIcon(icons.icon("search", look, 16, look.faint))
        for button in self.findChildren(QAction):
            if button.objectName() == "_q_qlineeditclearaction":
                button.setIcon(icons.icon("clear", look, 16, look.faint))

    def enter(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def reset(self) -> None:
        """Empty it, saying nothing."""
        self._pause.stop()
        self._asked = ""
        self.clear()

    def leave(self) -> None:
        """Esc, here or anywhere in the window."""
        if self.text():
            self.clear()
        else:
            self.left.emit()
        self.to_list.emit()

    def _typed(self, text: str) -> None:
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            if self._asked:
                self._asked = ""
                self.left.emit()

    def _ask(self) -> None:
        self._pause.stop()
        wanted = self.text().strip()
        if wanted and wanted != self._asked:
            self._asked = wanted
            self.searched.emit(wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.leave()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Down:
                self._ask()
                self.to_list.emit()
            case _:
                super().keyPressEvent(event)
