"""What the reader changes of a source: where its stories go, how often it is asked, by which way it is reached.

Every function that writes runs inside a write transaction of its caller.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from reader_app.errors import NotFound
from reader_app.records import Changes, Offer, Shelf, Source
from reader_app.store.connection import Connection
from reader_app.store.sources import placing, section_of

PART = 200  # stories that change their section in one transaction
FULLTEXT = ("cut", "always", "never")


def site_of(url: str) -> str:
    """A site by its front page: the same however it is reached."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return f"{parts.netloc.rpartition('@')[2].lower().removeprefix('www.')}{parts.path.rstrip('/')}"


def same_site(offer: Offer, sources: list[Source]) -> Source | None:
    """The source by which the offered site is followed already, this way or another.

    Two feeds of one site are two sources unless one of them is the site's own: a newspaper has a feed a section."""
    for each in sources:
        if each.key == offer.key:
            return each
    if offer.kind == "page":
        return None
    for each in sources:
        if each.kind not in (offer.kind, "page") and site_of(each.url) == site_of(offer.url):
            return each
    return None


def change(db: Connection, number: int, **values: Any) -> Changes:
    """Set columns of a source. Raises NotFound."""
    names = ", ".join(f"{name} = ?" for name in values)
    db.run(f"update source set {names} where id = ?", (*values.values(), number))
    if not db.changed():
        raise NotFound("source", str(number))
    return Changes(sources=True)


def switch(db: Connection, number: int, offer: Offer) -> Changes:
    """Reach the source another way from now on; its stories, its identity and the reader's choices stay."""
    return change(
        db, number, kind=offer.kind, config=json.dumps(dict(offer.config)), memory="{}", failure=None, failures=0, next_try=None,
    )


def shelves(db: Connection, number: int) -> list[Shelf]:
    rows = db.run(
        "select remote_id, name, section from source_section where source = ? order by name, remote_id", (number,)
    )
    return [Shelf(*row) for row in rows]


def map_section(db: Connection, number: int, remote_id: str, name: str) -> tuple[int, int]:
    """From now on the source's section ``remote_id`` is our section ``name``; the sections before and after.
    Raises NotFound."""
    before = db.value("select section from source_section where source = ? and remote_id = ?", (number, remote_id))
    if before is None:
        raise NotFound("section", remote_id)
    after = section_of(db, name)
    db.run(
        "update source_section set section = ?, chosen = 1 where source = ? and remote_id = ?", (after, number, remote_id)
    )
    return int(before), after


def reshelve(db: Connection, number: int, before: int | None, after: int, start: int) -> tuple[int | None, list[int]]:
    """Bring up to `PART` stories after place ``start`` from section ``before`` (None: wherever they are) to ``after``.
    The place to go on from (None: done), and who moved."""
    rows = db.run(
        "select place, id, sections, unread, listed from story where source = ? and place > ? order by place limit ?",
        (number, start, PART),
    )
    where = placing(db, number)
    moved = []
    for place, identity, sections, unread, listed in rows:
        old = [int(each) for each in sections.split()]
        new = [after] if before is None else list(dict.fromkeys(after if each == before else each for each in old))
        if new == old:
            continue
        db.run(
            "update story set sections = ?, section = ? where place = ?", (" ".join(map(str, new)), new[0], place)
        )
        db.run("delete from placement where place = ?", (place,))
        if listed:
            db.many("insert or ignore into placement values (?,?,?)", [(each, place, unread) for each in where.above(new)])
        moved.append(identity)
    return (rows[-1][0] if len(rows) == PART else None), moved
