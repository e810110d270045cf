"""Is the store sound? Each question by itself, with what was found; what can be derived again is rebuilt."""

from __future__ import annotations

from dataclasses import dataclass

from reader_app.paths import Paths
from reader_app.store.connection import Connection

_TALLY = (
    "select (select count(*) from story where listed = 1), (select count(*) from story where unread = 1), "
    "(select count(*) from story where saved = 1)"
)
_WRONG = {  # question → SQL that counts what is wrong; all of it can be rebuilt
    "section-counters": (
        "select count(*) from section where stories <> (select count(*) from placement where placement.section = section.id)"
        " or unread <> (select count(*) from placement where placement.section = section.id and placement.unread = 1)"
    ),
    "source-counters": (
        "select count(*) from source where stories <> (select count(*) from story where story.source = source.id and listed = 1)"
        " or unread <> (select count(*) from story where story.source = source.id and story.unread = 1)"
    ),
    "mirrors": (
        "select count(*) from story left join state on state.id = story.id where coalesce(state.saved, 0) <> story.saved "
        "or (story.listed and not coalesce(state.read, 0)) <> story.unread"
    ),
    "placements": (
        "select count(*) from placement left join story using (place) where story.place is null or story.listed = 0 "
        "or placement.unread <> story.unread"
    ),
}
_LOST = {  # question → SQL that counts what is missing and cannot be derived
    "texts": "select count(*) from story where not exists (select 1 from content where content.place = story.place)",
    "sources": "select count(*) from story where not exists (select 1 from source where source.id = story.source)",
    "journal": "select count(*) from journal where not exists (select 1 from batch where batch.id = journal.batch)",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: ``what`` is a words key, ``number`` how much of it."""

    what: str
    number: int = 0
    detail: str = ""
    mendable: bool = False


def examine(db: Connection, paths: Paths) -> list[Finding]:
    """All that is wrong; empty where the store is sound."""
    findings = []
    for (answer,) in db.run("pragma integrity_check(10)"):
        if answer != "ok":
            findings.append(Finding("file", detail=str(answer)))
    if findings:
        return findings
    for what, sql in _LOST.items():
        if number := db.value(sql):
            findings.append(Finding(what, number))
    for what, sql in _WRONG.items():
        if number := db.value(sql):
            findings.append(Finding(what, number, mendable=True))
    counted = db.one(_TALLY)
    if counted != db.one("select stories, unread, saved from tally"):
        findings.append(Finding("tally", 1, mendable=True))
    indexed = db.value("select (select count(*) from search_new) + (select count(*) from search_old)")
    stories = db.value("select count(*) from story")
    if indexed != stories:
        findings.append(Finding("index", abs(stories - indexed)))
    missing = sum(not paths.picture(row[0]).is_file() for row in db.run("select name from picture"))
    if missing:
        findings.append(Finding("pictures", missing, mendable=True))
    return findings


def mend(db: Connection) -> None:
    """Rebuild mirrors and counters from the state and the stories. Inside a write transaction of the caller."""
    db.run("update story set saved = coalesce((select saved from state where state.id = story.id), 0)")
    db.run("update story set unread = listed and not coalesce((select read from state where state.id = story.id), 0)")
    db.run(
        "delete from placement where not exists (select 1 from story where story.place = placement.place and listed = 1)"
    )
    db.run("update placement set unread = (select unread from story where story.place = placement.place)")
    for table in ("section", "source"):
        rows, listed = ("placement", "") if table == "section" else ("story", " and listed = 1")
        db.run(
            f"update {table} set stories = (select count(*) from {rows} where {rows}.{table} = {table}.id{listed}), "
            f"unread = (select count(*) from {rows} where {rows}.{table} = {table}.id and unread = 1)"
        )
    stories, unread, saved = db.one(_TALLY) or (0, 0, 0)
    db.run("update tally set stories = ?, unread = ?, saved = ?", (stories, unread, saved))


def mend_pictures(db: Connection, paths: Paths) -> int:
    """Pictures whose file is gone are wanted again; how many. Inside a write transaction of the caller."""
    missing = [row[0] for row in db.run("select name from picture") if not paths.picture(row[0]).is_file()]
    for name in missing:
        db.run("update image set picture = null, next_try = 0 where picture = ?", (name,))
        db.run("delete from picture where name = ?", (name,))
    return len(missing)
