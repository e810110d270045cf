"""What the sync asks of the store and writes into it (`sync.ports.SyncStore` and `Validators`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from reader_app.records import (
    Changes,
    Failure,
    ParsedSection,
    PictureWanted,
    Ranked,
    StoryToSave,
    TextWanted,
    ToConvert,
    story_id,
)
from reader_app.store import aliases, pages, sources, stories, teasers, traffic, whole
from reader_app.store.connection import Connection

KNOWN = 20_000  # a source's newest stories whose hashes a worker is given; older ones are compared at writing
VALIDATORS_LAST = 8 * 86400  # s; some servers answer "nothing new" for ever to whom they once gave a validator


class SyncSide:
    """The half of the `Store` that serves the sync; the transactions are the store's."""

    clock: Callable[[], datetime]
    reading: Callable[[], AbstractContextManager[Connection]]
    _writing: Callable[..., AbstractContextManager[Connection]]
    _write: Callable[..., Changes]

    def known(self, source_id: int) -> dict[int, int]:
        """Identity → hash of the source's newest stories, withdrawn ones and those of another way too (at most `KNOWN`)."""
        with self.reading() as db:
            stored: dict[int, int] = dict(db.run(
                "select id, hash from story where place in (select place from story where source = ? order by place desc "
                "limit ?)", (source_id, KNOWN),
            ))
            return {**aliases.known(db, source_id, KNOWN), **stored}

    def withdrawn(self, source_id: int) -> set[str]:
        with self.reading() as db:
            rows = db.run("select remote_id from story where source = ? and withdrawn = 1", (source_id,))
        return {row[0] for row in rows}

    def count(self, source_id: int) -> int:
        with self.reading() as db:
            return int(db.value("select count(*) from story where source = ? and withdrawn = 0", (source_id,)))

    def failures(self, source_id: int) -> int:
        with self.reading() as db:
            return sources.failures(db, source_id)

    def recent_remote_ids(self, source_id: int, limit: int) -> list[str]:
        with self.reading() as db:
            rows = db.run(
                "select remote_id from story where source = ? and listed = 1 and withdrawn = 0 order by place desc limit ?",
                (source_id, limit),
            )
        return [row[0] for row in rows]

    def remote_ids_after(self, source_id: int, after: str, limit: int) -> list[str]:
        """The next stories in turn, the oldest first; from the first one for ``""`` or a story that is gone."""
        with self.reading() as db:
            key = db.value("select key from source where id = ?", (source_id,))
            place = db.value("select place from story where id = ?", (story_id(key, after),)) if after else None
            rows = db.run(
                "select remote_id from story where source = ? and listed = 1 and withdrawn = 0 and place > ? "
                "order by place limit ?", (source_id, place or 0, limit),
            )
        return [row[0] for row in rows]

    def stored_remote_ids(self, source_id: int, remote_ids: Sequence[str]) -> set[str]:
        with self.reading() as db:
            key = db.value("select key from source where id = ?", (source_id,))
            known = {identity for _, identity in stories.places_of(db, key, remote_ids)}
            gone = {row[0] for row in db.run("select id from story where source = ? and withdrawn = 1", (source_id,))}
        return {each for each in remote_ids if story_id(key, each) in known - gone}

    def wanted_pictures(self, limit: int, now: datetime) -> list[PictureWanted]:
        with self.reading() as db:
            return pages.wanted_pictures(db, limit, now)

    def unconverted(self, version: int, limit: int, *, cut: bool = True) -> list[ToConvert]:
        with self.reading() as db:
            return pages.unconverted(db, version, limit, None if cut else self.clock())

    def to_convert(self, identity: int) -> ToConvert:
        with self.reading() as db:
            return pages.to_convert(db, pages.place_of(db, identity))

    def save_batch(self, source_id: int, batch: Sequence[StoryToSave]) -> Changes:
        return self._write(lambda db: stories.save_batch(db, source_id, batch, self.clock()))

    def save_sections(self, source_id: int, parsed: Sequence[ParsedSection]) -> Changes:
        return self._write(lambda db: sources.save_sections(db, source_id, parsed))

    def save_ranking(self, source_id: int, ranking: Sequence[Ranked]) -> Changes:
        return self._write(lambda db: sources.save_ranking(db, source_id, ranking))

    def remember(self, source_id: int, memory: Mapping[str, Any]) -> None:
        with self._writing() as db:
            sources.remember(db, source_id, memory)

    def reconfigure(self, source_id: int, config: Mapping[str, Any]) -> None:
        with self._writing() as db:
            sources.reconfigure(db, source_id, config)

    def withdraw(self, source_id: int, remote_ids: Sequence[str]) -> Changes:
        return self._write(lambda db: stories.withdraw(db, self._key(db, source_id), remote_ids))

    def bring_back(self, source_id: int, remote_ids: Sequence[str]) -> Changes:
        return self._write(lambda db: stories.bring_back(db, source_id, self._key(db, source_id), remote_ids))

    def _key(self, db: Connection, source_id: int) -> str:
        return str(db.value("select key from source where id = ?", (source_id,)))

    def outcome(self, source_id: int, at: datetime, failure: Failure | None, next_try: datetime | None) -> Changes:
        return self._write(lambda db: sources.outcome(db, source_id, at, failure, next_try))

    def save_picture(self, image_id: int, name: str, width: int, height: int, size: int) -> Changes:
        return self._write(lambda db: pages.save_picture(db, image_id, name, width, height, size))

    def picture_failed(self, image_id: int, reason: str, next_try: datetime | None) -> Changes:
        return self._write(lambda db: pages.picture_failed(db, image_id, reason, next_try))

    def wanted_texts(self, source_ids: Sequence[int], limit: int, now: datetime) -> list[TextWanted]:
        with self.reading() as db:
            return teasers.wanted(db, list(source_ids), limit, now)

    def save_text(self, identity: int, page: StoryToSave, problem: str, section: str) -> Changes:
        return self._write(lambda db: whole.save_text(db, identity, page, problem, section, self.clock()))

    def text_failed(self, identity: int, reason: str, next_try: datetime | None) -> Changes:
        return self._write(lambda db: teasers.failed(db, identity, reason, next_try))

    def place_in(self, source_id: int, remote_ids: Sequence[str], section: str) -> Changes:
        return self._write(lambda db: stories.place_in(db, source_id, self._key(db, source_id), remote_ids, section))

    def count_traffic(self, source_id: int, *, requests: int, received: int, stories: int) -> None:
        with self._writing() as db:
            traffic.add(db, source_id, self.clock(), requests=requests, received=received, stories=stories)

    def used_today(self, kind: str) -> int:
        with self.reading() as db:
            return traffic.used(db, kind, self.clock())

    def save_markdown(self, rows: Sequence[tuple[int, int, str]]) -> Changes:
        return self._write(lambda db: pages.save_markdown(db, rows))

    # --- validators (sync.ports.Validators) ---------------------------------------------------------------

    def get(self, url: str) -> tuple[str | None, str | None] | None:
        with self.reading() as db:
            row = db.one(
                "select etag, modified from validator where url = ? and since > ?",
                (url, int(self.clock().timestamp()) - VALIDATORS_LAST),
            )
        return (row[0], row[1]) if row else None

    def put(self, url: str, etag: str | None, last_modified: str | None) -> None:
        with self._writing() as db:
            db.run(
                "insert into validator values (?,?,?,?) on conflict (url) do update set etag = excluded.etag, "
                "modified = excluded.modified, since = excluded.since", (url, etag, last_modified, int(self.clock().timestamp())),
            )
