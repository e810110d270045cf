"""The headline list as a widget, over a real store: what is chosen, and what stays where it is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from reader_app.records import StoryQuery
from ui import headline_menu

Key, Left = Qt.Key, Qt.MouseButton.LeftButton


def at_rest(qtbot, view):
    model = view.model()
    qtbot.waitUntil(lambda: not model._out and not model._look_soon.isActive() and not view._see_soon.isActive())


def number(headline):
    return int(headline.title.rsplit(" ", 1)[1])


def click(view, row):
    QTest.mouseClick(view.viewport(), Left, Qt.KeyboardModifier.NoModifier, view.visualRect(view.model().index(row, 0)).center())


# --- choosing


def test_a_click_chooses_its_story_once(headlines, qtbot, fill, show):
    fill(1, 20)
    show(headlines.model())
    chosen = []
    headlines.story_chosen.connect(chosen.append)
    with qtbot.waitSignal(headlines.story_chosen):
        click(headlines, 2)
    assert chosen == [headlines.model().headline(2).id]
    assert chosen[0] > 2**32  # ids do not fit a C int
    assert number(headlines.current_headline()) == 3


def test_running_down_the_list_opens_only_where_it_comes_to_rest(headlines, qtbot, fill, show):
    fill(1, 40)
    show(headlines.model())
    chosen = []
    headlines.story_chosen.connect(lambda _: chosen.append(headlines.currentIndex().row()))
    for _ in range(12):
        QTest.keyClick(headlines, Key.Key_Down)
    qtbot.waitUntil(lambda: bool(chosen) and chosen[-1] == 11)
    assert len(chosen) <= 2


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        ((Key.Key_J, Key.Key_J, Key.Key_J), 2),
        ((Key.Key_J, Key.Key_J, Key.Key_K), 0),
        ((Key.Key_Down, Key.Key_Down, Key.Key_Up), 0),
        ((Key.Key_End,), 199),
        ((Key.Key_End, Key.Key_Home), 0),
        ((Key.Key_Home, Key.Key_Up), 0),
    ],
)
def test_keys_go_along_the_list(headlines, qtbot, keys, row, fill, show):
    fill(1, 200)
    show(headlines.model())
    for key in keys:
        QTest.keyClick(headlines, key)
    assert headlines.currentIndex().row() == row
    with qtbot.waitSignal(headlines.story_chosen) as told:  # also where the row had to be fetched first
        pass
    assert told.args == [headlines.model().headline(row).id]


def test_page_keys_go_by_pages(headlines, fill, show):
    fill(1, 60)
    show(headlines.model())
    QTest.keyClick(headlines, Key.Key_Home)
    QTest.keyClick(headlines, Key.Key_PageDown)
    page = headlines.currentIndex().row()
    assert 4 <= page <= 8
    QTest.keyClick(headlines, Key.Key_PageUp)
    assert headlines.currentIndex().row() == 0


def test_letters_are_left_to_the_window(headlines, fill, show):
    fill(1, 20)
    show(headlines.model())
    for key in (Key.Key_B, Key.Key_S, Key.Key_Space, Key.Key_Right):
        QTest.keyClick(headlines, key)
    assert not headlines.currentIndex().isValid()


def test_enter_and_a_double_click_mean_it(headlines, qtbot, fill, show):
    fill(1, 20)
    show(headlines.model())
    QTest.keyClick(headlines, Key.Key_Down)
    told = []
    headlines.story_chosen.connect(lambda story: told.append(("chosen", story)))
    headlines.story_activated.connect(lambda story: told.append(("activated", story)))
    QTest.keyClick(headlines, Key.Key_Return)
    first = headlines.model().headline(0).id
    assert told == [("chosen", first), ("activated", first)]
    point = headlines.visualRect(headlines.model().index(3, 0)).center()
    click(headlines, 3)
    with qtbot.waitSignal(headlines.story_activated) as activated:
        QTest.mouseDClick(headlines.viewport(), Left, Qt.KeyboardModifier.NoModifier, point)
    assert activated.args == [headlines.model().headline(3).id]


def test_focus_alone_chooses_nothing(headlines, qtbot, fill, show):
    fill(1, 5)
    show(headlines.model())
    headlines.clearFocus()
    with qtbot.assertNotEmitted(headlines.story_chosen, wait=20):
        headlines.setFocus(Qt.FocusReason.TabFocusReason)


def test_a_story_opened_elsewhere_is_marked_without_being_told(headlines, library, qtbot, fill, show):
    fill(1, 300)
    show(headlines.model())
    far = library.ask.headlines([library.ask.places(StoryQuery())[250]])[0]
    with qtbot.assertNotEmitted(headlines.story_chosen):
        headlines.select_story(far.id)
        qtbot.waitUntil(lambda: headlines.currentIndex().row() == 250)
        at_rest(qtbot, headlines)
    assert headlines.viewport().rect().contains(headlines.visualRect(headlines.currentIndex()))
    headlines.select_story(None)
    assert not headlines.currentIndex().isValid()


def test_a_remembered_story_is_found_once_its_list_is_there(headlines, library, qtbot, fill):
    fill(1, 300)
    far = library.ask.headlines([library.ask.places(StoryQuery())[250]])[0]
    headlines.model().set_query(StoryQuery())
    headlines.select_story(far.id)
    qtbot.waitUntil(lambda: headlines.currentIndex().row() == 250)


def test_the_next_unread_is_chosen(headlines, library, qtbot, fill, show):
    fill(1, 10)
    show(headlines.model())
    library.do.mark_read([headlines.model().headline(row).id for row in (0, 1, 2, 4)])
    qtbot.waitUntil(lambda: headlines.model().headline(4).read)
    for row in (3, 5):
        with qtbot.waitSignal(headlines.story_chosen):
            headlines.step_to_unread()
        assert headlines.currentIndex().row() == row
    library.do.mark_query_read(StoryQuery())
    qtbot.waitUntil(lambda: headlines.model().headline(5).read)
    left = []
    headlines.step_to_unread(lambda: left.append("none"))
    qtbot.waitUntil(lambda: left == ["none"])
    assert headlines.currentIndex().row() == 5


# --- nothing moves


def top(view):
    """The story at the top edge, and how many pixels of it are out of sight."""
    row = view.rowAt(0)
    return number(view.model().headline(row)), view.visualRect(view.model().index(row, 0)).top()


def test_a_sync_moves_neither_scroll_nor_selection(headlines, store, qtbot, fill, show):
    fill(100, 160)
    show(headlines.model())
    click(headlines, 2)
    headlines.verticalScrollBar().setValue(1234)
    before, told = top(headlines), headlines.story_chosen
    with qtbot.waitSignal(told):
        pass
    with qtbot.assertNotEmitted(told):
        fill(1, 20)
        fill(200, 230)
        store.withdraw(1, ["101", "105"])
        qtbot.waitUntil(lambda: headlines.model().waiting == 20 and headlines.model().rowCount() == 61 + 31 - 2)
        at_rest(qtbot, headlines)
    assert top(headlines) == before
    assert number(headlines.current_headline()) == 102


def test_showing_what_waited_goes_to_the_top_and_keeps_the_selection(headlines, qtbot, fill, show):
    fill(10, 60)
    show(headlines.model())
    click(headlines, 1)
    headlines.verticalScrollBar().setValue(2000)
    fill(1, 3)
    qtbot.waitUntil(lambda: headlines.model().waiting == 3)
    at_rest(qtbot, headlines)
    with qtbot.waitSignal(headlines.model().settled), qtbot.assertNotEmitted(headlines.story_chosen):
        headlines.show_waiting()
    assert headlines.verticalScrollBar().value() == 0
    assert number(headlines.current_headline()) == 11


def test_the_open_story_stays_selected_when_it_is_withdrawn(headlines, store, qtbot, fill, show):
    fill(1, 20)
    show(headlines.model())
    with qtbot.waitSignal(headlines.story_chosen):
        click(headlines, 3)
    with qtbot.assertNotEmitted(headlines.story_chosen):
        store.withdraw(1, ["4", "5"])
        qtbot.waitUntil(lambda: headlines.model().rowCount() == 19)
        at_rest(qtbot, headlines)
    assert number(headlines.current_headline()) == 4
    with qtbot.waitSignal(headlines.story_chosen):
        QTest.keyClick(headlines, Key.Key_Down)
    assert number(headlines.current_headline()) == 6
    assert headlines.model().rowCount() == 18


def test_another_list_begins_at_its_top(headlines, fill, show):
    fill(1, 60)
    show(headlines.model())
    headlines.verticalScrollBar().setValue(3000)
    show(headlines.model(), StoryQuery(unread=True))
    assert headlines.verticalScrollBar().value() == 0


def test_the_end_is_told_once_for_each_length(headlines, qtbot, fill, show):
    fill(1, 60)
    show(headlines.model())
    told = []
    headlines.near_end.connect(lambda: told.append(headlines.model().rowCount()))
    for _ in range(3):
        headlines.scrollToBottom()
        at_rest(qtbot, headlines)
        headlines.scrollToTop()
        at_rest(qtbot, headlines)
    assert told == [60]
    fill(61, 70)
    qtbot.waitUntil(lambda: headlines.model().rowCount() == 70)
    headlines.scrollToBottom()
    qtbot.waitUntil(lambda: told == [60, 70])


def test_scrolling_a_search_fetches_its_next_pages(headlines, qtbot, fill):
    fill(1, 120)
    with qtbot.waitSignal(headlines.model().settled):
        headlines.model().set_search("desa")
    qtbot.waitUntil(lambda: headlines.scrollToBottom() or headlines.model().rowCount() == 120)


# --- the menu


def test_the_menu_does_its_deeds_through_actions(headlines, qtbot, fill, show):
    fill(1, 5)
    show(headlines.model())
    model = headlines.model()
    second = model.headline(1)

    def choose(text):
        menu = headline_menu.build(model.headline(1), headlines._actions, headlines)
        next(act for act in menu.actions() if act.text() == text).trigger()
        menu.close()

    choose("Save")
    qtbot.waitUntil(lambda: model.headline(1).saved)
    choose("Mark as read")
    qtbot.waitUntil(lambda: model.headline(1).read)
    choose("No longer save")
    choose("Mark as unread")
    qtbot.waitUntil(lambda: not model.headline(1).saved and not model.headline(1).read)
    choose("Copy link")
    assert QGuiApplication.clipboard().text() == second.url


@pytest.mark.qt_log_ignore("does not support")
def test_the_menu_of_a_row_opens_without_choosing_it(headlines, qtbot, fill, show):
    fill(1, 5)
    show(headlines.model())
    point = headlines.visualRect(headlines.model().index(2, 0)).center()
    with qtbot.assertNotEmitted(headlines.story_chosen):
        QTest.mouseClick(headlines.viewport(), Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, point)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, headlines.viewport().mapToGlobal(point))
        headlines.contextMenuEvent(event)
    menus = [menu for menu in headlines.findChildren(QMenu) if menu.isVisible()]
    assert len(menus) == 1
    menus[0].close()
    headlines.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(10, 690), QPoint(10, 690)))
    assert not [menu for menu in headlines.findChildren(QMenu) if menu.isVisible()]


