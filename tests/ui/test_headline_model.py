"""The headline list's model over a real store: rows come when looked at, nothing moves by itself, nothing is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from reader_app.errors import StoreBusy
from reader_app.records import Changes, Order, StoryQuery
from tests.builders import NOW, story
from ui.headline_model import FIRST, MANY, HeadlineModel, HeadlineRole

ALL, UNREAD, SAVED = StoryQuery(), StoryQuery(unread=True), StoryQuery(saved=True)


@pytest.fixture
def model(library, tasks, store, qtbot):
    """Told of every write, as in the window; any breach of Qt's rules for models is a Qt warning, and fails the test."""
    made = HeadlineModel(library, tasks)
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning, made)
    library.watch(lambda changes: tasks.post(lambda: made.apply(changes)))
    yield made
    assert tester.model() is made


def at_rest(qtbot, model):
    """Until everything asked for has come."""
    qtbot.waitUntil(lambda: not model._out and not model._stale and not model._look_soon.isActive())


def fetch_all(qtbot, model):
    def fetched():
        model.fetchMore(QModelIndex())
        return not model._out and not model.canFetchMore(QModelIndex())

    qtbot.waitUntil(fetched)


def titles(model):
    return [headline and headline.title for headline in map(model.headline, range(model.rowCount()))]


def numbers(model):
    return [int(title.rsplit(" ", 1)[1]) if title else None for title in titles(model)]


def ids(model):
    return [headline and headline.id for headline in map(model.headline, range(model.rowCount()))]


def test_the_first_page_is_shown_before_the_rest_is_known(model, qtbot, fill):
    fill(1, 130)
    with qtbot.waitSignal(model.settled):
        model.set_query(StoryQuery())
    assert model.rowCount() == 130
    assert numbers(model)[:FIRST] == list(range(1, FIRST + 1))
    assert model.headline(FIRST) is None
    with qtbot.assertNotEmitted(model.modelReset):
        qtbot.waitUntil(lambda: model.whole)
    assert model.rowCount() == 130


def test_a_row_is_fetched_when_it_is_looked_at(model, qtbot, fill, show):
    fill(1, 300)
    show(model)
    with qtbot.waitSignal(model.dataChanged):
        model.look_at(200, 206)
    assert numbers(model)[200:207] == list(range(201, 208))
    assert model.headline(120) is None


def test_a_row_asked_for_by_others_comes_with_data_changed(model, qtbot, fill, show):
    fill(1, 200)
    show(model)
    index = model.index(150, 0)
    assert index.data() == ""
    assert index.data(HeadlineRole) is None
    qtbot.waitUntil(lambda: index.data() == "Kabar nomor 151")
    assert index.data(HeadlineRole).title == "Kabar nomor 151"


def test_a_newer_query_drops_the_answers_of_the_older(model, store, qtbot, fill):
    fill(1, 3)
    store.save_batch(1, [story(number, sections=("2",)) for number in (4, 5)])
    politics = next(each.id for each in store.sections() if each.name == "Politik")
    settled = []
    model.settled.connect(lambda: settled.append(numbers(model)))
    for _ in range(5):
        model.set_query(StoryQuery())
    model.set_query(StoryQuery(section=politics))
    qtbot.waitUntil(lambda: bool(settled))
    at_rest(qtbot, model)
    assert settled == [[4, 5]]


def test_a_mark_patches_its_row_and_moves_nothing(model, library, qtbot, fill, show):
    fill(1, 10)
    show(model)
    fourth = ids(model)[3]
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged) as told:
        library.do.save([fourth])
    assert [index.row() for index in told.args[:2]] == [3, 3]
    assert model.headline(3).saved
    assert numbers(model) == list(range(1, 11))


def test_a_mark_made_while_the_list_is_on_its_way_is_not_lost(model, library, qtbot, fill):
    fill(1, 60)
    wanted = [each.id for each in library.ask.page(StoryQuery()).headlines]
    for turn in range(10):
        model.set_query(StoryQuery())
        library.do.mark_read([wanted[turn]])
        at_rest(qtbot, model)
        assert model.headline(turn).read


def test_a_corrected_headline_is_patched(model, store, qtbot, fill, show):
    fill(1, 5)
    show(model)
    with qtbot.waitSignal(model.dataChanged):
        store.save_batch(1, [story(2, title="Judul yang dibetulkan", modified=NOW)])
    assert titles(model)[1] == "Judul yang dibetulkan"
    at_rest(qtbot, model)
    assert model.waiting == 0


def test_a_story_just_read_stays_in_unread_until_the_list_is_left(model, library, qtbot, fill, show):
    fill(1, 6)
    show(model, UNREAD)
    library.do.mark_read(ids(model)[1:3])
    qtbot.waitUntil(lambda: model.headline(2).read)
    assert numbers(model) == [1, 2, 3, 4, 5, 6]
    fill(0, 0)
    qtbot.waitUntil(lambda: model.waiting == 1)
    with qtbot.waitSignal(model.settled):
        model.show_waiting()
    assert numbers(model) == [0, 1, 2, 3, 4, 5, 6]
    show(model, UNREAD)
    assert numbers(model) == [0, 1, 4, 5, 6]


def test_undo_gives_a_row_in_unread_its_weight_again(model, library, qtbot, fill, show):
    fill(1, 4)
    show(model, UNREAD)
    library.do.mark_query_read(UNREAD)
    qtbot.waitUntil(lambda: all(model.headline(row).read for row in range(4)))
    library.do.undo()
    qtbot.waitUntil(lambda: not any(model.headline(row).read for row in range(4)))
    at_rest(qtbot, model)
    assert (numbers(model), model.waiting) == ([1, 2, 3, 4], 0)


def test_a_story_no_longer_saved_stays_in_saved_until_the_list_is_left(model, library, qtbot, fill, show):
    fill(1, 5)
    library.do.save([each.id for each in library.ask.page(StoryQuery()).headlines][:3])
    show(model, SAVED)
    library.do.unsave([ids(model)[1]])
    qtbot.waitUntil(lambda: not model.headline(1).saved)
    assert numbers(model) == [1, 2, 3]
    show(model, SAVED)
    assert numbers(model) == [1, 3]


def test_a_story_saved_elsewhere_enters_saved_in_its_place(model, library, qtbot, fill, show):
    fill(1, 5)
    wanted = [each.id for each in library.ask.page(StoryQuery()).headlines]
    library.do.save([wanted[0], wanted[4]])
    show(model, SAVED)
    with qtbot.waitSignal(model.rowsInserted):
        library.do.save([wanted[2]])
    assert numbers(model) == [1, 3, 5]
    assert model.waiting == 0


def test_new_stories_wait_until_they_are_asked_for(model, qtbot, fill, show):
    fill(10, 20)
    show(model)
    with qtbot.assertNotEmitted(model.rowsInserted), qtbot.assertNotEmitted(model.modelReset):
        fill(1, 4)
        qtbot.waitUntil(lambda: model.waiting == 4)
        fill(5, 7)
        qtbot.waitUntil(lambda: model.waiting == 7)
    assert numbers(model) == list(range(10, 21))
    with qtbot.waitSignal(model.settled):
        model.show_waiting()
    assert numbers(model) == [*range(1, 8), *range(10, 21)]
    assert model.waiting == 0


def test_more_new_stories_than_a_page_are_counted_exactly(model, qtbot, fill, show):
    fill(200, 260)
    show(model)
    fill(1, 130)
    qtbot.waitUntil(lambda: model.waiting == 130)


def test_new_stories_of_other_sections_are_not_counted(model, store, qtbot, fill, show):
    fill(10, 12)
    politics = next(each.id for each in store.sections() if each.name == "Politik")
    store.save_batch(1, [story(20, sections=("2",))])
    show(model, StoryQuery(section=politics))
    fill(1, 3)
    store.save_batch(1, [story(4, sections=("2",))])
    qtbot.waitUntil(lambda: model.waiting == 1)
    at_rest(qtbot, model)
    assert model.waiting == 1


def test_older_stories_follow_at_the_end_at_once(model, qtbot, fill, show):
    fill(1, 60)
    show(model)
    with qtbot.assertNotEmitted(model.modelReset):
        fill(61, 75)
        qtbot.waitUntil(lambda: model.rowCount() == 75)
    model.look_at(0, 74)
    qtbot.waitUntil(lambda: numbers(model) == list(range(1, 76)))
    assert model.waiting == 0


def test_an_empty_list_shows_the_first_stories_at_once(model, qtbot, fill, show):
    show(model)
    assert model.rowCount() == 0
    fill(1, 5)
    qtbot.waitUntil(lambda: model.rowCount() == 5)
    assert numbers(model) == [1, 2, 3, 4, 5]


def test_a_withdrawn_story_leaves_but_never_while_it_is_open(model, store, qtbot, fill, show):
    fill(1, 5)
    show(model)
    model.keep(ids(model)[1])
    store.withdraw(1, ["2", "4"])
    qtbot.waitUntil(lambda: model.rowCount() == 4)
    at_rest(qtbot, model)
    assert numbers(model) == [1, 2, 3, 5]
    model.keep(ids(model)[2])
    assert numbers(model) == [1, 3, 5]


def test_a_removed_source_takes_its_rows_with_it(model, library, qtbot, fill, show):
    fill(1, MANY + 60)
    show(model)
    opened = ids(model)[5]
    library.do.save([ids(model)[2]])
    model.keep(opened)
    library.do.remove(1)
    qtbot.waitUntil(lambda: model.rowCount() <= 2)
    at_rest(qtbot, model)
    assert numbers(model) == [6]  # open; what is saved stands in Saved
    show(model, SAVED)
    assert numbers(model) == [3]


def test_what_another_process_wrote_is_asked_for_again(library, tasks, qtbot, fill, show):
    fill(10, 14)
    model = HeadlineModel(library, tasks)
    show(model)
    library.do.mark_read([ids(model)[0]])
    fill(1, 2)
    assert not model.headline(0).read
    model.apply(Changes(foreign=True))
    qtbot.waitUntil(lambda: model.headline(0).read and model.waiting == 2)
    assert numbers(model) == [10, 11, 12, 13, 14]


def test_rows_whose_stories_are_gone_unheard_leave_when_they_are_looked_at(library, tasks, qtbot, fill, show):
    fill(1, 120)
    model = HeadlineModel(library, tasks)
    show(model)
    library.do.save([library.ask.headlines([library.ask.places(StoryQuery())[99]])[0].id])
    library.do.remove(1)
    model.look_at(90, 119)
    qtbot.waitUntil(lambda: model.rowCount() < 120)


def test_a_row_is_found_by_its_story_also_where_it_was_not_fetched(model, library, qtbot, fill, show):
    fill(1, 200)
    show(model)
    story_far = library.ask.headlines([library.ask.places(StoryQuery())[170]])[0].id
    rows = []
    assert model.row_of(story_far) is None
    model.find(story_far, rows.append)
    qtbot.waitUntil(lambda: rows == [170])
    model.find(12345, rows.append)
    qtbot.waitUntil(lambda: rows == [170, None])


def test_the_next_unread_is_found_below_then_from_the_top_then_among_those_waiting(model, library, qtbot, fill, show):
    fill(1, 100)
    places = library.ask.places(StoryQuery())
    every = [each.id for each in library.ask.headlines(places)]
    library.do.mark_read([each for row, each in enumerate(every) if row not in (3, 90)])
    show(model)
    rows = []
    model.next_unread(0, rows.append)
    assert rows == [3]
    model.next_unread(3, rows.append)
    qtbot.waitUntil(lambda: rows == [3, 90])
    model.next_unread(90, rows.append)
    qtbot.waitUntil(lambda: rows == [3, 90, 3])
    library.do.mark_read([every[3], every[90]])
    model.next_unread(50, rows.append)
    qtbot.waitUntil(lambda: rows == [3, 90, 3, None])
    fill(0, 0)
    qtbot.waitUntil(lambda: model.waiting == 1)
    at_rest(qtbot, model)
    model.next_unread(90, rows.append)
    qtbot.waitUntil(lambda: rows == [3, 90, 3, None, 0])


def test_a_search_comes_in_pages_with_its_marks(model, qtbot, fill):
    fill(1, 120)
    with qtbot.waitSignal(model.settled):
        model.set_search("desa")
    assert model.searching
    assert model.rowCount() == FIRST
    hit = model.hit(0)
    assert [hit.snippet[a:b] for a, b in hit.marks] == ["desa"]
    fetch_all(qtbot, model)
    assert numbers(model) == list(range(1, 121))


def test_letters_typed_fast_show_only_the_last_search(model, store, qtbot):
    store.save_batch(1, [story(1, title="Padi dan jagung"), story(2, title="Pasar pagi"), story(3, title="Pantai")])
    settled = []
    model.settled.connect(lambda: settled.append(titles(model)))
    for text in ("p", "pa", "pas", "pasa"):
        model.set_search(text, Order.BEST)
    qtbot.waitUntil(lambda: bool(settled))
    at_rest(qtbot, model)
    assert settled == [["Pasar pagi"]]


def test_a_story_that_comes_while_hits_are_paged_is_not_shown_twice(model, qtbot, fill):
    fill(10, 100)
    with qtbot.waitSignal(model.settled):
        model.set_search("kabar")
    fill(1, 3)
    fetch_all(qtbot, model)
    assert sorted(set(numbers(model))) == sorted(numbers(model)) == list(range(10, 101))
    assert model.waiting == 0


def test_a_hit_is_patched_and_keeps_its_marks(model, store, library, qtbot, fill):
    fill(1, 4)
    with qtbot.waitSignal(model.settled):
        model.set_search("desa")
    marks = model.hit(2).marks
    with qtbot.waitSignal(model.dataChanged):
        library.do.save([ids(model)[2]])
    assert model.hit(2).headline.saved
    assert model.hit(2).marks == marks
    store.withdraw(1, ["1"])
    qtbot.waitUntil(lambda: numbers(model) == [2, 3, 4])


def test_a_row_reads_itself_aloud(model, store, library, qtbot, show):
    store.save_batch(1, [story(1, title="Pasar \u202eterbalik", published=NOW - timedelta(days=900), protected=True)])
    show(model)
    library.do.save(ids(model))
    qtbot.waitUntil(lambda: model.headline(0).saved)
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.replace("\u2060", "") == (
        "Dunia. Pasar terbalik. 19 Sep 2023. Sari Melati, Kabar Uji. unread. saved. password needed"
    )


def test_a_store_that_cannot_answer_is_told_and_what_is_shown_stays(model, library, qtbot, monkeypatch, fill, show):
    def busy(query, limit):
        raise StoreBusy

    fill(1, 80)
    show(model)
    monkeypatch.setattr(library.ask, "page", busy)
    with qtbot.waitSignal(model.failed):
        model.set_query(UNREAD)
    assert not model.loading
    assert numbers(model)[:FIRST] == list(range(1, FIRST + 1))
