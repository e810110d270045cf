"""Every shortcut of the window in one table: bound from here, shown by "?" from here, documented from here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from reader_app.words import N_, _
from ui.theme import Theme, sans, serif


@dataclass(frozen=True, slots=True)
class Key:
    """``keys`` in Qt's own notation; ``words`` and ``group`` are translated when shown. Without words: not shown."""

    deed: str
    keys: tuple[str, ...]
    words: str
    group: str


_READING, _STORY, _GOING, _WINDOW = N_("Reading"), N_("The story"), N_("Going about"), N_("Berita")

TABLE = (
    Key("next", ("J",), N_("Next story"), _READING),
    Key("previous", ("K",), N_("Previous story"), _READING),
    Key("page", ("Space",), N_("A page further, then the next unread story"), _READING),
    Key("page_back", ("Shift+Space",), N_("A page back"), _READING),
    Key("next_unread", ("N",), N_("Next unread story"), _READING),
    Key("back", ("Alt+Left",), N_("Back to the story before"), _READING),
    Key("forward", ("Alt+Right",), N_("Forward again"), _READING),
    Key("larger", ("Ctrl++", "Ctrl+="), N_("Larger text"), _READING),
    Key("smaller", ("Ctrl+-",), N_("Smaller text"), _READING),
    Key("normal_size", ("Ctrl+0",), N_("Text in its normal size"), _READING),
    Key("save", ("S",), N_("Save, or no longer"), _STORY),
    Key("read", ("M",), N_("Mark as read or unread"), _STORY),
    Key("original", ("O",), N_("Open the original in the browser"), _STORY),
    Key("copy_link", ("C",), N_("Copy the link"), _STORY),
    Key("search", ("/", "Ctrl+F"), N_("Search"), _GOING),
    Key("tab_1", ("Ctrl+1",), N_("The first tab; Ctrl+2 … Ctrl+9 the others"), _GOING),
    *(Key(f"tab_{number}", (f"Ctrl+{number}",), "", _GOING) for number in range(2, 10)),
    Key("next_tab", ("Ctrl+PgDown",), N_("Next tab"), _GOING),
    Key("previous_tab", ("Ctrl+PgUp",), N_("Previous tab"), _GOING),
    Key("all_sections", ("G",), N_("All sections"), _GOING),
    Key("unread", ("U",), N_("Only unread stories, or all"), _GOING),
    Key("show_new", ("T",), N_("Show new stories, and go to the top"), _GOING),
    Key("rail", ("Ctrl+R",), N_("Show or fold away Popular and Latest"), _GOING),
    Key("leave_search", ("Esc",), N_("Leave the search"), _GOING),
    Key("all_read", ("Shift+A",), N_("Mark everything in the list as read"), _WINDOW),
    Key("undo", ("Ctrl+Z",), N_("Undo"), _WINDOW),
    Key("redo", ("Ctrl+Shift+Z", "Ctrl+Y"), N_("Redo"), _WINDOW),
    Key("sync", ("R", "F5"), N_("Sync"), _WINDOW),
    Key("sources", ("Ctrl+Shift+S",), N_("Sources"), _WINDOW),
    Key("menu", ("F10",), N_("Menu"), _WINDOW),
    Key("shortcuts", ("?", "F1"), N_("All shortcuts"), _WINDOW),
    Key("quit", ("Ctrl+Q",), N_("Quit"), _WINDOW),
)
# Said in the list of shortcuts, but done where the keys arrive: by the list itself.
BESIDE = (
    Key("arrows", ("Up", "Down"), N_("Story by story"), _READING),
    Key("enter", ("Return",), N_("Open the story and mark it as read"), _READING),
)


def keys_of(deed: str) -> tuple[str, ...]:
    return next(key.keys for key in TABLE if key.deed == deed)


def said(deed: str) -> str:
    """The first key of a deed as the system writes it, for tool tips and menus."""
    return QKeySequence(keys_of(deed)[0]).toString(QKeySequence.SequenceFormat.NativeText)


def bind(window: QWidget, deeds: Mapping[str, Callable[[], None]]) -> list[QShortcut]:
    """Bind every key of the table in ``window``.

    Single letters still type: a text field takes them before a shortcut does. They do not reach other windows."""
    made = []
    for key in TABLE:
        for sequence in key.keys:
            shortcut = QShortcut(QKeySequence(sequence), window)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.setAutoRepeat(key.deed in ("next", "previous", "page", "page_back", "larger", "smaller"))
            shortcut.activated.connect(deeds[key.deed])
            made.append(shortcut)
    return made


class ShortcutsWindow(QDialog):
    """The table, to be looked at; closes with Esc."""

    def __init__(self, parent: QWidget, look: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(28, 22, 28, 18)
        across = QHBoxLayout()
        across.setSpacing(36)
        lines.addLayout(across)
        sides = [QGridLayout(), QGridLayout()]
        for side in sides:
            side.setHorizontalSpacing(14)
            side.setVerticalSpacing(5)
            across.addLayout(side)
        groups: dict[str, list[Key]] = {}
        for key in (*BESIDE, *TABLE):
            if key.words:
                groups.setdefault(key.group, []).append(key)
        for group, keys in groups.items():
            self._tell(sides[0] if group == _READING else sides[1], group, keys, look)
        for side in sides:
            side.setRowStretch(side.rowCount(), 1)
        close = QPushButton(_("Close"), self)
        close.clicked.connect(self.close)
        lines.addSpacing(12)
        lines.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    def _tell(self, side: QGridLayout, group: str, keys: Sequence[Key], look: Theme) -> None:
        """A group of keys, below what is there."""
        row = side.rowCount()
        heading = QLabel(_(group), self)
        heading.setFont(serif(12, bold=True))
        heading.setContentsMargins(0, 8 if row > 1 else 0, 0, 2)
        side.addWidget(heading, row, 0, 1, 2)
        for at, key in enumerate(keys, row + 1):
            shown = "  ".join(QKeySequence(each).toString(QKeySequence.SequenceFormat.NativeText) for each in key.keys)
            label = QLabel(shown, self)
            label.setFont(sans(9, bold=True))
            label.setStyleSheet(
                f"background: {look.code}; color: {look.ink}; border: 1px solid {look.line};"
                " border-radius: 4px; padding: 1px 6px;"
            )
            side.addWidget(label, at, 0, Qt.AlignmentFlag.AlignRight)
            side.addWidget(QLabel(_(key.words), self), at, 1)
