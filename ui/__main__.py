"""The program `berita`: the window where no command is given, the command line otherwise. Standard library only.

What a command needs is imported when it is known which one, so that a script calling ``berita list`` never waits for
Qt, and a machine without Qt's system libraries can still use the command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace

CANNOT_SHOW = 1


def main(argv: Sequence[str] | None = None) -> int:
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()  # a worker process is this program started again
    from reader_app import cli

    try:
        arguments = cli.parse(argv)
        if _wants_window(arguments):
            return _window(arguments)
        code = cli.run(arguments)
        return code or (_check_window() if arguments.selfcheck else 0)
    except KeyboardInterrupt:
        return cli.INTERRUPTED
    except SystemExit as end:  # --help, or a line that makes no sense
        return end.code if isinstance(end.code, int) else 2


def _wants_window(arguments: Namespace) -> bool:
    if arguments.selfcheck:
        return False
    if arguments.command is None:
        return True
    from reader_app.cli.syncing import has_display

    return arguments.command == "demo" and not arguments.headless and has_display()


def _window(arguments: Namespace) -> int:
    from reader_app.cli.syncing import has_display
    from reader_app.words import _

    if not has_display():
        print(_("There is no display to show the window on. “berita --help” lists what works without."), file=sys.stderr)
        return CANNOT_SHOW
    if not _qt_is_whole():
        return CANNOT_SHOW
    from ui import app

    return app.run(arguments.paths, demo=arguments.command == "demo")


def _qt_is_whole() -> bool:
    """Whether Qt's own libraries find what they need of the system; else says how to install it.

    Asked before Qt is loaded: a missing library of its X11 part ends the whole program without a word of ours."""
    from reader_app.words import _
    from ui import libraries

    missing = libraries.missing()
    if missing:
        print(_("The window needs libraries that this system lacks. Install them with:"), file=sys.stderr)
        print("    " + libraries.cure(missing), file=sys.stderr)
        return False
    try:
        import PySide6.QtWidgets  # noqa: F401 - only whether it loads
    except ImportError as error:
        print(_("Qt, which draws the window, cannot be loaded: {reason}").format(reason=error), file=sys.stderr)
        return False
    return True


def _check_window() -> int:
    """The window's part of --selfcheck: Qt starts, and knows the formats that pictures are kept in."""
    import os

    if not _qt_is_whole():
        return CANNOT_SHOW
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QFontDatabase, QImageReader
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication(["berita"])
    formats = {bytes(each.data()).decode() for each in QImageReader.supportedImageFormats()}
    whole = {"jpeg", "png", "webp"} <= formats and bool(QFontDatabase.families())
    print(("✓" if whole else "✗") + " Qt")
    application.processEvents()
    return 0 if whole else CANNOT_SHOW


if __name__ == "__main__":
    sys.exit(main())
