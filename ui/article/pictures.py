"""Pictures on the page: their room is kept from stored sizes, they are decoded off the window's thread at the size
shown, and painted from a bounded cache.

    layout --intrinsicSize--> shown_size()            (no file is touched)
    paint  --drawObject--> Shelf.get() --> there: paint it; not yet: a quiet ground, and
                              lane: decode() --> Shelf keeps it --> `arrived` --> paint again
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QImageIOHandler,
    QImageReader,
    QPainter,
    QPen,
    QPyTextObject,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
    QTextOption,
)

from ui.article.typography import Sheet
from ui.tasks import Tasks

PICTURE = QTextFormat.ObjectTypes.UserObject.value + 1  # the kind of text object
NAME = QTextFormat.Property.UserProperty + 10  # the stored file, "" where there is none
WIDTH = NAME + 1  # its pixels
HEIGHT = NAME + 2
ALT = NAME + 3
MOST = NAME + 4  # the widest it may be shown, 0 for the whole column

CACHE_BYTES = 24 * 1024 * 1024
_WAITING = 8  # pictures asked for at a time; more than that flew by and are asked for when seen again
_FORMATS = frozenset({b"jpeg", b"png", b"gif", b"webp", b"bmp", b"tiff"})  # no svg: it can point at other files
_PORTRAIT = 1.3  # a picture higher than so many columns' widths is set narrower,
_STRIP = 2.6  # but one higher than so many times its width is read like a text and keeps the column


def picture_format(name: str, width: int, height: int, alt: str, most: int = 0) -> QTextCharFormat:
    """What stands for a picture in the text."""
    char = QTextCharFormat()
    char.setObjectType(PICTURE)
    for key, value in ((NAME, name), (WIDTH, width), (HEIGHT, height), (ALT, alt), (MOST, most)):
        char.setProperty(key, value)
    if alt:
        char.setToolTip(alt)
    return char


def shown_size(char: QTextFormat, column: float, sheet: Sheet) -> QSizeF:
    """How large a picture is shown in a column."""
    most = char.intProperty(MOST)
    room = min(column, most) if most else column
    width, height = char.intProperty(WIDTH), char.intProperty(HEIGHT)
    if not char.stringProperty(NAME):
        return QSizeF(room, min(room, sheet.px(24 if most else 96)))
    if width <= 0 or height <= 0:
        width, height = 3, 2
        natural = room
    else:
        natural = width * sheet.scale
    # One that nearly fills the column fills it: ragged widths look like a mistake.
    shown = room if natural >= room * 0.7 else natural
    if height <= width * _STRIP and shown * height / width > room * _PORTRAIT:
        shown = room * _PORTRAIT * width / height
    return QSizeF(max(1, round(shown)), max(1, round(shown * height / width)))


def decode(path: Path, size: QSize) -> QImage | None:
    """The picture at ``path`` in ``size`` pixels; None where it is none. For a lane, not the window's thread."""
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    if reader.format().data() not in _FORMATS:
        return None
    reader.setAutoTransform(True)
    turned = QImageIOHandler.Transformation.TransformationRotate90.value
    if reader.transformation().value & turned:
        size = size.transposed()
    stored = reader.size()
    if not stored.isValid() or size.width() * size.height() < stored.width() * stored.height():
        reader.setScaledSize(size)
    image = reader.read()
    if image.isNull():
        return None
    alpha = image.hasAlphaChannel()
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied if alpha else QImage.Format.Format_RGB32)


class Shelf(QObject):
    """The pictures at hand. Signals: arrived() — one more can be painted."""

    arrived = Signal()

    def __init__(
        self, tasks: Tasks, file: Callable[[str], Path], parent: QObject | None = None, *, limit: int = CACHE_BYTES
    ) -> None:
        """``file`` gives the path of a stored picture."""
        super().__init__(parent)
        self._tasks, self._file, self._limit = tasks, file, limit
        self._kept: OrderedDict[tuple[str, int, int], QImage | None] = OrderedDict()
        self._bytes = 0
        self._asked: OrderedDict[tuple[str, int, int], None] = OrderedDict()

    @property
    def bytes(self) -> int:
        """Memory that the decoded pictures take."""
        return self._bytes

    def get(self, name: str, size: QSize) -> QImage | None:
        """The picture if it is at hand; else it is fetched, and `arrived` says when to ask again."""
        key = (name, size.width(), size.height())
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._asked:
            self._ask(key, size)
        return None

    def failed(self, name: str, size: QSize) -> bool:
        """Whether the file turned out to be no picture, or is not there."""
        key = (name, size.width(), size.height())
        return key in self._kept and self._kept[key] is None

    def _ask(self, key: tuple[str, int, int], size: QSize) -> None:
        while len(self._asked) >= _WAITING:
            old, _none = self._asked.popitem(last=False)
            self._tasks.cancel(("picture", old))
        self._asked[key] = None
        self._tasks.ask(
            partial(decode, self._file(key[0]), size), partial(self._keep, key), token=("picture", key)
        )

    def _keep(self, key: tuple[str, int, int], image: QImage | None) -> None:
        self._asked.pop(key, None)
        self._kept[key] = image
        self._bytes += image.sizeInBytes() if image else 0
        while self._bytes > self._limit and len(self._kept) > 1:
            _key, old = self._kept.popitem(last=False)
            self._bytes -= old.sizeInBytes() if old else 0
        self.arrived.emit()


class PictureObject(QPyTextObject):
    """Paints the pictures of one page and keeps their room."""

    def __init__(self, sheet: Sheet, shelf: Shelf, ratio: Callable[[], float], parent: QObject | None = None) -> None:
        """``ratio`` gives the device pixels per pixel of the window."""
        super().__init__(parent)
        self._sheet, self._shelf, self._ratio = sheet, shelf, ratio

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        return shown_size(format, column_at(doc, posInDocument), self._sheet)

    def drawObject(
        self, painter: QPainter, rect: QRectF, doc: QTextDocument, posInDocument: int, format: QTextFormat
    ) -> None:
        place = rect.toAlignedRect()
        name = format.stringProperty(NAME)
        if not name:
            self._frame(painter, place, format)
            return
        size = self.device_size(place.size())
        image = self._shelf.get(name, size)
        if image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, image.size() != size)
            painter.drawImage(place, image)
        elif self._shelf.failed(name, size):
            self._frame(painter, place, format)
        else:
            painter.fillRect(place, QColor(self._sheet.theme.code))

    def device_size(self, size: QSize) -> QSize:
        return (QSizeF(size) * self._ratio()).toSize()

    def _frame(self, painter: QPainter, place: QRect, char: QTextFormat) -> None:
        """A picture that is not stored: its words in a quiet frame."""
        theme, scale = self._sheet.theme, self._sheet.scale
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(place, QColor(theme.code))
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawRect(place.adjusted(0, 0, -1, -1))
        style = self._sheet.caption
        painter.setFont(style.font())
        painter.setPen(QColor(theme.faint))
        inner = QRectF(place).adjusted(12 * scale, 4 * scale, -12 * scale, -4 * scale)
        words = char.stringProperty(ALT)
        metrics = QFontMetricsF(style.font())
        lines = max(1, int(inner.height() // metrics.lineSpacing()))
        if metrics.horizontalAdvance(words) > inner.width() * lines * 0.9:
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, inner.width() * lines * 0.85)
        option = QTextOption(Qt.AlignmentFlag.AlignCenter)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        painter.drawText(inner, words, option)
        painter.restore()


def column_at(page: QTextDocument, position: int) -> float:
    """The room a paragraph has from its own left margin to the right one."""
    block = page.findBlock(position)
    form = block.blockFormat()
    indent = form.indent()
    if group := block.textList():
        indent += group.format().indent()
    taken = form.leftMargin() + form.rightMargin() + indent * page.indentWidth() + 2 * page.documentMargin()
    return max(16.0, page.textWidth() - taken)


