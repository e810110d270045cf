"""What can be changed of one source: how often it is asked, whether pages are read, which sections its stories go into.

Kept at once; there is nothing to confirm."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from reader_app import words
from reader_app.records import Source
from reader_app.words import _, n_, number
from ui.actions import Actions, SourceDetails
from ui.button import Button

_MINUTES = (15, 30, 60, 360, 1440)
_TALL = 170  # px of the sections' list


class Details(QFrame):
    """Signal: sections_shown(bool)"""

    sections_shown = Signal(bool)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._source: Source | None = None
        self._filling = False
        self.setObjectName("card")
        self.setAccessibleName(_("How the source is followed"))

        self.name = QLineEdit(self)
        self.name.setObjectName("field")
        self.name.setMaxLength(200)
        self.name.editingFinished.connect(self._rename)
        self.every = QComboBox(self)
        self.every.addItem(_("As the settings say"), None)
        for minutes in _MINUTES:
            hours, days = minutes // 60, minutes // 1440
            told = (
                n_("Once a day", "Every {count} days", days) if days
                else n_("Every hour", "Every {count} hours", hours) if hours
                else n_("Every minute", "Every {count} minutes", minutes)
            )
            self.every.addItem(told.format(count=number(days or hours or minutes)), minutes)
        self.every.activated.connect(self._keep_interval)
        self.fulltext = QComboBox(self)
        for when in ("cut", "always", "never"):
            self.fulltext.addItem(words.fulltext(when), when)
        self.fulltext.activated.connect(self._keep_fulltext)
        self.into = QComboBox(self)
        self.into.setEditable(True)
        self.into.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.into.activated.connect(self._keep_section)
        self.into.lineEdit().editingFinished.connect(self._keep_section)
        self.used = QLabel(self)
        self.used.setObjectName("quiet")

        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(14)
        for label, part in (
            (_("Name"), self.name), (_("Asked by itself"), self.every), (_("Whole texts"), self.fulltext),
            (_("All its stories into"), self.into),
        ):  # fmt: skip
            part.setAccessibleName(label)
            form.addRow(label, part)
        self._open = Button(_("Its sections…"), self)
        self._open.setObjectName("link")
        self._open.clicked.connect(lambda: self._show_sections(not self._area.isVisible()))
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFixedHeight(_TALL)
        self._area.hide()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(16, 12, 16, 12)
        lines.addLayout(form)
        lines.addWidget(self.used)
        lines.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addWidget(self._area)

    def show_source(self, source: Source | None) -> None:
        """Ask what there is to say of it; shown when it comes."""
        changed = source is None or self._source is None or source.id != self._source.id
        self._source = source
        self.setVisible(source is not None)
        if changed:
            self._show_sections(False)
        if source is not None:
            self._actions.source_details(source=source, done=self._fill)

    def _fill(self, details: SourceDetails) -> None:
        source = details.source
        if self._source is None or source.id != self._source.id:
            return
        self._filling = True
        if not self.name.hasFocus():
            self.name.setText(source.name)
        at = self.every.findData(source.every)
        if at < 0:
            every = source.every or 1
            self.every.addItem(n_("Every minute", "Every {count} minutes", every).format(count=number(every)), every)
            at = self.every.count() - 1
        self.every.setCurrentIndex(at)
        self.fulltext.setCurrentIndex(max(0, self.fulltext.findData(source.fulltext)))
        if not self.into.hasFocus():
            self.into.clear()
            self.into.addItem(_("its own sections"))
            self.into.addItems(sorted(details.sections.values(), key=str.casefold))
            self.into.setCurrentText(details.sections.get(source.section or 0, "") or _("its own sections"))
        used, quota = details.used
        self.used.setVisible(quota > 0)
        self.used.setText(
            _("{used} of {quota} requests of today used").format(used=number(used), quota=number(quota))
        )
        self._open.setVisible(bool(details.shelves) and source.section is None)
        if self._area.isVisible():
            self._fill_sections(details)
        self._details = details
        self._filling = False

    def _show_sections(self, shown: bool) -> None:
        if shown:
            self._fill_sections(self._details)
        self._area.setVisible(shown)
        self.sections_shown.emit(shown)

    def _fill_sections(self, details: SourceDetails) -> None:
        page = QWidget(self._area)
        form = QFormLayout(page)
        names = sorted(details.sections.values(), key=str.casefold)
        for shelf in details.shelves[:300]:
            ours = details.sections.get(shelf.section, "")
            theirs = shelf.name or ours or shelf.remote_id
            field = QComboBox(page)
            field.setEditable(True)
            field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            field.addItems(names)
            field.setCurrentText(ours)
            field.setAccessibleName(_("Our section for {name}").format(name=theirs))
            field.lineEdit().editingFinished.connect(
                lambda field=field, shelf=shelf, ours=ours: self._map(shelf.remote_id, ours, field.currentText())
            )
            field.activated.connect(
                lambda _at, field=field, shelf=shelf, ours=ours: self._map(shelf.remote_id, ours, field.currentText())
            )
            label = QLabel(f"{theirs} →", page)
            label.setTextFormat(Qt.TextFormat.PlainText)
            form.addRow(label, field)
        self._area.setWidget(page)

    # --- kept at once

    def _rename(self) -> None:
        name = " ".join(self.name.text().split())
        if self._source is not None and name and name != self._source.name:
            self._actions.rename_source(source_id=self._source.id, name=name)

    def _keep_interval(self, _at: int) -> None:
        if self._source is not None:
            self._actions.set_interval(source_id=self._source.id, minutes=self.every.currentData())

    def _keep_fulltext(self, _at: int) -> None:
        if self._source is not None:
            self._actions.set_fulltext(source_id=self._source.id, when=self.fulltext.currentData())

    def _keep_section(self, _at: int = 0) -> None:
        if self._source is None or self._filling:
            return
        name = " ".join(self.into.currentText().split())
        wanted = None if not name or name == _("its own sections") else name
        before = self._details.sections.get(self._source.section or 0)
        if wanted != before:
            self._actions.put_all_in(source_id=self._source.id, name=wanted)

    def _map(self, remote_id: str, before: str, name: str) -> None:
        name = " ".join(name.split())
        if self._source is not None and name and name != before:
            self._actions.map_section(source_id=self._source.id, remote_id=remote_id, name=name)
