"""The text within a paragraph: emphasis, code, links and footnotes in the style of their paragraph."""

from __future__ import annotations

import html

from PySide6.QtGui import QBrush, QColor, QTextBlock, QTextCharFormat, QTextCursor, QTextFormat

from ui.article.links import clean
from ui.article.typography import Sheet, Style

_BOLD = 600
_TIP = 90  # letters of an address shown in a tool tip
_PLACE = "#="  # a link that only marks the place others lead to; see reader_app/content/markdown.py


def restyle(cursor: QTextCursor, block: QTextBlock, style: Style, sheet: Sheet, *, upright: bool = False) -> None:
    """Set the text of ``block`` in ``style``. ``upright``: its emphasis only said that it is a caption."""
    fragments = []
    at = block.begin()
    while not at.atEnd():
        fragment = at.fragment()
        fragments.append((fragment.position(), fragment.length(), fragment.charFormat()))
        at += 1
    if style is sheet.text and all(not char.propertyCount() for _position, _length, char in fragments):
        return  # the page's own font and colour
    for position, length, char in fragments:
        if char.objectType():
            continue
        cursor.setPosition(position)
        cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(_char(char, style, sheet, upright))


def _char(old: QTextCharFormat, style: Style, sheet: Sheet, upright: bool) -> QTextCharFormat:
    new = style.char(bold=old.fontWeight() >= _BOLD, italic=old.fontItalic() and not upright)
    if old.fontStrikeOut():
        new.setFontStrikeOut(True)
    if old.fontFixedPitch():
        new.setFontFamilies([sheet.mono])
        new.setFontItalic(False)
        new.setProperty(QTextFormat.Property.FontPixelSize.value, max(1, round(style.size * 0.86)))
        new.setBackground(QBrush(QColor(sheet.theme.code)))
    if old.isAnchor():
        _link(new, old.anchorHref(), sheet)
    return new


def _link(char: QTextCharFormat, address: str, sheet: Sheet) -> None:
    if address.startswith(_PLACE):
        char.setAnchor(True)
        char.setAnchorNames([address.removeprefix(_PLACE)])
    elif address.startswith("#"):
        sheet.link(char, address)
        char.setFontUnderline(False)
    elif cleaned := clean(address):
        sheet.link(char, cleaned, _tip(cleaned))


def _tip(address: str) -> str:
    """The address for a tool tip, which would read tags as such."""
    text = address if len(address) <= _TIP else address[: _TIP - 1] + "…"
    return f"<span>{html.escape(text)}</span>"
