"""The list of all sections, opened from "More": choose one, find one by typing, drag to reorder, untick to hide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reader_app.records import Section
from reader_app.words import _, n_, number
from ui.screens import free_room
from ui.theme import LIGHT, Theme, sans

_KEY = Qt.ItemDataRole.UserRole
_COUNT = Qt.ItemDataRole.UserRole + 1
_WIDTH, _ROW, _ROWS = 300, 30, 14


class SectionsMenu(QFrame):
    """Signals: chosen(section id) · ordered(ids) · hidden(section id, bool)"""

    chosen = Signal(int)
    ordered = Signal(list)
    hidden = Signal(int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAccessibleName(_("All sections"))
        self._field = QLineEdit(self)
        self._field.setObjectName("field")
        self._field.setPlaceholderText(_("Find a section"))
        self._field.setAccessibleName(_("Find a section"))
        self._field.textChanged.connect(self._filter)
        self._field.installEventFilter(self)
        self._list = QListWidget(self)
        self._list.setObjectName("choices")
        self._list.setAccessibleName(_("All sections"))
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self._list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self._rows = _Rows(self._list)
        self._list.setItemDelegate(self._rows)
        self._list.itemClicked.connect(self._clicked)
        self._list.itemChanged.connect(self._ticked)
        self._list.model().rowsMoved.connect(lambda: QTimer.singleShot(0, self._reordered))
        self._list.installEventFilter(self)
        self._hint = QLabel(_("Drag to reorder · untick to hide a tab"), self)
        self._hint.setObjectName("quiet")
        self._hint.setFont(sans(8.5))
        self._hint.setWordWrap(True)
        self._just_ticked = False
        self._filling = False
        lines = QVBoxLayout(self)
        lines.setContentsMargins(8, 8, 8, 8)
        lines.setSpacing(6)
        for part in (self._field, self._list, self._hint):
            lines.addWidget(part)

    def set_theme(self, look: Theme) -> None:
        self._rows.look = look

    def show_sections(self, sections: Sequence[Section], key: int) -> None:
        self._filling = True
        self._list.clear()
        names = {section.id: section for section in sections}
        for section in sections:
            item = QListWidgetItem(_path(section, names))
            item.setData(_KEY, section.id)
            item.setData(_COUNT, section.unread)
            item.setCheckState(Qt.CheckState.Unchecked if section.hidden else Qt.CheckState.Checked)
            unread = n_("{count} unread story", "{count} unread stories", section.unread)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, f"{section.name}, {unread.format(count=number(section.unread))}"
            )
            self._list.addItem(item)
            if section.id == key:
                self._list.setCurrentItem(item)
        self._filling = False
        self._field.clear()
        self._field.setVisible(len(sections) > 8)

    def popup(self, below: QWidget) -> None:
        """Open under ``below``, within the screen."""
        rows = min(max(self._list.count(), 1), _ROWS)
        self._list.setFixedHeight(rows * _ROW + 4)
        self.setFixedWidth(_WIDTH)
        self.adjustSize()
        corner = below.mapToGlobal(QPoint(0, below.height()))
        free = free_room(corner)
        corner.setX(max(free.left(), min(corner.x(), free.right() - self.width())))
        corner.setY(max(free.top(), min(corner.y(), free.bottom() - self.height())))
        self.move(corner)
        self.show()
        (self._field if self._field.isVisible() else self._list).setFocus(Qt.FocusReason.PopupFocusReason)

    # --- what the reader does

    def _clicked(self, item: QListWidgetItem) -> None:
        if self._just_ticked:  # the click was on the tick box
            self._just_ticked = False
            return
        self.hide()
        self.chosen.emit(item.data(_KEY))

    def _ticked(self, item: QListWidgetItem) -> None:
        if self._filling:
            return
        self._just_ticked = True
        QTimer.singleShot(0, self._forget_tick)
        self.hidden.emit(item.data(_KEY), item.checkState() == Qt.CheckState.Unchecked)

    def _forget_tick(self) -> None:
        self._just_ticked = False

    def _reordered(self) -> None:
        self.ordered.emit([self._list.item(row).data(_KEY) for row in range(self._list.count())])

    def _shift(self, step: int) -> None:
        row = self._list.currentRow()
        if row < 0 or not 0 <= row + step < self._list.count() or self._field.text():
            return
        self._filling = True
        item = self._list.takeItem(row)
        self._list.insertItem(row + step, item)
        self._list.setCurrentItem(item)
        self._filling = False
        self._reordered()

    def _filter(self, text: str) -> None:
        wanted = text.casefold().strip()
        first: QListWidgetItem | None = None
        for row in range(self._list.count()):
            item = self._list.item(row)
            item.setHidden(wanted not in item.text().casefold())
            if first is None and not item.isHidden():
                first = item
        mode = QAbstractItemView.DragDropMode
        self._list.setDragDropMode(mode.NoDragDrop if wanted else mode.InternalMove)
        if first is not None and wanted:
            self._list.setCurrentItem(first)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._shift(step)
            return True
        if step and watched is self._field:
            self._list.setFocus()
            self._list.event(event)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._list.currentItem() is not None:
            self._clicked(self._list.currentItem())
            return True
        return False


class _Rows(QStyledItemDelegate):
    """A section's name, and its count at the right."""

    look = LIGHT

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(_WIDTH - 40, _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        state, box = option.state, QRect(option.rect)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(self.look.chosen))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(self.look.hover))
        option.state &= ~(QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver)
        super().paint(painter, option, index)
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        tick = option.widget.style().subElementRect(part, whole, option.widget)
        painter.setPen(QColor(self.look.faint))  # Fusion's own frame cannot be seen on a dark ground
        painter.drawRect(tick.adjusted(0, 0, -1, -1))
        if count := index.data(_COUNT):
            painter.setFont(sans(8.5))
            painter.setPen(QColor(self.look.faint))
            box.setRight(box.right() - 8)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number(count))


def _path(section: Section, by_id: Mapping[int, Section]) -> str:
    """ "World › Asia": a section with those it stands under; a circle among them ends where it began."""
    names, seen = [section.name], {section.id}
    parent = section.parent
    while parent is not None and parent in by_id and parent not in seen:
        seen.add(parent)
        names.append(by_id[parent].name)
        parent = by_id[parent].parent
    return " › ".join(reversed(names))
