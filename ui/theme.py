"""Colours and fonts of the window: one frozen theme per look, and the style sheet and palette made from it."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as #rrggbb. Every text colour has a contrast of at least 4.5 on the grounds it is used on."""

    name: str
    paper: str  # ground of the article and the header
    panel: str  # ground of list and rail
    chosen: str  # ground of the selected row
    hover: str
    line: str  # hairlines
    ink: str  # headlines and text
    soft: str  # read headlines, quotes
    faint: str  # times, captions
    accent: str  # section names, the bar of the chosen tab
    link: str
    mark: str  # ground of a search hit
    code: str  # ground of code and table headers
    danger: str

    @property
    def dark(self) -> bool:
        return QColor(self.paper).lightness() < 128


LIGHT = Theme(
    name="light", paper="#ffffff", panel="#f7f5f0", chosen="#ece8e0", hover="#f1eee8", line="#dedad2", ink="#15171a",
    soft="#585b60", faint="#63666b", accent="#b11e21", link="#0b57a4", mark="#ffe38a", code="#f3f1ec", danger="#a31515",
)
DARK = Theme(
    name="dark", paper="#17181a", panel="#1e1f22", chosen="#2c2e33", hover="#26282c", line="#36383d", ink="#eceae6",
    soft="#a9abb0", faint="#a0a3a8", accent="#ff8078", link="#8ab8f2", mark="#6b5510", code="#232529", danger="#ff8a80",
)

SERIF = (
    "Source Serif 4", "Noto Serif", "Source Serif Pro", "Charter", "Georgia", "Iowan Old Style", "DejaVu Serif",
    "Times New Roman",
)
SANS = ("Inter", "Noto Sans", "Segoe UI", "SF Pro Text", "Helvetica Neue", "Cantarell", "DejaVu Sans", "Arial")


def theme(choice: str) -> Theme:
    """The theme for the setting ``theme``: "light", "dark", or what the system shows."""
    if choice == "system":
        hints = QGuiApplication.styleHints()
        return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT
    return DARK if choice == "dark" else LIGHT


@functools.cache  # asked for every font that is made
def family(wished: tuple[str, ...], fallback: QFontDatabase.SystemFont = QFontDatabase.SystemFont.GeneralFont) -> str:
    """The first of the wished families that this system has."""
    there = set(QFontDatabase.families())
    return next((name for name in wished if name in there), QFontDatabase.systemFont(fallback).family())


def serif(points: float, bold: bool = False) -> QFont:
    return _font(family(SERIF), points, bold)


def sans(points: float, bold: bool = False) -> QFont:
    return _font(family(SANS), points, bold)


def _font(name: str, points: float, bold: bool) -> QFont:
    font = QFont(name)
    font.setPointSizeF(points)
    font.setBold(bold)
    return font


def palette(look: Theme) -> QPalette:
    colours = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, look.panel), (role.WindowText, look.ink), (role.Base, look.paper), (role.AlternateBase, look.panel),
        (role.Text, look.ink), (role.Button, look.panel), (role.ButtonText, look.ink), (role.BrightText, look.accent),
        (role.Highlight, look.accent), (role.HighlightedText, look.paper), (role.ToolTipBase, look.panel),
        (role.ToolTipText, look.ink), (role.PlaceholderText, look.faint), (role.Link, look.link), (role.LinkVisited, look.link),
        (role.Mid, look.line), (role.Midlight, look.hover), (role.Dark, look.line), (role.Light, look.paper),
    ):
        colours.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        colours.setColor(QPalette.ColorGroup.Disabled, which, QColor(look.faint))
    return colours
