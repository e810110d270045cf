"""The measures of `tests.grade`: they must see what is lost, and nothing where nothing is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from reader_app.records import ParsedStory
from tests.grade import arithmetic as by
from tests.grade.cases import cases, shows_photos
from tests.grade.entries import fields
from tests.grade.outcome import Outcome
from tests.grade.shown import Shown, leaks
from tests.grade.table import AIMS, figure, rows, text, worst


def test_words_count_as_often_as_they_stand() -> None:
    assert by.kept("hujan hujan turun", "Hujan, turun!") == (2, 3)
    assert by.kept("hujan turun", "turun hujan lagi") == (2, 2)
    assert by.kept("", "apa") == (0, 0)


def test_f1_falls_with_what_is_missing_and_with_what_is_too_much() -> None:
    assert by.word_f1("satu dua tiga empat", "satu dua tiga empat") == 1
    assert by.word_f1("satu dua tiga empat", "satu dua") == pytest.approx(2 / 3)
    assert by.word_f1("satu dua", "satu dua tiga empat") == pytest.approx(2 / 3)
    assert by.word_f1("satu", "") == 0
    assert by.word_f1("", "") == 1


def test_scripts_without_blanks_are_compared_letter_by_letter() -> None:
    assert by.words("東京2026年") == ["東", "京", "2026", "年"]
    assert by.word_f1("東京都", "東京") == pytest.approx(0.8)
    assert by.words("Ａ²") == ["a2"]


def test_titles_may_differ_in_signs_only() -> None:
    assert by.same_title("“Hujan” – lagi", '"hujan" - Lagi')
    assert not by.same_title("Hujan lagi", "Hujan lagi | Harian Contoh")


@pytest.mark.parametrize(
    ("wanted", "given", "same"),
    [
        ("http://a.example/x/", "https://a.example/x", True),
        ("/x/y", "https://a.example/x/y", True),
        ("x/y", "https://a.example/b/x/y", True),
        ("y", "https://a.example/xy", False),
        ("http://a.example/x", "http://a.example/x/y", False),
        ("http://a.example/%41", "http://a.example/A", True),
        ("", "http://a.example", False),
    ],
)
def test_links_are_compared_without_scheme_and_trailing_slash(wanted: str, given: str, same: bool) -> None:
    assert by.same_link(wanted, given) is same


def test_days_are_those_of_the_place_where_the_page_was_written() -> None:
    late = datetime(2026, 10, 6, 23, 30, tzinfo=timezone(timedelta(hours=7)))
    assert by.same_day(late, late.astimezone(UTC))
    assert not by.same_day(late, late + timedelta(hours=1))
    assert by.same_day(datetime(2026, 10, 6), datetime(2026, 10, 5, 22, tzinfo=UTC))  # somewhere it is the 6th
    assert not by.same_day(datetime(2026, 10, 6), datetime(2026, 10, 3, 22, tzinfo=UTC))
    assert by.same_minute(late, late.astimezone(UTC)) and not by.same_minute(late, late + timedelta(hours=7))
    assert not by.same_minute(datetime(2026, 10, 6), datetime(2026, 10, 6, tzinfo=UTC))


def test_bylines_are_their_names() -> None:
    assert by.same_byline("By Sri Rejeki and Budi Santoso", "Sri Rejeki, Budi Santoso")
    assert by.same_byline("redaksi@contoh.example (Sri Rejeki)", "Sri Rejeki")
    assert by.same_byline("Jos&eacute;", "José")
    assert by.same_byline("Written by Sri Rejeki\n   Edited by Budi Santoso", "Sri Rejeki")
    assert not by.same_byline("Sri Rejeki", "Harian Contoh")
    assert not by.same_byline("Sri Rejeki", "")


def test_fields_are_found_again_where_a_story_is_missing() -> None:
    entries = [{"id": str(n), "title": f"Judul {n}", "content": "satu dua"} for n in range(3)]
    stories = [ParsedStory(str(n), "", f"Judul {n}", "<p>satu dua</p>") for n in (0, 2)]
    assert fields(entries, stories)[:2] == (6, 9)
    assert fields(entries[:1], [ParsedStory("0", "", "Judul 0", "<p>satu</p>")])[:2] == (2, 3)


def test_a_failed_case_counts_as_nothing_reached() -> None:
    good = Outcome("articles", "aeb", "a", 10, {"words": (0.98, 1), "leaks": (2, 1)})
    died = Outcome("articles", "aeb", "b", error="took too long")
    aims = {(aim.label, aim.measure): aim for aim in AIMS}
    assert figure(aims["articles, aeb", "words"], [good]) == pytest.approx(0.98)
    assert figure(aims["articles, aeb", "words"], [good, died]) == pytest.approx(0.49)
    assert figure(aims["articles, all", "failed"], [good, died]) == 1
    assert figure(aims["articles, all", "leaks"], [good, died]) == 2
    verdicts = {row.aim.measure: row.verdict for row in rows([good]) if row.aim.measure in ("words", "leaks", "failed")}
    assert verdicts == {"words": "met", "leaks": "missed", "failed": "met"}
    assert "0.4900" in text(rows([good, died])) and "took too long" in worst([good, died], 3)


@pytest.mark.parametrize(
    ("markdown", "seen"),
    [
        ("x <script>y", Shown()),
        ("x", Shown(links=["javascript:go()"])),
        ("x", Shown(pictures=["data:image/gif;base64,AAAA"])),
        ("x", Shown(links=["https://a.example/?utm_source=x"])),
        ("x", Shown(pictures=["https://www.facebook.com/tr?id=1"])),
    ],
)
def test_leaks_are_seen(markdown: str, seen: Shown) -> None:
    assert leaks(markdown, seen)


def test_what_is_written_as_code_or_escaped_is_no_leak() -> None:
    assert not leaks("```html\n<script>\n```\n\n`<iframe>` and \\<script>", Shown(links=["https://a.example/?q=data:"]))
    script = "<script>var theNameOfTheReader = document.cookie + 'x';</script>"
    assert leaks("x", Shown(text="var theNameOfTheReader = document.cookie + 'x';"), script)


def test_pages_of_photos_say_so_in_their_address() -> None:
    assert shows_photos("https://photo.contoh.example/a/b") and shows_photos("https://contoh.example/foto/a")
    assert not shows_photos("https://contoh.example/berita/foto-lama-ditemukan")


def test_a_corpus_is_read_as_it_lies(tmp_path: Path) -> None:
    feeds = tmp_path / "feeds" / "rome"
    feeds.mkdir(parents=True)
    (feeds / "a.xml").write_text("<rss/>")
    (feeds / "a.xml.expect.json").write_text('{"n": 0}')
    (feeds / "gone.xml.expect.json").write_text('{"n": 0}')
    (case,) = cases(tmp_path)
    assert (case.part, case.group, case.name, case.body(), case.facts()) == ("feeds", "real", "rome/a.xml", b"<rss/>", {"n": 0})
