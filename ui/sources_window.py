"""The sources: what each brought, when, what went wrong in words; pause, resume, remove, add. A window, never in the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QByteArray, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reader_app import words
from reader_app.errors import BeritaError
from reader_app.records import Source
from reader_app.words import _, n_, number
from ui.actions import Actions, Imported
from ui.add_source import AddSource
from ui.button import Button
from ui.source_details import Details
from ui.theme import LIGHT, Theme, sans, serif

_SOURCE = Qt.ItemDataRole.UserRole
# What a source that fails with it will hardly do again by itself.
_DEAD = frozenset({"gone", "no-such-host", "not-a-feed", "api-closed", "not-wordpress"})


class SourcesWindow(QDialog):
    """Signals: sync(source ids) · open_site(url) · followed(Source) · placed(geometry) when it closes"""

    sync = Signal(list)
    open_site = Signal(str)
    followed = Signal(object)
    placed = Signal(QByteArray)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.setWindowTitle(_("Sources"))
        self.resize(720, 760)
        self._list = QListWidget(self)
        self._list.setObjectName("sources")
        self._list.setAccessibleName(_("Sources"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._rows = _Rows(self._list)
        self._list.setItemDelegate(self._rows)
        self._list.currentItemChanged.connect(self._chosen)
        self._list.itemActivated.connect(lambda item: self.open_site.emit(item.data(_SOURCE).url))

        self._sync, self._pause, self._site, self._remove = (
            Button(text, self) for text in (_("Sync now"), _("Pause"), _("Open site"), _("Remove…"))
        )
        self._sync.clicked.connect(lambda: self.sync.emit([self._source().id]))
        self._pause.clicked.connect(self._pause_or_resume)
        self._site.clicked.connect(lambda: self.open_site.emit(self._source().url))
        self._remove.clicked.connect(self._ask_to_remove)
        self._buttons = QWidget(self)
        buttons = QHBoxLayout(self._buttons)
        buttons.setContentsMargins(0, 0, 0, 0)
        for button in (self._sync, self._pause, self._site):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self._remove)

        self.details = Details(actions, self)
        self._dead = QFrame(self)
        self._dead.setObjectName("card")
        dead = QHBoxLayout(self._dead)
        gone = QLabel(_("This source seems to be gone."), self._dead)
        again = Button(_("Look for it again"), self._dead)
        again.clicked.connect(self._look_again)
        leave = Button(_("Remove"), self._dead)
        leave.clicked.connect(self._ask_to_remove)
        dead.addWidget(gone, 1)
        dead.addWidget(again)
        dead.addWidget(leave)
        self._dead.hide()

        self._sure = QFrame(self)
        self._sure.setObjectName("card")
        sure = QHBoxLayout(self._sure)
        self._question = QLabel(self._sure)
        self._question.setTextFormat(Qt.TextFormat.PlainText)
        self._question.setWordWrap(True)
        self._keep = Button(_("Keep"), self._sure)
        self._keep.clicked.connect(self._stop_asking)
        really = Button(_("Remove"), self._sure)
        really.setObjectName("strong")
        really.clicked.connect(self._really_remove)
        sure.addWidget(self._question, 1)
        sure.addWidget(self._keep)
        sure.addWidget(really)
        self._sure.hide()

        heading = QLabel(_("Add a source"), self)
        heading.setFont(serif(12, bold=True))
        about = QLabel(_("The address of a news site, of one of its pages, or of a feed:"), self)
        about.setObjectName("quiet")
        self.add = AddSource(actions, self)
        self.add.followed.connect(self.followed)
        self._bring, self._take = Button(_("Import OPML…"), self), Button(_("Export OPML…"), self)
        self._bring.clicked.connect(self._choose_to_import)
        self._take.clicked.connect(self._choose_to_export)
        self._told = QLabel(self)
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setObjectName("quiet")
        self._told.setWordWrap(True)
        exchange = QHBoxLayout()
        exchange.addWidget(self._told, 1)
        exchange.addWidget(self._bring)
        exchange.addWidget(self._take)

        lines = QVBoxLayout(self)
        lines.setContentsMargins(20, 18, 20, 18)
        lines.setSpacing(10)
        lines.addWidget(self._list, 1)
        lines.addWidget(self._buttons)
        lines.addWidget(self._sure)
        lines.addWidget(self._dead)
        lines.addWidget(self.details)
        lines.addSpacing(8)
        lines.addWidget(heading)
        lines.addWidget(about)
        lines.addWidget(self.add)
        lines.addLayout(exchange)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter in the address field looks, and nothing else
        self._chosen()

    def set_theme(self, look: Theme) -> None:
        self._rows.look = look
        self.add.set_theme(look)
        self._list.viewport().update()

    def show_sources(self, sources: Sequence[Source]) -> None:
        followed = [source for source in sources if not source.removed]
        before = self._source_id()
        self._list.blockSignals(True)
        self._list.clear()
        for source in followed:
            item = QListWidgetItem(source.name)
            item.setData(_SOURCE, source)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, "\n".join((source.name, *account(source))))
            self._list.addItem(item)
            if source.id == before:
                self._list.setCurrentItem(item)
        self._list.blockSignals(False)
        if self._list.currentItem() is None and followed:
            self._list.setCurrentRow(0)
        self._chosen()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.placed.emit(self.saveGeometry())
        super().closeEvent(event)

    # --- the chosen one

    def _source(self) -> Source:
        source = self._list.currentItem().data(_SOURCE)
        assert isinstance(source, Source)
        return source

    def _source_id(self) -> int | None:
        return None if self._list.currentItem() is None else self._source().id

    def _chosen(self, *_items: object) -> None:
        there = self._list.currentItem() is not None
        for button in (self._sync, self._pause, self._site, self._remove):
            button.setEnabled(there)
        if there:
            paused = self._source().paused
            self._pause.setText(_("Resume") if paused else _("Pause"))
            self._sync.setEnabled(not paused)
        error = self._source().last_error if there else None
        self._dead.setVisible(error is not None and error.reason in _DEAD)
        self.details.show_source(self._source() if there else None)
        self._stop_asking()

    def _look_again(self) -> None:
        """See what the site offers today: the choice to switch is made there."""
        self.add.look_at(self._source().url)

    # --- lists of other readers

    def _choose_to_import(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, _("Import sources"), "", _("Lists of feeds (*.opml *.xml)"))
        if path:
            self.bring(path)

    def bring(self, path: str) -> None:
        self._actions.import_sources(path=path, done=self._brought, failed=self._say_error)

    def _brought(self, brought: Imported) -> None:
        told = [n_("{count} source was added.", "{count} sources were added.", brought.new).format(count=number(brought.new))]
        if brought.known:
            told.append(
                n_("{count} was followed already.", "{count} were followed already.", brought.known).format(
                    count=number(brought.known)
                )
            )
        if brought.skipped:
            told.append(
                n_("{count} line could not be used.", "{count} lines could not be used.", brought.skipped).format(
                    count=number(brought.skipped)
                )
            )
        self._told.setText(" ".join(told))
        if brought.sources:
            self.sync.emit([each.id for each in brought.sources])

    def _choose_to_export(self) -> None:
        path, _kind = QFileDialog.getSaveFileName(self, _("Export sources"), "berita.opml", _("Lists of feeds (*.opml *.xml)"))
        if path:
            self.take(path)

    def take(self, path: str) -> None:
        self._actions.export_sources(path=path, done=self._taken, failed=self._say_error)

    def _taken(self, path: str) -> None:
        self._told.setText(_("Your sources are in {file}.").format(file=path))

    def _say_error(self, error: BeritaError) -> None:
        self._told.setText(words.error(error))

    def _pause_or_resume(self) -> None:
        source = self._source()
        if source.paused:
            self._actions.resume_source(source_id=source.id)
        else:
            self._actions.pause_source(source_id=source.id)

    def _ask_to_remove(self) -> None:
        source = self._source()
        self._question.setText(
            n_(
                "Remove {source} and its {count} story? What you saved stays.",
                "Remove {source} and its {count} stories? What you saved stays.",
                source.stories,
            ).format(source=source.name, count=number(source.stories))
        )
        self._sure.show()
        self._buttons.hide()
        self._keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop_asking(self) -> None:
        self._sure.hide()
        self._buttons.show()

    def _really_remove(self) -> None:
        source = self._source()
        self._stop_asking()
        self._actions.remove_source(source_id=source.id)


def account(source: Source) -> tuple[str, str]:
    """What there is to say of a source: one line of facts, and what went wrong ("" where nothing did)."""
    now = datetime.now(UTC)
    facts = [words.kind(source.kind)]
    facts.append(n_("{count} story", "{count} stories", source.stories).format(count=number(source.stories)))
    if source.unread:
        facts.append(n_("{count} unread", "{count} unread", source.unread).format(count=number(source.unread)))
    if source.week_stories:
        facts.append(
            n_("{count} story a week", "{count} stories a week", source.week_stories).format(count=number(source.week_stories))
        )
    if source.week_bytes:
        facts.append(_("{size} a week").format(size=words.size(source.week_bytes)))
    if source.paused:
        facts.append(_("paused"))
    elif source.last_sync is not None:
        facts.append(_("synced {ago}").format(ago=words.ago(source.last_sync, now)))
    else:
        facts.append(_("never synced"))
    wrong = ""
    if source.last_error is not None and not source.paused:
        wrong = words.failure(source.last_error)
        if source.next_try is not None and source.next_try > now:
            wrong += " " + _("Next try: {when}.").format(when=words.list_time(source.next_try, now))
    return " · ".join(facts), wrong


class _Rows(QStyledItemDelegate):
    """Name, facts, and in red what went wrong."""

    look = LIGHT
    _PAD = 12

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        wide = option.widget.viewport().width() - 2 * self._PAD  # type: ignore[attr-defined]
        _facts, wrong = account(index.data(_SOURCE))
        tall = QFontMetrics(_name_font()).height() + QFontMetrics(_small_font()).height() + 4
        if wrong:
            tall += self._wrong_box(wide, wrong).height() + 4
        return QSize(wide, tall + 2 * self._PAD)

    def _wrong_box(self, wide: int, wrong: str) -> QRect:
        return QFontMetrics(_small_font()).boundingRect(QRect(0, 0, wide, 1000), Qt.TextFlag.TextWordWrap, wrong)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        box, state, look = QRect(option.rect), option.state, self.look
        source = index.data(_SOURCE)
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(look.chosen))
            painter.fillRect(box.left(), box.top(), 3, box.height(), QColor(look.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(look.hover))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(look.link), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.setPen(QColor(look.line))
        painter.drawLine(box.bottomLeft() + QPoint(self._PAD, 0), box.bottomRight() - QPoint(self._PAD, 0))
        inner = box.adjusted(self._PAD, self._PAD, -self._PAD, -self._PAD)
        facts, wrong = account(source)
        for text, font, colour in (
            (source.name, _name_font(), look.soft if source.paused else look.ink), (facts, _small_font(), look.faint),
        ):
            metrics = QFontMetrics(font)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, Qt.AlignmentFlag.AlignTop, shown)
            inner.setTop(inner.top() + metrics.height() + 4)
        if wrong:
            painter.setPen(QColor(look.danger))
            painter.drawText(inner, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, wrong)
        painter.restore()


def _name_font() -> QFont:
    return serif(11.5, bold=True)


def _small_font() -> QFont:
    return sans(9)
