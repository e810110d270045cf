"""The window's pictures: drawn by us as lines on a grid of 24, in the theme's ink and sharp at any scale."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPainterPath, QPen, QPixmap

from ui.theme import LIGHT, SERIF, Theme, family

# M x y: go · L x y: line · C x1 y1 x2 y2 x y: curve · Z: close · O x y r: circle · A x y r from sweep: arc, degrees
_STAR = "M 12 3.6 L 14.6 9 L 20.5 9.8 L 16.2 13.9 L 17.3 19.8 L 12 17 L 6.7 19.8 L 7.8 13.9 L 3.5 9.8 L 9.4 9 Z"
PICTURES = {
    "menu": "M 4.5 7 L 19.5 7 M 4.5 12 L 19.5 12 M 4.5 17 L 19.5 17",
    "search": "O 10.5 10.5 5.5 M 14.6 14.6 L 19.5 19.5",
    "clear": "M 7 7 L 17 17 M 17 7 L 7 17",
    "star": _STAR,
    "back": "M 14.5 5.5 L 8 12 L 14.5 18.5",
    "forward": "M 9.5 5.5 L 16 12 L 9.5 18.5",
    "down": "M 6.5 9.5 L 12 15 L 17.5 9.5",
    "original": "M 13.5 4.5 L 19.5 4.5 L 19.5 10.5 M 19.5 4.5 L 11 13 M 10 6 L 5.5 6 L 5.5 18.5 L 18 18.5 L 18 14",
    "link": "M 10 14 L 14 10 M 11 7.5 L 13.2 5.3 C 15 3.5 18 3.6 19.3 5 C 20.6 6.3 20.5 9 18.7 10.8 L 16.5 13 "
            "M 7.5 11 L 5.3 13.2 C 3.5 15 3.6 18 5 19.3 C 6.3 20.6 9 20.5 10.8 18.7 L 13 16.5",
    "sync": "A 12 12 7 20 140 A 12 12 7 200 140 M 18.6 4.6 L 18.6 9.2 L 14 9.2 M 5.4 19.4 L 5.4 14.8 L 10 14.8",
    "check": "M 4.5 12.5 L 9.5 17.5 L 19.5 7",
    "checks": "M 2.5 12.5 L 7 17 L 15.5 7.5 M 11.5 16 L 12.6 17 L 21.5 7.5",
    "dot": "O 12 12 4.2",
    "rail": "M 4 5.5 L 20 5.5 L 20 18.5 L 4 18.5 Z M 14.5 5.5 L 14.5 18.5",
    "plus": "M 12 5 L 12 19 M 5 12 L 19 12",
}
FILLED = {"star-full": _STAR, "dot-full": PICTURES["dot"]}


def path(name: str) -> QPainterPath:
    """The picture ``name`` on its grid of 24 by 24."""
    drawn = QPainterPath()
    words = (FILLED.get(name) or PICTURES[name]).split()
    at = 0

    def take(count: int) -> list[float]:
        nonlocal at
        numbers = [float(word) for word in words[at : at + count]]
        at += count
        return numbers

    while at < len(words):
        step = words[at]
        at += 1
        if step == "M":
            drawn.moveTo(*take(2))
        elif step == "L":
            drawn.lineTo(*take(2))
        elif step == "C":
            drawn.cubicTo(*take(6))
        elif step == "O":
            x, y, r = take(3)
            drawn.addEllipse(QPointF(x, y), r, r)
        elif step == "A":
            x, y, r, start, sweep = take(5)
            circle = QRectF(x - r, y - r, 2 * r, 2 * r)
            drawn.arcMoveTo(circle, start)
            drawn.arcTo(circle, start, sweep)
        else:
            drawn.closeSubpath()
    return drawn


def draw(painter: QPainter, name: str, box: QRectF, colour: str | QColor) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / 24, box.height() / 24)
    ink = QColor(colour)
    pen = QPen(ink, 1.7, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(ink if name in FILLED else Qt.BrushStyle.NoBrush)
    painter.drawPath(path(name))
    painter.restore()


def icon(name: str, look: Theme, size: int = 20, colour: str | None = None) -> QIcon:
    made = QIcon()
    for mode, ink in ((QIcon.Mode.Normal, colour or look.soft), (QIcon.Mode.Disabled, look.line)):
        for scale in (1, 2):
            sheet = QPixmap(size * scale, size * scale)
            sheet.fill(Qt.GlobalColor.transparent)
            painter = QPainter(sheet)
            draw(painter, name, QRectF(0, 0, size * scale, size * scale), ink)
            painter.end()
            sheet.setDevicePixelRatio(scale)
            made.addPixmap(sheet, mode)
    return made


def emblem() -> QIcon:
    """The program's own picture, for title bars and task lists: a serif B on the accent."""
    made = QIcon()
    for size in (16, 32, 64, 128):
        sheet = QPixmap(size, size)
        sheet.fill(Qt.GlobalColor.transparent)
        painter = QPainter(sheet)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(LIGHT.accent))
        painter.drawRoundedRect(QRectF(0, 0, size, size), size * 0.2, size * 0.2)
        letter = QFont(family(SERIF))
        letter.setBold(True)
        letter.setPixelSize(int(size * 0.72))
        painter.setFont(letter)
        painter.setPen(QColor(LIGHT.paper))
        painter.drawText(QRectF(0, -size * 0.02, size, size), Qt.AlignmentFlag.AlignCenter, "B")
        painter.end()
        made.addPixmap(sheet)
    return made
