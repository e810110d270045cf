"""The page of a story as a document: header, captions, quotes, code, lists, tables, footnotes, links."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtGui import QTextFormat, QTextTable

from reader_app import words
from reader_app.records import Headline, Image, Story
from tests.builders import NOW
from ui.article.document import Page, build, build_lead
from ui.article.header import dateline
from ui.article.links import clean
from ui.article.pictures import NAME, PICTURE, shown_size
from ui.article.typography import CODE, NOTICE, ROLE, Sheet
from ui.theme import LIGHT

WIDE = "| Kota | A | B | C | D | E | F | G | H | I | J |\n|" + " --- |" * 11 + "\n| Ambang " + "| seratus dua puluh " * 10 + "|\n"


def headline(**other: object) -> Headline:
    fields: dict = {
        "id": 7, "place": 1, "title": "Warga Menanam Bakau", "section": "Dunia", "source": "Kabar Uji", "source_id": 1,
        "author": "Sari Melati", "published": NOW, "updated": None, "url": "http://kabar.test/7", "read": False,
        "saved": False, "words": 10, "picture": None,
    }
    return Headline(**fields | other)


def story(markdown: str | None = "", *, images: tuple[Image, ...] = (), text: str = "", **other: object) -> Story:
    return Story(headline(**other), "Ringkasan.", text, markdown, images, ("Dunia",), (), "id")


def image(url: str = "http://kabar.test/a.jpg", **other: object) -> Image:
    fields: dict = {
        "url": url, "alt": "Dermaga", "caption": "", "credit": "", "width": 800, "height": 400, "lead": False,
        "picture": "aa11.jpg",
    }
    return Image(**fields | other)


@pytest.fixture
def sheet(qapp):
    return Sheet(LIGHT)


def blocks(page: Page) -> list:
    found, block = [], page.firstBlock()
    while block.isValid():
        found.append(block)
        block = block.next()
    return found


def block_with(page: Page, text: str):
    return next(block for block in blocks(page) if text in block.text())


def first_char(block):
    return block.begin().fragment().charFormat()


def tables(page: Page) -> list[QTextTable]:
    return [frame for frame in page.rootFrame().childFrames() if isinstance(frame, QTextTable)]


def test_section_headline_and_dateline_stand_above_the_text(sheet):
    page = build(story("Isi kabar."), sheet, 600)
    lines = [block.text() for block in blocks(page)]
    assert lines[:2] == ["Dunia", "Warga Menanam Bakau"]
    assert lines[2].endswith("— Sari Melati")
    assert lines[3:] == ["Isi kabar."]
    assert blocks(page)[1].blockFormat().headingLevel() == 1


def test_a_story_without_an_author_names_its_source(sheet):
    assert dateline(headline(author="")).endswith("— Kabar Uji")


def test_an_edit_of_the_same_day_is_told_with_its_time_only(sheet):
    line = dateline(headline(updated=NOW + timedelta(minutes=30)))
    assert line.startswith(dateline(headline()) + " · ")
    assert line.split(" · ")[-1].endswith(words.clock(NOW + timedelta(minutes=30)))


def test_an_edit_of_another_day_is_told_with_its_date(sheet):
    assert "2026" in dateline(headline(updated=NOW + timedelta(days=2))).partition("Sari Melati")[2]


def test_the_lead_picture_has_caption_and_credit(sheet):
    lead = image(lead=True, caption="Warga di dermaga", credit="Net")
    page = build(story("Isi.", images=(lead,)), sheet, 600)
    assert "Warga di dermaga / Net" in [block.text() for block in blocks(page)]
    char = next(first_char(block) for block in blocks(page) if block.text() == "\ufffc")
    assert char.objectType() == PICTURE
    assert char.stringProperty(NAME) == "aa11.jpg"


def test_pictures_of_the_text_become_our_own_objects(sheet):
    page = build(story("Awal.\n\n![Dermaga](http://kabar.test/a.jpg)\n\n*Dermaga lama*\n\nAkhir.", images=(image(),)), sheet, 600)
    char = first_char(block_with(page, "\ufffc"))
    assert not char.isImageFormat()
    assert (char.objectType(), char.stringProperty(NAME)) == (PICTURE, "aa11.jpg")


def test_a_picture_that_no_record_tells_of_is_a_frame_with_its_words(sheet):
    page = build(story("![Peta](file:///etc/hostname)"), sheet, 600)
    char = first_char(block_with(page, "\ufffc"))
    assert (char.objectType(), char.stringProperty(NAME), char.toolTip()) == (PICTURE, "", "Peta")


def test_a_caption_is_set_small_and_upright(sheet):
    page = build(story("![Dermaga](http://kabar.test/a.jpg)\n\n*Dermaga lama*\n\n*Miring saja*", images=(image(),)), sheet, 600)
    caption, italic = (first_char(block_with(page, text)) for text in ("Dermaga lama", "Miring saja"))
    assert not caption.fontItalic()
    assert caption.foreground().color().name() == LIGHT.faint
    assert italic.fontItalic()


def test_a_picture_keeps_the_room_of_its_stored_size(sheet):
    page = build(story("![Dermaga](http://kabar.test/a.jpg)", images=(image(),)), sheet, 600)
    size = shown_size(first_char(block_with(page, "\ufffc")), 600, sheet)
    assert (size.width(), size.height()) == (600, 300)


def test_quotes_are_italic_and_indented(sheet):
    page = build(story("Kata.\n\n> Kami menanam."), sheet, 600)
    block = block_with(page, "Kami")
    assert block.blockFormat().leftMargin() == sheet.quote_indent
    assert first_char(block).fontItalic()


def test_code_is_set_in_a_fixed_pitch_on_a_ground(sheet):
    page = build(story("```\nsatu\n  dua\n```\n\nIsi."), sheet, 600)
    first, second = block_with(page, "satu"), block_with(page, "dua")
    assert first.blockFormat().intProperty(ROLE) == second.blockFormat().intProperty(ROLE) == CODE
    assert first_char(first).fontFamilies() == [sheet.mono]
    assert second.text() == "  dua"
    assert second.blockFormat().bottomMargin() > first.blockFormat().bottomMargin() == 0


def test_lists_stay_lists(sheet):
    page = build(story("- satu\n- dua\n    - dalam\n\nIsi.\n\n3. tiga\n4. empat"), sheet, 600)
    assert block_with(page, "satu").textList() is not None
    assert block_with(page, "satu").textList().count() == 2
    assert block_with(page, "dalam").textList().format().indent() == 2
    assert block_with(page, "empat").textList().itemText(block_with(page, "empat")) == "4."
    assert block_with(page, "Isi.").textList() is None


def test_a_narrow_table_is_shown_whole(sheet):
    page = build(story("| Kota | Warga |\n| --- | ---: |\n| Ambang | 1.200 |\n\nIsi."), sheet, 600)
    (table,) = tables(page)
    assert (table.rows(), table.columns(), table.format().headerRowCount()) == (2, 2, 1)
    assert page.wholes == []
    assert first_char(table.cellAt(0, 0).firstCursorPosition().block()).fontWeight() >= 600


def test_an_empty_header_row_is_taken_out(sheet):
    page = build(story("|  |  |\n| --- | --- |\n| Ambang | 1.200 |\n| Sari | 3 |\n"), sheet, 600)
    (table,) = tables(page)
    assert (table.rows(), table.format().headerRowCount()) == (2, 0)


def test_a_wide_table_shows_its_first_columns_and_the_way_to_all(sheet):
    page = build(story(f"Awal.\n\n{WIDE}\n*Sumber: dinas*\n\nAkhir."), sheet, 600)
    (table,) = tables(page)
    assert 1 <= table.columns() < 11
    (full,) = page.wholes
    assert len(full.head) == len(full.rows[0]) == 11
    after = page.findBlock(table.lastPosition() + 1)
    assert first_char(after).anchorHref() == "table:0"
    assert not first_char(block_with(page, "Sumber")).fontItalic()
    assert block_with(page, "Akhir.").text() == "Akhir."


def test_a_table_of_many_rows_is_cut(sheet):
    page = build(story("| a | b |\n| --- | --- |\n" + "| 1 | 2 |\n" * 200), sheet, 600)
    (table,) = tables(page)
    assert table.rows() == 41
    assert len(page.wholes[0].rows) == 200


def test_a_table_at_the_very_end_and_two_in_a_row_are_fine(sheet):
    page = build(story(f"{WIDE}\n{WIDE}"), sheet, 600)
    assert len(tables(page)) == len(page.wholes) == 2
    hrefs = {first_char(block).anchorHref() for block in blocks(page) if block.text() and block.begin() != block.end()}
    assert {"table:0", "table:1"} <= hrefs


def test_footnotes_lead_to_their_places(sheet):
    page = build(story("Isi[¹](#fn1) kabar.\n\n1. [\u200b](#=fn1)Catatan [↩](#fnref1)"), sheet, 600)
    chars = []
    for block in blocks(page):
        at = block.begin()
        while not at.atEnd():
            chars.append(at.fragment().charFormat())
            at += 1
    assert "#fn1" in [char.anchorHref() for char in chars]
    assert ["fn1"] in [char.anchorNames() for char in chars]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "ftp://x.test/"])
def test_only_the_web_can_be_linked(sheet, address):
    page = build(story(f"[tautan]({address})"), sheet, 600)
    assert not first_char(block_with(page, "tautan")).isAnchor()


def test_tracking_parameters_are_taken_from_links(sheet):
    page = build(story("[tautan](https://kabar.test/x?id=3&utm_source=a&fbclid=b)"), sheet, 600)
    assert first_char(block_with(page, "tautan")).anchorHref() == "https://kabar.test/x?id=3"


def test_plain_text_stands_until_the_markdown_is_made(sheet):
    page = build(story(None, text="Satu.\n\nDua."), sheet, 600)
    assert [block.text() for block in blocks(page)][-2:] == ["Satu.", "Dua."]


def test_html_in_the_markdown_is_text(sheet):
    page = build(story('<img src="file:///etc/hostname"> <b>tebal</b>'), sheet, 600)
    assert "<b>tebal</b>" in page.toPlainText()


def test_a_first_line_of_dashes_is_no_front_matter(sheet):
    assert "judul: x" in build(story("---\njudul: x\n---\n\nIsi."), sheet, 600).toPlainText()


@pytest.mark.parametrize("field", ["withdrawn", "protected"])
def test_withdrawn_and_protected_stories_say_so(sheet, field):
    page = build(story("", **{field: True}), sheet, 600)
    block = blocks(page)[3]
    assert block.blockFormat().intProperty(ROLE) == NOTICE
    fragments, at = [], block.begin()
    while not at.atEnd():
        fragments.append(at.fragment())
        at += 1
    assert len(fragments[0].text()) > 20
    assert fragments[1].charFormat().anchorHref() == "original:"


def test_a_rule_is_kept(sheet):
    page = build(story("Satu.\n\n***\n\nDua."), sheet, 600)
    ruler = QTextFormat.Property.BlockTrailingHorizontalRulerWidth.value
    assert sum(block.blockFormat().hasProperty(ruler) for block in blocks(page)) == 1


def test_the_lead_shows_the_head_only(sheet):
    assert build_lead(headline(), sheet).blockCount() == 3


def test_a_word_without_end_is_broken(sheet):
    assert "\u200b" in build(story("a" * 9_000), sheet, 600).toPlainText()


@pytest.mark.parametrize("made", [True, False], ids=["markdown", "plain"])
def test_a_paragraph_without_end_is_parted_and_keeps_its_words(sheet, made):
    words_of = " ".join(f"kata{number}" for number in range(20_000))
    page = build(story(words_of if made else None, text=words_of), sheet, 600)
    parts = [block.text() for block in blocks(page) if "kata" in block.text()]
    assert len(parts) > 5 and max(map(len, parts)) <= 20_000
    assert " ".join(parts).split() == words_of.split()


def test_an_endless_list_keeps_all_its_items_and_numbers(sheet):
    page = build(story("\n".join(f"{number}. butir" for number in range(1, 1001))), sheet, 600)
    items = [block for block in blocks(page) if block.text() == "butir"]
    assert len(items) == 1000
    assert items[-1].textList().itemText(items[-1]) == "1000."
    assert items[-1].textList().count() <= 300


@pytest.mark.parametrize(
    ("address", "cleaned"),
    [
        ("https://kabar.test/a?utm_source=x", "https://kabar.test/a"),
        ("https://kabar.test/a?id=1&fbclid=y#bab", "https://kabar.test/a?id=1#bab"),
        ("https://kabar.test/a#utm_source=x", "https://kabar.test/a"),
        ("https://bank.test@jahat.test:8443/a", "https://jahat.test:8443/a"),
        ("http://[::1]:80/a", "http://[::1]:80/a"),
        ("http://[::1/a", None),
        ("http://kabar.test:port/", None),
        ("http:///a", None),
        ("https://kabar.test/a b", None),
        ("file:///etc/passwd", None),
        ("", None),
    ],
)
def test_an_address_is_cleaned_or_refused(address, cleaned):
    assert clean(address) == cleaned
