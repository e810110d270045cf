"""What the store keeps of a story, and when a story counts as changed."""

from __future__ import annotations

import zlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_app import packing
from reader_app.content.derive import content_hash, derive
from reader_app.content.text import plain_text
from reader_app.errors import PayloadError, Reason
from reader_app.packing import pack_html, pack_text, restore_html, restore_text
from reader_app.records import ParsedImage, ParsedStory, Rendition, StoryToSave, story_id

HTML = (
    '<p class="a">Banjir <b>surut</b> di <a href="https://kabar.test/desa?id=7&amp;utm_source=x">desa</a> '
    "&#8220;Rawa&#8221;.</p>"
    '<script>var nonce="1";</script><figure id="f1"><img src="https://a.test/u/p-300x200.jpg" data-nonce="1">'
    '<figcaption>Dermaga. (Foto: Rina)</figcaption></figure><audio src="/u/s.mp3?_=1"></audio>'
)
STORY = ParsedStory("7", "https://kabar.test/7", "Banjir surut", HTML, author="Sari", sections=("3",))


def made(html: str = HTML, **other: object) -> StoryToSave:
    return derive(replace(STORY, html=html, **other), "wordpress:kabar.test", ceiling=1280)  # type: ignore[arg-type]


def test_a_story_is_kept_whole() -> None:
    story = made()
    text = restore_text(story.text_z)
    assert restore_html(story.html_z, text.encode()) == HTML
    assert text == plain_text(HTML) == "Banjir surut di desa “Rawa”.\n\nDermaga. (Foto: Rina)"
    assert story.id == story_id("wordpress:kabar.test", "7")
    assert story.words == 8
    assert story.summary == "Banjir surut di desa “Rawa”. Dermaga. (Foto: Rina)"
    assert (story.index_title, story.index_text.split()[:2]) == ("banjir surut", ["banjir", "surut"])
    assert story.hash == content_hash(STORY)
    (image,) = story.images
    assert (image.caption, image.credit, image.lead) == ("Dermaga.", "Rina", False)


def test_a_summary_is_the_publishers_or_the_beginning() -> None:
    assert made(summary=" Ringkasan\nkami ").summary == "Ringkasan kami"
    long = made("<p>" + "kata " * 100 + "</p>").summary
    assert len(long) <= 200
    assert long.endswith("kata…")


def test_a_story_without_title_has_its_first_words() -> None:
    assert made("<p>Tanpa judul ini.</p>", title="").title == "Tanpa judul ini."
    assert made("", title="", url="https://kabar.test/a/sebuah-kabar/").title == "sebuah kabar"


def test_an_empty_story_is_a_story() -> None:
    story = made("", protected=True)
    assert (restore_text(story.text_z), restore_html(story.html_z, b""), story.words) == ("", "", 0)


def test_words_without_blanks_are_counted() -> None:
    assert made("<p>日本語の短い段落です</p>").words == 6


def test_what_utf8_cannot_hold_is_replaced() -> None:
    story = made("<p>a\ud800b</p>", title="t\udfff", author="\ud800", tags=("\ud800", "x"))
    assert restore_html(story.html_z, restore_text(story.text_z).encode()) == "<p>a\ufffdb</p>"
    assert (story.title, story.author, story.tags) == ("t", "", ("x",))


def test_a_picture_written_into_an_oversized_story_is_left_out() -> None:
    html = f'<p>Isi</p><img src="data:image/png;base64,{"A" * 5_000_000}"><p>akhir</p>'
    story = made(html)
    text = restore_text(story.text_z)
    assert text == "Isi\n\nakhir"
    assert restore_html(story.html_z, text.encode()) == '<p>Isi</p><img src="data:,"><p>akhir</p>'


def test_a_story_that_is_too_large_is_refused() -> None:
    with pytest.raises(PayloadError) as caught:
        made("kata " * 1_000_000)
    assert caught.value.reason is Reason.TOO_LARGE


# --- pictures ---

LEAD = ParsedImage((Rendition("https://cdn.test/u/p.jpg", 2000), Rendition("https://cdn.test/u/p-1536x1024.jpg", 1536)))


def test_the_lead_picture_is_the_first_and_not_twice() -> None:
    story = made(HTML + '<img src="/u/lain.jpg">', lead=LEAD)
    assert [(image.url, image.lead) for image in story.images] == [
        ("https://cdn.test/u/p-1536x1024.jpg", True),
        ("https://kabar.test/u/lain.jpg", False),
    ]
    assert (story.images[0].caption, story.images[0].credit) == ("Dermaga.", "Rina")


def test_a_lead_keeps_its_own_caption() -> None:
    story = made(lead=replace(LEAD, caption="Milik sendiri"))
    assert story.images[0].caption == "Milik sendiri"


def test_a_story_has_at_most_200_pictures() -> None:
    assert len(made("".join(f"<img src='/{n}.jpg'>" for n in range(400)), lead=LEAD).images) == 200


# --- has it changed? ---

SAME = [
    HTML.replace('nonce="1"', 'nonce="2"'),
    HTML.replace('data-nonce="1"', 'data-nonce="9" data-id="5" loading="lazy"'),
    HTML.replace("?_=1", "?_=1719"),
    HTML.replace("https://a.test/u/p-300x200.jpg", "https://cdn9.test/u/p-1024x683.jpg?ver=3"),
    HTML.replace("</p>", "</p>\n\n\n  "),
    HTML.replace("&#8220;", "“").replace("&#8221;", "&rdquo;"),
    HTML.replace("utm_source=x", "utm_source=y&amp;_wpnonce=1"),
    HTML.replace("https://kabar.test/desa", "http://kabar.test/desa"),
    HTML.replace('id="f1"', 'id="f2"'),
    HTML.replace('class="a"', ""),
    HTML + "<!-- dibuat 0,31 detik --><form><input name=n value=1></form><style>a{}</style>",
    f"<div data-t='1'>{HTML}</div>",
]
OTHER = [
    HTML.replace("surut", "naik"),
    HTML.replace("<b>surut</b>", "surut"),
    HTML.replace("id=7", "id=8"),
    HTML.replace("/u/p-", "/u/q-"),
    HTML.replace("s.mp3", "t.mp3"),
    HTML + "<p>Ralat.</p>",
    HTML.replace("Rina", "Rini"),
]


@pytest.mark.parametrize("html", SAME)
def test_what_changes_by_itself_is_no_change(html: str) -> None:
    assert html != HTML
    assert content_hash(replace(STORY, html=html)) == content_hash(STORY)


@pytest.mark.parametrize("html", OTHER)
def test_what_a_reader_would_notice_is_a_change(html: str) -> None:
    assert content_hash(replace(STORY, html=html)) != content_hash(STORY)


@pytest.mark.parametrize(
    "change",
    [{"title": "x"}, {"author": "x"}, {"summary": "x"}, {"sections": ("3", "4")}, {"lead": LEAD}, {"protected": True}],
)
def test_facts_of_the_story_count(change: dict[str, object]) -> None:
    assert content_hash(replace(STORY, **change)) != content_hash(STORY)  # type: ignore[arg-type]


def test_dates_and_addresses_do_not_count() -> None:
    assert content_hash(replace(STORY, url="https://x.test/", guid="g", language="id")) == content_hash(STORY)


def test_the_hash_stays_from_release_to_release() -> None:
    assert content_hash(STORY) == 5943155116557758233  # every story of every reader would look changed


PIECES = st.sampled_from([
    "<a href=", "<img src='", '"', "'", ">", "<", "&", "[", "http://[", "data:", "<p>", "x", "?a=%", "\ud800", "\x1f",
])  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=6), max_size=30).map("".join))
def test_any_html_can_be_kept(html: str) -> None:
    story = made(html)
    assert 0 <= story.hash < 1 << 63
    restore_html(story.html_z, restore_text(story.text_z).encode())


# --- packing ---


@given(st.text(max_size=200), st.text(max_size=200))
def test_what_is_packed_comes_back(html: str, text: str) -> None:
    data = text.encode("utf-8", "replace")
    html = html.encode("utf-8", "replace").decode()
    assert restore_html(pack_html(html, data), data) == html
    assert restore_text(pack_text(html)) == html


def test_html_packs_small_against_its_text() -> None:
    text = " ".join(f"kata{n * 7919 % 1000}" for n in range(3000))
    html = "".join(f"<p>{text[at : at + 400]}</p>" for at in range(0, len(text), 400))
    assert len(pack_html(html, text.encode())) < len(zlib.compress(html.encode())) / 4


@pytest.mark.parametrize("damage", [lambda packed: packed[:-5], lambda packed: b"x" + packed, lambda _: b""])
def test_damage_is_a_value_error(damage: object) -> None:
    text = "kata " * 100
    for packed, restore in (
        (pack_text(text), restore_text),
        (pack_html(text, b"kata"), lambda data: restore_html(data, b"kata")),
    ):
        with pytest.raises(ValueError, match=r"damaged|cut short"):
            restore(damage(packed))  # type: ignore[operator]


def test_a_bomb_is_a_value_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "LARGEST", 1000)
    with pytest.raises(ValueError, match="too large"):
        restore_text(pack_text("a" * 1001))
    assert restore_text(pack_text("a" * 1000)) == "a" * 1000
