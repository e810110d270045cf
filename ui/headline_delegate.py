"""Draws the rows of the headline list: what was laid out once is only inked here, in about a tenth of a millisecond."""

from __future__ import annotations

import html
from collections import OrderedDict

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QPainter, QPen, QTextCharFormat
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from reader_app.records import Headline
from ui import icons
from ui.headline_days import Days
from ui.headline_layout import LaidOut, Measures, lay_out
from ui.headline_model import HeadlineModel
from ui.headline_text import MOST, direction, harmless
from ui.rows_model import Index
from ui.theme import Theme
from ui.thumbnails import RADIUS, Thumbnails

_LAID_OUT = 150  # rows kept laid out: some screens full
_BAR = 3  # at the left of the chosen row
_CHOSEN, _UNDER, _FOCUS = (
    QStyle.StateFlag.State_Selected, QStyle.StateFlag.State_MouseOver, QStyle.StateFlag.State_HasFocus
)


class HeadlineDelegate(QStyledItemDelegate):
    def __init__(self, model: HeadlineModel, thumbnails: Thumbnails, look: Theme, font: QFont, days: Days,
                 parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model, self._thumbnails, self._days = model, thumbnails, days
        self._rows: OrderedDict[int, LaidOut] = OrderedDict()  # by id
        self.ring = False  # the keyboard is in use: show where it is
        self._star = icons.path("star-full")
        self.set_look(look, font)

    def set_look(self, look: Theme, font: QFont) -> None:
        self.measures = Measures(font)
        self._colours = {name: QColor(getattr(look, name)) for name in look.__slots__ if name != "name"}
        self._mark = QTextCharFormat()  # of the words found
        self._mark.setBackground(self._colours["mark"])
        self._mark.setForeground(self._colours["ink"])
        self.forget()

    def forget(self) -> None:
        """Lay every row out anew: other colours, another size, day or language."""
        self._rows.clear()

    def row_height(self, *, searching: bool) -> int:
        return self.measures.found_height if searching else self.measures.height

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(option.rect.width(), self.row_height(searching=self._model.searching))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box, state, number = option.rect, option.state, index.row()
        chosen = bool(state & _CHOSEN)
        colours = self._colours
        x, y, width, height = box.x(), box.y(), box.width(), box.height()
        headline = self._model.headline(number)
        if headline is None:
            painter.fillRect(box, colours["chosen" if chosen else "panel"])
            self._bars(painter, box)
            return
        row = self._laid_out(headline, number, width)
        top = row.top
        painter.fillRect(box, colours["chosen"] if chosen else colours["hover"] if state & _UNDER else colours["panel"])
        if top:
            painter.fillRect(QRect(x, y, width, top), colours["code"])
        if chosen:
            painter.fillRect(QRect(x, y + top, _BAR, height - top), colours["accent"])
        margin = self.measures.margin(width)
        painter.fillRect(QRect(x + margin, y + height - 1, width - 2 * margin, 1), colours["line"])
        painter.translate(x, y)
        ink = ""
        for piece in row.pieces:
            if piece.ink != ink:
                ink = piece.ink
                painter.setPen(colours[ink])
            piece.text.draw(painter, piece.at)
        if row.picture is not None and headline.picture is not None:
            self._picture(painter, row.picture, headline.picture)
        if row.star is not None:
            self._draw_star(painter, row.star)
        if self.ring and state & _FOCUS:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colours["link"], 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(_BAR + 2, top + 2, width - _BAR - 4, height - top - 5), 4, 4)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.translate(-x, -y)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem,
                  index: Index) -> bool:
        """The whole headline where it was cut; as text, whatever it holds."""
        headline = self._model.headline(index.row()) if index.isValid() else None
        row = self._rows.get(headline.id) if headline is not None else None
        if event.type() != QEvent.Type.ToolTip or headline is None or row is None or not row.cut:
            QToolTip.hideText()
            return False
        aside = " dir='rtl'" if direction(headline.title) == Qt.LayoutDirection.RightToLeft else ""
        more = "…" if len(headline.title) > MOST else ""
        QToolTip.showText(event.globalPos(), f"<p{aside}>{html.escape(harmless(headline.title))}{more}</p>", view)
        return True

    def _laid_out(self, headline: Headline, number: int, width: int) -> LaidOut:
        hit = self._model.hit(number)
        day = ""
        if hit is None:
            above = self._model.headline(number - 1) if number else None
            day = self._days.begun(headline, above) if above is not None or not number else ""
        pictured = self._thumbnails.readable(headline.picture) and self.measures.pictured(width)
        row = self._rows.get(headline.id)
        if row is not None and row.stands(headline, hit, day, width, pictured):
            self._rows.move_to_end(headline.id)
            return row
        row = lay_out(headline, hit, day, width, self.measures,
                      pictured=pictured, now=self._days.now(), mark=self._mark)
        self._rows[headline.id] = row
        self._rows.move_to_end(headline.id)
        if len(self._rows) > _LAID_OUT:
            self._rows.popitem(last=False)
        return row

    def _picture(self, painter: QPainter, box: QRectF, name: str) -> None:
        pixmap = self._thumbnails.get(name)
        if pixmap is not None:
            painter.drawPixmap(box.topLeft(), pixmap)
        else:
            self._block(painter, box, RADIUS)

    def _draw_star(self, painter: QPainter, box: QRectF) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(box.topLeft())
        painter.scale(box.width() / 24, box.height() / 24)
        painter.fillPath(self._star, self._colours["accent"])
        painter.restore()

    def _bars(self, painter: QPainter, box: QRect) -> None:
        """A row that is on its way: where its text will stand."""
        m, width = self.measures, box.width()
        margin, side = m.margin(width), m.picture(width)
        room = width - 2 * margin - side - m.px(14)
        painter.translate(box.topLeft())
        y: float = m.air
        for share, line, thick in ((0.25, m.section.line, 7), (0.95, m.unread.line, 9), (0.7, m.unread.line, 9)):
            self._block(painter, QRectF(margin, y + (line - m.px(thick)) / 2, room * share, m.px(thick)), 3)
            y += line
        y = box.height() - m.small.line - m.air
        self._block(painter, QRectF(margin, y + 3, room * 0.4, m.px(6)), 3)
        if m.pictured(width):
            self._block(painter, QRectF(width - margin - side, m.air + m.px(4), side, side), RADIUS)
        painter.fillRect(QRect(margin, box.height() - 1, width - 2 * margin, 1), self._colours["line"])
        painter.translate(-QPointF(box.topLeft()))

    def _block(self, painter: QPainter, box: QRectF, radius: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colours["chosen"])
        painter.drawRoundedRect(box, radius, radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
