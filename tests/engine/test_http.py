"""The network room against a real server that misbehaves on purpose."""

from __future__ import annotations

import gzip
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from reader_app.errors import FetchError, Reason
from reader_app.http import Client, Limits
from reader_app.net import hosts
from reader_app.net.answers import retry_after
from reader_app.net.bodies import Body
from reader_app.records import Request
from tests.news_server import CERTIFICATE, Asked, NewsServer, Reply


@pytest.fixture
def server() -> Iterator[NewsServer]:
    with NewsServer() as running:
        yield running


@pytest.fixture
def client() -> Iterator[Client]:
    made = Client()
    yield made
    made.close()


def failure(client: Client, request: Request, cancel: threading.Event | None = None) -> FetchError:
    with pytest.raises(FetchError) as caught:
        client.fetch(request, cancel=cancel)
    return caught.value


def reason(client: Client, request: Request, cancel: threading.Event | None = None) -> Reason:
    return failure(client, request, cancel).reason


class Kept:
    """Validators as the store keeps them, in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[str | None, str | None]] = {}

    def get(self, url: str) -> tuple[str | None, str | None] | None:
        return self.kept.get(url)

    def put(self, url: str, etag: str | None, last_modified: str | None) -> None:
        self.kept[url] = (etag, last_modified)


# --- plain answers ---


def test_a_page_comes_with_its_headers_in_lower_case(server: NewsServer, client: Client) -> None:
    server.serve("/page", "<p>Halo</p>", headers={"X-WP-Total": "7"})
    payload = client.fetch(Request(f"{server.url}/page"))
    assert (payload.status, payload.body, payload.received) == (200, b"<p>Halo</p>", 11)
    assert payload.headers["x-wp-total"] == "7"
    assert payload.url == f"{server.url}/page" and payload.moved_to is None and not payload.unchanged


def test_gzip_is_unpacked_and_counted_as_it_crossed_the_network(server: NewsServer, client: Client) -> None:
    text = "kabar " * 5000
    server.serve("/page", text, gzip=True)
    payload = client.fetch(Request(f"{server.url}/page"))
    assert payload.body == text.encode()
    assert payload.received == len(gzip.compress(text.encode()))
    assert "gzip" in server.log[0].headers["accept-encoding"]


@pytest.mark.parametrize("packed", [zlib.compress(b"berita" * 99), zlib.compress(b"berita" * 99)[2:-4]])
def test_deflate_comes_with_and_without_its_envelope(server: NewsServer, client: Client, packed: bytes) -> None:
    server.serve("/page", packed, headers={"Content-Encoding": "deflate"})
    assert client.fetch(Request(f"{server.url}/page")).body == b"berita" * 99


def test_gzip_in_two_parts_is_whole(server: NewsServer, client: Client) -> None:
    server.serve("/page", gzip.compress(b"satu ") + gzip.compress(b"dua"), headers={"Content-Encoding": "gzip"})
    assert client.fetch(Request(f"{server.url}/page")).body == b"satu dua"


def test_connections_are_used_again(server: NewsServer, client: Client) -> None:
    ports = set()

    def answer(asked: Asked) -> Reply:
        ports.add(threading.current_thread().name)  # one thread a connection
        return Reply(body=b"ok")

    server.answer("/page", answer)
    for _ in range(3):
        client.fetch(Request(f"{server.url}/page"))
    assert len(ports) == 1


def test_a_connection_that_died_while_idle_is_opened_anew(server: NewsServer, client: Client) -> None:
    server.serve("/page", "ok")
    server.raw("/last", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")  # then it hangs up
    for path in ("/page", "/last", "/page", "/last", "/page"):
        assert client.fetch(Request(f"{server.url}{path}")).body == b"ok"


def test_no_login_is_taken_from_the_surroundings(
    server: NewsServer, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login rahasia password rahasia\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://rahasia:rahasia@127.0.0.1:1")
    server.serve("/page", "ok")
    assert client.fetch(Request(f"{server.url}/page")).body == b"ok"
    assert not {"authorization", "proxy-authorization", "cookie"} & set(server.log[0].headers)


def test_requests_is_loaded_with_the_first_fetch_only() -> None:
    code = "import sys, reader_app.http as h; h.Client().close(); print('requests' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


# --- statuses ---


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (401, Reason.UNAUTHORIZED), (403, Reason.FORBIDDEN), (404, Reason.GONE), (410, Reason.GONE),
        (429, Reason.TOO_MANY), (500, Reason.SERVER), (503, Reason.SERVER), (418, Reason.STATUS), (304, Reason.STATUS),
    ],
)  # fmt: skip
def test_every_failing_status_has_its_reason(
    server: NewsServer, client: Client, status: int, expected: Reason
) -> None:
    server.fail(status)
    error = failure(client, Request(f"{server.url}/page"))
    assert (error.reason, error.detail, error.url) == (expected, str(status), f"{server.url}/page")


def test_a_status_that_is_an_answer_is_given_with_its_body(server: NewsServer, client: Client) -> None:
    server.fail(400, body={"code": "rest_post_invalid_page_number"})
    payload = client.fetch(Request(f"{server.url}/page", bear=frozenset({400})))
    assert payload.status == 400 and b"rest_post_invalid_page_number" in payload.body


def test_retry_after_counts_in_seconds(server: NewsServer, client: Client) -> None:
    server.fail(429, retry_after=40)
    assert failure(client, Request(f"{server.url}/page")).retry_after == 40


def test_retry_after_counts_as_a_date_by_the_servers_own_clock() -> None:
    then = datetime(2031, 5, 1, 12, tzinfo=UTC)
    told = {
        "date": format_datetime(then, usegmt=True),
        "retry-after": format_datetime(then + timedelta(minutes=5), usegmt=True),
    }
    assert retry_after(told) == 300
    assert retry_after({**told, "retry-after": format_datetime(then - timedelta(hours=1), usegmt=True)}) == 0
    assert retry_after({"retry-after": "besok"}) is None and retry_after({}) is None
    assert retry_after({"retry-after": "9" * 400}) == retry_after({"retry-after": "172800"})


# --- conditional requests ---


def test_validators_are_kept_and_sent_for_that_very_address(server: NewsServer) -> None:
    validators = Kept()
    client = Client(validators=validators)
    server.serve("/a", "satu", etag='W/"x1"', last_modified="Sat, 06 Nov 2021 00:00:00 GMT")
    server.serve("/b", "dua", etag='"x1"')
    first = client.fetch(Request(f"{server.url}/a", conditional=True))
    again = client.fetch(Request(f"{server.url}/a", conditional=True))
    other = client.fetch(Request(f"{server.url}/b", conditional=True))
    client.close()
    assert not first.unchanged and again.unchanged and again.status == 304 and not other.unchanged
    assert server.log[1].headers["if-none-match"] == '"x1"'  # the front server's W/ is not the site's
    assert server.log[1].headers["if-modified-since"] == "Sat, 06 Nov 2021 00:00:00 GMT"
    assert "if-none-match" not in server.log[2].headers


def test_what_is_not_conditional_neither_sends_nor_keeps_validators(server: NewsServer) -> None:
    validators = Kept()
    client = Client(validators=validators)
    server.serve("/a", "satu", etag='"1"')
    client.fetch(Request(f"{server.url}/a"))
    client.close()
    assert validators.kept == {}


def test_a_body_cut_short_keeps_no_validators(server: NewsServer) -> None:
    validators = Kept()
    client = Client(validators=validators)
    server.raw("/a", b'HTTP/1.1 200 OK\r\nETag: "1"\r\nContent-Length: 100\r\n\r\nsatu')
    assert reason(client, Request(f"{server.url}/a", conditional=True)) is Reason.INTERRUPTED
    client.close()
    assert validators.kept == {}


# --- redirects ---


def test_a_chain_of_permanent_redirects_tells_where_it_ended(server: NewsServer, client: Client) -> None:
    server.redirect("/a", "/b", status=301)
    server.redirect("/b", f"{server.url}/c", status=308)
    server.serve("/c", "ok")
    payload = client.fetch(Request(f"{server.url}/a"))
    assert payload.url == payload.moved_to == f"{server.url}/c"


def test_only_what_is_permanent_from_the_start_counts_as_moved(server: NewsServer, client: Client) -> None:
    server.redirect("/a", "/b", status=301)
    server.redirect("/b", "/c", status=302)
    server.redirect("/c", "/d", status=301)
    server.redirect("/temporary", "/a", status=307)
    server.serve("/d", "ok")
    assert client.fetch(Request(f"{server.url}/a")).moved_to == f"{server.url}/b"
    assert client.fetch(Request(f"{server.url}/temporary")).moved_to is None


def test_circles_are_noticed(server: NewsServer, client: Client) -> None:
    server.redirect("/a", "/b")
    server.redirect("/b", "/a")
    assert reason(client, Request(f"{server.url}/a")) is Reason.REDIRECTS
    assert len(server.log) == 2


def test_endless_redirects_are_given_up(server: NewsServer, client: Client) -> None:
    server.answer("/on", lambda asked: Reply(302, {"Location": f"/on?n={int(asked.query.get('n', 0)) + 1}"}))
    assert reason(client, Request(f"{server.url}/on")) is Reason.REDIRECTS
    assert len(server.log) == Limits().redirects + 1


def test_a_page_that_first_sets_a_cookie_is_no_circle(server: NewsServer, client: Client) -> None:
    def answer(asked: Asked) -> Reply:
        if "cookie" in asked.headers:
            return Reply(body=b"ok")
        return Reply(302, {"Location": "/page", "Set-Cookie": "seen=1; Path=/"})

    server.answer("/page", answer)
    assert client.fetch(Request(f"{server.url}/page")).body == b"ok"
    server.log.clear()
    client.fetch(Request(f"{server.url}/page"))
    assert "cookie" not in server.log[0].headers  # it lived for one fetch


def test_a_login_stays_with_its_server_and_goes_to_no_other(server: NewsServer, client: Client) -> None:
    with NewsServer() as other:
        other.serve("/there", "ok")
        server.redirect("/a", "/b")
        server.redirect("/b", f"{other.url}/there")
        payload = client.fetch(Request(f"http://nama:sandi@127.0.0.1:{server.port}/a"))
        assert [("authorization" in asked.headers) for asked in [*server.log, *other.log]] == [True, True, False]
        assert payload.url == f"{other.url}/there"


def test_no_payload_and_no_error_shows_a_login(server: NewsServer, client: Client) -> None:
    server.serve("/a", "ok")
    assert "sandi" not in str(failure(client, Request(f"http://nama:sandi@127.0.0.1:{server.port}/b")).args)
    server.log.clear()
    payload = client.fetch(Request(f"http://nama:sandi@127.0.0.1:{server.port}/a"))
    assert "authorization" in server.log[0].headers
    assert payload.url == f"{server.url}/a"


def test_https_never_leads_to_http(server: NewsServer, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(CERTIFICATE))
    with NewsServer(tls=True) as secure:
        server.serve("/plain", "ok")
        secure.serve("/secure", "ok")
        secure.redirect("/down", f"{server.url}/plain")
        server.redirect("/up", f"{secure.url}/secure")
        assert client.fetch(Request(f"{server.url}/up")).body == b"ok"
        assert reason(client, Request(f"{secure.url}/down")) is Reason.DOWNGRADE
        assert [asked.path for asked in server.log] == ["/up"]


def test_a_certificate_nobody_vouches_for_is_refused(client: Client) -> None:
    with NewsServer(tls=True) as secure:
        secure.serve("/", "ok")
        error = failure(client, Request(f"{secure.url}/"))
        assert (error.reason, error.detail) == (Reason.TLS, "certificate")
        assert secure.log == []


@pytest.mark.parametrize("to", ["file:///etc/passwd", "javascript:alert(1)", "http://[", "ftp://127.0.0.1/x"])
def test_redirects_lead_to_web_addresses_only(server: NewsServer, client: Client, to: str) -> None:
    server.redirect("/a", to)
    assert reason(client, Request(f"{server.url}/a")) is Reason.BAD_ADDRESS


# --- private addresses ---


def test_a_public_page_cannot_point_into_the_readers_network(server: NewsServer, client: Client) -> None:
    server.serve("/p.jpg", b"x")
    for host in ("127.0.0.1", "localhost", "2130706433", "127.1"):
        url = f"http://{host}:{server.port}/p.jpg"
        picture = Request(url, expect="picture", from_public_page=True, page="https://kabar.example/satu")
        assert reason(client, picture) is Reason.PRIVATE_ADDRESS
        assert reason(client, Request(url, from_public_page=True)) is Reason.PRIVATE_ADDRESS
    assert server.log == []


def test_an_open_connection_is_no_way_around_that(server: NewsServer, client: Client) -> None:
    server.serve("/p.jpg", b"x")
    client.fetch(Request(f"http://localhost:{server.port}/p.jpg"))
    picture = Request(f"http://localhost:{server.port}/p.jpg", from_public_page=True, page="https://kabar.example/")
    assert reason(client, picture) is Reason.PRIVATE_ADDRESS


def test_a_private_page_may_lead_into_its_own_network(server: NewsServer, client: Client) -> None:
    server.serve("/p.jpg", b"x")
    for page in ("http://192.168.1.10/satu", server.url, "http://localhost/"):
        assert client.fetch(Request(f"{server.url}/p.jpg", from_public_page=True, page=page)).body == b"x"


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("127.0.0.1", True), ("10.1.2.3", True), ("192.168.0.1", True), ("169.254.169.254", True), ("100.64.0.1", True),
        ("0.0.0.0", True), ("224.0.0.1", True), ("::1", True), ("fe80::1%eth0", True), ("fd00::1", True),
        ("::ffff:10.0.0.1", True), ("64:ff9b::7f00:1", True), ("2002:7f00:1::", True),
        ("8.8.8.8", False), ("2606:4700::1111", False), ("64:ff9b::808:808", False), ("kabar.example", False),
    ],
)  # fmt: skip
def test_which_addresses_are_private(address: str, private: bool) -> None:
    assert hosts.is_private_ip(address) is private


# --- too much, too broken ---


def test_a_body_over_the_limit_is_refused(server: NewsServer) -> None:
    client = Client(limits=Limits(body=1000, picture=100))
    server.serve("/declared", b"x" * 1001)
    server.raw("/undeclared", b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + b"x" * 1001)
    server.serve("/fits", b"x" * 1000)
    assert reason(client, Request(f"{server.url}/declared")) is Reason.TOO_LARGE
    assert reason(client, Request(f"{server.url}/undeclared")) is Reason.TOO_LARGE
    assert reason(client, Request(f"{server.url}/fits", expect="picture")) is Reason.TOO_LARGE
    assert len(client.fetch(Request(f"{server.url}/fits")).body) == 1000
    client.close()


def test_a_gzip_bomb_is_not_unfolded(server: NewsServer, client: Client) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(100)) + packer.flush()
    assert len(bomb) < 500_000
    server.serve("/bomb", bomb, headers={"Content-Encoding": "gzip"})
    assert reason(client, Request(f"{server.url}/bomb")) is Reason.TOO_LARGE


def test_a_bomb_is_noticed_by_its_ratio_long_before_the_limit() -> None:
    body = Body("http://kabar.example/", "gzip", 1 << 40)
    with pytest.raises(FetchError) as caught:
        body.feed(gzip.compress(bytes(64 << 20)))
    assert caught.value.reason is Reason.TOO_LARGE


def test_five_megabytes_of_one_letter_are_no_bomb(server: NewsServer, client: Client) -> None:
    server.serve("/long", b"A" * 5_000_000, gzip=True)
    assert len(client.fetch(Request(f"{server.url}/long")).body) == 5_000_000


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd", "gzip, gzip"])
def test_what_is_not_encoded_as_it_says_is_refused(server: NewsServer, client: Client, encoding: str) -> None:
    server.serve("/page", b'[{"id": 1}]', headers={"Content-Encoding": encoding})
    assert reason(client, Request(f"{server.url}/page")) is Reason.BAD_ENCODING


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\ncut",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n5\r\nhe",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n" + gzip.compress(b"kabar" * 99)[:20],
        b"",
        b"SSH-2.0-OpenSSH_9.2\r\n",
    ],
)  # fmt: skip
def test_what_breaks_off_is_interrupted(server: NewsServer, client: Client, answer: bytes) -> None:
    server.raw("/page", answer)
    assert reason(client, Request(f"{server.url}/page")) is Reason.INTERRUPTED


def test_an_answer_longer_than_it_says_spoils_no_later_one(server: NewsServer, client: Client) -> None:
    server.raw("/long", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more")
    server.serve("/page", "next")
    assert client.fetch(Request(f"{server.url}/long")).body == b"ok"
    assert client.fetch(Request(f"{server.url}/page")).body == b"next"


# --- nobody there, nothing said ---


@pytest.mark.parametrize("url", ["", "kabar", "file:///etc/passwd", "http://", "http://[::1", "http://a b/", "http://x:99999/"])
def test_what_is_no_web_address_is_refused(client: Client, url: str) -> None:
    assert reason(client, Request(url)) is Reason.BAD_ADDRESS


def test_a_port_where_nobody_listens_refuses(client: Client) -> None:
    with NewsServer() as gone:
        pass
    assert reason(client, Request(gone.url)) is Reason.REFUSED


def test_a_host_that_is_not_there_is_said_so(client: Client) -> None:
    reasons = (Reason.NO_SUCH_HOST, Reason.OFFLINE)  # the second on a machine without a network
    assert reason(client, Request("http://tidak-ada.invalid/")) in reasons


def test_silence_has_a_limit(server: NewsServer) -> None:
    client = Client(limits=Limits(read=0.2))
    server.hang("/head")
    server.hang("/body", after=b"[")
    assert reason(client, Request(f"{server.url}/head")) is Reason.TIMEOUT
    assert reason(client, Request(f"{server.url}/body")) is Reason.TIMEOUT
    client.close()


def test_the_whole_has_a_limit_too(server: NewsServer) -> None:
    client = Client(limits=Limits(whole=0.3))
    server.hang("/body", after=b"[")
    error = failure(client, Request(f"{server.url}/body"))
    client.close()
    assert (error.reason, error.detail) == (Reason.TIMEOUT, "whole")


@pytest.mark.parametrize("after", [None, b"half"])
def test_a_cancelled_fetch_leaves_a_silent_server(server: NewsServer, client: Client, after: bytes | None) -> None:
    server.hang("/page", after=after)
    cancel = threading.Event()
    helper = threading.Thread(target=lambda: (server.wait_for(1), cancel.set()))
    helper.start()
    assert reason(client, Request(f"{server.url}/page"), cancel=cancel) is Reason.CANCELLED
    helper.join()


def test_closing_the_client_ends_what_is_under_way(server: NewsServer, client: Client) -> None:
    server.hang("/page", after=b"half")
    helper = threading.Thread(target=lambda: (server.wait_for(1), client.close()))
    helper.start()
    assert reason(client, Request(f"{server.url}/page")) is Reason.CANCELLED
    helper.join()
    assert reason(client, Request(f"{server.url}/page")) is Reason.CANCELLED


def test_a_host_gets_two_requests_at_once_and_no_more(server: NewsServer, client: Client) -> None:
    pair = threading.Barrier(2, timeout=30)

    def answer(asked: Asked) -> Reply:
        pair.wait()  # so two do come at once
        return Reply(body=b"ok")

    server.answer("/page", answer)
    threads = [threading.Thread(target=client.fetch, args=(Request(f"{server.url}/page"),)) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(server.log) == 8 and server.most_at_once == 2


def test_waiting_for_a_turn_can_be_cancelled(server: NewsServer, client: Client) -> None:
    server.hang("/page")
    cancel = threading.Event()
    outcomes: list[Reason] = []
    page = Request(f"{server.url}/page")
    threads = [
        threading.Thread(target=lambda: outcomes.append(reason(client, page, cancel))) for _ in range(4)
    ]
    for each in threads:
        each.start()
    server.wait_for(2)
    cancel.set()
    for each in threads:
        each.join()
    assert outcomes == [Reason.CANCELLED] * 4 and len(server.log) == 2
