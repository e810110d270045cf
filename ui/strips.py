"""The strips above the columns, of one fixed height, so that nothing under them ever moves.

Over the list: all or unread, newest or best, how many, "12 new". Over the article: back, forward, and its deeds.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from reader_app.records import Headline
from reader_app.words import P_, _, n_, number
from ui import icons, shortcuts
from ui.button import Button
from ui.line import Line
from ui.theme import LIGHT, Theme, sans

HEIGHT = 38


class IconButton(QToolButton):
    """A button that is a picture; its words are its name and, with the key, its tool tip."""

    def __init__(self, picture: str, words: str, parent: QWidget, *, deed: str = "", size: int = 18) -> None:
        super().__init__(parent)
        self.setObjectName("icon")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIconSize(QSize(size, size))
        self.setFixedSize(size + 12, size + 10)
        self._picture, self._colour, self._look, self._deed = picture, "", LIGHT, deed
        self.name_it(words)

    def name_it(self, words: str) -> None:
        self.setAccessibleName(words)
        self.setToolTip(f"{words} ({shortcuts.said(self._deed)})" if self._deed else words)

    def show_picture(self, picture: str, colour: str = "") -> None:
        """``colour``: a name of the theme's."""
        if (picture, colour) != (self._picture, self._colour):
            self._picture, self._colour = picture, colour
            self.set_theme(self._look)

    def set_theme(self, look: Theme) -> None:
        self._look = look
        colour = getattr(look, self._colour) if self._colour else None
        self.setIcon(icons.icon(self._picture, look, self.iconSize().width(), colour))


class _Strip(QWidget):
    """A row on a plain ground."""

    ground = "panel"

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self.look = LIGHT
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(12, 0, 10, 0)
        self.row.setSpacing(2)

    def set_theme(self, look: Theme) -> None:
        self.look = look
        for button in self.findChildren(IconButton):
            button.set_theme(look)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(getattr(self.look, self.ground)))


class ListStrip(_Strip):
    """Signals: unread_chosen(bool) · best_chosen(bool) · show_new() · all_read()"""

    unread_chosen = Signal(bool)
    best_chosen = Signal(bool)
    show_new = Signal()
    all_read = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("The list"))
        self._every = _choice(P_("list", "All"), self)
        self._unread = _choice(P_("list", "Unread"), self, "unread")
        self._newest = _choice(P_("search", "Newest"), self)
        self._best = _choice(P_("search", "Best"), self)
        self._groups = [_group(self, self._every, self._unread), _group(self, self._newest, self._best)]
        self._count = Line(self)
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._count.setFont(sans(8.5))
        self._new = Button(self)
        self._new.setObjectName("pill")
        self._new.setFont(sans(9))
        self._new.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._new.setCursor(Qt.CursorShape.PointingHandCursor)
        self._checks = IconButton("checks", _("Mark all as read"), self, deed="all_read")
        for part in (self._every, self._unread, self._newest, self._best):
            self.row.addWidget(part)
        self.row.addStretch(0)
        self.row.addWidget(self._count, 1)
        self.row.addWidget(self._new)
        self.row.addSpacing(4)
        self.row.addWidget(self._checks)
        self._unread.toggled.connect(self.unread_chosen)
        self._best.toggled.connect(self.best_chosen)
        self._new.clicked.connect(self.show_new)
        self._checks.clicked.connect(self.all_read)
        self.show_list(unread=False)
        self.show_waiting(0)

    def set_theme(self, look: Theme) -> None:
        super().set_theme(look)
        self._count.set_colour(look.faint)

    def show_list(self, *, unread: bool, choosable: bool = True) -> None:
        """Over a list; ``choosable``: it makes sense to see only its unread stories."""
        _set(self._unread if unread else self._every)
        for part in (self._every, self._unread):
            part.setVisible(choosable)
        for part in (self._newest, self._best):
            part.hide()
        self._checks.setVisible(True)

    def show_search(self, *, best: bool) -> None:
        _set(self._best if best else self._newest)
        for part in (self._newest, self._best):
            part.show()
        for part in (self._every, self._unread, self._checks):
            part.hide()

    def show_count(self, words: str) -> None:
        self._count.set_line(words)

    def show_waiting(self, count: int) -> None:
        self._new.setText(n_("{count} new", "{count} new", count).format(count=number(count)))
        self._new.setAccessibleName(
            n_("Show {count} new story", "Show {count} new stories", count).format(count=number(count))
        )
        self._new.setToolTip(f"{self._new.accessibleName()} ({shortcuts.said('show_new')})")
        self._new.setVisible(count > 0)
        self._count.setVisible(count <= 0)


class ArticleStrip(_Strip):
    """Signals: back · forward · save · read · copy_link · original · rail"""

    ground = "paper"
    back = Signal()
    forward = Signal()
    save = Signal()
    read = Signal()
    copy_link = Signal()
    original = Signal()
    rail = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("The story"))
        made = {
            name: IconButton(picture, words, self, deed=deed)
            for name, picture, words, deed in (
                ("back", "back", _("Back"), "back"),
                ("forward", "forward", _("Forward"), "forward"),
                ("save", "star", _("Save"), "save"),
                ("read", "dot", _("Mark as unread"), "read"),
                ("copy_link", "link", _("Copy link"), "copy_link"),
                ("original", "original", _("Open original"), "original"),
                ("rail", "rail", _("Popular and latest"), "rail"),
            )
        }
        for name, button in made.items():
            if name == "save":
                self.row.addStretch(1)
            self.row.addWidget(button)
            button.clicked.connect(getattr(self, name))
        self._back, self._forward, self._save, self._read = (made[x] for x in ("back", "forward", "save", "read"))
        self._of_story = [made[name] for name in ("save", "read", "copy_link", "original")]
        self.show_story(None)
        self.show_history(back=False, forward=False)

    def show_story(self, headline: Headline | None) -> None:
        for button in self._of_story:
            button.setEnabled(headline is not None)
        saved, read = headline is not None and headline.saved, headline is not None and headline.read
        self._save.show_picture("star-full" if saved else "star", "accent" if saved else "")
        self._save.name_it(_("No longer save") if saved else _("Save"))
        self._read.show_picture("dot" if read else "dot-full", "" if read or headline is None else "accent")
        self._read.name_it(_("Mark as unread") if read else _("Mark as read"))

    def show_history(self, *, back: bool, forward: bool) -> None:
        self._back.setEnabled(back)
        self._forward.setEnabled(forward)


def _choice(text: str, parent: QWidget, deed: str = "") -> QToolButton:
    button = QToolButton(parent)
    button.setObjectName("choice")
    button.setText(text)
    button.setFont(sans(9))
    button.setCheckable(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(text)
    if deed:
        button.setToolTip(f"{text} ({shortcuts.said(deed)})")
    return button


def _group(parent: QWidget, *buttons: QToolButton) -> QButtonGroup:
    group = QButtonGroup(parent)
    for button in buttons:
        group.addButton(button)
    return group


def _set(button: QToolButton) -> None:
    """Choose without saying so."""
    group = button.group()
    for each in group.buttons():
        each.blockSignals(True)
    button.setChecked(True)
    for each in group.buttons():
        each.blockSignals(False)
