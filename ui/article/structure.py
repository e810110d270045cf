"""What stands where on the page: the marks of `prepare` resolved, pictures and tables put in their places.

Works from the end to the start, so that positions before the one at hand stay true.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextTable,
)

from ui.article import tables
from ui.article.gallery import Gallery, caption, room_for
from ui.article.inline import INTERNAL
from ui.article.links import NOTE as NOTE_LINK
from ui.article.links import clean
from ui.article.prepare import (
    BACK,
    BREAK,
    CLOSE_NOTE,
    END_BACK,
    END_SUB,
    END_SUPER,
    GONE,
    MARKS,
    OPEN_NOTE,
    PICTURE_LINK,
    SUB,
    SUPER,
)
from ui.article.typography import NOTE, ROLE

if TYPE_CHECKING:
    from ui.article.document import Page

_OBJECT = "\ufffc"
_PROPERTY = QTextFormat.Property
_SMALL = 48  # pixels; a picture no larger than this may stand within a line of text
_MARKED = re.compile(
    rf"\[?{OPEN_NOTE}(?P<note>\d+){CLOSE_NOTE}\]?"
    rf"|{BACK}(?P<back>\d+){END_BACK}"
    rf"|{SUB}(?P<sub>[^{END_SUB}]*){END_SUB}"
    rf"|{SUPER}(?P<super>[^{END_SUPER}]*){END_SUPER}"
    rf"|\s*(?P<line>{BREAK})\s*"
    rf"|[{''.join(sorted(MARKS))}]"
)


def arrange(page: Page, gallery: Gallery, column: int) -> str:
    """Put everything behind the first block in its place. Gives the caption of a lead picture that the text repeats."""
    lead_caption = ""
    cursor = QTextCursor(page)
    block = page.lastBlock()
    while block.blockNumber() > 0:
        cursor.setPosition(block.position())
        table = cursor.currentTable()
        if table is not None:
            before = table.firstPosition() - 1
            _table(page, table, gallery, column)
            block = page.findBlock(before)
            continue
        number = block.blockNumber()
        if block.text() == GONE:
            _remove(cursor, block)
        else:
            if not MARKS.isdisjoint(block.text()):
                resolve(cursor, block)
                block = page.findBlockByNumber(number)
            if _OBJECT in block.text():
                lead_caption = _pictures(page, cursor, block, gallery) or lead_caption
        block = page.findBlockByNumber(number - 1)
    return lead_caption


def only_pictures(text: str) -> bool:
    return not text.replace(_OBJECT, "").strip()


def only_emphasis(block: QTextBlock) -> bool:
    """Whether a paragraph is wholly emphasised, as captions are."""
    if block.blockFormat().headingLevel() or block.textList() is not None:
        return False
    at, some = block.begin(), False
    while not at.atEnd():
        fragment = at.fragment()
        char = fragment.charFormat()
        if fragment.text().strip():
            if char.objectType() or not (char.fontItalic() or char.fontFixedPitch()):
                return False
            some = True
        at += 1
    return some


def objects(block: QTextBlock) -> list[int]:
    """Where in a block the pictures stand."""
    return [units(block.text()[:at]) for at, letter in enumerate(block.text()) if letter == _OBJECT]


def units(text: str) -> int:
    """The length of ``text`` as Qt counts it: letters beyond the basic plane are two."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def resolve(cursor: QTextCursor, block: QTextBlock) -> None:
    """Make of the marks in a block what they stand for."""
    text, start = block.text(), block.position()
    for found in reversed(list(_MARKED.finditer(text))):
        first = start + units(text[: found.start()])
        cursor.setPosition(first)
        cursor.setPosition(first + units(found[0]), QTextCursor.MoveMode.KeepAnchor)
        char = QTextCharFormat(cursor.charFormat())
        match found.lastgroup:
            case "note":
                number = found["note"]
                char.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
                _internal(char, f"{NOTE_LINK}{number}", f"{NOTE_LINK}back-{number}")
                cursor.insertText(number, char)
            case "back":
                number = found["back"]
                _internal(char, f"{NOTE_LINK}back-{number}", f"{NOTE_LINK}{number}")
                cursor.insertText("↩", char)
                form = cursor.blockFormat()
                form.setProperty(ROLE, NOTE)
                cursor.setBlockFormat(form)
            case "sub":
                char.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSubScript)
                cursor.insertText(found["sub"], char)
            case "super":
                char.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
                cursor.insertText(found["super"], char)
            case "line":
                cursor.insertText("\u2028")
            case _:
                cursor.removeSelectedText()


def _internal(char: QTextCharFormat, target: str, name: str) -> None:
    char.setAnchor(True)
    char.setAnchorHref(target)
    char.setAnchorNames([name])
    char.setProperty(INTERNAL, True)


def _table(page: Page, table: QTextTable, gallery: Gallery, column: int) -> None:
    _cell_marks_and_pictures(page, table, gallery)
    behind = page.findBlock(table.lastPosition() + 1)
    more = tables.set_table(page, table, column)
    if more:
        cursor = QTextCursor(behind)
        cursor.insertText(more.words, more.char)
        form = QTextBlockFormat(more.block)
        cursor.setBlockFormat(form)


def _cell_marks_and_pictures(page: Page, table: QTextTable, gallery: Gallery) -> None:
    cursor = QTextCursor(page)
    most = page.sheet.px(120)
    first = page.findBlock(table.firstPosition()).blockNumber()
    for number in range(page.findBlock(table.lastPosition()).blockNumber(), first - 1, -1):
        block = page.findBlockByNumber(number)
        text = block.text()
        if not MARKS.isdisjoint(text):
            resolve_cell(page, table, cursor, block)
            block = page.findBlockByNumber(number)
            text = block.text()
        if _OBJECT in text:
            for at in objects(block):
                _replace(cursor, block.position() + at, gallery, most)


def resolve_cell(page: Page, table: QTextTable, cursor: QTextCursor, block: QTextBlock) -> None:
    if found := tables.NUMBER.search(block.text()):
        page.table_numbers[table.objectIndex()] = int(found[1])
        start = block.position() + units(block.text()[: found.start()])
        cursor.setPosition(start)
        cursor.setPosition(start + len(found[0]), QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        block = page.findBlock(start)
    resolve(cursor, block)


def _pictures(page: Page, cursor: QTextCursor, block: QTextBlock, gallery: Gallery) -> str:
    """Give every picture of a block its room, in a paragraph of its own unless it is a small one within a text."""
    start, number = block.position(), block.blockNumber()
    alone = only_pictures(block.text())
    found = ""
    for at in reversed(objects(block)):
        position = start + at
        address = _image(cursor, position)[0]
        if gallery.is_lead(address):
            found = _repeated_lead(page, cursor, position, alone) or found
            continue
        image = gallery.find(address)
        small = not alone and image is not None and 0 < image.width <= _SMALL and 0 < image.height <= _SMALL
        _replace(cursor, position, gallery, page.sheet.px(_SMALL) if small else 0)
        if not small:
            _part(page, cursor, position)
            _own_caption(page, cursor, position, gallery.find(address))
    block = page.findBlockByNumber(number)
    if not block.text().strip() and block.blockNumber() > 0:
        _remove(cursor, block)
    elif only_pictures(block.text()) and block.textList() is not None:
        _leave_list(cursor, block)
    return found


def _image(cursor: QTextCursor, position: int) -> tuple[str, str, str]:
    """Address, words and link of the picture at ``position``."""
    cursor.setPosition(position)
    cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
    image = cursor.charFormat().toImageFormat()
    title = image.stringProperty(_PROPERTY.ImageTitle.value)
    link = title.removeprefix(PICTURE_LINK) if title.startswith(PICTURE_LINK) else ""
    return image.name(), image.stringProperty(_PROPERTY.ImageAltText.value), link


def _replace(cursor: QTextCursor, position: int, gallery: Gallery, most: int) -> None:
    """Put our own object in place of Qt's picture, which would be loaded by its address."""
    address, alt, link = _image(cursor, position)
    char = room_for(gallery.find(address), alt, most)
    if link and (target := clean(link)) and not _is_picture(target):
        char.setAnchor(True)
        char.setAnchorHref(target)
    if not most:
        char.setProperty(_PROPERTY.FontPixelSize.value, 1)
    cursor.setCharFormat(char)


def _is_picture(address: str) -> bool:
    """Whether a link only leads to the picture itself, larger."""
    return bool(re.search(r"\.(?:jpe?g|png|gif|webp|avif)$", address.partition("?")[0], re.IGNORECASE))


def _part(page: Page, cursor: QTextCursor, position: int) -> None:
    """Give the picture at ``position`` a paragraph of its own."""
    block = page.findBlock(position)
    inside = position - block.position()
    text = block.text()
    form = QTextBlockFormat(block.blockFormat())
    if block.textList() is not None:
        form.setIndent(block.textList().format().indent())
    form.setObjectIndex(-1)
    if len(text.encode("utf-16-le")) // 2 > inside + 1:
        cursor.setPosition(position + 1)
        cursor.insertBlock(form, QTextCharFormat())
        _trim(cursor, 1)
    if inside:
        cursor.setPosition(position)
        cursor.insertBlock(form, QTextCharFormat())
        behind = cursor.position()
        cursor.setPosition(behind - 1)
        _trim(cursor, -1)


def _trim(cursor: QTextCursor, side: int) -> None:
    """Remove the blanks behind (1) or before (-1) the cursor, within its block; an emptied block too."""
    block = cursor.block()
    text = block.text()
    blanks = len(text) - len(text.lstrip() if side > 0 else text.rstrip())
    if blanks:
        edge = block.position() if side > 0 else block.position() + block.length() - 1 - blanks
        cursor.setPosition(edge)
        cursor.setPosition(edge + blanks, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
    if not cursor.block().text():
        _remove(cursor, cursor.block())


def _own_caption(page: Page, cursor: QTextCursor, position: int, image: object) -> None:
    pass


def _remove(cursor: QTextCursor, block: QTextBlock) -> None:
    pass
