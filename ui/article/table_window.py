"""A table too wide or too long for the page, in a window of its own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from reader_app.words import _
from ui.article.tables import Whole
from ui.article.typography import Sheet

_WIDEST = 360  # pixels of a column, at first


class TableWindow(QWidget):
    """All cells, to scroll and copy from; Esc closes it."""

    def __init__(self, full: Whole, title: str, sheet: Sheet, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        columns = max(len(full.head), max((len(row) for row in full.rows), default=0))
        self.table = QTableWidget(len(full.rows), columns, self)
        self.table.setAccessibleName(_("Table"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setStyleSheet(_style(sheet))
        self.table.setShowGrid(False)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.horizontalHeader().setVisible(bool(full.head))
        self.table.verticalHeader().hide()
        if full.head:
            self.table.setHorizontalHeaderLabels(full.head)
        for row, cells in enumerate(full.rows):
            for column, text in enumerate(cells):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.table.resizeColumnsToContents()
        for column in range(columns):
            self.table.setColumnWidth(column, min(_WIDEST, self.table.columnWidth(column) + sheet.px(12)))
        self.table.resizeRowsToContents()
        for row in range(len(full.rows)):
            self.table.setRowHeight(row, self.table.rowHeight(row) + 4)
        self.table.installEventFilter(self)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.table)
        wide = sum(self.table.columnWidth(column) for column in range(columns)) + 32
        high = sum(self.table.rowHeight(row) for row in range(len(full.rows))) + 64
        self.resize(min(1000, max(420, wide)), min(640, max(240, high)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The table lets through what it has no use for."""
        if event.key() == Qt.Key.Key_Escape or event.matches(QKeySequence.StandardKey.Close):
            self.close()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Copying is ours: the table itself would copy one cell."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return True
        return super().eventFilter(watched, event)

    def copy(self) -> None:
        """The chosen cells as lines of tab-separated text."""
        rows: dict[int, list[str]] = {}
        for index in sorted(self.table.selectedIndexes()):
            rows.setdefault(index.row(), []).append(str(index.data() or ""))
        if rows:
            QGuiApplication.clipboard().setText("\n".join("\t".join(cells) for cells in rows.values()))


def _style(sheet: Sheet) -> str:
    theme, text, head = sheet.theme, sheet.table, sheet.table_head
    return (
        f"QTableWidget {{ border: none; background: {theme.paper}; font-family: '{text.family}'; font-size: {text.size}px; }}"
        f"QTableWidget::item {{ border-bottom: 1px solid {theme.line}; padding: {sheet.px(5)}px {sheet.px(8)}px; }}"
        f"QTableWidget::item:selected {{ background: {theme.chosen}; color: {theme.ink}; }}"
        f"QHeaderView::section {{ background: {theme.code}; color: {theme.ink}; border: none;"
        f" border-bottom: 1px solid {theme.faint}; padding: {sheet.px(6)}px {sheet.px(8)}px;"
        f" font-family: '{head.family}'; font-size: {head.size}px; font-weight: bold; }}"
    )
