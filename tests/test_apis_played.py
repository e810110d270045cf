"""The Guardian and NewsAPI through the whole engine: network, workers, store, pages; against servers that play them.

Saved answers of the real services are played where the shared corpus is; their addresses are made ones of loopback."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from reader_app.errors import Reason
from reader_app.http import Client
from reader_app.http import Limits as NetworkLimits
from reader_app.paths import Paths
from reader_app.records import Offer, Source, Story, StoryQuery, SyncReport
from reader_app.settings import Settings
from reader_app.sources.guardian import Guardian
from reader_app.sources.newsapi import NewsApi
from reader_app.sources.protocol import Wish
from reader_app.store import Store
from reader_app.sync.pipeline import Sync
from reader_app.sync.workers import Limits, Workers
from tests.api_server import FLAT_KEY, FLAT_LIMIT, HTML, KEY, GuardianServer, NewsApiServer, saved
from tests.news_server import NewsServer

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

KINDS = {each.kind: each for each in (Guardian(), NewsApi())}
SENTENCE = "Kalimat ini menceritakan pasar malam di Kampung Lembayung, yang ramai sejak sore, ketika lampu-lampu dinyalakan. "


class Desk:
    """A profile, and all that a sync of it needs."""

    def __init__(self, paths: Paths) -> None:
        self.paths, self.store = paths, Store(paths)
        self.key = KEY
        self.client = Client(limits=NetworkLimits(connect=5, read=2, whole=10), keys=lambda kind: self.key or None)
        self.workers = Workers(paths, limits=Limits(page=60.0, story=20.0), most=2)
        self.settings = Settings()
        self.now = datetime.now(UTC)

    def follow(self, kind: str, url: str, config: dict[str, Any]) -> Source:
        return self.store.follow(Offer(kind, f"{kind}:uji", "Uji", url, config), None)

    def sync(self, **wish: Any) -> SyncReport:
        run = Sync(
            self.store, self.paths, self.client, self.settings, self.workers, kinds=KINDS, clock=lambda: self.now, page_every=0.0
        )
        return run.run(self.store.sources(), wish=Wish(**wish), pictures=False, force=True)

    def failure(self) -> tuple[str, datetime | None]:
        """Why the one source fails now, and when it is tried again."""
        (failed,) = self.sync().failed
        return failed.failure.reason, failed.retry_at

    def titles(self) -> set[str]:
        return {each.title for each in self.store.page(StoryQuery(), 5000).headlines}

    def story(self, title: str) -> Story:
        (found,) = [each for each in self.store.page(StoryQuery(), 5000).headlines if each.title == title]
        return self.store.story(found.id)

    def close(self) -> None:
        self.workers.close()
        self.client.close()
        self.store.close()


@pytest.fixture
def desk(paths: Paths) -> Iterator[Desk]:
    made = Desk(paths)
    yield made
    made.close()


@pytest.fixture
def server() -> Iterator[NewsServer]:
    with NewsServer() as running:
        yield running


def midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


# --- The Guardian ---


@pytest.fixture
def paper(server: NewsServer, desk: Desk) -> GuardianServer:
    made = GuardianServer(server)
    for number in range(260):
        made.add(f"world/kabar-{number}", f"Kabar {number}", hours=1 + number, webUrl=f"{server.url}/world/kabar-{number}")
    desk.follow("guardian", server.url, made.config)
    return made


def test_the_paper_is_kept_whole_and_followed(desk: Desk, paper: GuardianServer) -> None:
    report = desk.sync()
    assert (report.new, report.skipped, report.failed) == (260, 0, ())
    assert len(paper.asked) <= 4 and desk.store.used_today("guardian") == len(paper.asked)
    story = desk.story("Kabar 7")
    assert "ditulis panjang" in story.text and not story.cut and story.markdown and story.sections == ("World",)

    paper.add("world/baru", "Baru", hours=0)
    paper.add("world/kabar-7", "Kabar 7 yang dibetulkan", hours=8, modified=0)
    before = len(paper.asked)
    report = desk.sync()
    assert (report.new, report.changed, report.failed) == (1, 1, ())
    assert len(paper.asked) == before + 1 and {"Baru", "Kabar 7 yang dibetulkan"} <= desk.titles()

    paper.contents["world/baru"]["isExpired"] = True
    paper.contents["world/baru"]["fields"]["lastModified"] = paper.contents["world/kabar-7"]["fields"]["lastModified"]
    assert desk.sync().withdrawn == 1


def test_the_papers_saved_answers_land(desk: Desk, paper: GuardianServer) -> None:
    played = 0
    for _name, body in saved("guardian"):
        response = body.get("response", {"content": body if "webTitle" in body else None})
        rows = [response["content"]] if response.get("content") else response.get("results", [])
        rows = [each for each in rows if "webPublicationDate" in each and str(each.get("isExpired")).lower() != "true"]
        paper.play([each | {"webUrl": f"{paper.server.url}/{each['id']}"} for each in rows])
    played = len(paper.contents)
    report = desk.sync(first=1000)
    assert (report.new, report.skipped, report.failed) == (played, 0, ())
    assert desk.sync().changed == 0


def test_the_papers_refusals_stand_on_its_row(desk: Desk, paper: GuardianServer) -> None:
    paper.refuse(401, FLAT_KEY)
    assert desk.failure()[0] == Reason.KEY_REFUSED
    desk.key = ""
    assert desk.failure()[0] == Reason.KEY_MISSING
    desk.key = KEY
    paper.refuse(429, FLAT_LIMIT)
    reason, again = desk.failure()
    assert reason == Reason.QUOTA and again is not None and again - desk.now <= timedelta(hours=1)
    paper.refuse(400, {"response": {"status": "error", "message": "invalid date"}})
    assert desk.failure()[0] == Reason.UNREADABLE
    paper.refuse(410, {"response": {"status": "error", "message": "expired for rights reasons"}})
    assert desk.failure()[0] == Reason.GONE
    paper.refuse(503, HTML)
    assert desk.failure()[0] == Reason.SERVER
    paper.refuse(200, HTML)
    assert desk.failure()[0] == Reason.NOT_JSON
    paper.relent()
    assert desk.sync().failed == () and len(desk.titles()) == 260


def test_a_paper_that_says_nothing_is_left_in_time(desk: Desk, paper: GuardianServer) -> None:
    paper.server.hang("/search")
    assert desk.failure()[0] == Reason.TIMEOUT


def test_the_readers_bound_is_kept_over_syncs_and_ends_at_midnight(desk: Desk, paper: GuardianServer) -> None:
    desk.settings = Settings(guardian_requests=2)
    reason, again = desk.failure()
    assert (reason, again) == (Reason.QUOTA, midnight(desk.now))
    assert len(paper.asked) == 2 and 0 < len(desk.titles()) < 260
    assert desk.failure()[0] == Reason.QUOTA and len(paper.asked) == 2
    desk.settings = Settings(guardian_requests=50)
    assert desk.sync().failed == () and len(desk.titles()) == 260


# --- NewsAPI ---


@pytest.fixture
def service(server: NewsServer, desk: Desk) -> NewsApiServer:
    made = NewsApiServer(server)
    for number in range(12):
        add(made, number)
    desk.follow("newsapi", server.url, made.config())
    return made


def add(service: NewsApiServer, number: int) -> None:
    """A story with its page."""
    url = service.server.url
    body = "".join(f"<p>Paragraf {part} dari kabar {number}. {SENTENCE * 4}</p>" for part in range(6))
    head = f"<html lang=id><head><title>Kabar {number}</title></head>"
    service.server.serve(f"/berita/{number}", f"{head}<body><article><h1>Kabar {number}</h1>{body}</article></body></html>")
    service.add(f"{url}/berita/{number}?utm_source=newsapi", f"Kabar {number} - Kabar.test", minutes=number)


def test_teasers_land_and_their_pages_make_them_whole(desk: Desk, service: NewsApiServer) -> None:
    service.add("https://removed.com", "[Removed]", minutes=3)
    report = desk.sync()
    assert (report.new, report.skipped, report.failed) == (12, 0, ())
    assert [each.name for each in desk.store.sections()] == ["Indonesia"]
    story = desk.story("Kabar 5")
    assert "Paragraf 5 dari kabar 5" in story.text and not story.cut and story.cut_why is None
    add(service, 99)
    service.articles[-1]["publishedAt"] = service.articles[0]["publishedAt"]
    report = desk.sync()
    assert (report.new, report.changed, report.failed) == (1, 0, ())
    assert "Paragraf 5 dari kabar 99" in desk.story("Kabar 99").text
    assert "Paragraf 5 dari kabar 5" in desk.story("Kabar 5").text  # its teaser came again, and took nothing away
    assert desk.store.used_today("newsapi") == len(service.asked) == 2


def test_the_services_saved_answers_land(desk: Desk, service: NewsApiServer) -> None:
    for name, body in saved("newsapi"):
        answers = [body] if not isinstance(body, dict) or "status" in body else [*body.values()]
        for each in answers:
            for number, article in enumerate(each if isinstance(each, list) else each.get("articles", [])):
                kept = article["url"].partition("://")[2] if name != "newsapp_topheadlines" else f"{name}/{number}"
                service.articles.append(article | {"url": f"{service.server.url}/{kept}", "urlToImage": None})
    distinct = len({each["url"].partition("?utm")[0] for each in service.articles})
    desk.sync()
    for _ in range(5):
        report = desk.sync(older=200)
        assert report.failed == ()
    assert distinct * 0.9 <= len(desk.titles()) <= distinct
    assert desk.store.sources()[0].memory["complete"]


def test_the_services_refusals_stand_on_its_row(desk: Desk, service: NewsApiServer) -> None:
    for code, status, reason in (
        ("apiKeyInvalid", 401, Reason.KEY_REFUSED), ("apiKeyDisabled", 200, Reason.KEY_REFUSED),
        ("apiKeyExhausted", 429, Reason.QUOTA), ("maximumResultsReached", 426, Reason.PLAN),
        ("parametersMissing", 400, Reason.UNREADABLE),
    ):  # fmt: skip
        service.refuse(*service.error(code, status))
        found, again = desk.failure()
        assert found == reason, code
        if reason is Reason.QUOTA:
            assert again is not None and again - desk.now <= timedelta(hours=12)
    desk.key = ""
    assert desk.failure()[0] == Reason.KEY_MISSING
    desk.key = KEY
    service.refuse(503, HTML)
    assert desk.failure()[0] == Reason.SERVER
    service.refuse(429, HTML)
    assert desk.failure()[0] == Reason.QUOTA
    service.relent()
    assert desk.sync().failed == () and len(desk.titles()) == 12


def test_the_readers_bound_on_the_service_is_kept(desk: Desk, service: NewsApiServer) -> None:
    desk.settings = Settings(newsapi_requests=1)
    assert desk.sync().failed == ()
    assert desk.failure() == (Reason.QUOTA, midnight(desk.now)) and len(service.asked) == 1
