"""The network: one GET at a time, under limits and with manners; the only importer of requests.

A request goes on the wire in a thread of its own (an exchange), which its caller waits for. So whatever hangs there, a
name server too, can be left behind at once, and a cancelled fetch returns while its socket is still being shut.
Redirects are followed here, not by requests: they are counted, never lead from https to http, never into a private
network, and take neither password nor cookie to another host.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urldefrag

from reader_app import __version__
from reader_app.errors import FetchError, Reason
from reader_app.net import answers, hosts, questions, sockets
from reader_app.net.bodies import Body
from reader_app.records import Payload, Request

if TYPE_CHECKING:
    from requests import PreparedRequest, Response
    from requests.adapters import HTTPAdapter
    from requests.cookies import RequestsCookieJar

USER_AGENT = f"Berita/{__version__} (news reader; keeps stories to read offline)"
MIB = 1024 * 1024
CHUNK = 64 * 1024  # bytes taken off the wire at a time
TICK = 0.05  # s: how soon a cancelled fetch notices
PARTING = 0.25  # s that a thread left behind gets to end in good order

_here = threading.local()  # .exchange: the one that this thread is


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may take: seconds, bytes after decompression, redirects."""

    connect: float = 10.0
    read: float = 30.0  # between two pieces
    whole: float = 120.0  # all of it, redirects included
    body: int = 32 * MIB
    picture: int = 24 * MIB
    redirects: int = 8
    per_host: int = 2  # connections at once


class Validators(Protocol):
    """What a server said of an address' last answer, so that it can be asked "still the same?"."""

    def get(self, url: str) -> tuple[str | None, str | None] | None: ...

    def put(self, url: str, etag: str | None, last_modified: str | None) -> None: ...


class Client:
    """The one way to the network; every method may be called from any thread."""

    def __init__(
        self, *, validators: Validators | None = None, user_agent: str = USER_AGENT, limits: Limits | None = None,
        keys: Callable[[str], str | None] | None = None,
    ) -> None:  # fmt: skip
        """``keys`` gives the reader's key for a kind of API, or None."""
        self.limits = limits or Limits()
        self._validators, self._user_agent, self._keys = validators, user_agent, keys
        self._lock = threading.Lock()
        self._slots: dict[tuple[str, int], threading.Semaphore] = {}
        self._running: set[_Exchange] = set()
        self._within: set[str] = set()  # hosts the reader chose that turned out to be in a private network
        self._adapter: HTTPAdapter | None = None
        self._closed = threading.Event()

    def fetch(self, request: Request, *, cancel: threading.Event | None = None) -> Payload:
        """The answer to ``request``. Raises FetchError; with Reason.CANCELLED soon after ``cancel`` or `close`."""
        try:
            url, login = hosts.without_login(urldefrag(request.url).url)
            hosts.origin(url)
        except ValueError as error:
            raise FetchError(Reason.BAD_ADDRESS, request.url) from error
        key = self._key(request)
        from requests.cookies import RequestsCookieJar  # here, with the first request: it costs a tenth of a second

        cookies = RequestsCookieJar()  # they live for one fetch
        page = (request.page or "public") if request.from_public_page else None
        left, moved, permanent = self.limits.whole, None, True
        seen = {_place(url, cookies)}
        for _ in range(self.limits.redirects + 1):
            hop = self._exchange(url, login, key, request, page, cookies, left, cancel)
            location = hop.headers.get("location")
            if hop.status not in answers.REDIRECTS or not location:
                return self._payload(request, hop, moved)
            onward = answers.onward(url, location)
            place = _place(onward, cookies)
            if place in seen:
                raise FetchError(Reason.REDIRECTS, onward, detail="circle")
            seen.add(place)
            permanent = permanent and hop.status in answers.PERMANENT
            moved = onward if permanent else moved
            if hosts.host_of(onward) != hosts.host_of(url):
                page = url  # another host: not the reader's choice any more
            if hosts.origin(onward) != hosts.origin(url):
                login = key = ""
            url, left = onward, left - hop.seconds
        raise FetchError(Reason.REDIRECTS, url, detail="many")

    def close(self) -> None:
        """End all requests, now; their fetches raise FetchError(CANCELLED)."""
        self._closed.set()
        with self._lock:
            running, adapter = list(self._running), self._adapter
        for exchange in running:
            exchange.leave()
        end = time.monotonic() + PARTING
        for exchange in running:
            exchange.join(max(0.0, end - time.monotonic()))
        if adapter is not None:
            adapter.close()

    def _key(self, request: Request) -> str:
        if not request.key:
            return ""
        key = self._keys(request.key) if self._keys is not None else None
        if not key:
            raise FetchError(Reason.KEY_MISSING, request.url)
        if not (key.isascii() and key.isprintable()):  # it could be no header, and is none of this API's
            raise FetchError(Reason.KEY_REFUSED, request.url)
        return key

    # --- one hop ---

    def _exchange(
        self, url: str, login: str, key: str, request: Request, page: str | None, cookies: RequestsCookieJar, left: float,
        cancel: threading.Event | None,
    ) -> _Hop:  # fmt: skip
        _, host, port = hosts.origin(url)
        if page is not None and hosts.is_private(host) and not self.within(page):
            raise FetchError(Reason.PRIVATE_ADDRESS, url)
        with self._lock:
            slot = self._slots.setdefault((host, port), threading.Semaphore(self.limits.per_host))
        while not slot.acquire(timeout=TICK):
            self._go_on(url, cancel)
        try:
            self._go_on(url, cancel)  # whoever gave up its turn may have been cancelled with us
        except FetchError:
            slot.release()
            raise
        known = self._validators.get(request.url) if request.conditional and self._validators else None
        headers = questions.headers(request, user_agent=self._user_agent, login=login, known=known)
        exchange = _Exchange(self, url, page, headers, cookies, request, slot, key)
        with self._lock:
            self._running.add(exchange)
        started = time.monotonic()
        exchange.start()
        try:
            while exchange.is_alive():
                exchange.join(TICK)
                self._go_on(url, cancel)
                if time.monotonic() - started > left and exchange.is_alive():
                    raise FetchError(Reason.TIMEOUT, url, detail="whole")
        except FetchError:
            exchange.leave()
            exchange.join(PARTING)
            raise
        if exchange.error is not None:
            raise exchange.error
        if exchange.hop is None:
            raise RuntimeError(f"the exchange with {host} died")  # of a bug, which its thread has told
        return exchange.hop

    def _go_on(self, url: str, cancel: threading.Event | None) -> None:
        if self._closed.is_set() or (cancel is not None and cancel.is_set()):
            raise FetchError(Reason.CANCELLED, url)

    def _payload(self, request: Request, hop: _Hop, moved: str | None) -> Payload:
        unchanged = hop.status == 304 and request.conditional
        if not (200 <= hop.status < 300 or unchanged or hop.status in request.bear):
            raise answers.failure(hop.url, hop.status, hop.headers)
        if request.conditional and self._validators is not None and hop.status == 200:
            self._validators.put(request.url, hop.headers.get("etag"), hop.headers.get("last-modified"))
        return Payload(hop.url, hop.status, hop.headers, hop.body, hop.received, unchanged=unchanged, moved_to=moved)

    # --- what exchanges ask ---

    def adapter(self) -> HTTPAdapter:
        with self._lock:
            if self._adapter is None:
                self._adapter = _make_adapter(self.limits.per_host)
            return self._adapter

    def ended(self, exchange: _Exchange) -> None:
        with self._lock:
            self._running.discard(exchange)

    def within(self, page: str) -> bool:
        """Whether ``page`` itself stands in a private network, so that it may lead there."""
        host = hosts.host_of(page)
        with self._lock:
            return host in self._within or hosts.is_private(host)

    def found_within(self, url: str) -> None:
        with self._lock:
            self._within.add(hosts.host_of(url))


def _place(url: str, cookies: RequestsCookieJar) -> tuple[object, ...]:
    """Where a fetch stands: the same address with a new cookie is no circle."""
    return (url, *sorted((each.name, each.value or "") for each in cookies))


@dataclass(frozen=True, slots=True)
class _Hop:
    url: str
    status: int
    headers: Mapping[str, str]  # lower-case names
    body: bytes
    received: int
    seconds: float


class _Exchange(threading.Thread):
    """One request on the wire. Ends with ``hop`` or ``error`` set."""

    def __init__(
        self, client: Client, url: str, page: str | None, headers: dict[str, str], cookies: RequestsCookieJar,
        request: Request, slot: threading.Semaphore, key: str,
    ) -> None:  # fmt: skip
        super().__init__(name="exchange", daemon=True)
        self.url, self.hop, self.error = url, None, None  # type: tuple[str, _Hop | None, FetchError | None]
        self.reused = False  # a connection that was open before: it may have died since
        self.opened = False
        self.limits = client.limits
        self._client, self._page, self._headers, self._cookies = client, page, headers, cookies
        self._request, self._slot, self._key = request, slot, key
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._left = False

    def run(self) -> None:
        _here.exchange = self
        try:
            self.hop = self._talk()
        except FetchError as error:
            self.error = error
        finally:
            with self._lock:
                self._sockets.clear()  # from here on they may serve another exchange
            self._slot.release()
            self._client.ended(self)

    def leave(self) -> None:
        """Wake the thread wherever it reads or writes; what comes of it is nobody's business any more."""
        with self._lock:
            self._left = True
            for each in self._sockets:
                try:
                    socket.socket.shutdown(each, socket.SHUT_RDWR)  # not the method of TLS sockets: it says goodbye
                except OSError:
                    continue  # closed already

    def hold(self, connection: socket.socket) -> None:
        """Remember what to shut when this exchange is left."""
        with self._lock:
            if self._left:
                raise FetchError(Reason.CANCELLED, self.url)
            self._sockets.append(connection)

    def check(self, address: str) -> None:
        """Refuse a private address where the reader did not choose it."""
        if not hosts.is_private_ip(address):
            return
        if self._page is None:
            self._client.found_within(self.url)
        elif not self._client.within(self._page):
            raise FetchError(Reason.PRIVATE_ADDRESS, self.url, detail=address)

    def _talk(self) -> _Hop:
        from http.client import HTTPException

        import requests
        from requests.cookies import extract_cookies_to_jar
        from urllib3.exceptions import HTTPError

        started = time.monotonic()
        url, headers = questions.keyed(self.url, self._request.key, self._key) if self._key else (self.url, {})
        try:
            prepared = requests.Request("GET", url, headers={**self._headers, **headers}, cookies=self._cookies).prepare()
        except (requests.RequestException, ValueError) as error:
            raise FetchError(Reason.BAD_ADDRESS, self.url) from (None if self._key else error)
        failure: tuple[FetchError, Exception | None] | None = None
        try:
            response = self._send(prepared)
        except (requests.RequestException, HTTPError, HTTPException, OSError, ValueError) as error:
            failure = _wrapped(error, self.url), None if self._key else error
        if failure is not None:  # raised out here, an error of a library does not hang on with an address that holds a key
            raise failure[0] from failure[1]
        try:
            extract_cookies_to_jar(self._cookies, prepared, response.raw)  # type: ignore[no-untyped-call]
            headers = {name.lower(): response.raw.headers[name] for name in response.raw.headers}
            body, received = self._read(response, headers)
        except (HTTPError, HTTPException, OSError) as error:
            reason = Reason.TIMEOUT if _timed_out(error) else Reason.INTERRUPTED
            raise FetchError(reason, self.url, detail=type(error).__name__) from error
        finally:
            response.close()
        return _Hop(self.url, response.status_code, headers, body, received, time.monotonic() - started)

    def _send(self, prepared: PreparedRequest) -> Response:
        import requests

        verify = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("SSL_CERT_FILE") or True
        times = (self.limits.connect, self.limits.read)
        adapter, proxies = self._client.adapter(), _proxies(self.url)
        for _ in range(self.limits.per_host):
            self.reused = self.opened = False
            try:
                return adapter.send(prepared, stream=True, timeout=times, verify=verify, proxies=proxies)
            except requests.ConnectionError as error:
                if not self.reused or _timed_out(error):
                    raise  # else: the server closed an idle connection just when we spoke, so speak again
        return adapter.send(prepared, stream=True, timeout=times, verify=verify, proxies=proxies)

    def _read(self, response: Response, headers: Mapping[str, str]) -> tuple[bytes, int]:
        status = response.status_code
        if not (200 <= status < 300 or status in self._request.bear):
            return b"", 0
        limit = self.limits.picture if self._request.expect == "picture" else self.limits.body
        declared = headers.get("content-length", "").strip()
        if declared.isdecimal() and int(declared[:18]) > limit:
            raise FetchError(Reason.TOO_LARGE, self.url, detail=str(limit))
        body = Body(self.url, headers.get("content-encoding", ""), limit)
        while piece := response.raw.read(CHUNK, decode_content=False):
            body.feed(piece)
        return body.whole(), body.received


# --- below requests ---------------------------------------------------------------------------------------


def _make_adapter(per_host: int) -> HTTPAdapter:
    """requests' way to the wire, with connections that tell their exchange what they do."""
    from requests.adapters import HTTPAdapter
    from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
    from urllib3.connection import HTTPConnection, HTTPSConnection

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _open(self._dns_host, self.port, self.proxy)

        def request(self, *arguments: Any, **named: Any) -> None:
            _reuse(self.sock, self.proxy)
            super().request(*arguments, **named)

    class Secure(HTTPSConnection):
        _new_conn = Plain._new_conn

        def request(self, *arguments: Any, **named: Any) -> None:
            _reuse(self.sock, self.proxy)
            super().request(*arguments, **named)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    pools = {"http": PlainPool, "https": SecurePool}

    class Adapter(HTTPAdapter):
        def init_poolmanager(self, *arguments: Any, **named: Any) -> None:
            super().init_poolmanager(*arguments, **named)
            self.poolmanager.pool_classes_by_scheme = pools

        def proxy_manager_for(self, proxy: Any, **named: Any) -> Any:
            manager = super().proxy_manager_for(proxy, **named)
            if not proxy.lower().startswith("socks"):
                manager.pool_classes_by_scheme = pools
            return manager

    return Adapter(pool_connections=16, pool_maxsize=per_host)


def _open(host: str, port: int, proxy: object) -> socket.socket:
    exchange: _Exchange = _here.exchange
    exchange.opened = True
    check = exchange.check if proxy is None else _anywhere
    return sockets.connect(
        exchange.url, host, port, seconds=exchange.limits.connect, check=check, hold=exchange.hold
    )


def _reuse(connection: socket.socket | None, proxy: object) -> None:
    """Called with each request; ``connection`` is None while it is still to be opened."""
    exchange: _Exchange = _here.exchange
    if connection is not None:
        exchange.reused = not exchange.opened
        exchange.hold(connection)
        if proxy is None:
            exchange.check(str(connection.getpeername()[0]))


def _anywhere(address: str) -> None:
    """A proxy may stand in a private network: most do."""


def _proxies(url: str) -> dict[str, str]:
    """The system's proxies, which no private host is reached by. Nothing else of the surroundings counts: no .netrc."""
    from requests.utils import get_environ_proxies

    if hosts.is_private(hosts.host_of(url)):
        return {}
    proxies: dict[str, str] = get_environ_proxies(url)
    return proxies


def _wrapped(error: Exception, url: str) -> FetchError:
    from ssl import SSLError

    import requests

    if _timed_out(error):
        return FetchError(Reason.TIMEOUT, url)
    if isinstance(error, (requests.exceptions.InvalidURL, UnicodeError)):
        return FetchError(Reason.BAD_ADDRESS, url)
    if isinstance(error, requests.exceptions.ProxyError):
        return FetchError(Reason.REFUSED, url, detail="proxy")
    if isinstance(error, (requests.exceptions.SSLError, SSLError)):
        return FetchError(Reason.TLS, url, detail="certificate" if "CERTIFICATE_VERIFY" in str(error) else "")
    return FetchError(Reason.INTERRUPTED, url, detail=type(error).__name__)


def _timed_out(error: BaseException) -> bool:
    import requests
    import urllib3

    return isinstance(error, (requests.Timeout, urllib3.exceptions.TimeoutError, TimeoutError))
