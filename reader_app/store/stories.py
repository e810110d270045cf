"""Writing stories: a batch lands, an edit keeps the version before it, a withdrawn story leaves the lists.

Every function runs inside a write transaction of its caller.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

from reader_app.content.fold import fold
from reader_app.packing import restore_text
from reader_app.records import Changes, StoryToSave, story_id
from reader_app.store import aliases, teasers
from reader_app.store.connection import Connection
from reader_app.store.sources import Placing, placing

EDITED_AFTER = 600  # s: a modification that close to publication is part of publishing
READ_TO_THE_END = 0.95

_STORY = (
    "insert into story (place, id, source, remote_id, guid, url, url_key, title, author, summary, tags, sections, section, "
    "language, published, modified, updated, arrived, words, hash, lead, protected, unread, saved) "
    "values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
)


def url_key(url: str) -> int:
    """A number for an address, the same whatever its scheme, "www.", trailing slash or fragment."""
    parts = urlsplit(url)
    bare = f"{(parts.netloc or '').lower().removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"
    return int.from_bytes(hashlib.blake2b(bare.encode(), digest_size=8).digest(), "big") >> 1


def seconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp())


def save_batch(db: Connection, source: int, stories: Sequence[StoryToSave], now: datetime) -> Changes:
    """Store what is new or changed of ``stories``; the rest is left untouched."""
    unique = list({story.id: story for story in stories}.values())
    unique, joined = aliases.resolve(db, source, unique)
    ids = [story.id for story in unique]
    marks = ",".join("?" * len(ids))
    known = {
        row[0]: row[1:]
        for row in db.run(f"select id, place, hash, withdrawn, published from story where id in ({marks})", ids)
    }
    states = {row[0]: row[1:] for row in db.run(f"select id, read, saved from state where id in ({marks})", ids)}
    where = placing(db, source)
    new: list[int] = []
    changed: list[int] = []
    landing = Landing(db, source, where, now)
    for story in unique:
        if story.id not in known:
            twin = aliases.twin(db, source, story, url_key(story.url))
            if twin is not None:
                aliases.join(db, source, story, twin)
                continue
            read, saved = states.get(story.id, (0, 0))
            landing.add(story, unread=not read, saved=bool(saved))
            new.append(story.id)
            continue
        place, old_hash, withdrawn, published = known[story.id]
        if old_hash != story.hash or story.id in joined:
            landing.replace(place, published, story)
            changed.append(story.id)
        if withdrawn:
            _bring_back(db, [place], where)
            changed.append(story.id)
    landing.finish()
    return Changes(new=tuple(new), changed=tuple(dict.fromkeys(changed)), sources=bool(new), sections=bool(new))


class Landing:
    """One batch on its way into the tables; rows are gathered and written together."""

    def __init__(self, db: Connection, source: int, where: Placing, now: datetime) -> None:
        self.db, self.source, self.where = db, source, where
        self.now = int(now.timestamp())
        self.floor = int(db.value("select floor from tally"))
        self.fulltext = str(db.value("select fulltext from source where id = ?", (source,)) or "cut")
        self._last: dict[int, int] = {}
        self._content: list[tuple[int, bytes, bytes]] = []
        self._index: dict[str, list[tuple[int, str, str, str]]] = {"search_new": [], "search_old": []}
        self._placements: list[tuple[int, int, int]] = []

    def add(self, story: StoryToSave, *, unread: bool, saved: bool) -> None:
        shown = seconds(story.published)
        shown = self.now if shown is None else shown
        own = self.where.own(story.sections)
        place = self._insert(story, own, shown, self.now, unread=unread, saved=saved)
        teasers.arrived(self.db, self.source, story, place, self.fulltext)
        self._place(place, own, unread)

    def move(self, place: int, shown: int, story: StoryToSave, own: Sequence[int], *, arrived: int) -> None:
        """When a story was published is known only now: it stands elsewhere. Its marks do not hang on its place."""
        db = self.db
        unread, saved, listed = db.one("select unread, saved, listed from story where place = ?", (place,)) or (1, 0, 1)
        delete(db, [place])
        place = self._insert(story, own, shown, arrived, unread=bool(unread), saved=bool(saved))
        if listed:
            self._place(place, own, bool(unread))
        else:
            db.run("update story set listed = 0 where place = ?", (place,))

    def _insert(
        self, story: StoryToSave, own: Sequence[int], shown: int, arrived: int, *, unread: bool, saved: bool
    ) -> int:
        place, modified = self._free_place(shown), seconds(story.modified)
        edited = modified is not None and story.published is not None and modified > shown + EDITED_AFTER
        lead = self._images(place, story)
        self.db.run(_STORY, (
            place, story.id, self.source, story.remote_id, story.guid, story.url, url_key(story.url), story.title,
            story.author, story.summary, "\n".join(story.tags), " ".join(map(str, own)), own[0] if own else None,
            story.language, shown, modified, modified if edited else None, arrived, story.words, story.hash, lead,
            story.protected, unread, saved,
        ))
        self._fill(place, story)
        return place

    def replace(self, place: int, published: int, story: StoryToSave) -> None:
        """The publisher changed a story: its earlier version is kept, the reader's marks and its place stay.

        What arrives cut does not take the place of a whole text: only the head changes, and its page is asked again."""
        db = self.db
        if teasers.keeps_text(db, story, self.fulltext):
            self._rename(place, published, story)
            return
        teasers.arrived(db, self.source, story, place, self.fulltext)
        self._keep_version(place)
        own = self.where.own(story.sections)
        if story.listed_in:
            before = str(db.value("select sections from story where place = ?", (place,)) or "")
            own = list(dict.fromkeys([*map(int, before.split()), *own]))
        modified = seconds(story.modified)
        db.run("delete from story_image where place = ?", (place,))
        lead = self._images(place, story)
        db.run(
            "update story set remote_id = ?, guid = ?, url = ?, url_key = ?, title = ?, author = ?, summary = ?, tags = ?, "
            "sections = ?, section = ?, language = ?, modified = ?, updated = ?, words = ?, hash = ?, lead = ?, "
            "protected = ?, converted = 0 where place = ?",
            (story.remote_id, story.guid, story.url, url_key(story.url), story.title, story.author, story.summary,
             "\n".join(story.tags), " ".join(map(str, own)), own[0] if own else None, story.language, modified,
             max(modified or 0, published + 1) if modified else self.now, story.words, story.hash, lead, story.protected, place),
        )
        db.run("delete from markdown where place = ?", (place,))
        db.run("delete from placement where place = ?", (place,))
        listed, unread = db.one("select listed, unread from story where place = ?", (place,)) or (0, 0)
        if listed:
            self._place(place, own, bool(unread))
        part = "search_new" if place > self.floor else "search_old"
        db.run(f"delete from {part} where rowid = ?", (place,))
        self._fill(place, story, again=True)

    def _rename(self, place: int, published: int, story: StoryToSave) -> None:
        """Another headline, summary or author; the text stays as it is until its page was asked again."""
        db, modified = self.db, seconds(story.modified)
        before = db.one("select title, author, summary, text from story join content using (place) where place = ?", (place,))
        if before is None:
            return
        title, author = before[:2] if story.by_page else (story.title or before[0], story.author or before[1])
        db.run(
            "update story set title = ?, author = ?, summary = ?, hash = ?, updated = ? where place = ?",
            (title, author, story.summary or before[2], story.hash,
             max(modified or 0, published + 1) if modified else self.now, place),
        )
        teasers.again(db, story, self.now)
        if (title, author) != (before[0], before[1]):
            self._keep_version(place)
            part = "search_new" if place > self.floor else "search_old"
            db.run(f"delete from {part} where rowid = ?", (place,))
            self._index[part].append((place, fold(title), fold(restore_text(before[3])), fold(author)))

    def refill(self, place: int, story: StoryToSave, own: Sequence[int], *, keep_version: bool) -> None:
        """The story's whole text has come, from its page; ``keep_version``: in place of one that came before."""
        db = self.db
        if keep_version:
            self._keep_version(place)
        db.run("delete from story_image where place = ?", (place,))
        lead = self._images(place, story)
        db.run(
            "update story set url = ?, url_key = ?, title = ?, author = ?, summary = ?, tags = ?, sections = ?, section = ?, "
            "language = ?, words = ?, lead = ?, converted = 0 where place = ?",
            (story.url, url_key(story.url), story.title, story.author, story.summary, "\n".join(story.tags),
             " ".join(map(str, own)), own[0] if own else None,
             story.language, story.words, lead, place),
        )
        db.run("delete from markdown where place = ?", (place,))
        db.run("delete from placement where place = ?", (place,))
        listed, unread = db.one("select listed, unread from story where place = ?", (place,)) or (0, 0)
        if listed:
            self._place(place, own, bool(unread))
        part = "search_new" if place > self.floor else "search_old"
        db.run(f"delete from {part} where rowid = ?", (place,))
        self._fill(place, story, again=True)

    def _keep_version(self, place: int) -> None:
        self.db.run(
            "insert into version (story, replaced, title, author, modified, text, html) select id, ?, title, author, "
            "modified, text, html from story join content using (place) where place = ?", (self.now, place),
        )
        self.db.run("update story set versions = versions + 1 where place = ?", (place,))

    def _free_place(self, second: int) -> int:
        """The second itself, or the next free one; a date ahead of now does not put a story above all others."""
        wished = min(max(second, 1), self.now)
        place = self._last.get(wished, wished - 1) + 1
        while self.db.one("select 1 from story where place = ?", (place,)):
            place += 1
        self._last[wished] = place
        return place

    def _images(self, place: int, story: StoryToSave) -> int | None:
        lead = None
        for position, image in enumerate(story.images):
            number = self.db.value(
                "insert into image (url, next_try, newest) values (?, 0, ?) on conflict (url) do update "
                "set newest = max(newest, excluded.newest) returning id", (image.url, place),
            )
            self.db.run(
                "insert into story_image values (?,?,?,?,?,?,?,?,?)",
                (place, position, number, image.lead, image.alt, image.caption, image.credit, image.width, image.height),
            )
            if image.lead or lead is None:
                lead = number
        return lead

    def _place(self, place: int, own: Sequence[int], unread: bool) -> None:
        self._placements.extend((section, place, int(unread)) for section in self.where.above(own))

    def _fill(self, place: int, story: StoryToSave, *, again: bool = False) -> None:
        self._content.append((place, story.text_z, story.html_z))
        part = "search_new" if place > self.floor else "search_old"
        if part == "search_new" and not again:
            self.db.run("update tally set newest = newest + 1")
        self._index[part].append((place, story.index_title, story.index_text, fold(story.author)))

    def finish(self) -> None:
        self.db.many("insert or replace into content values (?,?,?)", self._content)
        self.db.many("insert or replace into placement values (?,?,?)", self._placements)
        for part, rows in self._index.items():
            rows.sort()
            self.db.many(f"insert into {part} (rowid, title, body, author) values (?,?,?,?)", rows)


def places_of(db: Connection, source_key: str, remote_ids: Sequence[str]) -> list[tuple[int, int]]:
    """(place, id) of those of a source's stories that are stored."""
    ids = [story_id(source_key, remote) for remote in remote_ids]
    found: list[tuple[int, int]] = []
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        rows = db.run(f"select place, id from story where id in ({','.join('?' * len(part))})", part)
        found.extend((row[0], row[1]) for row in rows)
    return found


def place_in(db: Connection, source: int, source_key: str, remote_ids: Sequence[str], section: str) -> Changes:
    """These stories stand in the source's section ``section``, too."""
    where = placing(db, source)
    ours = where.own([section])
    if not ours:
        return Changes()
    moved: list[int] = []
    for place, identity in places_of(db, source_key, remote_ids):
        row = db.one("select sections, unread, listed from story where place = ?", (place,)) or ("", 0, 0)
        own = [int(each) for each in row[0].split()]
        if ours[0] in own:
            continue
        own.append(ours[0])
        db.run("update story set sections = ?, section = ? where place = ?", (" ".join(map(str, own)), own[0], place))
        if row[2]:
            rows = [(each, place, row[1]) for each in where.above(ours)]
            db.many("insert or ignore into placement values (?,?,?)", rows)
        moved.append(identity)
    return Changes(changed=tuple(moved), sections=bool(moved))


def withdraw(db: Connection, source_key: str, remote_ids: Sequence[str]) -> Changes:
    """Mark stories that their publisher took back. Saved, noted and finished ones stay in the lists."""
    gone: list[int] = []
    for place, identity in places_of(db, source_key, remote_ids):
        kept = db.value(
            "select saved or noted or position >= ? from state where id = ?", (READ_TO_THE_END, identity)
        )
        db.run(
            "update story set withdrawn = 1, listed = ?, unread = unread and ? where place = ? and withdrawn = 0",
            (bool(kept), bool(kept), place),
        )
        if db.changed():
            gone.append(identity)
            if not kept:
                db.run("delete from placement where place = ?", (place,))
    return Changes(gone=tuple(gone), sources=bool(gone), sections=bool(gone))


def bring_back(db: Connection, source: int, source_key: str, remote_ids: Sequence[str]) -> Changes:
    """Public again: back into the lists, read or unread as it was."""
    found = places_of(db, source_key, remote_ids)
    hidden = {row[0] for row in db.run("select place from story where withdrawn = 1 and source = ?", (source,))}
    back = [(place, identity) for place, identity in found if place in hidden]
    if back:
        _bring_back(db, [place for place, _ in back], placing(db, source))
    return Changes(changed=tuple(identity for _, identity in back), sources=bool(back), sections=bool(back))


def _bring_back(db: Connection, places: Sequence[int], where: Placing) -> None:
    for place in places:
        db.run(
            "update story set withdrawn = 0, listed = 1, unread = not coalesce("
            "(select read from state where state.id = story.id), 0) where place = ?", (place,),
        )
        sections, unread = db.one("select sections, unread from story where place = ?", (place,)) or ("", 0)
        rows = [(section, place, unread) for section in where.above([int(each) for each in sections.split()])]
        db.many("insert or ignore into placement values (?,?,?)", rows)


def delete(db: Connection, places: Sequence[int]) -> None:
    """Take rows and all that hangs on them out of the store; the reader's state stays."""
    floor = int(db.value("select floor from tally"))
    for place in places:
        identity = db.value("select id from story where place = ?", (place,))
        for table in ("placement", "story_image", "content", "markdown", "story"):
            db.run(f"delete from {table} where place = ?", (place,))
        db.run("delete from version where story = ?", (identity,))
        if place > floor:
            db.run("delete from search_new where rowid = ?", (place,))
            db.run("update tally set newest = newest - 1")
        else:
            db.run("delete from search_old where rowid = ?", (place,))


def utc(moment: int | None) -> datetime | None:
    return None if moment is None else datetime.fromtimestamp(moment, UTC)
