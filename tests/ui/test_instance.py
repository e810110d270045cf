"""One window per profile: the second start raises the first and ends."""

from __future__ import annotations

import subprocess
import sys

import pytest

from reader_app.paths import Paths
from ui.instance import Instance, server_name


@pytest.fixture
def first(paths, qapp):
    paths.create()
    made = Instance(paths)
    assert made.first()
    made.listen()
    yield made
    made.close()


def test_the_second_start_is_not_the_first_and_raises_it(first, paths, qtbot):
    second = Instance(paths)
    assert not second.first()
    with qtbot.waitSignal(first.asked_forward):
        assert second.raise_other()
    second.close()


def test_another_profile_has_a_window_of_its_own(first, paths, tmp_path):
    other = Paths.of(tmp_path / "other")
    other.create()
    instance = Instance(other)
    assert instance.first()
    instance.close()
    assert server_name(other) != server_name(paths)


def test_after_the_first_has_closed_the_next_is_first(first, paths):
    first.close()
    again = Instance(paths)
    assert again.first()
    again.close()


def test_a_window_that_was_killed_holds_nobody_back(paths, qapp):
    paths.create()
    program = (
        "import os, sys\nfrom reader_app.paths import Paths\nfrom ui.instance import Instance\n"
        "from PySide6.QtCore import QCoreApplication\napplication = QCoreApplication([])\n"
        f"made = Instance(Paths.of({str(paths.data.parent)!r}))\nassert made.first()\nmade.listen()\n"
        "os.kill(os.getpid(), 9)\n"
    )
    killed = subprocess.run([sys.executable, "-c", program], check=False)
    assert killed.returncode != 0
    again = Instance(paths)
    assert again.first()
    again.listen()
    assert again._server.isListening()
    again.close()


def test_without_a_listener_the_second_does_not_wait_for_ever(paths, qapp):
    paths.create()
    assert not Instance(paths).raise_other()


def test_a_socket_name_is_short_enough_for_every_system(tmp_path):
    assert len(server_name(Paths.of(tmp_path / ("sangat-panjang-" * 20)))) < 40
