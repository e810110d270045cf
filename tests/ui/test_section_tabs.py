"""The tabs: the reader's order, counts, what finds no room, dragging, and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from reader_app.records import Section
from ui.section_tab import count_text
from ui.section_tabs import ALL, MOST, SAVED, SectionTabs

NAMES = ("Dunia", "Politik", "Hukum", "Bisnis", "Nusantara")


def section(number, name, **fields):
    return Section(**{
        "id": number, "name": name, "parent": None, "position": number, "hidden": False, "stories": 9, "unread": number,
    } | fields)


@pytest.fixture
def tabs(qtbot):
    made = SectionTabs()
    qtbot.addWidget(made)
    made.resize(1200, made.height())
    made.set_sections([section(number, name) for number, name in enumerate(NAMES, 1)])
    made.set_counts(unread=15, saved=2)
    made.show()
    return made


def tab(tabs, key):
    return tabs._tabs[key]


def test_tabs_are_all_the_sections_in_order_and_saved(tabs):
    assert tabs.keys == [ALL, 1, 2, 3, 4, 5, SAVED]
    assert [tab(tabs, key).isVisible() for key in tabs.keys] == [True] * 7
    places = [tab(tabs, key).x() for key in tabs.keys]
    assert places == sorted(places)


def test_a_tab_tells_its_unread_stories_to_eye_and_ear(tabs):
    assert tab(tabs, 5).accessibleName() == "Nusantara, 5 unread stories"
    assert tab(tabs, 1).accessibleName() == "Dunia, 1 unread story"
    assert count_text(999) == "999" and count_text(12_480) == "999+" and count_text(0) == ""


def test_a_click_chooses_and_tells(tabs, qtbot):
    with qtbot.waitSignal(tabs.chosen) as caught:
        qtbot.mouseClick(tab(tabs, 3), Qt.MouseButton.LeftButton)
    assert caught.args == [3] and tabs.key == 3
    assert tab(tabs, 3).isChecked() and not tab(tabs, ALL).isChecked()


def test_ctrl_digits_choose_what_is_on_the_screen(tabs):
    tabs.choose_nth(2)
    assert tabs.key == 1
    tabs.choose_nth(9)
    assert tabs.key == 1
    tabs.choose_next(-1)
    tabs.choose_next(-1)
    assert tabs.key == SAVED


def test_what_finds_no_room_is_under_more(tabs, qtbot):
    tabs.resize(420, tabs.height())
    shown = tabs.keys
    assert len(shown) < 7 and shown[-1] == SAVED
    assert tabs.more_button.isVisible()
    assert all(tab(tabs, key).geometry().right() <= tabs.width() for key in shown)
    with qtbot.waitSignal(tabs.more):
        qtbot.mouseClick(tabs.more_button, Qt.MouseButton.LeftButton)


def test_a_chosen_section_without_room_is_named_by_more(tabs):
    tabs.resize(420, tabs.height())
    tabs.choose(5)
    assert tabs.more_button.text() == "Nusantara" and tabs.more_button.isChecked()
    tabs.choose(ALL)
    assert tabs.more_button.text() == "More" and not tabs.more_button.isChecked()


def test_more_than_twelve_sections_are_no_tabs(tabs):
    tabs.resize(4000, tabs.height())
    tabs.set_sections([section(number, f"Bagian {number}") for number in range(1, 60)])
    assert len(tabs.keys) == MOST + 2
    assert tabs.more_button.isVisible()


def test_hidden_and_empty_sections_are_no_tabs_but_there_is_more(tabs):
    tabs.set_sections([section(1, "Dunia"), section(2, "Politik", hidden=True), section(3, "Hukum", stories=0)])
    assert tabs.keys == [ALL, 1, SAVED]
    assert tabs.more_button.isVisible()


def test_a_section_that_is_gone_gives_way_to_all(tabs):
    tabs.choose(4)
    tabs.set_sections([section(1, "Dunia")])
    assert tabs.key == ALL and tabs.keys == [ALL, 1, SAVED]


def test_moving_by_menu_tells_the_order_of_all_sections(tabs, qtbot):
    with qtbot.waitSignal(tabs.ordered) as caught:
        tabs.shift(2, 1)
    assert caught.args == [[1, 3, 2, 4, 5]]
    with qtbot.assertNotEmitted(tabs.ordered):
        tabs.shift(1, -1)


def test_moving_keeps_hidden_sections_where_they_are(tabs, qtbot):
    tabs.set_sections([section(1, "Dunia"), section(2, "Politik", hidden=True), section(3, "Hukum")])
    with qtbot.waitSignal(tabs.ordered) as caught:
        tabs.shift(3, -1)
    assert caught.args == [[3, 1, 2]]


def test_dragging_a_tab_moves_it_and_chooses_nothing(tabs, qtbot):
    chosen = []
    tabs.chosen.connect(chosen.append)
    held, over = tab(tabs, 1), tab(tabs, 4)
    grip = QPoint(10, 20)
    QTest.mousePress(held, Qt.MouseButton.LeftButton, pos=grip)
    for step in range(1, 11):
        goal = QPoint(over.geometry().center().x() * step // 10, 20)
        QTest.mouseMove(held, held.mapFrom(tabs, goal))
    with qtbot.waitSignal(tabs.ordered) as caught:
        QTest.mouseRelease(held, Qt.MouseButton.LeftButton, pos=grip)
    assert caught.args[0].index(1) > caught.args[0].index(3)
    assert chosen == []
    assert tabs.keys[1:-1] == caught.args[0]


def test_arrow_keys_go_along_the_tabs_and_enter_chooses(tabs, qtbot):
    tab(tabs, ALL).setFocus()
    qtbot.keyClick(tab(tabs, ALL), Qt.Key.Key_Right)
    qtbot.keyClick(tab(tabs, 1), Qt.Key.Key_Return)
    assert tabs.key == 1


def test_the_context_menu_of_all_and_saved_moves_nothing(tabs):
    def texts(key):
        return [action.text() for action in tabs._menu(tab(tabs, key)).actions() if action.text()]

    assert texts(2) == ["Mark all as read", "Move left", "Move right", "Hide", "All sections…"]
    assert texts(ALL) == ["Mark all as read", "All sections…"]
    assert texts(SAVED) == ["All sections…"]
