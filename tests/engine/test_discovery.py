"""From what a reader types to what the site behind it offers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from reader_app.errors import BeritaError, FetchError, NotFound, PayloadError, Reason
from reader_app.http import Client
from reader_app.records import Offer
from reader_app.sources import kinds
from reader_app.sources.discovery import addresses, discover
from reader_app.sources.wordpress import WordPress, bases
from reader_app.sources.wordpress.discovery import key_of
from tests.news_server import NewsServer, Reply
from tests.wordpress_site import WordPressSite

WORDPRESS = {"wordpress": WordPress()}
PAGE = "<!doctype html><html lang=id-ID><head><title>Kabar</title>{}</head><body><p>Isi</p></body></html>"


@pytest.fixture
def server() -> Iterator[NewsServer]:
    with NewsServer() as running:
        yield running


@pytest.fixture
def client() -> Iterator[Client]:
    made = Client()
    yield made
    made.close()


def offer(address: str, client: Client) -> Offer:
    (found,) = discover(address, client.fetch, WORDPRESS)
    return found


def failure(address: str, client: Client) -> BeritaError:
    with pytest.raises((FetchError, PayloadError)) as caught:
        discover(address, client.fetch, WORDPRESS)
    return caught.value


def reason(address: str, client: Client) -> Reason:
    error = failure(address, client)
    assert isinstance(error, FetchError | PayloadError)
    return error.reason


# --- what was typed ---


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kabar.example", ["https://kabar.example", "http://kabar.example"]),
        ("  https://kabar.example/dunia/  ", ["https://kabar.example/dunia/"]),
        ("<http://kabar.example>", ["http://kabar.example"]),
        ("//kabar.example/a", ["https://kabar.example/a", "http://kabar.example/a"]),
        ("localhost:8080", ["https://localhost:8080", "http://localhost:8080"]),
        ("127.0.0.1:8091/a", ["https://127.0.0.1:8091/a", "http://127.0.0.1:8091/a"]),
        ("https://nama:sandi@kabar.example/", ["https://kabar.example/"]),
        ("HTTP://Kabar.Example/", ["http://Kabar.Example/"]),
    ],
)
def test_a_typed_address_is_understood(typed: str, meant: list[str]) -> None:
    assert addresses(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "berita", "berita hari ini", "mailto:redaksi@kabar.example", "file:///etc/passwd", "ftp://kabar.example",
        "javascript:alert(1)", "http://", "http://kabar.example:99999", "https://ka bar.example", "http://[::1",
        "x." + "a" * 70, "http://kabar.example/" + "a" * 3000, "..", "http://kabar\n.example",
    ],
)  # fmt: skip
def test_what_is_no_address_is_said_so(typed: str, client: Client) -> None:
    assert reason(typed, client) is Reason.BAD_ADDRESS


def test_a_site_without_https_is_found_by_http(server: NewsServer, client: Client) -> None:
    WordPressSite(server, 3)
    assert offer(f"127.0.0.1:{server.port}", client).name == "Kabar & Warta"


def test_a_broken_certificate_is_no_reason_to_go_without(client: Client) -> None:
    with NewsServer(tls=True) as secure:
        WordPressSite(secure, 3)
        assert reason(f"127.0.0.1:{secure.port}", client) is Reason.TLS


# --- from a page to the API ---


def test_an_offer_says_all_there_is_to_know(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 20)
    site.ranking = [1003]
    server.serve("/", PAGE.format(""))
    found = offer(server.url, client)
    assert found == Offer(
        kind="wordpress", key=f"wordpress:127.0.0.1:{server.port}", name="Kabar & Warta", url=server.url,
        config={
            "api": site.api, "home": server.url, "timezone": "Asia/Jakarta", "popular": True, "language": "id-ID",
        },
        description="Dari desa", newest=tuple(f"Kabar {n}" for n in range(5)),
    )  # fmt: skip


def test_the_root_of_the_api_is_asked_for_a_few_fields_only(server: NewsServer, client: Client) -> None:
    WordPressSite(server, 1)
    offer(server.url, client)
    (asked,) = [asked for asked in server.log if asked.path == "/wp-json/"]
    assert asked.query == {"_fields": bases.ROOT_FIELDS}


def elsewhere(server: NewsServer) -> None:
    """Move the site's API to where nobody would guess it."""
    site = WordPressSite(server, 3)
    server.answer("/rahasia/api/", site._root)
    server.answer("/rahasia/api/wp/v2/posts", site._posts)
    server.fail(404, path="/wp-json/")


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="https://api.w.org/" href="{}/rahasia/api/" />',
        "<LINK href='/rahasia/api/' REL='https://api.w.org/'>",
        "<!-- <link rel='https://api.w.org/' href='/salah/'> --><link rel=https://api.w.org/ href=/rahasia/api/>",
        '<link rel="alternate" title="JSON" type="application/json" href="{}/rahasia/api/wp/v2/posts/3" />',
    ],
)
def test_a_page_names_its_api(server: NewsServer, client: Client, head: str) -> None:
    elsewhere(server)
    server.serve("/2021/11/06/satu/", PAGE.format(head.format(server.url)))
    assert offer(f"{server.url}/2021/11/06/satu/", client).config["api"] == f"{server.url}/rahasia/api/"


def test_a_header_names_the_api_of_any_page_even_of_one_that_is_gone(server: NewsServer, client: Client) -> None:
    elsewhere(server)
    links = f'<{server.url}/?p=3>; rel=shortlink, <{server.url}/rahasia/api/>; rel="https://api.w.org/"'
    server.serve("/hilang", PAGE.format(""), status=404, headers={"Link": links})
    assert offer(f"{server.url}/hilang", client).config["api"] == f"{server.url}/rahasia/api/"


def test_a_site_that_names_nothing_is_tried_where_the_api_usually_is(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 3)
    server.serve("/2021/11/06/satu/", PAGE.format(""))
    assert offer(f"{server.url}/2021/11/06/satu/", client).config["api"] == site.api


def test_a_site_in_a_folder_is_found_from_a_page_within(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 3)
    for path in ("/wp-json/", "/wp-json/wp/v2/posts"):
        server.answer(f"/blog{path}", site._root if path == "/wp-json/" else site._posts)
        server.fail(404, path=path)
    server.serve("/blog/2021/satu/", PAGE.format(""))
    assert offer(f"{server.url}/blog/2021/satu/", client).config["api"] == f"{server.url}/blog/wp-json/"


def test_a_site_without_pretty_addresses_is_found(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 3)

    def answer(asked: Any) -> Reply:
        route = asked.query.get("rest_route")
        if route is None:
            return Reply(body=PAGE.format("").encode())
        return {"/": site._root, "/wp/v2/posts": site._posts}[route](asked)

    server.answer("/", answer)
    for path in ("/wp-json/", "/wp-json/wp/v2/posts"):
        server.fail(404, path=path)
    assert offer(server.url, client).config["api"] == f"{server.url}/?rest_route=/"


@pytest.mark.parametrize("path", ["/wp-json/", "/wp-json", "/wp-json/wp/v2/posts?per_page=3"])
def test_the_address_of_the_api_itself_will_do(server: NewsServer, client: Client, path: str) -> None:
    site = WordPressSite(server, 3)
    server.answer("/wp-json", site._root)
    assert offer(f"{server.url}{path}", client).config["api"] == site.api


def test_a_site_that_forgets_its_port_is_reached_by_the_port_it_was_found_at(
    server: NewsServer, client: Client
) -> None:
    site = WordPressSite(server, 3)
    root = site._root
    server.answer(
        "/wp-json/",
        lambda asked: Reply(body=root(asked).body.replace(f":{server.port}".encode(), b"")),
    )
    found = offer(server.url, client)
    assert found.url == found.config["home"] == server.url and found.config["api"] == site.api


def test_an_api_that_redirects_is_kept_where_it_was_found(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 3)
    server.redirect("/lama/wp-json/", f"/wp-json/?_fields={bases.ROOT_FIELDS}", status=301)
    link = {"Link": '</lama/wp-json/>; rel="https://api.w.org/"'}
    server.serve("/", PAGE.format(""), headers=link)
    assert offer(server.url, client).config["api"] == site.api


# --- what is not there ---


def test_a_site_that_is_no_wordpress_is_said_so(server: NewsServer, client: Client) -> None:
    server.serve("/", PAGE.format(""))
    assert reason(server.url, client) is Reason.NOT_WORDPRESS


def test_a_wordpress_too_old_for_stories_is_none(server: NewsServer, client: Client) -> None:
    server.serve("/", PAGE.format("<link rel='https://api.w.org/' href='/wp-json/'>"))
    server.serve("/wp-json/", {"name": "Lama", "namespaces": ["oembed/1.0"]})
    assert reason(server.url, client) is Reason.NOT_WORDPRESS


@pytest.mark.parametrize(("status", "code"), [(401, "rest_login_required"), (404, "rest_no_route"), (403, "rest_x")])
@pytest.mark.parametrize("route", ["/wp-json/", "/wp-json/wp/v2/posts"])
def test_an_api_that_is_switched_off_is_said_so(
    server: NewsServer, client: Client, route: str, status: int, code: str
) -> None:
    WordPressSite(server, 3)
    server.serve("/", PAGE.format(""))
    server.fail(status, path=route, body={"code": code, "message": "Tidak boleh", "data": {"status": status}})
    error = failure(server.url, client)
    assert isinstance(error, PayloadError) and (error.reason, error.detail) == (Reason.API_CLOSED, code)


@pytest.mark.parametrize("body", ["<!doctype html><p>Masuk dulu</p>", '{"name": "Kabar", "namespa'])
def test_a_named_api_that_speaks_no_json_is_said_so(server: NewsServer, client: Client, body: str) -> None:
    server.serve("/", PAGE.format("<link rel='https://api.w.org/' href='/wp-json/'>"))
    server.serve("/wp-json/", body)
    assert reason(server.url, client) is Reason.NOT_JSON


def test_a_page_that_is_gone_says_so(server: NewsServer, client: Client) -> None:
    assert reason(f"{server.url}/hilang", client) is Reason.GONE


def test_a_site_that_asks_for_patience_is_left_alone(server: NewsServer, client: Client) -> None:
    WordPressSite(server, 3)
    server.serve("/", PAGE.format(""))
    server.fail(429, path="/wp-json/", retry_after=60)
    error = failure(server.url, client)
    assert isinstance(error, FetchError) and (error.reason, error.retry_after) == (Reason.TOO_MANY, 60)


def test_nobody_there_is_said_so(client: Client) -> None:
    with NewsServer() as gone:
        pass
    assert reason(gone.url, client) is Reason.REFUSED
    assert reason("http://tidak-ada.invalid", client) in (Reason.NO_SUCH_HOST, Reason.OFFLINE)


def test_an_endless_page_of_broken_links_is_read_in_time(server: NewsServer, client: Client) -> None:
    WordPressSite(server, 3)
    server.serve("/", PAGE.format("<link " * 100_000 + "<!--" * 50_000 + "<link rel='" * 10_000))
    assert offer(server.url, client).kind == "wordpress"


# --- identity ---


@pytest.mark.parametrize(
    ("home", "key"),
    [
        ("https://Kabar.example/", "wordpress:kabar.example"),
        ("http://kabar.example", "wordpress:kabar.example"),
        ("https://kabar.example:8443/Blog/", "wordpress:kabar.example:8443/Blog"),
    ],
)
def test_a_source_is_the_same_however_it_is_reached(home: str, key: str) -> None:
    assert key_of(home) == key


def test_kinds_are_known_by_name() -> None:
    assert kinds.kind("wordpress").kind == "wordpress"
    with pytest.raises(NotFound):
        kinds.kind("telegraf")


@pytest.mark.parametrize(
    ("base", "route", "expected"),
    [
        ("http://k.test/wp-json/", "wp/v2/posts", "http://k.test/wp-json/wp/v2/posts?after=2021-11-06T00:00:00Z&a=1%2B2"),
        ("http://k.test/?rest_route=/", "wp/v2/posts", "http://k.test/?rest_route=/wp/v2/posts&after=2021-11-06T00:00:00Z&a=1%2B2"),
        ("http://k.test/index.php?lang=id&rest_route=/", "", "http://k.test/index.php?lang=id&rest_route=/&after=2021-11-06T00:00:00Z&a=1%2B2"),
    ],
)  # fmt: skip
def test_routes_are_built_from_the_base(base: str, route: str, expected: str) -> None:
    assert bases.address(base, route, {"after": "2021-11-06T00:00:00Z", "a": "1+2"}) == expected
