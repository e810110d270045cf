"""Stories that arrive cut: which of them want their page, and what came of asking for it.

Every function that writes runs inside a write transaction of its caller.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from reader_app.records import Changes, ParsedImage, Rendition, StoryToSave, TextWanted
from reader_app.store.connection import Connection

AGAIN_AFTER = 6 * 3600  # s: a page that was read is read again at the earliest then
AGAIN_WITHIN = 7 * 86400  # s after publication; later edits of a page that was read are not worth a request


def arrived(db: Connection, source: int, story: StoryToSave, place: int, fulltext: str) -> None:
    """Note what is to be done for a story that lands with the text it came with."""
    if not story.cut and fulltext != "always":
        db.run("delete from teaser where id = ?", (story.id,))
        return
    db.run(
        "insert into teaser (id, source, by_page, next_try, newest) values (?,?,?,0,?) on conflict (id) do update set "
        "done = 0, problem = null, tries = 0, next_try = 0, newest = excluded.newest",
        (story.id, source, story.by_page, place),
    )


def keeps_text(db: Connection, story: StoryToSave, fulltext: str) -> bool:
    """Whether the text stored is more than what arrives now."""
    done = db.value("select done from teaser where id = ?", (story.id,))
    if story.cut:
        return done is None or bool(done)
    return fulltext == "always" and bool(done)


def again(db: Connection, story: StoryToSave, now: int) -> None:
    """The publisher says that a story changed whose page was read: read it again, but not all the time."""
    db.run(
        "update teaser set next_try = max(?, coalesce(fetched, 0) + ?), tries = 0 where id = ? and done = 1 and "
        "(by_page = 0 or (select published from story where story.id = teaser.id) > ?)",
        (now, AGAIN_AFTER if story.by_page else 0, story.id, now - AGAIN_WITHIN),
    )


def wanted(db: Connection, sources: list[int], limit: int, now: datetime) -> list[TextWanted]:
    """Stories whose page is to be asked now, the newest first."""
    marks = ",".join("?" * len(sources))
    rows = db.run(
        "select teaser.id, story.place, story.url, story.title, story.author, story.language, teaser.source, source.url, "
        "teaser.by_page, teaser.tries, story.words, teaser.done from teaser join story on story.id = teaser.id "
        "join source on source.id = teaser.source where teaser.next_try is not null and teaser.next_try <= ? "
        f"and teaser.source in ({marks}) and source.fulltext <> 'never' and story.withdrawn = 0 and story.url <> '' "
        "order by teaser.newest desc limit ?",
        (int(now.timestamp()), *sources, limit),
    )
    return [
        TextWanted(
            id=identity, url=url, title=title, author=author, language=language, source_id=source, source_url=source_url,
            by_page=bool(by_page), tries=tries, words=words, lead=_lead(db, place), again=bool(done),
        )
        for identity, place, url, title, author, language, source, source_url, by_page, tries, words, done in rows
    ]


def _lead(db: Connection, place: int) -> ParsedImage | None:
    row = db.one(
        "select url, alt, caption, credit, width, height from story_image join image on image.id = story_image.image "
        "where place = ? and lead = 1", (place,),
    )
    return ParsedImage((Rendition(row[0], row[4]),), *row[1:]) if row else None


def failed(db: Connection, identity: int, reason: str, next_try: datetime | None) -> Changes:
    """The page gave no text; ``next_try`` None: it is not asked again by itself."""
    db.run(
        "update teaser set problem = ?, tries = tries + 1, next_try = ? where id = ?",
        (reason, int(next_try.timestamp()) if next_try else None, identity),
    )
    return Changes(changed=(identity,))


def problem(db: Connection, identity: int) -> tuple[bool, str | None]:
    """Whether the story is not whole, and the errors.Reason value why (None: its page was not asked yet)."""
    row = db.one("select done, problem from teaser where id = ?", (identity,))
    return (False, None) if row is None or (row[0] and row[1] is None) else (True, row[1])


def ask_again(db: Connection, source: int) -> None:
    """All pages of a source that failed may be tried now."""
    db.run("update teaser set next_try = 0, tries = 0 where source = ? and done = 0", (source,))


def forget(db: Connection, ids: Sequence[int]) -> None:
    """These stories are gone, and their other names with them."""
    db.many("delete from teaser where id = ?", [(each,) for each in ids])
    db.many("delete from alias where story = ?", [(each,) for each in ids])
