"""Backwards through stories, by the date of their publication or of their last change.

A walk counts no pages from the front, where every new story moves all others and the API allows only so many: it asks
for what lies up to the oldest date it has seen, one second of overlap included, and turns a page only within one second
that fills it. So a walk may be cut anywhere, for a day too, and leaves no gap.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from reader_app.errors import PayloadError, Reason
from reader_app.records import Request
from reader_app.sources.guardian import questions, wire
from reader_app.sources.keyed import Asking, Quota
from reader_app.sources.protocol import Answer, Move, Step
from reader_app.sources.wordpress import times

PUBLISHED, MODIFIED = "published", "modified"
SIZES = (questions.LARGEST, 50, 10)  # stories a page: smaller ones where a page is too large or too slow

# A smaller page may succeed where one of these befell a big one.
_SMALLER = frozenset({
    Reason.TIMEOUT, Reason.INTERRUPTED, Reason.SERVER, Reason.TOO_LARGE, Reason.BAD_ENCODING, Reason.TOO_SLOW,
    Reason.TOO_HEAVY,
})  # fmt: skip

Part = Generator[Move, Answer | None, None]


@dataclass(slots=True)
class Place:
    """How far back a walk has come."""

    until: str = ""  # where it goes on; "" at the newest
    since: str = ""  # how far back it has to go; "" to the beginning
    offset: int = 0  # within the second that is ``until``
    axis: str = PUBLISHED

    @classmethod
    def of(cls, kept: Any) -> Place:
        if not isinstance(kept, Mapping):
            return cls()
        offset = kept.get("offset")
        return cls(
            str(kept.get("until") or ""), str(kept.get("since") or ""), offset if isinstance(offset, int) else 0,
            MODIFIED if kept.get("axis") == MODIFIED else PUBLISHED,
        )  # fmt: skip

    def kept(self) -> dict[str, Any]:
        """For the memory."""
        return {name: value for name, value in asdict(self).items() if value and value != PUBLISHED}

    def query(self, size: int) -> dict[str, object]:
        dates = {"use-date": "last-modified", "order-date": "last-modified"} if self.axis == MODIFIED else {}
        return {
            "order-by": "newest", **dates, "from-date": self.since, "to-date": self.until,
            "page": self.offset // size + 1, "page-size": size,
        }  # fmt: skip

    def turn(self, answer: Answer, size: int) -> None:
        """Go behind the page that came."""
        span = answer.facts.get(self.axis)
        oldest = wire.moment(span[0]) if isinstance(span, list) and span else None
        here = wire.moment(self.until)
        if oldest is not None and (here is None or oldest + times.SECOND < here):
            self.until, self.offset = times.stamp(oldest + times.SECOND), 0
        else:
            self.offset = (self.offset // size + 1) * size


class Walk:
    """One walk, one `next` a page."""

    def __init__(
        self, api: str, filters: Mapping[str, str], place: Place, quota: Quota, seen: set[str]
    ) -> None:  # fmt: skip
        self.place, self.done = place, False
        self.fresh: tuple[str, ...] = ()  # of the last page: ids that this sync had not seen
        self._api, self._filters, self._quota, self._seen = api, filters, quota, seen
        self._level, self._first = 0, ""

    def next(self, most: int = questions.LARGEST) -> Asking:
        """The next page, of ``most`` stories or fewer. Raises FetchError, PayloadError."""
        while True:
            size = max(1, min(most, SIZES[self._level]))
            request = self._request(size)
            answer = yield from self._quota.ask(Step(request, "search", optional=True))
            if answer.error is None:
                break
            refused = answer.error.reason is Reason.UNREADABLE and "size" in answer.error.detail  # so large a page, by rule
            if self._level == len(SIZES) - 1 or not (refused or answer.error.reason in _SMALLER):
                raise answer.error
            self._level += 1
        self._take(answer, size, request.url)
        return answer

    def _request(self, size: int) -> Request:
        return questions.request(self._api, "search", {**self._filters, **questions.STORY, **self.place.query(size)})

    def _take(self, answer: Answer, size: int, url: str) -> None:
        ids = [story.remote_id for story in answer.stories]
        self.fresh = tuple(each for each in dict.fromkeys(ids) if each not in self._seen)
        self._seen.update(ids)
        told = answer.facts.get("size")
        size = told if isinstance(told, int) and 0 < told < size else size  # the API's own idea of its largest page
        if answer.facts.get("beyond"):
            self.done = True
        elif answer.total_pages is not None:
            self.done = self.place.offset // size + 1 >= answer.total_pages
        else:
            self.done = len(ids) + answer.skipped < size
        if ids and not self.done and not self.fresh and ids[0] == self._first:
            raise PayloadError(url, ids[0], Reason.REPEATS)  # a proxy drops the question
        self._first = ids[0] if ids else ""
        self.place.turn(answer, size)


def latest(moments: list[datetime], answer: Answer) -> datetime:
    """The latest moment, but not beyond the server's own clock: a story dated 2099 would hide all that come after it."""
    clock = times.clock(answer.headers)
    return max(moments) if clock is None else min(max(moments), clock + timedelta(minutes=1))
