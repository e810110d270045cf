"""The conversation about list pages, and how they are found, over a real connection to a small site."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from reader_app.content import rules
from reader_app.errors import FetchError, Reason
from reader_app.http import Client, Limits
from reader_app.records import Offer, Request
from reader_app.sources.listing import Listing
from tests.engine.test_sitemap_steps import Follower, asked
from tests.news_server import Asked, NewsServer, Reply


@pytest.fixture
def server() -> Iterator[NewsServer]:
    with NewsServer() as running:
        yield running


@pytest.fixture
def client() -> Iterator[Client]:
    made = Client(limits=Limits(read=5))
    yield made
    made.close()


def listed(*numbers: int, more: str = "") -> str:
    cards = "".join(
        f'<li><h3><a href="/read/2021/11/06/{70000 - number}/kabar-rekaan-{number}">Kabar rekaan nomor {number}</a></h3></li>'
        for number in numbers
    )
    return f'<html lang="id"><title>Warta Rekaan</title><ul>{cards}</ul>{more}'


def follower(server: NewsServer, *sections: str, **config: Any) -> Follower:
    lists = [
        {"url": f"{server.url}/", "section": None},
        *({"url": f"{server.url}/{each.lower()}", "section": each} for each in sections),
    ]
    return Follower(Listing(), {"lists": lists, "home": server.url, "zone": "Asia/Jakarta", "rule": "", **config})


def test_the_front_page_and_each_section_are_asked_once(server: NewsServer, client: Client) -> None:
    ranking = (
        '<div><h4>Populer</h4><a href="/read/2021/11/06/70000/kabar-rekaan-0">Kabar rekaan nomor 0</a>'
        '<p><a href="/read/2021/11/06/69999/k">Kabar rekaan nomor 1</a></p></div>'
    )
    server.serve("/", listed(*range(5), more=ranking))
    server.serve("/politik", listed(3, 4, 5))
    reader = follower(server, "Politik", "Dunia")
    reader.sync(client)
    assert asked(server) == ["/robots.txt", "/", "/politik", "/dunia"]
    assert len(reader.stories) == 7 and len(reader.placed["Politik"]) == 3  # with the ranking's own
    assert [each.title for each in reader.ranking] == ["Kabar rekaan nomor 0", "Kabar rekaan nomor 1"]
    assert not reader.errors  # a section that is gone is no failure
    server.log.clear()
    reader.sync(client)
    assert asked(server) == ["/", "/politik", "/dunia"]  # robots.txt once a day
    reader.now += timedelta(days=2)
    reader.sync(client)
    assert asked(server).count("/robots.txt") == 1


def test_a_front_page_that_names_nothing_is_a_failure(server: NewsServer, client: Client) -> None:
    server.serve("/", "<html><p>Sedang dirawat</p></html>")
    reader = follower(server)
    reader.sync(client)
    assert [error.reason for error in reader.errors] == [Reason.NO_STORY]


def test_lists_that_robots_txt_closes_are_left_alone(server: NewsServer, client: Client) -> None:
    server.serve("/", listed(*range(3)))
    server.serve("/politik", listed(*range(3)))
    server.serve("/robots.txt", "User-agent: *\nDisallow: /politik\n", type="text/plain")
    reader = follower(server, "Politik")
    reader.sync(client)
    assert asked(server) == ["/robots.txt", "/"]
    server.serve("/robots.txt", "User-agent: *\nDisallow: /\n", type="text/plain")
    reader.now += timedelta(days=2)
    with pytest.raises(FetchError) as caught:
        reader.sync(client)
    assert caught.value.reason is Reason.ROBOTS
    server.log.clear()
    with pytest.raises(FetchError):
        reader.sync(client)
    assert asked(server) == []  # remembered


def test_a_host_that_is_down_is_asked_once(server: NewsServer, client: Client) -> None:
    server.serve("/robots.txt", "")
    server.fail(429, path="/", retry_after=60)
    reader = follower(server, "Politik", "Dunia")
    reader.sync(client)
    assert asked(server) == ["/robots.txt", "/"]


# --- older ------------------------------------------------------------------------------------------------------


def paged(server: NewsServer, pages: int) -> None:
    def answer(asked: Asked) -> Reply:
        number = int(asked.query.get("page", 1))
        body = listed(*range(number * 10 - 10, number * 10)) if number <= pages else listed()
        return Reply(200, {"Content-Type": "text/html"}, body.encode())

    server.answer("/politik", answer)


def test_older_ones_come_page_by_page_until_there_are_none(server: NewsServer, client: Client) -> None:
    paged(server, 4)
    server.serve("/", listed(0, 1, 2))
    reader = follower(server, "Politik", older="?page={n}")
    reader.sync(client)
    reader.sync(client, older=15, section="Politik")
    assert len(reader.stories) == 30 and asked(server)[-2:] == ["/politik?page=2", "/politik?page=3"]
    reader.sync(client, older=100)
    assert len(reader.stories) == 40 and reader.memory["complete"]
    assert "/?page=2" in asked(server) and asked(server).count("/politik?page=4") == 1
    server.log.clear()
    reader.sync(client, older=100)
    assert asked(server) == []


def test_a_site_that_gives_its_first_page_again_and_again_is_noticed(server: NewsServer, client: Client) -> None:
    server.serve("/", listed(*range(10)))  # whatever the query
    reader = follower(server, older="?page={n}")
    reader.sync(client)
    reader.sync(client, older=100)
    assert reader.memory["complete"] and len(asked(server)) == 3


def test_without_a_rule_the_pages_own_link_leads_on(server: NewsServer, client: Client) -> None:
    server.serve("/", listed(0, 1, more='<a href="/indeks/2">Selanjutnya »</a>'))
    server.serve("/indeks/2", listed(2, 3, more='<a rel="next" href="/indeks/3">3</a>'))
    server.serve("/indeks/3", listed(4, 5, more='<a rel="next" href="/indeks/3">3</a>'))
    reader = follower(server)
    reader.sync(client)
    reader.sync(client, older=100)
    assert len(reader.stories) == 6 and reader.memory["complete"]


def test_older_pages_at_once_are_bounded(server: NewsServer, client: Client) -> None:
    paged(server, 500)
    server.serve("/", listed(0))
    reader = follower(server, "Politik", older="?page={n}")
    reader.sync(client)
    reader.sync(client, older=100_000, section="Politik")
    assert len(asked(server)) <= 3 + 20


# --- discovery --------------------------------------------------------------------------------------------------


def offers(server: NewsServer, client: Client, path: str = "/") -> list[Offer]:
    page = client.fetch(Request(f"{server.url}{path}", expect="html", bear=frozenset({404})))
    return Listing().discover(page, client.fetch)


def test_a_page_that_plainly_is_a_list_is_offered(server: NewsServer, client: Client) -> None:
    server.serve("/", listed(*range(9)))
    [offer] = offers(server, client)
    assert (offer.kind, offer.key, offer.name) == ("listing", f"listing:127.0.0.1:{server.port}", "Warta Rekaan")
    assert offer.newest[0] == "Kabar rekaan nomor 0" and len(offer.newest) == 5
    assert offer.config["lists"][0] == {"url": f"{server.url}/", "section": None} and offer.config["zone"] == "Asia/Jakarta"


def test_a_page_with_few_stories_is_no_list(server: NewsServer, client: Client) -> None:
    server.serve("/", listed(*range(7)))
    assert offers(server, client) == []


def test_the_address_of_a_story_means_its_newspaper(server: NewsServer, client: Client) -> None:
    server.serve("/", listed(*range(9)))
    server.serve("/read/2021/11/06/70000/kabar-rekaan-0", "<h1>Kabar rekaan nomor 0</h1>" + listed(*range(1, 10)))
    [offer] = offers(server, client, "/read/2021/11/06/70000/kabar-rekaan-0")
    assert offer.config["lists"][0]["url"] == f"{server.url}/"


def test_a_site_with_a_rule_is_offered_by_it(server: NewsServer, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = rules.read({
        "name": "Warta Rekaan", "hosts": ["127.0.0.1"], "language": "id", "zone": "Asia/Jakarta",
        "story": {"address": r"/read/(?P<year>\d{4})/(?P<month>\d\d)/(?P<day>\d\d)/(?P<id>\d+)/"},
        "lists": {"home": f"{server.url}/", "sections": {"Politik": "/politik"}, "older": "?page={n}"},
    })  # fmt: skip
    monkeypatch.setattr(rules, "rules", lambda: (rule,))
    server.serve("/", listed(*range(3)))
    [offer] = offers(server, client, "/politik/ada-apa")
    assert offer.config["lists"] == [
        {"url": f"{server.url}/", "section": None},
        {"url": f"{server.url}/politik", "section": "Politik"},
    ]
    assert (offer.config["rule"], offer.config["older"], offer.name) == ("Warta Rekaan", "?page={n}", "Warta Rekaan")
    reader = Follower(Listing(), dict(offer.config))
    reader.sync(client)
    assert set(reader.stories) == {"70000", "69999", "69998"}
