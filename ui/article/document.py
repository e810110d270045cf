"""A story and a sheet of styles → the page: Markdown read by Qt, then set block by block in our own typography.

    story.markdown --prepare--> Markdown with marks --Qt--> blocks
                   --structure.arrange--> marks resolved, pictures and tables in place
                   --Setter--> every block in its style
    header.write puts kicker, headline, dateline and lead picture above it.

`build` may run in any thread: a page has no layout and no parent until it is shown. Give it to the window's thread
with ``moveToThread``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextLength,
)

from reader_app.records import Image, Story
from ui.article import header, structure
from ui.article.inline import restyle
from ui.article.pictures import PICTURE
from ui.article.prepare import GONE, Prepared, Table, prepare
from ui.article.structure import NOTE
from ui.article.typography import CODE, NOTICE, ROLE, Sheet, Style

LONG = 5000  # words; a longer story is built off the window's thread
HEAD = 700  # words of it that are shown at once

_FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
_PROPERTY = QTextFormat.Property
_SIZE_IN_NAME = re.compile(r"-(?:\d{2,5}x\d{2,5}|scaled|rotated|e\d{9,})(?=\.\w{2,5}$)")
_DEPTH = 4  # quotes within quotes, lists within lists; deeper ones move no further in


class Page(QTextDocument):
    """The document of one story. It loads nothing: what it shows, it was given."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self.setUndoRedoEnabled(False)
        self.sheet = sheet
        self.tables: tuple[Table, ...] = ()
        self.places: dict[str, int] = {}  # internal link → position it leads to
        self.pictures: list[int] = []  # positions, in order
        self.depends_on_width = False  # another width of the column may show other columns of a table
        self.setDefaultFont(sheet.text.font())
        self.setDocumentMargin(0)
        self.setIndentWidth(sheet.indent)

    def loadResource(self, type: int, name: QUrl) -> Any:  # noqa: A002, N802
        return None  # never the base's: it reads files


@dataclass(slots=True)
class Gallery:
    """The pictures of a story by the address its Markdown has for them."""

    images: dict[str, Image] = field(default_factory=dict)
    lead: Image | None = None

    @classmethod
    def of(cls, story: Story) -> Gallery:
        return cls({image.url: image for image in story.images}, story.lead)

    def find(self, address: str) -> Image | None:
        found = self.images.get(address)
        if found is None:
            plain = address.replace(" ", "%20")
            found = next((image for url, image in self.images.items() if url.replace(" ", "%20") == plain), None)
        return found

    def is_lead(self, address: str) -> bool:
        """Whether the picture at ``address`` is the lead picture, perhaps in another size."""
        if self.lead is None:
            return False
        image = self.find(address)
        if image is not None and (image.lead or (image.picture and image.picture == self.lead.picture)):
            return True
        return _plain_name(address) == _plain_name(self.lead.url)


def _plain_name(address: str) -> str:
    return _SIZE_IN_NAME.sub("", address.partition("?")[0].partition("#")[0].partition("://")[2])


def is_long(story: Story) -> bool:
    """Whether building the page would be felt if the window's thread did it."""
    return max(story.headline.words, len(story.markdown or story.text) // 6) > LONG


def build(story: Story, sheet: Sheet, column: int, *, words: int | None = None) -> Page:
    """The page of ``story`` in a column of so many pixels; with ``words`` only its head."""
    page = Page(sheet)
    gallery = Gallery.of(story)
    if story.markdown is None:
        prepared = Prepared("", (), 0)
        page.setPlainText(GONE)
    else:
        prepared = prepare(story.markdown, words)
        page.setMarkdown(f"{GONE}\n\n{prepared.markdown}", _FEATURES)
    page.tables = prepared.tables
    _margins(page)
    cursor = QTextCursor(page)
    cursor.beginEditBlock()
    caption = structure.arrange(page, gallery, column) if story.markdown is not None else ""
    body = header.write(cursor, story, sheet, caption)
    if story.markdown is None:
        _plain(cursor, story, sheet, words)
    else:
        Setter(page, sheet).set(body)
    cursor.endEditBlock()
    return page


def _margins(page: Page) -> None:
    root = page.rootFrame()
    form = root.frameFormat()
    form.setMargin(0)
    form.setTopMargin(page.sheet.px(30))
    form.setBottomMargin(page.sheet.px(72))
    root.setFrameFormat(form)


def _plain(cursor: QTextCursor, story: Story, sheet: Sheet, words: int | None) -> None:
    """What is there of a story whose Markdown has not been made yet."""
    text = story.text.strip() or story.summary.strip()
    count = 0
    for paragraph in re.split(r"\n\s*\n", text) if text else ():
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertBlock(sheet.text.block(), sheet.text.char())
        cursor.insertText(re.sub("[\x00-\x1f\ufdd0-\ufdef\ufffc\u2029]+", " ", paragraph))
        count += len(paragraph.split())
        if words is not None and count >= words:
            break


class Setter:
    """Gives every block of a page its style."""

    def __init__(self, page: Page, sheet: Sheet) -> None:
        self._page, self._sheet = page, sheet
        self._cursor = QTextCursor(page)
        self._text = sheet.text.block()
        self._after_picture = False

    def set(self, start: int) -> None:
        """Set all blocks from the position ``start`` on."""
        block = self._page.findBlock(start)
        while block.isValid():
            table = QTextCursor(block).currentTable()
            if table is not None:  # set already; go on behind it
                behind = self._page.findBlock(table.lastPosition() + 1)
                self._tighten(block if block.position() < table.firstPosition() else None)
                block = behind if behind.position() > block.position() else block.next()
                self._after_picture = False
                continue
            self._block(block)
            block = block.next()

    def _block(self, block: QTextBlock) -> None:
        form = block.blockFormat()
        text = block.text()
        quote = min(form.intProperty(_PROPERTY.BlockQuoteLevel.value), _DEPTH)
        role = form.intProperty(ROLE)
        caption = False
        if form.hasProperty(_PROPERTY.BlockTrailingHorizontalRulerWidth.value):
            self._rule(block)
        elif role == NOTICE:
            pass  # came in its style
        elif form.hasProperty(_PROPERTY.BlockCodeLanguage.value):
            self._code(block, form, quote)
        elif form.headingLevel():
            self._apply(block, self._sheet.headings[form.headingLevel() - 1], form, quote)
        elif "\ufffc" in text and structure.only_pictures(text):
            self._picture(block, form, quote)
            self._after_picture = True
            self._note_pictures(block)
            return
        elif self._after_picture and structure.only_emphasis(block):
            self._caption(block, form, quote)
            caption = True
        elif not text and block.next().isValid() and QTextCursor(block.next()).currentTable() is not None:
            self._tighten(block)
        elif not text:
            self._tighten(block)
        elif role == NOTE:
            self._apply(block, self._sheet.note, form, quote)
        elif quote:
            self._apply(block, self._sheet.quote, form, quote)
        elif block.textList() is not None or form.indent():
            self._apply(block, self._sheet.text, form, 0)
        else:
            self._cursor.setPosition(block.position())
            self._cursor.setBlockFormat(self._keep(form, self._text))
            restyle(self._cursor, block, self._sheet.text, self._sheet, self._page.places)
        if "\ufffc" in text:
            self._note_pictures(block)
        self._after_picture = False if not caption else self._after_picture and False

    def _note_pictures(self, block: QTextBlock) -> None:
        self._page.pictures += [block.position() + at for at in structure.objects(block)]

    def _keep(self, form: QTextBlockFormat, style: QTextBlockFormat) -> QTextBlockFormat:
        """``style`` with what the text itself says: direction and alignment."""
        if form.hasProperty(_PROPERTY.LayoutDirection.value):
            style = QTextBlockFormat(style)
            style.setLayoutDirection(form.layoutDirection())
        return style

    def _apply(self, block: QTextBlock, style: Style, form: QTextBlockFormat, quote: int) -> None:
        new = self._keep(form, style.block())
        group = block.textList()
        new.setIndent(min(form.indent(), _DEPTH))
        if group is not None:
            new.setObjectIndex(form.objectIndex())
            if form.hasProperty(_PROPERTY.BlockMarker.value):
                new.setMarker(form.marker())
            following = block.next()
            if following.isValid() and (following.textList() is not None or following.blockFormat().indent()):
                new.setBottomMargin(self._sheet.item_gap)
            if group.format().indent() > _DEPTH:
                shape = group.format()
                shape.setIndent(_DEPTH)
                group.setFormat(shape)
        if quote:
            new.setLeftMargin(quote * self._sheet.quote_indent)
            new.setProperty(_PROPERTY.BlockQuoteLevel.value, quote)
        if form.headingLevel():
            new.setHeadingLevel(form.headingLevel())
        if form.intProperty(ROLE):
            new.setProperty(ROLE, form.intProperty(ROLE))
        self._cursor.setPosition(block.position())
        self._cursor.setBlockFormat(new)
        if group is not None or not block.text():
            self._cursor.setBlockCharFormat(style.char())
        restyle(self._cursor, block, style, self._sheet, self._page.places)

    def _picture(self, block: QTextBlock, form: QTextBlockFormat, quote: int) -> None:
        new = QTextBlockFormat()
        new.setIndent(min(form.indent(), _DEPTH))
        new.setLeftMargin(quote * self._sheet.quote_indent)
        new.setTopMargin(self._sheet.px(9))
        following = block.next()
        captioned = following.isValid() and structure.only_emphasis(following)
        new.setBottomMargin(0 if captioned else self._sheet.px(24))
        if quote:
            new.setProperty(_PROPERTY.BlockQuoteLevel.value, quote)
        self._cursor.setPosition(block.position())
        self._cursor.setBlockFormat(new)
        self._cursor.setBlockCharFormat(tiny())

    def _caption(self, block: QTextBlock, form: QTextBlockFormat, quote: int) -> None:
        new = self._sheet.caption.block()
        new.setIndent(min(form.indent(), _DEPTH))
        new.setLeftMargin(quote * self._sheet.quote_indent)
        if quote:
            new.setProperty(_PROPERTY.BlockQuoteLevel.value, quote)
        self._cursor.setPosition(block.position())
        self._cursor.setBlockFormat(new)
        restyle(self._cursor, block, self._sheet.caption, self._sheet, self._page.places, upright=True)

    def _code(self, block: QTextBlock, form: QTextBlockFormat, quote: int) -> None:
        sheet = self._sheet
        new = sheet.code.block()
        first, last = not _is_code(block.previous()), not _is_code(block.next())
        new.setTopMargin(sheet.padding + sheet.px(10) if first else 0)
        new.setBottomMargin(sheet.padding + sheet.px(22) if last else 0)
        new.setIndent(min(form.indent(), _DEPTH))
        new.setLeftMargin(quote * sheet.quote_indent + sheet.padding)
        new.setRightMargin(sheet.padding)
        new.setProperty(ROLE, CODE)
        new.setProperty(_PROPERTY.BlockCodeLanguage.value, form.stringProperty(_PROPERTY.BlockCodeLanguage.value))
        if quote:
            new.setProperty(_PROPERTY.BlockQuoteLevel.value, quote)
        self._cursor.setPosition(block.position())
        self._cursor.setBlockFormat(new)
        self._cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        self._cursor.setCharFormat(sheet.code.char())
        self._cursor.setBlockCharFormat(sheet.code.char())

    def _rule(self, block: QTextBlock) -> None:
        new = self._sheet.text.block(before=self._sheet.px(10), after=self._sheet.px(24))
        new.setLineHeight(self._sheet.px(9), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        width = QTextLength(QTextLength.Type.PercentageLength, 26)
        new.setProperty(_PROPERTY.BlockTrailingHorizontalRulerWidth.value, width)
        self._cursor.setPosition(block.position())
        self._cursor.setBlockFormat(new)
        self._cursor.setBlockCharFormat(tiny())

    def _tighten(self, block: QTextBlock | None) -> None:
        """Make an empty block, which Qt needs around tables, take no room."""
        if block is None or block.text():
            return
        new = QTextBlockFormat()
        new.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        self._cursor.setPosition(block.position())
        self._cursor.setBlockFormat(new)
        self._cursor.setBlockCharFormat(tiny())


def tiny() -> QTextCharFormat:
    """For what is not text: a font that adds no height of its own."""
    char = QTextCharFormat()
    char.setProperty(_PROPERTY.FontPixelSize.value, 1)
    return char


def _is_code(block: QTextBlock) -> bool:
    return block.isValid() and (
        block.blockFormat().hasProperty(_PROPERTY.BlockCodeLanguage.value) or block.blockFormat().intProperty(ROLE) == CODE
    )


__all__ = ["HEAD", "LONG", "PICTURE", "Gallery", "Page", "build", "is_long"]
