"""The deeds of the reader: written to the real store, told once, said in words, and taken back."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QDesktopServices, QGuiApplication

from reader_app.records import Changes, StoryQuery


@pytest.fixture
def ids(library, fill):
    fill(1, 5)
    return [each.id for each in library.ask.page(StoryQuery()).headlines]


def headline(library, story):
    return library.ask.headlines_of([story])[0]


def test_saving_is_durable_told_once_and_said(library, actions, ids, qtbot):
    told, said = [], []
    actions.changed.connect(told.append)
    actions.did.connect(said.append)
    actions.save(ids=ids[:1])
    qtbot.waitUntil(lambda: bool(said) and bool(told))
    assert headline(library, ids[0]).saved
    assert [changes.changed for changes in told] == [(ids[0],)]
    assert said == ["Saved"]


def test_several_marks_are_said_with_their_number(actions, ids, qtbot):
    with qtbot.waitSignal(actions.did) as caught:
        actions.mark_query_read(query=StoryQuery())
    assert caught.args == ["Marked 5 stories as read"]


def test_undo_takes_back_the_last_deed_and_says_so(library, actions, ids, qtbot):
    with qtbot.waitSignal(actions.did):
        actions.mark_read(ids=ids[:2])
    with qtbot.waitSignal(actions.said) as caught:
        actions.undo()
    assert caught.args == ["Unread again"]
    assert not headline(library, ids[0]).read
    with qtbot.waitSignal(actions.did) as caught:
        actions.redo()
    assert caught.args == ["Marked 2 stories as read"]
    assert headline(library, ids[0]).read


def test_undo_without_a_deed_says_that_there_is_none(actions, ids, qtbot):
    with qtbot.waitSignal(actions.said) as caught:
        actions.undo()
    assert caught.args == ["Nothing to undo"]


def test_a_story_read_by_being_shown_is_not_said_and_not_what_undo_takes_back(library, actions, ids, qtbot):
    said = []
    actions.did.connect(said.append)
    actions.save(ids=ids[:1])
    actions.mark_read(ids=ids[:1], quietly=True)
    qtbot.waitUntil(lambda: headline(library, ids[0]).read)
    with qtbot.waitSignal(actions.said):
        actions.undo()
    assert said == ["Saved"]
    assert headline(library, ids[0]).read and not headline(library, ids[0]).saved


def test_what_changes_nothing_says_nothing(actions, ids, qtbot):
    said = []
    actions.did.connect(said.append)
    with qtbot.waitSignal(actions.did):
        actions.save(ids=ids[:1])
    actions.save(ids=ids[:1])
    with qtbot.waitSignal(actions.said):
        actions.undo()
    assert said == ["Saved"]


def test_a_deed_that_fails_says_so_in_words(actions, ids, qtbot):
    with qtbot.waitSignal(actions.failed) as caught:
        actions.pause_source(source_id=99)
    assert caught.args[0].endswith(".")


def test_a_deed_the_journal_does_not_keep_is_said_without_undo(actions, ids, library, qtbot):
    with qtbot.waitSignal(actions.said) as caught:
        actions.pause_source(source_id=1)
    assert caught.args == ["Source paused"]
    assert library.ask.sources()[0].paused


def test_writes_of_others_are_told_on_the_windows_thread(library, actions, ids, qtbot, qapp):
    from PySide6.QtCore import QThread

    seen = []
    actions.changed.connect(lambda changes: seen.append((changes, QThread.currentThread() is qapp.thread())))
    library.do.save(ids[:1])
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(Changes(changed=(ids[0],), sources=True, sections=True, deed="save"), True)]


def test_only_addresses_of_the_web_are_opened(actions, qtbot, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    actions.open_original(url="https://kabar.test/1")
    for bad in ("file:///etc/passwd", "javascript:alert(1)", "mailto:a@b.test", "", "https://"):
        with qtbot.waitSignal(actions.failed):
            actions.open_original(url=bad)
    assert opened == ["https://kabar.test/1"]


def test_a_copied_link_is_on_the_clipboard(actions, qtbot):
    with qtbot.waitSignal(actions.said):
        actions.copy_link(url="https://kabar.test/1")
    assert QGuiApplication.clipboard().text() == "https://kabar.test/1"


def test_a_setting_that_makes_no_sense_is_refused_in_words(actions, library, qtbot):
    with qtbot.waitSignal(actions.failed):
        actions.change_setting(key="text_size", text="9000")
    with qtbot.waitSignal(actions.changed) as caught:
        actions.change_setting(key="text_size", text="120")
    assert caught.args[0].settings and library.settings.text_size == 120
