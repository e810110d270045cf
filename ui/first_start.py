"""The first start: a calm page instead of an empty window. Follow a news site, or look around in the sample edition."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from reader_app import words
from reader_app.errors import BeritaError
from reader_app.records import Offer, Progress, Source
from reader_app.words import _, n_, number
from ui.actions import Actions
from ui.add_source import AddSource
from ui.button import Button
from ui.editions import Editions
from ui.theme import Theme, sans, serif

_MEASURE = 540


class FirstStart(QScrollArea):
    """Signals: followed(Source) · several_followed(list of source ids)"""

    followed = Signal(object)
    several_followed = Signal(list)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setAccessibleName(_("First start"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

        page = QWidget(self)
        page.setObjectName("paper")
        column = QWidget(page)
        column.setMaximumWidth(_MEASURE)
        lines = QVBoxLayout(column)
        lines.setContentsMargins(24, 24, 24, 40)
        lines.setSpacing(0)
        lines.addStretch(2)
        lines.addWidget(_label(_("Read the news, even offline."), serif(22, bold=True)))
        lines.addSpacing(10)
        promise = _label(
            _(
                "Berita keeps whole stories with their pictures on this computer. "
                "Sync once, read on the train, find them again years later."
            ),
            sans(11),
        )
        promise.setObjectName("quiet")
        lines.addWidget(promise)
        lines.addSpacing(26)

        self.add = AddSource(actions, column)
        self.add.followed.connect(self._begin)
        site = _card(_("Follow a news site"), _("The address of a news site, of one of its pages, or of a feed:"))
        site.body.addWidget(self.add)
        lines.addWidget(site)
        lines.addSpacing(14)

        self.editions = Editions(actions)
        self.editions.chosen.connect(self._follow_edition)
        ready = _card(
            _("Choose an edition"),
            _("Ready-made sets of sources. Leave out what you do not want; it can all be changed later."),
        )
        ready.body.addWidget(self.editions)
        lines.addWidget(ready)
        lines.addSpacing(14)

        self.sample = Button(_("Read the sample edition"))
        self.sample.clicked.connect(self.follow_sample)
        look = _card(
            _("Or look around first"),
            _("A small edition with invented stories, made for trying out. It needs no network."),
        )
        look.body.addWidget(self.sample, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addWidget(look)
        self._cards = [site, ready, look]

        self._wait = QWidget(column)
        waiting = QVBoxLayout(self._wait)
        waiting.setContentsMargins(0, 0, 0, 0)
        self._told = _label("", sans(10.5))
        self._bar = QProgressBar(self._wait)
        self._bar.setObjectName("sync")
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(4)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(_("Sync"))
        waiting.addWidget(self._told)
        waiting.addWidget(self._bar)
        self._wait.hide()
        self._failure = _label("", sans(10))
        self._failure.setObjectName("danger")
        self._failure.hide()
        lines.addSpacing(16)
        lines.addWidget(self._wait)
        lines.addWidget(self._failure)
        lines.addStretch(3)

        across = QHBoxLayout(page)
        across.setContentsMargins(0, 0, 0, 0)
        across.addStretch(1)
        across.addWidget(column, 100)
        across.addStretch(1)
        self.setWidget(page)

    def set_theme(self, look: Theme) -> None:
        self.add.set_theme(look)

    def take_focus(self) -> None:
        self.add.offer_clipboard()
        self.add.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_progress(self, progress: Progress) -> None:
        """The first sync runs; the page gives way with the first stories."""
        self._told.setText(words.progress(progress))
        self._bar.setRange(0, progress.total or 0)
        self._bar.setValue(progress.done)

    def show_failure(self, sentence: str) -> None:
        self._waits(False)
        self._failure.setText(sentence)
        self._failure.show()

    # --- within

    def follow_sample(self) -> None:
        self._waits(True)
        self._told.setText(_("Laying out the sample edition…"))
        self._actions.follow_sample(done=self._begin, failed=self._failed)

    def _follow_edition(self, offers: list[Offer]) -> None:
        self._waits(True)
        self._told.setText(_("Adding the sources…"))
        self._actions.follow_all(offers=offers, done=self._begin_all, failed=self._failed)

    def _begin_all(self, sources: list[Source]) -> None:
        if not sources:
            self._waits(False)
            return
        self._told.setText(
            n_("Fetching the first stories of {count} source…", "Fetching the first stories of {count} sources…", len(sources))
            .format(count=number(len(sources)))
        )
        self.several_followed.emit([each.id for each in sources])

    def _begin(self, source: Source) -> None:
        self._waits(True)
        self._told.setText(_("Fetching the first stories of {source}…").format(source=source.name))
        self.followed.emit(source)

    def _failed(self, error: BeritaError) -> None:
        self.show_failure(words.error(error))

    def _waits(self, waits: bool) -> None:
        self._failure.hide()
        self._wait.setVisible(waits)
        for card in self._cards:
            card.setEnabled(not waits)


class _Card(QFrame):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(22, 18, 22, 20)
        self.body.setSpacing(8)


def _card(title: str, about: str) -> _Card:
    card = _Card()
    card.body.addWidget(_label(title, serif(13, bold=True)))
    card.body.addWidget(_label(about, sans(10)))
    card.body.addSpacing(2)
    return card


def _label(text: str, font: QFont) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setFont(font)
    return label
