"""Pictures, after the text: downloaded four at a time and two a host, scaled in a worker, stored once per content.

A picture that fails keeps its reason and its next try on its own row. A host that says "too many" or does not answer
is left alone for the rest of the sync.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from urllib.parse import urlsplit

from reader_app.errors import FetchError, PayloadError, Reason
from reader_app.records import PictureWanted, Request, Source
from reader_app.sync import manners
from reader_app.sync.run import Run
from reader_app.sync.shrink import PARTS, Shrunk, shrink
from reader_app.sync.workers import Spoiled, Stopped

AT_ONCE = 4
A_HOST = 2
PART = 500  # wanted pictures asked of the store at a time
SILENT = 3  # requests in a row without an answer, after which a host is left alone
LULL = 0.3  # s between two looks whether a page brought pictures
WAIT = 0.05  # s: how soon a thread without work notices that the sync was cancelled


class Pictures:
    """The pictures of one sync; ``run`` is what each of the `AT_ONCE` threads does."""

    def __init__(self, run: Run, sources: Sequence[Source]) -> None:
        self._run = run
        self._own_hosts = frozenset(host for each in sources for host in _hosts(each))
        self._change = threading.Condition()
        self._waiting: list[PictureWanted] = []
        self._seen: set[int] = set()
        self._left = 0  # seen, but left for the next sync
        self._busy: Counter[str] = Counter()
        self._silent: Counter[str] = Counter()
        self._resting: set[str] = set()
        self._clean_up()

    def run(self) -> None:
        """Raises Stopped, StoreError."""
        while (wanted := self._next()) is not None:
            host = host_of(wanted.url)
            try:
                self._fetch(wanted, host)
            finally:
                with self._change:
                    self._busy[host] -= 1
                    self._change.notify_all()

    def _clean_up(self) -> None:
        """Remove what a killed sync was writing; no other sync runs now."""
        try:
            for part in (self._run.paths.pictures / PARTS).iterdir():
                part.unlink(missing_ok=True)
        except OSError:
            return  # there is none, or the disk is read-only, which the first picture will say

    # --- whose turn it is ---

    def _next(self) -> PictureWanted | None:
        """The first that waits whose host is free; None when all is done."""
        with self._change:
            while True:
                self._run.go_on()
                if not self._waiting and not self._refill():
                    if self._run.texts_done.is_set():
                        return None
                    self._change.wait(LULL)
                    continue
                for place, each in enumerate(self._waiting):
                    if self._busy[host_of(each.url)] < A_HOST:
                        self._busy[host_of(each.url)] += 1
                        return self._waiting.pop(place)
                self._change.wait(WAIT)

    def _refill(self) -> bool:
        wanted = self._run.store.wanted_pictures(PART + self._left + sum(self._busy.values()), self._run.clock())
        fresh = [each for each in wanted if each.image_id not in self._seen]
        self._seen.update(each.image_id for each in fresh)
        self._waiting = [each for each in fresh if host_of(each.url) not in self._resting]
        self._left += len(fresh) - len(self._waiting)
        self._run.tally.expect("pictures", len(self._waiting))
        return bool(self._waiting)

    def _rest(self, host: str) -> None:
        with self._change:
            self._resting.add(host)
            before = len(self._waiting)
            self._waiting = [each for each in self._waiting if host_of(each.url) != host]
            left = before - len(self._waiting)
            self._left += left
        self._run.tally.expect("pictures", -left)

    # --- one picture ---

    def _fetch(self, wanted: PictureWanted, host: str) -> None:
        run = self._run
        request = Request(
            wanted.url, expect="picture", from_public_page=host not in self._own_hosts, page=wanted.source_url
        )
        try:
            payload = run.network.fetch(request, cancel=run.stop)
        except FetchError as error:
            if error.reason is Reason.CANCELLED:
                raise Stopped from error
            self._answered(host, error.reason)
            self._failed(wanted, error.reason, error.retry_after)
            return
        self._answered(host, None)
        run.tally.add(bytes=payload.received)
        try:
            shrunk = self._stored(wanted, payload.body)
        except (Spoiled, PayloadError) as error:  # PayloadError: no worker lives long enough
            shrunk = error.reason
        if isinstance(shrunk, Reason):
            self._failed(wanted, shrunk, None)
            return
        run.tally.add(pictures=1)
        run.tally.done("pictures")

    def _stored(self, wanted: PictureWanted, body: bytes) -> Shrunk | Reason:
        run = self._run
        while True:
            shrunk = run.workers.run(
                shrink, body, run.ceiling, run.paths.pictures, seconds=run.workers.limits.story, cancel=run.stop
            )
            if isinstance(shrunk, Reason):
                return shrunk
            run.write(partial(
                run.store.save_picture, wanted.image_id, shrunk.name, shrunk.width, shrunk.height, shrunk.size
            ))  # fmt: skip
            # The file may have been there already and, between the look and this row, have gone with its last story.
            if run.paths.picture(shrunk.name).exists():
                return shrunk

    def _answered(self, host: str, reason: Reason | None) -> None:
        with self._change:
            self._silent[host] = self._silent[host] + 1 if reason in manners.NETWORK else 0
            silent = self._silent[host] >= SILENT
        if silent or reason in (Reason.TOO_MANY, Reason.OFFLINE):
            self._rest(host)

    def _failed(self, wanted: PictureWanted, reason: Reason, retry_after: float | None) -> None:
        run = self._run
        run.tally.add(pictures_failed=1)
        run.tally.done("pictures")
        if reason is Reason.OFFLINE:  # says nothing of the picture
            return
        next_try = manners.picture_again(run.clock(), reason, retry_after, wanted.tries + 1)
        run.write(partial(run.store.picture_failed, wanted.image_id, reason.value, next_try))


def host_of(url: str) -> str:
    """Host and port, or nothing where the address is none."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def _hosts(source: Source) -> Iterator[str]:
    """Where the reader chose to go with this source, be it in a private network."""
    yield host_of(source.url)
    for each in source.config.values():
        if isinstance(each, str) and each.startswith(("http://", "https://")):
            yield host_of(each)
