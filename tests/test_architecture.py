"""Arrows point down only, and each foreign library is imported in one room."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = {
    "requests": "reader_app/http.py",
    "keyring": "reader_app/keys.py",
    "peewee": "reader_app/store/",
    "playhouse": "reader_app/store/",
    "apsw": "reader_app/store/",
    "markdownify": "reader_app/content/",
    "lxml": "reader_app/content/",
    "trafilatura": "reader_app/content/",
    "readability": "reader_app/content/",
    "htmldate": "reader_app/content/",
    "feedparser": "reader_app/sources/feed/",
    "pebble": "reader_app/sync/",
    "PIL": "reader_app/sync/",
    "PySide6": "ui/",
}


def test_the_contracts_of_pyproject_hold():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=100
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("library", ROOMS)
def test_a_foreign_library_is_imported_in_its_own_room_only(library):
    importing = re.compile(rf"^\s*(?:import|from) {library}\b", re.MULTILINE)
    files = [each for top in ("reader_app", "ui") for each in (ROOT / top).rglob("*.py")]
    assert len(files) > 100
    outside = [
        str(each.relative_to(ROOT)) for each in files
        if importing.search(each.read_text("utf-8")) and not str(each.relative_to(ROOT)).startswith(ROOMS[library])
    ]
    assert outside == []


def test_the_window_starts_without_what_only_a_sync_needs():
    code = "import sys, ui.app, reader_app.library; print(*(each for each in sys.modules if '.' not in each))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    heavy = {"lxml", "markdownify", "bs4", "trafilatura", "feedparser", "pebble", "PIL", "requests", "keyring"}
    assert not heavy & set(done.stdout.split())


def test_a_command_that_lists_loads_no_qt():
    code = "import sys, ui.__main__ as m; m.main(['--version']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert not {"PySide6", "peewee", "requests", "lxml"} & set(done.stdout.split())
