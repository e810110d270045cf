"""The conversation about sitemaps, and how they are found, over a real connection to a small site."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from reader_app.errors import FetchError, PayloadError, Reason
from reader_app.http import Client, Limits
from reader_app.records import Offer, ParsedStory, Ranked, Request
from reader_app.sources.protocol import Answer, Following, Glimpse, Reconfigure, Remember, SourceKind, Step, Wish, Withdraw
from reader_app.sources.sitemap import Sitemap
from tests.news_server import NewsServer

NOW = datetime.now(UTC).replace(microsecond=0)


class Follower:
    """A source's state from sync to sync, as simple as can be: what the store and the sync are for `steps`."""

    def __init__(self, kind: SourceKind, config: dict[str, Any]) -> None:
        self.kind, self.config = kind, config
        self.memory: dict[str, Any] = {}
        self.stories: dict[str, ParsedStory] = {}
        self.landed: list[str] = []
        self.ranking: tuple[Ranked, ...] = ()
        self.placed: dict[str, set[str]] = {}  # section → stories of its list
        self.errors: list[FetchError | PayloadError] = []
        self.now = NOW

    def sync(self, client: Client, **wish: Any) -> None:
        self.landed, self.errors = [], []
        following = Following("k", "Kabar Rekaan", self.config, self.memory, self.now)
        conversation = self.kind.steps(following, Wish(**wish))
        answer: Answer | None = None
        while True:
            try:
                move = conversation.send(answer)
            except StopIteration:
                return
            answer = None
            match move:
                case Step():
                    answer = self._step(move, following, client)
                case Remember(memory):
                    self.memory = json.loads(json.dumps(memory))
                case Reconfigure() | Withdraw():
                    raise AssertionError(move)

    def _step(self, step: Step, following: Following, client: Client) -> Answer:
        try:
            payload = client.fetch(step.request)
            if payload.unchanged:
                return Answer(unchanged=True)
            page = self.kind.parse(step.what, payload, following)
        except (FetchError, PayloadError) as error:
            if not step.optional:
                self.errors.append(error)
            return Answer(error=error)
        glimpses = []
        for story in page.stories:
            glimpses.append(Glimpse(story.remote_id, story.published, story.modified, self.stories.get(story.remote_id) == story))
            if story.remote_id not in self.stories:
                self.landed.append(story.title)
            self.stories[story.remote_id] = story
            if step.section is not None:
                self.placed.setdefault(step.section, set()).add(story.remote_id)
        self.ranking = page.ranking or self.ranking
        return Answer(stories=tuple(glimpses), sections=page.sections, ranking=page.ranking, facts=page.facts)


@pytest.fixture
def server() -> Iterator[NewsServer]:
    with NewsServer() as running:
        yield running


@pytest.fixture
def client() -> Iterator[Client]:
    made = Client(limits=Limits(read=5))
    yield made
    made.close()


def news(server: NewsServer, *numbers: int, name: str = "Kabar Rekaan", step: timedelta = timedelta(hours=1)) -> str:
    """A news sitemap; story ``number`` is that many steps old."""
    told = "".join(
        f"<url><loc>{server.url}/read/{90000 - number}/kabar-{number}</loc><n:news><n:publication><n:name>{name}</n:name>"
        f"<n:language>id</n:language></n:publication><n:publication_date>{(NOW - number * step).isoformat()}"
        f"</n:publication_date><n:title>Kabar {number}</n:title></n:news></url>"
        for number in numbers
    )
    return f'<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">{told}</urlset>'


def index(server: NewsServer, *paths: str) -> str:
    return "<sitemapindex>" + "".join(f"<sitemap><loc>{server.url}{path}</loc></sitemap>" for path in paths) + "</sitemapindex>"


def follower(server: NewsServer, *paths: str, **config: Any) -> Follower:
    return Follower(Sitemap(), {"sitemaps": [f"{server.url}{path}" for path in paths], "home": server.url, **config})


def asked(server: NewsServer) -> list[str]:
    return [each.target for each in server.log]


# --- forward ------------------------------------------------------------------------------------------------


def test_the_newest_come_first_and_later_only_what_is_new(server: NewsServer, client: Client) -> None:
    server.serve("/news.xml", news(server, *range(50)))
    reader = follower(server, "/news.xml")
    reader.sync(client, first=20)
    assert reader.landed == [f"Kabar {number}" for number in range(20)]
    server.serve("/news.xml", news(server, -1, *range(50)))
    reader.sync(client)
    assert reader.landed == ["Kabar -1"]  # what the first sync left out is no news
    assert asked(server) == ["/news.xml", "/news.xml"]


def test_what_falls_out_of_a_news_sitemap_is_not_gone(server: NewsServer, client: Client) -> None:
    server.serve("/news.xml", news(server, *range(30)))
    reader = follower(server, "/news.xml")
    reader.sync(client)
    server.serve("/news.xml", news(server))
    reader.sync(client)  # a withdrawal would be an AssertionError
    assert len(reader.stories) == 30 and not reader.errors


def test_channels_have_their_share_and_their_sections(server: NewsServer, client: Client) -> None:
    for place, name in enumerate(("nasional", "ekonomi")):
        server.serve(f"/{name}.xml", news(server, *range(place * 100, place * 100 + 60)))
    sitemaps = [{"url": f"{server.url}/{name.lower()}.xml", "section": name} for name in ("Nasional", "Ekonomi")]
    reader = Follower(Sitemap(), {"sitemaps": [*sitemaps, f"{server.url}/hilang.xml"], "home": server.url})
    reader.sync(client, first=60)
    assert {name: len(ids) for name, ids in reader.placed.items()} == {"Nasional": 20, "Ekonomi": 20}
    assert not reader.errors  # one channel of several is no failure


def test_an_index_is_followed_to_its_newest_children_only(server: NewsServer, client: Client) -> None:
    names = [f"/sitemap-2020-{month:02}.xml" for month in range(1, 13)]
    server.serve("/index.xml", index(server, *names, "/tag-sitemap.xml"))
    for age, name in enumerate(reversed(names)):
        server.serve(name, news(server, *range(age * 10, age * 10 + 10)))
    reader = follower(server, "/index.xml")
    reader.sync(client, first=15)
    assert asked(server) == ["/index.xml", "/sitemap-2020-12.xml", "/sitemap-2020-11.xml"]
    assert len(reader.stories) == 15
    server.log.clear()
    reader.sync(client)
    assert asked(server) == ["/index.xml", "/sitemap-2020-12.xml", "/sitemap-2020-11.xml"]


def test_indexes_in_a_circle_come_to_an_end(server: NewsServer, client: Client) -> None:
    server.serve("/a.xml", index(server, "/b.xml", "/a.xml", *(f"/weit{number}.xml" for number in range(100))))
    server.serve("/b.xml", index(server, "/a.xml", "/b.xml", "/c.xml"))
    server.serve("/c.xml", index(server, "/d.xml"))
    reader = follower(server, "/a.xml")
    reader.sync(client)
    assert len(asked(server)) == len(set(asked(server))) <= 6 and "/d.xml" not in asked(server)


def test_a_site_that_is_down_or_answers_nonsense_says_so(server: NewsServer, client: Client) -> None:
    server.serve("/news.xml", "<html><body>Sedang dirawat</body></html>")
    reader = follower(server, "/news.xml")
    reader.sync(client)
    assert [error.reason for error in reader.errors] == [Reason.NOT_A_FEED] and reader.memory == {}
    server.fail(503, path="/news.xml")
    reader.sync(client)
    assert [error.reason for error in reader.errors] == [Reason.SERVER]


# --- older --------------------------------------------------------------------------------------------------


def test_older_ones_come_from_the_archive_month_by_month(server: NewsServer, client: Client) -> None:
    day = timedelta(days=1)
    server.serve("/news.xml", news(server, *range(3), step=day))
    server.serve("/index.xml", index(server, "/s-2020-01.xml", "/s-2020-02.xml", "/s-2020-03.xml", "/news.xml"))
    for place, name in enumerate(("/s-2020-03.xml", "/s-2020-02.xml", "/s-2020-01.xml")):
        server.serve(name, news(server, *range(place * 30, place * 30 + 30), step=day))
    reader = follower(server, "/news.xml", archive=[f"{server.url}/index.xml"])
    reader.sync(client, first=20)
    counts = []
    while not reader.memory.get("complete") and len(counts) < 12:
        before = len(reader.stories)
        reader.sync(client, older=20)
        counts.append(len(reader.stories) - before)
    assert len(reader.stories) >= 3 + 59  # what lies within the first month is the business of the first sync
    assert max(counts) <= 20 + 10
    server.log.clear()
    reader.sync(client, older=20)
    assert "/s-2020-02.xml" not in asked(server)  # read to its end


def test_what_a_first_sync_left_out_can_be_had_as_older(server: NewsServer, client: Client) -> None:
    server.serve("/news.xml", news(server, *range(50)))
    reader = follower(server, "/news.xml")
    reader.sync(client, first=20)
    reader.sync(client, older=20)
    assert set(reader.landed) == {f"Kabar {number}" for number in range(20, 40)}
    reader.sync(client, older=20)
    assert len(reader.stories) == 50 and reader.memory["complete"]


# --- discovery ----------------------------------------------------------------------------------------------


def offers(server: NewsServer, client: Client, path: str = "/") -> list[Offer]:
    page = client.fetch(Request(f"{server.url}{path}", expect="html", bear=frozenset({404})))
    return Sitemap().discover(page, client.fetch)


def test_a_news_sitemap_that_robots_txt_names_is_found(server: NewsServer, client: Client) -> None:
    server.serve("/", "<html lang=id><title>Beranda</title>")
    server.serve(
        "/robots.txt",
        "Sitemap: /sitemap.xml\nSitemap: /tag-sitemap.xml\nSitemap: /bisnis/sitemap-news.xml\nSitemap: /sitemap-news.xml\n",
    )
    server.serve("/sitemap-news.xml", news(server, *range(8)))
    server.serve("/bisnis/sitemap-news.xml", news(server, *range(8)))
    server.serve("/sitemap.xml", index(server, "/sitemap-2020-01.xml"))
    [offer] = offers(server, client)
    assert (offer.kind, offer.name, offer.url) == ("sitemap", "Kabar Rekaan", server.url)
    assert offer.key == f"sitemap:127.0.0.1:{server.port}"
    assert offer.newest == tuple(f"Kabar {number}" for number in range(5))
    assert sorted(offer.config["sitemaps"]) == [f"{server.url}/bisnis/sitemap-news.xml", f"{server.url}/sitemap-news.xml"]
    assert offer.config["archive"] == [f"{server.url}/sitemap.xml"]
    assert (offer.config["zone"], offer.config["language"]) == ("Asia/Jakarta", "id")
    assert asked(server) == ["/", "/robots.txt", "/bisnis/sitemap-news.xml"]


def test_without_robots_txt_the_usual_places_are_tried_a_few_times(server: NewsServer, client: Client) -> None:
    server.serve("/news-sitemap.xml", news(server, *range(3)))
    assert [offer.config["sitemaps"] for offer in offers(server, client)] == [[f"{server.url}/news-sitemap.xml"]]
    server.serve("/news-sitemap.xml", "<html></html>")
    server.log.clear()
    assert offers(server, client) == [] and len(asked(server)) <= 9


def test_of_an_index_the_news_child_is_offered(server: NewsServer, client: Client) -> None:
    server.serve("/sitemap.xml", index(server, "/post-sitemap.xml", "/page-sitemap.xml", "/latest-news.xml"))
    server.serve("/latest-news.xml", news(server, *range(3)))
    [offer] = offers(server, client)
    assert offer.config["sitemaps"] == [f"{server.url}/latest-news.xml"] and offer.config["archive"] == [
        f"{server.url}/sitemap.xml"
    ]


def test_an_ordinary_index_is_followed_as_such_and_its_addresses_are_read_as_headlines(
    server: NewsServer, client: Client
) -> None:
    server.serve("/robots.txt", f"Sitemap: {server.url}/sitemap.xml")
    server.serve("/sitemap.xml", index(server, "/post-sitemap1.xml", "/post-sitemap2.xml"))
    urls = "".join(
        f"<url><loc>{server.url}/kabar-rekaan-dari-desa-{number}/</loc>"
        f"<lastmod>{(NOW - timedelta(hours=number)).isoformat()}</lastmod></url>"
        for number in range(6)
    )
    server.serve("/post-sitemap2.xml", f"<urlset>{urls}</urlset>")
    [offer] = offers(server, client)
    assert offer.config["sitemaps"] == [f"{server.url}/sitemap.xml"] and "archive" not in offer.config
    assert offer.newest[0] == "Kabar rekaan dari desa 0"


@pytest.mark.parametrize("age", [timedelta(days=400), None])
def test_a_sitemap_without_anything_recent_is_no_offer(server: NewsServer, client: Client, age: timedelta | None) -> None:
    if age is not None:
        server.serve("/sitemap.xml", news(server, *range(1, 9), step=age))
    else:
        pages = "".join(f"<url><loc>{server.url}/tentang-kami-{number}</loc></url>" for number in range(9))
        server.serve("/sitemap.xml", f"<urlset>{pages}</urlset>")
    assert offers(server, client) == []


def test_the_address_of_a_sitemap_offers_that_one(server: NewsServer, client: Client) -> None:
    server.serve("/khusus.xml", news(server, *range(3)), type="application/xml")
    [offer] = offers(server, client, "/khusus.xml")
    assert offer.config["sitemaps"] == [f"{server.url}/khusus.xml"] and asked(server) == ["/khusus.xml"]


def test_a_server_that_wants_to_be_left_alone_ends_the_search(server: NewsServer, client: Client) -> None:
    server.serve("/", "<html></html>")
    server.fail(429, path="/robots.txt", retry_after=60)
    with pytest.raises(FetchError) as caught:
        offers(server, client)
    assert caught.value.reason is Reason.TOO_MANY
