"""Stories that arrive cut, one story by two ways, and what the reader changes of a source: as the store keeps them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from reader_app.errors import NotFound
from reader_app.paths import Paths
from reader_app.records import Order, ParsedSection, StoryQuery, story_id
from reader_app.store import Store
from reader_app.store.connection import Connection
from reader_app.store.schema import STEPS, VERSION
from tests.builders import KEY, NOW, offer, picture, sections, story

WHOLE = "<p>" + " ".join(f"kata{number}" for number in range(200)) + "</p>"


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self):
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock):
    store = Store(Paths.of(tmp_path), clock=clock)
    yield store
    store.close()


@pytest.fixture
def source(store: Store) -> int:
    number = store.follow(offer(), None).id
    store.save_sections(number, sections())
    return number


def identity(number: int | str) -> int:
    return story_id(KEY, str(number))


def wanted(store: Store, source: int) -> list[int]:
    return [each.id for each in store.wanted_texts([source], 100, store.clock())]


def sound(store: Store) -> None:
    assert store.examine(mend=False) == []


def teaser(number: int = 1, **other):
    return story(number, html="<p>Awal kabar …</p>", cut=True, **other)


# --- whole texts ---


def test_a_cut_story_wants_its_page_and_gets_its_text_from_there(store, source):
    store.save_batch(source, [teaser(1), story(2)])
    assert wanted(store, source) == [identity(1)]
    assert store.story(identity(1)).cut and not store.story(identity(2)).cut
    store.save_text(identity(1), story(99, html=WHOLE, lead=picture("http://kabar.test/foto.jpg")), "", "")
    now = store.story(identity(1))
    assert not now.cut and "kata199" in now.text and now.lead is not None
    assert now.headline.title == "Kabar nomor 1"  # the headline it arrived with
    assert wanted(store, source) == []
    assert [hit.headline.id for hit in search(store, "kata199")] == [identity(1)]
    sound(store)


def search(store: Store, text: str):
    return store.search(text, order=Order.NEWEST, limit=10, offset=0, prefix=False, zone=None).hits


def test_the_same_teaser_again_changes_nothing(store, source):
    store.save_batch(source, [teaser(1)])
    store.save_text(identity(1), story(99, html=WHOLE), "", "")
    assert not store.save_batch(source, [teaser(1)])
    assert "kata199" in store.story(identity(1)).text


def test_an_edited_teaser_changes_the_headline_keeps_the_text_and_asks_the_page_again(store, source, clock):
    store.save_batch(source, [teaser(1)])
    store.save_text(identity(1), story(99, html=WHOLE), "", "")
    clock.now += timedelta(hours=1)
    store.save_batch(source, [teaser(1, title="Judul baru")])
    now = store.story(identity(1))
    assert now.headline.title == "Judul baru" and "kata199" in now.text and now.headline.updated is not None
    assert wanted(store, source) == [identity(1)]
    assert [hit.headline.id for hit in search(store, "judul kata199")] == [identity(1)]
    sound(store)


def test_a_teaser_never_takes_the_place_of_a_text_that_came_whole(store, source):
    store.save_batch(source, [story(1, html=WHOLE)])
    store.save_batch(source, [teaser(1, title="Judul baru")])
    now = store.story(identity(1))
    assert "kata199" in now.text and now.headline.title == "Judul baru" and not now.cut


def test_a_page_that_says_less_than_the_teaser_is_not_taken(store, source):
    store.save_batch(source, [story(1, html=WHOLE, cut=True)])
    store.save_text(identity(1), story(99, html="<p>Hanya ini.</p>"), "", "")
    assert "kata199" in store.story(identity(1)).text
    assert wanted(store, source) == []


def test_a_paywall_keeps_what_it_shows_and_its_reason(store, source):
    store.save_batch(source, [teaser(1)])
    store.save_text(identity(1), story(99, html="<p>" + "kata " * 40 + "</p>"), "paywall", "")
    now = store.story(identity(1))
    assert now.cut and now.cut_why is not None and now.cut_why.reason == "paywall"
    assert now.headline.words == 40


def test_a_page_that_fails_is_asked_again_when_its_time_has_come(store, source, clock):
    store.save_batch(source, [teaser(1)])
    store.text_failed(identity(1), "server", NOW + timedelta(hours=1))
    assert wanted(store, source) == []
    why = store.story(identity(1)).cut_why
    assert why is not None and why.reason == "server"
    clock.now += timedelta(hours=2)
    assert wanted(store, source) == [identity(1)]
    store.text_failed(identity(1), "gone", None)
    clock.now += timedelta(days=300)
    assert wanted(store, source) == []
    store.ask_texts_again(source)
    assert wanted(store, source) == [identity(1)]


def test_the_page_knows_when_a_listed_story_was_published_and_marks_go_with_it(store, source):
    store.save_batch(source, [teaser(1, published=None, by_page=True), story(5)])
    store.mark([identity(1)], "saved", True, "save")
    store.mark([identity(1)], "read", True, "mark-read")
    page = story(99, title="Judul di halaman", html=WHOLE, published=NOW - timedelta(days=2))
    changes = store.save_text(identity(1), page, "", "")
    assert identity(1) in changes.new and identity(1) in changes.gone
    titles = [each.title for each in store.page(StoryQuery(), 10).headlines]
    assert titles == ["Kabar nomor 5", "Judul di halaman"]
    head = store.story(identity(1)).headline
    assert head.published == NOW - timedelta(days=2) and head.saved and head.read
    assert [each.id for each in store.page(StoryQuery(saved=True), 10).headlines] == [identity(1)]
    sound(store)


def test_a_date_that_came_with_the_story_is_not_moved_by_its_page(store, source):
    store.save_batch(source, [teaser(1)])
    store.save_text(identity(1), story(99, html=WHOLE, published=NOW - timedelta(days=2)), "", "")
    assert store.story(identity(1)).headline.published == NOW - timedelta(minutes=1)


def test_never_means_that_no_page_is_asked_and_always_that_every_one_is(store, source):
    store.change_source(source, fulltext="never")
    store.save_batch(source, [teaser(1)])
    assert wanted(store, source) == []
    store.change_source(source, fulltext="always")
    store.save_batch(source, [story(2)])
    assert wanted(store, source) == [identity(1), identity(2)]


def test_a_section_that_only_the_page_knows_is_taken_from_there(store, source):
    store.save_batch(source, [teaser(1, sections=())])
    store.save_text(identity(1), story(99, html=WHOLE), "", "Olahraga")
    assert store.story(identity(1)).sections == ("Olahraga",)
    sound(store)


# --- one story by two ways ---


def by_feed(number: int, **other):
    """Story ``number`` as a feed has it: another id, the same guid."""
    fields = {
        "remote_id": f"http://kabar.test/?p={number}",
        "guid": f"http://kabar.test/?p={number}",
        "url": f"http://kabar.test/{number}",
    }
    return story(number, **(fields | other))


def by_rest(number: int, **other):
    return story(number, **({"guid": f"http://kabar.test/?p={number}"} | other))


def test_the_other_way_brings_no_story_twice(store, source):
    store.save_batch(source, [by_rest(1), by_rest(2)])
    store.save_batch(source, [by_feed(1), by_feed(2), by_feed(3)])
    assert store.count(source) == 3
    known = store.known(source)
    assert story_id(KEY, "http://kabar.test/?p=1") in known  # a worker is told that it knows them
    assert not store.save_batch(source, [by_feed(1)])
    sound(store)


def test_its_own_rendering_is_no_edit_but_a_later_change_is(store, source):
    store.save_batch(source, [by_rest(1)])
    store.save_batch(source, [by_feed(1, html="<p>Isi dengan bingkai lain.</p>")])
    assert store.story(identity(1)).versions == 0
    changes = store.save_batch(source, [by_feed(1, title="Judul ralat", html="<p>Isi ralat.</p>")])
    assert changes.changed == (identity(1),)
    now = store.story(identity(1))
    assert (now.headline.title, now.text, now.versions) == ("Judul ralat", "Isi ralat.", 1)
    assert not store.save_batch(source, [by_rest(1)])  # what REST says is still what it said
    sound(store)


def test_the_same_address_and_title_under_a_new_guid_is_the_same_story(store, source):
    store.save_batch(source, [by_feed(1), by_feed(1, remote_id="http://kabar.test/1#2", guid="http://kabar.test/1#2")])
    assert store.count(source) == 1


def test_an_address_that_many_stories_share_joins_none_of_them(store, source):
    same = {"url": "http://kabar.test/langsung", "guid": ""}
    store.save_batch(source, [story(1, **same), story(2, **same)])
    assert store.count(source) == 2


# --- sources as the reader wants them ---


def test_a_section_of_theirs_becomes_one_of_ours_for_old_and_new_stories(store, source):
    store.save_batch(source, [story(1), story(2, sections=("2",))])
    store.map_section(source, "1", "Mancanegara")
    assert store.story(identity(1)).sections == ("Mancanegara",)
    assert store.story(identity(2)).sections == ("Politik",)
    store.save_sections(source, sections())  # the publisher's next answer does not undo it
    store.save_batch(source, [story(3)])
    assert store.story(identity(3)).sections == ("Mancanegara",)
    assert store.section_named("Mancanegara").stories == 2
    with pytest.raises(NotFound):
        store.map_section(source, "77", "Dunia")
    sound(store)


def test_two_of_theirs_that_are_one_of_ours_are_not_torn_apart_wrongly(store, source):
    store.save_sections(source, [*sections(), ParsedSection("9", "Politik")])
    store.save_batch(source, [story(1, sections=("2",)), story(2, sections=("9",))])
    store.map_section(source, "9", "Pemilu")
    assert store.story(identity(1)).sections == ("Politik",)
    store.save_batch(source, [story(3, sections=("9",))])
    assert store.story(identity(3)).sections == ("Pemilu",)


def test_all_stories_of_a_source_go_into_one_section(store, source):
    store.save_batch(source, [story(1), story(2, sections=())])
    store.put_all_in(source, "Kabar Desa")
    assert [store.story(identity(each)).sections for each in (1, 2)] == [("Kabar Desa",)] * 2
    assert store.source(source).section == store.section_named("Kabar Desa").id
    store.put_all_in(source, None)
    store.save_batch(source, [story(3)])
    assert store.story(identity(3)).sections == ("Dunia",)
    sound(store)


def test_a_story_of_several_lists_stands_in_all_their_sections(store, source):
    store.save_batch(source, [story(1)])
    store.place_in(source, ["1", "404"], "2")
    assert store.story(identity(1)).sections == ("Dunia", "Politik")
    assert store.section_named("Politik").unread == 1
    sound(store)


def test_a_site_followed_by_one_way_is_known_by_another_and_can_be_switched(store):
    first = store.follow(offer("wordpress:kabar.test"), None)
    feed = offer(
        "feed:kabar.test/feed", kind="feed", url="https://www.kabar.test/", config={"feeds": [{"url": "http://kabar.test/feed"}]}
    )
    same = store.same_site(feed)
    assert same is not None and same.id == first.id
    switched = store.switch(first.id, feed)
    assert (switched.key, switched.kind, dict(switched.config)) == ("wordpress:kabar.test", "feed", dict(feed.config))
    other = offer("feed:kabar.test/bola", kind="feed", url="https://www.kabar.test/", config={})
    assert store.same_site(other) is None  # another feed of a site that is followed by a feed is a source of its own


def test_what_a_source_costs_is_counted_by_the_week_and_its_requests_by_the_day(tmp_path):
    store = Store(Paths.of(tmp_path))
    number = store.follow(offer(kind="guardian"), None).id
    store.count_traffic(number, requests=3, received=1000, stories=2)
    store.count_traffic(number, requests=1, received=24, stories=0)
    found = store.source(number)
    assert (found.week_stories, found.week_bytes, store.used_today("guardian"), store.used_today("feed")) == (2, 1024, 4, 0)
    store.close()


def test_validators_are_forgotten_after_eight_days(store, clock):
    store.put("http://kabar.test/feed", '"a"', None)
    assert store.get("http://kabar.test/feed") == ('"a"', None)
    clock.now += timedelta(days=8, minutes=1)
    assert store.get("http://kabar.test/feed") is None
    store.put("http://kabar.test/feed", '"a"', None)
    assert store.get("http://kabar.test/feed") == ('"a"', None)


# --- stores of earlier versions ---


def test_a_store_of_version_1_is_brought_up_to_date_after_a_backup(tmp_path):
    paths = Paths.of(tmp_path)
    paths.create()
    with closing(Connection(paths.store, synchronous="full", checkpoint=1000)) as old:
        STEPS[0](old.database)
        old.run("insert into tally (id, device) values (1, 'lama')")
        old.run(
            "insert into source (key, kind, name, url, added) values (?, 'wordpress', 'Kabar Uji', 'http://kabar.test', 0)",
            (KEY,),
        )
        old.run("insert into section (id, name, folded, position) values (1, 'Dunia', 'dunia', 1)")
        old.run("insert into source_section values (1, '1', null, 1)")
        old.run("insert into state (id, read, saved, marked) values (?, 0, 1, 1)", (identity(1),))
        old.run("pragma user_version = 1")
    store = Store(paths, clock=lambda: NOW)
    store.save_batch(1, [story(1)])
    assert store.story(identity(1)).headline.saved
    assert store.source(1).fulltext == "cut"
    store.close()
    with closing(sqlite3.connect(paths.store)) as now:
        assert now.execute("pragma user_version").fetchone() == (VERSION,)
    assert (paths.backups / f"before-version-{VERSION}.db").exists()
