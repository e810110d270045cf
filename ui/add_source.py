"""Follow a new source: paste an address, see what it offers, follow it. Used by the first start and the sources window."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from reader_app import words
from reader_app.errors import BeritaError
from reader_app.records import Offer, Source
from reader_app.words import _
from ui.actions import Actions
from ui.button import Button
from ui.theme import Theme, sans, serif

_TITLES = 5


class AddSource(QWidget):
    """Signal: followed(Source)"""

    followed = Signal(object)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._offers: list[Offer] = []
        self._at = 0

        self.field = QLineEdit(self)
        self.field.setObjectName("field")
        self.field.setPlaceholderText("https://…")
        self.field.setAccessibleName(_("Address of a news site"))
        self.field.setMaxLength(2000)
        self.field.returnPressed.connect(self._look)
        self._button = Button(_("Look"), self)
        self._button.clicked.connect(self._look_or_stop)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.field, 1)
        line.addWidget(self._button)

        self._bar = QProgressBar(self)
        self._bar.setObjectName("sync")
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(3)
        self._bar.setAccessibleName(_("Looking at the site"))
        self._message = QLabel(self)
        self._message.setObjectName("danger")
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setWordWrap(True)
        self._preview = _Preview(self)
        self._preview.follow.connect(self._follow)
        self._preview.other.connect(self._next_offer)

        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addLayout(line)
        for part in (self._bar, self._message, self._preview):
            lines.addWidget(part)
            part.hide()

    def set_theme(self, look: Theme) -> None:
        self._preview.setStyleSheet(f"QFrame#card {{ background: {look.paper}; }}")

    def offer_clipboard(self) -> None:
        """Fill in an address that was just copied."""
        copied = QGuiApplication.clipboard().text().strip()
        address = QUrl(copied)
        if not self.field.text() and len(copied) < 500 and address.scheme() in ("http", "https") and address.host():
            self.field.setText(copied)

    def reset(self) -> None:
        self.field.clear()
        self._say("")
        self._preview.hide()
        self._working(False)

    # --- looking

    def _look_or_stop(self) -> None:
        if self._bar.isVisible():
            self._actions.stop_discovering()
            self._working(False)
        else:
            self._look()

    def _look(self) -> None:
        address = self.field.text().strip()
        if not address:
            self.field.setFocus()
            return
        self._say("")
        self._preview.hide()
        self._working(True)
        self._actions.discover(address=address, done=self._found, failed=self._failed)

    def _found(self, offers: list[Offer]) -> None:
        self._working(False)
        self._offers, self._at = offers, 0
        self._show_offer()

    def _show_offer(self) -> None:
        self._preview.show_offer(self._offers[self._at], several=len(self._offers) > 1)
        self._preview.show()
        self._preview.take_focus()

    def _next_offer(self) -> None:
        self._at = (self._at + 1) % len(self._offers)
        self._show_offer()

    def _follow(self) -> None:
        self._preview.setEnabled(False)
        self._actions.follow(offer=self._offers[self._at], done=self._done, failed=self._failed)

    def _done(self, source: Source) -> None:
        self._preview.setEnabled(True)
        self.reset()
        self.followed.emit(source)

    def _failed(self, error: BeritaError) -> None:
        self._preview.setEnabled(True)
        self._working(False)
        self._say(words.error(error))
        self.field.setFocus()

    def _working(self, working: bool) -> None:
        self._bar.setVisible(working)
        self.field.setReadOnly(working)
        self._button.setText(_("Stop") if working else _("Look"))

    def _say(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._message.setAccessibleName(sentence)
        self._message.setVisible(bool(sentence))


class _Preview(QFrame):
    """What following would bring: name, description, the newest headlines."""

    follow = Signal()
    other = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(_("What the site offers"))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(18, 14, 18, 14)
        lines.setSpacing(4)
        self._name, self._about, self._newest = (_label(self) for _each in range(3))
        self._name.setFont(serif(13, bold=True))
        self._about.setObjectName("quiet")
        self._newest.setFont(serif(10.5))
        self._follow = Button(_("Follow"), self)
        self._follow.setObjectName("strong")
        self._follow.clicked.connect(self.follow)
        self._other = Button(_("What else it offers"), self)
        self._other.setObjectName("link")
        self._other.clicked.connect(self.other)
        buttons = QHBoxLayout()
        buttons.addWidget(self._other)
        buttons.addStretch(1)
        buttons.addWidget(self._follow)
        for part in (self._name, self._about, self._newest):
            lines.addWidget(part)
        lines.addSpacing(6)
        lines.addLayout(buttons)

    def show_offer(self, offer: Offer, *, several: bool) -> None:
        self._name.setText(offer.name)
        about = " · ".join(part for part in (offer.description, QUrl(offer.url).host()) if part)
        self._about.setText(about)
        self._newest.setText("\n".join(f"•  {title}" for title in offer.newest[:_TITLES]))
        self._newest.setVisible(bool(offer.newest))
        self._newest.setAccessibleName("\n".join(offer.newest[:_TITLES]))
        self._other.setVisible(several)

    def take_focus(self) -> None:
        self._follow.setFocus(Qt.FocusReason.OtherFocusReason)


def _label(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)  # a stranger's words
    label.setWordWrap(True)
    label.setFont(sans(10))
    return label
