"""Marks, their journal and undo."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader_app.paths import Paths
from reader_app.records import StoryQuery, story_id
from reader_app.store import Store
from tests.builders import KEY, NOW, offer, sections, story

IDS = [story_id(KEY, str(each)) for each in range(1, 6)]


@pytest.fixture
def store(tmp_path: Path):
    store = Store(Paths.of(tmp_path), clock=lambda: NOW)
    source = store.follow(offer(), None).id
    store.save_sections(source, sections())
    store.save_batch(source, [story(each, sections=("1",) if each < 4 else ("2",)) for each in range(1, 6)])
    yield store
    assert store.examine(mend=False) == []
    store.close()


def state(store: Store) -> list[tuple[bool, bool]]:
    return [(each.read, each.saved) for each in store.headlines_of(IDS)]


def test_a_mark_moves_the_badges_of_all_it_stands_in(store):
    store.mark(IDS[:1], "read", True, "mark-read")
    assert store.count_of(StoryQuery(unread=True)) == 4
    assert store.section_named("dunia").unread == 2
    assert store.sources()[0].unread == 4


def test_a_mark_that_is_there_already_is_no_deed(store):
    store.mark(IDS[:1], "saved", True, "save")
    changes = store.mark(IDS[:1], "saved", True, "save")
    assert not changes and changes.deed is None
    store.undo()
    assert not store.headlines_of(IDS[:1])[0].saved
    assert not store.undo()


def test_a_mark_on_a_story_that_does_not_exist_is_no_deed(store):
    assert not store.mark([12345], "saved", True, "save")
    assert store.undoable() is None


def test_mark_all_read_of_one_section_is_undone_to_what_it_was(store):
    store.mark(IDS[1:2], "read", True, "mark-read")
    before = state(store)
    changes = store.mark_query_read(StoryQuery(section=store.section_named("dunia").id))
    assert sorted(changes.changed) == sorted([IDS[0], IDS[2]])
    assert store.undoable() == "mark-all-read"
    assert store.undo().deed == "mark-all-read"
    assert state(store) == before
    assert store.undoable() == "mark-read"


def test_deeds_are_undone_one_by_one_and_done_again(store):
    states = [state(store)]
    for number, field in ((0, "saved"), (1, "read"), (0, "read")):
        store.mark([IDS[number]], field, True, "save" if field == "saved" else "mark-read")
        states.append(state(store))
    for earlier in reversed(states[:-1]):
        store.undo()
        assert state(store) == earlier
    for later in states[1:]:
        store.redo()
        assert state(store) == later
    assert not store.redo()
    store.undo()
    assert state(store) == states[2]


def test_something_new_ends_redo(store):
    store.mark(IDS[:1], "saved", True, "save")
    store.undo()
    store.mark(IDS[1:2], "saved", True, "save")
    assert store.redoable() is None and not store.redo()


def test_undo_works_after_a_restart(store, tmp_path):
    store.mark(IDS, "read", True, "mark-read")
    other = Store(Paths.of(tmp_path))
    assert len(other.undo().changed) == 5
    other.close()
    assert state(store) == [(False, False)] * 5


def test_the_journal_alone_gives_the_state(store):
    store.mark(IDS[:3], "read", True, "mark-read")
    store.mark(IDS[1:4], "saved", True, "save")
    store.undo()
    store.mark(IDS[2:3], "read", False, "mark-unread")
    store.redo()
    with store.reading() as db:
        rebuilt: dict[tuple[int, str], int] = {}
        for identity, field, new in db.run("select story, field, new from journal order by id"):
            rebuilt[identity, field] = new
        assert {key: value for key, value in rebuilt.items() if value} == {
            (identity, field): 1
            for identity, read, saved in db.run("select id, read, saved from state")
            for field, value in (("read", read), ("saved", saved)) if value
        }


def test_a_position_is_kept_between_nothing_and_all(store):
    store.keep_position(IDS[0], 7.0)
    assert store.story(IDS[0]).position == 1.0
    assert store.undoable() is None


def test_a_story_read_by_being_shown_is_not_what_undo_takes_back(store):
    store.mark(IDS[:1], "saved", True, "save")
    store.mark(IDS[:1], "read", True, "shown")
    assert store.undoable() == "save"
    store.undo()
    store.mark(IDS[1:2], "read", True, "shown")
    assert store.redoable() == "save"
    store.redo()
    assert store.undoable() == "save" and store.redoable() is None
