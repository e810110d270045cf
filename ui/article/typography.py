"""The scale of the page, worked out once for a text size: fonts, leading, measure, spacing; and the formats made of it.

Everything follows from the size of the running text. Lengths are pixels of the window; sizes are set in pixels so
that a page built without a screen at hand, off the window's thread, is the page that is shown.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextFormat,
)

from ui.theme import SANS, SERIF, Theme, family

MONO = ("JetBrains Mono", "Noto Sans Mono", "Source Code Pro", "Cascadia Mono", "Consolas", "Menlo", "DejaVu Sans Mono")

TEXT = 17  # pixels of the running text at 100 %, on a screen of 96 dots per inch
MEASURE = 68  # letters in a full line
_SAMPLE = "Pemerintah daerah menyiapkan dua jalur baru bagi warga yang pulang pergi ke kota setiap hari, kata Rini. "

# What a paragraph is, for the grounds and bars that the browser paints behind and beside the text.
ROLE = QTextFormat.Property.UserProperty + 1
CODE, NOTICE, MORE = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Style:
    """How one kind of text is set."""

    family: str
    size: int
    leading: int
    colour: str
    bold: bool = False
    italic: bool = False
    tracking: float = 0.0  # letter spacing, per cent more than the font's own
    capitals: bool = False
    before: int = 0
    after: int = 0

    def block(self, *, after: int | None = None, before: int | None = None) -> QTextBlockFormat:
        block = QTextBlockFormat()
        block.setLineHeight(self.leading, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        block.setTopMargin(self.before if before is None else before)
        block.setBottomMargin(self.after if after is None else after)
        return block

    def char(self, *, bold: bool = False, italic: bool = False) -> QTextCharFormat:
        """``italic`` text within italic text stands upright."""
        char = QTextCharFormat()
        char.setFontFamilies([self.family])
        char.setProperty(QTextFormat.Property.FontPixelSize.value, self.size)
        char.setFontWeight(QFont.Weight.Bold if self.bold or bold else QFont.Weight.Normal)
        char.setFontItalic(self.italic != italic)
        char.setForeground(QBrush(QColor(self.colour)))
        if self.tracking:
            char.setFontLetterSpacingType(QFont.SpacingType.PercentageSpacing)
            char.setFontLetterSpacing(100 + self.tracking)
        if self.capitals:
            char.setFontCapitalization(QFont.Capitalization.AllUppercase)
        return char

    def font(self) -> QFont:
        font = QFont(self.family)
        font.setPixelSize(self.size)
        font.setBold(self.bold)
        font.setItalic(self.italic)
        return font


class Sheet:
    """Theme and text size, turned into the styles of a page."""

    def __init__(self, theme: Theme, percent: int = 100, *, compact: bool = False, dots: float = 96.0) -> None:
        """``compact``: for a column that holds few words; ``dots``: the screen's logical dots per inch."""
        self.theme, self.percent, self.compact = theme, percent, compact
        self.unit = dots / (72 if sys.platform == "darwin" else 96)
        self.scale = self.unit * percent / 100
        serif, sans = family(SERIF), family(SANS)
        self.mono = family(MONO, QFontDatabase.SystemFont.FixedFont)

        def style(name: str, size: float, leading: float, colour: str, **more: float) -> Style:
            """Sizes at 100 %; ``before`` and ``after`` too."""
            for key in ("before", "after"):
                if key in more:
                    more[key] = self.px(more[key])
            return Style(name, self.px(size), self.px(leading), colour, **more)  # type: ignore[arg-type]

        wide = not compact
        self.kicker = style(sans, 12, 18, theme.accent, bold=True, tracking=4, capitals=True, after=8)
        self.headline = style(serif, 30 if wide else 24, 39 if wide else 32, theme.ink, bold=True, after=14)
        self.dateline = style(sans, 13, 20, theme.faint, after=4)
        self.notice = style(sans, 14, 21, theme.soft, before=18, after=18)
        self.caption = style(sans, 13, 19, theme.faint, before=8, after=24)
        self.text = style(serif, TEXT, 28, theme.ink, after=15)
        self.quote = style(serif, TEXT, 28, theme.soft, italic=True, after=15)
        self.code = style(self.mono, 14, 22, theme.ink)
        self.table = style(sans, 14, 21, theme.ink)
        self.table_head = style(sans, 13, 21, theme.ink, bold=True)
        self.headings = (
            style(serif, 23, 31, theme.ink, bold=True, before=34, after=10),
            style(serif, 21, 29, theme.ink, bold=True, before=32, after=9),
            style(serif, 18, 26, theme.ink, bold=True, before=28, after=7),
            style(sans, 15, 23, theme.ink, bold=True, before=26, after=6),
            style(sans, 14, 22, theme.soft, bold=True, before=24, after=6),
            style(sans, 13, 21, theme.faint, bold=True, before=24, after=6),
        )
        self.indent = self.px(28 if wide else 22)  # of lists
        self.quote_indent = self.px(22 if wide else 16)
        self.padding = self.px(14 if wide else 10)  # within the grounds of code and notices
        self.item_gap = self.px(6)
        self.side = round(self.unit * (40 if wide else 20))  # least margin beside the column
        metrics = QFontMetricsF(self.text.font())
        self.measure = round(metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE) * MEASURE)

    def px(self, length: float) -> int:
        return max(1, round(length * self.scale))

    def column(self, width: int) -> int:
        """How wide the text is set where ``width`` pixels are to be had."""
        return max(self.px(60), min(self.measure, width - 2 * self.side))

    def link(self, char: QTextCharFormat, address: str, tip: str = "") -> QTextCharFormat:
        """``char`` as a link."""
        char.setAnchor(True)
        char.setAnchorHref(address)
        char.setForeground(QBrush(QColor(self.theme.link)))
        char.setFontUnderline(True)
        line = QColor(self.theme.link)
        line.setAlpha(110)
        char.setUnderlineColor(line)
        if tip:
            char.setToolTip(tip)
        return char


def compact(percent: int, width: int, dots: float) -> bool:
    """Whether a page of ``width`` pixels holds so few words in a line that everything has to move closer."""
    size = TEXT * percent / 100 * dots / (72 if sys.platform == "darwin" else 96)
    return width < size * 33


def tiny() -> QTextCharFormat:
    """For what is not text: a font that adds no height of its own."""
    char = QTextCharFormat()
    char.setProperty(QTextFormat.Property.FontPixelSize.value, 1)
    return char
