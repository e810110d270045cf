"""The pipeline with all its parts: a loopback server, real workers, the real store."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from reader_app.errors import AlreadySyncing, Reason
from reader_app.http import Client
from reader_app.paths import Paths
from reader_app.records import Offer, Progress, Source, StoryQuery, SyncReport, story_id
from reader_app.settings import Settings
from reader_app.sources.protocol import Wish
from reader_app.store import Store
from reader_app.sync.follow import OWN
from reader_app.sync.pipeline import Sync
from reader_app.sync.validators import HeldValidators
from reader_app.sync.workers import Limits, Workers
from tests.builders import story
from tests.engine.hostile import Bulletin, Sealed, Stumbling
from tests.engine.test_pictures import drawn, png_header

KINDS = {each.kind: each for each in (Bulletin(), Stumbling(), Sealed())}
BEGIN = int(datetime(2026, 3, 1, tzinfo=UTC).timestamp())


class Publisher:
    """A news server on loopback whose every answer the test chooses."""

    def __init__(self) -> None:
        self.stories: list[dict[str, Any]] = []
        self.public: set[str] | None = None  # ids a presence check answers with; None: those of ``stories``
        self.present: Callable[[list[str]], list[str]] | None = None
        self.page = 100
        self.pictures: dict[str, bytes] = {}
        self.failing: dict[str, tuple[int, dict[str, str]]] = {}  # path -> status and headers
        self.hanging: set[str] = set()
        self.asked: list[str] = []
        self.reached = threading.Event()
        self._go = threading.Event()
        self._etag = '"1"'
        self.tags = False
        publisher = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                publisher.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def answer(self, handler: http.server.BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        self.asked.append(handler.path)
        if handler.path in self.hanging:
            self.reached.set()
            self._go.wait(60)
        if parts.path in self.failing:
            status, headers = self.failing[parts.path]
            self._send(handler, status, b"[]", headers)
            return
        query = parse_qs(parts.query)
        if parts.path == "/sections":
            self._send(handler, 200, b'[{"id": "1", "name": "Dunia"}]')
        elif parts.path == "/present":
            asked = query["ids"][0].split(",")
            stored = {str(each["id"]) for each in self.stories}
            there = self.present(asked) if self.present else [each for each in asked if each in stored]
            self._send(handler, 200, json.dumps(there).encode())
        elif parts.path == "/stories":
            number = int(query["page"][0])
            pages = max(1, -(-len(self.stories) // self.page))
            body = json.dumps(self.stories[(number - 1) * self.page : number * self.page]).encode()
            etag = f'"{hash(body)}"'
            if self.tags and handler.headers.get("If-None-Match") == etag:
                self._send(handler, 304, b"")
                return
            self._send(handler, 200, body, {"X-Pages": str(pages)} | ({"ETag": etag} if self.tags else {}))
        elif parts.path in self.pictures:
            self._send(handler, 200, self.pictures[parts.path])
        else:
            self._send(handler, 404, b"")

    def _send(
        self, handler: http.server.BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str] | None = None
    ) -> None:
        handler.send_response(status)
        for name, value in (headers or {}).items():
            handler.send_header(name, value)
        if status != 304:
            handler.send_header("Content-Length", str(len(body)))
        try:
            handler.end_headers()
            handler.wfile.write(body)
        except OSError:
            handler.close_connection = True  # whoever asked is gone

    def publish(self, *numbers: int, **other: Any) -> None:
        for number in numbers:
            self.stories.append({"id": number, "published": BEGIN + number * 60, "sections": ["1"]} | other)

    def asked_for(self, path: str) -> int:
        return sum(urlsplit(each).path == path for each in self.asked)

    def go_on(self) -> None:
        """Answer what hangs."""
        self.hanging.clear()
        self._go.set()

    def close(self) -> None:
        self.go_on()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class Desk:
    """A profile, and all that a sync of it needs."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.store = Store(paths)
        self.validators = HeldValidators(self.store)
        self.client = Client(validators=self.validators)
        self.workers = Workers(paths, limits=Limits(page=20.0, story=2.0), most=2)
        self.now = datetime.now(UTC)

    def follow(self, publisher: Publisher | str, kind: str = "bulletin", name: str = "Kabar Uji") -> Source:
        url = publisher if isinstance(publisher, str) else publisher.url
        return self.store.follow(Offer(kind, f"{kind}:{url}", name, url, {"url": url}), None)

    def sync(self, **other: Any) -> SyncReport:
        workers = other.pop("workers", self.workers)
        run = Sync(
            self.store, self.paths, self.client, Settings(picture_size=320), workers, kinds=KINDS,
            validators=self.validators, clock=lambda: self.now,
        )  # fmt: skip
        options = {"wish": Wish(), "pictures": False, "force": False} | other
        return run.run(self.store.sources(), **options)

    def titles(self) -> set[str]:
        return {each.title for each in self.store.page(StoryQuery(), 1000).headlines}

    def source(self) -> Source:
        return self.store.sources()[0]

    def close(self) -> None:
        self.workers.close()
        self.client.close()
        self.store.close()


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    made = Publisher()
    yield made
    made.close()


@pytest.fixture
def second() -> Iterator[Publisher]:
    made = Publisher()
    yield made
    made.close()


@pytest.fixture
def desk(paths: Paths) -> Iterator[Desk]:
    made = Desk(paths)
    yield made
    made.close()


# --- landing ----------------------------------------------------------------------------------------------


def test_stories_land_page_by_page_and_are_counted(desk, publisher):
    publisher.publish(*range(230))
    desk.follow(publisher)
    report = desk.sync()
    assert (report.new, report.changed, report.unchanged, report.stories) == (230, 0, 0, 230)
    assert (report.synced, report.failed, report.offline, report.cancelled) == (1, (), False, False)
    assert report.bytes > 0
    assert desk.store.count(desk.source().id) == 230
    assert desk.source().last_sync is not None
    assert [each.name for each in desk.store.sections()] == ["Dunia"]
    assert dict(desk.source().memory)["pages"] == 3


def test_a_second_sync_finds_what_changed(desk, publisher):
    publisher.publish(*range(20))
    desk.follow(publisher)
    desk.sync()
    publisher.stories[3]["title"] = "Judul yang dibetulkan"
    publisher.publish(20)
    report = desk.sync()
    assert (report.new, report.changed, report.unchanged) == (1, 1, 19)
    assert "Judul yang dibetulkan" in desk.titles()


def test_a_story_twice_on_two_pages_is_new_once(desk, publisher):
    publisher.page = 10
    publisher.publish(*range(10))
    publisher.publish(*range(5, 15))
    desk.follow(publisher)
    report = desk.sync()
    assert (report.new, report.unchanged) == (15, 5)


def test_nothing_new_starts_no_worker(desk, publisher):
    publisher.tags = True
    publisher.publish(*range(30))
    desk.follow(publisher)
    desk.sync()
    idle = Workers(desk.paths)
    report = desk.sync(workers=idle)
    assert (report.new, report.changed, report.synced) == (0, 0, 1)
    assert idle.alive == 0
    idle.close()


def test_the_same_answer_again_starts_no_worker(desk, publisher):
    publisher.publish(*range(30))
    desk.follow(publisher)
    desk.sync()
    desk.sync()  # nothing new in it: remembered
    idle = Workers(desk.paths)
    report = desk.sync(workers=idle)
    assert (report.new, report.changed, report.unchanged, report.stories) == (0, 0, 30, 30)
    assert idle.alive == 0
    idle.close()
    publisher.publish(30)
    assert desk.sync().new == 1


def test_a_hostile_answer_is_never_read_in_this_process(desk, publisher):
    publisher.publish(1, deed="die")
    desk.follow(publisher)
    assert desk.sync().skipped == 1


def test_markdown_is_made_right_after(desk, publisher):
    publisher.publish(*range(45), html="<p>Kabar <b>tebal</b> dari desa.</p>")
    desk.follow(publisher)
    desk.sync()
    markdown = desk.store.story(story_id(desk.source().key, "7")).markdown
    assert markdown is not None
    assert "**tebal**" in markdown
    assert desk.store.unconverted(1, 10) == []


def test_progress_names_phases_and_grows(desk, publisher):
    publisher.publish(*range(120), picture=f"{publisher.url}/a.jpg")
    publisher.pictures["/a.jpg"] = drawn((640, 480))
    desk.follow(publisher)
    told: list[Progress] = []
    desk.sync(progress=told.append, pictures=True)
    assert {each.phase for each in told} >= {"stories", "pages"}
    assert [each.stories for each in told] == sorted(each.stories for each in told)
    assert told[-1].done == told[-1].total
    assert told[-1].stories == 120


# --- isolation --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("deed", ["spin", "spin in C", "eat", "die", "be killed"])
def test_one_hostile_story_is_skipped_and_the_others_land(paths, publisher, deed):
    desk = Desk(paths)
    desk.workers.close()
    desk.workers = Workers(paths, limits=Limits(page=1.0, story=1.0), most=2)
    publisher.publish(*range(12))
    publisher.stories[5]["deed"] = deed
    desk.follow(publisher)
    report = desk.sync()
    assert (report.new, report.skipped, report.synced, report.failed) == (11, 1, 1, ())
    assert desk.store.count(desk.source().id) == 11
    kept = list(paths.spoiled.iterdir())
    assert len(kept) == 1
    assert json.loads(kept[0].read_bytes())[0]["id"] == 5
    desk.close()


def test_a_payload_that_cannot_be_taken_apart_fails_whole(desk, publisher, second):
    publisher.publish(*range(5))
    publisher.stories[2]["deed"] = "die"
    second.publish(*range(7))
    desk.follow(publisher, "sealed", "Tertutup")
    desk.follow(second, name="Terbuka")
    report = desk.sync()
    assert report.new == 7
    assert [(each.name, each.failure.reason) for each in report.failed] == [("Tertutup", Reason.TOO_HEAVY)]
    assert len(list(desk.paths.spoiled.iterdir())) == 1


def test_a_payload_of_culprits_is_given_up_but_what_landed_stays(desk, publisher):
    publisher.publish(*range(3))
    publisher.publish(*range(3, 20), deed="die")
    publisher.publish(99)
    desk.follow(publisher)
    report = desk.sync()
    assert report.new == 3
    assert report.failed[0].failure.reason == Reason.TOO_HEAVY
    assert len(list(desk.paths.spoiled.iterdir())) == 11


def test_spoiled_payloads_are_bounded_in_number(tmp_path):
    from reader_app.sync.reading import KEPT, keep

    for number in range(KEPT + 15):
        keep(tmp_path / "spoiled", "bulletin", b"%d" % number)
    assert len(list((tmp_path / "spoiled").iterdir())) == KEPT


def test_a_bug_in_one_source_is_raised_after_the_others_have_landed(desk, publisher, second):
    publisher.publish(*range(5))
    second.publish(*range(9))
    desk.follow(publisher, "stumbling", "Tersandung")
    desk.follow(second, name="Terbuka")
    with pytest.raises(ZeroDivisionError):
        desk.sync()
    assert desk.store.count(desk.store.source_named("Terbuka").id) == 9


# --- failures ---------------------------------------------------------------------------------------------


def test_a_source_fails_alone_with_its_reason_on_its_row(desk, publisher, second):
    publisher.failing["/stories"] = (503, {"Retry-After": "120"})
    second.publish(*range(4))
    desk.follow(publisher, name="Rusak")
    desk.follow(second, name="Sehat")
    report = desk.sync()
    assert (report.new, report.synced, report.offline) == (4, 1, False)
    failed = report.failed[0]
    assert (failed.name, failed.failure.reason) == ("Rusak", Reason.SERVER)
    assert failed.retry_at == desk.now + timedelta(seconds=120)
    row = desk.store.source_named("Rusak")
    assert row.last_error is not None
    assert row.last_error.reason == Reason.SERVER
    assert row.next_try is not None
    assert desk.store.source_named("Sehat").last_error is None


def test_a_source_in_back_off_waits_unless_asked_for(desk, publisher):
    publisher.failing["/stories"] = (500, {})
    desk.follow(publisher)
    desk.sync()
    del publisher.failing["/stories"]
    publisher.publish(1)
    asked = len(publisher.asked)
    assert desk.sync().stories == 0
    assert len(publisher.asked) == asked
    assert desk.sync(force=True).new == 1
    assert desk.source().last_error is None
    assert desk.source().next_try is None


def test_failures_in_a_row_wait_ever_longer(desk, publisher):
    publisher.failing["/stories"] = (500, {})
    desk.follow(publisher)
    waits = [desk.sync(force=True).failed[0].retry_at - desk.now for _ in range(3)]
    assert waits == [timedelta(minutes=5), timedelta(minutes=10), timedelta(minutes=20)]


def test_what_is_no_json_is_the_sources_failure(desk, publisher):
    publisher.pictures["/stories"] = b""
    publisher.stories = [{"id": 1}]
    publisher.answer = lambda handler: publisher._send(handler, 200, b"<!DOCTYPE html><p>Perawatan</p>")
    desk.follow(publisher)
    report = desk.sync()
    assert report.failed[0].failure.reason == Reason.NOT_JSON
    assert not report.offline


def test_a_kind_that_only_another_berita_speaks_fails_alone(desk, publisher):
    publisher.publish(1)
    desk.follow(publisher, "telegraph", "Asing")
    desk.follow(publisher)
    report = desk.sync()
    assert report.new == 1
    assert [(each.name, each.failure.reason) for each in report.failed] == [("Asing", Reason.UNREADABLE)]


def test_without_a_network_it_is_offline_once_and_no_row_is_blamed(desk):
    desk.follow("http://tidak-ada.invalid", name="Satu")
    desk.follow("http://juga-tidak.invalid", name="Dua")
    report = desk.sync()
    assert report.offline
    assert len(report.failed) == 2
    assert report.synced == 0
    assert [each.next_try for each in desk.store.sources()] == [None, None]


def test_the_only_source_not_answering_is_offline_and_has_its_reason(desk, publisher):
    source = desk.follow(publisher)
    publisher.close()
    report = desk.sync()
    assert report.offline
    row = desk.store.source(source.id)
    assert row.last_error is not None
    assert row.last_error.reason == Reason.REFUSED
    assert row.next_try is None


# --- stopping ---------------------------------------------------------------------------------------------


def test_only_one_sync_at_a_time(desk, publisher):
    publisher.hanging.add("/stories?page=1")
    desk.follow(publisher)
    cancel = threading.Event()
    with ThreadPoolExecutor(1) as thread:
        running = thread.submit(desk.sync, cancel=cancel)
        assert publisher.reached.wait(30)
        with pytest.raises(AlreadySyncing):
            desk.sync()
        cancel.set()
        assert running.result(30).cancelled
    publisher.go_on()
    assert not desk.sync().cancelled


def test_a_cancelled_sync_keeps_what_landed_and_goes_on_next_time(desk, publisher):
    publisher.page = 10
    publisher.publish(*range(30))
    publisher.tags = True
    desk.follow(publisher)
    publisher.hanging.add("/stories?page=3")
    cancel = threading.Event()
    with ThreadPoolExecutor(1) as thread:
        running = thread.submit(desk.sync, cancel=cancel)
        assert publisher.reached.wait(30)
        cancel.set()
        report = running.result(30)
    publisher.go_on()
    assert report.cancelled
    assert report.new == 20
    assert report.synced == 0
    assert report.failed == ()
    assert desk.source().last_error is None
    assert desk.source().last_sync is None
    again = desk.sync()
    assert again.synced == 1
    assert desk.store.count(desk.source().id) == 30


def test_validators_are_kept_only_for_what_landed(desk, publisher):
    publisher.tags = True
    publisher.page = 10
    publisher.publish(*range(20))
    publisher.stories[15]["deed"] = "stumble"  # on the second page
    source = desk.follow(publisher)
    first = f"{publisher.url}/stories?page=1"
    with pytest.raises(ZeroDivisionError):
        desk.sync()
    assert desk.store.get(first) is None
    del publisher.stories[15]["deed"]
    desk.sync()
    assert desk.store.get(first) is not None
    assert desk.store.count(source.id) == 20


def test_the_store_closing_time_is_short_even_while_a_worker_spins(paths, publisher):
    desk = Desk(paths)
    publisher.publish(1, deed="spin in C")
    desk.follow(publisher)
    cancel = threading.Event()
    with ThreadPoolExecutor(1) as thread:
        running = thread.submit(desk.sync, cancel=cancel)
        pause = threading.Event()
        while not desk.workers.alive:
            pause.wait(0.01)
        cancel.set()
        assert running.result(30).cancelled
    desk.close()
    assert desk.workers.alive == 0


# --- withdrawing ------------------------------------------------------------------------------------------


def test_what_the_publisher_took_back_leaves_the_lists_and_comes_back(desk, publisher):
    publisher.publish(*range(40))
    desk.follow(publisher)
    desk.sync()
    taken = publisher.stories.pop(4)
    report = desk.sync()
    assert report.withdrawn == 1
    assert "Kabar nomor 4" not in desk.titles()
    publisher.stories.append(taken)
    report = desk.sync()
    assert "Kabar nomor 4" in desk.titles()
    assert desk.store.withdrawn(desk.source().id) == set()


def test_a_whole_source_vanishes_only_when_a_second_sync_says_so(desk, publisher):
    publisher.publish(*range(40))
    desk.follow(publisher)
    desk.sync()
    publisher.present = lambda asked: []
    assert desk.sync().withdrawn == 0
    assert len(dict(desk.source().memory)[OWN]["suspects"]) == 40
    publisher.stories.clear()
    assert desk.sync().withdrawn == 40
    assert "suspects" not in dict(desk.source().memory)[OWN]


def test_a_suspicion_that_was_wrong_is_forgotten(desk, publisher):
    publisher.publish(*range(40))
    desk.follow(publisher)
    desk.sync()
    publisher.present = lambda asked: asked[:10]
    assert desk.sync().withdrawn == 0
    publisher.present = None
    assert desk.sync().withdrawn == 0
    assert "suspects" not in dict(desk.source().memory)[OWN]
    publisher.present = lambda asked: asked[:10]
    assert desk.sync().withdrawn == 0


def test_an_answer_with_strangers_in_it_withdraws_nothing(desk, publisher):
    publisher.publish(*range(20))
    desk.follow(publisher)
    desk.sync()
    publisher.present = lambda asked: [*asked[:18], "9999"]
    for _ in range(3):
        assert desk.sync().withdrawn == 0


def test_the_kind_never_sees_the_syncs_own_memory(desk, publisher):
    publisher.publish(*range(250))
    desk.follow(publisher)
    desk.sync()
    for _ in range(3):
        desk.sync()
        memory = dict(desk.source().memory)
        assert memory["pages"] == 3
    checked = {each for path in publisher.asked if path.startswith("/present") for each in path.split("=")[1].split(",")}
    assert len(checked) == 250  # the newest every time, the others in turn


# --- pictures ---------------------------------------------------------------------------------------------


def test_pictures_are_stored_scaled_and_once(desk, publisher):
    publisher.pictures = {"/a.jpg": drawn((1600, 900)), "/b.jpg": drawn((1600, 900)), "/c.png": drawn((64, 64), format="PNG")}
    for number, path in enumerate(["/a.jpg", "/a.jpg", "/b.jpg", "/c.png"]):
        publisher.publish(number, picture=publisher.url + path)
    desk.follow(publisher)
    report = desk.sync(pictures=True)
    assert (report.pictures, report.pictures_failed) == (3, 0)
    assert publisher.asked_for("/a.jpg") == 1
    files = [each for each in desk.paths.pictures.rglob("*") if each.is_file()]
    assert len(files) == 2
    names = {each.picture for each in desk.store.page(StoryQuery(), 10).headlines}
    assert names == {each.name for each in files}
    assert desk.sync(pictures=True).pictures == 0


def test_a_picture_that_fails_keeps_its_reason_and_its_next_try(desk, publisher):
    publisher.pictures = {"/bomb.png": png_header(60_000, 60_000), "/page.jpg": b"<html>", "/busy.jpg": b""}
    publisher.failing["/busy.jpg"] = (500, {})
    for number, path in enumerate(["/bomb.png", "/page.jpg", "/gone.jpg", "/busy.jpg"]):
        publisher.publish(number, picture=publisher.url + path)
    desk.follow(publisher)
    report = desk.sync(pictures=True)
    assert (report.pictures, report.pictures_failed, report.synced) == (0, 4, 1)
    problems = [desk.store.story(story_id(desk.source().key, str(each))).images[0].problem for each in range(4)]
    assert problems == [Reason.PICTURE_TOO_BIG, Reason.NOT_A_PICTURE, Reason.GONE, Reason.SERVER]
    asked = len(publisher.asked)
    desk.sync(pictures=True)
    assert not any("jpg" in each or "png" in each for each in publisher.asked[asked:])
    del publisher.failing["/busy.jpg"]
    publisher.pictures["/busy.jpg"] = drawn((40, 40))
    desk.now += timedelta(minutes=16)
    assert desk.sync(pictures=True).pictures == 1


def test_a_host_that_says_too_many_is_left_alone(desk, publisher):
    paths = [f"/{each}.jpg" for each in range(30)]
    for number, path in enumerate(paths):
        publisher.failing[path] = (429, {"Retry-After": "3600"})
        publisher.publish(number, picture=publisher.url + path)
    desk.follow(publisher)
    desk.sync(pictures=True)
    assert sum(publisher.asked_for(each) for each in paths) <= 4


def test_what_a_killed_sync_was_writing_is_cleared_away(desk, publisher):
    part = desk.paths.pictures / ".part" / "1-abc.jpg"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"half")
    desk.follow(publisher)
    desk.sync(pictures=True)
    assert not part.exists()


def test_without_pictures_none_is_asked_for(desk, publisher):
    publisher.pictures["/a.jpg"] = drawn((64, 64))
    publisher.publish(1, picture=f"{publisher.url}/a.jpg")
    desk.follow(publisher)
    assert desk.sync(pictures=False).pictures == 0
    assert publisher.asked_for("/a.jpg") == 0
    assert desk.sync(pictures=True).pictures == 1


# --- pages ------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_story_too_heavy_to_convert_shows_its_plain_text_and_is_not_tried_again(desk, publisher):
    publisher.publish(*range(3))
    source = desk.follow(publisher)
    desk.store.save_batch(source.id, [story(9, source.key, html="<p><b>a</b> b</p>" * 150_000)])
    desk.workers.close()
    desk.workers = Workers(desk.paths, limits=Limits(memory=448 << 20), most=2)
    desk.sync()
    assert [desk.store.story(story_id(source.key, each)).markdown for each in "0129"][3] == ""
    assert desk.store.story(story_id(source.key, "0")).markdown
    assert desk.store.unconverted(1, 10) == []
