"""Validators held back until what they vouch for has landed.

A server's ETag may only be kept once the answer it came with is in the store: kept when the answer arrives, a sync
that is killed right after would be told "nothing new" for ever after. So the HTTP client is given this in place of
the store, and the sync says which addresses have come to a good end.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable

from reader_app.sync.ports import Validators


class HeldValidators:
    """`http.Validators` in front of the store's own."""

    def __init__(self, kept: Validators) -> None:
        self._kept = kept
        self._held: dict[str, tuple[str | None, str | None]] = {}
        self._lock = threading.Lock()

    def get(self, url: str) -> tuple[str | None, str | None] | None:
        return self._kept.get(url)

    def put(self, url: str, etag: str | None, last_modified: str | None) -> None:
        with self._lock:
            self._held[url] = (etag, last_modified)

    def settle(self, urls: Iterable[str], *, whole: bool) -> None:
        """Keep what is held for ``urls`` if all that came with it landed, else forget it."""
        for url in urls:
            with self._lock:
                held = self._held.pop(url, None)
            if whole and held is not None:
                self._kept.put(url, *held)
