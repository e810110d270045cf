"""The rows of the headline list without Qt: places and a bounded cache, and what is new counted piece by piece."""

from __future__ import annotations

from array import array
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_app.records import Headline, Page
from tests.builders import NOW
from ui import headline_rows
from ui.headline_rows import CACHED, Places, compare, runs, with_kept


def test_of_a_hundred_thousand_rows_only_some_are_held():
    some = Headline(1, 1, "Kabar", "Dunia", "Uji", 1, "", NOW, None, "", False, False, 0, None)
    rows = Places(Page((replace(some, place=100_000),), 100_000), array("q", range(100_000, 0, -1)))
    rows.pinned = 99_999
    for number in range(100_000, 90_000, -1):
        assert rows.put(replace(some, id=number, place=number)) == 100_000 - number
    assert len(rows.held()) == CACHED
    assert rows.row_of(99_999) == 1  # the open story's row is never forgotten
    assert rows.row_of(99_998) is None


@given(st.sets(st.integers(1, 60)), st.sets(st.integers(1, 60)), st.sampled_from((1, 2, 5, 2048)))
def test_what_is_new_is_counted_and_what_is_older_follows(shown, now, piece):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(headline_rows, "_PIECE", piece)
        tail, others = compare(array("q", sorted(shown, reverse=True)), array("q", sorted(now, reverse=True)))
    last = min(shown, default=100)
    assert list(tail) == sorted((place for place in now if place < last), reverse=True)
    assert others == len([place for place in now - shown if place > last])


@given(st.sets(st.integers(1, 60)), st.sets(st.integers(1, 60)))
def test_what_is_kept_stands_in_its_place(places, kept):
    assert list(with_kept(array("q", sorted(places, reverse=True)), kept)) == sorted(places | kept, reverse=True)


def test_neighbouring_rows_are_told_together_the_last_first():
    assert runs([4, 1, 9, 2, 3]) == [(9, 9), (1, 4)]
