"""Qt's own words — buttons of dialogs, the menus of text fields — in the reader's language, from our catalogue.

PySide6 brings no Indonesian for them. Only what Berita's windows can show is here; the rest stays as Qt says it."""

from __future__ import annotations

import struct
from collections.abc import Mapping

from PySide6.QtCore import QObject, QTranslator

from reader_app.words import _

_MAGIC = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")
_INDEX, _MESSAGES = 0x42, 0x69  # sections of the file
_END, _TRANSLATION, _SOURCE = 1, 3, 6  # parts of a message


def _table() -> dict[str, str]:
    """Qt's English, ampersands and all, to ours."""
    return {
        "&Undo": _("&Undo"),
        "&Redo": _("&Redo"),
        "Cu&t": _("Cu&t"),
        "&Copy": _("&Copy"),
        "Copy &Link Location": _("Copy &Link Location"),
        "&Paste": _("&Paste"),
        "Delete": _("Delete"),
        "Select All": _("Select All"),
        "Clear": _("Clear"),
        "OK": _("OK"),
        "&OK": _("&OK"),
        "Cancel": _("Cancel"),
        "&Cancel": _("&Cancel"),
        "&Yes": _("&Yes"),
        "&No": _("&No"),
        "Close": _("Close"),
        "&Close": _("&Close"),
        "Save": _("Save"),
        "&Save": _("&Save"),
        "Open": _("Open"),
        "Retry": _("Retry"),
        "Ignore": _("Ignore"),
        "Discard": _("Discard"),
        "Apply": _("Apply"),
        "Help": _("Help"),
        "Show Details...": _("Show Details..."),
        "Hide Details...": _("Hide Details..."),
        "Scroll here": _("Scroll here"),
        "Top": _("Top"),
        "Bottom": _("Bottom"),
        "Left edge": _("Left edge"),
        "Right edge": _("Right edge"),
        "Page up": _("Page up"),
        "Page down": _("Page down"),
        "Page left": _("Page left"),
        "Page right": _("Page right"),
        "Scroll up": _("Scroll up"),
        "Scroll down": _("Scroll down"),
        "Scroll left": _("Scroll left"),
        "Scroll right": _("Scroll right"),
    }


def translator(parent: QObject | None = None) -> QTranslator:
    """Install it on the application; make it anew when the language changes.

    The table goes into a catalogue of Qt's own kind. A QTranslator that is asked in Python would be asked on every
    thread that Qt words something on, and a thread that waits for Python while it holds a lock of Qt's stops both."""
    made = QTranslator(parent)
    catalogue = compiled(_table())
    made.load(catalogue)
    made.setProperty("catalogue", catalogue)  # Qt reads in it as long as it lives
    return made


def compiled(table: Mapping[str, str]) -> bytes:
    """``table`` as a .qm file: messages, and an index of their hashes. Without contexts: one English, one translation."""
    messages, places = bytearray(), []
    for source, ours in table.items():
        english, words = source.encode(), ours.encode("utf-16-be")
        places.append((_hash(english), len(messages)))
        messages += struct.pack(">BI", _TRANSLATION, len(words)) + words
        messages += struct.pack(">BI", _SOURCE, len(english)) + english
        messages.append(_END)
    index = b"".join(struct.pack(">II", *place) for place in sorted(places))
    return (
        _MAGIC
        + struct.pack(">BI", _INDEX, len(index)) + index
        + struct.pack(">BI", _MESSAGES, len(messages)) + bytes(messages)
    )


def _hash(text: bytes) -> int:
    """The ELF hash, by which Qt looks a text up."""
    found = 0
    for byte in text:
        found = (found << 4) + byte
        high = found & 0xF0000000
        found = (found ^ (high >> 24)) & ~high & 0xFFFFFFFF
    return found or 1
