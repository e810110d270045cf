"""What the headline list holds: the places of a list or the hits of a search, and the few rows fetched of them. No Qt.

A list of a million stories is one array of 64-bit places, newest first, and a bounded cache of `Headline` records;
a row that was not fetched costs eight bytes and no object.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from reader_app.records import Headline, Hit, Page

_PIECE = 2048
CACHED = 1000  # rows held as records; a screen shows about ten


class Rows(Protocol):
    """What the model needs of either."""

    pinned: int | None  # the id of the open story: always held, never dropped

    def __len__(self) -> int: ...

    def headline(self, row: int) -> Headline | None:
        """The record of a row, None while it is not fetched."""

    def row_of(self, story: int) -> int | None:
        """Where a story stands, None where it is not in the list or not fetched."""

    def held(self) -> Collection[int]:
        """The ids of all stories fetched."""

    def put(self, headline: Headline) -> int | None:
        """Hold a new record of a story of this list; its row, None where it is not in the list."""

    def remove(self, first: int, last: int) -> None: ...


class Places:
    """A list by places. ``len`` may be more than the places known: the first page comes before the rest."""

    def __init__(self, page: Page, places: array[int] | None = None) -> None:
        self.places = array("q", (each.place for each in page.headlines)) if places is None else places
        self.count = max(page.count, len(self.places)) if places is None else len(places)
        self.kept: set[int] = set()  # places that no longer match and stay until the list is left
        self.pinned: int | None = None
        self._cache: OrderedDict[int, Headline] = OrderedDict()  # by place, least lately used first
        self._place_of: dict[int, int] = {}  # id -> place, for what is in the cache
        for headline in page.headlines:
            self._hold(headline)

    def __len__(self) -> int:
        return self.count

    @property
    def whole(self) -> bool:
        return self.count == len(self.places)

    def headline(self, row: int) -> Headline | None:
        if row >= len(self.places):
            return None
        found = self._cache.get(self.places[row])
        if found is not None:
            self._cache.move_to_end(found.place)
        return found

    def row_at(self, place: int) -> int | None:
        row = self.slot(place)
        return row if row < len(self.places) and self.places[row] == place else None

    def slot(self, place: int) -> int:
        """The row where ``place`` stands or would stand."""
        return bisect_left(self.places, -place, key=int.__neg__)

    def row_of(self, story: int) -> int | None:
        place = self._place_of.get(story)
        return None if place is None else self.row_at(place)

    def held(self) -> Collection[int]:
        return self._place_of.keys()

    def missing(self, first: int, last: int) -> list[int]:
        """The places of the rows first … last that are known but not fetched."""
        return [place for place in self.places[max(first, 0) : last + 1] if place not in self._cache]

    def put(self, headline: Headline) -> int | None:
        row = self.row_at(headline.place)
        if row is not None:
            self._hold(headline)
        return row

    def extend(self, tail: array[int]) -> None:
        self.places.extend(tail)
        self.count = max(self.count, len(self.places))

    def insert(self, headline: Headline) -> None:
        self.places.insert(self.slot(headline.place), headline.place)
        self.count += 1
        self._hold(headline)

    def remove(self, first: int, last: int) -> None:
        for place in self.places[first : last + 1]:
            self.kept.discard(place)
            gone = self._cache.pop(place, None)
            if gone is not None:
                self._place_of.pop(gone.id, None)
        self.count -= last - first + 1
        del self.places[first : last + 1]

    def _hold(self, headline: Headline) -> None:
        before = self._cache.get(headline.place)
        if before is not None and before.id != headline.id:
            self._place_of.pop(before.id, None)
        self._cache[headline.place] = headline
        self._cache.move_to_end(headline.place)
        self._place_of[headline.id] = headline.place
        if len(self._cache) > CACHED:
            place, oldest = self._cache.popitem(last=False)
            if oldest.id == self.pinned:
                self._cache[place] = oldest
                place, oldest = self._cache.popitem(last=False)
            del self._place_of[oldest.id]


class Hits:
    """What a search found, as far as it was asked for."""

    def __init__(self, hits: Iterable[Hit]) -> None:
        self.pinned: int | None = None
        self._hits: list[Hit] = []
        self._row: dict[int, int] = {}
        self.asked = 0  # hits the store has given, also those that were here already
        self.extend(self.fresh(hits))

    def __len__(self) -> int:
        return len(self._hits)

    def fresh(self, hits: Iterable[Hit]) -> list[Hit]:
        """Those not here yet: a story that came in between shifts the pages of a search."""
        return [hit for hit in hits if hit.headline.id not in self._row]

    def extend(self, hits: Sequence[Hit]) -> None:
        for hit in hits:
            self._row[hit.headline.id] = len(self._hits)
            self._hits.append(hit)

    def hit(self, row: int) -> Hit | None:
        return self._hits[row] if row < len(self._hits) else None

    def headline(self, row: int) -> Headline | None:
        return self._hits[row].headline if row < len(self._hits) else None

    def row_of(self, story: int) -> int | None:
        return self._row.get(story)

    def held(self) -> Collection[int]:
        return self._row.keys()

    def put(self, headline: Headline) -> int | None:
        row = self._row.get(headline.id)
        if row is not None:
            self._hits[row] = replace(self._hits[row], headline=headline)
        return row

    def remove(self, first: int, last: int) -> None:
        del self._hits[first : last + 1]
        self._row = {hit.headline.id: row for row, hit in enumerate(self._hits)}


def compare(shown: array[int], places: array[int]) -> tuple[array[int], int]:
    """``places`` (all there is now) seen from a list that shows ``shown``: what may follow at its end, and how many
    others it does not show. Piece by piece, since one long step would hold up the window's thread too."""
    end = bisect_left(places, 1 - shown[-1], key=int.__neg__) if shown else 0
    others = at = here = 0
    while at < end:
        piece = places[at : min(at + _PIECE, end)]
        if piece == shown[here : here + len(piece)]:
            here += len(piece)
        else:
            below = bisect_left(shown, 1 - piece[-1], here, key=int.__neg__)
            others += len(set(piece).difference(shown[here:below]))
            here = below
        at += len(piece)
    return places[end:], others


def with_kept(places: array[int], kept: Iterable[int]) -> array[int]:
    """``places`` and those that stay until the list is left, in order. ``places`` is used up."""
    for place in sorted(kept):
        slot = bisect_left(places, -place, key=int.__neg__)
        if slot == len(places) or places[slot] != place:
            places.insert(slot, place)
    return places


def runs(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Neighbouring rows joined to (first, last), the last ones first, as they must be removed."""
    found: list[tuple[int, int]] = []
    for row in sorted(rows, reverse=True):
        if found and found[-1][0] == row + 1:
            found[-1] = (row, found[-1][1])
        else:
            found.append((row, row))
    return found
