"""The left column: its strip, the headline list, and at the list's end the way on to older stories (Selengkapnya)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTableView, QVBoxLayout, QWidget

from reader_app.words import _
from ui.button import Button
from ui.strips import ListStrip
from ui.theme import Theme, sans

_HEIGHT = 40
_SHOW, _HIDE = 12, 160  # px from the list's end


class ListColumn(QWidget):
    """Signals: older() — asked for · at_end() — the reader came to the end of the list"""

    older = Signal()
    at_end = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.strip = ListStrip(self)
        self.more = Button(self)
        self.more.setObjectName("more")
        self.more.setFont(sans(9.5))
        self.more.setFixedHeight(_HEIGHT)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.clicked.connect(self.older)
        self.more.hide()
        self._list: QTableView | None = None
        self._possible = False
        self._near = False
        self._follow = False  # the way on came up under the last row: show that row whole again
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self._lines.addWidget(self.strip)
        self._lines.addStretch(0)
        self._lines.addWidget(self.more)
        self.say_possible(False)

    def set_theme(self, look: Theme) -> None:
        self.strip.set_theme(look)

    def put_list(self, headlines: QTableView) -> None:
        self._list = headlines
        self._lines.insertWidget(1, headlines, 1)
        bar = headlines.verticalScrollBar()
        bar.valueChanged.connect(self._scrolled)
        bar.rangeChanged.connect(self._resized)

    # --- what the end of the list says

    def say_possible(self, possible: bool) -> None:
        """Whether there may be older stories to fetch."""
        self._possible = possible
        self._say(_("Older stories"), enabled=True)

    def say_fetching(self) -> None:
        self._say(_("Fetching older stories…"), enabled=False)

    def say_offline(self) -> None:
        """It can be tried again."""
        self._say(_("Older stories need the network"), enabled=True)

    def say_failed(self, sentence: str) -> None:
        self._say(_("Could not be fetched. Try again"), enabled=True)
        self.more.setToolTip(sentence)

    def _say(self, words: str, *, enabled: bool) -> None:
        self.more.setText(words)
        self.more.setAccessibleName(words)
        self.more.setToolTip("")
        self.more.setEnabled(enabled)
        self._show_or_hide()

    def look_at_end(self) -> None:
        """Another list is shown: its end may be in sight at once, with nothing to scroll."""
        self._near = False
        self._scrolled()

    def _scrolled(self, *_range: int) -> None:
        assert self._list is not None
        bar = self._list.verticalScrollBar()
        left = bar.maximum() - bar.value()
        near = left <= (_HIDE if self._near else _SHOW)  # its own height must not make it flicker
        if near and not self._near:
            self.at_end.emit()
        self._near = near
        self._show_or_hide()

    def _resized(self, *_range: int) -> None:
        if self._follow and self._list is not None:
            self._follow = False
            bar = self._list.verticalScrollBar()
            bar.setValue(bar.maximum())
        self._scrolled()

    def _show_or_hide(self) -> None:
        shown = self._near and self._possible
        if shown and self.more.isHidden() and self._list is not None:
            bar = self._list.verticalScrollBar()
            self._follow = bar.value() == bar.maximum() > 0
        self.more.setVisible(shown)
