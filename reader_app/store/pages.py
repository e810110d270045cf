"""Reading one story whole: text, Markdown, pictures; and what is still to be converted or downloaded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from reader_app.errors import NotFound, StoreDamaged
from reader_app.packing import pack_html, restore_html, restore_text
from reader_app.records import Changes, Failure, Image, PictureWanted, Story, ToConvert, story_name
from reader_app.store import lists, teasers
from reader_app.store.connection import Connection


def story(db: Connection, identity: int) -> Story:
    """The page of a story. Raises NotFound, StoreDamaged."""
    with db.snapshot():
        rows = lists.headlines_of(db, [identity])
        if not rows:
            raise NotFound("story", story_name(identity))
        head = rows[0]
        summary, tags, sections, language, versions = db.run(
            "select summary, tags, sections, language, versions from story where place = ?", (head.place,)
        )[0]
        packed = db.value("select text from content where place = ?", (head.place,))
        markdown = db.value("select markdown from markdown where place = ?", (head.place,))
        names = [
            db.value("select name from section where id = ?", (each,)) or "" for each in map(int, sections.split())
        ]
        position = db.value("select position from state where id = ?", (identity,)) or 0.0
        pictures = images(db, head.place)
        cut, problem = teasers.problem(db, identity)
    try:
        text = plain(packed)
        page = None if markdown is None else restore_html(markdown, text.encode())
    except ValueError as error:
        raise StoreDamaged(story_name(identity)) from error
    return Story(
        headline=head, summary=summary, text=text, markdown=page, images=pictures, sections=tuple(filter(None, names)),
        tags=tuple(tags.split("\n")) if tags else (), language=language, versions=versions, position=position,
        cut=cut, cut_why=Failure(problem, head.url) if problem else None,
    )


def plain(packed: bytes | None) -> str:
    """A stored text; "" where there is none. Raises ValueError where it is damaged."""
    return restore_text(packed) if packed else ""


def images(db: Connection, place: int) -> tuple[Image, ...]:
    rows = db.run(
        "select image.url, alt, caption, credit, coalesce(picture.width, story_image.width), "
        "coalesce(picture.height, story_image.height), lead, image.picture, image.problem from story_image "
        "join image on image.id = story_image.image left join picture on picture.name = image.picture "
        "where place = ? order by position", (place,),
    )
    return tuple(
        Image(url, alt, caption, credit, width, height, bool(lead), name, problem)
        for url, alt, caption, credit, width, height, lead, name, problem in rows
    )


def story_at(db: Connection, key: int) -> int | None:
    """The story with that `stories.url_key`."""
    return db.value(  # type: ignore[no-any-return]
        "select id from story where url_key = ? and (listed = 1 or saved = 1) order by place desc limit 1", (key,)
    )


# --- Markdown ---------------------------------------------------------------------------------------------


def unconverted(db: Connection, version: int, limit: int, whole_at: datetime | None = None) -> list[ToConvert]:
    """The newest stories whose Markdown is missing or was made by another converter; with ``whole_at`` without those
    whose page is to be asked by then."""
    waiting = "" if whole_at is None else (
        "and not exists (select 1 from teaser where teaser.id = story.id and next_try is not null and next_try <= "
        f"{int(whole_at.timestamp())}) "
    )
    rows = db.run(f"select place from story where converted = 0 {waiting}order by place desc limit ?", (limit,)) or db.run(
        f"select place from story where converted < ? {waiting}order by converted limit ?", (version, limit)
    )
    return [to_convert(db, row[0]) for row in rows]


def place_of(db: Connection, identity: int) -> int:
    """Raises NotFound."""
    place = db.value("select place from story where id = ?", (identity,))
    if place is None:
        raise NotFound("story", story_name(identity))
    return int(place)


def to_convert(db: Connection, place: int) -> ToConvert:
    """What the converter needs of the story at ``place``. Raises StoreDamaged."""
    identity, url = db.run("select id, url from story where place = ?", (place,))[0]
    text, html = db.one("select text, html from content where place = ?", (place,)) or (None, None)
    try:
        page = restore_html(html, plain(text).encode()) if html else ""
    except ValueError as error:
        raise StoreDamaged(story_name(identity)) from error
    shown = images(db, place)
    lead = next((each.url for each in shown if each.lead), "")
    return ToConvert(identity, page, url, tuple(each.url for each in shown), lead=lead)


def save_markdown(db: Connection, rows: Sequence[tuple[int, int, str]]) -> Changes:
    """Keep (story, converter version, Markdown); a story that is gone by now is passed over."""
    kept: list[int] = []
    for identity, version, markdown in rows:
        place = db.value("select place from story where id = ?", (identity,))
        if place is None:
            continue
        text = plain(db.value("select text from content where place = ?", (place,)))
        db.run("insert or replace into markdown values (?,?)", (place, pack_html(markdown, text.encode())))
        db.run("update story set converted = ? where place = ?", (version, place))
        kept.append(identity)
    return Changes(changed=tuple(kept))


# --- pictures ---------------------------------------------------------------------------------------------


def wanted_pictures(db: Connection, limit: int, now: datetime) -> list[PictureWanted]:
    """Images without a picture whose time has come, those of the newest stories first."""
    rows = db.run(
        "select image.id, image.url, coalesce(story.url, ''), image.tries, coalesce(source.url, '') from image "
        "left join story on story.place = image.newest left join source on source.id = story.source "
        "where image.picture is null and image.next_try is not null and image.next_try <= ? "
        "order by image.newest desc limit ?",
        (int(now.timestamp()), limit),
    )
    return [
        PictureWanted(number, url, story_url, tries, source_url=source_url)
        for number, url, story_url, tries, source_url in rows
    ]


def save_picture(db: Connection, image: int, name: str, width: int, height: int, size: int) -> Changes:
    """The image's bytes are on disk under ``name``. Stories that lead with it get their thumbnail."""
    db.run("insert or ignore into picture values (?,?,?,?)", (name, width, height, size))
    db.run("update image set picture = ?, problem = null, next_try = null where id = ?", (name, image))
    rows = db.run(
        "select story.id from story_image join story using (place) where story_image.image = ?", (image,)
    )
    return Changes(changed=tuple(row[0] for row in rows))


def picture_failed(db: Connection, image: int, reason: str, next_try: datetime | None) -> Changes:
    db.run(
        "update image set problem = ?, tries = tries + 1, next_try = ? where id = ?",
        (reason, int(next_try.timestamp()) if next_try else None, image),
    )
    return Changes()
