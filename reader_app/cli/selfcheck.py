"""Is this installation whole? Every part that packaging can lose is used once, in a profile that is thrown away."""

from __future__ import annotations

import importlib.util
import tempfile
from collections.abc import Callable
from pathlib import Path

from reader_app import words
from reader_app.cli import opened
from reader_app.paths import Paths
from reader_app.records import StoryQuery
from reader_app.words import _


class Broken(Exception):
    """A part of the installation does not do its work; the text says which and how."""


def run() -> int:
    """Print a line for each part; 0 where all are whole."""
    spoken = words.language()
    whole = True
    for name, check in _CHECKS.items():
        try:
            check()
        except Broken as fault:
            whole = False
            print(f"✗ {name}: {fault}")
        else:
            print(f"✓ {name}")
    words.use(spoken)
    print(_("This installation is whole.") if whole else _("This installation is broken. Install Berita again."))
    return 0 if whole else 1


def _translations() -> None:
    words.use("id", "Asia/Jakarta")
    if words._("Today") == "Today":
        raise Broken("no Indonesian catalogue")


def _zones() -> None:
    if importlib.util.find_spec("tzdata") is None:
        raise Broken("no time zones")


def _trust() -> None:
    import ssl

    try:
        ssl.create_default_context()
    except ssl.SSLError as error:
        raise Broken(str(error)) from error


def _whole_way() -> None:
    """Server, network, worker processes, text, pictures, store and index: a sync of the sample edition uses all."""
    with tempfile.TemporaryDirectory(prefix="berita-selfcheck-") as folder, opened(Paths.of(Path(folder))) as library:
        library.change_setting("first_sync", "12")
        library.follow(library.sample_offer())
        report = library.sync()
        if report.failed or not report.new:
            raise Broken("; ".join(words.failure(each.failure) for each in report.failed) or "nothing was synced")
        if not report.pictures or report.pictures_failed:
            raise Broken(f"{report.pictures_failed} pictures could not be kept")
        headline = library.ask.page(StoryQuery(), 1).headlines[0]
        if not library.convert(headline.id):
            raise Broken("no Markdown")
        if not library.ask.search(headline.title).hits:
            raise Broken("search finds nothing")
        faults = [check.detail for check in library.doctor() if check.verdict == "fault"]
        if faults:
            raise Broken("; ".join(faults))


_CHECKS: dict[str, Callable[[], None]] = {
    "translations": _translations,
    "time zones": _zones,
    "certificates": _trust,
    "sync, pictures, store, search": _whole_way,
}
