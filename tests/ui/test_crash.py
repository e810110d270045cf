"""Bugs become a report that can be copied; each is told once, and the program goes on."""

from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from ui.crash import Crashes, report

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def crashes(qapp, tmp_path, monkeypatch):
    before = sys.excepthook, threading.excepthook
    monkeypatch.setattr(sys, "__stderr__", None)
    made = Crashes(tmp_path / "log")
    made.install()
    yield made
    made.uninstall()
    if made._dialog is not None:
        made._dialog.close()
    sys.excepthook, threading.excepthook = before


def raised():
    try:
        raise ZeroDivisionError("bagi nol")
    except ZeroDivisionError:
        return sys.exc_info()


def test_a_bug_on_the_windows_thread_shows_a_report_that_can_be_copied(crashes, qtbot, tmp_path):
    sys.excepthook(*raised())
    qtbot.waitUntil(lambda: crashes._dialog is not None)
    copy = next(each for each in crashes._dialog.findChildren(QPushButton) if each.text() == "Copy report")
    copy.click()
    assert "ZeroDivisionError: bagi nol" in QGuiApplication.clipboard().text()
    assert "ZeroDivisionError" in (tmp_path / "log" / "crash.txt").read_text()


def test_a_bug_on_another_thread_is_shown_too_and_a_second_is_added(crashes, qtbot):
    for _ in range(2):
        thread = threading.Thread(target=lambda: 1 // 0)
        thread.start()
        thread.join()
    qtbot.waitUntil(lambda: crashes._dialog is not None)
    qtbot.waitUntil(lambda: crashes._dialog._report.toPlainText().count("ZeroDivisionError") == 2)


def test_the_report_names_versions_and_nothing_of_the_reader():
    told = report(*raised())
    assert told.startswith("Berita ") and "Qt" in told and "Python" in told
