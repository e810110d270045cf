"""One tab of the header: a name, a quiet count, and a line under the chosen one."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui import icons
from ui.theme import LIGHT, sans

PAD, GAP = 11, 4  # px beside a name; between a name and its count
HEIGHT = 46


def count_text(count: int) -> str:
    """A count so short that it stays quiet."""
    return "" if count <= 0 else str(count) if count < 1000 else "999+"


class Tab(QAbstractButton):
    """One tab. Its width is that of its bold name, so choosing it moves nothing."""

    def __init__(self, key: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self.count = 0
        self.look = LIGHT
        self.arrow = False  # "More" opens something
        self.picture = ""  # an icon before the name
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_count(self, count: int, meaning: str) -> None:
        self.count = count
        self.setAccessibleName(f"{self.text()}, {meaning}" if meaning else self.text())
        self.setToolTip(meaning)

    def sizeHint(self) -> QSize:
        wide = 2 * PAD + QFontMetricsF(name_font(True)).horizontalAdvance(self.text())
        if count := count_text(self.count):
            wide += GAP + QFontMetricsF(_count_font()).horizontalAdvance(count)
        if self.picture:
            wide += 19
        if self.arrow:
            wide += 16
        return QSize(round(wide), HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        look, chosen = self.look, self.isChecked()
        font = name_font(chosen)
        lively = chosen or self.underMouse() or self.isDown()
        ink = look.ink if lively else look.soft
        x = float(PAD)
        if self.picture:
            star = look.accent if chosen and self.picture == "star-full" else ink
            icons.draw(painter, self.picture, QRectF(x - 2, (self.height() - 16) / 2, 16, 16), star)
            x += 19
        painter.setFont(font)
        painter.setPen(QColor(ink))
        metrics = QFontMetricsF(font)
        base = (self.height() + metrics.capHeight()) / 2
        painter.drawText(QPoint(round(x), round(base)), self.text())
        x += metrics.horizontalAdvance(self.text())
        if count := count_text(self.count):
            painter.setFont(_count_font())
            painter.setPen(QColor(look.faint))
            painter.drawText(QPoint(round(x + GAP), round(base)), count)
            x += GAP + QFontMetricsF(_count_font()).horizontalAdvance(count)
        if self.arrow:
            icons.draw(painter, "down", QRectF(x + 3, (self.height() - 14) / 2, 14, 14), ink)
        if chosen:
            painter.fillRect(QRectF(0, self.height() - 2, self.width(), 2), QColor(look.accent))
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(look.link), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 6, -2, -6), 5, 5)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def name_font(bold: bool) -> QFont:
    font = sans(10.5)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def _count_font() -> QFont:
    return sans(7.75)
