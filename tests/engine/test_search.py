"""Search: what a query means, what it finds, and how it is shown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader_app.paths import Paths
from reader_app.records import Order, SearchPage, story_id
from reader_app.store import Store, search
from tests.builders import KEY, NOW, offer, sections, story

STORIES = [
    {"title": "Harga beras naik di pasar Jum'at", "html": "<p>Pedagang beras di Kota Lama mengeluh.</p>", "sections": ("1",)},
    {"title": "Gubernur resmikan jembatan", "html": "<p>Jembatan itu menghubungkan dua desa. Harga tanah naik.</p>",
         "author": "Reni Erina", "sections": ("2",)},
    {"title": "Café Résumé opens", "html": "<p>A small café in the old town, straße und Brücke.</p>", "sections": ("4",)},
    {"title": "東京の新聞", "html": "<p>日本語の記事です。東京都で会議が開かれた。</p>", "sections": ("1",)},
    {"title": "Beras dan harga dunia", "html": "<p>Beras, beras, dan beras: stok dunia cukup.</p>", "sections": ("1",),
         "published": datetime(2025, 12, 30, 10, 0, tzinfo=UTC)},
]


@pytest.fixture
def store(tmp_path: Path):
    store = Store(Paths.of(tmp_path), clock=lambda: NOW)
    source = store.follow(offer(), None).id
    store.save_sections(source, sections())
    store.save_batch(source, [story(number, **each) for number, each in enumerate(STORIES, 1)])
    store.mark([story_id(KEY, "2")], "saved", True, "save")
    store.mark([story_id(KEY, "1")], "read", True, "mark-read")
    yield store
    store.close()


def ask(store: Store, text: str, **how) -> SearchPage:
    asked = {"order": Order.NEWEST, "limit": 50, "offset": 0, "prefix": False} | how
    return store.search(text, zone=UTC, **asked)


def found(store: Store, text: str, **how) -> list[int]:
    numbers = {story_id(KEY, str(number)): number for number in range(1, len(STORIES) + 1)}
    return [numbers[hit.headline.id] for hit in ask(store, text, **how).hits]


@pytest.mark.parametrize(("text", "numbers"), [
    ("beras", [1, 5]),
    ("harga beras", [1, 5]),
    ('"harga beras"', [1]),
    ('"beras harga"', []),
    ("beras -dunia", [1]),
    ("jembatan OR pedagang", [1, 2]),
    ("jumat", [1]),
    ("Jum’at", [1]),
    ("cafe resume", [3]),
    ("CAFÉ", [3]),
    ("strasse", [3]),
    ("東京", [4]),
    ("会議", [4]),
    ("京都", [4]),
    ("都京", []),
    ("in:title harga", [1, 5]),
    ("in:title tanah", []),
    ("di:judul beras", [1, 5]),
    ("section:dunia", [1, 4, 5]),
    ("bagian:Olahraga", [3]),
    ('section:"sepak bola" cafe', [3]),
    ("section:tidakada beras", []),
    ("source:kabar beras", [1, 5]),
    ('sumber:"Kabar Uji" jembatan', [2]),
    ("author:reni", [2]),
    ('penulis:"Reni Erina"', [2]),
    ("penulis:sari beras", [1, 5]),
    ("after:2026-01-01 beras", [1]),
    ("sebelum:2026 beras", [5]),
    ("before:2025-12-31 after:2025-12-30", [5]),
    ("is:saved", [2]),
    ("is:unread beras", [5]),
    ("is:tersimpan harga", [2]),
    ("bera*", [1, 5]),
    ("(jembatan OR cafe) desa", [2]),
])
def test_a_query_finds(store, text, numbers):
    assert found(store, text) == numbers


def test_the_last_word_may_be_unfinished_while_typing(store):
    assert found(store, "jemb", prefix=True) == [2]
    assert found(store, "jemb") == []
    assert found(store, "harga b", prefix=True) == [1, 5]
    assert found(store, "b", prefix=True) == [1, 3, 5]  # "Brücke", too
    assert found(store, "jemb ", prefix=True) == []


@pytest.mark.parametrize("text", [
    '"', '"""', "(((", ")", "-", "--", "*", "OR", "AND NOT", "a OR", ":", "section:", 'section:"', "title:", "after:x beras",
    "after:2026-13-99", "beras -", "is:gemuk", "NEAR(a b)", "a AND", "^x", "{title}: x", "\x00\x01", "💥",
    "'; drop table story;--",
    "x" * 20_000, "( " * 5_000, '"a ' * 3_000, "-" * 100, "\u202e\u200b", "bera* OR *", "before:99999999d", "after:0001-01-01",
])
def test_nothing_that_is_typed_is_an_error(store, text):
    for prefix in (False, True):
        for order in Order:
            ask(store, text, prefix=prefix, order=order)


def test_a_filter_that_makes_no_sense_is_words(store):
    assert found(store, "harga:beras") == [1]
    assert found(store, "is:beras") == []


def test_best_first_puts_the_word_in_the_headline_before_the_word_in_the_text(store):
    assert found(store, "harga", order=Order.BEST)[-1] == 2
    assert found(store, "beras dunia", order=Order.BEST) == [5]


def test_a_snippet_shows_where_the_words_stand(store):
    opening = "Pembuka yang panjang sekali. " * 40
    long = f"<p>{opening}</p><p>Di tengah ada Jum'at berkah dan sesudahnya lagi.</p>" + "<p>Penutup.</p>" * 50
    store.save_batch(1, [story(9, html=long)])
    (hit,) = (each for each in ask(store, "jumat berkah").hits)
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["Jum'at", "berkah"]
    assert hit.snippet.startswith("…") and hit.snippet.endswith("…") and len(hit.snippet) < 300


def test_hits_in_the_headline_are_marked_and_excluded_words_are_not(store):
    (hit,) = ask(store, "beras -dunia").hits
    assert [hit.headline.title[start:end] for start, end in hit.title_marks] == ["beras"]
    (hit,) = ask(store, "東京").hits
    assert [hit.headline.title[start:end] for start, end in hit.title_marks] == ["東京"]


def test_the_markup_of_a_story_is_not_searched(store):
    html = '<p class="kelasku">Teks <a href="http://x.test/alamatku">tautan</a></p><script>rahasiaku</script>'
    store.save_batch(1, [story(9, html=html)])
    for word in ("kelasku", "alamatku", "rahasiaku"):
        assert found(store, word) == []


def test_an_edited_story_is_found_by_its_new_words_only(store):
    store.save_batch(1, [story(2, title="Bendungan baru", html="<p>Waduk.</p>")])
    assert found(store, "jembatan") == [] and found(store, "waduk") == [2]


def test_withdrawn_stories_are_found_only_if_saved(store):
    store.withdraw(1, ["1", "2"])
    assert found(store, "pedagang") == [] and found(store, "jembatan") == [2]


def test_pages_of_hits_follow_each_other(store):
    store.save_batch(1, [story(number, title="Serba sama", published=NOW - timedelta(days=number)) for number in range(10, 40)])
    pages = [ask(store, "serba", limit=7, offset=at) for at in range(0, 35, 7)]
    hits = [hit.headline.id for page in pages for hit in page.hits]
    assert hits == [story_id(KEY, str(number)) for number in range(10, 40)]
    assert pages[0].count == 30 and pages[0].exact


def test_older_stories_move_to_the_part_without_prefixes_and_are_found_as_before(store, monkeypatch):
    batch = [story(number, title="Serba sama", published=NOW - timedelta(days=number)) for number in range(10, 130)]
    store.save_batch(1, batch)
    monkeypatch.setattr(search, "NEWEST_LEAST", 20)
    monkeypatch.setattr(search, "NEWEST_MOST", 40)
    store.settle(lambda: False)
    with store.reading() as db:
        floor, newest = db.one("select floor, newest from tally")
        assert newest <= 20 and newest == db.value("select count(*) from search_new")
        assert floor == db.value("select max(rowid) from search_old")
    for how in ({"prefix": True}, {}):
        text = "ser" if how else "serba"
        hits = [hit.headline.id for hit in ask(store, text, limit=200, **how).hits]
        assert hits == [each.id for each in batch]
    oldest = story(500, published=NOW - timedelta(days=400), title="Tertua")
    store.save_batch(1, [story(100, title="Lain dari yang lama"), oldest])
    assert len(ask(store, "lain").hits) == 1 and len(ask(store, "tertua").hits) == 1 and ask(store, "serba").count == 119
    assert store.examine(mend=False) == []


def test_an_index_that_lost_stories_is_noticed_and_rebuilt(store, monkeypatch):
    monkeypatch.setattr(search, "NEWEST_LEAST", 2)
    with store._writing() as db:
        db.run("delete from search_new where rowid = (select place from story where title like 'Gubernur%')")
    assert found(store, "jembatan") == []
    assert [each.what for each in store.examine(mend=True)] == ["index"]
    assert found(store, "jembatan") == [2] and found(store, "beras") == [1, 5] and found(store, "jemb", prefix=True) == [2]
    assert store.examine(mend=False) == []
    with store.reading() as db:
        assert db.one("select count(*), (select newest from tally) from search_new") == (2, 2)
