"""Sitemaps read: news parts, plain ones, indexes, lists of addresses, packed ones, and what only pretends to be one."""

from __future__ import annotations

import gzip
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from reader_app.errors import PayloadError, Reason
from reader_app.records import ParsedPage, Payload
from reader_app.sources.listing.addresses import identity_of, is_story, story_at
from reader_app.sources.protocol import Following
from reader_app.sources.sitemap import Sitemap, choosing
from reader_app.sources.sitemap.choosing import KEPT
from reader_app.sources.sitemap.documents import MOST, UNPACKED

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data" / "sitemaps"
PAYLOADS = Path(os.environ.get("BERITA_CORPUS") or ROOT.parent / "shared" / "corpus") / "payloads" / "sitemaps"
NOW = datetime(2021, 11, 6, 5, 0, tzinfo=UTC)
HOME = {"home": "https://kabar.test", "zone": "Asia/Jakarta"}
URLSET = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'


def parse(
    body: bytes | str, what: str = "sitemap", *, memory: dict[str, Any] | None = None, now: datetime = NOW, **config: Any
) -> ParsedPage:
    payload = Payload("https://kabar.test/sitemap.xml", 200, {}, body.encode() if isinstance(body, str) else body)
    following = Following("sitemap:kabar.test", "Kabar Rekaan", {**HOME, **config}, memory or {}, now)
    return Sitemap().parse(what, payload, following)


def urlset(*urls: tuple[str, str]) -> str:
    return URLSET.format("".join(f"<url><loc>{loc}</loc>{f'<lastmod>{mod}</lastmod>' if mod else ''}</url>" for loc, mod in urls))


def many(count: int, step: timedelta = timedelta(minutes=1)) -> str:
    return urlset(*(
        (f"https://kabar.test/read/{100000 + number}/kabar-rekaan-nomor-{number}", (NOW - number * step).isoformat())
        for number in range(count)
    ))  # fmt: skip


# --- news -------------------------------------------------------------------------------------------------


def test_a_news_sitemap_with_odd_prefixes_and_blanks_everywhere() -> None:
    page = parse((DATA / "news.xml").read_bytes())
    first, second, third = page.stories
    assert first.url == "https://kabar.test/politik/read/70001/rapat-desa-rekaan-membahas-jembatan?a=1&b=2"
    assert first.title == "Rapat Desa Rekaan & Warga Membahas Jembatan"
    assert (first.published, first.modified) == (
        datetime(2021, 11, 6, 2, 15, tzinfo=UTC),
        datetime(2021, 11, 6, 3, 30, tzinfo=UTC),
    )
    assert first.tags == ("jembatan", "desa rekaan") and first.language == "id"
    assert first.lead is not None and first.lead.renditions[0].url == "https://img.kabar.test/jembatan.jpg"
    assert first.lead.caption == "Jembatan rekaan"
    assert (first.cut, first.by_page, first.html) == (True, True, "")
    assert second.remote_id == "kabar.test/olahraga/read/70002/tim-rekaan-menang-tipis"
    assert second.published == datetime(2021, 11, 5, 13, 0, tzinfo=UTC)  # no zone: the site's
    assert (third.title, third.published) == ("Hanya Tanggal", datetime(2021, 11, 3, 17, 0, tzinfo=UTC))
    assert page.skipped == 1 and page.facts["publication"] == "Kabar Rekaan"


def test_an_empty_news_sitemap_is_a_quiet_day() -> None:
    assert parse(URLSET.format("")).stories == ()


# --- plain ones -------------------------------------------------------------------------------------------


def test_only_addresses_of_stories_are_taken() -> None:
    stories = [
        "https://kabar.test/2021/11/06/hujan-deras", "https://kabar.test/politik/d-5801234/rapat", "https://kabar.test/a-59701234",
        "https://kabar.test/kabar-hujan-deras-di-desa.html", "https://kabar.test/news/articles/c5y7abcd1o",
        "https://kabar.test/uk-news/2021/nov/06/rapat", "https://kabar.test/read?id=51234",
    ]  # fmt: skip
    others = [
        "https://kabar.test/", "https://kabar.test/id", "https://kabar.test/politik", "https://kabar.test/tag/banjir-besar-di-kota-kita",
        "https://kabar.test/video", "https://kabar.test/foto/index.html", "https://kabar.test/2021/11/06/", "https://kabar.test/2021/11",
        "https://kabar.test/penulis/sari-melati-dari-desa", "https://kabar.test/pedoman-media-siber", "https://kabar.test/a/b.jpg",
        "https://kabar.test/politik/page/12345", "https://kabar.test/sitemap.xml", "https://kabar.test/category/warta-desa-dan-kota",
    ]  # fmt: skip
    page = parse(
        urlset(*((url, "2021-11-06T08:00:00+07:00") for url in (*others, *stories)), ("https://kabar.test/read/1/x", ""))
    )
    assert {story.url for story in parse(urlset(*((url, "2021-11-06") for url in (*others, *stories)))).stories} == set(stories)
    assert all(story.modified is None for story in page.stories)  # one time for all: that of the file


@pytest.mark.parametrize(("url", "lastmod", "published", "modified"), [
    ("https://kabar.test/2021/11/05/hujan", "", "2021-11-04T17:00:00+00:00", None),
    ("https://kabar.test/2021/11/05/hujan", "2021-11-05T10:00:00Z", "2021-11-05T10:00:00+00:00", "2021-11-05T10:00:00+00:00"),
    ("https://kabar.test/2021/11/04/hujan", "2021-11-05T10:00:00Z", "2021-11-03T17:00:00+00:00", "2021-11-05T10:00:00+00:00"),
    ("https://kabar.test/a/20211105093000-32-71/hujan", "2021-11-06", "2021-11-05T02:30:00+00:00", "2021-11-05T17:00:00+00:00"),
    ("https://kabar.test/read/71234/hujan", "2021-11-05T10:00:00Z", "2021-11-05T10:00:00+00:00", "2021-11-05T10:00:00+00:00"),
    ("https://kabar.test/2021/11/05/hujan", "2031-01-01", "2021-11-04T17:00:00+00:00", None),
])  # fmt: skip
def test_when_a_story_without_a_news_part_was_published(url: str, lastmod: str, published: str, modified: str | None) -> None:
    story = parse(urlset((url, lastmod))).stories[0]
    assert story.published is not None and story.published.isoformat() == published
    assert (story.modified.isoformat() if story.modified else None) == modified


def test_an_edit_shows_in_lastmod_and_nothing_else_changes() -> None:
    from reader_app.content.derive import content_hash

    url = "https://kabar.test/read/71234/hujan-deras-di-desa-rekaan"
    before, again, after = (parse(urlset((url, at))).stories[0] for at in ("2021-11-05", "2021-11-05", "2021-11-06"))
    assert before.remote_id == after.remote_id
    assert content_hash(before) == content_hash(again) != content_hash(after)


def test_a_first_sync_takes_the_newest_of_a_month_and_says_that_there_is_more() -> None:
    page = parse(many(60, timedelta(days=1)), "newest:10")
    assert [story.remote_id[-2:] for story in page.stories] == [f"-{number}" for number in range(10)]
    assert page.facts["left"] == 21 and page.facts["dated"] == 60


def test_later_syncs_take_what_is_newer_than_what_was_left_out() -> None:
    floor = (NOW - timedelta(days=9)).timestamp()
    assert len(parse(many(60, timedelta(days=1)), memory={"floor": floor}).stories) == 10


def test_older_ones_come_from_below_a_moment() -> None:
    page = parse(many(60, timedelta(days=1)), f"older:5:{int((NOW - timedelta(days=9)).timestamp())}")
    assert [story.remote_id.rpartition("-")[2] for story in page.stories] == ["10", "11", "12", "13", "14"]


def test_a_rule_gives_the_identity_and_the_section() -> None:
    from reader_app.content.rules import read

    rule = read({
        "name": "Warta", "hosts": ["warta.test", "warta.co.test"], "story": {
            "address": [
                r"//(?P<section>\w+)\.warta\.(?:co\.)?test/read/(?P<year>\d{4})/(?P<month>\d\d)/(?P<day>\d\d)/(?P<id>\d+)"
            ],
            "sections": {"politik": "Politik"},
        },
    })  # fmt: skip
    old, new = (story_at(url, rule) for url in (
        "http://politik.warta.co.test/read/2018/03/22/331830/Judul-Rekaan-", "https://politik.warta.test/read/2018/03/22/331830/lain",
    ))  # fmt: skip
    assert old == new and old is not None
    assert (old.identity, old.section, old.day) == ("331830", "Politik", datetime(2018, 3, 22, tzinfo=UTC))
    assert story_at("https://warta.test/iklan/beli-rumah-murah-sekarang-juga", rule) is None


@pytest.mark.parametrize(("one", "other"), [
    ("https://www.kabar.test/a/1/", "http://kabar.test/a/1"),
    ("https://kabar.test/a/1?utm_source=x&id=3", "https://kabar.test/a/1?id=3#atas"),
    ("https://m.kabar.test/a/1/amp", "https://kabar.test/a/1"),
])  # fmt: skip
def test_one_story_has_one_identity(one: str, other: str) -> None:
    assert identity_of(one) == identity_of(other)


def test_a_part_that_only_looks_like_a_date_is_none() -> None:
    assert not is_story("/2021/99/99/") and not is_story("/arsip/2021/11") and is_story("/19991/")


# --- indexes ----------------------------------------------------------------------------------------------


def index(*children: tuple[str, str]) -> str:
    told = "".join(f"<sitemap><loc>{loc}</loc><lastmod>{mod}</lastmod></sitemap>" for loc, mod in children)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{told}</sitemapindex>'


def test_an_index_tells_its_children_the_newest_first_without_tags_and_pictures() -> None:
    page = parse(index(
        ("https://kabar.test/post-sitemap.xml", "2019-01-01"), ("https://kabar.test/post_tag-sitemap.xml", "2021-11-06"),
        ("https://kabar.test/post-sitemap2.xml", "2021-11-06"), ("https://kabar.test/author-sitemap.xml", "2021-11-06"),
        ("https://kabar.test/image-sitemap.xml", "2021-11-06"),
    ))  # fmt: skip
    assert [url for url, _ in page.facts["children"]] == [
        "https://kabar.test/post-sitemap2.xml",
        "https://kabar.test/post-sitemap.xml",
    ]


@pytest.mark.parametrize(("children", "first"), [
    (["/sitemap-2021-10.xml", "/sitemap-2021-11.xml", "/sitemap-2020-12.xml"], "/sitemap-2021-11.xml"),
    (["/sitemap_20211105.xml", "/sitemap_20211106.xml.gz", "/sitemap_20210101.xml"], "/sitemap_20211106.xml.gz"),
    (["/s/2021/9.xml", "/s/2021/11.xml", "/s/2020/12.xml"], "/s/2021/11.xml"),
    (["/wp-sitemap-posts-1.xml", "/wp-sitemap-posts-12.xml", "/wp-sitemap-posts-2.xml"], "/wp-sitemap-posts-12.xml"),
    (["/post-sitemap9.xml", "/news-sitemap.xml", "/sitemap-2021-11.xml"], "/news-sitemap.xml"),
])  # fmt: skip
def test_which_child_holds_what_is_new(children: list[str], first: str) -> None:
    assert choosing.of_index([(f"https://kabar.test{each}", "") for each in children])[0] == f"https://kabar.test{first}"


# --- other forms, and what is none --------------------------------------------------------------------------


def test_a_plain_list_of_addresses() -> None:
    page = parse("# daftar\nhttps://kabar.test/2021/11/06/satu-kabar\r\n\r\nhttps://kabar.test/2021/11/05/dua-kabar\n")
    assert [story.url[-10:] for story in page.stories] == ["satu-kabar", "/dua-kabar"]


def test_a_packed_one_is_told_by_its_first_bytes() -> None:
    assert len(parse(gzip.compress(many(3).encode())).stories) == 3


def test_a_feed_that_serves_as_sitemap() -> None:
    page = parse(
        "<rss><channel><item><title>Hujan &amp;amp; angin</title><link>https://kabar.test/1</link>"
        "<pubDate>Sat, 06 Nov 2021 08:00:00 +0700</pubDate></item></channel></rss>"
    )
    assert [(story.title, story.published) for story in page.stories] == [("Hujan & angin", datetime(2021, 11, 6, 1, tzinfo=UTC))]


@pytest.mark.parametrize("body", [
    b"<!DOCTYPE html><html><body>Tidak ada</body></html>", b"", b"{}", b"<kml/>", b"\x1f\x8bbukan gzip", b"Halaman tidak ada",
    b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>", b"\0\1\2",
])  # fmt: skip
def test_what_is_no_sitemap_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(PayloadError) as caught:
        parse(body)
    assert caught.value.reason in (Reason.NOT_A_FEED, Reason.BAD_ENCODING)


def test_a_packed_file_that_swells_beyond_all_bounds_is_refused() -> None:
    with pytest.raises(PayloadError) as caught:
        parse(gzip.compress(b" " * (UNPACKED + 1)))
    assert caught.value.reason is Reason.TOO_LARGE


def test_entities_that_multiply_are_not_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    body = bomb + urlset(
        ("https://kabar.test/read/71234/&b;&c;", "2021-11-06"), ("https://kabar.test/read/71235/baik-baik-saja", "")
    )
    page = parse(body.replace("<lastmod>2021-11-06", "<lastmod>2021-11-05"))
    assert not any("root:" in story.url or len(story.url) > 200 for story in page.stories)


def test_more_addresses_than_a_sitemap_may_have() -> None:
    page = parse(many(60_000, timedelta(seconds=1)))
    assert len(page.stories) == KEPT and page.facts["addresses"] == MOST


def test_a_sitemap_taken_apart_is_as_good_as_whole() -> None:
    kind, payload = Sitemap(), Payload("https://kabar.test/s.xml", 200, {}, (DATA / "news.xml").read_bytes())
    following = Following("sitemap:kabar.test", "Kabar Rekaan", HOME, {}, NOW)
    whole = [story.remote_id for story in kind.parse("sitemap", payload, following).stories]
    apart = [
        story.remote_id for each in kind.apart("sitemap", payload) for story in kind.parse("sitemap", each, following).stories
    ]
    assert sorted(apart) == sorted(whole)


# --- real ones ----------------------------------------------------------------------------------------------


@pytest.mark.skipif(not PAYLOADS.is_dir(), reason="the sample payloads of ../shared are not here")
@pytest.mark.parametrize(("name", "count"), [("washingtonpost_news_2017.xml", 4), ("usp_google-news_example.xml", 2)])
def test_real_news_sitemaps(name: str, count: int) -> None:
    page = parse((PAYLOADS / name).read_bytes(), now=datetime(2026, 1, 1, tzinfo=UTC))
    assert len(page.stories) == count and page.skipped == 0
    assert all(story.title and story.published and " " not in story.url for story in page.stories)


@pytest.mark.skipif(not PAYLOADS.is_dir(), reason="the sample payloads of ../shared are not here")
def test_a_real_sitemap_that_names_no_stories() -> None:
    page = parse((PAYLOADS / "trafilatura_sitemap.xml").read_bytes(), "newest:500", now=datetime(2026, 1, 1, tzinfo=UTC))
    assert page.stories == ()
