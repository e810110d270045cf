"""What an address offers, found out in a worker process: a stranger's pages and feeds are read on the way."""

from __future__ import annotations

import threading

from reader_app.errors import FetchError, PayloadError, Reason
from reader_app.paths import Paths
from reader_app.records import Offer
from reader_app.sync.workers import Spoiled, Stopped, Workers

SECONDS = 90.0  # for all requests together


def explore(workers: Workers, address: str, paths: Paths, cancel: threading.Event) -> list[Offer]:
    """What ``address`` offers, best first. Raises FetchError (CANCELLED soon after ``cancel``), PayloadError."""
    try:
        return workers.run(look, address, paths, seconds=SECONDS, cancel=cancel)
    except Spoiled as error:
        raise PayloadError(address, reason=error.reason) from error
    except Stopped as error:
        raise FetchError(Reason.CANCELLED, address) from error


def look(address: str, paths: Paths) -> list[Offer]:
    """In the worker."""
    from reader_app.errors import KeysUnavailable
    from reader_app.http import Client
    from reader_app.keys import Keys
    from reader_app.sources.discovery import discover

    def key(kind: str) -> str | None:
        try:
            return Keys(paths).get(kind)
        except KeysUnavailable:
            return None

    client = Client(keys=key)
    try:
        return discover(address, client.fetch)
    finally:
        client.close()
