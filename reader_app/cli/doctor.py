"""The command doctor: what is sound, what is not, and what helps."""

from __future__ import annotations

import sys
from argparse import Namespace

from reader_app import words
from reader_app.cli import output
from reader_app.errors import StoreDamaged, StoreError
from reader_app.words import _

SOUND, FAULT, CANNOT_OPEN = 0, 1, 2
_MARKS = {"ok": "✓", "warning": "!", "fault": "✗"}


def run(arguments: Namespace) -> int:
    from reader_app.library import Library

    try:
        library = Library.open(arguments.paths)
    except StoreError as error:
        said, cure = words.error(error), ""
        if isinstance(error, StoreDamaged):  # its sentence elsewhere is to ask the doctor
            said = _("The store's file is damaged.")
            cure = _("Close Berita, keep a copy of the profile, and restore a backup.")
        if arguments.json:
            _write(arguments, "store", "fault", said, cure)
        print(output.plain(f"{said} {cure}".rstrip()), file=sys.stderr)
        return CANNOT_OPEN
    try:
        checks = library.doctor()
    finally:
        library.close()
    for check in checks:
        _write(arguments, check.name, check.verdict, check.detail, check.cure)
    return FAULT if any(check.verdict == "fault" for check in checks) else SOUND


def _write(arguments: Namespace, name: str, verdict: str, detail: str, cure: str) -> None:
    if arguments.json:
        output.json_line({"name": name, "verdict": verdict, "detail": detail, "cure": cure})
        return
    print(output.plain(f"{_MARKS[verdict]} {name}: {detail}"))
    if cure:
        print(output.plain(f"  → {cure}"))
