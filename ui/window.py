"""The window: header, list, article, rail and status line, put together and wired.

It stands before the library is open (`__init__` loads nothing heavy) and is furnished when it is (`furnish`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QMouseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from reader_app import words
from reader_app.errors import BeritaError
from reader_app.records import Changes, Progress, Source, SyncReport
from reader_app.settings import Settings
from reader_app.words import _
from ui import menu, shortcuts
from ui.columns import Columns
from ui.facts import Facts, gather
from ui.header import Header
from ui.list_column import ListColumn
from ui.memory import Memory
from ui.rail import Rail
from ui.screens import free_room
from ui.status import StatusLine
from ui.strips import ArticleStrip
from ui.theme import Theme

if TYPE_CHECKING:
    from reader_app.library import Library
    from ui.actions import Actions
    from ui.syncing import Syncing
    from ui.tasks import Tasks

_FACTS = 120  # ms in which changes are gathered before counts and rail are asked for again
_FACTS_SYNCING = 400  # the same where the reader did nothing: batches come many a second
_FRAME = 32  # px that the system's frame takes of a small screen's height
_TEXT_STEP, _TEXT_LEAST, _TEXT_MOST = 10, 60, 300


class Window(QMainWindow):
    """Signals: closing() · renew() the language is another: make the window anew · renew_look() other colours or size"""

    closing = Signal()
    renew = Signal()
    renew_look = Signal()

    def __init__(self, memory: Memory, settings: Settings, theme: Theme) -> None:
        super().__init__()
        self.memory, self._settings, self._look = memory, settings, theme
        self._furnished = False
        self._facts: Facts | None = None
        self.setWindowTitle("Berita")
        self.setMinimumSize(620, 420)
        self.header = Header(self)
        self.column = ListColumn(self)
        self.strip = ArticleStrip(self)
        self._article_column = QWidget(self)
        self._article_column.setObjectName("paper")
        self._article_lines = QVBoxLayout(self._article_column)
        self._article_lines.setContentsMargins(0, 0, 0, 0)
        self._article_lines.setSpacing(0)
        self._article_lines.addWidget(self.strip)
        self._article_lines.addStretch(0)
        self.rail = Rail(self)
        self.columns = Columns(self.column, self._article_column, self.rail, self)
        self.status = StatusLine(self)
        self.pages = QStackedWidget(self)
        self.pages.setObjectName("paper")
        self.pages.addWidget(self.columns)
        body = QWidget(self)
        lines = QVBoxLayout(body)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.header)
        lines.addWidget(self.pages, 1)
        lines.addWidget(self.status)
        self.setCentralWidget(body)
        self._facts_soon = QTimer(self, singleShot=True)
        self._facts_soon.timeout.connect(self._ask_facts)
        self._place()
        self.wear(theme)

    def _place(self) -> None:
        free = free_room().size()
        self.resize(min(1280, free.width()), min(800, free.height() - _FRAME))
        if self.memory.geometry:
            self.restoreGeometry(QByteArray.fromBase64(self.memory.geometry.encode()))
        self.columns.arrange(self.memory.columns, self.memory.rail)

    # --- furnishing

    def furnish(self, library: Library, tasks: Tasks, actions: Actions, syncing: Syncing) -> None:
        """The library is open: list and article come in."""
        from ui.article import ArticleView
        from ui.beside import Beside
        from ui.browsing import Browsing
        from ui.headline_list import HeadlineList
        from ui.headline_model import HeadlineModel
        from ui.reading import Reading
        from ui.story_deeds import StoryDeeds
        from ui.thumbnails import Thumbnails

        self._library, self._tasks, self._actions, self._syncing = library, tasks, actions, syncing
        self._settings = library.settings
        self.model = HeadlineModel(library, tasks, self)
        self.thumbnails = Thumbnails(library.paths.picture, self)
        self.list = HeadlineList(self.model, self.thumbnails, actions, self._look, self.column)
        self.column.put_list(self.list)
        self.article = ArticleView(library, tasks, self._look, self._article_column)
        self._article_lines.insertWidget(1, self.article, 1)
        self.reading = Reading(library, tasks, actions, self.article, self)
        self.browsing = Browsing(
            library, tasks, actions, syncing, self.header, self.column, self.model, self.list, self
        )
        self.stories = StoryDeeds(actions, self.list, self.article, self.reading, self.strip, self.status, self)
        self.beside = Beside(self, actions, self.header.tabs, self.memory, str(library.paths.data))
        for part in (self.list, self.article):
            part.show()  # what is not shown yet cannot take the focus
        self._furnished = True
        self._wire()
        self._made = self._deeds()
        self._shortcuts = shortcuts.bind(self, self._made)
        self.wear(self._look)
        self.browsing.begin(self.memory.tab, unread=self.memory.unread, best=self.memory.best)
        if self.memory.story is not None:
            self.stories.open(self.memory.story)
        else:
            self.article.clear(_("Choose a headline, or press J."))
        self._ask_facts()
        self.list.setFocus()

    def _wire(self) -> None:
        actions, syncing, header, status = self._actions, self._syncing, self.header, self.status
        actions.changed.connect(self._changed)
        actions.did.connect(status.say_done)
        actions.said.connect(status.say)
        actions.failed.connect(status.say_failed)
        self._tasks.failed.connect(self._task_failed)
        self.model.failed.connect(self._task_failed)
        syncing.began.connect(self._sync_began)
        syncing.progressed.connect(self._sync_progressed)
        syncing.ended.connect(self._sync_ended)
        syncing.failed.connect(self._task_failed)
        syncing.offline_changed.connect(status.set_offline)
        status.set_offline(syncing.offline)
        status.undo.connect(actions.undo)
        status.cancel.connect(self.stop_sync)
        status.sources.connect(self.beside.show_sources)
        self.beside.sync.connect(self._sync_sources)
        self.beside.followed.connect(self._followed)
        header.sync.connect(self.sync_or_stop)
        header.menu.connect(self.show_menu)
        header.field.to_list.connect(self.list.setFocus)
        header.tabs.more.connect(self.beside.show_sections)
        header.tabs.ordered.connect(self._sections_ordered)
        header.tabs.hidden.connect(self._section_hidden)
        header.tabs.all_read.connect(self.browsing.mark_tab_read)
        self.rail.story_chosen.connect(self.stories.open)
        self.strip.rail.connect(self.columns.toggle_rail)
        if syncing.running:
            self._sync_began()

    def _deeds(self) -> dict[str, Callable[[], None]]:
        """What the shortcuts and the menu do, by the names of the table."""
        tabs = self.header.tabs
        return {
            "next": partial(self.list.step, 1),
            "previous": partial(self.list.step, -1),
            "page": self.stories.page_on,
            "page_back": self.stories.page_back,
            "next_unread": self.stories.next_unread,
            "back": self.stories.go_back,
            "forward": self.stories.go_forward,
            "larger": partial(self._change_text_size, _TEXT_STEP),
            "smaller": partial(self._change_text_size, -_TEXT_STEP),
            "normal_size": partial(self.change_setting, "text_size", "100"),
            "save": self.stories.save_or_not,
            "read": self.stories.read_or_not,
            "original": self.stories.open_original,
            "copy_link": self.stories.copy_link,
            "search": self.header.field.enter,
            "leave_search": self.header.field.leave,
            **{f"tab_{number}": partial(tabs.choose_nth, number) for number in range(1, 10)},
            "next_tab": partial(tabs.choose_next, 1),
            "previous_tab": partial(tabs.choose_next, -1),
            "all_sections": self.beside.show_sections,
            "unread": self.browsing.toggle_unread,
            "show_new": self.browsing.show_new,
            "rail": self.columns.toggle_rail,
            "all_read": self.browsing.mark_all_read,
            "undo": self._actions.undo,
            "redo": self._actions.redo,
            "sync": self.sync_or_stop,
            "sources": self.beside.show_sources,
            "menu": self.show_menu,
            "shortcuts": self.beside.show_shortcuts,
            "about": self.beside.show_about,
            "quit": self._quit,
        }

    # --- what changed

    def _sections_ordered(self, ids: list[int]) -> None:
        self._actions.order_sections(ids=ids)

    def _section_hidden(self, section: int) -> None:
        self._actions.hide_section(section_id=section)

    def _changed(self, changes: Changes) -> None:
        self.model.apply(changes)
        self.reading.apply(changes)
        if changes.settings:
            self._apply_settings()
        if not self._facts_soon.isActive():
            self._facts_soon.start(_FACTS if changes.deed else _FACTS_SYNCING)

    def _ask_facts(self) -> None:
        self._tasks.ask(partial(gather, self._library), self._show_facts, token=("facts", id(self)))

    def _show_facts(self, facts: Facts) -> None:
        self._facts = facts
        now = datetime.now(UTC)
        tabs = self.header.tabs
        tabs.set_sections(facts.sections)
        tabs.set_counts(unread=facts.unread, saved=facts.saved)
        self.browsing.forget_missing()
        self.rail.show_stories(facts.popular, facts.latest, now)
        self.status.show_state(total=facts.total, synced=facts.synced)
        self.beside.show_facts(facts)
        if facts.empty:
            self._show_first_start()
        elif facts.total or not self._syncing.running:
            self._show_reading()

    def _show_first_start(self) -> None:
        if self.pages.count() == 1:
            from ui.first_start import FirstStart

            self.first = FirstStart(self._actions, self)
            self.first.set_theme(self._look)
            self.first.followed.connect(self._followed)
            self.first.several_followed.connect(self._sync_sources)
            self.pages.addWidget(self.first)
        if not self.first_start:
            self.pages.setCurrentIndex(1)
            self.header.set_reading(False)
            self.status.hide()
            self.first.take_focus()

    def _show_reading(self) -> None:
        if self.first_start:
            self.pages.setCurrentIndex(0)
            self.header.set_reading(True)
            self.status.show()
            self.browsing.begin(self.header.tabs.key, unread=self.browsing.unread, best=self.browsing.best)
            self.list.setFocus()

    def follow_sample(self) -> None:
        """The demo: as if chosen on the first page."""
        self._show_first_start()
        self.first.follow_sample()

    @property
    def first_start(self) -> bool:
        """Whether the page of the first start is shown."""
        return self.pages.currentIndex() == 1

    def _followed(self, source: Source) -> None:
        self._sync_sources([source.id])

    # --- syncing

    def sync_or_stop(self) -> None:
        if self._syncing.running:
            self.stop_sync()
        else:
            self._syncing.start()

    def stop_sync(self) -> None:
        self._syncing.cancel()
        self.status.stopping()

    def _sync_sources(self, ids: list[int]) -> None:
        if self._syncing.running:
            self.status.say(_("A sync is running; this source follows with the next."))
        self._syncing.start(sources=ids)

    def _sync_began(self) -> None:
        self.status.begin_sync()
        self.header.show_syncing(True)

    def _sync_progressed(self, progress: Progress) -> None:
        self.status.show_progress(progress)
        if self.first_start:
            self.first.show_progress(progress)

    def _sync_ended(self, report: SyncReport | None) -> None:
        self.status.end_sync(report)
        self.header.show_syncing(False)
        self._ask_facts()

    def _task_failed(self, error: BeritaError) -> None:
        self.status.say_failed(words.error(error))

    # --- settings and look

    def change_setting(self, key: str, text: str) -> None:
        self._actions.change_setting(key=key, text=text)

    def _change_text_size(self, step: int) -> None:
        wanted = self._settings.text_size + step
        self.change_setting("text_size", str(max(_TEXT_LEAST, min(_TEXT_MOST, wanted))))

    def _apply_settings(self) -> None:
        before, self._settings = self._settings, self._library.settings
        now = self._settings
        if (before.language, before.timezone) != (now.language, now.timezone):
            self.renew.emit()
        elif (before.theme, before.text_size) != (now.theme, now.text_size):
            self.renew_look.emit()
        self._syncing.every(now.sync_every)

    def wear(self, theme: Theme) -> None:
        self._look = theme
        for part in (self.header, self.column, self.strip, self.rail, self.columns, self.status):
            part.set_theme(theme)
        if self._furnished:
            self.list.set_theme(theme)
            self.article.set_theme(theme, self._settings.text_size)
            self.beside.set_theme(theme)
            if self.pages.count() > 1:
                self.first.set_theme(theme)

    def show_menu(self) -> None:
        facts = self._facts
        button = self.header.menu_button
        made = menu.build(
            self, self._made, self.change_setting, self._settings,
            reading=not self.first_start,
            syncing=self._syncing.running,
            rail=self.rail.isVisible(),
            undoable=facts.undoable if facts else None,
            redoable=facts.redoable if facts else None,
        )
        corner = button.mapToGlobal(QPoint(button.width() - made.sizeHint().width(), button.height() + 2))
        made.popup(corner)

    # --- the end

    def remember(self) -> Memory:
        memory = self.memory
        memory.geometry = self.saveGeometry().toBase64().toStdString()
        memory.columns, memory.rail = self.columns.widths(), self.columns.rail_wished
        if self._furnished:
            memory.tab = self.header.tabs.key
            memory.unread, memory.best = self.browsing.unread, self.browsing.best
            memory.story = self.reading.wanted
            self.reading.settle()
        return memory

    def retire(self) -> None:
        """Another window takes its place: hear of nothing any more."""
        self._actions.changed.disconnect(self._changed)
        self._facts_soon.stop()
        self.hide()

    def come_forward(self) -> None:
        """A second start asked for this window."""
        if self.isMinimized():
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def _quit(self) -> None:
        self.close()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._furnished and event.button() == Qt.MouseButton.BackButton:
            self.stories.go_back()
        elif self._furnished and event.button() == Qt.MouseButton.ForwardButton:
            self.stories.go_forward()
        else:
            super().mouseReleaseEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
