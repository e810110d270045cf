"""One row of the headline list laid out: fonts, measures, and the lines of text where they stand. No colours, no state.

    normal                               first of a day                       found
    +---------------------------------+  +---------------------------------+  +---------------------------------+
    | SECTION                 +-----+ |  |:Saturday, 6 November 2021:::::::|  | SECTION                 +-----+ |
    | Headline in serif, at   |     | |  | SECTION                 +-----+ |  | Headline, its words     |     | |
    | most two lines …        +-----+ |  | Headline …              |     | |  | found are marked        +-----+ |
    |                                 |  | …                       +-----+ |  | … a line or two of the text     |
    | 06:51 WIB · byline  *           |  | 06:51 WIB · byline  *           |  | 06:51 WIB · byline  *           |
    +---------------------------------+  +---------------------------------+  +---------------------------------+

All rows of a list are of one height: the strip of a day takes the air out of its row, not more room.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QTextCharFormat, QTextLayout, QTextOption

from reader_app import words
from reader_app.records import Headline, Hit
from ui.headline_text import Marks, byline, direction, harmless, in_qt, kicker, notes
from ui.theme import sans, serif

_BREAK = "\u2028"
_DOTS = "…"
_FIRST_STRONG, _POP = "\u2068", "\u2069"  # what is between them keeps its direction to itself


@dataclass(frozen=True, slots=True)
class Face:
    """A font, and how far apart its lines stand."""

    font: QFont
    metrics: QFontMetricsF
    line: int

    @classmethod
    def of(cls, font: QFont, leading: float) -> Face:
        metrics = QFontMetricsF(font)
        return cls(font, metrics, round(metrics.height() * leading))


class Measures:
    """Faces and distances, all from the size of the window's text."""

    def __init__(self, base: QFont) -> None:
        points = base.pointSizeF() if base.pointSizeF() > 0 else 10.0
        self.scale = scale = QFontInfo(base).pixelSize() / 13.0
        self.unread = Face.of(serif(points * 1.125, bold=True), 0.95)
        self.read = Face.of(serif(points * 1.125), 0.95)
        self.small = Face.of(sans(points * 0.84), 1.0)
        self.snippet = Face.of(sans(points * 0.92), 1.06)
        section, day = sans(points * 0.84, bold=True), sans(points * 0.84)
        section.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 102.5)
        day.setWeight(QFont.Weight.DemiBold)
        self.section, self.day = Face.of(section, 1.0), Face.of(day, 1.0)
        self.air = round(12 * scale)  # above and below a row's text
        self.strip = self.small.line + round(8 * scale)  # of a day's name
        self.star = round(13 * scale)
        text = 2 * self.small.line + 2 * self.unread.line
        self.height = max(
            2 * self.air + text + round(14 * scale),
            self.strip + text + round(20 * scale),
            self.strip + self.picture(1000) + round(14 * scale),
        )
        self.found_height = 2 * self.air + text + 2 * self.snippet.line + round(12 * scale)

        self._sections: dict[tuple[str, float], QTextLayout] = {}  # they repeat from row to row

    def section_line(self, name: str, room: float) -> QTextLayout:
        found = self._sections.get((name, room))
        if found is None:
            if len(self._sections) > 200:
                self._sections.clear()
            found = self._sections[name, room] = _line(harmless(name).upper(), self.section, room)
        return found

    def px(self, distance: float) -> int:
        """A distance of the design, at 10 points of text."""
        return round(distance * self.scale)

    def picture(self, width: int) -> int:
        """The side of a thumbnail in a row of ``width``: never much more than a fifth of it."""
        return min(self.px(68), round(width * 0.21))

    def pictured(self, width: int) -> bool:
        """Whether a thumbnail leaves a headline room for more than a word or two a line."""
        room = width - 2 * self.margin(width) - self.picture(width) - self.px(14)
        return room >= 7 * self.unread.metrics.height()

    def margin(self, width: int) -> int:
        return 16 if width >= 300 else 12


@dataclass(frozen=True, slots=True)
class Piece:
    """A text where it stands; ``ink`` names a colour of the theme."""

    text: QTextLayout
    at: QPointF
    ink: str


@dataclass(slots=True)
class LaidOut:
    """A row ready to be drawn, and what it was made from."""

    headline: Headline
    hit: Hit | None
    day: str
    width: int
    top: int  # where the row proper begins, below the strip of a day
    pieces: list[Piece]
    picture: QRectF | None
    star: QRectF | None
    cut: bool  # the headline did not fit

    def stands(self, headline: Headline, hit: Hit | None, day: str, width: int, pictured: bool) -> bool:
        """Whether it still shows just this."""
        return (
            self.headline is headline and self.hit is hit and self.width == width and self.day == day
            and (self.picture is not None) == pictured
        )


def lay_out(
    headline: Headline, hit: Hit | None, day: str, width: int, measures: Measures, *,
    pictured: bool, now: datetime, mark: QTextCharFormat,
) -> LaidOut:
    m, margin = measures, measures.margin(width)
    height = m.found_height if hit is not None else m.height
    top = m.strip if day else 0
    row = LaidOut(headline, hit, day, width, top, [], None, None, False)
    right = width - margin
    if pictured:
        side = m.picture(width)
        down = (height - top - side) // 2 if day else m.air + m.px(4)
        row.picture = QRectF(right - side, top + down, side, side)
        right -= side + m.px(14)
    room = max(right - margin, 40)
    if day:
        name = _line(day, m.day, width - 2 * margin)
        row.pieces.append(Piece(name, QPointF(margin, (m.strip - m.day.line) / 2), "faint"))
    y = top + m.px(5) if day else m.air
    section = m.section_line(kicker(headline), room)
    row.pieces.append(Piece(section, QPointF(margin, y), "accent"))
    y += m.section.line + m.px(2)
    face = m.read if headline.read else m.unread
    title, lines, row.cut = _lines(headline.title, face, room, 2, hit.title_marks if hit is not None else (), mark)
    row.pieces.append(Piece(title, QPointF(margin, y), "soft" if headline.read else "ink"))
    y += lines * face.line + m.px(4)
    if hit is not None and hit.snippet.strip():
        snippet, _, _ = _lines(hit.snippet, m.snippet, room, 4 - lines, hit.marks, mark)
        row.pieces.append(Piece(snippet, QPointF(margin, y), "soft"))
    _foot(row, height - m.small.line - (m.px(6) if day else m.air - m.px(2)), room, margin, now, m)
    return row


def _foot(row: LaidOut, y: float, room: float, margin: int, now: datetime, m: Measures) -> None:
    """The last line: when, by whom, and the marks, which stay whole where the rest must be cut."""
    headline = row.headline
    star = m.star + m.px(8) if headline.saved else 0
    tail = "".join(f"  ·  {note}" for note in notes(headline))
    who = harmless(byline(headline))
    text = words.list_time(headline.published, now) + (f"  ·  {_FIRST_STRONG}{who}{_POP}" if who else "")
    metrics = m.small.metrics
    left = room - star - metrics.horizontalAdvance(tail)
    piece = _line(metrics.elidedText(text, Qt.TextElideMode.ElideRight, left) + tail, m.small, room)
    row.pieces.append(Piece(piece, QPointF(margin, y), "faint"))
    if headline.saved:
        x = margin + piece.lineAt(0).naturalTextWidth() + m.px(7)
        row.star = QRectF(x, y + (m.small.line - m.star) / 2 - 0.5, m.star, m.star)


def _line(text: str, face: Face, room: float) -> QTextLayout:
    """One line, cut where it is too long."""
    if face.metrics.horizontalAdvance(text) > room:
        text = face.metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    layout = _layout(text, face, QTextOption.WrapMode.NoWrap)
    _set(layout, face, room, 1)
    return layout


def _lines(
    text: str, face: Face, room: float, most: int, marks: Marks, mark: QTextCharFormat
) -> tuple[QTextLayout, int, bool]:
    """At most ``most`` lines, the last one cut with … where there is more: layout, how many lines, whether cut."""
    whole, text = len(text), harmless(text)
    layout = _layout(text, face, QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere, marks, mark)
    starts = _set(layout, face, room, most)
    line = layout.lineAt(len(starts) - 1)
    cut = whole > len(text) or _index(text, line.textStart() + line.textLength()) < len(text)
    if cut:
        start = _index(text, starts[-1])
        rest = text[start : start + int(room / 2)] + _DOTS  # more cannot stand in a line
        last = face.metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room)
        end = start + len(last.rstrip(_DOTS))
        marks = [(a, min(b, end)) for a, b in marks if a < end]
        if start and text[start - 1] == " ":  # the lines before stay broken where they are
            text = text[: start - 1] + _BREAK + last
        elif start:
            text = text[:start] + _BREAK + last
            marks = [(a + (a >= start), b + (b > start)) for a, b in marks]
        else:
            text = last
        layout = _layout(text, face, QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere, marks, mark)
        starts = _set(layout, face, room + 1, most)
    return layout, min(len(starts), most), cut


def _layout(
    text: str, face: Face, wrap: QTextOption.WrapMode, marks: Marks = (), mark: QTextCharFormat | None = None
) -> QTextLayout:
    option = QTextOption()
    option.setWrapMode(wrap)
    option.setTextDirection(direction(text))
    if option.textDirection() == Qt.LayoutDirection.RightToLeft:
        option.setAlignment(Qt.AlignmentFlag.AlignRight)
    layout = QTextLayout(text, face.font)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    if marks and mark is not None:
        layout.setFormats([_range(start, length, mark) for start, length in in_qt(text, marks)])
    return layout


def _range(start: int, length: int, mark: QTextCharFormat) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = start, length, mark
    return found


def _set(layout: QTextLayout, face: Face, room: float, most: int) -> list[int]:
    """Set at most ``most`` lines on their base lines, whatever fonts they fall back to; where each begins."""
    ascent = face.metrics.ascent()
    starts: list[int] = []
    layout.beginLayout()
    while len(starts) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(room)
        line.setPosition(QPointF(0, len(starts) * face.line + ascent - line.ascent()))
        starts.append(line.textStart())
    layout.endLayout()
    return starts


def _index(text: str, units: int) -> int:
    """The place in ``text`` of Qt's UTF-16 place ``units``."""
    return units if text.isascii() else len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))
