"""The sources: what each brought and what went wrong in words; paused, removed after a question, added."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from reader_app.records import Failure, Source
from reader_app.words import failure
from ui.sources_window import SourcesWindow, account
from ui.theme import LIGHT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def source(**fields):
    return Source(**{
        "id": 1, "key": "k", "kind": "wordpress", "name": "Kabar Uji", "url": "http://kabar.test", "sections": 4,
        "stories": 1480, "unread": 3, "last_sync": datetime.now(UTC) - timedelta(minutes=5),
    } | fields)


@pytest.fixture
def window(actions, store, fill, library, qtbot):
    fill(1, 3)
    made = SourcesWindow(actions)
    qtbot.addWidget(made)
    made.set_theme(LIGHT)
    actions.changed.connect(lambda _changes: made.show_sources(library.ask.sources()))
    made.show_sources(library.ask.sources())
    made.show()
    return made


def test_the_account_of_a_source():
    facts, wrong = account(source())
    assert facts == "WordPress · 1,480 stories · 3 unread · synced 5 minutes ago"
    assert wrong == ""
    assert account(source(paused=True, unread=0))[0] == "WordPress · 1,480 stories · paused"
    assert account(source(last_sync=None, stories=0, unread=0))[0] == "WordPress · 0 stories · never synced"


def test_what_went_wrong_is_said_in_words_with_the_next_try():
    gone = Failure("gone", "https://kabar.test/wp-json/")
    _facts, wrong = account(source(last_error=gone, next_try=datetime.now(UTC) + timedelta(hours=1)))
    assert wrong.startswith(failure(gone)) and "Next try" in wrong
    assert account(source(last_error=gone, paused=True))[1] == ""


def test_pause_and_resume(window, library, qtbot):
    window._pause.click()
    qtbot.waitUntil(lambda: window._pause.text() == "Resume")
    assert library.ask.sources()[0].paused and not window._sync.isEnabled()
    window._pause.click()
    qtbot.waitUntil(lambda: window._pause.text() == "Pause")


def test_removing_asks_first_and_keeping_is_the_first_answer(window, library, qtbot):
    window._remove.click()
    assert window._sure.isVisible() and "3 stories" in window._question.text()
    assert "saved stays" in window._question.text()
    window._keep.click()
    assert not window._sure.isVisible() and len(library.ask.sources()) == 1
    window._remove.click()
    window._really_remove()
    qtbot.waitUntil(lambda: window._list.count() == 0)
    assert not window._remove.isEnabled()


def test_a_row_reads_itself_out(window):
    told = window._list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told.startswith("Kabar Uji\nWordPress · 3 stories")


def test_enter_in_the_address_field_looks_and_does_not_close(window, qtbot):
    window.add.field.setText("bukan alamat")
    qtbot.keyClick(window.add.field, Qt.Key.Key_Return)
    qtbot.waitUntil(window.add._message.isVisible)
    assert window.isVisible()


def test_the_row_with_an_error_is_taller_and_drawn(window, qtbot):
    window.show_sources([source(), source(id=2, last_error=Failure("server", "https://kabar.test"))])
    qtbot.waitUntil(lambda: window._list.visualItemRect(window._list.item(1)).height() > 0)
    heights = [window._list.visualItemRect(window._list.item(row)).height() for row in (0, 1)]
    assert heights[1] > heights[0]
    assert not window._list.grab().isNull()
