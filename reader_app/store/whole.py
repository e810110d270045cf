"""A story's page was read: its text takes the place of the teaser, or of nothing at all.

Runs inside a write transaction of its caller.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from reader_app.content.fold import fold
from reader_app.records import Changes, StoryToSave
from reader_app.store import stories
from reader_app.store.connection import Connection
from reader_app.store.sources import placing, section_of

FEWER = 0.6  # a page read again that has fewer of the words stored is a page gone wrong


def _lasting(url: str, page: str) -> str:
    """The address of a story: the page's own where a redirector led there."""
    try:
        there, here = urlsplit(page).netloc.removeprefix("www."), urlsplit(url).netloc.removeprefix("www.")
    except ValueError:
        return url
    return page if there and there != here else url


def save_text(db: Connection, identity: int, page: StoryToSave, problem: str, section: str, now: datetime) -> Changes:
    """Store what the page of ``identity`` told; ``problem`` is an errors.Reason value where it told not all ("").

    The headline stays the one it arrived with, unless the page knows it better; marks, hash and identity stay."""
    row = db.one(
        "select place, source, remote_id, guid, url, title, author, summary, tags, sections, language, published, arrived, "
        "words, hash, protected from story where id = ?", (identity,),
    )
    if row is None:
        return Changes()
    (place, source, remote_id, guid, url, title, author, summary, tags, sections, language, published, arrived, words, hash_,
     protected) = row  # fmt: skip
    by_page, done = db.one("select by_page, done from teaser where id = ?", (identity,)) or (0, 0)
    stamp = int(now.timestamp())
    poor = page.words < words and (problem or not by_page)  # the teaser says more
    if (problem or page.words < words * FEWER) if done else poor:
        db.run(
            "update teaser set problem = case when done then problem else ? end, done = max(done, ?), fetched = ?, "
            "next_try = null, tries = 0 where id = ?", (problem or None, not problem, stamp, identity),
        )
        return Changes(changed=(identity,))
    better = by_page or not title
    merged = replace(
        page, id=identity, remote_id=remote_id, guid=guid, url=_lasting(url, page.url),
        title=page.title if better and page.title else title,
        author=(page.author or author) if by_page else (author or page.author),
        summary=summary or page.summary,
        tags=tuple(tags.split("\n")) if tags else page.tags,
        language=language or page.language,
        protected=bool(protected), hash=hash_,
        index_title=fold(page.title if better and page.title else title),
    )  # fmt: skip
    when = stories.seconds(page.published)
    landing = stories.Landing(db, source, placing(db, source), now)
    own = [int(each) for each in sections.split()]
    if not own and section:
        from reader_app.content.sections import known  # a table that few stories need

        ours = known(section)
        own = [section_of(db, ours)] if ours else []
    move = when is not None and not done and (by_page or published == arrived) and when != published and when <= stamp
    if move and when is not None:
        landing.move(place, when, merged, own, arrived=arrived)
    else:
        landing.refill(place, merged, own, keep_version=bool(done))
    landing.finish()
    db.run(
        "update teaser set done = 1, problem = ?, fetched = ?, next_try = null, tries = 0, newest = coalesce("
        "(select place from story where story.id = teaser.id), newest) where id = ?", (problem or None, stamp, identity),
    )
    return Changes(gone=(identity,), new=(identity,), sections=True) if move else Changes(changed=(identity,))
