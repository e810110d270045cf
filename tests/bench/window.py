"""What the window costs: until it is shown, and idle; beside a bare Python and a bare Qt window in the same run."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench import screen
from tests.bench.figures import Figure, middle, spread

SHOWN, IDLE, CLOSED = 0.35, 100.0, 1.0
ROUNDS = 5
SETTLED = 3.0  # s after the window is shown until it counts as idle
ROOT = Path(__file__).parents[2]
_BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.setWindowTitle("Bare window")
window.resize(1280, 800)
window.show()
application.exec()
"""


def measure(profile: Path) -> Iterator[Figure]:
    python = [_seconds([sys.executable, "-c", ""]) for _ in range(ROUNDS)]
    yield Figure("floor: Python starts and ends", "s", middle(python), samples=spread(python))
    if lacking := screen.missing():
        yield Figure("window shown", "s", None, SHOWN, note=f"skipped: {', '.join(lacking)} not installed")
        return
    with screen.display(profile.parent / "compiled") as env:
        bare = _Rounds([sys.executable, "-c", _BARE], "Bare window", env)
        ours = _Rounds([sys.executable, "-m", "ui", "--profile", str(profile)], "Berita", env)
    floor = middle(bare.shown)
    told = f"{middle(bare.idle):.0f} MiB idle"
    yield Figure("floor: a bare Qt window shown", "s", floor, cpu=middle(bare.used_then), note=told, samples=spread(bare.shown))
    times = _times(ours.used_then, bare.used_then)
    told = f"from {min(ours.shown):.2f} to {max(ours.shown):.2f}, n={ROUNDS}; cpu is {times} the floor's"
    yield Figure("window shown", "s", middle(ours.shown), SHOWN, floor, middle(ours.used_then), told, spread(ours.shown))
    told = f"{SETTLED:.0f} s after it is shown; RSS {middle(ours.whole):.0f} MiB, the floor's {middle(bare.whole):.0f}"
    idle, bare_idle = middle(ours.idle), middle(bare.idle)
    yield Figure("idle memory (PSS of the tree)", "MiB", idle, IDLE, bare_idle, None, told, spread(ours.idle))
    told = "library opened, list, tabs and rail filled"
    yield Figure("processor time until idle", "s", middle(ours.used), None, middle(bare.used), None, told, spread(ours.used))
    yield Figure("closing", "s", middle(ours.closed), CLOSED, samples=spread(ours.closed))


def _seconds(command: list[str]) -> float:
    before = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - before


def _times(ours: list[float], floor: list[float]) -> str:
    return f"{middle(ours) / max(middle(floor), 0.01):.1f} x"


class _Rounds:
    """Several starts of one program; the first, which finds the disk's cache empty, is not counted."""

    def __init__(self, command: list[str], title: str, env: dict[str, str]) -> None:
        self.shown: list[float] = []
        self.used_then: list[float] = []
        self.idle: list[float] = []
        self.whole: list[float] = []  # the same with all that other programs share; Qt programs beside us lower the share
        self.used: list[float] = []
        self.closed: list[float] = []
        for number in range(ROUNDS + 1):
            shown, program = screen.shown(command, title, env, ROOT)
            try:
                used_then = screen.processor(program.pid)
                screen.wait(program, SETTLED if number else 0.5)
                idle, used = screen.memory(program.pid), screen.processor(program.pid)
                whole = screen.memory(program.pid, "Rss")
            finally:
                closed = screen.end(program)
            if number:
                self.shown.append(shown)
                self.used_then.append(used_then)
                self.idle.append(idle)
                self.whole.append(whole)
                self.used.append(used)
                self.closed.append(closed)
