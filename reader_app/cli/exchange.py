"""The commands import and export: sources from other readers, and for them."""

from __future__ import annotations

import os
import sys
import tempfile
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from reader_app.cli import output
from reader_app.errors import PayloadError, Reason
from reader_app.words import _, n_

if TYPE_CHECKING:
    from reader_app.library import Library

LARGEST = 8 * 1024 * 1024  # bytes


def import_(library: Library, arguments: Namespace) -> int:
    try:
        with open(arguments.file, "rb") as file:
            body = file.read(LARGEST + 1)
    except OSError as error:
        raise PayloadError(arguments.file, str(error.strerror or ""), Reason.NO_FILE) from error
    brought = library.import_sources(body)
    for sentence in told(brought.new, brought.known, brought.skipped):
        print(output.plain(sentence), file=sys.stdout)
    return 0 if brought.new or brought.known else 1


def told(new: int, known: int, skipped: int) -> list[str]:
    """What an import brought, in sentences."""
    sentences = [n_("{count} source was added.", "{count} sources were added.", new).format(count=new)]
    if known:
        sentences.append(
            n_("{count} was followed already.", "{count} were followed already.", known).format(count=known)
        )
    if skipped:
        sentences.append(
            n_("{count} line could not be used.", "{count} lines could not be used.", skipped).format(count=skipped)
        )
    return sentences


def export(library: Library, arguments: Namespace) -> int:
    """Whole or not at all."""
    target = Path(arguments.to)
    body = library.export_sources()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".export-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
        os.replace(name, target)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    print(output.plain(_("Your sources are in {file}.").format(file=target)))
    return 0
