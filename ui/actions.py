"""What the reader can do: one method per deed, the only way the window writes; and the one broadcast of what changed.

    view signal --> actions.save(ids=…) --> write lane: library.do.save --> Changes --> `changed`, once --> models

Deeds take their arguments by name. Each returns at once; a deed that fails is told by `failed`, in words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from reader_app import words
from reader_app.errors import BeritaError
from reader_app.records import Changes, Offer, Source, StoryQuery
from reader_app.words import _, n_
from ui.tasks import Tasks

if TYPE_CHECKING:
    from reader_app.library import Library


class Actions(QObject):
    """Signals:
    changed(Changes)  something was written, by this window, its sync or another process; told once per write
    did(str)          a deed was done that can be taken back: "Marked 12 stories as read"
    said(str)         something to say quietly: "Link copied"
    failed(str)       a deed failed: one sentence
    """

    changed = Signal(object)
    did = Signal(str)
    said = Signal(str)
    failed = Signal(str)

    def __init__(self, library: Library, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        library.watch(self._written)

    # --- stories

    def save(self, *, ids: Sequence[int]) -> None:
        self._do(partial(self._library.do.save, tuple(ids)))

    def unsave(self, *, ids: Sequence[int]) -> None:
        self._do(partial(self._library.do.unsave, tuple(ids)))

    def mark_read(self, *, ids: Sequence[int], quietly: bool = False) -> None:
        """``quietly``: because it was shown long enough; nobody needs to be told."""
        self._do(partial(self._library.do.mark_read, tuple(ids), shown=quietly), quietly=quietly)

    def mark_unread(self, *, ids: Sequence[int]) -> None:
        self._do(partial(self._library.do.mark_unread, tuple(ids)))

    def mark_query_read(self, *, query: StoryQuery) -> None:
        """Everything in a list, also what is not on the screen."""
        self._do(partial(self._library.do.mark_query_read, query))

    def keep_position(self, *, story_id: int, position: float) -> None:
        """How far the reader came; a later one replaces one that still waits."""
        self._tasks.ask(
            partial(self._library.do.keep_position, story_id, position),
            _nothing,
            failed=self._tell_failure,
            token=("position", story_id),
            lane="write",
        )

    # --- the journal

    def undo(self) -> None:
        self._tasks.ask(self._library.do.undo, self._undone, failed=self._tell_failure, lane="write")

    def redo(self) -> None:
        self._tasks.ask(self._library.do.redo, self._redone, failed=self._tell_failure, lane="write")

    # --- sources and sections

    def pause_source(self, *, source_id: int) -> None:
        self._do(partial(self._library.do.pause, source_id), say="pause")

    def resume_source(self, *, source_id: int) -> None:
        self._do(partial(self._library.do.resume, source_id), say="resume")

    def remove_source(self, *, source_id: int) -> None:
        self._do(partial(self._library.do.remove, source_id), say="remove")

    def rename_source(self, *, source_id: int, name: str) -> None:
        self._do(partial(self._library.do.rename_source, source_id, name), say="rename-source")

    def order_sections(self, *, ids: Sequence[int]) -> None:
        self._do(partial(self._library.do.order_sections, tuple(ids)))

    def hide_section(self, *, section_id: int, hidden: bool = True) -> None:
        say = "hide-section" if hidden else "show-section"
        self._do(partial(self._library.do.hide_section, section_id, hidden), say=say)

    def discover(
        self, *, address: str, done: Callable[[list[Offer]], None], failed: Callable[[BeritaError], None]
    ) -> None:
        """What an address offers; a newer look-up drops this one."""
        work = partial(self._library.discover, address)
        self._tasks.ask(work, done, failed=failed, token="discover", lane="long")

    def stop_discovering(self) -> None:
        self._tasks.cancel("discover")

    def follow(
        self, *, offer: Offer, done: Callable[[Source], None], failed: Callable[[BeritaError], None]
    ) -> None:
        self._tasks.ask(partial(self._library.follow, offer), done, failed=failed, lane="write")

    def follow_sample(self, *, done: Callable[[Source], None], failed: Callable[[BeritaError], None]) -> None:
        """The sample edition. Its offer comes from a server that is started now."""
        self._tasks.ask(
            self._library.sample_offer,
            lambda offer: self.follow(offer=offer, done=done, failed=failed),
            failed=failed,
            lane="long",
        )

    # --- settings

    def change_setting(self, *, key: str, text: str, done: Callable[[], None] | None = None) -> None:
        self._tasks.ask(
            partial(self._library.change_setting, key, text),
            lambda _changes: done() if done else None,
            failed=self._tell_failure,
            lane="write",
        )

    # --- outside

    def copy_link(self, *, url: str) -> None:
        QGuiApplication.clipboard().setText(url)
        self.said.emit(_("Link copied"))

    def open_original(self, *, url: str) -> None:
        """In the system's browser; only what is on the web."""
        address = QUrl(url)
        if address.scheme() in ("http", "https") and address.host():
            QDesktopServices.openUrl(address)
        else:
            self.failed.emit(_("This address cannot be opened in a browser."))

    # --- how they are done

    def _do(self, deed: Callable[[], Changes], *, quietly: bool = False, say: str = "") -> None:
        """``say``: the words key of a deed that the journal does not keep."""
        done = _nothing if quietly else partial(self._done, say)
        self._tasks.ask(deed, done, failed=self._tell_failure, lane="write")

    def _done(self, say: str, changes: Changes) -> None:
        if changes.deed is not None:
            self.did.emit(_sentence(changes))
        elif say and changes:
            self.said.emit(words.deed(say))

    def _undone(self, changes: Changes) -> None:
        if changes.deed is None:
            self.said.emit(_("Nothing to undo"))
        else:
            self.said.emit(words.undone(changes.deed))

    def _redone(self, changes: Changes) -> None:
        if changes.deed is None:
            self.said.emit(_("Nothing to redo"))
        else:
            self.did.emit(_sentence(changes))

    def _tell_failure(self, error: BeritaError) -> None:
        self.failed.emit(words.error(error))

    def _written(self, changes: Changes) -> None:
        """On the thread that wrote."""
        self._tasks.post(partial(self.changed.emit, changes))


def _sentence(changes: Changes) -> str:
    """What was done, with how many where there were several."""
    count = len(changes.changed)
    if count > 1 and changes.deed in ("mark-read", "mark-all-read"):
        return n_("Marked {count} story as read", "Marked {count} stories as read", count).format(
            count=words.number(count)
        )
    if count > 1 and changes.deed == "mark-unread":
        return n_("Marked {count} story as unread", "Marked {count} stories as unread", count).format(
            count=words.number(count)
        )
    assert changes.deed is not None
    return words.deed(changes.deed)


def _nothing(_answer: object) -> None:
    pass
