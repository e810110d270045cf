"""The first page: an address is looked at, shown, followed; what is wrong with it is one clear sentence."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from reader_app.errors import FetchError, Reason
from reader_app.words import error as sentence
from ui.first_start import FirstStart
from ui.theme import LIGHT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def page(actions, qtbot):
    made = FirstStart(actions)
    qtbot.addWidget(made)
    made.set_theme(LIGHT)
    made.resize(1000, 800)
    made.show()
    return made


def look(page, address, qtbot):
    page.add.field.setText(address)
    qtbot.keyClick(page.add.field, Qt.Key.Key_Return)


def test_an_address_shows_what_it_offers_and_is_followed(page, site, library, qtbot):
    look(page, site.server.url + "/", qtbot)
    qtbot.waitUntil(page.add._preview.isVisible)
    texts = [label.text() for label in page.add._preview.findChildren(QLabel)]
    assert texts[0] == "Kabar & Warta"
    assert "Kabar 0" in texts[2]
    with qtbot.waitSignal(page.followed) as caught:
        page.add._preview._follow.click()
    assert caught.args[0].name == "Kabar & Warta"
    assert [source.name for source in library.ask.sources()] == ["Kabar & Warta"]
    assert page._wait.isVisible() and "Kabar & Warta" in page._told.text()


def test_what_is_no_address_is_said_in_one_sentence(page, qtbot):
    look(page, "berita hari ini", qtbot)
    qtbot.waitUntil(page.add._message.isVisible)
    assert page.add._message.text() == sentence(FetchError(Reason.BAD_ADDRESS, "berita hari ini"))
    assert not page.add._preview.isVisible() and page.add.field.isEnabled()


def test_a_site_that_is_no_wordpress_is_said_so_and_can_be_tried_again(page, site, qtbot):
    site.server.serve("/", "<html><body>Toko roti</body></html>")
    site.server._answers = {"/": site.server._answers["/"]}
    look(page, site.server.url, qtbot)
    qtbot.waitUntil(page.add._message.isVisible, timeout=15_000)
    assert page.add._message.text().endswith(".")
    assert not page.add.field.isReadOnly()


def test_looking_can_be_stopped_and_the_late_answer_is_not_shown(page, site, qtbot):
    site.server.hang("/")
    look(page, site.server.url + "/", qtbot)
    assert page.add._bar.isVisible() and page.add._button.text() == "Stop"
    page.add._button.click()
    assert page.add._button.text() == "Look" and not page.add._bar.isVisible()


def test_what_is_followed_already_is_said(page, site, qtbot, library):
    library.add(site.server.url + "/")
    look(page, site.server.url + "/", qtbot)
    qtbot.waitUntil(page.add._preview.isVisible)
    page.add._preview._follow.click()
    qtbot.waitUntil(page.add._message.isVisible)
    assert "Kabar & Warta" in page.add._message.text()


def test_a_copied_address_is_offered_but_other_text_is_not(page, qapp):
    qapp.clipboard().setText("rahasia dapur")
    page.take_focus()
    assert page.add.field.text() == ""
    qapp.clipboard().setText("https://kabar.example/berita")
    page.take_focus()
    assert page.add.field.text() == "https://kabar.example/berita"


def test_every_control_has_a_name(page):
    for part in (page, page.add.field, page._bar, page.add._bar):
        assert part.accessibleName()
