"""Page after page of a collection that changes meanwhile, from a server that may choke on one of them.

A walk does not count pages from the front, where every new story moves all others: it asks for what lies beyond the
last date it has seen (its key), one second of overlap included, and uses an offset only within one second that fills
a whole page. So a story more or less, a smaller page after an error, or a restart days later leaves no gap.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any

from reader_app.errors import FetchError, PayloadError, Reason
from reader_app.records import Request
from reader_app.sources.protocol import Answer, Move, Step
from reader_app.sources.wordpress import bases

SIZES = (50, 10, 1)  # stories a page: smaller ones where a page is too large, too slow or broken
CALM = 5  # good pages after which a bigger one is tried again
MOST_LOST = 5  # stories in a row that the server cannot give, until it is the server
BEAR = frozenset({400, 401, 403, 404})  # WordPress says why in JSON

POSTS = "wp/v2/posts"
STORY: Mapping[str, object] = {
    "_fields": "id,date,date_gmt,modified,modified_gmt,guid,link,title,excerpt,content,categories,lang,"
    "jetpack_featured_media_url,_links,_embedded",
    "_embed": "author,wp:term,wp:featuredmedia",
}

# A smaller page may succeed where one of these befell a big one …
_SMALLER = frozenset({
    Reason.TIMEOUT, Reason.INTERRUPTED, Reason.SERVER, Reason.TOO_LARGE, Reason.BAD_ENCODING, Reason.NOT_JSON,
    Reason.UNREADABLE, Reason.TOO_SLOW, Reason.TOO_HEAVY,
})  # fmt: skip
# … and after one of these no request will.
_HOPELESS = frozenset({
    Reason.OFFLINE, Reason.NO_SUCH_HOST, Reason.REFUSED, Reason.TLS, Reason.TOO_MANY, Reason.REDIRECTS,
    Reason.DOWNGRADE, Reason.PRIVATE_ADDRESS, Reason.BAD_ADDRESS, Reason.CANCELLED,
})  # fmt: skip

Asking = Generator[Move, Answer | None, Answer]


def ask(base: str, route: str, parameters: Mapping[str, object], what: str) -> Asking:
    """One request. What went wrong is the answer's ``error``; raises it where nothing else will go better."""
    url = bases.address(base, route, parameters)
    answer = yield Step(Request(url, expect="json", bear=BEAR), what, optional=True)
    assert answer is not None  # the protocol's promise to a Step
    error = answer.error
    if isinstance(error, FetchError) and (error.reason in _HOPELESS or error.retry_after is not None):
        raise error
    return answer


class Pages:
    """A walk through stories, one `next` a page; the caller says with `turn` where it goes on."""

    def __init__(self, base: str, seen: set[str], offset: int = 0) -> None:
        self.done = False
        self.fresh: tuple[str, ...] = ()  # of the last page: ids that this sync had not seen
        self.offset = offset
        self._base, self._seen = base, seen
        self._level = 0
        self._calm = self._lost = 0
        self._asked = SIZES[0]
        self._first = ""
        self._worked = False

    def next(self, parameters: Mapping[str, Any], most: int = SIZES[0]) -> Asking:
        """The next page that can be had, of ``most`` stories or fewer.

        Raises FetchError or PayloadError where even single stories cannot be had, and Reason.REPEATS."""
        while True:
            self._asked = size = max(1, min(most, SIZES[self._level]))
            asked = {**STORY, **parameters, "per_page": size, **self._place(size)}
            answer = yield from ask(self._base, POSTS, asked, "posts")
            if answer.error is None:
                break
            self._stumble(answer.error)
        self._worked, self._lost = True, 0
        self._calm += 1
        if self._level and self._calm >= CALM:
            self._level, self._calm = self._level - 1, 0
        self._take(answer, bases.address(self._base, POSTS, parameters))
        return answer

    def turn(self, *, moved: bool) -> None:
        """Go on from a new key, or, where the whole page shared the old one, behind that page."""
        self.offset = 0 if moved else self.offset + self._asked

    def _place(self, size: int) -> dict[str, int]:
        if self.offset % size == 0:
            return {"page": self.offset // size + 1}
        return {"offset": self.offset}

    def _take(self, answer: Answer, url: str) -> None:
        ids = [story.remote_id for story in answer.stories]
        self.fresh = tuple(each for each in dict.fromkeys(ids) if each not in self._seen)
        self._seen.update(ids)
        count = len(ids) + answer.skipped
        # The number of stories told may include some that are never shown, the pages told do not lie; and a page
        # may be short because of those, so its length counts only where nothing is told.
        if answer.facts.get("beyond"):
            self.done = True
        elif answer.total is not None:
            self.done = self.offset + self._asked >= answer.total
        elif answer.total_pages is not None and self.offset % self._asked == 0:
            self.done = self.offset // self._asked + 1 >= answer.total_pages
        else:
            self.done = count < self._asked
        if ids and not self.done and not self.fresh and ids[0] == self._first:
            raise PayloadError(url, ids[0], Reason.REPEATS)
        self._first = ids[0] if ids else ""

    def _stumble(self, error: FetchError | PayloadError) -> None:
        """Raises ``error`` where a smaller page is no way out."""
        if error.reason not in _SMALLER or (error.reason is Reason.NOT_JSON and error.detail == "html"):
            raise error
        if error.reason is Reason.TIMEOUT and self._level and not self._worked:
            raise error  # half a minute each: a server that never answers is not asked five times
        self._calm = 0
        if self._level < len(SIZES) - 1:
            self._level += 1
            return
        self._lost += 1
        if self._lost > MOST_LOST:
            raise error
        self.offset += 1  # past the one story that the server cannot give
