"""The window's syncs: by hand, at the start and every so often; one at a time, cancellable, and whether we are offline."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from reader_app.errors import AlreadySyncing, BeritaError
from reader_app.records import Progress, StoryQuery, SyncReport
from ui.tasks import Tasks

if TYPE_CHECKING:
    from reader_app.library import Library


class Syncing(QObject):
    """Signals:
    began()                    a sync began
    progressed(Progress)       where it stands; bursts are told as their last
    ended(SyncReport or None)  it ended; None: it could not begin (see failed)
    failed(BeritaError)        why the reader's sync could not begin
    offline_changed(bool)
    """

    began = Signal()
    progressed = Signal(object)
    ended = Signal(object)
    failed = Signal(object)
    offline_changed = Signal(bool)

    def __init__(self, library: Library, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._cancel: threading.Event | None = None
        self._latest: Progress | None = None  # written by the sync's threads, read on the window's
        self._told = threading.Event()  # set while a progress is on its way home
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._by_timer)
        self._by_hand = False
        self._network: QObject | None = None
        self.offline = False

    @property
    def running(self) -> bool:
        return self._cancel is not None

    def start(self, *, sources: Sequence[int] | None = None, by_hand: bool = True) -> None:
        """Sync ``sources``, or all. While one runs, nothing happens."""
        cancel = threading.Event()
        work = partial(
            self._library.sync,
            sources=None if sources is None else tuple(sources),
            force=by_hand,
            progress=self._progress,
            cancel=cancel,
        )
        self._run(work, cancel, by_hand)

    def fetch_older(self, query: StoryQuery, done: Callable[[SyncReport | None], None]) -> None:
        """Ask the API for stories older than the store's ("Selengkapnya"); ``done`` gets None where it could not begin."""
        cancel = threading.Event()
        self._run(partial(self._library.older, query, progress=self._progress, cancel=cancel), cancel, True, done)

    def cancel(self) -> None:
        if self._cancel is not None:
            self._cancel.set()

    def every(self, minutes: int) -> None:
        """Sync by itself every ``minutes``; 0: never."""
        if minutes > 0:
            self._timer.start(minutes * 60_000)
        else:
            self._timer.stop()

    def watch_network(self) -> None:
        """Hear from the system when the network comes and goes. Costs a plug-in: called once the window stands."""
        from PySide6.QtNetwork import QNetworkInformation

        if self._network is not None or not QNetworkInformation.loadDefaultBackend():
            return
        network = QNetworkInformation.instance()
        self._network = network
        network.reachabilityChanged.connect(self._reachability)
        if network.reachability() == QNetworkInformation.Reachability.Disconnected:
            self._set_offline(True)

    # --- within

    def _run(
        self,
        work: Callable[[], SyncReport],
        cancel: threading.Event,
        by_hand: bool,
        done: Callable[[SyncReport | None], None] | None = None,
    ) -> None:
        if self.running:
            return
        self._cancel, self._latest, self._by_hand = cancel, None, by_hand
        self.began.emit()
        self._tasks.ask(work, partial(self._end, done), failed=partial(self._fail, done), lane="long")

    def _end(self, done: Callable[[SyncReport | None], None] | None, report: SyncReport) -> None:
        self._cancel = None
        if report.offline or report.synced:
            self._set_offline(report.offline)
        self.ended.emit(report)
        if done is not None:
            done(report)

    def _fail(self, done: Callable[[SyncReport | None], None] | None, error: BeritaError) -> None:
        self._cancel = None
        self.ended.emit(None)
        if done is not None:
            done(None)
        # another process at work on this profile is normal; only who asked is told
        if self._by_hand or not isinstance(error, AlreadySyncing):
            self.failed.emit(error)

    def _progress(self, progress: Progress) -> None:
        """On the sync's threads."""
        self._latest = progress
        if not self._told.is_set():
            self._told.set()
            self._tasks.post(self._tell)

    def _tell(self) -> None:
        self._told.clear()
        if self._latest is not None and self.running:
            self.progressed.emit(self._latest)

    def _by_timer(self) -> None:
        self.start(by_hand=False)

    def _reachability(self, reachability: object) -> None:
        from PySide6.QtNetwork import QNetworkInformation

        if reachability == QNetworkInformation.Reachability.Disconnected:
            self._set_offline(True)
        elif reachability == QNetworkInformation.Reachability.Online and self.offline:
            self._set_offline(False)
            if self._timer.isActive():
                self.start(by_hand=False)

    def _set_offline(self, offline: bool) -> None:
        if offline != self.offline:
            self.offline = offline
            self.offline_changed.emit(offline)
