"""The headless commands: the engine for scripts, timers and tests.

Keys of ``--json``, ids and exit codes are promises (README lists them): only added to, never changed. Nothing here
loads Qt, and nothing heavy is imported before a command needs it, so that a script can call Berita often.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reader_app import settings, words
from reader_app.cli import deeds, doctor, exchange, following, output, previewing, reading, syncing
from reader_app.cli.arguments import make_parser, profile_of, unknown_command, with_exclusions
from reader_app.errors import BeritaError, StoreFull
from reader_app.paths import Paths

if TYPE_CHECKING:
    from reader_app.library import Library

INTERRUPTED = 130  # 128 + SIGINT, as shells count
PIPE_CLOSED = 141  # 128 + SIGPIPE

_COMMANDS: dict[str, Callable[[Library, Namespace], int]] = {
    "add": following.add,
    "source": following.source,
    "key": following.key,
    "remove": following.remove,
    "pause": following.pause,
    "resume": following.resume,
    "import": exchange.import_,
    "export": exchange.export,
    "save": deeds.save,
    "unsave": deeds.unsave,
    "read": deeds.read,
    "unread": deeds.unread,
    "undo": deeds.undo,
    "settings": deeds.settings,
    "sources": reading.sources,
    "list": reading.list_,
    "show": reading.show,
    "search": reading.search,
    "sync": syncing.sync,
    "demo": syncing.demo,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command line; the exit code."""
    try:
        return run(parse(argv))
    except SystemExit as end:  # argparse's way to end after --help, or a line that makes no sense
        return end.code if isinstance(end.code, int) else 2


def parse(argv: Sequence[str] | None = None) -> Namespace:
    """The command line as arguments, with the words set to the reader's language. Raises SystemExit.

    ``arguments.paths`` is the profile; ``arguments.command`` is None where none was given."""
    _open_streams()
    line = list(sys.argv[1:] if argv is None else argv)
    _speak(Paths.of(profile_of(line)))
    wrong = unknown_command(line)
    if wrong:
        print(output.plain(wrong), file=sys.stderr)
        raise SystemExit(2)
    arguments = make_parser().parse_args(with_exclusions(line))
    arguments.paths = Paths.of(arguments.profile)
    if arguments.command == "demo":
        arguments.paths = syncing.demo_paths(arguments.profile)
        _speak(arguments.paths)
    return arguments


def run(arguments: Namespace) -> int:
    """Carry out what `parse` understood; the exit code."""
    _prepare_output(json=getattr(arguments, "json", False))
    try:
        code = _carry_out(arguments)
        sys.stdout.flush()
    except BeritaError as error:
        print(output.plain(words.error(error)), file=sys.stderr)
        return 2 if arguments.command in ("sync", "demo", "doctor") else 1
    except BrokenPipeError:  # the reader of our output left, as head does
        _drop_output()
        return PIPE_CLOSED
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise
        _drop_output()  # there is no room for it
        print(words.error(StoreFull()), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _carry_out(arguments: Namespace) -> int:
    if getattr(arguments, "selfcheck", False):
        from reader_app.cli.selfcheck import run as check_all

        return check_all()
    if arguments.command is None:
        make_parser().print_help()
        return 0
    if arguments.command == "doctor":  # the one that a store which does not open is no end of
        return doctor.run(arguments)
    if arguments.command == "preview":  # follows nothing: needs no store
        return previewing.preview(arguments)
    if arguments.command == "settings" and arguments.value is None:
        return deeds.show_settings(arguments)
    with opened(arguments.paths) as library:
        return _COMMANDS[arguments.command](library, arguments)


@contextmanager
def opened(paths: Paths) -> Iterator[Library]:
    """The library of a profile, closed at the end. Raises StoreError."""
    from reader_app.library import Library

    library = Library.open(paths)
    try:
        yield library
    finally:
        library.close()


def _speak(paths: Paths) -> None:
    chosen = settings.load(paths.settings)
    words.use(chosen.language, chosen.timezone)


def _open_streams() -> None:
    """A stream that was closed before we came leads nowhere; Python leaves none at all."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 (open as long as the program runs)


def _prepare_output(*, json: bool) -> None:
    """No title can stop the output because a terminal or a file knows fewer letters; JSON is UTF-8 always."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if json and stream is sys.stdout:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
            else:
                stream.reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    """Let what is still buffered go nowhere, so that the interpreter's last flush has nothing to complain of."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):  # no real file behind it
        pass
