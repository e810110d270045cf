"""The rail: the publisher's ranking where there is one, the newest with their times."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from reader_app.records import Headline, Popular
from tests.builders import NOW
from ui.rail import Rail, RailRow


def headline(number, **fields):
    return Headline(**{
        "id": (1 << 62) + number, "place": number, "title": f"Kabar nomor {number}", "section": "Dunia", "source": "Kabar Uji",
        "source_id": 1, "author": "", "published": NOW - timedelta(hours=number), "updated": None, "url": "", "read": False,
        "saved": False, "words": 10, "picture": None,
    } | fields)


@pytest.fixture
def rail(qtbot):
    made = Rail()
    qtbot.addWidget(made)
    made.resize(260, 700)
    made.show()
    return made


def leave(rail):
    """The mouse, which on no screen stands in the corner, goes elsewhere."""
    rail.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    QApplication.sendEvent(rail, QEvent(QEvent.Type.Leave))


def rows(rail):
    return [row for row in rail.findChildren(RailRow) if row.isVisible()]


def test_without_a_ranking_there_is_no_popular(rail):
    rail.show_stories([], [headline(1), headline(30)], NOW)
    assert not rail._popular.isVisible()
    assert [row.accessibleName() for row in rows(rail)] == ["18:00 Kabar nomor 1", "Yesterday 13:00 Kabar nomor 30"]


def test_a_ranking_shows_rank_headline_and_date(rail):
    rail.show_stories([Popular(1, headline(3)), Popular(2, headline(2))], [], NOW)
    assert [row.accessibleName() for row in rows(rail)] == [
        "1 Kabar nomor 3 16:00 WIB", "2 Kabar nomor 2 17:00 WIB",
    ]


def test_a_click_and_enter_choose_the_story_with_its_whole_id(rail, qtbot):
    rail.show_stories([], [headline(1)], NOW)
    with qtbot.waitSignal(rail.story_chosen) as caught:
        qtbot.mouseClick(rows(rail)[0], Qt.MouseButton.LeftButton)
    assert caught.args == [(1 << 62) + 1]
    with qtbot.waitSignal(rail.story_chosen):
        qtbot.keyClick(rows(rail)[0], Qt.Key.Key_Return)


def test_a_long_headline_makes_its_row_taller(rail, qtbot):
    rail.show_stories([], [headline(1), headline(2, title="Kabar yang panjang sekali " * 6)], NOW)
    qtbot.waitUntil(lambda: rows(rail)[1].height() > 2 * rows(rail)[0].height())
    assert rail.horizontalScrollBar().maximum() == 0


def test_rows_are_reused_when_the_list_gets_shorter(rail):
    rail.show_stories([], [headline(number) for number in range(1, 6)], NOW)
    rail.show_stories([], [headline(7)], NOW)
    leave(rail)
    assert [row.text() for row in rows(rail)] == ["Kabar nomor 7"]


def test_under_the_readers_hand_nothing_changes_places(rail):
    rail.show_stories([], [headline(1), headline(2)], NOW)
    rail.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    rail.show_stories([], [headline(0), headline(1)], NOW)
    assert [row.text() for row in rows(rail)] == ["Kabar nomor 1", "Kabar nomor 2"]
    leave(rail)
    assert [row.text() for row in rows(rail)] == ["Kabar nomor 0", "Kabar nomor 1"]
