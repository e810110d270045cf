"""Searching: the index asked part after part until the page is full, hits joined to the present stories, snippets ours."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from datetime import tzinfo
from functools import lru_cache
from typing import Any

from reader_app.content.fold import fold, fold_map
from reader_app.records import Headline, Hit, Order, SearchPage
from reader_app.store import lists
from reader_app.store.connection import Connection, Rows
from reader_app.store.pages import plain
from reader_app.store.query import Search, read

COUNTED = 10_000  # beyond this many hits a count is "at least"
COUNTED_TYPING = 1_000  # the same while a word is being typed: counting further took longer than finding
SNIPPET = 200  # characters
NEWEST_LEAST, NEWEST_MOST = 10_000, 20_000  # stories in the index's newest part, with prefixes
MOVED = 50  # stories a step moves to the older part

_VISIBLE = "(story.listed = 1 or story.saved = 1)"


def search(
    db: Connection, text: str, *, order: Order, limit: int, offset: int, prefix: bool, zone: tzinfo | None
) -> SearchPage:
    """The stories that ``text`` asks for. Nothing that is typed is an error."""
    started = time.perf_counter()
    asked = read(text, zone, prefix=prefix)
    if not asked:
        return SearchPage((), 0, True, 0.0)
    with db.snapshot():
        plan = _Plan(db, asked)
        if plan.empty:
            return SearchPage((), 0, True, _since(started))
        if order is Order.BEST and asked.match:
            found = plan.best(limit, offset)
        else:
            found = plan.newest(limit, offset)
        total, exact = plan.count(found, limit, offset)
        hits = _hits(db, lists.headlines(db, found), asked)
    return SearchPage(hits, total, exact, _since(started))


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 3)


class _Plan:
    """One search as SQL: the conditions beside the index, and the index's parts in the order they are asked."""

    def __init__(self, db: Connection, asked: Search) -> None:
        self.db, self.asked = db, asked
        self.where = [_VISIBLE]
        self.values: list[Any] = []
        self.empty = False
        self.seen = 0  # hits that the newest were chosen from
        if asked.saved:
            self.where.append("story.saved = 1")
        if asked.unread:
            self.where.append("story.unread = 1")
        # Dates are asked of the rows: a place may lie a little after its story's date, or far where it came late.
        if asked.after is not None:
            self._add("story.published >= ?", asked.after)
        if asked.before is not None:
            self._add("story.published < ?", asked.before)
        for name in asked.sections:
            self._among("exists (select 1 from placement where placement.place = story.place and placement.section in ({}))",
                        "select id from section where folded = ?", "select id from section where folded like ? || '%'", name)
        for name in asked.sources:
            self._among("story.source in ({})", "select id from source where lower(name) = ?",
                        "select id from source where lower(name) like '%' || ? || '%'", name)

    def _add(self, condition: str, *values: Any) -> None:
        self.where.append(condition)
        self.values.extend(values)

    def _among(self, condition: str, exactly: str, loosely: str, name: str) -> None:
        wanted = fold(name).strip() if "folded" in exactly else name.strip().lower()
        ids = [row[0] for row in self.db.run(exactly, (wanted,)) or self.db.run(loosely, (wanted,))]
        if ids:
            self._add(condition.format(",".join("?" * len(ids))), *ids)
        else:
            self.empty = True

    def _parts(self) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """(from, leading values) for each part, the newest first."""
        if not self.asked.match:
            yield "story", ()
            return
        for part in ("search_new", "search_old"):
            yield f"{part} cross join story on story.place = {part}.rowid and {part} match ?", (self.asked.match,)

    def _sql(self, source: str, columns: str) -> str:
        return f"select {columns} from {source} where {' and '.join(self.where)}"

    def newest(self, limit: int, offset: int) -> list[int]:
        """Places, newest first: every place in the newer part lies above every one in the older."""
        found: list[int] = []
        end = offset + limit
        for source, values in self._parts():
            key = f"{source.split()[0]}.rowid"
            sql = f"{self._sql(source, key)} order by {key} desc limit ?"
            # Expanding an unfinished word is what takes long: so it is counted in the same breath.
            most = max(end, COUNTED_TYPING) if self.asked.prefix and not found else end - len(found)
            found += [row[0] for row in self.db.run(sql, (*values, *self.values, most))]
            if len(found) >= end:
                break
        self.seen = len(found)
        return found[offset:end]

    def best(self, limit: int, offset: int) -> list[int]:
        """Places by rank (bm25, a word in the headline counting five times), the newer of equals first."""
        ranked: list[tuple[float, int]] = []
        for source, values in self._parts():
            part = source.split()[0]
            sql = f"{self._sql(source, f'bm25({part}, 5.0, 1.0, 2.0), {part}.rowid')} order by 1, 2 desc limit ?"
            ranked += [(row[0], row[1]) for row in self.db.run(sql, (*values, *self.values, offset + limit))]
        ranked.sort(key=lambda each: (each[0], -each[1]))
        return [place for _, place in ranked[offset : offset + limit]]

    def count(self, found: Sequence[int], limit: int, offset: int) -> tuple[int, bool]:
        """(how many hits, is that exact). A full first page of an unfinished word is not counted: it is too dear."""
        if len(found) < limit and (found or not offset):
            return offset + len(found), True
        if self.asked.prefix and self.seen:
            return self.seen, self.seen < offset + limit
        total = 0
        most = COUNTED_TYPING if self.asked.prefix else COUNTED
        for at, (source, values) in enumerate(self._parts()):
            if at and self.asked.prefix:
                return max(total, offset + len(found)), False
            inner = f"{self._sql(source, '1')} limit ?"
            total += int(self.db.value(f"select count(*) from ({inner})", (*values, *self.values, most + 1 - total)))
            if total > most:
                return max(most, offset + len(found)), False
        return total, True


# --- snippets ---------------------------------------------------------------------------------------------


def _hits(db: Connection, heads: Sequence[Headline], asked: Search) -> tuple[Hit, ...]:
    """The page's hits; what they are made of is read at once."""
    table, column = ("content", "text") if asked.terms else ("story", "summary")
    found: dict[int, Any] = {}
    for start in range(0, len(heads), 500):
        part = [head.place for head in heads[start : start + 500]]
        marks = ",".join("?" * len(part))
        found.update(db.run(f"select place, {column} from {table} where place in ({marks})", part))
    return tuple(_hit(head, found.get(head.place), asked) for head in heads)


def _hit(head: Headline, stored: Any, asked: Search) -> Hit:
    title_marks = marks_in(head.title, asked)
    if not asked.terms:
        return Hit(head, stored or "", (), title_marks)
    try:
        text = plain(stored)
    except ValueError:
        text = ""  # doctor tells of damage; a search still shows the headline
    snippet, marks = make_snippet(text, asked)
    return Hit(head, snippet, marks, title_marks)


def make_snippet(text: str, asked: Search) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Some 200 characters of ``text`` around the first of the words, and where the words are in it."""
    at = _first(text, asked)
    start = max(0, at - SNIPPET // 4)
    if start:
        blank = text.find(" ", start, at)
        start = blank + 1 if blank >= 0 else start
    end = min(len(text), start + SNIPPET)
    if end < len(text):
        blank = text.rfind(" ", at, end)
        end = blank if blank > at else end
    piece = " ".join(text[start:end].split())
    head, tail = "…" if start else "", "…" if end < len(text) else ""
    return head + piece + tail, tuple((len(head) + first, len(head) + last) for first, last in marks_in(piece, asked))


def _first(text: str, asked: Search) -> int:
    """Where the first word searched for stands; 0 where it is found in the headline only."""
    lower = text.lower()
    if len(lower) == len(text):
        # Most words stand in the text as they are typed: no folding of the whole text is needed to find them.
        spots = [found.start() for term in asked.terms if (found := _pattern(term, asked).search(lower))]
        if spots:
            return min(spots)
    at = 0
    for paragraph in text.split("\n"):
        folded = fold(paragraph)
        spots = [found.start() for term in asked.terms if (found := _pattern(term, asked).search(folded))]
        if spots:
            _, offsets = fold_map(paragraph)
            return at + offsets[min(spots)]
        at += len(paragraph) + 1
    return 0


def _pattern(term: str, asked: Search) -> re.Pattern[str]:
    return _compiled(term, term == asked.prefix)


@lru_cache(maxsize=64)
def _compiled(term: str, unfinished: bool) -> re.Pattern[str]:
    tail = "" if unfinished or term[-1:] > "\u2e80" else r"(?!\w)"
    # CJK characters are words of their own in the index, but not set apart in the text.
    words = r"\W*".join(re.escape(word) for word in term.split())
    if term[:1] > "\u2e80":
        return re.compile(words + tail)
    if " " in term:
        return re.compile(rf"(?<!\w){words}{tail}")
    # The same with the letters first: they are looked for many times faster than a place between words.
    return re.compile(rf"{words}(?<!\w{words}){tail}")


def marks_in(text: str, asked: Search) -> tuple[tuple[int, int], ...]:
    """Where the words searched for stand in ``text``, (start, end), in order, not overlapping."""
    plainly = text.isascii() and "'" not in text and "`" not in text  # then folding moves nothing
    folded, offsets = (text.lower(), range(len(text))) if plainly else fold_map(text)
    spans = sorted(
        (offsets[found.start()], offsets[found.end() - 1] + 1)
        for term in asked.terms for found in _pattern(term, asked).finditer(folded) if found.end() > found.start()
    )
    apart: list[tuple[int, int]] = []
    for start, end in spans:
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return tuple(apart)


# --- keeping the index in shape ---------------------------------------------------------------------------


def settle(db: Connection) -> bool:
    """One short step of moving older stories to the older part; True while there is more to do."""
    floor, newest = db.run("select floor, newest from tally")[0]
    if newest <= NEWEST_LEAST:
        return False
    rows = _above(db, floor, MOVED)
    db.many("delete from search_new where rowid = ?", [row[:1] for row in rows])
    _fill(db, "search_old", rows)
    db.run("update tally set floor = ?, newest = newest - ?", (rows[-1][0], len(rows)))
    return True


def clear(db: Connection) -> None:
    """Empty the index; `rebuild` fills it again."""
    for part in ("search_new", "search_old"):
        db.run(f"insert into {part} ({part}) values ('delete-all')")
    db.run("update tally set floor = 0, newest = 0")


def rebuild(db: Connection, at: int) -> int | None:
    """One short step of filling the index with the stories above place ``at``; where the next begins, None at the end.
    What is older than the newest `NEWEST_LEAST` stories goes to the older part."""
    rows = _above(db, at, MOVED)
    if not rows:
        db.run("update tally set newest = (select count(*) from search_new)")
        return None
    edge = db.value("select place from story order by place desc limit 1 offset ?", (NEWEST_LEAST,)) or 0
    older = [row for row in rows if row[0] <= edge]
    db.many("delete from search_new where rowid = ?", [row[:1] for row in rows])
    _fill(db, "search_old", older)
    _fill(db, "search_new", rows[len(older) :])
    if older:
        db.run("update tally set floor = ?", (older[-1][0],))
    return int(rows[-1][0])


def _above(db: Connection, place: int, limit: int) -> Rows:
    return db.run(
        "select place, title, author, text from story left join content using (place) where place > ? order by place limit ?",
        (place, limit),
    )


def _fill(db: Connection, part: str, rows: Rows) -> None:
    """Index stories by what is stored of them; a damaged text counts as empty, `doctor` tells of it."""
    folded = []
    for place, title, author, packed in rows:
        try:
            text = plain(packed)
        except ValueError:
            text = ""
        folded.append((place, fold(title), fold(text), fold(author)))
    db.many(f"insert into {part} (rowid, title, body, author) values (?,?,?,?)", folded)


def merge(db: Connection) -> bool:
    """One bounded step of merging the index's segments; True while that still brings something."""
    before = db.raw.total_changes()
    for part in ("search_new", "search_old"):
        db.run(f"insert into {part} ({part}, rank) values ('merge', 200)")
    return db.raw.total_changes() - before > 2
