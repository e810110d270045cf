"""The words of a headline's row: what a stranger wrote made harmless, its direction, and the row read aloud."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt

from reader_app import words
from reader_app.records import Headline, Hit
from reader_app.words import _

MOST = 400  # characters looked at: two lines hold fewer, and a title may be megabytes long
_STACKED = 3  # accents upon one letter

# One character for one, so that the marks of a search still fit: controls and line ends become a space, characters
# that turn the direction of what follows become a word joiner (nothing to see), halves of characters a � .
_SPACES = (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFFFC)
_TURNS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, *range(0xE0000, 0xE0020))
_HALVES = range(0xD800, 0xE000)
_HARMLESS = dict.fromkeys(_SPACES, " ") | dict.fromkeys(_TURNS, "\u2060") | dict.fromkeys(_HALVES, "\ufffd")

_ACCENT = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06ed"
    "\u0e31-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_TOWER = re.compile(f"{_ACCENT}{{{_STACKED + 1},}}")

Marks = Sequence[tuple[int, int]]


def harmless(text: str) -> str:
    """``text`` on one line, unable to reach out of its place: at most `MOST` characters, each where it was."""
    text = text[:MOST].translate(_HARMLESS)
    return text if text.isascii() else _TOWER.sub(_razed, text)


def _razed(tower: re.Match[str]) -> str:
    return tower[0][:_STACKED] + "\u2060" * (len(tower[0]) - _STACKED)


def direction(text: str) -> Qt.LayoutDirection:
    """The direction of the first letter that has one."""
    if not text.isascii():
        for letter in text:
            kind = unicodedata.bidirectional(letter)
            if kind in ("R", "AL"):
                return Qt.LayoutDirection.RightToLeft
            if kind == "L":
                break
    return Qt.LayoutDirection.LeftToRight


def in_qt(text: str, marks: Marks) -> list[tuple[int, int]]:
    """``marks`` as (start, length) in Qt's UTF-16, as far as they lie within ``text``."""
    found = []
    for start, end in marks:
        start, end = max(start, 0), min(end, len(text))
        if start < end:
            at = _units(text[:start])
            found.append((at, _units(text[:end]) - at))
    return found


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def byline(headline: Headline) -> str:
    """Who says it: "Reni Erina · RMOL", or the one that is known."""
    author, source = headline.author.strip(), headline.source.strip()
    return source if not author or author.casefold() == source.casefold() else f"{author} · {source}"


def kicker(headline: Headline) -> str:
    return headline.section.strip() or headline.source.strip()


def notes(headline: Headline) -> list[str]:
    """What else there is to know of a story, in a word each."""
    found = []
    if headline.withdrawn:
        found.append(_("withdrawn"))
    elif headline.updated is not None:
        found.append(_("edited"))
    if headline.protected:
        found.append(_("password needed"))
    return found


def spoken(headline: Headline, hit: Hit | None = None) -> str:
    """The row for a screen reader."""
    parts = [
        kicker(headline),
        headline.title,
        words.list_time(headline.published, datetime.now(UTC)),
        byline(headline).replace(" · ", ", "),
        _("read") if headline.read else _("unread"),
        *((_("saved"),) if headline.saved else ()),
        *notes(headline),
        *((hit.snippet,) if hit is not None else ()),
    ]
    return ". ".join(harmless(part).strip() for part in parts if part)
