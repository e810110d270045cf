"""Work off the window's thread: lanes of threads, and the one queued signal that brings answers home.

    window: ask(work, done) --> lane: work() --> [queued signal] --> window: done(answer)

``work`` must touch no widget. ``done`` and ``failed`` run on the window's thread, in the order the answers came.
A `BeritaError` goes to ``failed`` (or to the signal `failed`); anything else is a bug: it is not caught, ends its
thread, and `threading.excepthook` takes it to the crash dialog.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from reader_app.errors import BeritaError

T = TypeVar("T")

LANES = {"read": 2, "write": 1, "long": 3}  # threads of each; long: a sync, a look-up, a conversion


@dataclass(frozen=True, slots=True)
class _Errand:
    work: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Callable[[BeritaError], None] | None
    token: Hashable | None
    turn: int  # which ask of this token it was; the newest is the one that counts


class Tasks(QObject):
    """Signals: failed(BeritaError) — an errand failed and its asker had no ``failed`` of its own."""

    failed = Signal(object)
    _home = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._home.connect(_call, Qt.ConnectionType.QueuedConnection)
        self._lanes = {name: _Lane(name, threads, self._run) for name, threads in LANES.items()}
        self._turns: dict[Hashable, int] = {}
        self._count = 0
        self._closed = False

    def ask(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        *,
        failed: Callable[[BeritaError], None] | None = None,
        token: Hashable | None = None,
        lane: str = "read",
    ) -> None:
        """Have ``work`` done in a lane and ``done`` called with its answer.

        A newer ask with the same ``token``, or `cancel`, drops this one: it is not begun, or its answer is not told."""
        if self._closed:
            return
        self._count += 1
        if token is not None:
            self._turns[token] = self._count
        self._lanes[lane].put(_Errand(work, done, failed, token, self._count))

    def cancel(self, token: Hashable) -> None:
        """Drop what was asked with ``token``: a late answer will not be told."""
        self._turns.pop(token, None)

    def post(self, call: Callable[[], None]) -> None:
        """Have ``call`` made on the window's thread, soon. May be asked from any thread."""
        if not self._closed:
            self._home.emit(call)

    def close(self, patience: float = 0.8) -> None:
        """End the lanes: marks already asked for are written, the rest is dropped; waits ``patience`` seconds at most."""
        self._closed = True
        end = time.monotonic() + patience
        for name, lane in self._lanes.items():
            lane.end(drain=name == "write")
        for lane in self._lanes.values():
            lane.wait(end)

    def _valid(self, errand: _Errand) -> bool:
        return errand.token is None or self._turns.get(errand.token) == errand.turn

    def _run(self, errand: _Errand) -> None:
        """In a lane."""
        if not self._valid(errand):
            return
        try:
            answer = errand.work()
        except BeritaError as error:
            self.post(partial(self._fail, errand, error))
        else:
            self.post(partial(self._tell, errand, answer))

    def _tell(self, errand: _Errand, answer: Any) -> None:
        if self._take(errand):
            errand.done(answer)

    def _fail(self, errand: _Errand, error: BeritaError) -> None:
        if not self._take(errand):
            return
        if errand.failed is not None:
            errand.failed(error)
        else:
            self.failed.emit(error)

    def _take(self, errand: _Errand) -> bool:
        if self._closed or not self._valid(errand):
            return False
        if errand.token is not None:
            del self._turns[errand.token]
        return True


class _Lane:
    """A queue and its threads, which start with the first errand.

    They are daemons, unlike those of concurrent.futures: a connection that hangs must not hold back the end of the
    program. What must be finished is waited for in `Tasks.close`."""

    def __init__(self, name: str, threads: int, run: Callable[[_Errand], None]) -> None:
        self._name, self._most, self._run = name, threads, run
        self._queue: queue.SimpleQueue[_Errand | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._idle = threading.Semaphore(0)

    def put(self, errand: _Errand) -> None:
        self._queue.put(errand)
        if self._idle.acquire(blocking=False):
            return
        if len(self._threads) < self._most:
            self._start()

    def _start(self) -> None:
        thread = threading.Thread(target=self._work, name=f"berita-{self._name}", daemon=True)
        self._threads.append(thread)
        thread.start()

    def end(self, *, drain: bool) -> None:
        if not drain:
            try:
                while True:
                    self._queue.get_nowait()
            except queue.Empty:
                pass
        for _ in range(self._most):
            self._queue.put(None)

    def wait(self, end: float) -> None:
        while (running := tuple(self._threads)) and (left := end - time.monotonic()) > 0:
            running[0].join(left)

    def _work(self) -> None:
        bug = True
        try:
            while (errand := self._next()) is not None:
                self._run(errand)
                del errand  # an errand holds its asker alive: not while waiting
            bug = False
        finally:
            if bug and not self._queue.empty():  # what waits behind a bug must not wait for ever
                self._start()
            self._threads.remove(threading.current_thread())

    def _next(self) -> _Errand | None:
        try:
            return self._queue.get_nowait()
        except queue.Empty:
            self._idle.release()
            return self._queue.get()


def _call(call: Callable[[], None]) -> None:
    call()
