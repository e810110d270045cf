"""What all parts of one sync share."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from reader_app.paths import Paths
from reader_app.sync import manners
from reader_app.sync.ports import Network, SyncStore
from reader_app.sync.tally import Tally
from reader_app.sync.validators import HeldValidators
from reader_app.sync.workers import Stopped, Workers

T = TypeVar("T")

PAUSE = 0.005  # s between two write transactions: another process (a window, a mark from a script) gets its turn


@dataclass(frozen=True, slots=True)
class Run:
    """One sync under way."""

    store: SyncStore
    network: Network
    workers: Workers
    validators: HeldValidators | None
    paths: Paths
    ceiling: int  # px, the longer side of stored pictures
    clock: Callable[[], datetime]
    tally: Tally
    cancel: threading.Event  # the reader's
    quotas: Mapping[str, int] = field(default_factory=dict)  # kind → requests a day that the reader allows
    page_every: float = manners.PAGE_EVERY  # s between two pages of one host
    texts_done: threading.Event = field(default_factory=threading.Event)  # no page will bring text any more
    stop: threading.Event = field(default_factory=threading.Event)  # the same, or the store cannot be written
    gate: threading.Lock = field(default_factory=threading.Lock)

    def write(self, deed: Callable[[], T]) -> T:
        """One write transaction and the pause after it, one thread of the sync at a time."""
        with self.gate:
            done = deed()
            self.stop.wait(PAUSE)
            return done

    def go_on(self) -> None:
        """Raises Stopped once the sync is cancelled."""
        if self.cancel.is_set():
            self.stop.set()
        if self.stop.is_set():
            raise Stopped
