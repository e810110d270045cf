"""What the reader typed in the search field, read: filters of ours, and words for the index. Never an error.

Words, "phrases", -not, OR and parentheses are peewee's web-search grammar; before it sees them, filters are taken out:
``section: source: author: after: before: is: in:`` and their Indonesian names. A filter that makes no sense is words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from playhouse.fts_parser import parse as web_query

from reader_app.content.fold import fold

LONGEST = 1000  # characters; nobody types more, and a pasted page should not become a query of 10,000 terms

_FILTER = re.compile(r'(?<!\S)(-?)(\w+):("([^"]*)"?|\S+)', re.UNICODE)
_NAMES = {
    "section": "section", "bagian": "section", "source": "source", "sumber": "source", "author": "author",
    "penulis": "author", "after": "after", "sesudah": "after", "before": "before", "sebelum": "before", "is": "is",
    "in": "in", "di": "in",
}
_IS = {
    "saved": "saved", "tersimpan": "saved", "disimpan": "saved", "unread": "unread",
    "belum-dibaca": "unread", "belumdibaca": "unread",
}
_TITLES = ("title", "judul")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?\Z")


@dataclass(frozen=True, slots=True)
class Search:
    """A query that was understood. ``match`` is FTS5 syntax, "" where only filters were given."""

    match: str
    terms: tuple[str, ...]  # folded, to be marked in snippets; a phrase is one term
    prefix: str = ""  # the folded beginning of the last word, which is still being typed
    sections: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    after: int | None = None  # seconds; a story's date is at least this
    before: int | None = None  # and less than this
    saved: bool = False
    unread: bool = False

    def __bool__(self) -> bool:
        return bool(self.match or self.sections or self.sources or self.saved or self.unread
                    or self.after is not None or self.before is not None)


def read(text: str, zone: tzinfo | None = None, *, prefix: bool = False) -> Search:
    """What ``text`` asks for; days are days in ``zone``. With ``prefix`` the last word may be unfinished."""
    text = text[:LONGEST]
    found: dict[str, list[str]] = {}
    authors: list[str] = []

    def take(match: re.Match[str]) -> str:
        minus, name, whole, quoted = match[1], match[2].lower(), match[3], match[4]
        value = quoted if quoted is not None else whole
        kind = _NAMES.get(name)
        if minus or kind is None or not value.strip():
            return match[0]
        if kind == "in":
            if value.lower() not in _TITLES:
                return match[0]
        elif kind == "is":
            if value.lower() not in _IS:
                return match[0]
            value = _IS[value.lower()]
        elif kind in ("after", "before") and _day(value, zone) is None:
            return match[0]
        if kind == "author":
            authors.append(value)
        else:
            found.setdefault(kind, []).append(value)
        return " "

    rest = _FILTER.sub(take, text)
    rest, last = _fold_query(rest, prefix)
    if "in" in found and rest.strip():
        rest = f"title:({rest})"
    rest += "".join(f' author:"{name}"' for name in map(_words, authors) if name)
    match = web_query(rest, ["title", "author"])
    # A phrase of one column stays that; an unnamed word is looked for in title and text, not in bylines.
    match = "" if match == '""' else match
    return Search(
        match=match, terms=_terms(rest), prefix=last, sections=tuple(found.get("section", ())),
        sources=tuple(found.get("source", ())), after=_edge(found.get("after"), zone), before=_edge(found.get("before"), zone),
        saved="saved" in found.get("is", ()), unread="unread" in found.get("is", ()),
    )


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def _fold_query(text: str, prefix: bool) -> tuple[str, str]:
    """The query as the index knows its words: folded, a word that the tokenizer would split made a phrase."""
    pieces: list[str] = []
    last = ""
    tokens = re.findall(r'-?"[^"]*"?|[()]|[^\s()"]+', text)
    for at, token in enumerate(tokens):
        if token in ("(", ")", "OR", "AND", "NOT"):
            pieces.append(token)
            continue
        minus = "-" if token.startswith("-") and len(token) > 1 else ""
        body = token[len(minus) :]
        words = _words(body)
        if not words:
            continue
        unfinished = prefix and at == len(tokens) - 1 and not body.endswith('"') and not text[-1:].isspace() and not minus
        star = "*" if body.endswith("*") or unfinished else ""
        if star:
            last = words
        pieces.append(f'{minus}"{words}"{star}')
    return " ".join(pieces), last


def _terms(folded: str) -> tuple[str, ...]:
    """What should be marked: all that is searched for and not excluded."""
    return tuple(dict.fromkeys(
        phrase for minus, column, phrase in re.findall(r'(-?)(author:)?"([^"]+)"', folded) if not minus and not column
    ))


def _day(text: str, zone: tzinfo | None) -> datetime | None:
    """The beginning of a day, month or year; also "today", "yesterday" and so many days as "7d" or "7h"."""
    zone = zone or UTC
    word = text.lower()
    today = datetime.now(zone).date()
    day: date | None = None
    if word in ("today", "hari-ini", "hariini"):
        day = today
    elif word in ("yesterday", "kemarin"):
        day = today - timedelta(days=1)
    elif (span := re.fullmatch(r"(\d{1,5})(?:d|h|hari|days?)", word)):
        day = today - timedelta(days=int(span[1]))
    elif (parts := _DATE.match(word)):
        try:
            day = date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1))
        except ValueError:
            return None
    if day is None or not 1 < day.year < 9999:
        return None
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def _edge(values: list[str] | None, zone: tzinfo | None) -> int | None:
    moment = _day(values[-1], zone) if values else None
    return None if moment is None else int(moment.timestamp())


