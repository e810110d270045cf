"""The command preview: what Berita would make of files and addresses, story by story."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from reader_app import words
from reader_app.cli import output
from reader_app.errors import BeritaError, PayloadError, Reason
from reader_app.preview import Preview, previews
from reader_app.words import _


def preview(arguments: Namespace) -> int:
    """1 where anything gave no story."""
    table = _table(arguments.urls) if arguments.urls else {}
    names = arguments.files or list(table)
    if not names:
        print(_("Name a file or an address to look at."), file=sys.stderr)
        return 2
    failed = False
    for each in previews(arguments.paths, _wanted(names, table, arguments.url)):
        failed = failed or not each.stories
        (_tell_json if arguments.json else _tell)(each)
    return int(failed)


def _wanted(names: list[str], table: dict[str, str], base: str) -> Iterator[tuple[str, str]]:
    by_end = {os.path.abspath(name): url for name, url in table.items()}
    for name in names:
        web = name.lower().startswith(("http://", "https://"))
        yield name, base or ("" if web else table.get(name) or by_end.get(os.path.abspath(name), ""))


def _table(file: str) -> dict[str, str]:
    """File → address; relative names are relative to the table. Raises PayloadError."""
    try:
        lines = Path(file).read_text("utf-8", "replace").splitlines()
    except OSError as error:
        raise PayloadError(file, str(error.strerror or ""), Reason.NO_FILE) from error
    found = {}
    for line in lines:
        name, tab, rest = line.partition("\t")
        url = rest.split("\t")[0].strip()
        if not name or (tab and url and "://" not in url):  # a heading, or another table
            continue
        beside = Path(file).parent / name
        found[name if not beside.exists() or Path(name).exists() else str(beside)] = url
    return found


def _tell_json(found: Preview) -> None:
    if found.error is not None or not found.stories:
        output.json_line({"file": found.name, "error": _sentence(found)})
    for each in found.stories:
        output.json_line({"file": found.name, **each})


def _tell(found: Preview) -> None:
    if found.error is not None or not found.stories:
        print(f"{output.plain(found.name)}: {output.plain(_sentence(found))}", file=sys.stderr)
    for each in found.stories:
        print(output.bold(each["title"]))
        facts = (each["author"], each["published"] or "", each["url"])
        print(output.plain(" · ".join(filter(None, facts))))
        print(output.plain(f"\n{each['text']}\n"))


def _sentence(found: Preview) -> str:
    error: BeritaError = found.error or PayloadError(found.name, reason=Reason.NO_STORY)
    return words.error(error)
