"""A loopback HTTP server that speaks the WordPress contract over the sample edition, so that the demo is a true sync.

It runs in threads of its own inside Berita's process (or a test's), listens on 127.0.0.1 only and reads the edition
when the first request asks for it. It behaves as a WordPress 6.1 behind nginx does: no validators on REST answers,
validators on pictures, gzip for who asks, kept-alive connections.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import socket
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import formatdate, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from types import TracebackType
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import parse_qsl, unquote, urlsplit

from reader_app.demo.edition import SampleStory

if TYPE_CHECKING:
    from reader_app.demo.pages import Pages
    from reader_app.demo.rest import Rest
    from reader_app.demo.site import Site

HOST = "127.0.0.1"
PREFERRED_PORT = 47114
_REMEMBERED = 5000  # requests kept in the log
_IDLE = 30  # seconds a connection may stay silent
_JSON = "application/json; charset=UTF-8"
_HTML = "text/html; charset=UTF-8"


def _clock() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Seen:
    """One request that came."""

    method: str
    path: str  # with its query
    status: int
    headers: dict[str, str]  # names in lower case


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    kind: str
    body: bytes
    headers: dict[str, str]


class SampleServer:
    """The sample site. Use as a context manager, or ``start`` and ``close``; a closed server starts again as it was.

    ``port`` 0 takes the preferred port, and any free one where that is taken; another number must be free."""

    def __init__(
        self, anchor: datetime | None = None, port: int = 0, now: Callable[[], datetime] = _clock
    ) -> None:
        self._clock = now
        self.anchor = anchor.astimezone(UTC).replace(microsecond=0) if anchor else self._now()
        self._port = port
        self._listening: socket.socket | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._open: dict[threading.Thread, socket.socket] = {}
        self._seen: deque[Seen] = deque(maxlen=_REMEMBERED)
        self._site_made: Site | None = None
        self._doors: tuple[str, Rest, Pages] | None = None

    def _now(self) -> datetime:
        return self._clock().astimezone(UTC).replace(microsecond=0)

    # --- its life -------------------------------------------------------------------------------------------

    @property
    def url(self) -> str:
        """Where it answers, without a slash at the end; known once started."""
        return f"http://{HOST}:{self._port}"

    def start(self) -> SampleServer:
        """Listen. Raises OSError where a port that was asked for is taken."""
        if self._listening is None:
            self._listening = _listen(self._port)
            self._port = self._listening.getsockname()[1]
            self._thread = threading.Thread(target=self._accept, args=(self._listening,), name="sample server", daemon=True)
            self._thread.start()
        return self

    def close(self) -> None:
        """Stop listening, drop every connection, and return when no thread is left."""
        listening, self._listening = self._listening, None
        if listening is None or self._thread is None:
            return
        # Closing a socket does not wake the thread that accepts on it on every system; a visitor does.
        with suppress(OSError), socket.create_connection((HOST, self._port), timeout=1):
            pass
        self._thread.join()
        listening.close()
        with self._lock:
            open_now = dict(self._open)
        for connection in open_now.values():
            with suppress(OSError):  # it may have gone by itself
                connection.shutdown(socket.SHUT_RDWR)
        for thread in open_now:
            thread.join()

    def __enter__(self) -> SampleServer:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _accept(self, listening: socket.socket) -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:  # out of descriptors, or the visitor left at once
                if self._listening is None:
                    return
                continue
            if self._listening is None:
                connection.close()
                return
            thread = threading.Thread(target=self._serve, args=(connection,), name="sample visitor", daemon=True)
            with self._lock:
                self._open[thread] = connection
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            _Visit(connection, self)
        except ConnectionError:  # the visitor left in the middle of an answer
            pass
        except OSError:  # how some systems say that `close` shut the connection under us
            if self._listening is not None:
                raise
        finally:
            with self._lock:
                del self._open[threading.current_thread()]
            connection.close()

    # --- what tests and the demo do to the site -------------------------------------------------------------

    @property
    def requests(self) -> list[Seen]:
        """What was asked so far, oldest first."""
        return list(self._seen)

    @property
    def _site(self) -> Site:
        with self._lock:
            if self._site_made is None:
                from reader_app.demo.edition import load
                from reader_app.demo.site import Site

                self._site_made = Site(load(), self.anchor)
            return self._site_made

    def publish(self, story: SampleStory) -> None:
        """Bring out ``story``, as old as its age says."""
        self._site.publish(story, self._now())

    def edit(self, slug: str, *, title: str | None = None, html: str | None = None) -> None:
        self._site.edit(slug, self._now(), title, html)

    def trash(self, slug: str) -> None:
        """Take a story back: it answers 401 from now on."""
        self._site.trash(slug, self._now())

    def restore(self, slug: str) -> None:
        self._site.restore(slug, self._now())

    def delete(self, slug: str) -> None:
        """Remove a story for good: it answers 404 from now on."""
        self._site.delete(slug)

    # --- answers --------------------------------------------------------------------------------------------

    def remember(self, seen: Seen) -> None:
        self._seen.append(seen)

    def answer(self, target: str, headers: dict[str, str]) -> _Answer:
        """What a GET of ``target`` is answered."""
        from reader_app.demo.queries import Query

        rest, pages = self._rooms()
        parts = urlsplit(target)
        path = unquote(parts.path)
        pairs = parse_qsl(parts.query, keep_blank_values=True)
        query = Query(pairs)
        now = self._now()
        route = query.text("rest_route") or (path[8:] or "/" if (path + "/").startswith("/wp-json/") else "")
        if route:
            said = rest.answer(route, query, now)
            return _Answer(said.status, _JSON, said.body.encode(), said.headers)
        if path.startswith("/pictures/"):
            return self._picture(path.removeprefix("/pictures/"), headers)
        if path.startswith("/avatar/"):
            return self._avatar(path.removeprefix("/avatar/").removesuffix(".svg"))
        posts = self._site.posts(now)
        if "p" in query and path == "/":
            for post in posts:
                if str(post.id) == query.text("p"):
                    return _Answer(301, _HTML, b"", {"Location": f"{self.url}/{post.story.slug}/"})
        page = pages.find([part for part in path.split("/") if part], posts)
        link = {"Link": f'<{self.url}/wp-json/>; rel="https://api.w.org/"'}
        return _Answer(200 if page else 404, _HTML, (page or pages.lost()).encode(), link)

    def _rooms(self) -> tuple[Rest, Pages]:
        doors = self._doors
        if doors is None or doors[0] != self.url:
            from reader_app.demo.pages import Pages
            from reader_app.demo.rest import Rest

            doors = self._doors = (self.url, Rest(self._site, self.url), Pages(self._site, self.url))
        return doors[1], doors[2]

    def _picture(self, name: str, headers: dict[str, str]) -> _Answer:
        from reader_app.demo.edition import files

        known = self._site.edition.pictures.values()
        if not any(name in (picture.file, picture.small_file) for picture in known):
            return _Answer(404, _HTML, b"", {})
        body = files().joinpath("pictures", name).read_bytes()
        etag = f'"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'
        changed = self._site.anchor.timestamp() - 60 * 86400
        validators = {"ETag": etag, "Last-Modified": formatdate(changed, usegmt=True)}
        if _unchanged(headers, etag, changed):
            return _Answer(304, "image/jpeg", b"", validators)
        return _Answer(200, "image/jpeg", body, validators)

    def _avatar(self, slug: str) -> _Answer:
        from reader_app.demo.pages import avatar

        author = self._site.edition.authors.get(slug)
        return _Answer(200, "image/svg+xml", avatar(author).encode(), {}) if author else _Answer(404, _HTML, b"", {})


class _Visit(BaseHTTPRequestHandler):
    """One connection: request after request until it is closed or silent for long."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "nginx", ""
    timeout = _IDLE
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave together

    def __init__(self, connection: socket.socket, host: SampleServer) -> None:
        self._host = host
        # The base class only hands its "server" on to us, so no socketserver stands behind it.
        super().__init__(connection, connection.getsockname(), cast("Any", None))

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = self._host.answer(self.path, headers)
        body, coding = answer.body, ""
        if "gzip" in headers.get("accept-encoding", "") and answer.kind in (_JSON, _HTML) and len(body) > 256:
            body, coding = gzip.compress(body, compresslevel=4), "gzip"
        self._host.remember(Seen(self.command, self.path, answer.status, headers))
        self.send_response(HTTPStatus(answer.status))
        self.send_header("Content-Type", answer.kind)
        if answer.status != 304:
            self.send_header("Content-Length", str(len(body)))
        if coding:
            self.send_header("Content-Encoding", coding)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815 (the base class looks for this name)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: `SampleServer.requests` is the log."""


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name != "nt":  # on Windows this would let two servers share the port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        try:
            listening.bind((HOST, port or PREFERRED_PORT))
        except OSError:
            if port:
                raise
            listening.bind((HOST, 0))
        listening.listen(64)
    except OSError:
        listening.close()
        raise
    return listening


def _unchanged(headers: dict[str, str], etag: str, changed: float) -> bool:
    if "if-none-match" in headers:
        tags = [tag.strip().removeprefix("W/") for tag in headers["if-none-match"].split(",")]
        return etag in tags or "*" in tags
    try:
        since = parsedate_to_datetime(headers.get("if-modified-since", ""))
    except (TypeError, ValueError):
        return False
    return since.timestamp() >= int(changed)
