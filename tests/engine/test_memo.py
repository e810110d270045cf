"""Remembered answers: they stand for reading the same bytes again, and only for that."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reader_app.errors import PayloadError
from reader_app.records import ParsedSection, Payload, Ranked
from reader_app.sources.protocol import Following, Glimpse
from reader_app.sync.job import Harvest, Reading
from reader_app.sync.memo import MOST, Memo
from tests.builders import NOW, story
from tests.engine.hostile import Bulletin

READING = Reading(
    Bulletin(), "stories", Payload("http://kabar.test/stories?page=1", 200, {"x-pages": "1", "date": "now"}, b"[1]"),
    Following("bulletin:kabar", "Kabar", {"url": "http://kabar.test"}, {}, NOW), 1280,
)  # fmt: skip
HARVEST = Harvest(
    glimpses=(Glimpse("1", NOW, None, True), Glimpse("2", None, datetime(2021, 11, 6, 5, 0, 3, 17, UTC), True)),
    sections=(ParsedSection("3", "Dunia"), ParsedSection("4", "Asia", "3")),
    ranking=(Ranked("1", "Judul", "http://kabar.test/1", NOW),),
    total_pages=3,
    total=201,
    facts={"ties": 1, "newest": "2021-11-06T05:00:00"},
)


def kept(memo: Memo) -> Memo:
    """As after a sync, a store and the next sync."""
    return Memo(json.loads(json.dumps(memo.told())))


def test_an_answer_without_news_is_remembered_whole():
    memo = Memo(None)
    memo.note("k", HARVEST)
    again = kept(memo)
    assert again.recall("k") == HARVEST
    assert not again.changed


def test_what_was_not_met_again_is_forgotten():
    memo = Memo(None)
    memo.note("one", HARVEST)
    memo.note("two", HARVEST)
    again = kept(memo)
    again.recall("two")
    assert again.changed
    assert kept(again).recall("one") is None


@pytest.mark.parametrize(
    "harvest",
    [
        replace(HARVEST, batches=((story(1),),)),
        replace(HARVEST, skipped=1),
        replace(HARVEST, error=PayloadError("Kabar")),
        replace(HARVEST, facts={"when": NOW}),
        replace(HARVEST, facts={"pair": (1, 2)}),
        Harvest(present=("1", "2")),
        Harvest(glimpses=tuple(Glimpse(str(each), NOW, NOW, True) for each in range(1000))),
    ],
    ids=["news", "skipped", "unreadable", "facts that are no JSON", "facts that JSON changes", "presence", "large"],
)
def test_what_may_not_be_remembered_is_not(harvest):
    memo = Memo(None)
    memo.note("k", harvest)
    assert memo.told() == {}


def test_remembered_answers_are_bounded_in_number():
    memo = Memo(None)
    for number in range(MOST + 5):
        memo.note(str(number), HARVEST)
    assert len(memo.told()) == MOST


@pytest.mark.parametrize("kept", [None, [], 5, {"k": 5}, {"k": "{"}, {"k": "[]"}, {"k": '{"counts": [1]}'}])
def test_a_memory_that_makes_no_sense_is_none(kept):
    assert Memo(kept).recall("k") is None


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"body": b"[2]"}, False),
        ({"status": 404}, False),
        ({"headers": {"x-pages": "2", "date": "now"}}, False),
        ({"headers": {"x-pages": "1", "date": "later"}}, True),
        ({"url": "http://kabar.test/stories?page=2"}, True),
        ({"url": "http://kabar.test/others?page=1"}, False),
    ],
)
def test_only_what_reading_depends_on_tells_answers_apart(change, same):
    other = replace(READING, payload=replace(READING.payload, **change))
    assert (Memo.key(other) == Memo.key(READING)) is same


def test_another_source_another_question_another_address_read_otherwise():
    keys = {
        Memo.key(READING),
        Memo.key(replace(READING, what="sections")),
        Memo.key(replace(READING, following=replace(READING.following, key="bulletin:lain"))),
        Memo.key(replace(READING, following=replace(READING.following, config={"url": "http://lain.test"}))),
    }
    assert len(keys) == 4
