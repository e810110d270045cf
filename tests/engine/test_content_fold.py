"""The search folding: what a reader types finds what a newsroom wrote."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_app.content.fold import fold, fold_map

SAME = [
    ("Jum'at", "Jum’at", "Jum`at", "Jumʼat", "jumat"),
    ("Résumé", "resume", "RE\u0301SUME\u0301"),
    ("straße", "STRASSE", "strasse"),
    ("ﬁnal", "final"),
    ("ＡＢＣ１２", "abc12"),
    ("Đà Nẵng", "da nang"),
    ("Ærø", "aero"),
    ("İstanbul", "istanbul", "Istanbul"),
    ("مُحَمَّد", "محمد"),
    ("أحمد", "احمد"),
    ("٢٠٢٦", "2026"),
    ("ΣΊΣΥΦΟΣ", "σίσυφος"),
    ("ёлка", "елка"),
    ("ｶﾞ", "ガ", "カ\u3099"),
    ("한국", unicodedata.normalize("NFD", "한국")),
    ("H₂O", "h2o"),
    ("Café’s", "cafe\u0301's", "cafes"),
]


@pytest.mark.parametrize("spellings", SAME)
def test_spellings_of_one_word_are_one(spellings: tuple[str, ...]) -> None:
    assert {fold(each) for each in spellings} == {fold(spellings[-1])}
    assert fold(spellings[0]) == fold(spellings[0]).strip()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Jum'at, 5 Mei: 'kutip'", "jumat, 5 mei: 'kutip'"),
        ("東京Tokyo都", "東 京 tokyo 都"),
        ("日本語の文 です", "日 本 語 の 文 で す"),
        ("ภาษาไทย ดี", "ภ า ษ า ไ ท ย ดี"),
        ("한국어 단어", "한국어 단어"),
        ("か が", "か が"),
        ("мой край", "мой край"),
        ("हिन्दी की", "हिन्दी की"),
        ("Merek™ baru", "merek  baru"),
        ("", ""),
    ],
)
def test_the_folded_form(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_phrase_of_letters_finds_part_of_an_unspaced_sentence() -> None:
    assert f" {fold('京都')} " in f" {fold('東京都庁。')} "
    assert f" {fold('ไทย')} " in f" {fold('ภาษาไทยดี')} "


def test_marks_in_the_original_are_found() -> None:
    text = "Salat Jum’at di “Ｍasjid” 東京都"
    folded, offsets = fold_map(text)
    start = folded.index("jumat")
    assert text[offsets[start] : offsets[start + 5]] == "Jum’at "[:-1]
    start = folded.index("京 都")
    assert text[offsets[start] : offsets[start + 2] + 1] == "京都"


MIXED = st.text(
    st.characters() | st.sampled_from("'’`abcé漢かカ\u3099\u0301ภี한\u1100\u1161 \u3000\u200dﬁ™½ı"), max_size=40
)


@given(MIXED)
def test_the_map_agrees_with_the_folding(text: str) -> None:
    folded, offsets = fold_map(text)
    assert folded == fold(text)
    assert len(offsets) == len(folded)
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


@given(MIXED)
def test_folding_never_fails_and_is_encodable(text: str) -> None:
    folded = fold(text)
    folded.encode()
    assert len(folded) <= 40 * (len(text) + 1)


@given(st.text(st.characters(max_codepoint=0x24F, exclude_categories=["Cs"], exclude_characters="ŉ"), max_size=40))
def test_case_does_not_matter(text: str) -> None:
    assert fold(text.casefold()) == fold(text)


@given(st.lists(st.text("abcé'漢かé한", min_size=1, max_size=6), max_size=8))
def test_words_fold_as_their_sentence_does(words: list[str]) -> None:
    assert fold(" ".join(words)).split() == [part for word in words for part in fold(word).split()]
