"""The tabs of the header: All, the sections in the reader's order, Saved; what finds no room opens from "More"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from reader_app.records import Section
from reader_app.words import P_, _, n_, number
from ui.section_tab import HEIGHT, Tab, name_font
from ui.theme import LIGHT, Theme

ALL, SAVED = 0, -1  # keys of the tabs that are no section; a section's key is its id
MOST = 12  # more sections than these are not tabs but rows of a list


class SectionTabs(QWidget):
    """Signals: chosen(key) · ordered(list of section ids) · hidden(section id) · all_read(key) · more() — open the list"""

    chosen = Signal(int)
    ordered = Signal(list)
    hidden = Signal(int)
    all_read = Signal(int)
    more = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Sections"))
        self.setFixedHeight(HEIGHT)
        self._look = LIGHT
        self._sections: list[Section] = []
        self._tabs: dict[int, Tab] = {}
        self._key = ALL
        self._drag: tuple[Tab, int] | None = None  # the tab in hand, and where in it the hand is
        self._press: QPoint | None = None
        self._all = self._make(ALL, P_("tab", "All"))
        self._saved = self._make(SAVED, _("Saved"))
        self._saved.picture = "star-full"
        self._more = Tab(ALL, self)
        self._more.arrow = True
        self._more.setText(P_("sections", "More"))
        self._more.clicked.connect(self._open_more)
        self._mark_chosen()

    # --- what is shown

    @property
    def key(self) -> int:
        return self._key

    @property
    def keys(self) -> list[int]:
        """The tabs on the screen, from left to right."""
        return [ALL, *(section.id for section in self._shown()), SAVED]

    @property
    def more_button(self) -> QWidget:
        return self._more

    def set_sections(self, sections: Sequence[Section]) -> None:
        """Show ``sections``, in the reader's order; hidden ones are only in the list."""
        if list(sections) == self._sections:
            return
        self._sections = list(sections)
        there = {section.id for section in sections}
        for key in [key for key in self._tabs if key not in there and key not in (ALL, SAVED)]:
            self._tabs.pop(key).deleteLater()
        for section in sections:
            tab = self._tabs.get(section.id) or self._make(section.id, section.name)
            tab.setText(section.name)
            tab.show_count(section.unread, _unread(section.unread))
        if self._key not in self._tabs:
            self._key = ALL
        self._lay_out()

    def set_counts(self, *, unread: int, saved: int) -> None:
        self._all.show_count(unread, _unread(unread))
        self._saved.show_count(
            saved, n_("{count} saved story", "{count} saved stories", saved).format(count=number(saved)) if saved else ""
        )
        self._lay_out()

    def set_theme(self, look: Theme) -> None:
        self._look = look
        for tab in (*self._tabs.values(), self._more):
            tab.look = look
            tab.update()

    # --- choosing

    def choose(self, key: int) -> None:
        """Choose the tab ``key`` as if it had been clicked; an unknown one chooses All."""
        self._key = key if key in self._tabs else ALL
        self._lay_out()
        self.chosen.emit(self._key)

    def mark(self, key: int) -> None:
        """Show ``key`` as chosen, saying nothing. Before the sections are known any may be."""
        self._key = key if key in self._tabs or not self._sections else ALL
        self._lay_out()

    def choose_nth(self, number_: int) -> None:
        """1 is the first tab on the screen."""
        keys = self.keys
        if 1 <= number_ <= len(keys):
            self.choose(keys[number_ - 1])

    def choose_next(self, step: int) -> None:
        keys = self.keys
        at = keys.index(self._key) if self._key in keys else 0
        self.choose(keys[(at + step) % len(keys)])

    # --- reordering

    def shift(self, section_id: int, step: int) -> None:
        """Move a tab by ``step`` places among those on the screen."""
        shown = [section.id for section in self._shown()]
        at = shown.index(section_id) if section_id in shown else -1
        if at >= 0 and 0 <= at + step < len(shown):
            self._put(section_id, at + step)

    def _put(self, section_id: int, at: int) -> None:
        """Put a section where the tab number ``at`` stands, in the order of all sections."""
        shown = [section.id for section in self._shown()]
        order = [section.id for section in self._sections]
        before = shown.index(section_id)
        if at == before:
            self._lay_out()
            return
        neighbour = shown[at]
        order.remove(section_id)
        order.insert(order.index(neighbour) + (1 if at > before else 0), section_id)
        by_id = {section.id: section for section in self._sections}
        self._sections = [by_id[each] for each in order]
        self._lay_out()
        self.ordered.emit(order)

    # --- laying out

    def _make(self, key: int, text: str) -> Tab:
        tab = Tab(key, self)
        tab.setText(text)
        tab.look = self._look
        tab.show_count(0, "")
        tab.clicked.connect(lambda: self.choose(tab.key))
        tab.installEventFilter(self)
        self._tabs[key] = tab
        return tab

    def _candidates(self) -> list[Section]:
        """What may be a tab: not hidden, and with something to read (or chosen)."""
        return [each for each in self._sections if not each.hidden and (each.stories or each.id == self._key)]

    def _shown(self) -> list[Section]:
        """The sections that find room."""
        candidates = self._candidates()
        fixed = self._all.sizeHint().width() + self._saved.sizeHint().width()
        widths = [self._tabs[section.id].sizeHint().width() for section in candidates]
        if len(candidates) <= MOST and len(candidates) == len(self._sections) and fixed + sum(widths) <= self.width():
            return candidates
        room = self.width() - fixed - self._more_width()
        shown: list[Section] = []
        for section, width in zip(candidates[:MOST], widths, strict=False):
            room -= width
            if room < 0:
                break
            shown.append(section)
        return shown

    def _more_width(self) -> int:
        """With the longest name it may have to show, within reason."""
        return min(160, self._more.sizeHint().width())

    def _lay_out(self) -> None:
        self._mark_chosen()
        shown = self._shown()
        x = 0
        visible = {ALL, SAVED, *(section.id for section in shown)}
        order = [self._all, *(self._tabs[section.id] for section in shown)]
        if len(shown) < len(self._sections):
            order.append(self._more)
        order.append(self._saved)
        for tab in order:
            width = tab.sizeHint().width()
            if self._drag is None or tab is not self._drag[0]:
                tab.setGeometry(x, 0, width, self.height())
            x += width
        for key, tab in self._tabs.items():
            tab.setVisible(key in visible)
        self._more.setVisible(self._more in order)
        for before, after in itertools.pairwise(order):
            QWidget.setTabOrder(before, after)
        self.update()

    def _mark_chosen(self) -> None:
        names = {section.id: section.name for section in self._sections}
        self._more.setText(P_("sections", "More"))
        self._more.setChecked(False)
        if self._key in names and self._key not in {section.id for section in self._shown()}:
            metrics = QFontMetricsF(name_font(True))
            self._more.setText(metrics.elidedText(names[self._key], Qt.TextElideMode.ElideRight, 110))
            self._more.setChecked(True)
        self._more.show_count(0, "")
        self._more.setAccessibleName(_("More sections"))
        self._more.setToolTip(_("More sections"))
        for key, tab in self._tabs.items():
            tab.setChecked(key == self._key)
            tab.update()
        self._more.update()

    def _open_more(self) -> None:
        self._mark_chosen()  # a click toggles a button; this one is chosen by its list only
        self.more.emit()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._all.sizeHint().width() + self._saved.sizeHint().width() + self._more_width(), HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    # --- a tab in hand, and its menu

    def eventFilter(self, tab: object, event: QEvent) -> bool:
        if not isinstance(tab, Tab):
            return False
        match event.type():
            case QEvent.Type.ContextMenu:
                assert isinstance(event, QContextMenuEvent)
                self._menu(tab).popup(event.globalPos())
                return True
            case QEvent.Type.MouseButtonPress:
                assert isinstance(event, QMouseEvent)
                if event.button() == Qt.MouseButton.LeftButton and tab.key > 0:
                    self._press = event.position().toPoint()
            case QEvent.Type.MouseMove:
                assert isinstance(event, QMouseEvent)
                return self._dragged(tab, event)
            case QEvent.Type.MouseButtonRelease:
                self._press = None
                if self._drag is not None:
                    self._drop()
                    return True
            case QEvent.Type.KeyPress:
                assert isinstance(event, QKeyEvent)
                turned = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
                if turned and event.modifiers() & Qt.KeyboardModifier.ControlModifier and tab.key > 0:
                    self.shift(tab.key, turned)
                    return True
                if turned:
                    self._focus_next(tab, turned)
                    return True
        return False

    def _focus_next(self, tab: Tab, step: int) -> None:
        keys = self.keys
        if tab.key in keys:
            self._tabs[keys[(keys.index(tab.key) + step) % len(keys)]].setFocus(Qt.FocusReason.TabFocusReason)

    def _dragged(self, tab: Tab, event: QMouseEvent) -> bool:
        if self._press is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return False
        here = tab.mapTo(self, event.position().toPoint())
        if self._drag is None:
            moved = (event.position().toPoint() - self._press).manhattanLength()
            if moved < QApplication.startDragDistance():
                return False
            self._drag = (tab, self._press.x())
            tab.setDown(False)
            tab.raise_()
        tab.move(max(0, min(here.x() - self._drag[1], self.width() - tab.width())), 0)
        at = self._place_under(tab)
        self._arrange_around(tab, at)
        return True

    def _place_under(self, tab: Tab) -> int:
        """Which place a tab in hand would take."""
        centre = tab.x() + tab.width() / 2
        x: float = self._all.sizeHint().width()
        others = [section.id for section in self._shown() if section.id != tab.key]
        for at, key in enumerate(others):
            x += self._tabs[key].sizeHint().width()
            if centre < x:
                return at
        return len(others)

    def _arrange_around(self, tab: Tab, at: int) -> None:
        others = [section.id for section in self._shown() if section.id != tab.key]
        x = self._all.sizeHint().width()
        for place in range(len(others) + 1):
            if place == at:
                x += tab.width()
            if place < len(others):
                other = self._tabs[others[place]]
                other.move(x, 0)
                x += other.width()

    def _drop(self) -> None:
        assert self._drag is not None
        tab = self._drag[0]
        at = self._place_under(tab)
        self._drag = None
        tab.setDown(False)
        self._put(tab.key, at)

    def _menu(self, tab: Tab) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if tab.key != SAVED:
            menu.addAction(_("Mark all as read"), lambda: self.all_read.emit(tab.key)).setEnabled(tab.count > 0)
        if tab.key > 0:
            shown = [section.id for section in self._shown()]
            menu.addSeparator()
            menu.addAction(_("Move left"), lambda: self.shift(tab.key, -1)).setEnabled(tab.key != shown[0])
            menu.addAction(_("Move right"), lambda: self.shift(tab.key, 1)).setEnabled(tab.key != shown[-1])
            menu.addAction(_("Hide"), lambda: self.hidden.emit(tab.key))
        menu.addSeparator()
        menu.addAction(_("All sections…"), self.more.emit)
        return menu


def _unread(count: int) -> str:
    return n_("{count} unread story", "{count} unread stories", count).format(count=number(count)) if count else ""
