"""Teasers told from whole stories by what they say at their end, where they stand, and how long they are."""

from __future__ import annotations

import pytest

from reader_app.content.cut import is_cut, is_own_summary, without_scripts, without_trailer, words_of

SENTENCE = "Warga desa menanam padi bersama pada musim hujan tahun ini. "
SHORT, WHOLE, BOOK = f"<p>{SENTENCE * 2}</p>", f"<p>{SENTENCE * 25}</p>", f"<p>{SENTENCE * 60}</p>"


@pytest.mark.parametrize(
    "end",
    [
        "Selengkapnya", "<a href='x'>Baca selengkapnya...</a>", "[…]", "[...]", "[&#8230;]", "[+1234 chars]", "(...)",
        "<a href='x'>Continue reading <span>“Judul”</span></a>", "<p><a>Read the full story</a> »</p>", "lire la suite",
        "Baca lebih lanjut", "Weiterlesen", "… Selengkapnya »", "[…]<p>The post <a>Judul</a> appeared first on <a>Kabar</a>.</p>",
        "[&hellip;] Artikel Judul pertama kali tampil di Kabar.",
    ],
)  # fmt: skip
def test_some_ends_are_a_teasers_wherever_they_stand(end: str) -> None:
    for text in (SHORT, WHOLE, BOOK):
        assert is_cut(text + end, whole=True)
        assert is_cut(text + end)


@pytest.mark.parametrize("end", ["…", "...", "Read more: Kabar lain", "more »", "…”"])
def test_some_ends_are_a_teasers_in_a_short_text_only(end: str) -> None:
    assert is_cut(f"{SHORT[:-4]} {end}</p>", whole=True) and not is_cut(f"{BOOK[:-4]} {end}</p>", whole=True)


def test_a_description_is_whole_when_it_is_long() -> None:
    assert is_cut(SHORT) and is_cut("") and is_cut("<p><img src='x'></p>", whole=True)
    assert not is_cut(WHOLE)


def test_what_stands_where_whole_texts_stand_is_whole() -> None:
    assert not is_cut(SHORT, whole=True)
    assert not is_cut(f"{SHORT}<p>The post <a>Judul</a> appeared first on <a>Kabar</a>.</p>", whole=True)
    assert not is_cut(f"{SHORT}<script>x = 'Selengkapnya'</script>", whole=True)


def test_a_text_that_is_its_own_summary_is_a_teaser() -> None:
    assert is_cut(SHORT, whole=True, summary=SENTENCE * 2) and is_own_summary(SHORT, SENTENCE * 2)
    assert not is_cut(SHORT, whole=True, summary=SENTENCE)
    assert not is_cut(WHOLE, whole=True, summary=WHOLE)


def test_the_end_is_found_behind_any_markup() -> None:
    assert is_cut(f"{BOOK}<div><p><a href='{'x' * 3000}'><b>Selengkapnya</b></a></p></div>", whole=True)
    assert words_of("<p>a&amp;b<br>c</p><!-- d --><b>e</b>f") == "a&b c ef"


def test_trailers_and_scripts_go() -> None:
    assert without_trailer("Awal kabar. The post Judul appeared first on Kabar.") == "Awal kabar."
    assert without_scripts("a<script>b</script>c<style>d") == "ac"


@pytest.mark.parametrize("text", ["<" * 100_000, "The post " * 20_000, "<script>" * 20_000, "…" * 100_000, "&amp" * 50_000])
def test_no_text_keeps_the_judge_long(text: str) -> None:
    is_cut(text, whole=True, summary=text)
    without_trailer(text)
