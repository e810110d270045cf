"""Stories in the store: landing, edits, withdrawal, removal; places, sections, counters."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader_app.errors import AlreadyThere, NotFound, StoreDamaged, StoreTooNew
from reader_app.paths import Paths
from reader_app.records import Changes, ParsedSection, StoryQuery, story_id
from reader_app.store import Store
from tests.builders import KEY, NOW, offer, parsed_story, picture, sections, story


@pytest.fixture
def store(tmp_path: Path):
    store = Store(Paths.of(tmp_path), clock=lambda: NOW)
    yield store
    store.close()


@pytest.fixture
def source(store: Store) -> int:
    number = store.follow(offer(), None).id
    store.save_sections(number, sections())
    return number


ALL = StoryQuery()


def titles(store: Store, query: StoryQuery = ALL) -> list[str]:
    return [each.title for each in store.page(query, 100).headlines]


def ids(*numbers: int) -> list[int]:
    return [story_id(KEY, str(each)) for each in numbers]


def sound(store: Store) -> None:
    assert store.examine(mend=False) == []


def test_stories_are_listed_newest_first_whatever_their_order_of_arrival(store, source):
    store.save_batch(source, [story(5), story(1)])
    store.save_batch(source, [story(3)])
    assert titles(store) == ["Kabar nomor 1", "Kabar nomor 3", "Kabar nomor 5"]


def test_stories_of_one_second_have_places_of_their_own(store, source):
    same = NOW - timedelta(hours=1)
    store.save_batch(source, [story(each, published=same) for each in range(1, 20)])
    store.save_batch(source, [story(each, published=same) for each in range(20, 40)])
    assert len(set(store.places(StoryQuery()))) == 39
    sound(store)


def test_a_story_dated_ahead_does_not_stand_above_tomorrows_news(store, source):
    ahead = datetime(2099, 1, 1, tzinfo=UTC)
    store.save_batch(source, [story(1, published=ahead), story(2, published=datetime(1970, 1, 1, tzinfo=UTC))])
    store.clock = lambda: NOW + timedelta(days=1)
    store.save_batch(source, [story(3, published=NOW + timedelta(days=1))])
    assert titles(store) == ["Kabar nomor 3", "Kabar nomor 1", "Kabar nomor 2"]
    assert store.headlines_of(ids(1))[0].published == ahead


def test_what_is_unchanged_changes_nothing(store, source):
    store.save_batch(source, [story(1)])
    heard: list[Changes] = []
    store.watch(heard.append)
    assert not store.save_batch(source, [story(1)])
    assert heard == []


def test_an_edit_keeps_the_earlier_version_the_place_and_the_marks(store, source):
    store.save_batch(source, [story(1), story(2)])
    store.mark(ids(1), "read", True, "mark-read")
    store.mark(ids(1), "saved", True, "save")
    changes = store.save_batch(source, [story(1, title="Ralat", modified=NOW, published=NOW - timedelta(days=9))])
    assert changes.changed == tuple(ids(1))
    page = store.story(ids(1)[0])
    assert (page.headline.title, page.headline.read, page.headline.saved, page.versions) == ("Ralat", True, True, 1)
    assert page.headline.published == NOW - timedelta(minutes=1)
    assert page.headline.updated == NOW
    assert titles(store) == ["Ralat", "Kabar nomor 2"]
    with store.reading() as db:
        assert db.value("select title from version") == "Kabar nomor 1"
    sound(store)


def test_a_child_section_shows_in_its_parents_too(store, source):
    store.save_batch(source, [story(1, sections=("4", "1"))])
    by_name = {each.name: each for each in store.sections()}
    assert {each.name: each.stories for each in by_name.values()} == {"Dunia": 1, "Politik": 0, "Olahraga": 1, "Sepak Bola": 1}
    assert titles(store, StoryQuery(section=by_name["Olahraga"].id)) == ["Kabar nomor 1"]
    assert store.headlines_of(ids(1))[0].section == "Sepak Bola"


def test_equal_section_names_of_two_sources_are_one_section(store, source):
    other = store.follow(offer("test:other", name="Lain"), None).id
    store.save_sections(other, [ParsedSection("77", "DUNIA")])
    store.save_batch(source, [story(1)])
    store.save_batch(other, [story(2, key="test:other", sections=("77",))])
    dunia = store.section_named("dunia")
    assert dunia.stories == dunia.unread == 2
    assert sum(each.name.lower() == "dunia" for each in store.sections()) == 1


def test_a_cycle_of_sections_is_survived(store):
    number = store.follow(offer(), None).id
    circle = [ParsedSection("1", "Satu", "3"), ParsedSection("2", "Dua", "1"), ParsedSection("3", "Tiga", "2")]
    store.save_sections(number, [*circle, ParsedSection("4", "Sendiri", "4")])
    store.save_batch(number, [story(1, sections=("2",))])
    assert store.page(StoryQuery(section=store.section_named("dua").id), 9).count == 1
    sound(store)


def test_a_withdrawn_story_leaves_the_lists_and_returns_as_it_was(store, source):
    store.save_batch(source, [story(1), story(2)])
    store.mark(ids(1), "read", True, "mark-read")
    assert store.withdraw(source, ["1", "2"]).gone == tuple(ids(1, 2))
    assert titles(store) == [] and store.count_of(StoryQuery(unread=True)) == 0
    assert store.withdrawn(source) == {"1", "2"}
    store.bring_back(source, ["1", "2"])
    assert titles(store, StoryQuery(unread=True)) == ["Kabar nomor 2"]
    assert len(titles(store)) == 2
    sound(store)


def test_a_withdrawn_story_that_is_saved_or_was_read_to_the_end_stays(store, source):
    store.save_batch(source, [story(1), story(2), story(3)])
    store.mark(ids(1), "saved", True, "save")
    store.keep_position(ids(2)[0], 1.0)
    store.withdraw(source, ["1", "2", "3"])
    assert titles(store) == ["Kabar nomor 1", "Kabar nomor 2"]
    assert all(each.withdrawn for each in store.headlines_of(ids(1, 2)))
    assert titles(store, StoryQuery(saved=True)) == ["Kabar nomor 1"]
    sound(store)


def test_a_withdrawn_story_that_its_publisher_sends_again_is_back(store, source):
    store.save_batch(source, [story(1)])
    store.withdraw(source, ["1"])
    assert store.save_batch(source, [story(1)]).changed == tuple(ids(1))
    assert titles(store) == ["Kabar nomor 1"]


def test_removing_a_source_keeps_saved_and_half_read_stories_and_following_it_again_lists_them(store, source):
    store.save_batch(source, [story(each) for each in range(1, 6)])
    store.mark(ids(1), "saved", True, "save")
    store.mark(ids(3), "read", True, "mark-read")
    store.keep_position(ids(2)[0], 0.4)
    store.remove(source)
    assert store.sources() == [] and titles(store) == []
    assert titles(store, StoryQuery(saved=True)) == ["Kabar nomor 1"]
    assert store.story(ids(1)[0]).text == "Isi kabar nomor 1 dari desa."
    assert store.story(ids(2)[0]).position == pytest.approx(0.4)
    with pytest.raises(NotFound):
        store.story(ids(5)[0])
    sound(store)
    again = store.follow(offer(), None)
    assert again.id == source and again.stories == 2
    store.save_batch(source, [story(3), story(4)])
    assert titles(store, StoryQuery(unread=True)) == ["Kabar nomor 1", "Kabar nomor 2", "Kabar nomor 4"]  # 3 was read before
    sound(store)


def test_a_source_is_followed_once(store, source):
    with pytest.raises(AlreadyThere):
        store.follow(offer(), None)


def test_all_stories_go_into_the_section_the_reader_chose(store):
    number = store.follow(offer(), "Pilihan").id
    store.save_sections(number, sections())
    store.save_batch(number, [story(1, sections=("2",)), story(2, sections=())])
    assert store.section_named("pilihan").stories == 2 and store.section_named("politik").stories == 0


def test_order_and_hiding_of_sections_are_the_readers(store, source):
    names = {each.name: each.id for each in store.sections()}
    store.order_sections([names["Politik"], names["Sepak Bola"]])
    store.hide_section(names["Dunia"], True)
    store.save_sections(source, sections())
    assert [(each.name, each.hidden) for each in store.sections()] == [
        ("Politik", False), ("Sepak Bola", True), ("Dunia", True), ("Olahraga", False)
    ]


def test_lists_of_a_source_and_of_saved_stories_in_a_section(store, source):
    store.save_batch(source, [story(1), story(2, sections=("2",)), story(3)])
    store.mark(ids(2, 3), "saved", True, "save")
    dunia = store.section_named("dunia").id
    assert titles(store, StoryQuery(section=dunia, saved=True)) == ["Kabar nomor 3"]
    assert titles(store, StoryQuery(source=source, unread=True)) == [f"Kabar nomor {each}" for each in (1, 2, 3)]
    assert store.page(StoryQuery(saved=True, unread=True), 9).count == 2


def test_next_unread_goes_down_the_list_and_then_to_its_newest(store, source):
    store.save_batch(source, [story(each) for each in (1, 2, 3)])
    places = list(store.places(StoryQuery()))
    store.mark(ids(2), "read", True, "mark-read")
    assert store.next_unread(StoryQuery(), places[0]) == places[2]
    assert store.next_unread(StoryQuery(), places[2]) == places[0]
    store.mark(ids(1, 3), "read", True, "mark-read")
    assert store.next_unread(StoryQuery(), places[1]) is None


def test_pictures_are_wanted_newest_first_stored_once_and_removed_with_their_last_story(store, source):
    store.save_batch(source, [
        story(1, lead=picture("http://kabar.test/a.jpg", caption="Pasar", credit="Net")),
        story(2, lead=picture("http://kabar.test/a.jpg")), story(3, lead=picture("http://kabar.test/b.jpg")),
    ])
    wanted = store.wanted_pictures(10, NOW)
    assert [each.url for each in wanted] == ["http://kabar.test/a.jpg", "http://kabar.test/b.jpg"]
    for name in ("aa11.jpg",):
        store.paths.picture(name).parent.mkdir(parents=True)
        store.paths.picture(name).write_bytes(b"x")
    changes = store.save_picture(wanted[0].image_id, "aa11.jpg", 640, 360, 1)
    assert sorted(changes.changed) == sorted(ids(1, 2))
    page = store.story(ids(1)[0])
    assert (page.lead.picture, page.lead.width, page.lead.caption, page.lead.credit) == ("aa11.jpg", 640, "Pasar", "Net")
    store.picture_failed(wanted[1].image_id, "gone", None)
    assert store.wanted_pictures(10, NOW + timedelta(days=9)) == []
    store.remove(source)
    assert not store.paths.picture("aa11.jpg").exists()


def test_another_process_writing_is_noticed(store, source, tmp_path):
    heard: list[Changes] = []
    store.watch(heard.append)
    assert not store.look_around()
    other = Store(Paths.of(tmp_path), clock=lambda: NOW)
    other.save_batch(source, [story(1)])
    other.close()
    assert store.look_around().foreign and heard[-1].foreign
    assert not store.look_around()


def test_marks_of_the_reader_go_before_waiting_batches(store, source):
    store.save_batch(source, [story(0)])
    order: list[str] = []
    lane = store._connections.lane
    started = [threading.Event() for _ in range(4)]

    def batch(number: int) -> None:
        started[number].set()
        store.save_batch(source, [story(number + 1)])
        order.append("batch")

    def mark() -> None:
        started[3].set()
        store.mark(ids(0), "saved", True, "save")
        order.append("mark")

    threads = [threading.Thread(target=batch, args=(each,)) for each in range(3)] + [threading.Thread(target=mark)]
    with lane.turn(urgent=False):
        for thread, begun in zip(threads, started, strict=True):
            thread.start()
            assert begun.wait(5)
        assert _until(lambda: lane._urgent == 1)
    for thread in threads:
        thread.join(10)
    assert order[0] == "mark" and len(order) == 4


def _until(true) -> bool:
    beat = threading.Event()
    return any(true() or beat.wait(0.01) for _ in range(1000))


def test_the_readers_marks_are_on_the_disk_when_they_are_acknowledged(store):
    assert store._connections.state.value("pragma synchronous") == 2


def test_a_newer_store_is_refused_and_left_as_it_was(tmp_path):
    Store(Paths.of(tmp_path)).close()
    import apsw

    with apsw.Connection(str(Paths.of(tmp_path).store)) as raw:
        raw.pragma("user_version", 99)
    raw.close()
    before = Paths.of(tmp_path).store.read_bytes()
    with pytest.raises(StoreTooNew):
        Store(Paths.of(tmp_path))
    assert Paths.of(tmp_path).store.read_bytes() == before


def test_a_file_that_is_no_store_is_refused(tmp_path):
    paths = Paths.of(tmp_path)
    paths.create()
    paths.store.write_bytes(b"this is not a database" * 1000)
    with pytest.raises(StoreDamaged):
        Store(paths)


def test_an_emptied_store_beside_its_pictures_is_damage_and_not_a_new_profile(tmp_path):
    paths = Paths.of(tmp_path)
    Store(paths).close()
    for file in paths.data.glob("berita.db*"):
        file.unlink()
    paths.store.touch()
    Store(paths).close()  # nothing was lost: a first start was cut
    for file in paths.data.glob("berita.db*"):
        file.unlink()
    paths.store.touch()
    paths.picture("aa11.jpg").parent.mkdir(parents=True)
    paths.picture("aa11.jpg").write_bytes(b"x")
    with pytest.raises(StoreDamaged):
        Store(paths)
    assert paths.store.stat().st_size == 0


def test_markdown_is_wanted_for_new_and_edited_stories_and_for_a_newer_converter(store, source):
    store.save_batch(source, [story(1), story(2)])
    wanted = store.unconverted(3, 10)
    assert [each.id for each in wanted] == ids(1, 2)
    assert wanted[0].html == parsed_story(1).html
    store.save_markdown([(each.id, 3, f"**{each.id}**") for each in wanted])
    assert store.unconverted(3, 10) == [] and store.story(ids(1)[0]).markdown == f"**{ids(1)[0]}**"
    assert len(store.unconverted(4, 10)) == 2
    store.save_batch(source, [story(1, html="<p>Baru.</p>")])
    assert [each.id for each in store.unconverted(3, 10)] == ids(1)
