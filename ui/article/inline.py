"""The text within a paragraph: emphasis, code, links, sub- and superscript in the style of their paragraph."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QTextBlock, QTextCharFormat, QTextCursor, QTextFormat

from ui.article.links import NOTE, clean
from ui.article.typography import Sheet, Style

INTERNAL = QTextFormat.Property.UserProperty + 20  # on links that we made: they lead to a place in the page, or a deed
_BOLD = 600
_TIP = 90  # letters of an address shown in a tool tip
_BASELINE = QTextCharFormat.VerticalAlignment.AlignNormal


def restyle(
    cursor: QTextCursor, block: QTextBlock, style: Style, sheet: Sheet, places: dict[str, int], *, upright: bool = False
) -> None:
    """Set the text of ``block`` in ``style``; what `places` should know of it is entered there.

    ``upright``: its emphasis only said that it is a caption."""
    fragments = []
    at = block.begin()
    while not at.atEnd():
        fragment = at.fragment()
        fragments.append((fragment.position(), fragment.length(), fragment.charFormat()))
        at += 1
    if style is sheet.text and all(not char.propertyCount() for _at, _length, char in fragments):
        return  # the page's own font and colour
    for position, length, char in fragments:
        if char.objectType():
            continue
        cursor.setPosition(position)
        cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(_char(char, style, sheet, upright))
        if char.boolProperty(INTERNAL) and (names := char.anchorNames()):
            places[names[0]] = position


def _char(old: QTextCharFormat, style: Style, sheet: Sheet, upright: bool) -> QTextCharFormat:
    new = style.char(bold=old.fontWeight() >= _BOLD, italic=old.fontItalic() and not upright)
    if old.fontStrikeOut():
        new.setFontStrikeOut(True)
    if old.fontFixedPitch():
        new.setFontFamilies([sheet.mono])
        new.setFontItalic(False)
        new.setProperty(QTextFormat.Property.FontPixelSize.value, max(1, round(style.size * 0.86)))
        new.setBackground(QBrush(QColor(sheet.theme.code)))
    if old.verticalAlignment() != _BASELINE:
        new.setVerticalAlignment(old.verticalAlignment())
    if old.isAnchor():
        internal = old.boolProperty(INTERNAL)
        address = old.anchorHref() if internal else clean(old.anchorHref())
        if address:
            sheet.link(new, address, "" if internal else _tip(address))
            if internal:
                new.setProperty(INTERNAL, True)
                new.setAnchorNames(old.anchorNames())
                if address.startswith(NOTE):
                    new.setFontUnderline(False)
    return new


def _tip(address: str) -> str:
    text = address if len(address) <= _TIP else address[: _TIP - 1] + "…"
    return f"<span>{_escaped(text)}</span>" if Qt.mightBeRichText(text) else text


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
