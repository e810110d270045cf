"""The status line: offline said once, what was done with Undo, a sync's progress and what failed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QLabel

from reader_app.records import Failure, Progress, SourceFailure, SyncReport
from ui.status import Account, StatusLine
from ui.theme import LIGHT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def status(qtbot):
    made = StatusLine()
    qtbot.addWidget(made)
    made.set_theme(LIGHT)
    made.resize(1000, made.height())
    made.show()
    return made


def test_the_state_in_one_line(status):
    status.show_state(total=12_480, synced=datetime.now(UTC) - timedelta(minutes=5))
    assert status._state.accessibleName() == "12,480 stories stored · synced 5 minutes ago"
    status.set_offline(True)
    assert status._state.accessibleName() == "Offline · 12,480 stories stored · synced 5 minutes ago"


def test_a_deed_is_said_with_undo_and_undo_is_said_once(status, qtbot):
    status.say_done("Marked 12 stories as read")
    assert status._undo.isVisible() and status._told.accessibleName() == "Marked 12 stories as read"
    with qtbot.waitSignal(status.undo):
        status._undo.click()
    assert not status._undo.isVisible()
    status.say("Link copied")
    assert not status._undo.isVisible()


def test_a_sync_shows_where_it_stands_and_can_be_stopped(status, qtbot):
    status.begin_sync()
    assert (status._bar.minimum(), status._bar.maximum()) == (0, 0)
    status.show_progress(Progress("stories", "Kabar", 40, 500, 40, 1000))
    assert status._progress.text() == "Kabar: 40 of 500 stories"
    assert (status._bar.value(), status._bar.maximum()) == (40, 500)
    with qtbot.waitSignal(status.cancel):
        status._stop.click()
    status.end_sync(SyncReport(new=3, synced=1))
    assert not status._bar.isVisible() and not status._failures.isVisible()


def test_what_failed_is_a_word_in_the_line_and_an_account_on_request(status, qtbot):
    failed = SourceFailure(1, "Kabar Jauh", Failure("server", "https://kabar.test"), None)
    status.end_sync(SyncReport(synced=1, failed=(failed,)))
    assert status._failures.text() == "1 source failed"
    status._failures.click()
    (account,) = status.findChildren(Account)
    assert any("Kabar Jauh" in label.text() for label in account.findChildren(QLabel))
    with qtbot.waitSignal(status.sources):
        account._to_sources()


def test_offline_is_not_a_hundred_failures(status):
    failed = tuple(SourceFailure(n, f"S{n}", Failure("offline"), None) for n in range(100))
    status.end_sync(SyncReport(failed=failed, offline=True))
    assert not status._failures.isVisible()


def test_a_long_line_gives_up_its_end_and_not_the_window(status):
    status.say("kata " * 300)
    assert status.minimumSizeHint().width() < 500
    assert status._told.text().endswith("…") and status._told.toolTip().startswith("kata")
