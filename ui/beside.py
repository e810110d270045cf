"""What opens beside the window: sources, the list of sections, shortcuts, about. Each is made when first wanted."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from reader_app import __version__
from reader_app.words import _
from ui import icons
from ui.actions import Actions
from ui.button import Button
from ui.facts import Facts
from ui.memory import Memory
from ui.section_tabs import SectionTabs
from ui.sections_menu import SectionsMenu
from ui.shortcuts import ShortcutsWindow
from ui.sources_window import SourcesWindow
from ui.theme import Theme, sans, serif


class Beside(QObject):
    """Signals: sync(source ids) · followed(Source)"""

    sync = Signal(list)
    followed = Signal(object)

    def __init__(self, window: QWidget, actions: Actions, tabs: SectionTabs, memory: Memory, profile: str) -> None:
        super().__init__(window)
        self._window, self._actions, self._tabs, self._memory, self._profile = window, actions, tabs, memory, profile
        self._look: Theme | None = None
        self._facts: Facts | None = None
        self.sources: SourcesWindow | None = None
        self.sections: SectionsMenu | None = None

    def set_theme(self, look: Theme) -> None:
        self._look = look
        for part in (self.sources, self.sections):
            if part is not None:
                part.set_theme(look)

    def show_facts(self, facts: Facts) -> None:
        self._facts = facts
        if self.sources is not None:
            self.sources.show_sources(facts.sources)

    def show_sources(self) -> None:
        if self.sources is None:
            self.sources = SourcesWindow(self._actions, self._window)
            self.sources.sync.connect(self.sync)
            self.sources.followed.connect(self.followed)
            self.sources.open_site.connect(self._open_site)
            self.sources.placed.connect(self._placed)
            if self._memory.sources_geometry:
                self.sources.restoreGeometry(QByteArray.fromBase64(self._memory.sources_geometry.encode()))
            self._dress()
        if self._facts is not None:
            self.sources.show_sources(self._facts.sources)
        self.sources.show()
        self.sources.raise_()
        self.sources.activateWindow()

    def show_sections(self) -> None:
        if self.sections is None:
            self.sections = SectionsMenu(self._window)
            self.sections.chosen.connect(self._tabs.choose)
            self.sections.ordered.connect(self._order)
            self.sections.hidden.connect(self._hide)
            self._dress()
        if self._facts is not None and self._facts.sections:
            self.sections.show_sections(self._facts.sections, self._tabs.key)
            button = self._tabs.more_button
            self.sections.popup(button if button.isVisible() else self._tabs)

    def show_shortcuts(self) -> None:
        assert self._look is not None
        ShortcutsWindow(self._window, self._look).show()

    def show_about(self) -> None:
        About(self._profile, self._window).show()

    def _dress(self) -> None:
        if self._look is not None:
            self.set_theme(self._look)

    def _open_site(self, url: str) -> None:
        self._actions.open_original(url=url)

    def _placed(self, geometry: QByteArray) -> None:
        self._memory.sources_geometry = geometry.toBase64().toStdString()

    def _order(self, ids: list[int]) -> None:
        self._actions.order_sections(ids=ids)

    def _hide(self, section: int, hidden: bool) -> None:
        self._actions.hide_section(section_id=section, hidden=hidden)


class About(QDialog):
    def __init__(self, profile: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("About Berita"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(36, 28, 36, 22)
        lines.setSpacing(8)
        picture = QLabel(self)
        picture.setPixmap(icons.emblem().pixmap(64, 64))
        name = QLabel("Berita", self)
        name.setFont(serif(20, bold=True))
        about = QLabel(_("A news reader that works without a network.") + f"\n{__version__} · MIT", self)
        about.setAlignment(Qt.AlignmentFlag.AlignCenter)
        kept = QLabel(_("Your stories and marks are kept in {folder}").format(folder=profile), self)
        kept.setObjectName("quiet")
        kept.setFont(sans(9))
        kept.setTextFormat(Qt.TextFormat.PlainText)
        kept.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = Button(_("Close"), self)
        close.clicked.connect(self.close)
        for part in (picture, name, about, kept, close):
            lines.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
