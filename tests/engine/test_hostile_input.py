"""Bad input through the command line: one clear sentence, the promised exit code, nothing lost, the rest goes on."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader_app import cli
from reader_app.cli import output
from reader_app.errors import PayloadError, Reason, StoreFull, StoreReadOnly, refused
from reader_app.library import Library
from reader_app.paths import Paths
from reader_app.sync import job
from reader_app.sync.workers import Limits, Workers
from tests.news_server import NewsServer
from tests.wordpress_site import NOON, WordPressSite

HEAD = '<link rel="https://api.w.org/" href="/wp-json/">'
EVIL = "\x1b]0;pwned\x07\x1b[31mMerah \u202eterbalik\u2066 {0} {name} %s"
COMMANDS = "\x1b\x9b\x07\r\u202e\u2066"


@pytest.fixture
def berita(tmp_path: Path, capsys):
    """berita(*words) -> exit code, stdout, stderr; the profile's name has blanks and letters from elsewhere."""
    profile = tmp_path / "profil – ünïçødé 新聞"

    def carry_out(*line: str) -> tuple[int, str, str]:
        code = cli.main(["--profile", str(profile), *line])
        said = capsys.readouterr()
        return code, said.out, said.err

    carry_out.paths = Paths.of(profile)
    return carry_out


@pytest.fixture
def server():
    with NewsServer() as made:
        made.serve("/", HEAD)
        yield made


def refusal(answer: tuple[int, str, str], code: int) -> str:
    """The one sentence of a command that could do nothing."""
    assert answer[0] == code and answer[1] == "", answer
    assert answer[2].count("\n") == 1 and "Traceback" not in answer[2]
    return answer[2]


# --- the store ---


@pytest.mark.parametrize(("version", "said"), [(999, "newer Berita"), (-1, "damaged"), (0, "damaged")])
def test_an_unknown_version_of_the_store_is_refused_and_left_alone(berita, version, said):
    assert berita("list")[0] == 0
    with sqlite3.connect(berita.paths.store) as store:
        store.execute(f"pragma user_version = {version}")
    store.close()
    before = berita.paths.store.read_bytes()
    assert said in refusal(berita("list"), 1)
    assert said in refusal(berita("sync"), 2)
    assert said in refusal(berita("doctor"), 2)
    assert berita.paths.store.read_bytes() == before


def test_another_program_s_database_is_no_store(berita):
    berita.paths.create()
    with sqlite3.connect(berita.paths.store) as store:
        store.execute("create table story (a)")
        store.execute("pragma user_version = 1")
    store.close()
    assert "damaged" in refusal(berita("list"), 1)


def test_the_doctor_of_a_store_that_cannot_be_opened_says_what_helps_and_not_to_ask_the_doctor(berita):
    berita.paths.create()
    berita.paths.store.write_bytes(b"junk" * 5000)
    said = refusal(berita("doctor"), 2)
    assert "backup" in said and "berita doctor" not in said
    code, out, _ = berita("doctor", "--json")
    assert code == 2 and json.loads(out)["cure"]


def test_a_folder_where_a_file_should_be_is_said_in_a_sentence(berita):
    berita.paths.settings.mkdir(parents=True)
    assert "cannot be written" in refusal(berita("settings", "theme", "dark"), 1)


def test_a_full_disk_is_told_from_a_folder_that_cannot_be_written():
    assert isinstance(refused(OSError(28, "No space left on device")), StoreFull)
    assert isinstance(refused(PermissionError(13, "Permission denied")), StoreReadOnly)


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of this kind")
@pytest.mark.parametrize("room", [0, 8])
def test_where_no_file_may_grow_it_is_the_disk_and_not_the_store_that_is_blamed(berita, room):
    assert berita("list")[0] == 0
    line = 'ulimit -f "$1"; shift; exec "$@"'
    program = [sys.executable, "-m", "ui", "--profile", str(berita.paths.data.parent), "settings", "theme", "dark"]
    done = subprocess.run(
        ["bash", "-c", line, "bash", str(room), *program],
        capture_output=True, text=True, check=False, env={**os.environ, "LANG": "C.UTF-8"},
    )  # fmt: skip
    assert done.returncode == 1, done
    assert done.stderr.startswith("The disk is full.") and done.stderr.count("\n") == 1
    assert berita("doctor")[0] == 0


# --- the terminal ---


def test_what_strangers_write_commands_no_terminal(berita, server):
    site = WordPressSite(server, 2)
    site.posts[1000].title = EVIL
    site.sections = [{"id": 2, "name": EVIL, "parent": 0}]
    server.serve("/wp-json/", {"name": EVIL, "url": server.url, "home": server.url, "namespaces": ["wp/v2"]})
    said = [berita(*line) for line in (["add", server.url], ["sync"], ["sources"], ["list"], ["search", "merah"])]
    assert [each[0] for each in said] == [0] * len(said)
    assert "Merah" in said[3][1]
    assert not [letter for letter in COMMANDS if any(letter in each[1] + each[2] for each in said)]


def test_an_address_in_an_error_commands_no_terminal(berita, server):
    server.redirect("/", "http://[\x1b[31m\u009b1mred")
    said = refusal(berita("add", server.url), 1)
    assert not set(COMMANDS) & set(said)
    assert not set(COMMANDS) & set(refusal(berita("frob\x1b[31m\u202e"), 2))
    assert output.plain("aman\u2069") == "aman"


def test_a_limit_beyond_all_numbers_lists_all(berita):
    assert berita("list", "--limit", "9" * 30)[0] == 0


# --- the network ---


def test_stories_of_1970_and_2099_hold_back_no_later_ones(berita, server):
    site = WordPressSite(server, 3)
    site.add(50, published=datetime(1970, 1, 1, tzinfo=UTC))
    site.add(51, published=datetime(2099, 1, 1, tzinfo=UTC), modified=datetime(9999, 12, 31, tzinfo=UTC))
    assert berita("add", server.url)[0] == 0
    assert berita("sync")[0] == 0
    site.add(77, published=NOON + timedelta(minutes=5))
    site.edit(2, NOON + timedelta(minutes=6))
    assert berita("sync")[0] == 0
    titles = {json.loads(line)["title"] for line in berita("list", "--json")[1].splitlines()}
    assert titles == {"Kabar 0", "Kabar 1", "Kabar 2 (ralat)", "Kabar 50", "Kabar 51", "Kabar 77"}


@pytest.mark.parametrize("body", [b'[{"id": 1, "ti', b"<html>hai</html>", b"[" * 100_000, b'{"code": "x"}'])
def test_a_source_that_sends_rubbish_fails_alone_and_loses_nothing(berita, server, body):
    site = WordPressSite(server, 3)
    with NewsServer() as sound:
        sound.serve("/", HEAD)
        WordPressSite(sound, 2)
        assert berita("add", server.url)[0] == berita("add", sound.url)[0] == 0
        server.serve("/wp-json/wp/v2/posts", body, type="application/json")
        code, out, err = berita("sync")
        assert code == 1 and "2 new" in out and err.count("\n") == 1
        server.answer("/wp-json/wp/v2/posts", site._posts)
        assert berita("sync")[0] == 0
    assert len(berita("list")[1].splitlines()) == 5


def test_workers_that_die_at_birth_blame_no_story(paths):
    workers = Workers(paths, limits=Limits(memory=1 << 20), most=1)
    try:
        with pytest.raises(PayloadError) as error:
            workers.run(job.converter, seconds=20)
        with pytest.raises(PayloadError):
            workers.converter()
    finally:
        workers.close()
    assert error.value.reason is Reason.UNREADABLE


def test_without_workers_the_sync_says_so_and_the_next_one_brings_all(berita, server, monkeypatch):
    WordPressSite(server, 3)
    assert berita("add", server.url)[0] == 0
    with monkeypatch.context() as patch:
        patch.setattr(Limits.__init__, "__defaults__", (30.0, 10.0, 1 << 20, 10.0))
        code, _, err = berita("sync")
        assert code == 2 and err.count("\n") == 1 and "could not be read" in err
    assert berita("sync")[0] == 0
    assert len(berita("list")[1].splitlines()) == 3


def test_a_setting_that_cannot_be_kept_changes_nothing(paths):
    library = Library.open(paths)
    try:
        paths.settings.mkdir()
        with pytest.raises(StoreReadOnly):
            library.change_setting("theme", "dark")
        assert library.settings.theme == "system"
    finally:
        library.close()
