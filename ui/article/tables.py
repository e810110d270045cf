"""Tables on the page: set in the measure where they fit, else their first columns and rows, and the way to the whole.

A `Whole` is the table as plain cells, for the window that shows it all (table_window.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCursor,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)

from ui.article.inline import restyle
from ui.article.typography import Sheet

ROWS = 40  # rows shown of a table that has many more
_MANY_ROWS = 60
_WIDEST = 220  # pixels at 100 %: a cell with more text than this is broken into lines
_MEASURED = 80  # letters of a cell that count for its width
_PADDING = 6


@dataclass(frozen=True, slots=True)
class Whole:
    """All cells of a table. ``head`` is empty where the table has none."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def whole(table: QTextTable) -> Whole:
    rows = [
        tuple(_text(table, row, column) for column in range(table.columns())) for row in range(table.rows())
    ]
    head = rows.pop(0) if rows else ()
    return Whole(head if any(head) else (), tuple(rows))


def set_table(table: QTextTable, sheet: Sheet, column: int) -> Whole | None:
    """Set the table in ``column`` pixels; gives the whole where not all of it is shown."""
    full = whole(table)
    if not full.head and table.rows() > 1:
        table.removeRows(0, 1)
    widths = _widths(full, sheet)
    fitting = _fitting(widths, column)
    cut = fitting < len(widths) or len(full.rows) > _MANY_ROWS
    if fitting < table.columns():
        table.removeColumns(fitting, table.columns() - fitting)
    shown = ROWS + bool(full.head)
    if len(full.rows) > _MANY_ROWS and table.rows() > shown:
        table.removeRows(shown, table.rows() - shown)
    _form(table, sheet, widths[:fitting], column, headed=bool(full.head))
    _cells(table, sheet, headed=bool(full.head))
    return full if cut else None


def _widths(full: Whole, sheet: Sheet) -> list[float]:
    metrics = QFontMetricsF(sheet.table.font())
    bold = QFontMetricsF(sheet.table_head.font())
    most, around = sheet.px(_WIDEST), 2 * sheet.px(_PADDING) + 4
    widths = []
    for column in range(len(full.head or (full.rows[0] if full.rows else ()))):
        width = bold.horizontalAdvance(full.head[column][:_MEASURED]) if full.head else 0.0
        for row in full.rows[:_MANY_ROWS]:
            width = max(width, metrics.horizontalAdvance(row[column][:_MEASURED]))
        widths.append(min(most, width) + around)
    return widths


def _fitting(widths: list[float], column: int) -> int:
    taken, fitting = 0.0, 0
    for width in widths:
        taken += width
        if fitting and taken > column:
            break
        fitting += 1
    return max(1, fitting)


def _form(table: QTextTable, sheet: Sheet, widths: list[float], column: int, *, headed: bool) -> None:
    form = QTextTableFormat()
    form.setBorder(0)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
    form.setCellSpacing(0)
    form.setCellPadding(sheet.px(_PADDING))
    form.setTopMargin(sheet.px(14))
    form.setBottomMargin(sheet.px(14))
    form.setHeaderRowCount(1 if headed else 0)
    total = min(float(column), max(sum(widths), column * 0.6))
    scale = total / sum(widths) if widths else 1
    form.setWidth(QTextLength(QTextLength.Type.FixedLength, total))
    form.setColumnWidthConstraints([QTextLength(QTextLength.Type.FixedLength, width * scale) for width in widths])
    table.setFormat(form)


def _cells(table: QTextTable, sheet: Sheet, *, headed: bool) -> None:
    cursor = QTextCursor(table.document())
    line = QBrush(QColor(sheet.theme.line))
    strong = QBrush(QColor(sheet.theme.faint))
    for row in range(table.rows()):
        head = headed and row == 0
        style = sheet.table_head if head else sheet.table
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            block = cell.firstCursorPosition().block()
            form = QTextBlockFormat(style.block())
            form.setAlignment(block.blockFormat().alignment())
            cursor.setPosition(block.position())
            if "\ufffc" in block.text():
                form.clearProperty(QTextFormat.Property.LineHeight.value)
                form.clearProperty(QTextFormat.Property.LineHeightType.value)
            cursor.setBlockFormat(form)
            restyle(cursor, block, style, sheet)
            shape = cell.format().toTableCellFormat()
            shape.setBottomBorder(1)
            shape.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            shape.setBottomBorderBrush(strong if head else line)
            cell.setFormat(shape)


def _text(table: QTextTable, row: int, column: int) -> str:
    cell = table.cellAt(row, column)
    cursor = cell.firstCursorPosition()
    cursor.setPosition(cell.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText().replace("\ufffc", "").replace("\u200b", "").replace("\u2029", " ").strip()
