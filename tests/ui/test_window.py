"""The window over a real store: reading by keys, marks and undo, tabs, search and the way back, nothing moves by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLineEdit

from reader_app.records import StoryQuery
from tests.builders import NOW, story
from ui import look
from ui.columns import NARROW
from ui.memory import Memory
from ui.section_tabs import ALL, SAVED
from ui.syncing import Syncing
from ui.theme import DARK, LIGHT
from ui.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def syncing(library, tasks):
    return Syncing(library, tasks)


@pytest.fixture
def open_window(library, tasks, actions, syncing, qtbot, qapp):
    look.wear(qapp, LIGHT)

    def opened(memory=None):
        window = Window(memory or Memory(), library.settings, LIGHT)
        qtbot.addWidget(window)
        window.resize(1280, 800)
        window.show()
        window.activateWindow()
        window.furnish(library, tasks, actions, syncing)
        qtbot.waitUntil(lambda: window._facts is not None and not window.model.loading)
        return window

    return opened


@pytest.fixture
def window(library, fill, open_window):
    library.change_setting("read_after", "60000")
    fill(1, 40)
    return open_window()


@pytest.fixture
def ids(library, window):
    return [each.id for each in library.ask.page(StoryQuery()).headlines]


def press(qtbot, window, *keys):
    for key in keys:
        qtbot.keyClick(window.focusWidget() or window, key)


def headline(library, story_id):
    return library.ask.headlines_of([story_id])[0]


def opened(window):
    return window.reading.headline.id if window.reading.headline else None


def rows(window):
    return [window.model.headline(row).id for row in range(window.model.rowCount()) if window.model.headline(row)]


# --- reading


def test_j_and_k_open_story_after_story(window, ids, qtbot):
    press(qtbot, window, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: opened(window) == ids[0])
    press(qtbot, window, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: opened(window) == ids[1])
    press(qtbot, window, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: opened(window) == ids[0])


def test_a_story_shown_long_enough_counts_as_read_and_stays_in_unread(window, ids, library, qtbot):
    library.change_setting("read_after", "30")
    window.browsing.choose_unread(True)
    qtbot.waitUntil(lambda: not window.model.loading)
    press(qtbot, window, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: headline(library, ids[0]).read)
    qtbot.waitUntil(lambda: window.model.headline(0).read)
    assert rows(window)[0] == ids[0]
    assert window.status._told.text() == "", "nobody needs to be told"


def test_running_past_marks_nothing_and_enter_marks_at_once(window, ids, library, qtbot):
    press(qtbot, window, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: opened(window) is not None)
    assert not any(each.read for each in library.ask.headlines_of(ids))
    open_now = opened(window)
    press(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: headline(library, open_now).read)


def test_zero_means_only_enter_marks_as_read(window, ids, library, qtbot):
    library.change_setting("read_after", "0")
    press(qtbot, window, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: opened(window) == ids[0])
    assert not window.reading._mark_unless_left.isActive()


def test_space_goes_on_to_the_next_unread_story_at_the_end(window, ids, library, qtbot):
    library.do.mark_read(ids[1:3])
    press(qtbot, window, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: opened(window) == ids[0])
    qtbot.waitUntil(lambda: window.model.headline(2).read)
    press(qtbot, window, Qt.Key.Key_Space)  # the story is shorter than a page
    qtbot.waitUntil(lambda: opened(window) == ids[3])


def test_space_on_a_button_presses_it(window, qtbot):
    choice = window.column.strip._unread
    choice.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(choice.hasFocus)
    press(qtbot, window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.browsing.unread)


def test_back_and_forward_go_along_the_stories_read(window, ids, qtbot):
    for number in range(2):
        press(qtbot, window, Qt.Key.Key_J)
        qtbot.waitUntil(lambda number=number: opened(window) == ids[number])
    assert window.strip._back.isEnabled() and not window.strip._forward.isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: opened(window) == ids[0])
    qtbot.waitUntil(lambda: window.list.currentIndex().row() == 0)
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: opened(window) == ids[1])


# --- marks


def test_s_saves_shows_the_star_and_ctrl_z_takes_it_back(window, ids, library, qtbot):
    press(qtbot, window, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: opened(window) == ids[0])
    press(qtbot, window, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: window.strip._save.accessibleName() == "No longer save")
    qtbot.waitUntil(lambda: window.model.headline(0).saved)
    assert window.status._undo.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.strip._save.accessibleName() == "Save")
    assert not headline(library, ids[0]).saved


def test_a_key_pressed_right_after_moving_on_means_the_new_row(window, ids, library, qtbot):
    press(qtbot, window, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: opened(window) == ids[0])
    press(qtbot, window, Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: headline(library, ids[2]).saved)
    assert not headline(library, ids[0]).saved


def test_m_marks_read_and_unread(window, ids, library, qtbot):
    press(qtbot, window, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: opened(window) == ids[0])
    press(qtbot, window, Qt.Key.Key_M)
    qtbot.waitUntil(lambda: window.reading.headline.read)
    press(qtbot, window, Qt.Key.Key_M)
    qtbot.waitUntil(lambda: not window.reading.headline.read)


def test_the_whole_list_is_marked_read_and_brought_back(window, ids, library, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: window.status._told.text() == "Marked 40 stories as read")
    qtbot.waitUntil(lambda: window._facts.unread == 0)
    window.status._undo.click()
    qtbot.waitUntil(lambda: window._facts.unread == 40)


# --- tabs and search


def test_a_tab_shows_its_section_and_saved_shows_what_is_saved(window, ids, library, fill, qtbot):
    fill(50, 52, sections=("2",))
    politics = library.ask.section_named("Politik")
    qtbot.waitUntil(lambda: politics.id in window.header.tabs.keys)
    window.header.tabs.choose(politics.id)
    qtbot.waitUntil(lambda: window.model.rowCount() == 3)
    library.do.save(ids[:2])
    window.header.tabs.choose(SAVED)
    qtbot.waitUntil(lambda: rows(window) == ids[:2])
    assert not window.column.strip._unread.isVisible()


def test_search_asks_while_typing_and_escape_goes_back(window, fill, qtbot):
    fill(60, 60, title="Gempa kecil di lereng")
    press(qtbot, window, Qt.Key.Key_Slash)
    qtbot.waitUntil(window.header.field.hasFocus)
    qtbot.keyClicks(window.header.field, "gempa s")
    assert window.header.field.text() == "gempa s", "letters type"
    qtbot.keyClick(window.header.field, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: window.model.searched == "gempa" and window.model.rowCount() == 1)
    qtbot.waitUntil(lambda: window.column.strip._count.accessibleName() == "1 found")
    assert window.column.strip._best.isVisible()
    qtbot.keyClick(window.header.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.model.searched == "" and window.model.rowCount() > 1)
    qtbot.waitUntil(window.list.hasFocus)
    assert window.header.field.text() == "" and window.column.strip._every.isVisible()


def test_escape_leaves_the_search_also_from_the_list(window, fill, qtbot):
    fill(60, 60, title="Gempa kecil di lereng")
    press(qtbot, window, Qt.Key.Key_Slash)
    qtbot.waitUntil(window.header.field.hasFocus)
    qtbot.keyClicks(window.header.field, "gempa")
    qtbot.waitUntil(lambda: window.model.searched == "gempa" and window.model.rowCount() == 1)
    window.list.setFocus()
    qtbot.keyClick(window.list, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.model.searched == "" and window.model.rowCount() > 1)
    assert window.header.field.text() == ""


def test_saved_stories_stay_in_reach_when_the_last_source_is_removed(window, ids, library, open_window, qtbot):
    library.do.save(ids[:1])
    library.do.remove(1)
    qtbot.waitUntil(lambda: window._facts is not None and window._facts.total == 0)
    assert not window.first_start
    window.header.tabs.choose(SAVED)
    qtbot.waitUntil(lambda: rows(window) == ids[:1])


def test_another_tab_ends_the_search(window, fill, qtbot):
    fill(60, 60, title="Gempa kecil di lereng")
    window.header.field.setText("gempa")
    qtbot.waitUntil(lambda: window.model.rowCount() == 1)
    window.header.tabs.choose(ALL)
    qtbot.waitUntil(lambda: window.model.rowCount() > 1)
    assert window.header.field.text() == "" and window.browsing.searched == ""


# --- nothing moves


def test_new_stories_wait_and_nothing_moves(window, ids, library, store, qtbot):
    press(qtbot, window, Qt.Key.Key_J, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: opened(window) == ids[1])
    before = rows(window), window.list.verticalScrollBar().value(), window.list.geometry()
    store.save_batch(1, [story(-number) for number in range(1, 4)])
    qtbot.waitUntil(lambda: window.column.strip._new.text() == "3 new")
    assert (rows(window), window.list.verticalScrollBar().value(), window.list.geometry()) == before
    assert opened(window) == ids[1]
    window.column.strip._new.click()
    qtbot.waitUntil(lambda: window.model.rowCount() == 43)
    assert opened(window) == ids[1] and not window.column.strip._new.isVisible()


def test_the_rail_folds_away_on_a_narrow_window_and_by_key(window, qtbot):
    assert window.rail.isVisible()
    window.resize(NARROW - 50, 700)
    qtbot.waitUntil(lambda: not window.rail.isVisible())
    qtbot.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert window.rail.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    window.resize(1280, 800)
    qtbot.waitUntil(window.rail.isVisible)


def test_a_story_of_the_rail_opens_and_is_marked_in_the_list(window, ids, qtbot):
    qtbot.waitUntil(lambda: bool(window._facts.latest))
    window.rail.story_chosen.emit(ids[4])
    qtbot.waitUntil(lambda: opened(window) == ids[4])
    qtbot.waitUntil(lambda: window.list.currentIndex().row() == 4)


# --- start, end, look


def test_an_empty_profile_shows_the_first_page_and_following_leads_to_the_stories(open_window, site, library, qtbot):
    window = open_window()
    qtbot.waitUntil(lambda: window.first_start)
    assert not window.header.tabs.isVisible() and not window.status.isVisible()
    window.first.add.field.setText(site.server.url + "/")
    qtbot.keyClick(window.first.add.field, Qt.Key.Key_Return)
    qtbot.waitUntil(window.first.add._preview.isVisible)
    window.first.add._preview._follow.click()
    qtbot.waitUntil(lambda: not window.first_start and window.model.rowCount() > 0, timeout=30_000)
    assert window.header.tabs.isVisible()
    qtbot.waitUntil(lambda: not window._syncing.running, timeout=30_000)
    qtbot.waitUntil(lambda: window._facts.total == 30)


def test_tab_story_columns_and_rail_are_remembered(window, ids, library, open_window, qtbot):
    press(qtbot, window, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: opened(window) == ids[0])
    window.browsing.choose_unread(True)
    window.columns.setSizes([300, 700, 266])
    window.columns.toggle_rail()
    kept = window.remember()
    window.close()
    again = open_window(kept)
    qtbot.waitUntil(lambda: opened(again) == ids[0])
    assert again.browsing.unread and not again.rail.isVisible()
    assert abs(again.columns.sizes()[0] - 300) <= 8


def test_a_remembered_story_that_is_gone_is_said_calmly(store, fill, open_window, qtbot):
    fill(1, 3)
    window = open_window(Memory(story=12345, tab=77))
    qtbot.waitUntil(lambda: window.reading.headline is None and window.model.rowCount() == 3)
    assert window.header.tabs.key == ALL


def test_another_language_asks_for_a_new_window_and_other_colours_do_not(window, library, qtbot):
    with qtbot.waitSignal(window.renew_look), qtbot.assertNotEmitted(window.renew):
        window.change_setting("theme", "dark")
    window.wear(DARK)
    with qtbot.waitSignal(window.renew):
        window.change_setting("language", "id")


def test_text_grows_by_key_within_bounds(window, library, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: library.settings.text_size == 110)
    qtbot.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: library.settings.text_size == 100)


def test_the_menu_tells_what_undo_would_take_back(window, ids, actions, qtbot):
    with qtbot.waitSignal(actions.did):
        actions.save(ids=ids[:1])
    qtbot.waitUntil(lambda: window._facts.undoable == "save")
    window.show_menu()
    from PySide6.QtWidgets import QMenu

    texts = [action.text() for menu in window.findChildren(QMenu) for action in menu.actions()]
    assert any(text.startswith("Undo: Saved") for text in texts)
    QApplication.activePopupWidget().close()


def test_every_control_of_the_window_has_a_name(window):
    kinds = QAbstractButton | QLineEdit | QAbstractScrollArea
    nameless = [
        part for part in window.findChildren(object)
        if isinstance(part, kinds) and part.isVisible() and part.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not (part.accessibleName() or getattr(part, "text", lambda: "")())
    ]
    assert not nameless


@pytest.mark.parametrize("size", [(620, 420), (820, 700), (1280, 800), (2400, 1300)])
def test_the_window_stands_at_every_size(window, size, qtbot):
    window.resize(QSize(*size))
    qtbot.waitUntil(lambda: window.width() == size[0])
    tabs, field = window.header.tabs, window.header.field
    assert tabs.geometry().right() < field.geometry().left()
    assert field.geometry().right() <= window.width()
    assert not window.grab().isNull()


# --- the end of the list


def to_the_end(window, qtbot):
    def there():
        bar = window.list.verticalScrollBar()
        bar.setValue(bar.maximum())
        return window.column.more.isVisible()

    qtbot.waitUntil(there)


def test_at_the_end_of_the_list_older_stories_are_fetched_and_follow(open_window, library, site, qtbot):
    library.change_setting("first_sync", "10")
    library.change_setting("older_stories", "10")
    library.add(site.server.url + "/")
    library.sync()
    window = open_window()
    qtbot.waitUntil(lambda: window.model.rowCount() == 10)
    first = rows(window)[0]
    to_the_end(window, qtbot)
    assert window.column.more.text() == "Older stories"
    window.column.more.click()
    assert not window.column.more.isEnabled()
    qtbot.waitUntil(lambda: window.model.rowCount() == 20, timeout=30_000)
    assert rows(window)[0] == first and not window.column.strip._new.isVisible()


def test_older_stories_are_shown_at_once_also_above_an_old_one_that_was_there(open_window, library, site, store, qtbot):
    library.change_setting("first_sync", "10")
    library.change_setting("older_stories", "10")
    ancient = story(1, published=NOW - timedelta(days=4000))
    store.save_batch(1, [ancient])
    library.do.pause(1)
    library.add(site.server.url + "/")
    library.sync()
    window = open_window()
    qtbot.waitUntil(lambda: window.model.rowCount() == 11)
    to_the_end(window, qtbot)
    window.column.more.click()
    qtbot.waitUntil(lambda: window.model.rowCount() == 21, timeout=30_000)
    assert rows(window)[-1] == ancient.id
    qtbot.waitUntil(lambda: not window.column.strip._new.isVisible())


def test_without_a_network_the_end_of_the_list_says_what_needs_it(open_window, library, site, qtbot):
    library.change_setting("first_sync", "10")
    library.add(site.server.url + "/")
    library.sync()
    site.server.stop()
    window = open_window()
    to_the_end(window, qtbot)
    window.column.more.click()
    qtbot.waitUntil(lambda: window.column.more.text() == "Older stories need the network", timeout=30_000)
    assert window.column.more.isEnabled()
    assert window.status._state.accessibleName().startswith("Offline")
