"""The header: the name, the tabs, the search field, sync and menu."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from reader_app.words import _
from ui.search_field import SearchField
from ui.section_tab import HEIGHT
from ui.section_tabs import SectionTabs
from ui.strips import IconButton
from ui.theme import LIGHT, Theme, serif

_FIELD, _FIELD_NARROW = 208, 160


class Header(QWidget):
    """Signals: sync() — begin or stop one · menu() — open it"""

    sync = Signal()
    menu = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT + 1)
        self._look = LIGHT
        self._name = QLabel("Berita", self)
        self._name.setFont(serif(17.5, bold=True))
        self.tabs = SectionTabs(self)
        self.field = SearchField(self)
        self._sync = IconButton("sync", _("Sync"), self, deed="sync")
        self._sync.clicked.connect(self.sync)
        self.menu_button = IconButton("menu", _("Menu"), self, deed="menu")
        self.menu_button.clicked.connect(self.menu)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 10, 1)
        line.setSpacing(0)
        line.addWidget(self._name)
        line.addSpacing(12)
        line.addWidget(self.tabs, 1)
        line.addStretch(0)  # takes the room only where there are no tabs
        line.addSpacing(10)
        line.addWidget(self.field)
        line.addSpacing(8)
        line.addWidget(self._sync)
        line.addWidget(self.menu_button)

    def set_theme(self, look: Theme) -> None:
        self._look = look
        for part in (self.tabs, self.field, self._sync, self.menu_button):
            part.set_theme(look)
        colours = self._name.palette()
        colours.setColor(self._name.foregroundRole(), QColor(look.ink))
        self._name.setPalette(colours)
        self.update()

    def show_syncing(self, running: bool) -> None:
        self._sync.show_picture("clear" if running else "sync")
        self._sync.name_it(_("Stop the sync") if running else _("Sync"))

    def set_reading(self, reading: bool) -> None:
        """Before anything is followed there is nothing to choose or search."""
        for part in (self.tabs, self.field, self._sync):
            part.setVisible(reading)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.field.setFixedWidth(_FIELD if event.size().width() >= 1000 else _FIELD_NARROW)
        super().resizeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._look.paper))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(self._look.line))
