"""The open story: fetched off the window's thread, shown, counted as read in time, its position kept; back and forward.

    open(id) --> ask.story --> article --> read_after ms on the screen --> actions.mark_read(quietly)
                          \\--> no Markdown yet: library.convert (long lane) --> shown again if still open
"""

from __future__ import annotations

import dataclasses
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from reader_app import words
from reader_app.errors import BeritaError, NotFound
from reader_app.records import Changes, Headline, Story
from reader_app.words import _
from ui.actions import Actions
from ui.history import History
from ui.tasks import Tasks

if TYPE_CHECKING:
    from reader_app.library import Library
    from ui.article import ArticleView

_SLOW = 80  # ms: only a story that takes longer is announced by its headline
_POSITION = 1_000  # ms without scrolling until a position is kept


class Reading(QObject):
    """Signals: shown(Headline or None) the open story, also when its marks changed · visited() the history changed"""

    shown = Signal(object)
    visited = Signal()

    def __init__(
        self, library: Library, tasks: Tasks, actions: Actions, article: ArticleView, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library, self._tasks, self._actions, self._article = library, tasks, actions, article
        self.history = History()
        self.story: Story | None = None  # on the screen
        self._wanted: int | None = None  # asked for, perhaps not on the screen yet
        self._announced: Headline | None = None
        self._position: tuple[int, float] | None = None
        self._mark_unless_left = self._timer(self._count_as_read)
        self._announce_soon = self._timer(self._announce, _SLOW)
        self._keep_soon = self._timer(self._keep_position, _POSITION)
        article.read_to.connect(self._read_to)

    @property
    def headline(self) -> Headline | None:
        return self.story.headline if self.story is not None else None

    @property
    def wanted(self) -> int | None:
        """The id of the story that is, or is about to be, open."""
        return self._wanted

    # --- opening

    def open(self, story: int, *, headline: Headline | None = None, visit: bool = True) -> None:
        if story == self._wanted:
            return
        self._leave()
        self._wanted, self._announced = story, headline
        if visit:
            self.history.visit(story)
        self.visited.emit()
        if headline is not None:
            self._announce_soon.start()
        self._ask(story, self._show)

    def close(self) -> None:
        """Show no story."""
        self._leave()
        self._wanted = self.story = None
        self._article.clear(_("Choose a headline, or press J."))
        self.shown.emit(None)

    def mark_now(self) -> None:
        """Enter: the open story counts as read at once."""
        self._mark_unless_left.stop()
        shown = self.headline
        if self._wanted is not None and not (shown is not None and shown.id == self._wanted and shown.read):
            self._actions.mark_read(ids=(self._wanted,), quietly=True)

    def go_back(self) -> int | None:
        return self._go(self.history.back())

    def go_forward(self) -> int | None:
        return self._go(self.history.forward())

    def _go(self, story: int | None) -> int | None:
        if story is not None:
            self.open(story, visit=False)
        return story

    def _ask(self, story: int, done: object) -> None:
        self._tasks.ask(
            partial(self._library.ask.story, story), done, failed=partial(self._failed, story), token="story"  # type: ignore[arg-type]
        )

    # --- answers

    def _show(self, story: Story) -> None:
        self._announce_soon.stop()
        self.story = story
        self._article.show_story(story)
        self.shown.emit(story.headline)
        if story.markdown is None and not story.headline.protected:
            self._convert(story.headline.id)
        pause = self._library.settings.read_after
        if pause and not story.headline.read:
            self._mark_unless_left.start(pause)

    def _convert(self, story: int) -> None:
        self._tasks.ask(
            partial(self._library.convert, story), partial(self._converted, story), failed=_stay, token="convert", lane="long"
        )

    def _converted(self, story: int, _markdown: str) -> None:
        if story == self._wanted:
            self._ask(story, self._show_again)

    def _show_again(self, story: Story) -> None:
        """The same story with more of it: its Markdown, or a picture that arrived."""
        before = self.story
        self.story = story
        if before is None or (before.markdown, before.images) != (story.markdown, story.images):
            self._article.show_story(story)
        self.shown.emit(story.headline)

    def _announce(self) -> None:
        if self._announced is not None:
            self._article.show_lead(self._announced)

    def _failed(self, story: int, error: BeritaError) -> None:
        self._announce_soon.stop()
        if story != self._wanted:
            return
        self.story = None
        gone = isinstance(error, NotFound)
        self._article.clear(_("This story is no longer here.") if gone else words.error(error))
        self.shown.emit(None)

    # --- what changed

    def apply(self, changes: Changes) -> None:
        """The open story stays as it is under the reader's eyes; its marks are shown, and pictures that arrived
        while nothing was scrolled yet."""
        story = self._wanted
        if story is None or not (changes.foreign or story in changes.changed):
            return
        untouched = self.story is None or self._position is None or self._position[1] <= 0.0
        if changes.deed is None and untouched:
            self._ask(story, self._show_again)
        else:
            self._tasks.ask(
                partial(self._library.ask.headlines_of, (story,)), self._show_marks, failed=_stay, token="marks"
            )

    def _show_marks(self, headlines: list[Headline]) -> None:
        if self.story is None or not headlines or headlines[0].id != self._wanted:
            return
        self.story = dataclasses.replace(self.story, headline=headlines[0])
        if headlines[0].read:
            self._mark_unless_left.stop()
        self.shown.emit(headlines[0])

    # --- reading

    def _count_as_read(self) -> None:
        headline = self.headline
        if headline is not None and headline.id == self._wanted and not headline.read:
            self._actions.mark_read(ids=(headline.id,), quietly=True)

    def _read_to(self, position: float) -> None:
        if self.story is not None and self.story.headline.id == self._wanted:
            self._position = (self.story.headline.id, position)
            self._keep_soon.start()

    def _keep_position(self) -> None:
        self._keep_soon.stop()
        if self._position is not None:
            story, position = self._position
            self._actions.keep_position(story_id=story, position=position)

    def settle(self) -> None:
        """Keep what would be kept in a moment: the window closes."""
        if self._keep_soon.isActive():
            self._keep_position()

    def _leave(self) -> None:
        self.settle()
        self._mark_unless_left.stop()
        self._announce_soon.stop()
        self._position = None
        self._tasks.cancel("convert")
        self._tasks.cancel("marks")

    def _timer(self, call: object, milliseconds: int = 0) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=milliseconds)
        timer.timeout.connect(call)
        return timer


def _stay(_error: BeritaError) -> None:
    """What is on the screen stays: the text is there, only not as fine as it could be."""
