"""The sync: brings the store up to date with all sources, and is the only thing that does.

::

    sources, one thread each (at most eight)           worker processes          the store's write lane
    ----------------------------------------           ----------------          ----------------------
    Follow:  kind.steps --Step--> network.fetch
                                      |
                              Payload | + hashes of what is stored
                                      +------------->  parse, decide, derive
                                                               |
                                      +------------------------+   finished batches (<= 50 stories)
                                      +---------------------------------------->  save_batch, a short pause
                           Answer     |
             kind.steps <-------------+      Remember, Withdraw: after all before them has landed

    then, side by side:
    Texts:     stories that arrived cut -> network.fetch (robots.txt, one a second and host)
                                              ->  extract, derive   -->  save_text
    Pictures:  wanted --> network.fetch (4 at a time) ->  decode, scale, write  -->  save_picture
    Pages:     stories without Markdown -------------->  convert --------------->  save_markdown

Stop it anywhere: what has landed stays, and each source goes on from what it last remembered. A source fails alone,
with its reason on its row. A bug in one thread is raised once all others are done; a store that can no longer be
written ends everything at once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial

from reader_app.errors import AlreadySyncing, FetchError, NotFound, PayloadError, StoreError, refused
from reader_app.paths import Paths
from reader_app.records import Progress, Source, SourceFailure, SyncReport
from reader_app.settings import Settings
from reader_app.sources.protocol import SourceKind, Wish
from reader_app.sync import manners
from reader_app.sync.follow import Follow
from reader_app.sync.markdown import AT_ONCE as PAGES_AT_ONCE
from reader_app.sync.markdown import Pages
from reader_app.sync.pictures import AT_ONCE as PICTURES_AT_ONCE
from reader_app.sync.pictures import Pictures
from reader_app.sync.ports import Network, SyncStore
from reader_app.sync.run import Run
from reader_app.sync.tally import Tally
from reader_app.sync.texts import AT_ONCE as TEXTS_AT_ONCE
from reader_app.sync.texts import Texts
from reader_app.sync.validators import HeldValidators
from reader_app.sync.workers import Stopped, Workers

AT_ONCE = 8  # sources
TICK = 0.05  # s: how soon a cancelled sync notices


def now() -> datetime:
    return datetime.now(UTC)


class Sync:
    """One profile's sync; made for each run, cheaply."""

    def __init__(
        self,
        store: SyncStore,
        paths: Paths,
        network: Network,
        settings: Settings,
        workers: Workers,
        *,
        kinds: Mapping[str, SourceKind] | None = None,
        validators: HeldValidators | None = None,
        clock: Callable[[], datetime] = now,
        page_every: float = manners.PAGE_EVERY,
    ) -> None:
        self._store, self._paths, self._network, self._settings = store, paths, network, settings
        self._workers, self._kinds, self._validators, self._clock = workers, kinds, validators, clock
        self._page_every = page_every

    def run(
        self,
        sources: Sequence[Source],
        *,
        wish: Wish,
        pictures: bool = True,
        force: bool = False,
        progress: Callable[[Progress], None] | None = None,
        cancel: threading.Event | None = None,
    ) -> SyncReport:
        """Sync ``sources``; those that rest after a failure only with ``force``. Ends within a second of ``cancel``.
        ``progress`` is called from several threads, one at a time.

        Raises AlreadySyncing, StoreError."""
        cancel = cancel or threading.Event()
        with self._alone():
            run = Run(
                store=self._store, network=self._network, workers=self._workers, validators=self._validators,
                paths=self._paths, ceiling=self._settings.picture_size, clock=self._clock, tally=Tally(progress), cancel=cancel,
                quotas={"guardian": self._settings.guardian_requests, "newsapi": self._settings.newsapi_requests},
                page_every=self._page_every,
            )  # fmt: skip
            due = [each for each in sources if not each.removed and manners.due(each, self._clock(), force=force)]
            follows = [Follow(each, partial(self._kind, each), wish, run) for each in due]
            run.tally.expect("stories", len(follows))
            bugs = _side_by_side([each.run for each in follows], AT_ONCE, run)
            offline, failed = _settle(follows, run)
            if not offline:
                texts = Texts(run, [each.source for each in follows])
                deeds: list[Callable[[], None]] = [texts.run] * TEXTS_AT_ONCE + [Pages(run).run] * PAGES_AT_ONCE
                if pictures:
                    deeds += [Pictures(run, sources).run] * PICTURES_AT_ONCE
                bugs += _side_by_side(deeds, len(deeds), run)
            if bugs:
                raise bugs[0]
            return run.tally.report(
                failed=failed, synced=sum(each.well for each in follows), offline=offline, cancelled=cancel.is_set()
            )

    def _kind(self, source: Source) -> SourceKind:
        """Raises PayloadError for a kind that only another Berita speaks."""
        from reader_app.sources.kinds import kind

        if self._kinds is not None and source.kind in self._kinds:
            return self._kinds[source.kind]
        try:
            return kind(source.kind)
        except NotFound as error:
            raise PayloadError(source.name, source.kind) from error

    @contextmanager
    def _alone(self) -> Iterator[None]:
        from filelock import FileLock, Timeout

        lock = FileLock(self._paths.lock("sync"), timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise AlreadySyncing from error
        except OSError as error:
            raise refused(error) from error
        try:
            yield
        finally:
            lock.release()


def _side_by_side(deeds: Sequence[Callable[[], None]], most: int, run: Run) -> list[BaseException]:
    """Do them all in threads; the bugs among them. Raises StoreError, by which all are stopped."""
    bugs: list[BaseException] = []
    if not deeds:
        return bugs
    with ThreadPoolExecutor(min(most, len(deeds)), thread_name_prefix="net") as threads:
        pending = {threads.submit(deed) for deed in deeds}
        try:
            while pending:
                done, pending = wait(pending, timeout=TICK, return_when=FIRST_COMPLETED)
                bugs += [error for each in done if (error := each.exception()) and not isinstance(error, Stopped)]
                if run.cancel.is_set() or any(isinstance(each, StoreError) for each in bugs):
                    run.stop.set()
        finally:
            if pending:  # Ctrl+C in this thread
                run.stop.set()
    for each in bugs:
        if isinstance(each, StoreError):
            raise each
    return bugs


def _settle(follows: Sequence[Follow], run: Run) -> tuple[bool, list[SourceFailure]]:
    """Whether there was no network at all; and the sources that failed, each with the reason on its row by now."""
    failures = [(each.source, each.failure) for each in follows if each.failure is not None]
    offline = manners.offline(len(follows), [failure.reason for _, failure in failures])
    told = []
    for source, failure in failures:
        retry_after = failure.retry_after if isinstance(failure, FetchError) else None
        in_a_row = run.store.failures(source.id) + 1
        next_try = None if offline else manners.source_again(run.clock(), retry_after, in_a_row)
        if not (offline and manners.blameless(failure.reason, len(follows))):
            run.write(partial(run.store.outcome, source.id, run.clock(), failure.failure(), next_try))
        told.append(SourceFailure(source.id, source.name, failure.failure(), next_try))
    return offline, told
