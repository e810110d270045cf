"""The article: the open story set like a newspaper page, in a text browser that can reach nothing but the store."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, Qt, QThread, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QResizeEvent, QTextBlock, QTextBlockFormat, QTextFormat
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from reader_app.errors import BeritaError
from reader_app.records import Headline, Story
from reader_app.words import _
from ui.article.document import Page, build, build_lead, build_message
from ui.article.links import ORIGINAL, TABLE, clean
from ui.article.pictures import PICTURE, PictureObject, Shelf
from ui.article.table_window import TableWindow
from ui.article.typography import CODE, ROLE, Sheet, compact
from ui.tasks import Tasks
from ui.theme import Theme

if TYPE_CHECKING:
    from reader_app.library import Library

_QUOTE = QTextFormat.Property.BlockQuoteLevel.value
_KEPT_LINES = 2  # of the last screen that stay in sight when a page is scrolled
_FINISHED = 0.98  # a story read to its end opens at its top again
_LONG = 40_000  # letters of Markdown, some 5,000 words; the page of more is built off the window's thread
_SETTLED = 120  # ms after the last change of width until tables are set anew


class ArticleView(QTextBrowser):
    """Signals: link_opened(address) for the system's browser · story_linked(id) a link to a story that is in the store ·
    read_to(0…1) how far the reader scrolled"""

    link_opened = Signal(str)
    story_linked = Signal(object)
    read_to = Signal(float)

    def __init__(self, library: Library, tasks: Tasks, look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self.story: Story | None = None
        self._lead: Headline | None = None
        self._message = ""
        self._percent = library.settings.text_size
        self._look = look
        self._token = ("page", id(self))
        self._placing = False  # the scroll bar is moved by us, not by the reader
        self._shelf = Shelf(tasks, library.paths.picture, self)
        self._shelf.arrived.connect(self.viewport().update)
        self._reset_soon = QTimer(self, singleShot=True, interval=_SETTLED)
        self._reset_soon.timeout.connect(self._reset)
        self.setAccessibleName(_("Story"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.anchorClicked.connect(self._clicked)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._sheet = self._new_sheet()
        self._objects = PictureObject(self._sheet, self._shelf, self.devicePixelRatioF, self)
        self._page = Page(self._sheet)
        self.setDocument(self._page)
        self.clear("")

    # --- what is shown

    def show_story(self, story: Story) -> None:
        """Show ``story``; where it is shown already, as after its Markdown arrived, the reader stays at the place."""
        same = self.story is not None and self.story.headline.id == story.headline.id
        self.story, self._lead, self._message = story, None, ""
        self._fit()
        if same:
            self._build(story, keep=True)
        else:
            self._build(story, fraction=story.position if story.position < _FINISHED else 0.0)

    def show_lead(self, headline: Headline) -> None:
        """Show the headline of a story that is still being fetched."""
        self._tasks.cancel(self._token)
        self.story, self._lead, self._message = None, headline, ""
        self._fit()
        self._put(build_lead(headline, self._sheet))

    def clear(self, message: str = "") -> None:
        """Show no story, only ``message``."""
        self._tasks.cancel(self._token)
        self.story, self._lead, self._message = None, None, message
        self._fit()
        self._put(build_message(message, self._sheet))

    def set_theme(self, look: Theme, percent: int) -> None:
        if (look, percent) == (self._look, self._percent):
            return
        self._look, self._percent = look, percent
        self._reset()

    @property
    def page(self) -> Page:
        return self._page

    def loadResource(self, type: int, name: QUrl) -> Any:
        return None  # never the base's: it reads any file. Pictures come from the store through `Shelf`

    # --- scrolling

    def scroll_page(self) -> bool:
        """A screen on; False where the end was in sight already."""
        bar = self.verticalScrollBar()
        if bar.value() >= bar.maximum():
            self._page.documentLayout().documentSize()  # a long page is laid out bit by bit: is this the end?
            if bar.value() >= bar.maximum():
                return False
        bar.setValue(self._line_at(bar.value() + self._screen()))
        return True

    def scroll_page_back(self) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() - self._screen())

    def _line_at(self, y: int) -> int:
        """``y``, or a little less where it would cut a line of text in two."""
        layout = self._page.documentLayout()
        block = self._page.findBlock(max(0, layout.hitTest(QPointF(0, y), Qt.HitTestAccuracy.FuzzyHit)))
        top = layout.blockBoundingRect(block).top()
        for number in range(block.layout().lineCount()):
            line = block.layout().lineAt(number).rect().translated(0, top)
            if line.top() < y < line.bottom() and line.height() < 2 * self._sheet.text.leading:
                return int(line.top())
        return y

    def _screen(self) -> int:
        bar = self.verticalScrollBar()
        return max(bar.pageStep() // 2, bar.pageStep() - _KEPT_LINES * self._sheet.text.leading)

    def _scrolled(self, value: int) -> None:
        most = self.verticalScrollBar().maximum()
        if not self._placing and self.story is not None and most > 0:
            self.read_to.emit(min(1.0, value / most))

    def _place(self, value: int) -> None:
        self._placing = True
        if value > self.verticalScrollBar().maximum():
            self._page.documentLayout().documentSize()
        self.verticalScrollBar().setValue(value)
        self._placing = False

    def _go_to(self, fraction: float) -> None:
        self._page.documentLayout().documentSize()
        self._place(round(fraction * self.verticalScrollBar().maximum()))

    # --- building

    def _new_sheet(self) -> Sheet:
        dots = self.logicalDpiX()
        return Sheet(self._look, self._percent, compact=compact(self._percent, self._room(), dots), dots=dots)

    def _room(self) -> int:
        """The width between the window's edges, less the scroll bar that may stand there."""
        return max(1, self.width() - self.verticalScrollBar().sizeHint().width())

    def _column(self) -> int:
        return self._sheet.column(self._room())

    def _fit(self) -> None:
        """Give the page its column, in the middle of the room there is."""
        room, column = self._room(), self._column()
        left = (room - column) // 2
        if self.viewportMargins().left() != left or self.viewportMargins().right() != room - column - left:
            self.setViewportMargins(left, 0, room - column - left, 0)

    def _reset(self) -> None:
        """Build the page anew, in another look or another width; the reader stays at the place."""
        bar = self.verticalScrollBar()
        at = bar.value() / bar.maximum() if bar.maximum() else 0.0
        self._sheet = self._new_sheet()
        self._objects = PictureObject(self._sheet, self._shelf, self.devicePixelRatioF, self)
        self._fit()
        if self.story is not None:
            self._build(self.story, fraction=at)
        elif self._lead is not None:
            self._put(build_lead(self._lead, self._sheet))
        else:
            self._put(build_message(self._message, self._sheet))

    def _build(self, story: Story, *, keep: bool = False, fraction: float = 0.0) -> None:
        """Build the page of ``story`` and show it: a long one in a lane, its head meanwhile."""
        self._tasks.cancel(self._token)
        if len(story.markdown or "") <= _LONG:
            self._show(build(story, self._sheet, self._column()), keep, fraction)
            return
        if not keep and not fraction:
            self._put(build_lead(story.headline, self._sheet))
        sheet = self._sheet
        self._tasks.ask(
            partial(_build_away, story, sheet, self._column(), self.thread()),
            lambda page: self._show(page, keep, fraction) if self._sheet is sheet and self.story is story else None,
            token=self._token, lane="long",
        )

    def _show(self, page: Page, keep: bool, fraction: float) -> None:
        at = self.verticalScrollBar().value()
        self._put(page)
        if keep:
            self._place(at)
        elif fraction > 0:
            self._go_to(fraction)

    def _put(self, page: Page) -> None:
        self._placing = True
        page.documentLayout().registerHandler(PICTURE, self._objects)
        self.setDocument(page)
        self._page = page  # the one before is let go only now
        self.verticalScrollBar().setValue(0)
        self._placing = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() == event.size().width() and self.viewport().width() == self._column():
            return
        if compact(self._percent, self._room(), self.logicalDpiX()) != self._sheet.compact or self._page.has_tables:
            self._reset_soon.start()
        self._fit()

    # --- links

    def _clicked(self, url: QUrl) -> None:
        address = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        if address.startswith("#"):
            self.scrollToAnchor(address[1:])
        elif address.startswith(TABLE):
            self._show_table(int(address.removeprefix(TABLE)))
        elif address.startswith(ORIGINAL):
            if self.story is not None and (original := clean(self.story.headline.url)):
                self.link_opened.emit(original)
        elif cleaned := clean(address):
            self._tasks.ask(
                partial(self._library.ask.story_at, cleaned), partial(self._follow, cleaned),
                failed=partial(self._follow_out, cleaned), token="link",
            )

    def _follow(self, address: str, story: int | None) -> None:
        if story is None:
            self.link_opened.emit(address)
        else:
            self.story_linked.emit(story)

    def _follow_out(self, address: str, _error: BeritaError) -> None:
        self.link_opened.emit(address)

    def _show_table(self, number: int) -> None:
        title = self.story.headline.title if self.story is not None else _("Table")
        TableWindow(self._page.wholes[number], title, self._sheet, self.window()).show()

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """The grounds of code and the bars beside quotes, then the text over them."""
        painter = QPainter(self.viewport())
        painter.translate(0, -self.verticalScrollBar().value())
        top = self.verticalScrollBar().value() + event.rect().top()
        self._paint_grounds(painter, top, top + event.rect().height())
        painter.end()
        super().paintEvent(event)

    def _paint_grounds(self, painter: QPainter, top: float, bottom: float) -> None:
        layout = self._page.documentLayout()
        at = layout.hitTest(QPointF(0, top), Qt.HitTestAccuracy.FuzzyHit)
        block = self._page.findBlock(max(0, at)).previous()
        block = block if block.isValid() else self._page.firstBlock()
        while block.isValid():
            rect = layout.blockBoundingRect(block)
            if rect.top() > bottom:
                break
            form = block.blockFormat()
            if form.intProperty(_QUOTE) or form.intProperty(ROLE) == CODE:
                self._paint_ground(painter, rect, block, form)
            block = block.next()

    def _paint_ground(self, painter: QPainter, rect: QRectF, block: QTextBlock, form: QTextBlockFormat) -> None:
        layout, sheet = self._page.documentLayout(), self._sheet
        height, low = rect.height(), 0.0
        if form.lineHeightType() == QTextBlockFormat.LineHeightTypes.FixedHeight.value and block.layout().lineCount():
            # Qt gives the letters of such a line its lower end, and leaves the room over the first out of the rectangle.
            height = block.layout().lineCount() * form.lineHeight()
            low = max(0.0, form.lineHeight() - block.layout().lineAt(0).naturalTextRect().height()) / 2
        following = block.next()
        below = layout.blockBoundingRect(following).top() - rect.top() if following.isValid() else height
        top = rect.top() + low
        if quote := form.intProperty(_QUOTE):
            goes_on = following.isValid() and following.blockFormat().intProperty(_QUOTE)
            for level in range(min(quote, 4)):
                bar = QRectF(level * sheet.quote_indent, top, max(2.0, 3 * sheet.unit), below if goes_on else height)
                painter.fillRect(bar, QColor(sheet.theme.line))
        if form.intProperty(ROLE) == CODE:
            left = form.leftMargin() - sheet.padding + form.indent() * self._page.indentWidth()
            ground = QRectF(left, top, self._page.textWidth() - left, below if _code(following) else height)
            over = 0 if _code(block.previous()) else sheet.padding
            ground.adjust(0, -over, 0, 0 if _code(following) else sheet.padding)
            painter.fillRect(ground, QColor(sheet.theme.code))


def _build_away(story: Story, sheet: Sheet, column: int, home: QThread) -> Page:
    """In a lane; the page is given to the window's thread."""
    page = build(story, sheet, column)
    page.moveToThread(home)
    return page


def _code(block: QTextBlock) -> bool:
    return block.isValid() and block.blockFormat().intProperty(ROLE) == CODE
