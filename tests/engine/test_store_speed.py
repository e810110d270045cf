"""What makes lists fast, asserted as plans and counted steps at 100,000 stories: never as time."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from reader_app.paths import Paths
from reader_app.records import StoryQuery, story_id
from reader_app.store import Store, lists, pages
from reader_app.store.connection import Connection
from tests.builders import KEY, NOW, offer, sections, story

MANY = 100_000


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory):
    """100,000 stories in four sections, the newest 60,000 of them read, every thousandth saved."""
    store = Store(Paths.of(tmp_path_factory.mktemp("many")), clock=lambda: NOW)
    source = store.follow(offer(), None).id
    store.save_sections(source, sections())
    plain = story(0)
    for start in range(0, MANY, 10_000):
        store.save_batch(source, [
            dataclasses.replace(
                plain, id=story_id(KEY, str(number)), remote_id=str(number), url=f"http://kabar.test/{number}",
                published=NOW - timedelta(minutes=number), sections=(str(number % 4 + 1),), index_text="",
            )
            for number in range(start, start + 10_000)
        ])
    store.mark([story_id(KEY, str(number)) for number in range(60_000)], "read", True, "mark-read")
    store.mark([story_id(KEY, str(number)) for number in range(0, MANY, 1000)], "saved", True, "save")
    yield store
    store.close()


def steps(db: Connection, work) -> int:
    """SQLite's virtual machine instructions that ``work`` takes, to the hundred."""
    count = 0

    def tick() -> bool:
        nonlocal count
        count += 1
        return False

    db.raw.set_progress_handler(tick, 100)
    try:
        work()
    finally:
        db.raw.set_progress_handler(None)
    return count * 100


QUERIES = [
    StoryQuery(), StoryQuery(unread=True), StoryQuery(saved=True), StoryQuery(section=1), StoryQuery(section=1, unread=True),
    StoryQuery(source=1), StoryQuery(source=1, unread=True),
]


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_a_first_page_costs_the_same_however_many_stories_there_are(store, query):
    with store.reading() as db:
        assert len(lists.page(db, query, 50).headlines) == 50
        assert steps(db, lambda: lists.page(db, query, 50)) <= 12_000  # some 200 a row


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_a_list_is_read_from_an_index_without_sorting(store, query):
    plans: list[str] = []
    with store.reading() as db:
        raw = db.raw
        seen: list[tuple[str, tuple]] = []
        raw.exec_trace = lambda cursor, sql, values: seen.append((sql, values)) or True
        lists.page(db, query, 50)
        raw.exec_trace = None
        for sql, values in seen:
            if sql.startswith("select"):
                plans += [row[3] for row in raw.execute("explain query plan " + sql, values)]
    assert plans
    bad = [line for line in plans if "TEMP B-TREE FOR ORDER BY" in line or line.strip() in ("SCAN story", "SCAN placement")]
    assert bad == []


def test_badges_are_counters(store):
    with store.reading() as db:
        for query in (StoryQuery(unread=True), StoryQuery(section=2, unread=True)):
            assert steps(db, lambda query=query: lists.count(db, query)) <= 100
        assert lists.count(db, StoryQuery(unread=True)) == 40_000


def test_the_next_unread_is_found_at_once_also_when_the_newest_are_all_read(store):
    with store.reading() as db:
        newest = lists.places(db, StoryQuery(), 1)[0]
        for query in (StoryQuery(), StoryQuery(section=2)):
            assert steps(db, lambda query=query: lists.next_unread(db, query, newest)) <= 300


def test_opening_a_story_reads_a_few_rows(store):
    with store.reading() as db:
        assert steps(db, lambda: pages.story(db, story_id(KEY, "77777"))) <= 1500


def test_a_mark_touches_a_few_rows(store):
    """Counted as rows changed: state, journal, batch, mirrors and counters, whatever the number of stories."""
    db = store._connections.state
    before = db.raw.total_changes()
    store.mark([story_id(KEY, "70001")], "read", True, "mark-read")
    assert db.raw.total_changes() - before <= 12


def test_places_of_all_are_read_from_the_small_index(store):
    with store.reading() as db:
        assert len(lists.places(db, StoryQuery())) == MANY
        (plan,) = db.run("explain query plan select story.place from story where story.listed = 1 order by story.place desc")
        assert "COVERING INDEX story_listed" in plan[3]
