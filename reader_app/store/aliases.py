"""One story under two ids: a site that is reached another way now, or the same story twice in one feed.

The second id is an alias of the first. What came under it last is known by its hash, so that the other way's own
rendering of an unchanged story is no edit; a change that it tells is one. Every function that writes runs inside a
write transaction of its caller.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reader_app.content.fold import fold
from reader_app.records import StoryToSave
from reader_app.store.connection import Connection


def resolve(db: Connection, source: int, stories: Sequence[StoryToSave]) -> tuple[list[StoryToSave], set[int]]:
    """``stories`` under their own ids; those told anew by an alias, whose ids are the second value, with the hash that
    their own way gave them. What an alias says again is left out."""
    marks = ",".join("?" * len(stories))
    found = {
        row[0]: row[1:] for row in db.run(
            f"select id, story, hash from alias where source = ? and id in ({marks})", [source, *(each.id for each in stories)]
        )
    } if stories else {}
    if not found:
        return list(stories), set()
    resolved: dict[int, StoryToSave] = {}
    told: set[int] = set()
    for story in stories:
        if story.id not in found:
            resolved.setdefault(story.id, story)
            continue
        identity, before = found[story.id]
        row = db.one("select remote_id, guid, hash from story where id = ?", (identity,))
        if row is None:  # its story is gone: the alias is a story of its own
            db.run("delete from alias where id = ?", (story.id,))
            resolved[story.id] = story
        elif before != story.hash and identity not in resolved:
            db.run("update alias set hash = ? where id = ?", (story.hash, story.id))
            resolved[identity] = replace(story, id=identity, remote_id=row[0], guid=row[1], hash=row[2])
            told.add(identity)
    return list(resolved.values()), told


def twin(db: Connection, source: int, story: StoryToSave, url_key: int) -> int | None:
    """The stored story that ``story``, whose id is new, is under another id: by its guid, or its address and title."""
    if story.guid:
        same = db.value(
            "select id from story where guid = ? and guid <> '' and guid <> url and source = ? limit 1", (story.guid, source)
        )
        if same is not None:
            return int(same)
    if not story.url:
        return None
    folded = fold(story.title)
    rows = db.run("select id, guid, title from story where url_key = ? and source = ? limit 8", (url_key, source))
    for identity, guid, title in rows:
        if (story.guid and guid == story.guid) or fold(title) == folded:
            return int(identity)
    return None


def join(db: Connection, source: int, story: StoryToSave, identity: int) -> None:
    """From now on ``story``'s id is another name of ``identity``."""
    db.run("insert or replace into alias values (?,?,?,?)", (story.id, source, identity, story.hash))


def known(db: Connection, source: int, limit: int) -> dict[int, int]:
    """Alias → the hash of what came under it last."""
    return dict(db.run("select id, hash from alias where source = ? order by rowid desc limit ?", (source, limit)))
