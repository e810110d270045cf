"""What a sync has done so far: counted by many threads, told a few times a second, reported at its end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

from reader_app.records import Progress, SourceFailure, SyncReport

PAUSE = 0.1  # s between two progress calls
PHASES = ("stories", "texts", "pictures", "pages")  # counted in sources, stories cut, pictures, stories to convert


class Tally:
    """Counts of one sync. ``progress`` is called from its threads, one at a time.

    Phases overlap; what is told is the first that is not done."""

    def __init__(self, progress: Callable[[Progress], None] | None) -> None:
        self._progress = progress
        self._lock = threading.Lock()
        self._told = 0.0
        self._source = ""
        self._done = dict.fromkeys(PHASES, 0)
        self._total = dict.fromkeys(PHASES, 0)
        self._counts: dict[str, int] = {}

    def expect(self, phase: str, more: int) -> None:
        with self._lock:
            self._total[phase] += more
        self._tell()

    def done(self, phase: str, count: int = 1) -> None:
        with self._lock:
            self._done[phase] += count
            ended = self._done[phase] >= self._total[phase]
        self._tell(always=ended)

    def add(self, source: str = "", **counts: int) -> None:
        """Add to the report's counts, by their names there."""
        with self._lock:
            for name, count in counts.items():
                self._counts[name] = self._counts.get(name, 0) + count
            self._source = source or self._source
        self._tell()

    def count(self, name: str) -> int:
        with self._lock:
            return self._counts.get(name, 0)

    def report(self, *, failed: Sequence[SourceFailure], synced: int, offline: bool, cancelled: bool) -> SyncReport:
        counts = self._counts
        return SyncReport(
            new=counts.get("new", 0),
            changed=counts.get("changed", 0),
            unchanged=counts.get("unchanged", 0),
            withdrawn=counts.get("withdrawn", 0),
            skipped=counts.get("skipped", 0),
            stories=counts.get("stories", 0),
            bytes=counts.get("bytes", 0),
            pictures=counts.get("pictures", 0),
            pictures_failed=counts.get("pictures_failed", 0),
            failed=tuple(failed),
            synced=synced,
            offline=offline,
            cancelled=cancelled,
        )

    def _tell(self, *, always: bool = False) -> None:
        if self._progress is None:
            return
        with self._lock:
            now = time.monotonic()
            if not always and now - self._told < PAUSE:
                return
            self._told = now
            begun = [each for each in PHASES if self._total[each]]
            phase = next((each for each in begun if self._done[each] < self._total[each]), (begun or PHASES)[-1])
            self._progress(
                Progress(
                    phase=phase,
                    source=self._source if phase == "stories" else "",
                    done=self._done[phase],
                    total=self._total[phase],
                    stories=self._counts.get("stories", 0),
                    bytes=self._counts.get("bytes", 0),
                )
            )
