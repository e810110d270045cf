"""A story and a sheet of styles → the page: Markdown read by Qt, then set block by block in our own typography.

    story.markdown --Qt--> blocks --tables, pictures--> our own objects in their places --Setter--> every block in its style
    header.write puts section, headline, dateline and lead picture above it

A page is built without a layout: Qt's own pictures are out of it before anything could ask for them.
"""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QBrush,
    QColor,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextLength,
    QTextTable,
)

from reader_app import words
from reader_app.records import Headline, Image, Story
from reader_app.words import _
from ui.article import header, tables
from ui.article.inline import restyle
from ui.article.links import TABLE
from ui.article.typography import CODE, MORE, ROLE, Sheet, Style, tiny

_FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
_PROPERTY = QTextFormat.Property
_OBJECT = "\ufffc"
_TOP = "\u2060"  # a paragraph of no text; the first is the place of the header, and keeps "---" from opening front matter
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufdd0-\ufdef\ufff9-\ufffc]")
_ENDLESS = re.compile(r"\S{2000}(?=\S)")  # a word whose layout would hold up the window
_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])\s")
_LIST = 300  # items; a longer list is parted by paragraphs that take no room
_PARAGRAPH = 20_000  # letters; Qt lays a paragraph out in one go, and the window waits for it
_SMALL = 48  # pixels; a picture no larger than this may stand within a line of text
_IN_TABLE = 120
_DEPTH = 4  # quotes within quotes, lists within lists; deeper ones move no further in


class Page(QTextDocument):
    """The document of one story. It loads nothing: what it shows, it was given."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self.setUndoRedoEnabled(False)
        self.sheet = sheet
        self.wholes: list[tables.Whole] = []  # the tables that are not shown whole
        self.has_tables = False  # another width of the column may show other columns
        self.setDefaultFont(sheet.text.font())
        self.setDocumentMargin(0)
        self.setIndentWidth(sheet.indent)

    def loadResource(self, type: int, name: QUrl) -> Any:
        return None  # never the base's: it reads files


def build(story: Story, sheet: Sheet, column: int) -> Page:
    """The page of ``story`` in a column of so many pixels."""
    page = Page(sheet)
    markdown = story.markdown or ""
    page.setMarkdown(f"{_TOP}\n\n{_bounded(markdown)}", _FEATURES)
    cursor = QTextCursor(page)
    cursor.beginEditBlock()
    if markdown:
        gallery = {_plain(image.url): image for image in reversed(story.images)}
        for table in reversed(_tables(page)):
            _set_table(page, table, gallery, column)
        Setter(page, gallery).set(page.firstBlock().next())
    _head(cursor, page, story.headline, story.lead)
    if not markdown:
        _plain_text(cursor, story.text.strip() or story.summary.strip(), sheet)
    if story.cut:
        _cut_note(cursor, story, sheet)
    cursor.endEditBlock()
    _margins(page)
    return page


def _cut_note(cursor: QTextCursor, story: Story, sheet: Sheet) -> None:
    """At the end of a text that is only a beginning: why, and where the rest is."""
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertBlock(sheet.notice.block(before=sheet.px(24)), sheet.notice.char())
    if story.cut_why is None:
        cursor.insertText(_("The whole text comes with the next sync."), sheet.notice.char())
        return
    reason = words.failure(story.cut_why).rstrip(".")
    cursor.insertText(_("Only the beginning is here: {reason}.").format(reason=reason) + " ", sheet.notice.char())
    if story.headline.url:
        cursor.insertText(_("Read it at the publisher"), sheet.link(sheet.notice.char(), story.headline.url))


def build_lead(headline: Headline, sheet: Sheet) -> Page:
    """The head of a story that is still being fetched."""
    page = Page(sheet)
    page.setPlainText(_TOP)
    _head(QTextCursor(page), page, headline, None)
    _margins(page)
    return page


def build_message(message: str, sheet: Sheet) -> Page:
    page = Page(sheet)
    if message:
        cursor = QTextCursor(page)
        cursor.setBlockFormat(sheet.notice.block(before=sheet.px(60)))
        cursor.insertText(message, sheet.notice.char())
    return page


def _bounded(markdown: str) -> str:
    """The Markdown without what would hold up the window: words without end, lists over which Qt takes quadratic time."""
    text = _ENDLESS.sub(lambda found: found.group() + "\u200b", _UNWANTED.sub("", markdown.replace("\r\n", "\n")))
    text = _parted(text)
    if text.count("\n") < _LIST:
        return text
    lines: list[str] = []
    items, fence = 0, False
    for line in text.split("\n"):
        fence ^= line.startswith(("```", "~~~"))
        if not fence and _ITEM.match(line):
            items += 1
            if items > _LIST:
                lines += ["", _TOP, ""]
                items = 1
        elif line and not line[0].isspace():
            items = 0
        lines.append(line)
    return "\n".join(lines)


def _parted(text: str) -> str:
    """Paragraphs without end in several, at blanks; rows of tables stay whole."""
    lines: list[str] = []
    for line in text.split("\n"):
        while len(line) > _PARAGRAPH and not line.startswith("|"):
            blank = line.rfind(" ", _PARAGRAPH // 2, _PARAGRAPH)
            cut = blank if blank > 0 else _PARAGRAPH
            while line[cut - 1] == "\\" and cut > 1:  # it belongs to the letter after it
                cut -= 1
            lines += [line[:cut], ""]
            line = line[cut:].lstrip(" ")
        lines.append(line)
    return "\n".join(lines)


def _plain(address: str) -> str:
    return address.replace(" ", "%20")


def _head(cursor: QTextCursor, page: Page, headline: Headline, lead: Image | None) -> None:
    first = page.firstBlock()
    cursor.setPosition(0)
    cursor.setPosition(first.length() - 1, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    header.write(cursor, headline, lead, page.sheet)


def _margins(page: Page) -> None:
    root = page.rootFrame()
    form = root.frameFormat()
    form.setMargin(0)
    form.setTopMargin(page.sheet.px(26))
    form.setBottomMargin(page.sheet.px(64))
    root.setFrameFormat(form)


def _plain_text(cursor: QTextCursor, text: str, sheet: Sheet) -> None:
    """What is there of a story whose Markdown has not been made yet."""
    for paragraph in re.split(r"\n\s*\n", _parted(text)) if text else ():
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertBlock(sheet.text.block(), sheet.text.char())
        cursor.insertText(re.sub("[\x00-\x1f\ufdd0-\ufdef\ufffc\u2029]+", " ", paragraph))


def _tables(page: Page) -> list[QTextTable]:
    return [frame for frame in page.rootFrame().childFrames() if isinstance(frame, QTextTable)]


def _set_table(page: Page, table: QTextTable, gallery: dict[str, Image], column: int) -> None:
    page.has_tables = True
    block = page.findBlock(table.firstPosition())
    while block.isValid() and block.position() <= table.lastPosition():
        _place_pictures(page, block, gallery, most=_IN_TABLE)
        block = block.next()
    full = tables.set_table(table, page.sheet, column)
    if full is None:
        return
    cursor = QTextCursor(page)
    cursor.setPosition(table.lastPosition() + 1)
    behind = cursor.block()
    if behind.text():
        cursor.insertBlock(QTextBlockFormat(behind.blockFormat()))
        cursor.setPosition(table.lastPosition() + 1)
    form = page.sheet.notice.block(before=0)
    form.setProperty(ROLE, MORE)
    cursor.setBlockFormat(form)
    cursor.insertText(_("Show the whole table"), page.sheet.link(page.sheet.notice.char(), f"{TABLE}{len(page.wholes)}"))
    page.wholes.append(full)


def _place_pictures(page: Page, block: QTextBlock, gallery: dict[str, Image], most: int = 0) -> None:
    """Put our own object in place of Qt's pictures, which would be loaded by their address."""
    if _OBJECT not in block.text():
        return
    alone = only_pictures(block)
    found = []
    at = block.begin()
    while not at.atEnd():
        fragment = at.fragment()
        char = fragment.charFormat()
        if char.isImageFormat():
            shape = char.toImageFormat()
            found += [(fragment.position() + offset, shape) for offset in range(fragment.length())]
        at += 1
    cursor = QTextCursor(page)
    for position, shape in found:
        image = gallery.get(_plain(shape.name()))
        small = not alone and image is not None and 0 < image.width <= _SMALL and 0 < image.height <= _SMALL
        cursor.setPosition(position)
        cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
        alt = shape.stringProperty(_PROPERTY.ImageAltText.value)
        header.picture(cursor, image, alt, page.sheet.px(_SMALL if small else most) if small or most else 0)


def only_pictures(block: QTextBlock) -> bool:
    text = block.text()
    return _OBJECT in text and not text.replace(_OBJECT, "").replace("\u2028", "").strip()


def only_emphasis(block: QTextBlock) -> bool:
    """Whether a paragraph is wholly in italics: a caption, where it follows a picture or a table."""
    if block.blockFormat().headingLevel() or block.textList() is not None:
        return False
    some = False
    at = block.begin()
    while not at.atEnd():
        fragment = at.fragment()
        char = fragment.charFormat()
        if fragment.text().strip():
            if char.objectType() or not (char.fontItalic() or char.fontFixedPitch()):
                return False
            some = True
        at += 1
    return some


class Setter:
    """Gives every block of a page its style."""

    def __init__(self, page: Page, gallery: dict[str, Image]) -> None:
        self._page, self._sheet, self._gallery = page, page.sheet, gallery
        self._cursor = QTextCursor(page)
        self._text = page.sheet.text.block()
        self._captioned = False  # a caption may follow

    def set(self, block: QTextBlock) -> None:
        """Set all blocks from ``block`` on."""
        while block.isValid():
            self._cursor.setPosition(block.position())
            table = self._cursor.currentTable()
            if table is not None:  # set already; go on behind it
                block = self._page.findBlock(table.lastPosition() + 1)
                self._captioned = True
                continue
            self._block(block)
            block = block.next()

    def _block(self, block: QTextBlock) -> None:
        form = block.blockFormat()
        quote = min(form.intProperty(_PROPERTY.BlockQuoteLevel.value), _DEPTH)
        captioned, self._captioned = self._captioned, False
        _place_pictures(self._page, block, self._gallery)
        if form.intProperty(ROLE) == MORE:
            self._captioned = True
        elif form.hasProperty(_PROPERTY.BlockTrailingHorizontalRulerWidth.value):
            self._rule(block)
        elif _is_code(block):
            self._code(block, form, quote)
        elif form.headingLevel():
            self._apply(block, self._sheet.headings[min(form.headingLevel(), 6) - 1], form, quote)
        elif only_pictures(block):
            self._picture(block, form, quote)
            self._captioned = True
        elif captioned and only_emphasis(block):
            self._caption(block, form, quote)
        elif block.text() in ("", _TOP):
            self._tighten(block)
            self._captioned = captioned
        elif _OBJECT in block.text():
            self._apply(block, self._sheet.text, form, quote, fixed=False)
        elif quote:
            self._apply(block, self._sheet.quote, form, quote)
        elif block.textList() is not None or form.indent():
            self._apply(block, self._sheet.text, form, 0)
        else:
            self._cursor.setPosition(block.position())
            self._cursor.setBlockFormat(_directed(self._text, form))
            restyle(self._cursor, block, self._sheet.text, self._sheet)

    def _apply(self, block: QTextBlock, style: Style, form: QTextBlockFormat, quote: int, *, fixed: bool = True) -> None:
        new = _directed(style.block(), form)
        if not fixed:  # a picture in the line needs its height
            new.setLineHeight(0, QTextBlockFormat.LineHeightTypes.SingleHeight.value)
        group = block.textList()
        new.setIndent(min(form.indent(), _DEPTH))
        if group is not None:
            new.setObjectIndex(form.objectIndex())
            if form.hasProperty(_PROPERTY.BlockMarker.value):
                new.setMarker(form.marker())
            following = block.next()
            if following.isValid() and following.textList() is not None:
                new.setBottomMargin(self._sheet.item_gap)
            if group.format().indent() > _DEPTH:
                shape = group.format()
                shape.setIndent(_DEPTH)
                group.setFormat(shape)
        if form.headingLevel():
            new.setHeadingLevel(form.headingLevel())
        self._quoted(new, quote)
        self._cursor.setPosition(block.position())
        self._cursor.setBlockFormat(new)
        if group is not None:
            self._cursor.setBlockCharFormat(style.char())
        restyle(self._cursor, block, style, self._sheet)

    def _picture(self, block: QTextBlock, form: QTextBlockFormat, quote: int) -> None:
        new = QTextBlockFormat()
        new.setIndent(min(form.indent(), _DEPTH))
        new.setTopMargin(self._sheet.px(20))
        following = block.next()
        new.setBottomMargin(0 if following.isValid() and only_emphasis(following) else self._sheet.px(24))
        self._quoted(new, quote)
        self._cursor.setPosition(block.position())
        self._cursor.setBlockFormat(new)
        self._cursor.setBlockCharFormat(tiny())

    def _caption(self, block: QTextBlock, form: QTextBlockFormat, quote: int) -> None:
        new = _directed(self._sheet.caption.block(), form)
        new.setIndent(min(form.indent(), _DEPTH))
        self._quoted(new, quote)
        self._cursor.setPosition(block.position())
        self._cursor.setBlockFormat(new)
        restyle(self._cursor, block, self._sheet.caption, self._sheet, upright=True)

    def _code(self, block: QTextBlock, form: QTextBlockFormat, quote: int) -> None:
        sheet = self._sheet
        new = sheet.code.block()
        new.setTopMargin(0 if _is_code(block.previous()) else sheet.padding + sheet.px(10))
        new.setBottomMargin(0 if _is_code(block.next()) else sheet.padding + sheet.px(22))
        new.setIndent(min(form.indent(), _DEPTH))
        self._quoted(new, quote)
        new.setLeftMargin(new.leftMargin() + sheet.padding)
        new.setRightMargin(sheet.padding)
        new.setProperty(ROLE, CODE)
        new.setProperty(_PROPERTY.BlockCodeLanguage.value, form.stringProperty(_PROPERTY.BlockCodeLanguage.value))
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
        new.setBackground(QBrush(QColor(self._sheet.theme.line)))  # Qt draws the rule itself in this colour
        self._cursor.setPosition(block.position())
        self._cursor.setBlockFormat(new)
        self._cursor.setBlockCharFormat(tiny())

    def _tighten(self, block: QTextBlock) -> None:
        """Make an empty block, which Qt needs around tables, take no room."""
        new = QTextBlockFormat()
        new.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        self._cursor.setPosition(block.position())
        self._cursor.setBlockFormat(new)
        self._cursor.setBlockCharFormat(tiny())

    def _quoted(self, form: QTextBlockFormat, quote: int) -> None:
        if quote:
            form.setLeftMargin(quote * self._sheet.quote_indent)
            form.setProperty(_PROPERTY.BlockQuoteLevel.value, quote)


def _directed(style: QTextBlockFormat, form: QTextBlockFormat) -> QTextBlockFormat:
    """``style`` in the direction of the text itself."""
    if form.hasProperty(_PROPERTY.LayoutDirection.value):
        style = QTextBlockFormat(style)
        style.setLayoutDirection(form.layoutDirection())
    return style


def _is_code(block: QTextBlock) -> bool:
    return block.isValid() and block.blockFormat().hasProperty(_PROPERTY.BlockCodeLanguage.value)
