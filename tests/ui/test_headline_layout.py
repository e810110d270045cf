"""One row laid out: what it says, where it is cut, and that no stranger's text reaches out of its place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextCharFormat

from reader_app.records import Headline, Hit
from tests.builders import NOW
from ui.headline_days import Days
from ui.headline_layout import Measures, lay_out
from ui.headline_text import MOST, direction, harmless, in_qt
from ui.theme import LIGHT, sans


def headline(**other):
    fields = {
        "id": 1, "place": 1, "title": "Pasar lama dibuka kembali", "section": "Nusantara", "source": "Kabar Uji",
        "source_id": 1, "author": "", "published": NOW - timedelta(hours=2), "updated": None, "url": "http://kabar.test/1",
        "read": False, "saved": False, "words": 120, "picture": None,
    }
    return Headline(**fields | other)


HOSTILE = (
    "", " ", "a" * 5000, "kata " * 100_000, "\u202e\u202eterbalik\u2066", "\x00\x07\r\n\t", "\ud800x\udfff", "é" + "\u0301" * 500,
    "👩‍👩‍👧‍👦🏳️‍🌈" * 40, "وزير الخارجية يلتقي نظيره " * 9, "新闻标题" * 60, "ข่าววันนี้" * 40, "<img src=x onerror=alert(1)> &amp;",
    "\u2028\u2029baris", "\ufffc\ufeff\U000e0001x", "x\u200b" * 300,
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("width", [90, 220, 368, 900])
def test_no_text_breaks_a_row(qapp, text, width):
    measures = Measures(sans(10))
    first, hit = headline(title=text, section=text, source=text, author=text, saved=True, updated=NOW), None
    for hit in (None, Hit(first, text, ((0, 3), (2, 90), (400, 9000)), ((0, 2), (1, 50)))):
        for day in ("", "Today"):
            row = lay_out(first, hit, day, width, measures, pictured=True, now=NOW, mark=_mark())
            height = measures.height if hit is None else measures.found_height
            for piece in row.pieces:
                assert piece.text.lineCount() <= 3
                assert piece.at.y() + piece.text.boundingRect().height() <= height + 14
                for at in range(piece.text.lineCount()):
                    assert piece.text.lineAt(at).naturalTextWidth() <= max(width, 90) + 2
            assert not any("\u202e" in piece.text.text() or "\n" in piece.text.text() for piece in row.pieces)


def _mark():
    made = QTextCharFormat()
    made.setBackground(QColor(LIGHT.mark))
    return made


def texts(row):
    return [piece.text.text() for piece in row.pieces]


def test_a_row_says_section_headline_time_and_source(qapp):
    row = lay_out(headline(), None, "", 368, Measures(sans(10)), pictured=False, now=NOW, mark=_mark())
    assert [part.translate({0x2068: None, 0x2069: None}) for part in texts(row)] == [
        "NUSANTARA", "Pasar lama dibuka kembali", "17:00 WIB  ·  Kabar Uji"
    ]
    assert row.star is None
    assert not row.cut


def test_a_long_headline_is_cut_at_two_lines_and_its_marks_stay_right(qapp):
    title = "Warga desa memperbaiki jembatan gantung yang putus karena banjir besar pada awal pekan ini di desa itu"
    marks = ((6, 10), (title.index("jembatan"), title.index("jembatan") + 8), (title.rindex("desa"), title.rindex("desa") + 4))
    hit = Hit(headline(title=title), "", (), marks)
    row = lay_out(hit.headline, hit, "", 300, Measures(sans(10)), pictured=False, now=NOW, mark=_mark())
    layout = row.pieces[1].text
    shown = layout.text()
    assert row.cut
    assert layout.lineCount() == 2
    assert shown.endswith("…")
    assert [shown[each.start : each.start + each.length] for each in layout.formats()] == ["desa", "jembatan"]


def test_marks_after_an_emoji_stand_where_qt_counts(qapp):
    assert in_qt("😀 desa", ((2, 6),)) == [(3, 4)]


def test_a_right_to_left_headline_begins_at_the_right(qapp):
    title = "وزير الخارجية يلتقي نظيره الإندونيسي في جاكرتا لبحث التعاون"
    row = lay_out(headline(title=title), None, "", 368, Measures(sans(10)), pictured=False, now=NOW, mark=_mark())
    line = row.pieces[1].text.lineAt(0)
    assert direction(title) == Qt.LayoutDirection.RightToLeft
    assert line.naturalTextRect().right() == pytest.approx(line.width(), abs=2)
    assert direction("12:00 — Pasar") == Qt.LayoutDirection.LeftToRight


def test_the_marks_of_a_story_stay_whole_where_its_byline_is_cut(qapp):
    long = headline(author="Siti Rahma Widyaningrum Kusumawardhani binti Abdullah", saved=True, updated=NOW, protected=True)
    row = lay_out(long, None, "", 330, Measures(sans(10)), pictured=False, now=NOW, mark=_mark())
    assert texts(row)[-1].replace("\u2069", "").endswith("…  ·  edited  ·  password needed")
    assert row.star is not None
    assert row.star.right() <= 330 - 16 + 1


def test_text_takes_the_room_of_a_picture_that_is_not_there(qapp):
    with_picture, without = (
        lay_out(headline(title="kata " * 60), None, "", 368, Measures(sans(10)), pictured=each, now=NOW, mark=_mark())
        for each in (True, False)
    )
    assert with_picture.picture is not None
    assert without.picture is None
    assert len(texts(without)[1]) > len(texts(with_picture)[1])


def test_harmless_text_keeps_every_character_in_its_place():
    for text in HOSTILE:
        assert len(harmless(text)) == min(len(text), MOST)
    assert harmless("a\u202eb\nc") == "a\u2060b c"


def test_days_turn_at_the_readers_midnight(qapp):
    clock = [datetime(2026, 3, 7, 16, 59, tzinfo=UTC)]  # 23:59 in Jakarta
    days = Days(lambda: clock[0])
    late = headline(published=clock[0] - timedelta(minutes=5))
    assert days.name(late) == "Today"
    assert days.begun(late, headline(published=clock[0])) == ""
    assert not days.turned()
    clock[0] += timedelta(minutes=2)
    assert days.turned()
    assert days.name(late) == "Yesterday"
    assert days.begun(late, headline(published=clock[0])) == "Yesterday"
    assert not days.turned()


