"""History, memory, Qt's own words, the search field, the strips, the table of shortcuts."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from reader_app import words
from ui import memory, qt_words, shortcuts
from ui.button import Button
from ui.history import History
from ui.memory import Memory
from ui.search_field import SearchField
from ui.strips import ListStrip
from ui.theme import DARK, LIGHT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # the screen that tests draw on knows no least sizes


# --- history


def test_history_goes_back_and_forward_and_a_new_way_cuts_the_old_one_off():
    history = History()
    for story in (1, 2, 3):
        history.visit(story)
    assert (history.back(), history.back(), history.back()) == (2, 1, None)
    assert history.forward() == 2
    history.visit(9)
    assert history.forward() is None and history.back() == 2


def test_the_same_story_is_not_visited_twice_in_a_row():
    history = History()
    history.visit(1)
    history.visit(1)
    assert not history.can_go_back


# --- memory


def test_memory_comes_back_as_it_was_kept(tmp_path):
    kept = Memory(geometry="AAAA", columns=(300, 600, 200), rail=False, tab=-1, unread=True, story=(1 << 63) - 1, best=True)
    kept.keep(tmp_path / "cache" / "window.json")
    assert memory.recall(tmp_path / "cache" / "window.json") == kept
    assert [each.name for each in (tmp_path / "cache").iterdir()] == ["window.json"]


@pytest.mark.parametrize("text", ["", "[]", "{", '{"columns": [1]}', '{"columns": "x", "tab": "0", "story": -1}', "null"])
def test_what_makes_no_sense_is_forgotten(tmp_path, text):
    (tmp_path / "window.json").write_text(text)
    assert memory.recall(tmp_path / "window.json") == Memory()


def test_one_bad_value_does_not_spoil_the_others(tmp_path):
    (tmp_path / "window.json").write_text(json.dumps({"rail": 7, "tab": 3, "columns": [10, 20, 30]}))
    assert memory.recall(tmp_path / "window.json") == Memory(tab=3, columns=(10, 20, 30))


def test_a_place_that_cannot_be_written_to_is_no_reason_to_complain(tmp_path):
    (tmp_path / "file").write_text("")
    Memory().keep(tmp_path / "file" / "window.json")


# --- Qt's own words


def test_qts_own_words_come_from_our_catalogue(qapp):
    words.use("id", "Asia/Jakarta")
    made = qt_words.translator(qapp)
    qapp.installTranslator(made)
    try:
        assert QCoreApplication.translate("QWidgetTextControl", "&Copy") == words._("&Copy")
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == words._("Cancel")
        assert QCoreApplication.translate("Any", "%n thing(s)") == "%n thing(s)"
    finally:
        qapp.removeTranslator(made)


def test_a_catalogue_of_qts_kind_holds_any_letters(qapp):
    made = qt_words.QTranslator(qapp)
    assert made.load(qt_words.compiled({"&Copy": "複製 ✓", "Select All": "Pilih semua"}))
    assert made.translate("X", "&Copy") == "複製 ✓"
    assert made.translate("Y", "Select All") == "Pilih semua"
    assert not made.translate("Y", "Other")


# --- the search field


@pytest.fixture
def field(qtbot):
    made = SearchField()
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_field_asks_once_after_the_last_letter(field, qtbot):
    asked = []
    field.searched.connect(asked.append)
    qtbot.keyClicks(field, "ban")
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == ["ban"]


def test_enter_asks_at_once_and_goes_to_the_list(field, qtbot):
    asked = []
    field.searched.connect(asked.append)
    qtbot.keyClicks(field, "banjir")
    with qtbot.waitSignal(field.to_list):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert asked == ["banjir"]


def test_escape_empties_and_leaves_once(field, qtbot):
    left = []
    field.left.connect(lambda: left.append(1))
    qtbot.keyClicks(field, "banjir")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "" and left == [1]


def test_spaces_are_no_search(field, qtbot):
    with qtbot.assertNotEmitted(field.searched, wait=150):
        qtbot.keyClicks(field, "   ")


# --- the strip over the list


def test_new_stories_take_the_place_of_the_count_and_the_strip_keeps_its_height(qtbot):
    strip = ListStrip()
    qtbot.addWidget(strip)
    strip.show()
    strip.show_count("480 stories")
    before = strip.height()
    strip.show_waiting(12)
    assert strip._new.isVisible() and strip._new.text() == "12 new" and not strip._count.isVisible()
    assert strip._new.accessibleName() == "Show 12 new stories"
    assert strip.height() == before
    with qtbot.waitSignal(strip.show_new):
        strip._new.click()


def test_showing_a_choice_tells_nobody(qtbot):
    strip = ListStrip()
    qtbot.addWidget(strip)
    with qtbot.assertNotEmitted(strip.unread_chosen), qtbot.assertNotEmitted(strip.best_chosen):
        strip.show_list(unread=True)
        strip.show_search(best=True)
        strip.show_list(unread=False)
    with qtbot.waitSignal(strip.unread_chosen) as caught:
        strip._unread.click()
    assert caught.args == [True]


# --- shortcuts


def test_no_key_has_two_meanings_and_each_is_a_key():
    keys = [QKeySequence(each).toString() for key in shortcuts.TABLE for each in key.keys]
    assert all(keys) and len(keys) == len(set(keys))
    assert len({key.deed for key in shortcuts.TABLE}) == len(shortcuts.TABLE)


def test_single_letters_do_their_deed_but_type_in_a_field(qtbot):
    window = QWidget()
    lines, field, other = QVBoxLayout(window), QLineEdit(), QWidget()
    lines.addWidget(field)
    lines.addWidget(other)
    other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    qtbot.addWidget(window)
    done = []
    deeds = {key.deed: (lambda deed=key.deed: done.append(deed)) for key in shortcuts.TABLE}
    shortcuts.bind(window, deeds)
    window.show()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "jksmnroguc? /")
    assert field.text() == "jksmnroguc? /" and done == []
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    qtbot.keyClicks(other, "jks")
    assert done == ["next", "previous", "save"]
    assert field.text() == "jksmnroguc? /"


@pytest.mark.parametrize("look", [LIGHT, DARK])
def test_every_shortcut_with_words_is_shown(qtbot, look):
    parent = QWidget()
    qtbot.addWidget(parent)
    shown = shortcuts.ShortcutsWindow(parent, look)
    from PySide6.QtWidgets import QLabel

    texts = {label.text() for label in shown.findChildren(QLabel)}
    assert {key.words for key in (*shortcuts.TABLE, *shortcuts.BESIDE) if key.words} <= texts


def test_enter_presses_a_button_that_has_the_focus(qtbot):
    button = Button("Ikuti")
    qtbot.addWidget(button)
    button.show()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Return)
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Space)
