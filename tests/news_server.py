"""A news server on loopback that does what a test scripts, and keeps a log of what it was asked.

    with NewsServer() as server:
        server.serve("/page", "<p>…</p>", etag='"1"')
        server.fail(503, retry_after=30)          # everything, until recover()
        server.hang("/slow")                      # accepts, and says nothing until the server stops
        ... server.url, server.log
"""

from __future__ import annotations

import gzip as gzip_module
import json
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

CERTIFICATE = Path(__file__).parent / "data" / "tls" / "loopback.pem"  # made for these tests, for 127.0.0.1 only


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    target: str  # path and query
    headers: Mapping[str, str]  # lower-case names

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))


@dataclass(frozen=True)
class Reply:
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    raw: bytes | None = None  # these bytes in place of all of it, then the connection is closed
    hang: bool = False  # what is given is sent, but the end never comes


Answering = Callable[[Asked], Reply]


class NewsServer:
    """A context manager; all threads and sockets end with it."""

    def __init__(self, *, tls: bool = False) -> None:
        self.log: list[Asked] = []
        self.most_at_once = 0
        self._at_once = 0
        self._answers: dict[str, Answering] = {}
        self._always: Answering | None = None
        self._lock = threading.Lock()
        self.arrived = threading.Condition(self._lock)
        self._stopping = threading.Event()
        self._connections: set[socket.socket] = set()
        self._server = _Server(self)
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            self._server.tls = context
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), name="news server")
        self.port: int = self._server.server_address[1]
        self.url = f"http{'s' if tls else ''}://127.0.0.1:{self.port}"

    def __enter__(self) -> NewsServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        self._stopping.set()
        self._server.shutdown()
        with self._lock:
            for connection in self._connections:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue
        self._server.server_close()  # joins the threads of all connections
        self._thread.join()

    # --- what it says ---

    def serve(
        self,
        path: str,
        body: Any,
        *,
        status: int = 200,
        type: str | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
        headers: Mapping[str, str] | None = None,
        gzip: bool = False,
    ) -> None:
        """``body``: bytes, text, or anything JSON can say. With ``etag`` and ``last_modified`` it answers 304."""
        kind = type or ("text/html; charset=UTF-8" if isinstance(body, str | bytes) else "application/json")
        content = _bytes(body)
        sent = {"Content-Type": kind, **(headers or {})}
        if gzip:
            content, sent["Content-Encoding"] = gzip_module.compress(content), "gzip"
        if etag:
            sent["ETag"] = etag
        if last_modified:
            sent["Last-Modified"] = last_modified

        def answer(asked: Asked) -> Reply:
            same_tag = etag is not None and asked.headers.get("if-none-match") in (etag, etag.removeprefix("W/"))
            same_date = last_modified is not None and asked.headers.get("if-modified-since") == last_modified
            if same_tag or (same_date and "if-none-match" not in asked.headers):
                return Reply(304, sent)
            return Reply(status, sent, content)

        self.answer(path, answer)

    def answer(self, path: str, answering: Answering) -> None:
        """``path`` with its query, or alone for any query."""
        self._answers[path] = answering

    def redirect(self, path: str, to: str, *, status: int = 302, headers: Mapping[str, str] | None = None) -> None:
        self.answer(path, lambda asked: Reply(status, {"Location": to, **(headers or {})}))

    def raw(self, path: str, data: bytes) -> None:
        self.answer(path, lambda asked: Reply(raw=data))

    def fail(
        self, status: int, *, path: str | None = None, retry_after: str | int | None = None, body: Any = ""
    ) -> None:
        headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
        self._script(path, lambda asked: Reply(status, headers, _bytes(body)))

    def hang(self, path: str | None = None, *, after: bytes | None = None) -> None:
        """Say nothing; with ``after``: the head and that much of the body, then nothing."""
        if after is None:
            self._script(path, lambda asked: Reply(hang=True, raw=b""))
        else:
            length = {"Content-Length": str(len(after) + 1000)}
            self._script(path, lambda asked: Reply(headers=length, body=after, hang=True))

    def recover(self) -> None:
        """What was told to ``fail`` or ``hang`` without a path answers again."""
        self._always = None

    def _script(self, path: str | None, answering: Answering) -> None:
        if path is None:
            self._always = answering
        else:
            self.answer(path, answering)

    # --- asked by its handlers ---

    def reply(self, asked: Asked) -> Reply:
        with self._lock:
            self.log.append(asked)
            self.arrived.notify_all()
        answering = self._always or self._answers.get(asked.target) or self._answers.get(asked.path)
        return answering(asked) if answering else Reply(404, {"Content-Type": "text/html"}, b"<p>Tidak ada</p>")

    def wait_for(self, count: int) -> None:
        """Until that many requests have come."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.log) >= count, timeout=30), f"only {len(self.log)} came"

    def wait_for_end(self) -> None:
        self._stopping.wait()

    def opened(self, connection: socket.socket) -> None:
        with self._lock:
            self._connections.add(connection)
            if self._stopping.is_set():
                connection.shutdown(socket.SHUT_RDWR)

    def ended(self, connection: socket.socket) -> None:
        with self._lock:
            self._connections.discard(connection)

    def busy(self, step: int) -> None:
        with self._lock:
            self._at_once += step
            self.most_at_once = max(self.most_at_once, self._at_once)


def _bytes(body: Any) -> bytes:
    if isinstance(body, bytes):
        return body
    return body.encode() if isinstance(body, str) else json.dumps(body).encode()


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    request_queue_size = 64

    def __init__(self, owner: NewsServer) -> None:
        self.owner = owner
        self.tls: ssl.SSLContext | None = None
        super().__init__(("127.0.0.1", 0), _Handler)

    def finish_request(self, request: Any, client_address: Any) -> None:
        self.owner.opened(request)
        connection = request
        try:
            if self.tls is not None:
                connection = self.tls.wrap_socket(request, server_side=True)
                self.owner.opened(connection)
            super().finish_request(connection, client_address)
        except OSError:  # the client went away
            return
        finally:
            self.owner.ended(request)
            self.owner.ended(connection)
            connection.close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one piece
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        owner = self.server.owner
        owner.busy(1)
        try:
            asked = Asked(self.path, {name.lower(): value for name, value in self.headers.items()})
            self._send(owner.reply(asked))
        finally:
            owner.busy(-1)

    def _send(self, reply: Reply) -> None:
        if reply.raw is not None:
            self.wfile.write(reply.raw)
            self.close_connection = True
        else:
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            given = {name.lower() for name in reply.headers}
            if reply.status != 304 and not given & {"content-length", "transfer-encoding"}:
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)
        self.wfile.flush()
        if reply.hang:
            self.server.owner.wait_for_end()
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """The log is a list, not a stream."""
