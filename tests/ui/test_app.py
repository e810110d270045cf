"""The program as a whole: starts, is furnished, changes its language in place, and ends with nothing left behind."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from reader_app import settings as settings_file
from reader_app.library import Library
from reader_app.settings import Settings
from tests.builders import offer, sections, story
from ui import app, memory

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def profile(paths):
    library = Library.open(paths)
    library._store.follow(offer(), None)
    library._store.save_sections(1, sections())
    library._store.save_batch(1, [story(number) for number in range(1, 10)])
    library.close()
    settings_file.save(Settings(language="en", sync_at_start=False), paths.settings)
    return paths


@pytest.fixture
def berita(profile, qapp, qtbot):
    made = app.Berita(qapp, profile, settings_file.load(profile.settings))
    made.show()
    qtbot.waitUntil(lambda: made.library is not None and made.window.model.rowCount() == 9)
    yield made
    made.window.hide()
    made.close()
    qapp.removeTranslator(made._translator)
    made.window.deleteLater()


def test_the_window_is_there_before_the_library(profile, qapp, qtbot):
    made = app.Berita(qapp, profile, settings_file.load(profile.settings))
    made.show()
    assert made.window.isVisible() and made.library is None
    qtbot.waitUntil(lambda: made.library is not None)
    made.close()
    made.window.hide()
    qapp.removeTranslator(made._translator)
    made.window.deleteLater()


def test_another_language_makes_the_window_anew_where_it_was(berita, qtbot):
    before = berita.window
    before.resize(700, 500)
    berita.window.header.tabs.choose(1)
    berita.window.change_setting("language", "id")
    qtbot.waitUntil(lambda: berita.window is not before and berita.window.model.rowCount() > 0)
    assert not before.isVisible() and berita.window.isVisible()
    assert berita.window.header.tabs.key == 1
    assert berita.window.size() == before.size()


def test_other_colours_are_put_on_at_once(berita, qtbot):
    berita.window.change_setting("theme", "dark")
    qtbot.waitUntil(lambda: berita.window._look.dark)
    assert QApplication.palette().window().color().lightness() < 128
    berita.window.change_setting("theme", "light")
    qtbot.waitUntil(lambda: not berita.window._look.dark)


def test_marks_of_another_process_are_noticed(berita, profile, qtbot):
    other = Library.open(profile)
    ids = [each.id for each in other.ask.latest(3)]
    other.do.save(ids[:1])
    other.close()
    berita._look_around()
    qtbot.waitUntil(lambda: berita.window.model.headline(0).saved)


def test_run_ends_when_the_window_closes_and_remembers_it(profile, qapp):
    QTimer.singleShot(300, lambda: [each.close() for each in QApplication.topLevelWidgets() if each.isWindow()])
    assert app.run(profile) == 0
    assert memory.recall(profile.window).geometry


def test_a_second_run_ends_at_once_and_well(profile, qapp):
    from ui.instance import Instance

    first = Instance(profile)
    assert first.first()
    first.listen()
    assert app.run(profile) == 0
    first.close()


def test_a_store_that_cannot_be_opened_is_said_in_a_dialog_and_by_the_exit_code(paths, qapp, qtbot, capsys):
    paths.create()
    paths.store.write_bytes(b"this is no store" * 400)
    seen = []

    def answer():
        for box in QApplication.topLevelWidgets():
            if isinstance(box, QMessageBox) and box.isVisible():
                seen.append(box.text())
                box.accept()
        if not seen:
            QTimer.singleShot(50, answer)

    QTimer.singleShot(50, answer)
    assert app.run(paths) == app.CANNOT_OPEN
    assert seen and seen[0].strip() in capsys.readouterr().err


def test_closing_in_the_middle_of_a_sync_ends_it(berita, site, qtbot):
    source = berita.library.add(site.server.url + "/")
    site.server.hang("/wp-json/wp/v2/posts")
    site.server.hang("/wp-json/wp/v2/categories")
    asked = len(site.server.log)
    berita._syncing.start(sources=[source.id])
    qtbot.waitUntil(lambda: any("/wp/v2/" in each.path for each in site.server.log[asked:]))
    berita.window.close()
    berita.close()
    assert berita.tasks._closed  # and nothing is left running, which every test looks for
