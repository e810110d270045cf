"""The menu of a story's row: what can be done with it, each a deed of `Actions`."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from reader_app.records import Headline
from reader_app.words import _
from ui.actions import Actions


def build(headline: Headline, actions: Actions, parent: QWidget) -> QMenu:
    menu, ids = QMenu(parent), (headline.id,)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if headline.saved:
        menu.addAction(_("No longer save")).triggered.connect(lambda: actions.unsave(ids=ids))
    else:
        menu.addAction(_("Save")).triggered.connect(lambda: actions.save(ids=ids))
    if headline.read:
        menu.addAction(_("Mark as unread")).triggered.connect(lambda: actions.mark_unread(ids=ids))
    else:
        menu.addAction(_("Mark as read")).triggered.connect(lambda: actions.mark_read(ids=ids))
    menu.addSeparator()
    copy, opened = menu.addAction(_("Copy link")), menu.addAction(_("Open original"))
    copy.triggered.connect(lambda: actions.copy_link(url=headline.url))
    opened.triggered.connect(lambda: actions.open_original(url=headline.url))
    for act in (copy, opened):
        act.setEnabled(bool(headline.url))
    return menu
