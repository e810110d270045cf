"""How records are written out: as JSON lines with their promised keys, or as text that fits a terminal."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from reader_app import words
from reader_app.records import Headline, story_name

# Strangers' text can hold commands to a terminal; JSON writes those below 32 as escapes by itself.
# 202A to 202E and 2066 to 2069 turn the direction of whatever follows, also of our own words.
_CONTROLS = {
    code: None
    for code in (*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
    if chr(code) not in "\n\t"
}
_ESCAPES = {code: f"\\u{code:04x}" for code in range(127, 160)}


def json_line(record: Mapping[str, Any]) -> None:
    """One object on one line."""
    print(json.dumps(record, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES))


def plain(text: str) -> str:
    """``text`` without anything that commands a terminal."""
    return text.translate(_CONTROLS)


def bold(text: str) -> str:
    """``text`` made safe, and bold on a terminal."""
    return f"\x1b[1m{plain(text)}\x1b[22m" if on_terminal() else plain(text)


def on_terminal() -> bool:
    return sys.stdout.isatty()


def columns() -> int:
    return shutil.get_terminal_size().columns


def time_or_none(moment: datetime | None) -> str | None:
    return words.utc(moment) if moment else None


def headline_record(headline: Headline) -> dict[str, Any]:
    """The keys of ``list --json``; those of search and show begin with them."""
    return {
        "id": story_name(headline.id),
        "title": headline.title,
        "section": headline.section,
        "source": headline.source,
        "author": headline.author,
        "published": words.utc(headline.published),
        "updated": time_or_none(headline.updated),
        "url": headline.url,
        "read": headline.read,
        "saved": headline.saved,
        "words": headline.words,
    }


def headline_line(headline: Headline, now: datetime) -> str:
    """A headline in one line: id, unread and saved marks, time, section, title."""
    marks = ("•" if not headline.read else " ") + ("★" if headline.saved else " ")
    when = pad(words.list_time(headline.published, now), 13)
    section = pad(cut(plain(headline.section), 14), 14)
    line = f"{story_name(headline.id)} {marks} {when}  {section}  {plain(headline.title)}"
    return cut(line, columns()) if on_terminal() else line


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Rows under their heads, as wide as they need; numbers in words of digits to the right."""
    cells = [[plain(cell) for cell in row] for row in rows]
    widths = [max(width(row[column]) for row in [heads, *cells]) for column in range(len(heads))]
    for row in [heads, *cells]:
        line = "  ".join(
            pad(cell, size, right=cell[:1].isdigit() and row is not heads)
            for cell, size in zip(row, widths, strict=True)
        ).rstrip()
        print(cut(line, columns()) if on_terminal() else line)


def paragraphs(text: str) -> str:
    """``text`` with its paragraphs wrapped to a comfortable measure on a terminal, and as it is elsewhere."""
    text = plain(text)
    if not on_terminal():
        return text
    measure = min(78, columns())
    return "\n".join(textwrap.fill(line, measure) for line in text.split("\n"))


def width(text: str) -> int:
    """Columns that a terminal gives to ``text``."""
    if text.isascii():
        return len(text)
    return sum(_columns(letter) for letter in text)


def cut(text: str, room: int) -> str:
    """``text``, ended with an ellipsis where it is wider than ``room`` columns."""
    if width(text) <= room:
        return text
    kept, used = [], 0
    for letter in text:
        used += _columns(letter)
        if used > room - 1:
            break
        kept.append(letter)
    return "".join(kept) + "…"


def pad(text: str, room: int, *, right: bool = False) -> str:
    space = " " * max(0, room - width(text))
    return space + text if right else text + space


def _columns(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
