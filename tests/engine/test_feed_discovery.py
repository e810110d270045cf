"""From a site to its feeds, over a real connection."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reader_app.errors import FetchError, PayloadError, Reason
from reader_app.http import Client, Limits
from reader_app.records import Offer, Payload, Request
from reader_app.sources.feed import Feed
from reader_app.sources.feed.links import Link, guesses, key_of, links
from tests.news_server import NewsServer


@pytest.fixture
def server() -> Iterator[NewsServer]:
    with NewsServer() as running:
        yield running


@pytest.fixture
def client() -> Iterator[Client]:
    made = Client(limits=Limits(read=5))
    yield made
    made.close()


def rss(title: str, *titles: str, home: str = "", more: str = "") -> str:
    items = "".join(f"<item><title>{each}</title><link>/{title}/{each}</link></item>" for each in titles)
    return f'<rss version="2.0"><channel><title>{title}</title><link>{home}</link>{more}{items}</channel></rss>'


def alternate(address: str, title: str = "", kind: str = "application/rss+xml") -> str:
    return f'<link rel="alternate" type="{kind}" title="{title}" href="{address}">'


def page(*head: str, body: str = "") -> str:
    return f"<!DOCTYPE html><html lang='id'><head>{''.join(head)}</head><body>{body}</body></html>"


def discover(server: NewsServer, client: Client, path: str = "/") -> list[Offer]:
    start = client.fetch(Request(f"{server.url}{path}", expect="html", bear=frozenset({404})))
    server.log.clear()
    return Feed().discover(start, client.fetch)


def asked(server: NewsServer) -> list[str]:
    return [each.target for each in server.log]


def test_the_address_of_a_feed_is_an_offer_by_itself(server: NewsServer, client: Client) -> None:
    more = "<description>Kabar &amp;amp; cerita</description><language>id-ID</language>"
    server.serve("/rss/terkini", rss("Koran", *"abcdefg", home=f"{server.url}/", more=more))
    [offer] = discover(server, client, "/rss/terkini")
    assert asked(server) == []
    assert (offer.kind, offer.name, offer.url, offer.description) == ("feed", "Koran", server.url, "Kabar & cerita")
    assert offer.newest == ("a", "b", "c", "d", "e") and offer.key == f"feed:127.0.0.1:{server.port}/rss/terkini"
    assert offer.config == {
        "feeds": [{"url": f"{server.url}/rss/terkini", "section": None}], "home": server.url, "language": "id-ID",
        "zone": "Asia/Jakarta",
    }  # fmt: skip


def test_the_feeds_that_a_page_names_are_offered_the_main_one_first(server: NewsServer, client: Client) -> None:
    head = [
        alternate("/komentar/feed/", "Koran » Umpan Komentar"),
        alternate("/utama", "Utama"),
        alternate("daerah.atom", "Daerah", "application/atom+xml"),
        "<!-- " + alternate("/lama") + " -->",
        alternate("/wp-json/", kind="application/json"),
    ]
    server.serve("/kanal/", page(*head))
    server.serve("/utama", rss("Utama", "a"))
    server.serve("/kanal/daerah.atom", '<feed xmlns="http://www.w3.org/2005/Atom"><title/><entry><id>x</id></entry></feed>')
    offers = discover(server, client, "/kanal/")
    assert [offer.name for offer in offers] == ["Utama", "Daerah"]
    assert asked(server) == ["/utama", "/kanal/daerah.atom"]
    assert offers[0].config["zone"] == "Asia/Jakarta" and offers[0].url == server.url


def test_one_feed_in_two_languages_is_offered_once(server: NewsServer, client: Client) -> None:
    server.serve("/", page(alternate("/feed/"), alternate("/feed/atom/", kind="application/atom+xml")))
    server.serve("/feed/", rss("Koran", "a"))
    server.serve("/feed/atom/", rss("Koran", "a"))
    assert len(discover(server, client)) == 1


def test_a_feed_that_only_a_header_or_a_plain_link_names_is_found(server: NewsServer, client: Client) -> None:
    server.serve("/header", page(), headers={"Link": '</dari-header>; rel="alternate"; type="application/rss+xml"'})
    server.serve("/dari-header", rss("Header", "a"))
    assert [offer.name for offer in discover(server, client, "/header")] == ["Header"]
    body = '<a href="/rss/terkini.xml">RSS</a><a href="https://lain.test/feed">lain</a><a href="/feedback">x</a>'
    server.serve("/tautan", page(body=body))
    server.serve("/rss/terkini.xml", rss("Tautan", "a"))
    assert [offer.name for offer in discover(server, client, "/tautan")] == ["Tautan"]
    assert asked(server) == ["/rss/terkini.xml"]


def test_where_a_page_names_none_the_usual_places_are_tried(server: NewsServer, client: Client) -> None:
    server.serve("/", page())
    server.serve("/rss", rss("RSS", "a"))
    assert [offer.name for offer in discover(server, client)] == ["RSS"]
    assert asked(server) == ["/feed/", "/rss"]


def test_a_site_without_feeds_offers_none_after_few_requests(server: NewsServer, client: Client) -> None:
    server.serve("/kanal/ekonomi", page())
    server.serve("/rss", page())
    assert discover(server, client, "/kanal/ekonomi") == []
    assert 2 < len(asked(server)) <= 8


def test_a_front_page_that_is_missing_says_nothing_of_feeds(server: NewsServer, client: Client) -> None:
    server.serve("/feed/", rss("Koran", "a"))
    assert [offer.name for offer in discover(server, client, "/tidak-ada")] == ["Koran"]


def test_many_feeds_are_not_all_asked(server: NewsServer, client: Client) -> None:
    server.serve("/", page(*(alternate(f"/f{number}") for number in range(30))))
    for number in range(30):
        server.serve(f"/f{number}", rss(f"F{number}", f"a{number}"))
    assert len(discover(server, client)) == 8 and len(asked(server)) == 8


def test_a_named_feed_that_is_broken_says_why_unless_another_works(server: NewsServer, client: Client) -> None:
    server.serve("/", page(alternate("/rusak")))
    server.serve("/rusak", page())
    with pytest.raises(PayloadError) as caught:
        discover(server, client)
    assert caught.value.reason is Reason.NOT_A_FEED
    server.serve("/", page(alternate("/rusak"), alternate("/baik")))
    server.serve("/baik", rss("Baik", "a"))
    assert [offer.name for offer in discover(server, client)] == ["Baik"]


def test_a_server_that_wants_rest_gets_it(server: NewsServer, client: Client) -> None:
    start = Payload(f"{server.url}/", 200, {}, page().encode())
    server.fail(429, retry_after=60)
    with pytest.raises(FetchError) as caught:
        Feed().discover(start, client.fetch)
    assert caught.value.reason is Reason.TOO_MANY and len(server.log) == 1


@pytest.mark.parametrize("home", ["", "tidak tahu", "http://localhost/", "javascript:x", "feed"])
def test_a_home_that_is_none_is_the_feeds_own_host(home: str) -> None:
    body = rss("Koran", "a", home=home).encode()
    [offer] = Feed().discover(Payload("https://koran.test/feed", 200, {}, body), lambda request: pytest.fail(request.url))
    assert offer.url == "https://koran.test" and offer.config["zone"] == ""


def test_an_address_is_one_key_however_it_is_written() -> None:
    for each in ("https://www.Koran.test/Feed/", "http://koran.test/Feed", "https://a:b@koran.test/Feed/"):
        assert key_of(each) == "feed:koran.test/Feed"
    assert key_of("https://koran.test/?feed=rss2") == "feed:koran.test?feed=rss2"


def test_links_are_read_from_any_page_without_harm() -> None:
    for body in (b"", b"\xff\xfe", b"<link " * 50_000, b"<link rel=alternate type='application/rss+xml' href=''>" * 100):
        assert links(Payload("https://koran.test/", 200, {"content-type": "text/html; charset=nonsens"}, body)) == []
    found = links(Payload("https://koran.test/a/", 200, {}, page("<base href='/b/'>", alternate("c")).encode()))
    assert found == [Link("https://koran.test/b/c")]


def test_guesses_begin_in_the_first_folder() -> None:
    assert guesses("https://koran.test/kanal/x")[:3] == [
        "https://koran.test/kanal/feed/", "https://koran.test/kanal/rss", "https://koran.test/feed/",
    ]  # fmt: skip
