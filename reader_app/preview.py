"""What Berita would make of a file or an address, without following it: `berita preview`."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reader_app.errors import BeritaError, FetchError, PayloadError, Reason
from reader_app.paths import Paths
from reader_app.records import Payload, Request

if TYPE_CHECKING:
    from reader_app.http import Client
    from reader_app.sync.workers import Workers

AT_ONCE = 3
AHEAD = 24  # files read and waiting
LARGEST = 64 * 1024 * 1024  # bytes of a file, unpacked


@dataclass(frozen=True, slots=True)
class Preview:
    """``stories`` have the promised keys but "file"; none: ``error`` tells why."""

    name: str
    stories: tuple[dict[str, Any], ...] = ()
    error: BeritaError | None = None


def previews(paths: Paths, wanted: Iterable[tuple[str, str]]) -> Iterator[Preview]:
    """A `Preview` for each (file or address, address the file came from or ""), in their order."""
    from reader_app.http import Client
    from reader_app.keys import Keys
    from reader_app.sync.workers import Workers

    workers, client = Workers(paths), Client(keys=Keys(paths).get)
    try:
        with ThreadPoolExecutor(AT_ONCE) as threads:
            waiting = []
            for name, url in wanted:
                waiting.append(threads.submit(_preview, workers, client, name, url))
                if len(waiting) > AHEAD:
                    yield waiting.pop(0).result()
            for each in waiting:
                yield each.result()
    finally:
        workers.close()
        client.close()


def _preview(workers: Workers, client: Client, name: str, url: str) -> Preview:
    from reader_app.sync import previewing
    from reader_app.sync.workers import Spoiled, Stopped

    try:
        payload = _payload(client, name, url)
        stories = workers.run(previewing.stories, payload, seconds=workers.limits.page)
    except Spoiled as error:
        return Preview(name, error=PayloadError(name, reason=error.reason))
    except Stopped:
        return Preview(name, error=FetchError(Reason.CANCELLED, name))
    except (FetchError, PayloadError) as error:
        return Preview(name, error=error)
    return Preview(name, tuple(stories))


def _payload(client: Client, name: str, url: str) -> Payload:
    """Raises FetchError, PayloadError."""
    if name.lower().startswith(("http://", "https://")):
        return client.fetch(Request(name, expect="html"))
    try:
        with open(name, "rb") as file:
            body = file.read(LARGEST + 1)
    except OSError as error:
        raise PayloadError(name, str(error.strerror or ""), Reason.NO_FILE) from error
    if body[:2] == b"\x1f\x8b":
        body = _unpacked(name, body)
    if len(body) > LARGEST:
        raise PayloadError(name, reason=Reason.TOO_LARGE)
    return Payload(url or "", 200, {}, body)


def _unpacked(name: str, body: bytes) -> bytes:
    import io

    try:
        with gzip.open(io.BytesIO(body)) as file:
            return file.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise PayloadError(name, reason=Reason.BAD_ENCODING) from error
