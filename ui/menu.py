"""The menu behind ☰: made anew each time it opens, so that it always tells how things stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from reader_app import words
from reader_app.settings import Settings
from reader_app.words import P_, _, n_
from ui import shortcuts

Deeds = Mapping[str, Callable[[], None]]


def build(
    parent: QWidget,
    deeds: Deeds,
    change: Callable[[str, str], None],
    settings: Settings,
    *,
    reading: bool,
    syncing: bool,
    rail: bool,
    undoable: str | None,
    redoable: str | None,
) -> QMenu:
    """``deeds`` are those of the shortcuts, and "about"; ``change`` sets a setting."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setAccessibleName(_("Menu"))

    def add(text: str, deed: str, enabled: bool = True) -> QAction:
        action = menu.addAction(text, deeds[deed])
        if any(key.deed == deed for key in shortcuts.TABLE):
            action.setText(f"{text}\t{shortcuts.said(deed)}")  # said, not bound: the window has bound it
        action.setEnabled(enabled)
        return action

    add(_("Stop the sync") if syncing else _("Sync"), "sync", reading)
    add(_("Sources…"), "sources")
    add(_("All sections…"), "all_sections", reading)
    menu.addSeparator()
    add(_("Mark all as read"), "all_read", reading)
    undo = _("Undo: {deed}").format(deed=words.deed(undoable)) if undoable else _("Undo")
    redo = _("Redo: {deed}").format(deed=words.deed(redoable)) if redoable else _("Redo")
    add(undo, "undo", undoable is not None)
    add(redo, "redo", redoable is not None)
    menu.addSeparator()
    shown = add(_("Popular and latest"), "rail", reading)
    shown.setCheckable(True)
    shown.setChecked(rail)
    _choices(
        menu, _("Colours"), "theme", settings.theme, change,
        (("system", P_("colours", "As the system")), ("light", _("Light")), ("dark", _("Dark"))),
    )
    size = menu.addMenu(_("Text size"))
    for text, deed in ((_("Larger"), "larger"), (_("Smaller"), "smaller"), (_("Normal"), "normal_size")):
        size.addAction(f"{text}\t{shortcuts.said(deed)}", deeds[deed])
    _choices(
        menu, _("Language"), "language", settings.language, change,
        (("system", P_("language", "As the system")), ("en", "English"), ("id", "Bahasa Indonesia")),
    )
    _choices(
        menu, _("Sync by itself"), "sync_every", str(settings.sync_every), change,
        (
            *((str(minutes), n_("Every {count} minute", "Every {count} minutes", minutes).format(count=minutes))
              for minutes in (15, 30, 60, 180)),
            ("0", _("Never")),
        ),
    )
    _choices(
        menu, _("Counts as read"), "read_after", str(settings.read_after), change,
        (
            ("1000", _("After one second")), ("3000", _("After three seconds")), ("0", _("Only with Enter")),
        ),
    )
    menu.addSeparator()
    add(_("Shortcuts"), "shortcuts")
    add(_("About Berita"), "about")
    add(_("Quit"), "quit")
    return menu


def _choices(
    menu: QMenu,
    title: str,
    key: str,
    now: str,
    change: Callable[[str, str], None],
    choices: tuple[tuple[str, str], ...],
) -> None:
    """A submenu of which one is ticked."""
    inside = menu.addMenu(title)
    group = QActionGroup(inside)
    for value, text in choices:
        action = inside.addAction(text)
        action.setCheckable(True)
        action.setChecked(value == now)
        action.triggered.connect(lambda _checked=False, value=value: change(key, value))
        group.addAction(action)
