"""Follow a new source: paste an address, see what it offers, follow it. Used by the first start and the sources window."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from reader_app import words
from reader_app.errors import BeritaError, KeysUnavailable
from reader_app.records import Offer, Source
from reader_app.words import _
from ui.actions import Actions
from ui.button import Button
from ui.theme import Theme, sans, serif

_TITLES = 5
_ROWS = 5  # offers in sight; the others by scrolling
_KEYS = {"guardian": "https://open-platform.theguardian.com/access/", "newsapi": "https://newsapi.org/register"}


class AddSource(QWidget):
    """Signal: followed(Source)"""

    followed = Signal(object)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._offers: list[Offer] = []

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
        self._preview.keep.connect(self._keep_key)
        self._list = QListWidget(self)
        self._list.setObjectName("offers")
        self._list.setAccessibleName(_("What the site offers"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.currentRowChanged.connect(self._show_offer)
        self._list.itemActivated.connect(lambda _item: self._preview.take_focus())

        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addLayout(line)
        for part in (self._bar, self._message, self._list, self._preview):
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

    def look_at(self, address: str) -> None:
        """See what an address offers, as if it had been typed."""
        self.field.setText(address)
        self._look()

    def reset(self) -> None:
        self.field.clear()
        self._say("")
        self._list.hide()
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
        self._list.hide()
        self._preview.hide()
        self._working(True)
        self._actions.discover(address=address, done=self._found, failed=self._failed)

    def _found(self, offers: list[Offer]) -> None:
        self._working(False)
        self._offers = offers
        self._list.blockSignals(True)
        self._list.clear()
        for offer in offers:
            about = " · ".join(part for part in (words.kind(offer.kind), QUrl(offer.url).host()) if part)
            self._list.addItem(f"{' '.join(offer.name.split())}\n{about}")
        self._list.setCurrentRow(0)
        self._list.blockSignals(False)
        self._list.setFixedHeight(self._list.sizeHintForRow(0) * min(len(offers), _ROWS) + 2 * self._list.frameWidth())
        self._list.setVisible(len(offers) > 1)
        self._show_offer(0)
        if len(offers) > 1:
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._preview.take_focus()

    def _show_offer(self, row: int) -> None:
        if 0 <= row < len(self._offers):
            self._say("")
            self._preview.show_offer(self._offers[row])
            self._preview.show()

    def _chosen(self) -> Offer:
        return self._offers[self._list.currentRow()]

    def _follow(self) -> None:
        offer = self._chosen()
        self._preview.setEnabled(False)
        deed = self._actions.switch if offer.followed else self._actions.follow
        deed(offer=offer, done=self._done, failed=self._failed)

    def _keep_key(self, key: str, in_file: bool) -> None:
        self._preview.setEnabled(False)
        kind = self._chosen().kind
        self._actions.keep_key(kind=kind, key=key, in_file=in_file, done=self._kept, failed=self._not_kept)

    def _kept(self, _nothing: None) -> None:
        self._preview.setEnabled(True)
        self._look()

    def _not_kept(self, error: BeritaError) -> None:
        self._preview.setEnabled(True)
        self._say(words.error(error))
        self._preview.offer_file(isinstance(error, KeysUnavailable))

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
    """What following would bring: name, description, the newest headlines; the key it takes, where it takes one.

    Signals: follow() · keep(key, in a file)
    """

    follow = Signal()
    keep = Signal(str, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(_("The chosen offer"))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(18, 14, 18, 14)
        lines.setSpacing(4)
        self._name, self._about, self._newest, self._already, self._where = (_label(self) for _each in range(5))
        self._name.setFont(serif(13, bold=True))
        self._about.setObjectName("quiet")
        self._newest.setFont(serif(10.5))
        self._where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._key = QLineEdit(self)
        self._key.setObjectName("field")
        self._key.setEchoMode(QLineEdit.EchoMode.Password)
        self._key.setMaxLength(500)
        self._key.setPlaceholderText(_("Your key"))
        self._key.setAccessibleName(_("Your key"))
        self._key.returnPressed.connect(self._go)
        self._file = Button(_("Keep it in a file that only you can read"), self)
        self._file.setObjectName("link")
        self._file.clicked.connect(lambda: self._keep(in_file=True))
        self._follow = Button(_("Follow"), self)
        self._follow.setObjectName("strong")
        self._follow.clicked.connect(self._go)
        buttons = QHBoxLayout()
        buttons.addWidget(self._file)
        buttons.addStretch(1)
        buttons.addWidget(self._follow)
        for part in (self._name, self._about, self._newest, self._already, self._where, self._key):
            lines.addWidget(part)
        lines.addSpacing(6)
        lines.addLayout(buttons)
        self._asks = False

    def show_offer(self, offer: Offer) -> None:
        self._asks = offer.needs_key
        self._name.setText(offer.name)
        about = " · ".join(part for part in (offer.description, QUrl(offer.url).host()) if part)
        self._about.setText(about)
        self._newest.setText("\n".join(f"•  {title}" for title in offer.newest[:_TITLES]))
        self._newest.setVisible(bool(offer.newest))
        self._newest.setAccessibleName("\n".join(offer.newest[:_TITLES]))
        self._already.setText(_("You follow this site already as {name}.").format(name=offer.followed))
        self._already.setVisible(bool(offer.followed))
        where = _KEYS.get(offer.kind, "")
        self._where.setText(_("It needs a key of your own. There is one at {address}").format(address=where))
        self._where.setVisible(offer.needs_key and bool(where))
        self._key.clear()
        self._key.setVisible(offer.needs_key)
        self._file.hide()
        if offer.needs_key:
            self._follow.setText(_("Keep the key"))
        elif offer.followed:
            self._follow.setText(_("Switch to this way"))
        elif offer.kind == "page":
            self._follow.setText(_("Keep this story"))
        else:
            self._follow.setText(_("Follow"))

    def offer_file(self, offered: bool) -> None:
        self._file.setVisible(offered)

    def _go(self) -> None:
        if self._asks:
            self._keep(in_file=False)
        else:
            self.follow.emit()

    def _keep(self, *, in_file: bool) -> None:
        key = self._key.text().strip()
        if key:
            self.keep.emit(key, in_file)
        else:
            self._key.setFocus()

    def take_focus(self) -> None:
        (self._key if self._asks else self._follow).setFocus(Qt.FocusReason.OtherFocusReason)


def _label(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)  # a stranger's words
    label.setWordWrap(True)
    label.setFont(sans(10))
    return label
