"""What an empty headline list says: what it would hold, and how it comes to."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QWidget

from reader_app.words import _
from ui import icons
from ui.headline_model import HeadlineModel
from ui.headline_text import harmless
from ui.theme import Theme, sans, serif


def paint(sheet: QWidget, model: HeadlineModel, look: Theme, font: QFont) -> None:
    picture, title, more = said(model)
    painter, box = QPainter(sheet), sheet.rect()
    width = min(box.width() - 48, 300)
    left, top = (box.width() - width) / 2, max(box.height() * 0.28, 64)
    icons.draw(painter, picture, QRectF(box.width() / 2 - 18, top - 50, 36, 36), look.faint)
    flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
    painter.setFont(serif(font.pointSizeF() * 1.25, bold=True))
    painter.setPen(QColor(look.ink))
    drawn = painter.drawText(QRectF(left, top, width, 200), flags, title)
    painter.setFont(sans(font.pointSizeF() * 0.94))
    painter.setPen(QColor(look.faint))
    painter.drawText(QRectF(left, drawn.bottom() + 8, width, 400), flags, more)
    painter.end()


def said(model: HeadlineModel) -> tuple[str, str, str]:
    """Picture, heading and advice."""
    if model.searched:
        advice = _("No story here holds “{words}”. Try fewer words, or only the beginning of one.")
        return "search", _("Nothing found"), advice.format(words=harmless(model.searched[:80]))
    if model.query.saved:
        return "star", _("Nothing saved yet"), _(
            "Press S while you read, or choose the star: a saved story stays, even when its source is removed."
        )
    if model.query.unread:
        return "checks", _("Nothing unread"), _("You have read everything here. Press U to see all stories again.")
    return "sync", _("No stories here yet"), _("They come with the next sync. Press R to sync now.")
