"""What every test stands on: a profile that is thrown away, no screen, fixed words, and nothing left running.

Warnings are errors (pyproject.toml), a Qt log line fails its test, and so does a warning in our own log that the
test did not ask for by taking `caplog`."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything imports Qt

from reader_app import words
from reader_app.paths import Paths

if TYPE_CHECKING:
    from reader_app.library import Library

ROOT = Path(__file__).resolve().parent.parent
_PATIENCE = 10  # seconds that what a test started may take to end after it
_STAYING = ("resource_tracker", "forkserver")  # of Python's multiprocessing: they end with this process


@pytest.fixture(scope="session", autouse=True)
def catalogues() -> None:
    """Translations as they are now, also where the tests were started without make."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in (ROOT / "resources" / "locale").glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            with source.open("rb") as text, compiled.open("wb") as made:
                write_mo(made, read_po(text))


@pytest.fixture(autouse=True)
def surroundings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test sees, or could touch, the profile, the language or the keys of whoever runs it."""
    home = tmp_path_factory.mktemp("home", numbered=True)
    for name in [name for name in os.environ if name.startswith("BERITA_")]:
        monkeypatch.delenv(name)
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    for name, folder in (("DATA", "data"), ("CACHE", "cache"), ("STATE", "state"), ("CONFIG", "config")):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / folder))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    words.use("en", "Asia/Jakarta")
    yield
    words.use("en", "Asia/Jakarta")


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    """Every thread and process that a test starts ends with it. Objects kept for a whole module are its own affair."""
    threads, processes = set(threading.enumerate()), {each.pid for each in _children()}
    yield
    threads_left = [each for each in threading.enumerate() if each not in threads and _ours(each)]
    for thread in threads_left:
        thread.join(_PATIENCE)
    processes_left = [each for each in _children() if each.pid not in processes]
    _, processes_left = psutil.wait_procs(processes_left, timeout=_PATIENCE)
    left = [each.name for each in threads_left if each.is_alive()] + [str(each) for each in processes_left]
    assert not left, f"still running after the test: {', '.join(left)}"


@pytest.fixture(autouse=True)
def quiet_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning in our log is a finding, unless the test looks at the log itself."""
    if "caplog" in request.fixturenames:
        yield
        return
    noted = _Noted(logging.WARNING)
    logging.getLogger().addHandler(noted)
    yield
    logging.getLogger().removeHandler(noted)
    assert not noted.lines, f"logged: {noted.lines}"


@pytest.fixture
def now() -> datetime:
    """A Saturday noon in Jakarta."""
    return datetime(2021, 11, 6, 5, 0, tzinfo=UTC)


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """An empty profile."""
    return Paths.of(tmp_path / "profile")


@pytest.fixture
def library(paths: Paths) -> Iterator[Library]:
    """The engine on an empty profile."""
    from reader_app.library import Library

    opened = Library.open(paths)
    yield opened
    opened.close()


class _Noted(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.startswith(("reader_app", "ui")):
            self.lines.append(f"{record.name}: {record.getMessage()}")


def _ours(thread: threading.Thread) -> bool:
    return not isinstance(thread, threading._DummyThread)  # a thread of Qt's that Python has merely seen


def _children() -> list[psutil.Process]:
    found = []
    for child in psutil.Process().children(recursive=True):
        try:
            line, parent = " ".join(child.cmdline()), child.ppid()
        except (psutil.NoSuchProcess, psutil.ZombieProcess):
            continue
        # A worker forked by the fork server has its command line, but is no child of this process.
        if parent != os.getpid() or not any(each in line for each in _STAYING):
            found.append(child)
    return found
