"""The text of a page: the story's own parts, with their pictures, tables and links, and nothing that stands around it."""

from __future__ import annotations

import pytest

from reader_app.content.page import extract
from reader_app.content.text import plain_text
from reader_app.records import PageStory

LONG = "{}, kata juru bicara dewan kota, adalah hal yang sudah lama ditunggu warga di sepanjang muara itu sejak musim lalu."
FOUR = [f"<p>{LONG.format(each)}</p>" for each in ("Dermaga baru", "Lampu suar", "Jalan setapak", "Pasar ikan")]


def _read(inner: str, around: str = "", head: str = "", url: str = "https://kabar.test/kota/judul") -> PageStory:
    nav = "<nav>" + "".join(f"<a href='/r{at}'>Rubrik {at}</a> " for at in range(12)) + "</nav>"
    page = (
        f"<html lang='id'><head><title>Muara Berubah</title>{head}</head><body>{nav}<article><h1>Muara "
        f"Berubah</h1>{inner}</article>"
    )
    return extract(f"{page}{around}<footer>Hak cipta Kabar</footer></body></html>".encode(), url, {})


def _all_four(story: PageStory) -> bool:
    return all(plain_text(story.html).count(each) == 1 for each in ("Dermaga baru", "Lampu suar", "Jalan setapak", "Pasar ikan"))


def test_headings_lists_quotes_tables_links_and_code_survive() -> None:
    parts = [
        FOUR[0], "<h2>Yang berubah di pelabuhan</h2>", FOUR[1],
        "<ul><li>perahu kecil boleh bersandar gratis</li><li>perahu besar membayar setengah harga</li></ul>",
        "<blockquote><p>Kami sudah menunggu ini bertahun-tahun lamanya di sini.</p></blockquote>", FOUR[2],
        "<table><tr><th>Kota</th><th>Perahu</th></tr><tr><td>Randuwangi</td><td>120</td></tr></table>",
        ("<p>Keterangan lengkap ada pada <a href='/dokumen/1'>naskah "
        "peraturan</a> yang terbit hari ini di balai kota.</p>"), FOUR[3],
    ]  # fmt: skip
    html = _read("".join(parts)).html
    for each in (
        "<h2>Yang berubah",
        "<ul>",
        "<li>perahu kecil",
        "<blockquote>",
        "<table>",
        "<td>Randuwangi",
        'href="/dokumen/1"',
    ):
        assert each in html
    assert "<h1" not in html and "Rubrik" not in html and "Hak cipta" not in html


def test_a_picture_stays_where_it_stands_with_its_caption_and_the_first_goes_above() -> None:
    first = "<figure><img src='/buka.jpg' alt='buka'><figcaption>Dermaga pagi/Antara</figcaption></figure>"
    second = (
        "<figure><img data-src='/tengah.jpg' src='data:image/gif;base64,R0'><figcaption>Suasana "
        "siang (Foto: Rina)</figcaption></figure>"
    )
    story = _read(first + FOUR[0] + FOUR[1] + second + FOUR[2] + FOUR[3])
    assert story.lead is not None and story.lead.renditions[0].url.endswith("/buka.jpg")
    assert (story.lead.caption, story.lead.credit) == ("Dermaga pagi", "Antara")
    assert "buka.jpg" not in story.html and "tengah.jpg" in story.html
    assert "<figcaption>Suasana siang (Foto: Rina)</figcaption>" in story.html


def test_a_video_stays_as_a_frame_and_a_pixel_does_not() -> None:
    frame = "<iframe src='https://www.youtube.com/embed/abc' title='Video'></iframe><iframe src='https://iklan.test/x'></iframe>"
    html = _read(FOUR[0] + FOUR[1] + frame + FOUR[2] + "<script>x</script>" + FOUR[3]).html
    assert "youtube.com/embed/abc" in html and "iklan.test" not in html and "<script" not in html


@pytest.mark.parametrize("insert", [
    ("<div class='related'><h3>Related</h3><ul><li><a href='/a'>Another story "
    "one</a></li><li><a href='/b'>Another story two</a></li></ul></div>"),
    "<div class='newsletter-box'><p>Subscribe to our newsletter and sign up for more</p></div>",
    "<p>Read more: <a href='/a'>Another story that is linked here</a></p>",
    "<div class='share'><a href='#'>Facebook</a> <a href='#'>Twitter</a></div>",
    "<p>Lest auch</p><p><a href='/a'>Another story that is linked here</a></p>",
    "<p>Continue reading the main story</p>",
])  # fmt: skip
def test_what_stands_between_paragraphs_and_is_no_story_goes(insert: str) -> None:
    story = _read(FOUR[0] + FOUR[1] + insert + FOUR[2] + FOUR[3])
    text = plain_text(story.html)
    assert _all_four(story)
    for each in ("nother story", "Subscribe", "Facebook", "Continue", "Lest", "Related"):
        assert each not in text


def test_what_follows_the_story_goes_but_a_box_with_such_a_name_ends_nothing() -> None:
    teasers = "".join(
        f"<p>Cerita lain nomor {at} yang juga panjang, tentang sesuatu yang sama sekali berbeda di kota.</p>" for at in range(4)
    )
    text = plain_text(_read("".join(FOUR) + "<h3>You may also like</h3>" + teasers).html)
    assert text.endswith("sejak musim lalu.") and "Cerita lain" not in text
    assert _all_four(_read("".join(FOUR[:3]) + "<h4>Auch interessant</h4><p>Sebuah kotak</p>" + FOUR[3]))


def test_a_notice_in_place_of_every_embed_goes_and_a_refrain_stays() -> None:
    notice = "<div class='embed'><p>Setelan privasi Anda mencegah pemuatan konten luar di halaman ini.</p></div>"
    assert "Setelan privasi" not in _read(FOUR[0] + notice + FOUR[1] + notice + FOUR[2] + notice + FOUR[3]).html
    refrain = "<p>Oh angin muara, bawalah perahu kami pulang sebelum malam tiba di teluk.</p>"
    assert (
        plain_text(_read(FOUR[0] + refrain + FOUR[1] + refrain + FOUR[2] + refrain + FOUR[3]).html).count("Oh angin muara") == 3
    )


def test_a_page_that_leaves_out_the_tags_of_its_body_is_read() -> None:
    page = f"<!doctype html><title>Muara Berubah</title><main>{''.join(FOUR)}</main>"
    assert _all_four(extract(page.encode(), "https://kabar.test/kota/judul", {}))


def test_paragraphs_parted_by_line_breaks_are_paragraphs() -> None:
    lines = "<br><br>".join(each[3:-4] for each in FOUR)
    assert plain_text(_read(f"<div>{lines}</div>").html).count("\n\n") == 3


def test_the_text_of_the_metadata_is_the_last_resort() -> None:
    told = " ".join(each[3:-4] for each in FOUR)
    head = '<script type=\'application/ld+json\'>{"@type":"NewsArticle","headline":"Muara","articleBody":"' + told + '"}</script>'
    story = extract(
        f"<html><head>{head}</head><body><div id='app'>Memuat…</div></body></html>".encode(), "https://kabar.test/kota/judul", {}
    )
    assert _all_four(story) and story.extractor == "json-ld" and story.problem == ""


# --- what is no story -------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [
    "<title>Just a moment...</title><body><script src='/cdn-cgi/challenge-platform/x.js'></script><p>Checking your browser</p>",
    "<title>Attention Required! | Cloudflare</title><body><p>Why have I been blocked?</p>",
    "<title>Before you continue</title><body><h1>Before you continue</h1><p>We use cookies and data to deliver our services.</p>",
    "<title>kabar.test</title><body><div id='px-captcha'></div><p>Press and hold</p>",
    "<title>Akses Ditolak</title><body><p>Anda tidak memiliki izin.</p>",
])  # fmt: skip
def test_a_check_in_place_of_the_story_is_told(page: str) -> None:
    assert extract(f"<html>{page}</html>".encode(), "https://kabar.test/kota/judul", {}).problem == "blocked"


def test_a_wall_behind_the_first_lines_is_told_and_a_whole_story_is_believed() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Muara","isAccessibleForFree":false}</script>'
    assert _read(FOUR[0], head=head).problem == "paywall"
    assert _read("".join(FOUR) * 3, head=head).problem == ""
    counted = head.replace("false", 'false,"wordCount":2000')
    assert _read("".join(FOUR) + f"<p>{'Kalimat lain yang panjang. ' * 60}</p>", head=counted).problem == "paywall"
    wall = "<div class='paywall'>Subscribe now to continue reading this story</div>"
    assert _read(FOUR[0], around=wall).problem == "paywall"


def test_a_front_page_is_no_story() -> None:
    cards = "".join(
        f"<div class='card'><a href='/kota/cerita-{at}'>Judul cerita nomor {at} hari ini</a></div>" for at in range(40)
    )
    assert (
        extract(f"<html><title>Kabar</title><body>{cards}</body></html>".encode(), "https://kabar.test/", {}).problem
        == "no-story"
    )
    assert extract(b"<html><title>Kosong</title><body></body></html>", "https://kabar.test/x", {}).problem == "no-story"
