"""Killed in the middle of a sync, twenty times: no acknowledged mark is lost, nothing is damaged, the next sync completes."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from reader_app.demo.server import SampleServer
from reader_app.library import Library
from reader_app.paths import Paths
from reader_app.records import StoryQuery, story_name

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

ROOT = Path(__file__).resolve().parent.parent
KILLS = 20
ENV = os.environ | {"PYTHONPATH": str(ROOT)}

# A sync that kills itself: after so many write transactions, inside the next one or at a random moment of it.
RUNNER = """
import os, signal, sys
from reader_app.library import Library
from reader_app.paths import Paths

profile, after, inside = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "inside"
library = Library.open(Paths.of(profile))
content = library._store._connections.content
count = 0

def hook():
    # Called by SQLite at every commit, before it is carried out: the transaction is open and its pages are not yet in the WAL.
    global count
    count += 1
    if count > after:
        os.kill(os.getpid(), signal.SIGKILL)
    return False

def after_commit(*_):
    global count
    count += 1
    if count > after:
        os.kill(os.getpid(), signal.SIGKILL)
    return 0

if inside:
    content.raw.set_commit_hook(hook)
else:
    content.raw.set_wal_hook(after_commit)
print("opened", flush=True)
library.sync()
library.close()
"""


def berita(profile: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ui", "--profile", str(profile), *words], cwd=ROOT, env=ENV, capture_output=True, text=True,
        timeout=120, check=False,
    )


def test_twenty_kills_lose_no_mark_and_damage_nothing(tmp_path: Path):
    seed = int(os.environ.get("BERITA_SEED", random.randrange(1 << 30)))
    print(f"seed {seed}")
    chance = random.Random(seed)
    saved: set[str] = set()
    read: set[str] = set()
    killed = inside = 0
    with SampleServer() as server:
        assert berita(tmp_path, "add", server.url).returncode == 0
        for number in range(KILLS):
            way = "inside" if number % 5 < 2 else "between"
            runner = subprocess.Popen(
                [sys.executable, "-c", RUNNER, str(tmp_path), str(chance.randrange(1, 14)), way], cwd=ROOT, env=ENV,
                stdout=subprocess.PIPE, text=True,
            )
            assert runner.stdout is not None and runner.stdout.readline() == "opened\n"
            # Marks while the other process syncs, of what is stored by now.
            library = Library.open(Paths.of(tmp_path))
            stored = list(library.ask.headlines(library.ask.places(StoryQuery())))
            library.close()
            for head in chance.sample(stored, min(2, len(stored))):
                name = story_name(head.id)
                deed = chance.choice(("save", "unsave", "read", "unread"))
                if berita(tmp_path, deed, name).returncode == 0:
                    {"save": saved.add, "unsave": saved.discard, "read": read.add, "unread": read.discard}[deed](name)
            runner.wait(120)
            runner.stdout.close()
            if runner.returncode == -signal.SIGKILL:
                killed += 1
                inside += way == "inside"
            server_changes(server, stored, chance)
        print(f"{killed} killed, {inside} of them inside a write transaction; {len(saved)} saved, {len(read)} read")
        assert berita(tmp_path, "sync").returncode == 0
        doctor = berita(tmp_path, "doctor", "--json")
        assert doctor.returncode == 0, doctor.stdout
        assert {each["verdict"] for each in map(json.loads, doctor.stdout.splitlines()) if each["name"] != "keys"} == {"ok"}
    rows = [json.loads(line) for line in berita(tmp_path, "list", "--limit", "10000", "--json").stdout.splitlines()]
    assert {each["id"] for each in rows if each["saved"]} == saved
    assert {each["id"] for each in rows if each["read"]} == read
    assert len(rows) >= 72
    assert killed >= KILLS * 3 // 4 and inside >= 5
    assert not [each for each in psutil.process_iter(["cmdline"]) if str(tmp_path) in " ".join(each.info["cmdline"] or ())]


def server_changes(server: SampleServer, stored: list, chance: random.Random) -> None:
    """Something to sync each time: a few stories change on the server."""
    for head in chance.sample(stored, min(5, len(stored))):
        slug = head.url.rstrip("/").rsplit("/", 1)[-1]
        server.edit(slug, title=f"{head.title[:80]} ({chance.randrange(1000)})")
