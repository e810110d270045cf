"""Ready-made sets of sources to choose from: one edition at a time, each of its sources to be left out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from reader_app import words
from reader_app.editions import Edition
from reader_app.records import Offer
from reader_app.words import _, n_, number
from ui.actions import Actions
from ui.button import Button
from ui.theme import sans

_OFFER = Qt.ItemDataRole.UserRole
_ROWS = 6


class Editions(QWidget):
    """Signal: chosen(list of Offer)"""

    chosen = Signal(list)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editions: list[Edition] = []
        self.which = QComboBox(self)
        self.which.setAccessibleName(_("Edition"))
        self.which.currentIndexChanged.connect(self._show)
        self._about = QLabel(self)
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self._about.setWordWrap(True)
        self._about.setObjectName("quiet")
        self._about.setFont(sans(10))
        self.sources = QListWidget(self)
        self.sources.setObjectName("offers")
        self.sources.setAccessibleName(_("Sources of the edition"))
        self.sources.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sources.itemChanged.connect(self._count)
        self.follow = Button("", self)
        self.follow.setObjectName("strong")
        self.follow.clicked.connect(lambda: self.chosen.emit(self._wanted()))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        for part in (self.which, self._about, self.sources):
            lines.addWidget(part)
        lines.addWidget(self.follow, 0, Qt.AlignmentFlag.AlignLeft)
        actions.editions(done=self._fill)

    def _fill(self, editions: list[Edition]) -> None:
        self._editions = editions
        self.which.blockSignals(True)
        for each in editions:
            self.which.addItem(each.name)
        self.which.blockSignals(False)
        self._show(0)

    def _show(self, at: int) -> None:
        if not 0 <= at < len(self._editions):
            return
        edition = self._editions[at]
        self._about.setText(edition.description)
        self.sources.blockSignals(True)
        self.sources.clear()
        for offer in edition.offers:
            item = QListWidgetItem(f"{offer.name}  ·  {words.kind(offer.kind)}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            item.setData(_OFFER, offer)
            self.sources.addItem(item)
        self.sources.setCurrentRow(0)
        self.sources.setFixedHeight(self.sources.sizeHintForRow(0) * _ROWS + 2 * self.sources.frameWidth())
        self.sources.blockSignals(False)
        self._count()

    def _wanted(self) -> list[Offer]:
        items = [self.sources.item(row) for row in range(self.sources.count())]
        return [item.data(_OFFER) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _count(self, _item: object = None) -> None:
        count = len(self._wanted())
        self.follow.setText(n_("Follow {count} source", "Follow {count} sources", count).format(count=number(count)))
        self.follow.setEnabled(count > 0)
