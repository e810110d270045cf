"""The commands sync and demo: the network, headless, with Ctrl+C as a way to stop that loses nothing."""

from __future__ import annotations

import os
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from reader_app import words
from reader_app.cli import output
from reader_app.cli.bar import Bar
from reader_app.paths import Paths
from reader_app.records import StoryQuery, SyncReport
from reader_app.words import _

if TYPE_CHECKING:
    from reader_app.library import Library

ALL_WELL, SOME_FAILED, NOTHING_DONE = 0, 1, 2


def demo_paths(profile: str | None) -> Paths:
    """The demo's own profile, unless one was named: the sample edition never mixes with a reader's sources."""
    if profile or os.environ.get("BERITA_PROFILE"):
        return Paths.of(profile)
    import platformdirs

    return Paths.of(Path(platformdirs.user_data_dir("berita-demo", appauthor=False)))


def has_display() -> bool:
    """Whether a window could be seen."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def sync(library: Library, arguments: Namespace) -> int:
    report, stopped = _sync(library, pictures=False if arguments.no_pictures else None, json=arguments.json)
    if arguments.json:
        output.json_line(_record(library, report))
    else:
        _tell(report)
    return 128 + stopped if stopped else _code(report)


def demo(library: Library, arguments: Namespace) -> int:
    if not any(source.config.get("sample") and not source.removed for source in library.ask.sources()):
        library.follow(library.sample_offer())
    report, stopped = _sync(library, pictures=None, json=False)
    _tell(report)
    if stopped:
        return 128 + stopped
    now = datetime.now(UTC)
    for headline in library.ask.page(StoryQuery(), 20).headlines:
        print(output.headline_line(headline, now))
    if not arguments.headless:
        print(
            _("There is no display, so only the headlines are shown. On a desktop, the same command opens the window.")
        )
    return _code(report)


def _sync(library: Library, *, pictures: bool | None, json: bool) -> tuple[SyncReport, int]:
    """The report, and the signal that stopped the sync, if any."""
    bar, cancel = Bar(json=json), threading.Event()
    with _stopping(cancel) as stopped:
        try:
            report = library.sync(pictures=pictures, progress=bar, cancel=cancel)
        finally:
            bar.close()
    return report, stopped[0] if stopped else 0


@contextmanager
def _stopping(cancel: threading.Event) -> Iterator[list[int]]:
    """Within, a first Ctrl+C or SIGTERM cancels and is noted; a second Ctrl+C ends at once."""
    stopped: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield stopped
        return

    def stop(number: int, frame: FrameType | None) -> None:
        if stopped:
            raise KeyboardInterrupt
        stopped.append(number)
        cancel.set()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stopped
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _code(report: SyncReport) -> int:
    if report.offline or (report.failed and not report.synced):
        return NOTHING_DONE
    return SOME_FAILED if report.failed else ALL_WELL


def _tell(report: SyncReport) -> None:
    """What it brought to stdout; what failed, a sentence each, to stderr."""
    summary, *failures = output.plain(words.report(report)).split("\n")
    print(summary)
    for sentence in failures:
        print(sentence, file=sys.stderr)


def _record(library: Library, report: SyncReport) -> dict[str, Any]:
    keys = {source.id: source.key for source in library.ask.sources()}
    return {
        "event": "report",
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "failed": [
            {
                "source": keys.get(each.source_id, ""),
                "name": each.name,
                "reason": each.failure.reason,
                "retry_at": output.time_or_none(each.retry_at),
            }
            for each in report.failed
        ],
        "stories": report.stories,
        "bytes": report.bytes,
        "withdrawn": report.withdrawn,
        "skipped": report.skipped,
        "pictures": report.pictures,
        "pictures_failed": report.pictures_failed,
        "offline": report.offline,
        "cancelled": report.cancelled,
    }
