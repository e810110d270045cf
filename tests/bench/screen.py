"""A display of our own, and how long a program takes until its window is on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TOOLS = ("Xvfb", "xdotool")
_PATIENCE = 30.0
_LOOK = 0.004  # s between two looks; `xdotool search --sync` itself looks only twice a second


def missing() -> list[str]:
    return [tool for tool in TOOLS if shutil.which(tool) is None]


@contextmanager
def display(compiled: Path) -> Iterator[dict[str, str]]:
    """The environment of programs that are to show on an empty screen; their modules are kept compiled in ``compiled``."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    command.append("-noreset")  # else it starts over when the only program ends, and drops the next one as it comes
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    try:
        env = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "TZ": "Asia/Jakarta", "LC_ALL": "C.UTF-8"}
        # An installed program has its modules compiled; a checkout may be told not to keep them.
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        yield {**env, "PYTHONPYCACHEPREFIX": str(compiled)}
    finally:
        server.terminate()
        server.wait()


def shown(command: list[str], title: str, env: dict[str, str], folder: Path) -> tuple[float, subprocess.Popen[bytes]]:
    """(seconds until a window with that title is on the screen, the program, which goes on). Raises RuntimeError."""
    before = time.perf_counter()
    program = subprocess.Popen(command, env=env, cwd=folder, stdout=subprocess.DEVNULL)
    look = ["xdotool", "search", "--onlyvisible", "--name", f"^{title}"]
    while time.perf_counter() - before < _PATIENCE:
        if subprocess.run(look, env=env, capture_output=True, check=False).stdout.strip():
            return time.perf_counter() - before, program
        wait(program, _LOOK)
    end(program)
    raise RuntimeError(f"no window “{title}” within {_PATIENCE:.0f} s: {' '.join(command)}")


def wait(program: subprocess.Popen[bytes], seconds: float) -> None:
    """Let it go on that long. Raises RuntimeError where it ends before."""
    try:
        code = program.wait(seconds)
    except subprocess.TimeoutExpired:
        return
    raise RuntimeError(f"ended by itself with {code}: {program.args}")


def end(program: subprocess.Popen[bytes]) -> float:
    """Seconds until it is gone after being asked to go."""
    before = time.perf_counter()
    program.terminate()
    try:
        program.wait(10)
    except subprocess.TimeoutExpired:
        program.kill()
        program.wait()
    return time.perf_counter() - before


def memory(root: int, kind: str = "Pss") -> float:
    """MiB of the process and all below it: each shared page counted for its share (Pss), or whole (Rss)."""
    total = 0
    for process in _tree(root):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith(f"{kind}:"):
                total += int(line.split()[1])
    return total / 1024


def processor(root: int) -> float:
    """Seconds of processor time that the process used so far."""
    fields = Path(f"/proc/{root}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _tree(root: int) -> list[int]:
    found = [root]
    for process in found:
        for task in Path(f"/proc/{process}/task").iterdir():
            found += [int(child) for child in (task / "children").read_text().split()]
    return found
