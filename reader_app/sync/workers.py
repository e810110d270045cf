"""Worker processes: where strangers' bytes are read, each job under a time and a memory limit.

A worker starts when there is a job and none is free, and ends after ten idle seconds. Each stands in a pool of its
own, so one that is killed in mid-sentence can never leave another waiting for a lock it held. One thread, the keeper,
starts and ends them all: on Linux the kernel kills a worker when the *thread* that started it ends, which is how no
worker outlives a Berita that was killed; elsewhere a thread in the worker watches its parent.

The memory limit is the address space (RLIMIT_AS): Linux keeps it; macOS accepts and mostly ignores it; Windows has no
such thing, there only the size limits on what is downloaded and the time limit hold.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Collection
from concurrent.futures import wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from reader_app.errors import PayloadError, Reason
from reader_app.paths import Paths

if TYPE_CHECKING:
    from pebble import ProcessPool

T = TypeVar("T")

TRIES = 3  # for a job whose worker was gone before it began
TICK = 0.05  # s: how soon a waiting job notices that it was cancelled
PR_SET_PDEATHSIG = 1  # from <sys/prctl.h>


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may take."""

    page: float = 30.0  # s: a payload with all its stories, or a handful of pages to convert
    story: float = 10.0  # s: one story by itself, or one picture
    memory: int = 1 << 30  # bytes a worker
    idle: float = 10.0  # s without a job after which a worker ends


class Spoiled(Exception):
    """A job passed its time limit (`Reason.TOO_SLOW`) or its memory limit, or died (`Reason.TOO_HEAVY`)."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class Stopped(Exception):
    """The sync was cancelled, or Berita is closing."""


class Workers:
    """At most ``most`` worker processes for one profile; every method may be called from any thread."""

    def __init__(self, paths: Paths, *, limits: Limits | None = None, most: int | None = None) -> None:
        self.paths = paths
        self.limits = limits or Limits()
        self._most = most or max(1, min(3, os.cpu_count() or 1))
        self._change = threading.Condition()
        self._free: list[tuple[ProcessPool, float]] = []  # with the time since when; the warmest last
        self._spent: list[ProcessPool] = []  # to be ended
        self._alive = 0
        self._waiting = 0
        self._closed = False
        self._broken: BrokenProcessPool | None = None
        self._converter: int | None = None
        self._keeper: threading.Thread | None = None

    @property
    def alive(self) -> int:
        """How many workers there are now."""
        with self._change:
            return self._alive

    def run(
        self, work: Callable[..., T], *arguments: object, seconds: float, cancel: threading.Event | None = None
    ) -> T:
        """What ``work(*arguments)`` returns in a worker. Raises Spoiled, Stopped, or what ``work`` raises; PayloadError
        where no worker lives long enough to begin."""
        from pebble import ProcessExpired

        for _ in range(TRIES):
            pool = self._take(cancel)
            fit = False
            try:
                future = pool.schedule(work, args=arguments, timeout=seconds)
                while not wait([future], timeout=TICK).done:
                    if self._closed or (cancel is not None and cancel.is_set()):
                        raise Stopped
                result = future.result()
                fit = True
                return result
            except BrokenProcessPool:
                continue  # the worker was idle and somebody killed it: the job never began
            except TimeoutError as error:
                fit = True  # the pool has put a fresh worker in the place of this one
                raise Spoiled(Reason.TOO_SLOW) from error
            except (MemoryError, ProcessExpired) as error:
                raise Spoiled(Reason.TOO_HEAVY) from error
            finally:
                self._give_back(pool, fit)
        # Not the job's fault: the system has no room, or somebody ends them. No story is to blame, nothing is skipped.
        raise PayloadError("", "worker processes end before they begin")

    def convert(self, html: str, base_url: str, pictures: Collection[str], lead: str = "") -> str:
        """One story's Markdown, now. Raises PayloadError."""
        from reader_app.sync import job

        try:
            return self.run(job.convert, html, base_url, tuple(pictures), lead, seconds=self.limits.story)
        except Spoiled as error:
            raise PayloadError(base_url, reason=error.reason) from error
        except Stopped as error:
            raise PayloadError(base_url, reason=Reason.CANCELLED) from error

    def converter(self, cancel: threading.Event | None = None) -> int:
        """The version of the converter that `convert` uses. Raises Stopped, PayloadError."""
        from reader_app.sync import job

        if self._converter is None:
            try:
                self._converter = self.run(job.converter, seconds=self.limits.page, cancel=cancel)
            except Spoiled as error:  # somebody ended the worker just then
                raise PayloadError("", reason=error.reason) from error
        return self._converter

    def close(self) -> None:
        """End all workers, whatever they do, within a second; jobs under way raise Stopped."""
        with self._change:
            self._closed = True
            self._change.notify_all()
            keeper = self._keeper
        if keeper is not None:
            keeper.join(1.0)

    # --- lending ---

    def _take(self, cancel: threading.Event | None) -> ProcessPool:
        with self._change:
            self._waiting += 1
            try:
                while True:
                    while self._free:
                        pool = self._free.pop()[0]
                        if pool.active:
                            return pool
                        self._spent.append(pool)
                    if self._closed or (cancel is not None and cancel.is_set()):
                        raise Stopped
                    if self._broken is not None:
                        broken, self._broken = self._broken, None
                        raise PayloadError("", "no worker process can be started") from broken
                    if self._keeper is None:
                        self._keeper = threading.Thread(target=self._keep, name="keeper", daemon=True)
                        self._keeper.start()
                    self._change.notify_all()
                    self._change.wait(TICK)
            finally:
                self._waiting -= 1

    def _give_back(self, pool: ProcessPool, fit: bool) -> None:
        with self._change:
            if fit and not self._closed:
                self._free.append((pool, time.monotonic()))
            else:
                self._spent.append(pool)
            self._change.notify_all()

    # --- the keeper's thread ---

    def _keep(self) -> None:
        while True:
            with self._change:
                ending, self._spent = self._spent + self._stale(), []
                starting = not self._closed and self._waiting > len(self._free) and self._alive < self._most
                self._alive += starting
                if not starting and not ending:
                    if not self._alive:
                        _end_tracker()
                        self._keeper = None
                        return
                    self._change.wait(self._rest())
                    continue
            if starting:
                self._start()
            for pool in ending:
                pool.stop()  # type: ignore[no-untyped-call]
            for pool in ending:
                pool.join()
            with self._change:
                self._alive -= len(ending)
                self._change.notify_all()

    def _stale(self) -> list[ProcessPool]:
        """Take out the workers that were idle for long enough; all of them when closing."""
        since = time.monotonic() - (0 if self._closed else self.limits.idle)
        stale = [pool for pool, free in self._free if free <= since]
        self._free = [(pool, free) for pool, free in self._free if free > since]
        return stale

    def _rest(self) -> float | None:
        if not self._free:
            return None
        return max(self._free[0][1] + self.limits.idle - time.monotonic(), 0.0)

    def _start(self) -> None:
        from pebble import ProcessPool

        pool = ProcessPool(
            max_workers=1,
            initializer=enter,
            initargs=(self.limits.memory, os.getpid()),
            context=multiprocessing.get_context("spawn"),
        )
        try:
            pool.schedule(ready)  # starts the process, from this thread
        except BrokenProcessPool as error:
            with self._change:
                self._alive -= 1
                self._broken = error
                self._change.notify_all()
            return
        self._give_back(pool, True)


def _end_tracker() -> None:
    """End the process by which Python tracks its workers' locks: without workers it is 8 MiB for nothing.

    Python ends it only with itself and starts it again by itself. Where it has no such way to end it, it stays."""
    from multiprocessing import resource_tracker

    if multiprocessing.active_children():  # somebody else's
        return
    end = getattr(getattr(resource_tracker, "_resource_tracker", None), "_stop", None)
    if end is not None:
        end()


# --- in the worker ----------------------------------------------------------------------------------------


def ready() -> None:
    """A job that only proves that the worker is there."""


def enter(memory: int, parent: int) -> None:
    """First thing in a worker: its limits, its place behind the window, and its end with its parent."""
    warnings.simplefilter("ignore")  # what Pillow and others have to say of strangers' bytes is nobody's business
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # also ends a worker that never comes back from C
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # even while something holds the interpreter
        if os.getppid() != parent:
            os._exit(1)
    if sys.platform != "win32":
        import resource

        os.nice(5)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        try:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        except (ValueError, OSError):
            pass  # macOS may refuse; the other limits hold
    import reader_app.content.derive  # noqa: F401 - what nearly every job needs, before its time begins to run


def _end_with_parent() -> None:
    from multiprocessing.connection import wait as wait_for

    parent = multiprocessing.parent_process()
    if parent is not None:
        wait_for([parent.sentinel])
        os._exit(1)
