"""Cut stories and their pages: the stage of the sync that makes texts whole, against real feeds and pages on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import escape

import pytest

from reader_app.errors import Reason
from reader_app.http import Client
from reader_app.paths import Paths
from reader_app.records import Offer, Story, StoryQuery, SyncReport
from reader_app.settings import Settings
from reader_app.sources.protocol import Wish
from reader_app.store import Store
from reader_app.sync.pipeline import Sync
from reader_app.sync.validators import HeldValidators
from reader_app.sync.workers import Limits, Workers
from tests.news_server import NewsServer, Reply

BEGIN = datetime(2026, 3, 7, 5, 0, tzinfo=UTC)
ROBOTS = "/robots.txt"


def path_of(number: int) -> str:
    return f"/berita/{number}/pasar-malam-di-kampung-lembayung"


def sentence(number: int) -> str:
    return (
        f"Kalimat ke-{number} menceritakan pasar malam di Kampung Lembayung, yang ramai sejak sore, ketika "
        f"lampu-lampu dinyalakan dan para pedagang menata dagangan mereka di bawah tenda biru."
    )


def paragraphs(first: int, count: int) -> str:
    return "".join(f"<p>{sentence(each)} {sentence(each + 500)}</p>" for each in range(first, first + count))


def page(title: str, body: str, more: str = "") -> str:
    return (
        f"<!doctype html><html lang=id><head><title>{title} - Kabar Lembayung</title>{more}"
        f"<meta property='og:title' content='{title}'><meta property='og:site_name' content='Kabar Lembayung'></head>"
        f"<body><nav><a href='/'>Beranda</a></nav><article><h1>{title}</h1>{body}</article>"
        f"<footer>Hak cipta</footer></body></html>"
    )


class Site:
    """A newspaper whose feed has teasers only."""

    def __init__(self, server: NewsServer) -> None:
        self.server = server
        self.teasers: dict[int, str] = {}
        self.robots("")

    def robots(self, text: str, status: int = 200) -> None:
        self.server.serve(ROBOTS, text, type="text/plain", status=status)

    def story(self, number: int, *, body: str | None = None, path: str | None = None, **other: str) -> None:
        title = other.get("title", f"Pasar malam hari ke-{number}")
        self.teasers[number] = title
        self.server.serve(
            path or path_of(number), page(title, paragraphs(number, 5) if body is None else body, other.get("more", ""))
        )
        self.publish()

    def publish(self) -> None:
        entries = "".join(
            f"<item><title>{escape(title)}</title><link>{self.server.url}{path_of(number)}</link><guid>{self.server.url}{path_of(number)}</guid>"
            f"<pubDate>{(BEGIN + timedelta(minutes=number)).strftime('%a, %d %b %Y %H:%M:%S +0000')}</pubDate>"
            f"<description>Awal kabar nomor {number} …</description></item>"
            for number, title in self.teasers.items()
        )
        self.server.serve(
            "/feed",
            f"<?xml version='1.0'?><rss version='2.0'><channel><title>Kabar Lembayung</title><link>{self.server.url}</link>"
            f"{entries}</channel></rss>",
            type="application/rss+xml",
        )

    def asked(self, path: str) -> int:
        return sum(each.path == path for each in self.server.log)


class Desk:
    def __init__(self, paths: Paths) -> None:
        self.paths, self.store = paths, Store(paths)
        self.validators = HeldValidators(self.store)
        self.client = Client(validators=self.validators)
        self.workers = Workers(paths, limits=Limits(page=30.0, story=20.0), most=2)

    def follow(self, site: Site) -> int:
        config = {"feeds": [{"url": f"{site.server.url}/feed", "section": None}], "home": site.server.url}
        return self.store.follow(Offer("feed", "feed:kabar", "Kabar Lembayung", site.server.url, config), None).id

    def sync(self) -> SyncReport:
        run = Sync(
            self.store,
            self.paths,
            self.client,
            Settings(),
            self.workers,
            validators=self.validators,
            page_every=0.01,
        )
        return run.run(self.store.sources(), wish=Wish(), pictures=False, force=True)

    def story(self, title: str) -> Story:
        (found,) = [each for each in self.store.page(StoryQuery(), 100).headlines if each.title == title]
        return self.store.story(found.id)

    def close(self) -> None:
        self.workers.close()
        self.client.close()
        self.store.close()


@pytest.fixture
def site() -> Iterator[Site]:
    with NewsServer() as server:
        yield Site(server)


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    made = Desk(Paths.of(tmp_path))
    yield made
    made.close()


def test_cut_stories_are_whole_at_the_end_of_the_same_sync(desk, site):
    for number in range(3):
        site.story(number)
    desk.follow(site)
    report = desk.sync()
    assert (report.new, report.failed) == (3, ())
    found = desk.story("Pasar malam hari ke-1")
    assert not found.cut and sentence(1) in found.text and sentence(505) in found.text
    assert "Beranda" not in found.text and found.headline.words > 100
    assert found.headline.title == "Pasar malam hari ke-1"
    assert found.markdown is not None and sentence(2) in found.markdown  # converted in the same sync, from the whole text
    assert site.asked(ROBOTS) == 1
    desk.sync()
    assert site.asked(path_of(1)) == 1


def test_a_story_over_several_pages_is_joined(desk, site):
    site.story(1, body=paragraphs(10, 4) + f"<p><a rel=next href='{path_of(1)}/2'>Halaman selanjutnya</a></p>")
    site.server.serve(path_of(1) + "/2", page("Pasar malam hari ke-1", paragraphs(40, 4)))
    desk.follow(site)
    desk.sync()
    text = desk.story("Pasar malam hari ke-1").text
    assert text.index(sentence(10)) < text.index(sentence(40)) and text.count(sentence(10)) == 1


@pytest.mark.parametrize(
    ("status", "reason"), [(404, Reason.GONE), (410, Reason.GONE), (500, Reason.SERVER), (403, Reason.BLOCKED)]
)
def test_a_page_that_cannot_be_had_leaves_the_teaser_and_its_reason(desk, site, status, reason):
    site.story(1)
    site.server.serve(path_of(1), "", status=status)
    desk.follow(site)
    report = desk.sync()
    assert report.failed == ()  # the source itself is well
    found = desk.story("Pasar malam hari ke-1")
    assert found.cut and found.cut_why is not None and found.cut_why.reason == reason.value
    assert "Awal kabar nomor 1" in found.text


def test_a_page_that_asks_for_a_person_is_said_to_be_blocked(desk, site):
    site.story(1)
    site.server.serve(
        path_of(1),
        "<!doctype html><html><head><title>Just a moment...</title></head><body><div id='cf-chl-widget'>"
        "<h1>Verify you are human</h1><p>Enable JavaScript and cookies to continue</p></div></body></html>",
        status=403,
    )
    desk.follow(site)
    desk.sync()
    why = desk.story("Pasar malam hari ke-1").cut_why
    assert why is not None and why.reason == Reason.BLOCKED.value


def test_a_paywall_is_said_and_what_it_shows_is_kept(desk, site):
    told = '{"@type":"NewsArticle","isAccessibleForFree":false,"headline":"Pasar malam hari ke-1"}'
    free = f"<script type='application/ld+json'>{told}</script>"
    site.story(1, body=f"<p>{sentence(1)} {sentence(2)}</p><div class='paywall'>Berlangganan untuk membaca</div>", more=free)
    desk.follow(site)
    desk.sync()
    found = desk.story("Pasar malam hari ke-1")
    assert found.cut and found.cut_why is not None and found.cut_why.reason == Reason.PAYWALL.value


def test_what_robots_txt_forbids_is_not_fetched(desk, site):
    site.robots("User-agent: *\nDisallow: /berita/")
    site.story(1)
    desk.follow(site)
    desk.sync()
    why = desk.story("Pasar malam hari ke-1").cut_why
    assert why is not None and why.reason == Reason.ROBOTS.value
    assert site.asked(path_of(1)) == 0


def test_an_edited_teaser_has_its_page_read_again(desk, site):
    site.story(1)
    desk.follow(site)
    desk.sync()
    site.story(1, title="Pasar malam ditunda", body=paragraphs(70, 6))
    desk.sync()
    found = desk.story("Pasar malam ditunda")
    assert sentence(70) in found.text and found.versions >= 1
    assert desk.store.count(1) == 1


def test_a_source_whose_pages_are_never_read_asks_none(desk, site):
    site.story(1)
    number = desk.follow(site)
    desk.store.change_source(number, fulltext="never")
    desk.sync()
    assert site.asked(path_of(1)) == 0 and desk.story("Pasar malam hari ke-1").cut


def test_a_host_that_asks_for_rest_gets_it_and_the_queue_goes_on_later(desk, site):
    for number in range(4):
        site.story(number)
    busy = {"on": True}
    for number in range(4):
        whole = page(site.teasers[number], paragraphs(number, 5)).encode()
        site.server.answer(
            path_of(number),
            lambda asked, whole=whole: (
                Reply(429, {"Retry-After": "3600"}) if busy["on"] else Reply(200, {"Content-Type": "text/html"}, whole)
            ),
        )
    desk.follow(site)
    desk.sync()
    assert sum(site.asked(path_of(number)) for number in range(4)) == 1
    busy["on"] = False
    desk.sync()
    assert [desk.story(title).cut for title in site.teasers.values()].count(False) == 3  # the one that was told to wait waits


def test_a_single_story_is_kept_by_its_address(tmp_path, site):
    from reader_app.library import Library

    site.story(1)
    library = Library.open(Paths.of(tmp_path / "profil"))
    try:
        offers = library.discover(site.server.url + path_of(1))
        (one,) = [each for each in offers if each.kind == "page"]
        assert one.name == "Pasar malam hari ke-1"
        source = library.follow(one)
        library.sync(sources=[source.id])
        (head,) = library.ask.page(StoryQuery(saved=True)).headlines
        assert head.saved and sentence(1) in library.ask.story(head.id).text
    finally:
        library.close()
