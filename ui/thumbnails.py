"""The small pictures of the headline list: decoded off the window's thread, held in a bounded cache.

    get(name) --> None, asked for --> one of two threads: read at its size, cut, rounded --> [signal] --> `arrived`

What was asked last is read first, and `keep` forgets what has scrolled out of sight before it was read.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection
from pathlib import Path

from PySide6.QtCore import QObject, QRect, QRectF, QRunnable, QSize, Qt, QThread, QThreadPool, Signal, SignalInstance
from PySide6.QtGui import QBrush, QColor, QImage, QImageReader, QPainter, QPen, QPixmap

CACHED = 300  # pictures held: 68 x 68 at twice the density is 74 kB each
READERS = 2
RADIUS = 6.0  # of the corners, as in the design
_UPPER = 0.3  # of a tall picture the part shown lies above the middle, where faces are


class Thumbnails(QObject):
    """Signals: arrived(str) a picture is there · missed(str) it cannot be read"""

    arrived = Signal(str)
    missed = Signal(str)
    _home = Signal(str, int, QImage)

    def __init__(self, where: Callable[[str], Path], parent: QObject | None = None) -> None:
        """``where`` gives the file of a picture's name (`Paths.picture`)."""
        super().__init__(parent)
        self._where = where
        self._size, self._density = 68, 1.0
        self._turn = 0  # counts changes of size; a picture of an earlier one is dropped
        self._there: OrderedDict[str, QPixmap] = OrderedDict()
        self._bad: OrderedDict[str, None] = OrderedDict()
        self._waiting: OrderedDict[str, None] = OrderedDict()  # the last one is the next
        self._reading: set[str] = set()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(READERS)
        self._pool.setThreadPriority(QThread.Priority.LowPriority)
        self._home.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def set_size(self, side: int, density: float) -> None:
        """The side in logical pixels, and how many device pixels each has."""
        if (side, density) != (self._size, self._density):
            self._size, self._density = side, density
            self._turn += 1
            self._there.clear()
            self._waiting.clear()
            self._reading.clear()

    def get(self, name: str) -> QPixmap | None:
        """The picture if it is there; otherwise it is asked for."""
        found = self._there.get(name)
        if found is not None:
            self._there.move_to_end(name)
        elif name not in self._bad and name not in self._reading:
            self._waiting[name] = None
            self._waiting.move_to_end(name)
            self._next()
        return found

    def readable(self, name: str | None) -> bool:
        """Whether there is a picture to wait for."""
        return name is not None and name not in self._bad

    def keep(self, names: Collection[str]) -> None:
        """Only these are still wanted of what waits."""
        for name in [name for name in self._waiting if name not in names]:
            del self._waiting[name]

    def retry(self) -> None:
        """Forget what could not be read: it may be there now."""
        self._bad.clear()

    def close(self) -> None:
        """Read no more; what is being read is waited for."""
        self._waiting.clear()
        self._pool.clear()
        self._pool.waitForDone()

    def _next(self) -> None:
        while self._waiting and len(self._reading) < READERS:
            name, _ = self._waiting.popitem()
            self._reading.add(name)
            self._pool.start(_Reading(self._home, name, self._turn, self._where(name), self._size, self._density))

    def _take(self, name: str, turn: int, image: QImage) -> None:
        if turn == self._turn:
            self._reading.discard(name)
            if image.isNull():
                self._bad[name] = None
                if len(self._bad) > CACHED:
                    self._bad.popitem(last=False)
                self.missed.emit(name)
            else:
                self._there[name] = QPixmap.fromImage(image)
                if len(self._there) > CACHED:
                    self._there.popitem(last=False)
                self.arrived.emit(name)
        self._next()


class _Reading(QRunnable):
    def __init__(self, home: SignalInstance, name: str, turn: int, file: Path, side: int, density: float) -> None:
        super().__init__()
        self._home, self._name, self._turn = home, name, turn
        self._file, self._side, self._density = file, side, density

    def run(self) -> None:
        self._home.emit(self._name, self._turn, read(self._file, self._side, self._density))


def read(file: Path, side: int, density: float) -> QImage:
    """The middle of a picture as a square with round corners; a null image where it cannot be read. Any thread."""
    pixels = round(side * density)
    reader = QImageReader(str(file))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    whole = reader.size()
    if whole.isValid() and not whole.isEmpty():
        reader.setClipRect(_square(whole))
        reader.setScaledSize(QSize(pixels, pixels))
    image = reader.read()
    if image.isNull():
        return image
    if image.size() != QSize(pixels, pixels):  # a format that does not tell its size before it is read
        image = image.copy(_square(image.size())).scaled(
            pixels, pixels, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    return _rounded(image, density)


def _square(size: QSize) -> QRect:
    side = min(size.width(), size.height())
    return QRect((size.width() - side) // 2, round((size.height() - side) * _UPPER), side, side)


def _rounded(image: QImage, density: float) -> QImage:
    """Cut to round corners, with a hairline that holds pale pictures together on a pale ground."""
    pixels, radius = image.width(), RADIUS * density
    cut = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    cut.fill(Qt.GlobalColor.transparent)
    painter = QPainter(cut)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(image))
    painter.drawRoundedRect(QRectF(0, 0, pixels, pixels), radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(0, 0, 0, 28), density))
    half = density / 2
    painter.drawRoundedRect(QRectF(half, half, pixels - density, pixels - density), radius - half, radius - half)
    painter.end()
    cut.setDevicePixelRatio(density)
    return cut
