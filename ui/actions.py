"""What the reader can do: one method per deed, the only way the window writes; and the one broadcast of what changed.

    view signal --> actions.save(ids=…) --> write lane: library.do.save --> Changes --> `changed`, once --> models

Deeds take their arguments by name. Each returns at once; a deed that fails is told by `failed`, in words.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from reader_app import words
from reader_app.errors import BeritaError, PayloadError, Reason
from reader_app.library import Imported
from reader_app.records import Changes, Offer, Shelf, Source, StoryQuery
from reader_app.words import _, n_
from ui.tasks import Tasks

if TYPE_CHECKING:
    from reader_app.editions import Edition
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
        self._looking = threading.Event()  # set: the look-up under way is not wanted any more
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
        self.stop_discovering()
        self._looking = threading.Event()
        work = partial(self._library.discover, address, self._looking)
        self._tasks.ask(work, done, failed=failed, token="discover", lane="long")

    def stop_discovering(self) -> None:
        """Also ends its requests, so that the next look-up need not wait for them."""
        self._looking.set()
        self._tasks.cancel("discover")

    def switch(
        self, *, offer: Offer, done: Callable[[Source], None], failed: Callable[[BeritaError], None]
    ) -> None:
        """Reach a followed site by another way from now on."""
        self._tasks.ask(partial(self._library.switch, offer), done, failed=failed, lane="write")

    def keep_key(
        self,
        *,
        kind: str,
        key: str,
        in_file: bool,
        done: Callable[[None], None],
        failed: Callable[[BeritaError], None],
    ) -> None:
        """The key of a news API; ``in_file`` where there is no keyring and the reader agreed."""
        work = partial(self._library.keep_key, kind, key, in_file=in_file)
        self._tasks.ask(work, done, failed=failed, lane="write")

    def follow(
        self, *, offer: Offer, done: Callable[[Source], None], failed: Callable[[BeritaError], None]
    ) -> None:
        self._tasks.ask(partial(self._library.follow, offer), done, failed=failed, lane="write")

    def editions(self, *, done: Callable[[list[Edition]], None]) -> None:
        """The ready-made sets of sources."""
        self._tasks.ask(self._library.editions, done, failed=self._tell_failure, token="editions")

    def follow_all(
        self, *, offers: Sequence[Offer], done: Callable[[list[Source]], None], failed: Callable[[BeritaError], None]
    ) -> None:
        self._tasks.ask(partial(self._library.follow_all, tuple(offers)), done, failed=failed, lane="write")

    def source_details(self, *, source: Source, done: Callable[[SourceDetails], None]) -> None:
        """What the sources window shows of one source beyond its row."""
        work = partial(_details, self._library, source)
        self._tasks.ask(work, done, failed=self._tell_failure, token="source details")

    def set_fulltext(self, *, source_id: int, when: str) -> None:
        self._do(partial(self._library.do.set_fulltext, source_id, when), say="edit-source")

    def set_interval(self, *, source_id: int, minutes: int | None) -> None:
        self._do(partial(self._library.do.set_interval, source_id, minutes), say="edit-source")

    def map_section(self, *, source_id: int, remote_id: str, name: str) -> None:
        self._do(partial(self._library.do.map_section, source_id, remote_id, name), say="edit-source")

    def put_all_in(self, *, source_id: int, name: str | None) -> None:
        self._do(partial(self._library.do.put_all_in, source_id, name), say="edit-source")

    def import_sources(
        self, *, path: str, done: Callable[[Imported], None], failed: Callable[[BeritaError], None]
    ) -> None:
        """Follow what an OPML file names."""
        self._tasks.ask(partial(_import, self._library, path), done, failed=failed, lane="write")

    def export_sources(self, *, path: str, done: Callable[[str], None], failed: Callable[[BeritaError], None]) -> None:
        """Write what is followed into an OPML file."""
        self._tasks.ask(partial(_export, self._library, path), done, failed=failed, lane="write")

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


@dataclass(frozen=True, slots=True)
class SourceDetails:
    """What there is to change of a source; ``sections``: all names of ours by their id."""

    source: Source
    shelves: tuple[Shelf, ...]
    sections: dict[int, str]
    used: tuple[int, int]  # requests made today with its key, and how many are allowed


def _details(library: Library, source: Source) -> SourceDetails:
    sections = {each.id: each.name for each in library.ask.sections()}
    return SourceDetails(source, tuple(library.ask.shelves(source.id)), sections, library.used_today(source.kind))


def _import(library: Library, path: str) -> Imported:
    try:
        body = Path(path).read_bytes()
    except OSError as error:
        raise PayloadError(path, str(error.strerror or ""), Reason.NO_FILE) from error
    return library.import_sources(body)


def _export(library: Library, path: str) -> str:
    try:
        Path(path).write_bytes(library.export_sources())
    except OSError as error:
        raise PayloadError(path, str(error.strerror or ""), Reason.NO_FILE) from error
    return path


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
