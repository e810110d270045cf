"""The pages of RMOL through the years, and what Indonesian pages have in common (pages and people invented)."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader_app.content.page import extract
from reader_app.content.text import plain_text
from reader_app.records import PageStory

PAGES = Path(__file__).parent.parent / "data" / "pages"

ERAS = [
    ("rmol-2018", "http://politik.rmol.co/read/2018/03/23/331990/Bupati-Randuwangi-Resmikan-Dermaga-Baru-",
     "Bupati Randuwangi Resmikan Dermaga Baru", "Sekar Wulandhari Puspa", datetime(2018, 3, 23, 2, 12, tzinfo=UTC)),
    ("rmol-2021", "https://rmol.id/nusantara/read/2021/11/06/510640/kapal-perpustakaan",
     "Kapal Perpustakaan Terdampar di Gugus Sembilu", "Wening Asmarandana", datetime(2021, 11, 5, 23, 51, tzinfo=UTC)),
    ("rmol-2024", "https://rmol.id/bisnis/read/2024/11/21/645691/bank-tabung-warga",
     "Bank Tabung Warga Turunkan Bunga Pinjaman", "Salindri Wiratmaja", datetime(2024, 11, 21, 6, 29, tzinfo=UTC)),
    ("rmol-2026", "https://rmol.id/nusantara/read/2026/07/09/712761/jembatan-gantung",
     "Jembatan Gantung Teluk Layar Dibuka Lagi", "Kirana Wedhasmara", datetime(2026, 7, 9, 1, 15, tzinfo=UTC)),
]  # fmt: skip
FIRST_AND_LAST = {
    "rmol-2018": ("RMOL. Bupati Randuwangi meresmikan", "sepanjang pemecah ombak. [pus]"),
    "rmol-2021": ("Sebuah kapal perpustakaan", "bantuan datang dari pelabuhan."),
    "rmol-2024": ("Bank Tabung Warga menurunkan", "sebelum musim tanam dimulai."),
    "rmol-2026": ("Jembatan gantung yang menghubungkan", "kata salah seorang dari mereka."),
}
NEVER = ("Judul lain", "Populer", "Laporan", "LAPORAN", "REPORT", "BERITA TERKAIT", "Baca juga", "Perahu Buku", "Koperasi Garam",
         "Langganan", "WIB", "cabai", "/Net")  # fmt: skip


def _read(name: str, url: str) -> PageStory:
    return extract((PAGES / f"{name}.html").read_bytes(), url, {"content-type": "text/html"})


@pytest.mark.parametrize(("name", "url", "title", "author", "published"), ERAS)
def test_rmol_tells_its_facts_in_every_era(name: str, url: str, title: str, author: str, published: datetime) -> None:
    story = _read(name, url)
    assert (story.title, story.author, story.published, story.problem) == (title, author, published, "")
    assert story.language == "id"


@pytest.mark.parametrize("name", FIRST_AND_LAST)
def test_rmols_text_is_the_story_alone(name: str) -> None:
    story = _read(name, next(era[1] for era in ERAS if era[0] == name))
    text = plain_text(story.html)
    first, last = FIRST_AND_LAST[name]
    assert text.startswith(first) and text.endswith(last)
    assert not [each for each in NEVER if each in text]
    assert story.extractor == "rule RMOL" if name == "rmol-2026" else story.extractor


@pytest.mark.parametrize(("name", "caption"), [
    ("rmol-2018", "Dermaga Randuwangi"), ("rmol-2021", "Kapal perpustakaan di Gugus Sembilu"),
    ("rmol-2024", "Kantor Bank Tabung Warga"),
])  # fmt: skip
def test_rmols_picture_goes_above_the_text_with_its_caption_and_credit(name: str, caption: str) -> None:
    story = _read(name, next(era[1] for era in ERAS if era[0] == name))
    assert story.lead is not None and story.lead.renditions[0].url.startswith(
        ("http://rmol.co/images/", "https://rmol.id/images/")
    )
    assert (story.lead.caption, story.lead.credit) == (caption, "Net")
    assert "<img" not in story.html


def test_a_rule_that_finds_only_a_scrap_is_not_believed() -> None:
    body = (PAGES / "rmol-2021.html").read_text("utf-8")
    scrap = "<div id='fontResizableText'>" + "Ukuran huruf halaman ini dapat diubah oleh pembaca. " * 5 + "</div>"
    story = extract(body.replace('<div class="isi">', scrap + '<div class="isi">').encode(), ERAS[1][1], {})
    assert "seluruh awak selamat" in story.html and not story.extractor.startswith("rule")


def test_times_without_a_zone_are_jakartas_on_indonesian_pages_and_the_rules_zone_wins() -> None:
    page = (
        "<html lang='id'><title>Judul</title><meta property='article:published_time' "
        "content='2026-03-01 08:00:00'><p>{}</p></html>"
    )
    body = page.format("Kalimat panjang tentang sesuatu yang terjadi kemarin di kota itu. " * 8).encode()
    assert extract(body, "https://kabar.test/berita/1", {}).published == datetime(2026, 3, 1, 1, tzinfo=UTC)
    assert extract(body.replace(b"'id'", b"'en'"), "https://www.thejakartapost.com/x", {}).published == datetime(
        2026, 3, 1, 1, tzinfo=UTC
    )
    assert extract(body.replace(b"'id'", b"'en'"), "https://news.test/x", {}).published == datetime(2026, 3, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize("line", [
    "Baca juga: <a href='/lain'>Judul berita lain yang panjang sekali</a>", "<a href='/x'>Simak Video: Banjir di Muara</a>",
    "<strong>Lihat juga: <a href='/lain'>Foto-foto hari ini</a></strong>", "Selengkapnya", "ADVERTISEMENT",
    "SCROLL TO CONTINUE WITH CONTENT", "Pewarta: Sekar Puspa Editor: Bima Tarendra Copyright © Kabar 2026",
    "Ikuti berita terbaru kami di Google News dan WhatsApp Channel.", "Laporan: Sekar Puspa",
])  # fmt: skip
def test_what_indonesian_pages_put_between_paragraphs_is_left_out(line: str) -> None:
    long = (
        "<p>{} paragraf yang cukup panjang tentang sidang dewan kota pada "
        "hari Selasa lalu, lengkap dengan keterangan para saksi.</p>"
    )
    paragraphs = [long.format(each) for each in ("Pertama", "Kedua", "Ketiga", "Keempat")]
    body = "<html lang='id'><title>Sidang Dewan</title><article><h1>Sidang Dewan</h1>{}{}<p>{}</p>{}{}</article></html>"
    story = extract(body.format(*paragraphs[:2], line, *paragraphs[2:]).encode(), "https://kabar.test/politik/sidang-dewan", {})
    text = plain_text(story.html)
    assert [text.count(each) for each in ("Pertama", "Kedua", "Ketiga", "Keempat")] == [1, 1, 1, 1]
    assert len(text.split("\n\n")) == 4


@pytest.mark.parametrize(("link", "more", "whole"), [
    ("<a href='?page=all'>Tampilkan semua</a>", ("https://kabar.test/read/1/judul-panjang?page=all",), True),
    (("<a href='/read/1/judul-panjang?page=2'>Halaman "
     "selanjutnya</a>"), ("https://kabar.test/read/1/judul-panjang?page=2",), False),
    ("<link rel='next' href='/read/1/judul-panjang?page=2'>", ("https://kabar.test/read/1/judul-panjang?page=2",), False),
    ("<a href='/read/2/cerita-lain'>Selanjutnya</a>", (), False),
    ("<a href='https://lain.test/read/1/judul-panjang?page=2'>2</a>", (), False),
])  # fmt: skip
def test_further_pages_of_the_same_story_are_named(link: str, more: tuple[str, ...], whole: bool) -> None:
    words = "Kalimat panjang tentang sesuatu yang terjadi kemarin di kota itu. " * 8
    body = f"<html lang='id'><title>Judul Panjang</title><article><h1>Judul Panjang</h1><p>{words}</p>{link}</article></html>"
    story = extract(body.encode(), "https://kabar.test/read/1/judul-panjang", {})
    assert (story.more, story.whole) == (more, whole)


def test_a_rule_knows_how_its_site_shows_a_story_whole() -> None:
    words = "Kalimat panjang tentang sesuatu yang terjadi kemarin di kota itu. " * 8
    url = "https://nasional.kompas.com/read/2026/08/01/10150001/judul-rekaan"
    body = (
        f"<html lang='id'><title>Judul</title><div class='read__content'><p>{words}</p></div><a href='{url}?page=2'>2</a></html>"
    )
    story = extract(body.encode(), url, {})
    assert (story.more, story.whole, story.extractor) == ((f"{url}?page=all",), True, "rule Kompas.com")
