"""The headline list as it is seen and heard: grounds, strips, focus, placeholders, tool tips, what an empty one says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QToolTip

from reader_app import words
from reader_app.records import StoryQuery
from tests.builders import NOW, story
from ui import headline_empty, look
from ui.theme import DARK, LIGHT, sans

Key, Left = Qt.Key, Qt.MouseButton.LeftButton


def click(view, row):
    QTest.mouseClick(view.viewport(), Left, Qt.KeyboardModifier.NoModifier, view.visualRect(view.model().index(row, 0)).center())


# --- what is drawn


def test_every_row_is_of_one_height_that_follows_the_kind_of_list_and_the_size_of_text(headlines, qtbot, fill, show):
    fill(1, 30)
    show(headlines.model())
    plain = headlines.rowHeight(0)
    assert {headlines.rowHeight(row) for row in range(30)} == {plain}
    with qtbot.waitSignal(headlines.model().settled):
        headlines.model().set_search("desa")
    assert headlines.rowHeight(0) > plain
    show(headlines.model())
    assert headlines.rowHeight(0) == plain
    headlines.setFont(sans(20))
    assert headlines.rowHeight(0) > 1.5 * plain


def ink(image, colour):
    """How many pixels have just that colour."""
    wanted = QColor(colour).rgb()
    return sum(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_chosen_row_has_its_bar_and_ground_and_the_day_its_strip(headlines, store, qtbot, theme, fill, show):
    fill(1, 3)
    store.save_batch(1, [story(5000), story(5001)])
    headlines.set_theme(theme)
    show(headlines.model())
    with qtbot.waitSignal(headlines.story_chosen):
        click(headlines, 1)
    image = headlines.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    height = headlines.rowHeight(0)
    rows = [image.copy(0, row * height, image.width(), height) for row in range(5)]
    assert [ink(row, theme.chosen) > 5000 for row in rows] == [False, True, False, False, False]
    assert rows[1].pixelColor(1, height // 2) == QColor(theme.accent)
    assert [ink(row, theme.code) > 2000 for row in rows] == [True, False, False, True, False]  # two days begin
    assert image.pixelColor(100, 5 * height + 20) == QColor(theme.panel)


def test_the_focus_is_seen_where_the_keyboard_is(headlines, qtbot, fill, show):
    fill(1, 5)
    show(headlines.model())
    headlines.activateWindow()
    qtbot.waitUntil(headlines.hasFocus)

    def ring():
        return ink(headlines.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32), LIGHT.link) > 300

    click(headlines, 1)
    assert not ring()
    QTest.keyClick(headlines, Key.Key_Down)
    assert ring()


def test_rows_not_fetched_are_drawn_as_bars(headlines, qtbot, fill, show):
    fill(1, 400)
    show(headlines.model())
    headlines.verticalScrollBar().setValue(headlines.rowHeight(0) * 200)
    image = headlines.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    assert headlines.model().headline(203) is None
    assert ink(image, LIGHT.chosen) > 3000
    qtbot.waitUntil(lambda: headlines.model().headline(203) is not None)


def test_a_row_laid_out_is_not_laid_out_again(headlines, monkeypatch, fill, show):
    fill(1, 30)
    show(headlines.model())
    headlines.viewport().grab()
    from ui import headline_delegate

    made = []
    real = headline_delegate.lay_out
    monkeypatch.setattr(headline_delegate, "lay_out", lambda *a, **k: made.append(a[0].title) or real(*a, **k))
    for _ in range(3):
        headlines.viewport().grab()
    assert made == []
    delegate, option = headlines.itemDelegate(), QStyleOptionViewItem()
    option.rect, option.state = QRect(0, 0, 300, 105), QStyle.StateFlag.State_Enabled
    sheet = QImage(300, 105, QImage.Format.Format_RGB32)
    painter = QPainter(sheet)
    delegate.paint(painter, option, headlines.model().index(0, 0))
    painter.end()
    assert made == ["Kabar nomor 1"]  # another width


@pytest.mark.qt_log_ignore("does not support")  # the platform without a screen
def test_the_tool_tip_is_the_whole_headline_as_text(headlines, store, show):
    store.save_batch(1, [story(1, title="<img src='file:///etc/passwd'> " + "kata panjang " * 20), story(2)])
    show(headlines.model())
    headlines.viewport().grab()
    shown = []
    for row in (0, 1):
        index = headlines.model().index(row, 0)
        point = headlines.visualRect(index).center()
        event = QHelpEvent(QEvent.Type.ToolTip, point, headlines.viewport().mapToGlobal(point))
        option = QStyleOptionViewItem()
        shown.append((headlines.itemDelegate().helpEvent(event, headlines, option, index), QToolTip.text()))
    assert shown[0][0]
    assert "&lt;img" in shown[0][1]
    assert not shown[1][0]
    QToolTip.hideText()


# --- days


def test_another_language_is_drawn_at_once(headlines, fill, show):
    fill(1, 3)
    show(headlines.model())
    days = headlines._days
    assert days.name(headlines.model().headline(0)) == "Today"
    words.use("id", "Asia/Makassar")
    headlines.renew_words()
    assert days.name(headlines.model().headline(0)) == words.day_group(NOW, NOW)


@pytest.mark.parametrize(
    ("query", "heading"),
    [
        (StoryQuery(), "No stories here yet"),
        (StoryQuery(unread=True), "Nothing unread"),
        (StoryQuery(saved=True), "Nothing saved yet"),
        ("tidak ada", "Nothing found"),
    ],
)
def test_an_empty_list_says_why(headlines, qtbot, query, heading):
    model = headlines.model()
    with qtbot.waitSignal(model.settled):
        if isinstance(query, str):
            model.set_search(query)
        else:
            model.set_query(query)
    assert headline_empty.said(model)[1] == heading
    image = headlines.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    assert ink(image, LIGHT.panel) < image.width() * image.height() - 500


def test_the_list_has_a_name_for_screen_readers(headlines, fill, show):
    fill(1, 2)
    show(headlines.model())
    assert headlines.accessibleName() == "Headlines"
    spoken = headlines.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Dunia. Kabar nomor 1. ")
    assert spoken.endswith("Sari Melati, Kabar Uji. unread")


def test_the_look_of_the_application_can_be_worn(headlines, qapp, fill, show):
    fill(1, 2)
    show(headlines.model())
    before = qapp.font(), qapp.palette()
    look.wear(qapp, DARK)
    headlines.set_theme(DARK)
    assert headlines.viewport().grab().toImage().pixelColor(200, 690) == QColor(DARK.panel)
    qapp.setStyleSheet("")
    qapp.setFont(before[0])
    qapp.setPalette(before[1])
