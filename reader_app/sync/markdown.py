"""Markdown right after the sync: stories without it, the newest first, converted in workers at low priority."""

from __future__ import annotations

import threading
from functools import partial

from reader_app.errors import PayloadError
from reader_app.records import ToConvert
from reader_app.sync import job
from reader_app.sync.run import Run
from reader_app.sync.workers import Spoiled

AT_ONCE = 2
PART = 20  # stories a trip
WAIT = 0.2  # s between two looks whether a page brought a text
MOST = 2000  # in one sync; the others are converted with the next ones, or when they are opened


class Pages:
    """The conversions of one sync; ``run`` is what each of the `AT_ONCE` threads does."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._lock = threading.Lock()
        self._seen: set[int] = set()
        self._version = 1  # pages that were never made are found with any; a newer one tells itself once a worker runs
        self._expected = min(run.tally.count("new") + run.tally.count("changed"), MOST)
        run.tally.expect("pages", self._expected)

    def run(self) -> None:
        """Raises Stopped, StoreError."""
        run = self._run
        while True:
            last = run.texts_done.is_set()
            stories = self._next(cut=last)
            if not stories:
                if last:
                    return
                run.texts_done.wait(WAIT)
                run.go_on()
                continue
            try:
                version = self._version = run.workers.converter(run.stop)
                pages = [(identity, version, markdown) for identity, markdown in self._convert(stories)]
            except PayloadError:  # no worker lives long enough: the stories are there, their pages are made when opened
                return
            run.write(partial(run.store.save_markdown, pages))
            run.tally.done("pages", len(stories))

    def _next(self, *, cut: bool) -> list[ToConvert]:
        """Some that nobody took yet; ``cut``: also those whose whole text did not come."""
        with self._lock:
            self._run.go_on()
            found = []
            if len(self._seen) < MOST:
                found = self._run.store.unconverted(self._version, PART * AT_ONCE, cut=cut)  # the other thread's, too
            stories = [each for each in found if each.id not in self._seen][:PART]
            self._seen.update(each.id for each in stories)
            # What an older converter made comes on top; and what a reader opened meanwhile is converted already.
            more = len(self._seen) - self._expected
            if more > 0 or (not stories and self._run.texts_done.is_set()):
                self._expected += more
                self._run.tally.expect("pages", more)
            return stories

    def _convert(self, stories: list[ToConvert]) -> list[tuple[int, str]]:
        """All of them; one that spoils its worker gets an empty page, which shows as plain text."""
        workers, stop = self._run.workers, self._run.stop
        try:
            return workers.run(job.convert_all, stories, seconds=workers.limits.page, cancel=stop)
        except Spoiled:
            pages = []
            for each in stories:
                pages += self._alone(each)
            return pages

    def _alone(self, story: ToConvert) -> list[tuple[int, str]]:
        workers, stop = self._run.workers, self._run.stop
        try:
            return workers.run(job.convert_all, [story], seconds=workers.limits.story, cancel=stop)
        except Spoiled:
            return [(story.id, "")]
