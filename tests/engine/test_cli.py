"""The command line: its promises to programs (keys, ids, exit codes), and one plain sentence for whatever goes wrong.

Most commands run in this process; a few as the whole program. The site is the sample edition, synced once and copied."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reader_app.demo.server import SampleServer
from reader_app.library import Library
from reader_app.paths import Paths
from reader_app.records import StoryQuery
from tests.news_server import NewsServer
from tests.wordpress_site import WordPressSite
from ui.__main__ import main

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = ["id", "kind", "name", "url", "sections", "stories", "unread", "last_sync", "last_error"]
STORY = ["id", "title", "section", "source", "author", "published", "updated", "url", "read", "saved", "words"]
REPORT = ["event", "new", "changed", "unchanged", "failed", "stories", "bytes"]


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def sentence(self) -> str:
        """What was said to stderr: one line, plain."""
        (line,) = self.err.splitlines()
        assert line.endswith((".", "?")), line
        assert "Traceback" not in line and "Error" not in line
        return line


Berita = Callable[..., Ran]


@pytest.fixture(autouse=True)
def jakarta(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Jakarta")


@pytest.fixture(scope="module")
def sample() -> Iterator[SampleServer]:
    with SampleServer() as running:
        yield running


@pytest.fixture(scope="module")
def template(sample: SampleServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile with the sample edition in it."""
    profile = tmp_path_factory.mktemp("synced")
    library = Library.open(Paths.of(profile))
    library.add(sample.url)
    assert not library.sync().failed
    library.close()
    return profile


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def synced(template: Path, profile: Path) -> Path:
    shutil.copytree(template, profile)
    return profile


@pytest.fixture
def berita(profile: Path, capsys: pytest.CaptureFixture[str]) -> Berita:
    """One command line in this process, on this test's profile."""

    def run(*line: str) -> Ran:
        capsys.readouterr()
        code = main(["--profile", str(profile), *line])
        return Ran(code, *capsys.readouterr())

    return run


def program(*line: str, code: str = "", **environment: str) -> Ran:
    """The whole program, in a process of its own."""
    start = ["-c", code] if code else ["-m", "ui"]
    done = subprocess.run(
        [sys.executable, *start, *line],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def ids(berita: Berita, *line: str) -> list[str]:
    return [row["id"] for row in berita("list", "--json", *line).rows]


def begins(row: dict[str, Any], promised: Sequence[str]) -> bool:
    return list(row)[: len(promised)] == list(promised)


# --- what programs are promised ---------------------------------------------------------------------------


def test_the_keys_of_sources(synced: Path, berita: Berita, sample: SampleServer) -> None:
    (row,) = berita("sources", "--json").rows
    assert begins(row, SOURCE)
    assert (row["kind"], row["url"], row["last_error"]) == ("wordpress", sample.url, None)
    assert row["id"] == "wordpress:" + sample.url.removeprefix("http://")
    assert row["stories"] == row["unread"] >= 72
    assert row["sections"] >= 8
    assert row["last_sync"].endswith("Z")


def test_the_keys_of_list(synced: Path, berita: Berita) -> None:
    rows = berita("list", "--json", "--limit", "1000").rows
    assert len(rows) >= 72
    assert all(list(row) == STORY for row in rows)
    assert all(row["published"].endswith("Z") and len(row["published"]) == 20 for row in rows)
    assert [row["published"] for row in rows] == sorted((row["published"] for row in rows), reverse=True)
    assert all(isinstance(row["id"], str) and row["title"] and row["url"] for row in rows)
    assert {(row["read"], row["saved"]) for row in rows} == {(False, False)}


def test_a_list_is_narrowed(synced: Path, berita: Berita) -> None:
    assert len(ids(berita)) == 50
    politics = berita("list", "--json", "--section", "Politik", "--limit", "2").rows
    assert len(politics) == 2
    assert {row["section"] for row in politics} == {"Politik"}
    one, other = (row["id"] for row in politics)
    assert berita("read", one).code == berita("save", other).code == 0
    assert one not in ids(berita, "--unread")
    assert ids(berita, "--saved") == [other]
    assert ids(berita, "--saved", "--section", "Teknologi") == []
    assert berita("list", "--saved", "--section", "Teknologi").out == "There are no stories here.\n"


def test_a_list_for_people_has_a_line_for_each_story(synced: Path, berita: Berita) -> None:
    first, second = berita("list", "--json", "--limit", "2").rows
    berita("save", first["id"])
    berita("read", second["id"])
    lines = berita("list", "--limit", "2").out.splitlines()
    assert [line.split(" ")[0] for line in lines] == [first["id"], second["id"]]
    assert "•★" in lines[0] and lines[0].endswith(first["title"])
    assert "•" not in lines[1] and "★" not in lines[1]


def test_the_keys_of_search(synced: Path, berita: Berita) -> None:
    *hits, last = berita("search", "kepeng", "--limit", "3", "--json").rows
    assert len(hits) == 3
    assert all(list(hit) == [*STORY, "snippet"] for hit in hits)
    assert all("kepeng" in hit["snippet"].casefold() + hit["title"].casefold() for hit in hits)
    assert list(last) == ["ms", "hits", "exact"]
    assert last["ms"] >= 0 and last["hits"] >= 3 and last["exact"] in (True, False)


@pytest.mark.parametrize("query", ["tidakadakataini", "\"", "(((", "OR", "after:kapan", "*", "-", "section:"])
def test_a_search_never_fails(synced: Path, berita: Berita, query: str) -> None:
    found = berita("search", "--json", "--", query)
    assert (found.code, found.err) == (0, "")
    assert list(found.rows[-1]) == ["ms", "hits", "exact"]


def test_a_search_leaves_out_what_has_a_dash(synced: Path, berita: Berita) -> None:
    without = berita("search", "kepeng", "-perahu", "--json").rows[-1]["hits"]
    assert 0 < without < berita("search", "kepeng", "--json").rows[-1]["hits"]
    assert berita("search", "--json", "kepeng -perahu").rows[-1]["hits"] == without
    assert berita("search", "-perahu", "kepeng", "--json").rows[-1]["hits"] == without


def test_more_than_all_is_all(synced: Path, berita: Berita) -> None:
    every = len(ids(berita, "--limit", "1000"))
    assert len(ids(berita, "--limit", "9" * 30)) == every
    assert berita("search", "kepeng", "--limit", "9" * 30).code == 0


def test_a_search_for_people_counts_what_it_found(synced: Path, berita: Berita) -> None:
    count = berita("search", "kepeng", "--json").rows[-1]["hits"]
    assert berita("search", "kepeng").out.splitlines()[-1] == f"{count} stories found."
    assert berita("search", "tidakadakataini").out == "0 stories found.\n"


def test_a_story_is_shown_in_four_formats(synced: Path, berita: Berita) -> None:
    hit = berita("search", "anggaran perahu sekolah", "--json", "--limit", "1").rows[0]
    (row,) = berita("show", hit["id"], "--format", "json").rows
    assert begins(row, [*STORY, "caption", "credit", "images", "markdown", "text"])
    assert {key: row[key] for key in STORY} == {key: hit[key] for key in STORY}
    assert row["caption"] and row["credit"] and row["images"][0]["lead"]
    assert all(Path(image["file"]).stat().st_size > 0 for image in row["images"])
    text = berita("show", hit["id"])
    assert text.out == berita("show", hit["id"], "--format", "text").out
    assert row["title"] in text.out and row["text"] in text.out and "<p>" not in text.out and " WIB" in text.out
    assert berita("show", hit["id"], "--format", "markdown").out == row["markdown"] + "\n"
    assert "<p>" in berita("show", hit["id"], "--format", "html").out


def test_a_sync_reports_its_progress_and_what_it_brought(profile: Path, berita: Berita) -> None:
    with NewsServer() as server:
        site = WordPressSite(server, 5)
        assert berita("add", server.url).code == 0
        first = berita("sync", "--no-pictures", "--json")
        site.edit(3, site.clock)
        site.add(-1)
        second = berita("sync", "--no-pictures", "--json")
    assert (first.code, second.code) == (0, 0)
    *progress, report = first.rows
    assert progress and {row["event"] for row in progress} == {"progress"}
    assert begins(report, REPORT)
    assert (report["event"], report["new"], report["changed"], report["failed"]) == ("report", 5, 0, [])
    assert report["stories"] == 5 and report["bytes"] > 0
    again = second.rows[-1]
    assert (again["new"], again["changed"], again["failed"]) == (1, 1, [])
    assert len(ids(berita)) == 6


def test_a_sync_in_which_one_source_fails_ends_with_1(synced: Path, berita: Berita) -> None:
    with NewsServer() as server:
        WordPressSite(server, 3)
        berita("add", server.url)
        server.fail(503, retry_after=600)
        done = berita("sync", "--no-pictures", "--json")
        told = berita("sync", "--no-pictures")
    assert done.code == told.code == 1
    (failed,) = done.rows[-1]["failed"]
    assert list(failed) == ["source", "name", "reason", "retry_at"]
    assert (failed["source"], failed["reason"]) == (f"wordpress:127.0.0.1:{server.port}", "server")
    assert failed["retry_at"].endswith("Z")
    assert told.sentence.startswith("Kabar & Warta: 127.0.0.1 has trouble of its own.")
    errors = {row["name"]: row["last_error"] for row in berita("sources", "--json").rows}
    assert errors == {"Warta Arunika": None, "Kabar & Warta": "server"}


def test_a_sync_that_reaches_nobody_ends_with_2_and_all_can_still_be_read(profile: Path, berita: Berita) -> None:
    with NewsServer() as server:
        WordPressSite(server, 3)
        berita("add", server.url)
        berita("sync")
    done = berita("sync")
    assert (done.code, done.err) == (2, "")
    assert done.out == "No source could be reached. Everything already synced can be read.\n"
    stories = ids(berita)
    assert len(stories) == 3
    assert berita("show", stories[0]).code == 0


def test_a_sync_without_sources_says_what_to_do(profile: Path, berita: Berita) -> None:
    done = berita("sync")
    assert (done.code, done.out) == (0, "There is nothing to sync. Add a source first.\n")
    assert berita("sources").out.startswith("You follow no source yet.")


def test_the_demo_syncs_and_prints_headlines_where_there_is_no_window(profile: Path, berita: Berita) -> None:
    done = berita("demo", "--headless")
    assert (done.code, done.err) == (0, "")
    summary, *headlines = done.out.splitlines()
    assert summary.startswith("Synced: ") and len(headlines) == 20
    assert len(ids(berita, "--limit", "1000")) >= 72


# --- deeds ------------------------------------------------------------------------------------------------


def test_what_is_followed_already_is_said_and_no_fault(synced: Path, berita: Berita, sample: SampleServer) -> None:
    again = berita("add", sample.url + "/")
    assert (again.code, again.err) == (0, "")
    assert again.out == "You already follow Warta Arunika.\n"
    assert len(berita("sources", "--json").rows) == 1


def test_marks_are_made_and_taken_back(synced: Path, berita: Berita) -> None:
    one, two = ids(berita, "--limit", "2")
    assert berita("save", one, two, one).out == "Saved 2 stories.\n"
    assert berita("read", one).out == "Marked 1 story as read.\n"
    assert ids(berita, "--saved") == [one, two]
    assert berita("undo").out == "Unread again\n"
    assert one in ids(berita, "--unread")
    assert berita("undo").out == "No longer saved, as before\n"
    assert ids(berita, "--saved") == []
    nothing = berita("undo")
    assert (nothing.code, nothing.sentence) == (1, "There is nothing to undo.")
    berita("save", one)
    assert berita("unsave", one).out == "1 story is no longer saved.\n"
    berita("read", one)
    assert berita("unread", one).out == "Marked 1 story as unread.\n"


def test_a_mark_on_several_is_made_whole_or_not_at_all(synced: Path, berita: Berita) -> None:
    (one,) = ids(berita, "--limit", "1")
    assert berita("save", one, "0000000000000").code == 1
    assert ids(berita, "--saved") == []


def test_a_source_is_paused_resumed_removed_and_its_saved_stories_stay(synced: Path, berita: Berita) -> None:
    (one,) = ids(berita, "--limit", "1")
    berita("save", one)
    assert berita("pause", "Warta Arunika").code == 0
    assert berita("sources", "--json").rows[0]["paused"] is True
    assert berita("resume", "Warta Arunika").code == 0
    assert berita("sources", "--json").rows[0]["paused"] is False
    assert berita("remove", "Warta Arunika").code == 0
    assert berita("sources", "--json").rows == []
    assert ids(berita, "--saved") == [one]
    assert berita("show", one).code == 0


def test_a_source_is_followed_into_a_section_of_the_readers(profile: Path, berita: Berita) -> None:
    with NewsServer() as server:
        WordPressSite(server, 2)
        assert berita("add", server.url, "--section", "Desa").code == 0
        assert berita("sync", "--no-pictures").code == 0
    assert len(ids(berita, "--section", "Desa")) == 2


def test_settings_are_shown_changed_and_refused(profile: Path, berita: Berita) -> None:
    assert "text_size = 100\n" in berita("settings").out
    assert berita("settings", "text_size").out == "100\n"
    assert berita("settings", "text_size", "120").out == "text_size = 120\n"
    assert berita("settings", "text_size").out == "120\n"
    refused = berita("settings", "text_size", "5000")
    assert (refused.code, refused.sentence) == (1, "text_size takes a number from 60 to 300, not “5000”.")
    unknown = berita("settings", "colour")
    assert (unknown.code, unknown.sentence) == (1, "There is no setting “colour”. “berita settings” shows them all.")
    assert berita("settings", "colour", "red").code == 1
    assert berita("settings", "text_size").out == "120\n"


def test_the_chosen_language_is_spoken_from_the_next_command_on(profile: Path, berita: Berita) -> None:
    berita("settings", "language", "id")
    assert berita("list", "--saved").out == "Tidak ada berita di sini.\n"
    assert berita("list", "--help").out.startswith("pemakaian: berita list ")


# --- lines that make no sense -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (["lst"], "There is no command “lst”. Did you mean “list”?"),
        (["xyzzy"], "There is no command “xyzzy”. “berita --help” lists them."),
        (["list", "--limit", "0"], "“0” is not a number from 1 up"),
        (["list", "--colour"], "Unrecognized arguments: --colour."),
        (["show"], "The following arguments are required: ID."),
        (["show", "x", "--format", "pdf"], "pdf"),
    ],
)
def test_a_line_that_makes_no_sense_ends_with_2(berita: Berita, profile: Path, line: list[str], told: str) -> None:
    done = berita(*line)
    assert (done.code, done.out) == (2, "")
    assert told in done.sentence
    assert not profile.exists()


@pytest.mark.parametrize(
    "line",
    [
        ["show", "tidak-ada"], ["show", "0000000000000"], ["save", "0000000000000"], ["unsave", "x"], ["read", "x"],
        ["unread", ""], ["remove", "tidak-ada"], ["pause", "tidak-ada"], ["resume", "9999"], ["list", "--section", "Tidak Ada"],
        ["list", "--section", ""],
    ],
)  # fmt: skip
def test_what_is_not_there_is_said(synced: Path, berita: Berita, line: list[str]) -> None:
    done = berita(*line)
    assert (done.code, done.out) == (1, "")
    assert done.sentence.startswith("There is no ")


# --- sites that are none ----------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["berita hari ini", "", "ftp://kabar.example", "file:///etc/passwd", "http://"])
def test_what_is_no_address_is_said(profile: Path, berita: Berita, address: str) -> None:
    done = berita("add", address)
    assert done.code == 1
    assert "is not a web address" in done.sentence


def test_nobody_listening_is_said(profile: Path, berita: Berita) -> None:
    with socket.socket() as free:  # bound, and never listening
        free.bind(("127.0.0.1", 0))
        done = berita("add", f"http://127.0.0.1:{free.getsockname()[1]}")
    assert (done.code, done.sentence) == (1, "127.0.0.1 does not answer at this address. Try again later.")
    assert berita("sources", "--json").rows == []


PAGE = "<!doctype html><title>Kabar</title>{}<p>Selamat datang</p>"
LINKED = PAGE.format('<link rel="https://api.w.org/" href="/wp-json/">')
CUT = json.dumps({"name": "Kabar", "namespaces": ["wp/v2"], "routes": {}})[:40]


def _plain(server: NewsServer) -> None:
    server.serve("/", PAGE.format(""))


def _closed(status: int) -> Callable[[NewsServer], None]:
    def site(server: NewsServer) -> None:
        server.serve("/", LINKED)
        refusal = {"code": "rest_disabled", "message": "Tidak boleh.", "data": {"status": status}}
        server.fail(status, path="/wp-json/", body=refusal)
        server.fail(status, path="/wp-json/wp/v2/posts", body=refusal)

    return site


def _answering(body: str) -> Callable[[NewsServer], None]:
    def site(server: NewsServer) -> None:
        server.serve("/", LINKED)
        server.serve("/wp-json/", body, type="application/json")

    return site


@pytest.mark.parametrize(
    ("site", "told"),
    [
        pytest.param(_plain, "offers no news", id="no news"),
        pytest.param(_closed(401), "switched off", id="REST closed with 401"),
        pytest.param(_closed(404), "switched off", id="REST gone with 404"),
        pytest.param(_answering(PAGE), "sent a web page or half an answer", id="HTML for JSON"),
        pytest.param(_answering(CUT), "sent a web page or half an answer", id="JSON cut in half"),
    ],
)
def test_a_site_that_cannot_be_followed_says_why(
    profile: Path, berita: Berita, site: Callable[[NewsServer], None], told: str
) -> None:
    with NewsServer() as server:
        site(server)
        done = berita("add", server.url)
    assert (done.code, done.out) == (1, "")
    assert told in done.sentence
    assert berita("sources", "--json").rows == []


def test_a_followed_site_that_goes_bad_keeps_its_stories(profile: Path, berita: Berita) -> None:
    bad = [
        (200, PAGE, "not-json"),
        (200, '[{"id": 1001, "title": {"rend', "not-json"),
        (401, '{"code": "rest_disabled"}', "api-closed"),
    ]
    with NewsServer() as server:
        WordPressSite(server, 3)
        berita("add", server.url)
        berita("sync", "--no-pictures")
        for status, body, reason in bad:
            server.serve("/wp-json/wp/v2/posts", body, status=status, type="application/json")
            told = berita("sync", "--no-pictures")
            assert (told.code, told.out) == (2, "Nothing could be synced.\n")
            assert told.sentence.startswith("Kabar & Warta: ")
            done = berita("sync", "--no-pictures", "--json")
            assert done.code == 2
            assert [each["reason"] for each in done.rows[-1]["failed"]] == [reason]
    assert len(ids(berita)) == 3


# --- stores and disks that fail ---------------------------------------------------------------------------


@pytest.mark.parametrize(("line", "code"), [(["list"], 1), (["sync"], 2), (["doctor"], 2)])
def test_a_damaged_store_is_refused_with_a_sentence(synced: Path, berita: Berita, line: list[str], code: int) -> None:
    store = Paths.of(synced).store
    spoiled = b"not what it was " * 4096
    store.write_bytes(spoiled)
    done = berita(*line)
    assert (done.code, done.out) == (code, "")
    assert " is damaged. " in done.sentence  # the doctor says what helps, the others send to the doctor
    assert store.read_bytes() == spoiled  # whoever can repair it finds it as it was


@pytest.mark.parametrize(("line", "code"), [(["list"], 1), (["sync"], 2), (["doctor"], 2)])
def test_a_newer_store_is_refused_with_a_sentence(synced: Path, berita: Berita, line: list[str], code: int) -> None:
    with sqlite3.connect(Paths.of(synced).store) as store:
        store.execute("pragma user_version = 999")
    store.close()
    done = berita(*line)
    assert (done.code, done.out) == (code, "")
    assert done.sentence.startswith("This profile was written by a newer Berita.")


def test_doctor_has_a_verdict_for_each_part(synced: Path, berita: Berita) -> None:
    done = berita("doctor", "--json")
    assert (done.code, done.err) == (0, "")
    assert all(list(row) == ["name", "verdict", "detail", "cure"] for row in done.rows)
    assert [row["name"] for row in done.rows] == ["store", "counters", "index", "pictures", "disk", "network", "keys"]
    assert {row["verdict"] for row in done.rows if row["name"] not in ("network", "keys", "disk")} == {"ok"}
    assert berita("doctor").out.startswith("✓ store: ")


def test_doctor_ends_with_1_where_it_finds_a_fault(synced: Path, berita: Berita) -> None:
    with sqlite3.connect(Paths.of(synced).store) as store:
        store.execute("delete from content where place = (select max(place) from story)")
    store.close()
    done = berita("doctor", "--json")
    assert (done.code, done.err) == (1, "")
    (fault,) = [row for row in done.rows if row["verdict"] == "fault"]
    assert fault["name"] == "store" and fault["cure"]


def test_doctor_says_in_json_too_that_a_store_cannot_be_opened(synced: Path, berita: Berita) -> None:
    Paths.of(synced).store.write_bytes(b"x" * 8192)
    done = berita("doctor", "--json")
    assert done.code == 2
    assert [(row["name"], row["verdict"]) for row in done.rows] == [("store", "fault")]


SHORT_OF_ROOM = """
import resource, sys
from ui.__main__ import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_full_disk_is_said_and_loses_nothing(synced: Path, berita: Berita) -> None:
    one, two = ids(berita, "--limit", "2")
    assert berita("save", one).code == 0
    full = program(str(33 << 10), "--profile", str(synced), "save", two, code=SHORT_OF_ROOM)
    assert (full.code, full.out) == (1, "")
    assert full.sentence.startswith("The disk is full.")
    assert ids(berita, "--saved") == [one]
    assert berita("doctor").code == 0
    assert berita("save", two).code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_disk_that_fills_during_a_sync_is_said_and_the_next_sync_completes(profile: Path, berita: Berita) -> None:
    with NewsServer() as server:
        site = WordPressSite(server, 60)
        berita("add", server.url)
        full = program(str(200 << 10), "--profile", str(profile), "sync", "--no-pictures", code=SHORT_OF_ROOM)
        assert full.code == 2, full
        assert full.sentence.startswith("The disk is full.")
        assert berita("sync", "--no-pictures").code == 0
    assert len(ids(berita, "--limit", "1000")) == len(site.posts)
    assert berita("doctor").code == 0


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="no folder is read-only to root, nor on Windows")
def test_a_read_only_folder_is_said(synced: Path, berita: Berita) -> None:
    data = Paths.of(synced).data
    data.chmod(0o500)
    done = berita("list")
    data.chmod(0o700)
    assert done.code == 1
    assert done.sentence.startswith("The profile folder cannot be written to.")


@pytest.mark.parametrize(("line", "code"), [(["list"], 1), (["sync"], 2), (["doctor"], 2), (["settings", "theme", "dark"], 1)])
def test_a_profile_that_cannot_be_made_is_said(profile: Path, berita: Berita, line: list[str], code: int) -> None:
    profile.write_text("a file where the folder should be")
    done = berita(*line)
    assert done.code == code
    assert done.sentence.startswith("The profile folder cannot be written to.")


# --- the whole program ------------------------------------------------------------------------------------


def test_json_is_utf_8_wherever_it_goes(synced: Path) -> None:
    listed = program("--profile", str(synced), "list", "--json", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert (listed.code, listed.err) == (0, "")
    assert len(listed.rows) == 50
    library = Library.open(Paths.of(synced))
    titles = [each.title for each in library.ask.page(StoryQuery(), 50).headlines]
    library.close()
    assert [row["title"] for row in listed.rows] == titles


def test_a_terminal_with_few_letters_stops_nothing(synced: Path) -> None:
    listed = program("--profile", str(synced), "list", PYTHONIOENCODING="ascii")
    assert (listed.code, listed.err) == (0, "")
    assert len(listed.out.splitlines()) == 50


def test_a_reader_of_the_output_that_leaves_is_no_error(synced: Path) -> None:
    line = [sys.executable, "-m", "ui", "--profile", str(synced), "list", "--json", "--limit", "1000"]
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(line, cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, timeout=60, check=False)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_output_that_finds_no_room_is_said(synced: Path) -> None:
    line = [sys.executable, "-m", "ui", "--profile", str(synced), "list", "--limit", "1000"]
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            line, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", timeout=60, check=False
        )
    assert (done.returncode, Ran(1, "", done.stderr).sentence[:17]) == (1, "The disk is full.")


@pytest.mark.skipif(os.name != "posix", reason="streams are closed this way by POSIX shells only")
@pytest.mark.parametrize(("closed", "line"), [(1, ["sources"]), (2, ["pause", "x"])])
def test_a_stream_that_is_closed_is_no_error(profile: Path, closed: int, line: list[str]) -> None:
    code = f"import os, sys; os.close({closed}); os.execv(sys.executable, [sys.executable, '-m', 'ui', *sys.argv[1:]])"
    done = program("--profile", str(profile), *line, code=code)
    assert (done.code, done.out, done.err) == (closed - 1, "", "")


def test_the_profile_may_be_named_by_the_environment(synced: Path) -> None:
    told = program("sources", "--json", BERITA_PROFILE=str(synced))
    assert [row["name"] for row in told.rows] == ["Warta Arunika"]


def test_without_a_display_the_window_says_what_works(profile: Path) -> None:
    told = program("--profile", str(profile), QT_QPA_PLATFORM="", DISPLAY="", WAYLAND_DISPLAY="")
    assert told.code == 1
    assert told.sentence.startswith("There is no display")
