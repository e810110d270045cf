"""The conversation with a publisher's feeds, over a real connection to a server that does what each test scripts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from reader_app.errors import FetchError, PayloadError, Reason
from reader_app.http import Client, Limits
from reader_app.records import ParsedStory
from reader_app.sources.feed import Feed
from reader_app.sources.feed.steps import numbered
from reader_app.sources.protocol import Answer, Following, Glimpse, Reconfigure, Remember, Step, Wish
from tests.news_server import Asked, NewsServer, Reply

NOW = datetime(2026, 3, 7, 12, 0, tzinfo=UTC)
XML = {"Content-Type": "application/rss+xml"}


@pytest.fixture
def server() -> Iterator[NewsServer]:
    with NewsServer() as running:
        yield running


@pytest.fixture
def client() -> Iterator[Client]:
    made = Client(limits=Limits(read=5))
    yield made
    made.close()


def rss(*numbers: int, head: str = "") -> str:
    items = "".join(f"<item><guid>{each}</guid><title>Kabar {each}</title><link>/{each}</link></item>" for each in numbers)
    return f'<rss version="2.0"><channel><title>Kabar</title>{head}{items}</channel></rss>'


WORDPRESS = "<generator>https://wordpress.org/?v=6.1</generator>"


class Follower:
    """A source's state from sync to sync, as simple as can be: what the store and the sync are for `steps`."""

    def __init__(self, *feeds: str, sections: dict[str, str] | None = None) -> None:
        told = sections or {}
        self.config: dict[str, Any] = {"feeds": [{"url": each, "section": told.get(each)} for each in feeds]}
        self.memory: dict[str, Any] = {}
        self.stories: dict[str, ParsedStory] = {}
        self.in_section: dict[str, str | None] = {}
        self.failures: list[FetchError | PayloadError] = []

    def sync(self, client: Client, **wish: Any) -> list[str]:
        """The ids of what was new, in the order it came."""
        self.failures = []
        following = Following("feed:kabar", "Kabar", self.config, self.memory, NOW)
        conversation = Feed().steps(following, Wish(**wish))
        new: list[str] = []
        answer: Answer | None = None
        while True:
            try:
                move = conversation.send(answer)
            except StopIteration:
                return new
            answer = None
            match move:
                case Step():
                    answer = self._step(move, following, client, new)
                    if answer.error is not None and not move.optional:
                        self.failures.append(answer.error)
                case Remember(memory):
                    self.memory = json.loads(json.dumps(memory))
                case Reconfigure(config):
                    self.config = json.loads(json.dumps(config))

    def _step(self, step: Step, following: Following, client: Client, new: list[str]) -> Answer:
        try:
            payload = client.fetch(step.request)
            if payload.unchanged:
                return Answer(unchanged=True)
            page = Feed().parse(step.what, payload, following)
        except (FetchError, PayloadError) as error:
            return Answer(error=error)
        glimpses = []
        for story in page.stories:
            known = story.remote_id in self.stories
            glimpses.append(Glimpse(story.remote_id, story.published, story.modified, known))
            if not known:
                new.append(story.remote_id)
            self.stories[story.remote_id] = story
            self.in_section[story.remote_id] = step.section
        return Answer(stories=tuple(glimpses), sections=page.sections, facts=page.facts)


def asked(server: NewsServer) -> list[str]:
    return [each.target for each in server.log]


# --- what is new ---


def test_a_sync_asks_each_feed_once_and_knows_its_section(server: NewsServer, client: Client) -> None:
    server.serve("/satu", rss(1, 2))
    server.serve("/dua", rss(3))
    one, two = f"{server.url}/satu", f"{server.url}/dua"
    reader = Follower(one, two, sections={two: "Ekonomi"})
    assert reader.sync(client) == ["1", "2", "3"]
    assert asked(server) == ["/satu", "/dua"]
    assert reader.in_section == {"1": None, "2": None, "3": "Ekonomi"}
    assert reader.memory["complete"]
    server.log.clear()
    assert reader.sync(client) == [] and asked(server) == ["/satu", "/dua"]


def test_feeds_are_asked_with_their_validators(server: NewsServer, client: Client) -> None:
    server.serve("/satu", rss(1))
    moves = Feed().steps(Following("feed:x", "x", {"feeds": [{"url": f"{server.url}/satu"}]}, {}, NOW), Wish())
    step = next(moves)
    assert isinstance(step, Step) and step.request.conditional and step.request.expect == "feed" and not step.optional
    moves.close()


def test_one_bad_feed_fails_alone_and_is_told(server: NewsServer, client: Client) -> None:
    server.serve("/halaman", "<html><body>Bukan feed</body></html>")
    server.serve("/rusak", "x", status=500)
    server.serve("/baik", rss(1))
    reader = Follower(*(f"{server.url}/{each}" for each in ("halaman", "rusak", "baik")))
    assert reader.sync(client) == ["1"]
    assert [failure.reason for failure in reader.failures] == [Reason.NOT_A_FEED, Reason.SERVER]


def test_a_host_that_asks_for_rest_is_left_in_peace(server: NewsServer, client: Client) -> None:
    server.fail(429, retry_after=60)
    reader = Follower(f"{server.url}/satu", f"{server.url}/dua", f"{server.url}/tiga")
    assert reader.sync(client) == []
    assert [failure.reason for failure in reader.failures] == [Reason.TOO_MANY] and len(server.log) == 1


def test_a_feed_that_is_gone_is_never_asked_again(server: NewsServer, client: Client) -> None:
    server.serve("/lama", "hilang", status=410)
    server.serve("/baik", rss(1))
    reader = Follower(f"{server.url}/lama", f"{server.url}/baik")
    assert reader.sync(client) == ["1"] and [each.reason for each in reader.failures] == [Reason.GONE]
    server.log.clear()
    reader.sync(client)
    assert asked(server) == ["/baik"] and reader.failures == []


def test_a_source_without_any_feed_left_says_so_without_asking(server: NewsServer, client: Client) -> None:
    server.serve("/lama", "hilang", status=410)
    reader = Follower(f"{server.url}/lama")
    for asked_times in (1, 1):
        with pytest.raises(FetchError) as caught:
            reader.sync(client)
        assert caught.value.reason is Reason.GONE and len(server.log) == asked_times


def test_a_missing_feed_is_asked_again(server: NewsServer, client: Client) -> None:
    reader = Follower(f"{server.url}/belum")
    reader.sync(client)
    server.serve("/belum", rss(1))
    assert reader.sync(client) == ["1"]


# --- moves ---


def test_a_lasting_move_is_followed_after_two_syncs(server: NewsServer, client: Client) -> None:
    server.serve("/lama", "", status=301, headers={"Location": "/baru"})
    server.serve("/baru", rss(1))
    old, new = f"{server.url}/lama", f"{server.url}/baru"
    reader = Follower(old, sections={old: "Ekonomi"})
    reader.sync(client)
    assert reader.config["feeds"][0]["url"] == old
    reader.sync(client)
    assert reader.config["feeds"] == [{"url": new, "section": "Ekonomi"}] and "moved" not in reader.memory
    server.log.clear()
    reader.sync(client)
    assert asked(server) == ["/baru"]


def test_a_move_that_does_not_last_or_leads_to_no_feed_is_not_followed(server: NewsServer, client: Client) -> None:
    old = f"{server.url}/lama"
    reader = Follower(old)
    server.serve("/baru", rss(1))
    server.serve("/lama", "", status=302, headers={"Location": "/baru"})
    for _ in range(3):
        reader.sync(client)
    assert reader.config["feeds"][0]["url"] == old
    server.serve("/lama", "", status=301, headers={"Location": "/baru"})
    reader.sync(client)
    server.serve("/lama", rss(1))
    reader.sync(client)
    server.serve("/lama", "", status=301, headers={"Location": "/baru"})
    reader.sync(client)
    assert reader.config["feeds"][0]["url"] == old
    server.serve("/baru", "<html><body>Selamat datang</body></html>")
    for _ in range(3):
        reader.sync(client)
    assert reader.config["feeds"][0]["url"] == old and reader.failures[0].reason is Reason.NOT_A_FEED


# --- what is older ---


def wordpress(server: NewsServer, count: int, *, size: int = 10) -> None:
    """A feed of ``count`` stories, the newest first, in numbered pages."""

    def answer(request: Asked) -> Reply:
        page = int(request.query.get("paged", 1))
        numbers = range(count, 0, -1)[(page - 1) * size : page * size]
        if not numbers:
            return Reply(404, XML, rss(head=WORDPRESS).encode())
        return Reply(200, XML, rss(*numbers, head=WORDPRESS).encode())

    server.answer("/feed/", answer)


def test_a_first_sync_reads_the_feed_alone(server: NewsServer, client: Client) -> None:
    wordpress(server, 35)
    reader = Follower(f"{server.url}/feed/")
    assert len(reader.sync(client, first=500)) == 10 and len(server.log) == 1
    assert not reader.memory.get("complete")


def test_further_back_by_number_until_there_is_no_more(server: NewsServer, client: Client) -> None:
    wordpress(server, 35)
    reader = Follower(f"{server.url}/feed/")
    reader.sync(client)
    assert reader.sync(client, older=15) == [str(each) for each in range(25, 5, -1)]
    assert not reader.memory.get("complete")
    wordpress(server, 41)  # six came meanwhile, and all others moved
    assert len(reader.sync(client, older=100)) == 5 and reader.memory["complete"]
    assert set(reader.stories) == {str(each) for each in range(1, 36)}
    assert len(reader.sync(client)) == 6
    server.log.clear()
    assert reader.sync(client, older=100) == [] and server.log == []


def test_further_back_by_the_address_that_the_feed_names(server: NewsServer, client: Client) -> None:
    def atom(numbers: range, after: str) -> str:
        link = f'<link rel="next" href="{after}"/>' if after else ""
        entries = "".join(f"<entry><id>{each}</id><title>Kabar {each}</title></entry>" for each in numbers)
        return f'<feed xmlns="http://www.w3.org/2005/Atom">{link}{entries}</feed>'

    server.serve("/a", atom(range(9, 6, -1), "/a2"))
    server.serve("/a2", atom(range(6, 3, -1), "/a3"))
    server.serve("/a3", atom(range(3, 0, -1), ""))
    reader = Follower(f"{server.url}/a")
    reader.sync(client)
    assert reader.sync(client, older=1) == ["6", "5", "4"]
    assert reader.sync(client, older=50) == ["3", "2", "1"] and reader.memory["complete"]


def test_a_feed_that_goes_in_a_circle_comes_to_an_end(server: NewsServer, client: Client) -> None:
    page = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "content_text": "x"}], "next_url": "/j?again=1"}
    server.answer("/j", lambda request: Reply(200, {"Content-Type": "application/feed+json"}, json.dumps(page).encode()))
    reader = Follower(f"{server.url}/j")
    reader.sync(client)
    assert reader.sync(client, older=50) == [] and reader.memory["complete"] and len(server.log) == 2


def test_a_page_that_cannot_be_had_now_is_asked_again_later(server: NewsServer, client: Client) -> None:
    wordpress(server, 25)
    reader = Follower(f"{server.url}/feed/")
    reader.sync(client)
    server.fail(503)
    assert reader.sync(client, older=50) == [] and reader.failures == []
    server.recover()
    assert len(reader.sync(client, older=50)) == 15 and reader.memory["complete"]


def test_only_the_feeds_of_the_wished_section_are_read_back(server: NewsServer, client: Client) -> None:
    wordpress(server, 25)
    server.serve("/lain", rss(900, head=WORDPRESS))
    one, two = f"{server.url}/feed/", f"{server.url}/lain"
    reader = Follower(one, two, sections={one: "Desa", two: "Kota"})
    reader.sync(client)
    server.log.clear()
    reader.sync(client, older=5, section="Desa")
    assert asked(server) == ["/feed/?paged=2"]


def test_going_back_before_any_sync_begins_with_the_feed(server: NewsServer, client: Client) -> None:
    wordpress(server, 25)
    reader = Follower(f"{server.url}/feed/")
    assert len(reader.sync(client, older=15)) == 20
    assert asked(server) == ["/feed/", "/feed/?paged=2"]


def test_a_page_keeps_the_other_parameters_of_its_feed() -> None:
    assert numbered("https://kabar.test/?feed=rss2&paged=1", 3) == "https://kabar.test/?feed=rss2&paged=3"


@pytest.mark.parametrize("config", [{}, {"feeds": None}, {"feeds": ["x", {"url": 5}, {}]}])
def test_a_source_without_feeds_asks_nothing(config: dict[str, Any]) -> None:
    assert list(Feed().steps(Following("feed:x", "x", config, {}, NOW), Wish())) in ([], [Remember({"complete": True})])
