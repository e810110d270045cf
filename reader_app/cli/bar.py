"""A sync while it runs: one line that moves on a terminal, or JSON objects, a few a second at most."""

from __future__ import annotations

import shutil
import sys
import threading
import time

from reader_app import words
from reader_app.cli import output
from reader_app.records import Progress

_PAUSE = 0.1  # seconds between two signs of life
_LENGTH = 20


class Bar:
    """Shows each Progress it is called with; from any thread. Nothing where nobody would see it."""

    def __init__(self, *, json: bool) -> None:
        self._json = json
        self._visible = json or sys.stderr.isatty()
        self._lock = threading.Lock()
        self._last = 0.0
        self._phase = ("", "")
        self._drawn = False

    def __call__(self, progress: Progress) -> None:
        if not self._visible:
            return
        with self._lock:
            now, phase = time.monotonic(), (progress.phase, progress.source)
            if phase == self._phase and now - self._last < _PAUSE:
                return
            self._last, self._phase = now, phase
            if self._json:
                self._write(progress)
            else:
                self._draw(progress)

    def close(self) -> None:
        """Wipe the line: what comes next is the account."""
        with self._lock:
            self._visible = False
            if self._drawn:
                sys.stderr.write("\r\x1b[K")
                sys.stderr.flush()

    def _write(self, progress: Progress) -> None:
        output.json_line(
            {
                "event": "progress",
                "phase": progress.phase,
                "source": progress.source,
                "done": progress.done,
                "total": progress.total,
                "stories": progress.stories,
                "bytes": progress.bytes,
            }
        )
        sys.stdout.flush()

    def _draw(self, progress: Progress) -> None:
        if progress.total:
            full = min(_LENGTH, _LENGTH * progress.done // progress.total)
            drawn = "█" * full + "░" * (_LENGTH - full) + " "
        else:
            drawn = ""
        room = shutil.get_terminal_size().columns - 1
        told = output.plain(words.progress(progress)) + f" · {words.size(progress.bytes)}"
        sys.stderr.write("\r" + output.cut(drawn + told, room) + "\x1b[K")
        sys.stderr.flush()
        self._drawn = True
