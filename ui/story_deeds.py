"""What the reader does with stories by key or button: go on, go back, save, mark, open elsewhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton, QApplication

from reader_app.records import Headline
from reader_app.words import _
from ui.actions import Actions
from ui.headline_list import HeadlineList
from ui.reading import Reading
from ui.status import StatusLine
from ui.strips import ArticleStrip

if TYPE_CHECKING:
    from ui.article import ArticleView


class StoryDeeds(QObject):
    def __init__(
        self,
        actions: Actions,
        headlines: HeadlineList,
        article: ArticleView,
        reading: Reading,
        strip: ArticleStrip,
        status: StatusLine,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._actions, self._list, self._article, self._reading = actions, headlines, article, reading
        self._strip, self._status = strip, status
        headlines.story_chosen.connect(self._chosen)
        headlines.story_activated.connect(self._activated)
        article.story_linked.connect(self.open)
        article.link_opened.connect(self._link_opened)
        reading.shown.connect(strip.show_story)
        reading.visited.connect(self._show_history)
        for signal, deed in (
            (strip.back, self.go_back),
            (strip.forward, self.go_forward),
            (strip.save, self.save_or_not),
            (strip.read, self.read_or_not),
            (strip.copy_link, self.copy_link),
            (strip.original, self.open_original),
        ):
            signal.connect(deed)

    # --- which story

    def open(self, story: int) -> None:
        """From the rail, a link, or memory; its row is marked where the list has it."""
        self._reading.open(story)
        self._list.select_story(story)

    def _chosen(self, story: int) -> None:
        self._reading.open(story, headline=self._list.current_headline())

    def _activated(self, story: int) -> None:
        self._reading.open(story)
        self._reading.mark_now()
        self._article.setFocus()

    def go_back(self) -> None:
        self._mark(self._reading.go_back())

    def go_forward(self) -> None:
        self._mark(self._reading.go_forward())

    def _mark(self, story: int | None) -> None:
        if story is not None:
            self._list.select_story(story)

    def page_on(self) -> None:
        """Space: a page, then the next unread; on a button it presses, as everywhere."""
        held = QApplication.focusWidget()
        if isinstance(held, QAbstractButton):
            held.click()
        elif self._reading.wanted is None or not self._article.scroll_page():
            self.next_unread()

    def page_back(self) -> None:
        self._article.scroll_page_back()

    def next_unread(self) -> None:
        self._list.step_to_unread(partial(self._status.say, _("Nothing unread is left here.")))

    # --- deeds

    def _headline(self) -> Headline | None:
        """The row the reader is on, which may be a moment before its story is open; else the open story."""
        return self._list.current_headline() or self._reading.headline

    def save_or_not(self) -> None:
        if headline := self._headline():
            deed = self._actions.unsave if headline.saved else self._actions.save
            deed(ids=(headline.id,))

    def read_or_not(self) -> None:
        if headline := self._headline():
            deed = self._actions.mark_unread if headline.read else self._actions.mark_read
            deed(ids=(headline.id,))

    def open_original(self) -> None:
        if headline := self._headline():
            self._actions.open_original(url=headline.url)

    def copy_link(self) -> None:
        if headline := self._headline():
            self._actions.copy_link(url=headline.url)

    def _link_opened(self, url: str) -> None:
        self._actions.open_original(url=url)

    def _show_history(self) -> None:
        history = self._reading.history
        self._strip.show_history(back=history.can_go_back, forward=history.can_go_forward)
