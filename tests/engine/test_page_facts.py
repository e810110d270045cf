"""What a page says of its story outside the text: the surest place first, however broken (all pages invented)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reader_app.content.page import extract
from reader_app.records import PageStory

WORDS = "<p>Sebuah kalimat yang cukup panjang untuk menjadi bagian dari berita ini, kata seorang saksi. </p>" * 6


def _read(head: str, body: str = "", url: str = "https://kabar.test/politik/judul-panjang", lang: str = "id") -> PageStory:
    page = f"<!doctype html><html lang='{lang}'><head>{head}</head><body>{body}<article>{WORDS}</article></body></html>"
    return extract(page.encode(), url, {"content-type": "text/html; charset=utf-8"})


def _ld(text: str) -> str:
    return f"<script type='application/ld+json'>{text}</script>"


STORY = '{"@type":"NewsArticle","headline":"Air Pasang","datePublished":"2026-03-01T08:00:00+07:00"}'


@pytest.mark.parametrize("script", [
    STORY,
    f"[{STORY}]",
    '{"@graph":[{"@type":"WebPage","name":"x"},' + STORY + "]}",
    '{"@type":["Article","NewsArticle"],"headline":"Air Pasang","datePublished":"2026-03-01T08:00:00+07:00"}',
    '{"@type":"WebPage","mainEntity":' + STORY + "}",
    "<!--" + STORY + "-->",
    "//<![CDATA[\n" + STORY + "\n//]]>",
    "\ufeff" + STORY + ";",
    STORY.replace("}", ",}"),
    STORY.replace('"', "&quot;"),
    '{"@type":"Organization","name":"Kabar"}' + STORY,
    STORY.replace('"headline"', '"description":"baris\nbaru\tdi sini","headline"'),
    STORY.replace('"headline"', '"description":"kutip "di dalam" teks","headline"'),
])  # fmt: skip
def test_json_ld_is_read_in_every_broken_form(script: str) -> None:
    story = _read("<title>Air Pasang - Kabar</title>" + _ld(script))
    assert (story.title, story.published) == ("Air Pasang", datetime(2026, 3, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize("script", ['{"@type":' * 5000, "[" * 100_000, '{"a":"' + "\\u" * 1000, "{}" * 10_000, "null", ""])
def test_json_ld_that_is_a_trap_costs_the_page_nothing(script: str) -> None:
    assert _read("<title>Judul yang biasa saja</title>" + _ld(script)).title == "Judul yang biasa saja"


@pytest.mark.parametrize(("head", "body", "title"), [
    ("<title>Harga Beras Turun - Kabar Kita</title><meta property='og:site_name' content='Kabar Kita'>", "", "Harga Beras Turun"),
    ("<title>Harga Beras Turun | kabar.test</title>", "", "Harga Beras Turun"),
    (("<title>Kabar Kita: Harga Beras Turun</title><meta "
     "property='og:title' content='Harga Beras Turun'>"), "", "Harga Beras Turun"),
    ("<title>Harga Beras Turun - Ekonomi - Kabar</title>", "<h1>Harga Beras Turun</h1>", "Harga Beras Turun"),
    (("<meta property='og:title' content='Ketua: "
     "&quot;Air - Api&quot; Bukan Lawan'>"), "<h1>Otomotif</h1>", 'Ketua: "Air - Api" Bukan Lawan'),
    ("<title>Dari Hulu - ke Hilir</title>", "<h1>Dari Hulu - ke Hilir</h1>", "Dari Hulu - ke Hilir"),
])  # fmt: skip
def test_a_title_is_without_the_name_of_its_site(head: str, body: str, title: str) -> None:
    assert _read(head, body).title == title


@pytest.mark.parametrize(("head", "body", "author"), [
    (_ld('{"@type":"NewsArticle","headline":"x","author":{"@type":"Person","name":"Sekar Puspa"}}'), "", "Sekar Puspa"),
    (_ld('{"@type":"NewsArticle","headline":"x","author":[{"name":"Sekar Puspa"},"Bima T"]}'), "", "Sekar Puspa, Bima T"),
    (_ld('{"@type":"NewsArticle","headline":"x","author":[{"@type":"Organization","name":"Kabar"},{"@type":"Person","name":"Rani '
         'S"}]}'),
     "", "Rani S"),
    (_ld('{"@type":"NewsArticle","headline":"x","author":{"@type":"Person","name":"https://kabar.test/penulis/1"}}'),
     "<span class='byline'>Oleh Wening Asmarandana</span>", "Wening Asmarandana"),
    (("<meta name='author' content='SEKAR PUSPA'><meta property='article:author' "
     "content='https://facebook.test/kabar'>"), "", "Sekar Puspa"),
    ("", "<div class='byline'>By <a rel='author' href='/a'>Jane Doe</a> and John Roe</div>", "Jane Doe"),
    ("", "<p class='penulis'>Penulis: Umi Salindri</p>", "Umi Salindri"),
    ("", "<div>Reporter: Umi Salindri | Editor: Orang Lain</div>", "Umi Salindri"),
    ("", "<div class='articleByline'>By Jane Doe</div>", "Jane Doe"),
])  # fmt: skip
def test_who_wrote_it(head: str, body: str, author: str) -> None:
    assert _read("<title>Judul</title>" + head, body).author == author


@pytest.mark.parametrize(("head", "body", "url", "published"), [
    (("<meta property='article:published_time' "
     "content='2016-02-16T13:01:52+0700'>"), "", "", datetime(2016, 2, 16, 6, 1, 52, tzinfo=UTC)),
    ("<meta itemprop='datePublished' content='2024-04-28 07:00:00Z'>", "", "", datetime(2024, 4, 28, 7, tzinfo=UTC)),
    ("", "<time datetime='2026-05-04T03:00:00Z'>tadi</time>", "", datetime(2026, 5, 4, 3, tzinfo=UTC)),
    ("", "<span class='tanggal'>Senin, 15 Mei 2017 18:43 WIB</span>", "", datetime(2017, 5, 15, 11, 43, tzinfo=UTC)),
    ("", "<div class='detail__date'>Kamis, 05/11/2015 10:08 WIB</div>", "", datetime(2015, 11, 5, 3, 8, tzinfo=UTC)),
    ("", "", "https://kabar.test/2026/03/04/judul-panjang", datetime(2026, 3, 3, 17, tzinfo=UTC)),
])  # fmt: skip
def test_when_it_was_published(head: str, body: str, url: str, published: datetime) -> None:
    assert _read("<title>Judul</title>" + head, body, url or "https://kabar.test/politik/judul-panjang").published == published


def test_a_change_before_the_publication_is_none() -> None:
    head = (
        "<meta property='article:published_time' content='2026-03-02T00:00Z'><meta property='article:modified_time' content='{}'>"
    )
    assert _read(head.format("2026-03-01T00:00Z")).modified is None
    assert _read(head.format("2026-03-03T00:00Z")).modified == datetime(2026, 3, 3, tzinfo=UTC)


@pytest.mark.parametrize(("link", "url"), [
    ("https://kabar.test/politik/judul-asli", "https://kabar.test/politik/judul-asli"),
    ("/politik/judul-asli", "https://kabar.test/politik/judul-asli"),
    ("https://kabar.test/", "https://kabar.test/politik/judul-panjang"),
    ("https://lain.test/politik/judul-asli", "https://kabar.test/politik/judul-panjang"),
    ("javascript:alert(1)", "https://kabar.test/politik/judul-panjang"),
])  # fmt: skip
def test_the_canonical_address_stays_on_the_site_and_off_its_front_page(link: str, url: str) -> None:
    assert _read(f"<link rel='canonical' href='{link}'>").url == url


def test_section_tags_and_picture_come_with_their_parts() -> None:
    story = _read(
        _ld('{"@type":"NewsArticle","headline":"Air","articleSection":["Nusantara","Lain"],"keywords":"pasang, banjir",'
            '"image":[{"@type":"ImageObject","url":"/k.jpg","width":300},{"url":"/b.jpg","width":1200,"caption":"Suasana '
            'muara/Net"}]}')
        + "<meta property='og:site_name' content='Kabar'>"
    )  # fmt: skip
    assert (story.section, story.tags, story.site) == ("Nusantara", ("pasang", "banjir"), "Kabar")
    assert story.lead is not None and story.lead.renditions[0].url == "https://kabar.test/b.jpg"
    assert (story.lead.caption, story.lead.credit) == ("Suasana muara", "Net")


@pytest.mark.parametrize(("raw", "headers", "title"), [
    ("<title>Ça va mieux à présent</title>".encode("latin-1"), {}, "Ça va mieux à présent"),
    ("<meta charset='windows-1251'><title>Новости дня</title>".encode("cp1251"), {}, "Новости дня"),
    ("<title>Новости дня</title>".encode("cp1251"), {"content-type": "text/html; charset=windows-1251"}, "Новости дня"),
    ("\ufeff<title>Kota — Desa</title>".encode(), {"content-type": "text/html; charset=iso-8859-1"}, "Kota — Desa"),
    ("<title>東京の新しい橋</title>".encode("shift_jis"), {"content-type": "text/html; charset=Shift_JIS"}, "東京の新しい橋"),
    ("<meta charset='us-ascii'><meta charset='utf-8'><title>Kota — Desa</title>".encode(), {}, "Kota — Desa"),
    ("<title>Kota — Desa</title>".encode("utf-16"), {}, "Kota — Desa"),
])  # fmt: skip
def test_letters_are_read_as_they_were_meant(raw: bytes, headers: dict[str, str], title: str) -> None:
    codec = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "ascii"
    body = "<p>halaman</p>".encode(codec if codec == "ascii" else "utf-16-le")
    assert extract(raw + body, "https://kabar.test/x", headers).title == title
