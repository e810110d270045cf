"""The article view as the reader has it: scrolling, links, tables, looks; and what it can never reach."""

from __future__ import annotations

import dataclasses
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage

from reader_app.records import Headline, Image, Story
from tests.builders import NOW
from tests.news_server import NewsServer
from ui.article import ArticleView
from ui.article.pictures import Shelf, decode
from ui.article.table_window import TableWindow
from ui.theme import DARK, LIGHT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

LONG = "\n\n".join(f"Paragraf {number} tentang warga yang menanam bakau di tepi muara." for number in range(120))
WIDE = "|" + " kolom panjang |" * 14 + "\n|" + " --- |" * 14 + "\n|" + " isi sel |" * 14 + "\n"


def story(
    number: int = 1, markdown: str | None = "Isi.", *, images: tuple[Image, ...] = (), position: float = 0.0, text: str = ""
) -> Story:
    headline = Headline(
        number, number, f"Kabar nomor {number}", "Dunia", "Kabar Uji", 1, "Sari", NOW, None, f"http://kabar.test/{number}",
        False, False, 10, None,
    )
    return Story(headline, "", text, markdown, images, ("Dunia",), (), "id", position=position)


def image(name: str, **other: object) -> Image:
    fields: dict = {
        "url": "http://kabar.test/a.png", "alt": "Dermaga", "caption": "", "credit": "", "width": 400, "height": 200,
        "lead": True, "picture": name,
    }
    return Image(**fields | other)


def stored(library, name: str, colour: str) -> str:
    path = library.paths.picture(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    return painted(path, colour).name


def painted(path: Path, colour: str) -> Path:
    picture = QImage(400, 200, QImage.Format.Format_RGB32)
    picture.fill(QColor(colour))
    assert picture.save(str(path))
    return path


def holds(view: ArticleView, colour: str) -> bool:
    shot, wanted = view.grab().toImage(), QColor(colour).rgb()
    return any(
        shot.pixel(x, y) == wanted for x in range(0, shot.width(), 7) for y in range(0, shot.height(), 7)
    )


@pytest.fixture
def view(library, tasks, qtbot):
    view = ArticleView(library, tasks, LIGHT)
    qtbot.addWidget(view)
    view.resize(650, 700)
    view.show()
    return view


def test_a_stored_lead_picture_is_shown(view, library, qtbot):
    view.show_story(story(images=(image(stored(library, "ab12.png", "#00ff00")),)))
    qtbot.waitUntil(lambda: holds(view, "#00ff00"))


def test_hostile_markdown_reaches_nothing_outside_the_store(view, library, tasks, qtbot, tmp_path):
    secret = painted(tmp_path / "rahasia.png", "#ff00ff")
    opened: list[object] = []
    watching = threading.Event()
    watching.set()

    def audit(event: str, arguments: tuple) -> None:
        if watching.is_set() and event in ("open", "socket.connect", "socket.getaddrinfo"):
            opened.append((event, *arguments[:2]))

    with NewsServer() as server:
        address = f"{server.url}/pelacak.png"
        hostile = "\n\n".join((
            f"![a](file://{secret})", f"![b]({secret})", f"![c]({address})", f"![d](qrc:{secret})", f"![e](//{address})",
            f'<img src="file://{secret}">', f'<img src="{address}"><script src="{address}"></script>',
            f'<iframe src="{address}"></iframe>', f"| ![f](file://{secret}) |\n| --- |\n| ![g]({address}) |",
            f"> ![h](file://{secret})", f"- ![i]({address})", f"[![j](file://{secret})](file://{secret})",
            f"![k](../../../../..{secret})", "![l](data:image/png;base64,AAAA)",
        ))
        sys.addaudithook(audit)
        try:
            name = stored(library, "cd34.png", "#00ff00")
            opened.clear()
            view.show_story(story(1, hostile, images=(image(name),)))
            qtbot.waitUntil(lambda: holds(view, "#00ff00"))
            while view.scroll_page():
                assert not holds(view, "#ff00ff")
            tasks_done: list[bool] = []
            tasks.ask(lambda: True, tasks_done.append)
            qtbot.waitUntil(lambda: bool(tasks_done))
        finally:
            watching.clear()
        asked = [str(entry) for entry in opened]
        assert not [entry for entry in asked if "rahasia" in entry or "pelacak" in entry or "socket" in entry]
        assert not server.log


@pytest.mark.parametrize("data", [b"", b"bukan gambar", b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'])
def test_what_is_no_picture_is_not_decoded(tmp_path, data):
    path = tmp_path / "ab.png"
    path.write_bytes(data)
    assert decode(path, QSize(40, 20)) is None
    assert decode(tmp_path / "missing.png", QSize(40, 20)) is None


def test_a_picture_is_decoded_at_the_size_shown(tmp_path):
    assert decode(painted(tmp_path / "a.png", "#00ff00"), QSize(40, 20)).size() == QSize(40, 20)


def test_the_shelf_keeps_within_its_limit(library, tasks, qtbot):
    names = [stored(library, f"ab{number}.png", "#00ff00") for number in range(4)]
    shelf = Shelf(tasks, library.paths.picture, limit=20_000)
    for name in names:
        with qtbot.waitSignal(shelf.arrived):
            assert shelf.get(name, QSize(80, 40)) is None
    assert shelf.bytes <= 20_000
    assert shelf.get(names[-1], QSize(80, 40)) is not None


def test_no_resource_is_ever_loaded(view, tmp_path):
    secret = painted(tmp_path / "rahasia.png", "#ff00ff")
    for address in (f"file://{secret}", str(secret), "http://kabar.test/a.png"):
        assert view.loadResource(2, QUrl(address)) is None
        assert view.page.resource(2, QUrl(address)) is None


def test_space_scrolls_to_the_end_and_then_says_so(view):
    view.show_story(story(1, LONG))
    pages = 0
    while view.scroll_page():
        pages += 1
    assert pages > 3
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum() > 0
    view.scroll_page_back()
    assert view.verticalScrollBar().value() < view.verticalScrollBar().maximum()


def test_a_short_story_has_its_end_in_sight(view):
    view.show_story(story())
    assert not view.scroll_page()


def test_scrolling_tells_how_far_the_reader_came(view, qtbot):
    view.show_story(story(1, LONG))
    with qtbot.waitSignal(view.read_to) as told:
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert told.args == [1.0]


def test_a_story_opens_where_the_reader_left_it_and_that_is_no_reading(view, qtbot):
    with qtbot.assertNotEmitted(view.read_to):
        view.show_story(story(1, LONG, position=0.5))
    bar = view.verticalScrollBar()
    assert bar.value() == pytest.approx(bar.maximum() / 2, abs=2)


def test_the_place_stays_when_the_markdown_arrives(view):
    view.show_story(story(1, None, text=LONG))
    view.scroll_page()
    at = view.verticalScrollBar().value()
    view.show_story(story(1, LONG))
    assert view.verticalScrollBar().value() == at > 0


def test_a_very_long_story_shows_its_head_at_once_and_the_rest_soon(view, qtbot):
    view.show_story(story(1, LONG * 8 + "\n\nTamat."))
    assert view.toPlainText().startswith("Dunia\nKabar nomor 1")
    qtbot.waitUntil(lambda: "Tamat." in view.toPlainText())
    assert view.page.thread() is view.thread()
    view.scroll_page()
    at = view.verticalScrollBar().value()
    view.set_theme(DARK, 100)
    qtbot.waitUntil(lambda: view.page.sheet.theme is DARK)
    assert view.verticalScrollBar().value() == pytest.approx(at, abs=4)


def test_a_very_long_story_that_was_left_does_not_come_back(view, tasks, qtbot):
    view.show_story(story(1, LONG * 8))
    view.show_story(story(2, "Pendek."))
    done: list[bool] = []
    tasks.ask(lambda: True, done.append, lane="long")
    qtbot.waitUntil(lambda: bool(done))
    assert "Kabar nomor 2" in view.toPlainText()


def test_another_story_begins_at_its_top(view):
    view.show_story(story(1, LONG))
    view.scroll_page()
    view.show_story(story(2, LONG))
    assert view.verticalScrollBar().value() == 0


def test_an_empty_markdown_leaves_the_plain_text(view):
    view.show_story(story(1, "", text="Teks apa adanya."))
    assert "Teks apa adanya." in view.toPlainText()


def test_lead_and_message(view):
    view.show_lead(story(4).headline)
    assert "Kabar nomor 4" in view.toPlainText()
    view.clear("Tidak ada lagi.")
    assert view.toPlainText() == "Tidak ada lagi."
    view.clear("")
    assert view.toPlainText() == ""


def test_a_link_to_a_stored_story_opens_it_here(view, fill, qtbot, library):
    fill(1, 2)
    there = library.ask.story_at("http://kabar.test/2")
    with qtbot.waitSignal(view.story_linked) as linked:
        view.anchorClicked.emit(QUrl("http://kabar.test/2?utm_source=x"))
    assert linked.args == [there]


def test_other_links_go_to_the_browser_without_tracking(view, qtbot):
    with qtbot.waitSignal(view.link_opened) as opened:
        view.anchorClicked.emit(QUrl("https://lain.test/a?id=1&utm_source=x"))
    assert opened.args == ["https://lain.test/a?id=1"]


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "mailto:a@b.test"])
def test_what_is_not_the_web_is_not_opened(view, tasks, qtbot, address):
    done: list[bool] = []
    with qtbot.assertNotEmitted(view.link_opened):
        view.anchorClicked.emit(QUrl(address))
        tasks.ask(lambda: True, done.append)
        qtbot.waitUntil(lambda: bool(done))
    assert view.source().isEmpty()


def test_the_notice_of_a_protected_story_leads_to_the_original(view, qtbot):
    shown = story(3, "")
    view.show_story(dataclasses.replace(shown, headline=dataclasses.replace(shown.headline, protected=True)))
    with qtbot.waitSignal(view.link_opened) as opened:
        view.anchorClicked.emit(QUrl("original:"))
    assert opened.args == ["http://kabar.test/3"]


def test_a_wide_table_opens_in_a_window_of_its_own(view, qtbot):
    view.show_story(story(1, WIDE))
    view.anchorClicked.emit(QUrl("table:0"))
    window = view.window().findChild(TableWindow)
    assert window.isVisible()
    assert (window.table.columnCount(), window.table.rowCount()) == (14, 1)
    assert window.table.item(0, 13).text() == "isi sel"
    window.table.selectAll()
    qtbot.keyClick(window.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "\t".join(["isi sel"] * 14)
    with qtbot.waitSignal(window.destroyed):
        qtbot.keyClick(window.table, Qt.Key.Key_Escape)


def test_a_table_that_fits_no_more_is_cut_when_the_window_narrows(view, qtbot):
    view.resize(800, 700)
    view.show_story(story(1, "|" + " kolom isi |" * 5 + "\n|" + " --- |" * 5 + "\n|" + " isi sel |" * 5 + "\n"))
    assert not view.page.wholes
    view.resize(360, 700)
    qtbot.waitUntil(lambda: bool(view.page.wholes))


def test_the_column_stays_in_the_middle_and_narrow(view):
    view.resize(1400, 700)
    view.show_story(story(1, LONG))
    margins = view.viewportMargins()
    assert abs(margins.left() - margins.right()) <= 1
    assert margins.left() > 200


def test_the_look_changes_and_the_reader_stays(view):
    view.show_story(story(1, LONG))
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    view.set_theme(DARK, 150)
    bar = view.verticalScrollBar()
    assert bar.value() == pytest.approx(bar.maximum() / 2, abs=4)
    headline = view.page.firstBlock().next().begin().fragment().charFormat()
    assert headline.foreground().color().name() == DARK.ink


def test_screen_readers_are_told_its_name(view):
    assert view.accessibleName()
