"""Whole texts: stories that arrived cut are read from their own pages, one page a second and host, as robots.txt allows.

What a page does not give keeps its reason and its next try on the story. The queue is the store's: a sync that is cut
off goes on where it was.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader_app.errors import FetchError, PayloadError, Reason
from reader_app.records import Payload, Request, Source, TextWanted
from reader_app.sync import job, manners
from reader_app.sync.pictures import host_of
from reader_app.sync.run import Run
from reader_app.sync.workers import Spoiled, Stopped

if TYPE_CHECKING:
    from reader_app.sources.robots import Robots

AGENT = "Berita"  # as robots.txt knows us
AT_ONCE = 4
PART = 200  # stories asked of the store at a time
MOST_PAGES = 10  # of one story
SILENT = 3  # requests in a row without an answer, after which a host is left alone
WAIT = 0.05  # s: how soon a waiting thread notices that the sync was cancelled
BEAR = frozenset({401, 402, 403})  # what blocks and paywalls answer: the page may say which


class Texts:
    """The pages of one sync; ``run`` is what each of the `AT_ONCE` threads does."""

    def __init__(self, run: Run, sources: Sequence[Source]) -> None:
        self._run = run
        self._sources = {each.id: each for each in sources}
        self._change = threading.Condition()
        self._waiting: list[TextWanted] = []
        self._seen: set[int] = set()
        self._left = 0
        self._busy: set[str] = set()
        self._free_at: dict[str, float] = {}  # host → when its next page may be asked (monotonic, s)
        self._silent: dict[str, int] = {}
        self._resting: dict[str, FetchError] = {}
        self._robots: dict[str, Robots] = {}
        self._threads = 0
        if not self._sources:
            run.texts_done.set()

    def run(self) -> None:
        """Raises Stopped, StoreError."""
        with self._change:
            self._threads += 1
        try:
            while (wanted := self._next()) is not None:
                try:
                    self._read(wanted)
                finally:
                    with self._change:
                        self._busy.discard(host_of(wanted.url))
                        self._change.notify_all()
                self._run.tally.done("texts")
        finally:
            with self._change:
                self._threads -= 1
                if not self._threads:
                    self._run.texts_done.set()

    # --- whose turn it is ---

    def _next(self) -> TextWanted | None:
        """The first that waits whose host is free; None when all is done."""
        with self._change:
            while True:
                self._run.go_on()
                if not self._waiting and not self._refill():
                    return None
                now = time.monotonic()
                for place, each in enumerate(self._waiting):
                    host = host_of(each.url)
                    if host not in self._busy and self._free_at.get(host, 0.0) <= now:
                        self._busy.add(host)
                        return self._waiting.pop(place)
                self._change.wait(WAIT)

    def _refill(self) -> bool:
        found = self._run.store.wanted_texts(
            list(self._sources), PART + self._left + len(self._busy), self._run.clock()
        )
        fresh = [each for each in found if each.id not in self._seen]
        self._seen.update(each.id for each in fresh)
        self._waiting = [each for each in fresh if host_of(each.url) not in self._resting]
        self._left += len(fresh) - len(self._waiting)
        self._run.tally.expect("texts", len(self._waiting))
        return bool(self._waiting)

    def _rest(self, host: str, error: FetchError) -> None:
        """Leave a host alone for the rest of this sync: what waits for it waits for the next one."""
        with self._change:
            self._resting[host] = error
            before = len(self._waiting)
            self._waiting = [each for each in self._waiting if host_of(each.url) != host]
            left = before - len(self._waiting)
            self._left += left
        self._run.tally.expect("texts", -left)

    # --- one story ---

    def _read(self, wanted: TextWanted) -> None:
        run = self._run
        try:
            payloads = [self._fetch(wanted, wanted.url)]
            made = self._extract(wanted, payloads)
            if made.more:
                payloads = self._others(wanted, payloads[0], made)
                if len(payloads) > 1 or made.whole:
                    made = self._extract(wanted, payloads)
        except FetchError as error:
            if error.reason is Reason.CANCELLED:
                raise Stopped from error
            self._failed(wanted, error.reason, error.retry_after)
            return
        except PayloadError as error:
            self._failed(wanted, error.reason, None)
            return
        if made.problem in (Reason.BLOCKED, Reason.NO_STORY) and not made.story.words:
            self._failed(wanted, Reason(made.problem), None)
            return
        run.write(partial(run.store.save_text, wanted.id, made.story, made.problem, made.section))
        run.tally.add(texts=1)

    def _others(self, wanted: TextWanted, first: Payload, made: job.Completion) -> list[Payload]:
        """The story's further pages, or the one that shows it whole. One that fails ends the row: the rest is shown."""
        if made.whole:
            try:
                return [self._fetch(wanted, made.more[0])]
            except FetchError as error:
                if error.reason is Reason.CANCELLED:
                    raise
                return [first]
        payloads, asked, queue = [first], {wanted.url, first.url}, list(made.more)
        while queue and len(payloads) < MOST_PAGES:
            url = queue.pop(0)
            if url in asked:
                continue
            asked.add(url)
            try:
                payload = self._fetch(wanted, url)
                payloads.append(payload)
                queue += self._extract(wanted, [payload]).more
            except FetchError as error:
                if error.reason is Reason.CANCELLED:
                    raise
                break
            except PayloadError:
                break
        return payloads

    def _extract(self, wanted: TextWanted, payloads: Sequence[Payload]) -> job.Completion:
        run = self._run
        try:
            return run.workers.run(
                job.complete, wanted, payloads, run.ceiling, seconds=run.workers.limits.story, cancel=run.stop
            )
        except Spoiled as error:
            raise PayloadError(wanted.url, reason=error.reason) from error

    def _fetch(self, wanted: TextWanted, url: str) -> Payload:
        run, host = self._run, host_of(url)
        chosen = self._sources[wanted.source_id].kind == "page" and url == wanted.url  # typed by the reader
        request = Request(url, expect="html", from_public_page=not chosen, page=wanted.source_url, bear=BEAR)
        robots = self._robots_of(wanted, url)
        if not robots.allows(AGENT, url):
            raise FetchError(Reason.ROBOTS, url)
        self._pace(host, robots)
        try:
            payload = run.network.fetch(request, cancel=run.stop)
        except FetchError as error:
            self._answered(host, error)
            raise
        self._answered(host, None)
        self._count(wanted, payload.received)
        if payload.status >= 400 and len(payload.body) < 512:
            raise FetchError(Reason.BLOCKED if payload.status == 403 else Reason.PAYWALL, url)
        return payload

    def _pace(self, host: str, robots: Robots) -> None:
        """Wait for the host's turn."""
        with self._change:
            at = max(self._free_at.get(host, 0.0), time.monotonic())
            self._free_at[host] = at + max(self._run.page_every, min(robots.crawl_delay(AGENT) or 0.0, 10.0))
        while (left := at - time.monotonic()) > 0:
            self._run.stop.wait(min(left, WAIT))
            self._run.go_on()

    def _robots_of(self, wanted: TextWanted, url: str) -> Robots:
        from reader_app.sources.robots import Robots  # with the first page: most syncs have none

        run = self._run
        parts = urlsplit(url)
        place = f"{parts.scheme}://{parts.netloc}/robots.txt"
        known = self._robots.get(place)
        if known is None:
            chosen = self._sources[wanted.source_id].kind == "page"
            request = Request(
                place, from_public_page=not chosen, page=wanted.source_url, bear=frozenset(range(400, 600)),
            )
            try:
                payload = run.network.fetch(request, cancel=run.stop)
                known = Robots.of(payload.status, payload.body, payload.url)
            except FetchError as error:
                if error.reason is Reason.CANCELLED:
                    raise
                known = Robots.of(404, b"", place)  # the page itself will tell what is wrong with the host
            self._robots[place] = known
        return known

    def _answered(self, host: str, error: FetchError | None) -> None:
        if error is None:
            self._silent[host] = 0
            return
        with self._change:
            self._silent[host] = self._silent.get(host, 0) + 1 if error.reason in manners.NETWORK else 0
            silent = self._silent[host] >= SILENT
        if silent or error.reason in (Reason.TOO_MANY, Reason.OFFLINE) or error.retry_after is not None:
            self._rest(host, error)

    def _failed(self, wanted: TextWanted, reason: Reason, retry_after: float | None) -> None:
        run = self._run
        run.tally.add(texts_failed=1)
        if reason is Reason.OFFLINE:  # says nothing of the story
            return
        next_try = manners.text_again(run.clock(), reason, retry_after, wanted.tries + 1)
        run.write(partial(run.store.text_failed, wanted.id, reason.value, next_try))

    def _count(self, wanted: TextWanted, received: int) -> None:
        run = self._run
        run.tally.add(bytes=received)
        run.write(partial(run.store.count_traffic, wanted.source_id, requests=0, received=received, stories=0))
