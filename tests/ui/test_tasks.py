"""The lanes: answers come home on the window's thread, late ones are dropped, marks are finished before the end."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QThread

from reader_app.errors import BeritaError, NotFound
from ui.tasks import Tasks


@pytest.fixture
def tasks(qapp):
    lanes = Tasks()
    yield lanes
    lanes.close()


def test_work_runs_elsewhere_and_its_answer_comes_home(tasks, qtbot, qapp):
    seen = []
    tasks.ask(threading.current_thread, lambda where: seen.append((where, QThread.currentThread())))
    qtbot.waitUntil(lambda: bool(seen))
    where, home = seen[0]
    assert where is not threading.main_thread()
    assert home is qapp.thread()


def test_a_newer_ask_with_the_same_token_drops_the_older_answer(tasks, qtbot):
    gate, answers = threading.Event(), []

    def slow():
        gate.wait(5)
        return "old"

    tasks.ask(slow, answers.append, token="story")
    tasks.ask(lambda: "new", answers.append, token="story")
    qtbot.waitUntil(lambda: answers == ["new"])
    gate.set()
    tasks.ask(lambda: "last", answers.append)
    tasks.ask(lambda: "last", answers.append)
    qtbot.waitUntil(lambda: answers.count("last") == 2)
    assert "old" not in answers


def test_a_superseded_errand_that_has_not_begun_is_not_begun(tasks, qtbot):
    gate, begun, answers = threading.Event(), [], []
    tasks.ask(lambda: gate.wait(5), lambda _: None, lane="write")
    tasks.ask(lambda: begun.append(1), lambda _: None, lane="write", token="position")
    tasks.ask(lambda: begun.append(2), answers.append, lane="write", token="position")
    gate.set()
    qtbot.waitUntil(lambda: bool(answers))
    assert begun == [2]


def test_a_cancelled_answer_is_not_told(tasks, qtbot):
    gate, answers = threading.Event(), []
    tasks.ask(lambda: gate.wait(5), answers.append, token="x", lane="write")
    tasks.cancel("x")
    gate.set()
    tasks.ask(lambda: "after", answers.append, lane="write")
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["after"]


def test_a_known_error_goes_to_the_asker(tasks, qtbot):
    errors = []

    def fails():
        raise NotFound("story", "x")

    tasks.ask(fails, lambda _: None, failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], NotFound)


def test_a_known_error_nobody_waits_for_is_signalled(tasks, qtbot):
    def fails():
        raise NotFound("story", "x")

    with qtbot.waitSignal(tasks.failed) as caught:
        tasks.ask(fails, lambda _: None)
    assert isinstance(caught.args[0], BeritaError)


def test_a_bug_reaches_the_thread_hook_and_the_lane_goes_on(tasks, qtbot, monkeypatch):
    bugs, answers = [], []
    monkeypatch.setattr(threading, "excepthook", lambda hook: bugs.append(hook.exc_type))
    gate = threading.Event()
    tasks.ask(lambda: gate.wait(5) // 0, lambda _: None, lane="write")
    tasks.ask(lambda: "still", answers.append, lane="write")
    tasks.ask(lambda: "here", answers.append, lane="write")
    gate.set()
    qtbot.waitUntil(lambda: answers == ["still", "here"])
    assert bugs == [ZeroDivisionError]


def test_closing_finishes_the_writes_and_leaves_no_thread(qapp):
    lanes, written = Tasks(), []
    gate = threading.Event()
    lanes.ask(lambda: gate.wait(5), lambda _: None, lane="write")
    for number in range(20):
        lanes.ask(lambda number=number: written.append(number), lambda _: None, lane="write")
    gate.set()
    lanes.close(5)
    assert written == list(range(20))
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("berita-")]


def test_nothing_is_told_after_closing(qapp):
    lanes, told = Tasks(), []
    lanes.ask(lambda: 1, told.append, lane="write")
    lanes.close(5)
    lanes.ask(lambda: 2, told.append)
    lanes.post(lambda: told.append(3))
    qapp.processEvents()
    assert told == []
