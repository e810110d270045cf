"""The store's schema: version 1 in full, then one numbered step for every later version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

PAGE_SIZE = 8192  # a story's compressed text and HTML is some 3 KB: small pages would leave a third of each empty

FIRST = """
-- A source is never deleted: one that is no longer followed ("removed") may still have saved stories.
create table source (
    id integer primary key,
    key text not null unique,           -- identity across machines, see records.Source
    kind text not null,
    name text not null,
    url text not null,
    config text not null default '{}',  -- JSON: how the kind reaches it
    memory text not null default '{}',  -- JSON: how far its sync has come
    section integer,                    -- all its stories go into this section where the reader chose one
    added integer not null,
    paused integer not null default 0,
    removed integer not null default 0,
    last_sync integer,
    failure text,                       -- JSON of records.Failure; null while all is well
    failures integer not null default 0,
    next_try integer,
    stories integer not null default 0, -- counters: kept by the triggers below, rebuilt by doctor
    unread integer not null default 0
);

create table section (
    id integer primary key,
    name text not null,
    folded text not null unique,        -- equal names of several sources are one section
    parent integer,
    position integer not null,
    hidden integer not null default 0,
    stories integer not null default 0,
    unread integer not null default 0
);

-- What a source calls its sections, and which of ours each is.
create table source_section (
    source integer not null,
    remote_id text not null,
    parent text,
    section integer not null,
    primary key (source, remote_id)
) without rowid;

-- One row a story, narrow: lists read only this. "place" orders every list and is the index's rowid:
-- the second it was published (UTC), moved up to the next free one; it never changes.
create table story (
    place integer primary key,
    id integer not null unique,         -- identity, records.story_id
    source integer not null,
    remote_id text not null,
    guid text not null,
    url text not null,
    url_key integer not null,
    title text not null,
    author text not null,
    summary text not null,
    tags text not null,                 -- one a line
    sections text not null,             -- ids of its own sections, blank between; the first is the one shown
    section integer,
    language text not null,
    published integer not null,
    modified integer,
    updated integer,                    -- the publisher changed it, as far as a reader would notice
    arrived integer not null,
    words integer not null,
    hash integer not null,
    lead integer,                       -- image
    versions integer not null default 0,
    converted integer not null default 0,   -- the converter that made its Markdown; 0: none yet
    protected integer not null default 0,
    withdrawn integer not null default 0,
    listed integer not null default 1,      -- shown in lists other than Saved
    unread integer not null default 1,      -- mirrors of state, so that lists and badges need one partial index
    saved integer not null default 0
);
-- An index over a column that is constant within it is ordered by place and a few bytes a story.
create index story_listed on story (listed) where listed = 1;
create index story_unread on story (unread) where unread = 1;
create index story_saved on story (saved) where saved = 1;
create index story_source on story (source, listed);
create index story_source_unread on story (source, unread) where unread = 1;
create index story_url on story (url_key);
create index story_converted on story (converted);

-- Which listed story stands in which section, its own and all above it.
create table placement (
    section integer not null,
    place integer not null,
    unread integer not null,
    primary key (section, place)
) without rowid;
create index placement_unread on placement (section, place) where unread = 1;
create index placement_place on placement (place);

create table content (place integer primary key, text blob not null, html blob not null);
create table markdown (place integer primary key, markdown blob not null);

-- Earlier versions of a story that its publisher changed.
create table version (
    id integer primary key,
    story integer not null,
    replaced integer not null,
    title text not null,
    author text not null,
    modified integer,
    text blob not null,
    html blob not null
);
create index version_story on version (story);

-- The reader's state: the truth, keyed by identity, outliving the story's row.
create table state (
    id integer primary key,
    read integer not null default 0,
    saved integer not null default 0,
    position real not null default 0,
    noted integer not null default 0,
    marked integer not null              -- ms, the newest mark
);
create table batch (
    id integer primary key autoincrement,
    at integer not null,                 -- ms since 1970
    device text not null,
    deed text not null,
    undoes integer,                      -- the batch this one took back
    undone integer not null default 0
);
create table journal (
    id integer primary key autoincrement,
    batch integer not null,
    story integer not null,
    field text not null,
    old integer not null,
    new integer not null
);
create index journal_batch on journal (batch);
create index batch_undoable on batch (undone, id) where undone = 0 and undoes is null;

-- An image is an address to download; a picture is a file that is stored once per content hash.
create table picture (
    name text primary key,               -- content hash and suffix, the file's name
    width integer not null,
    height integer not null,
    size integer not null
) without rowid;
create table image (
    id integer primary key,
    url text not null unique,
    picture text,
    problem text,
    tries integer not null default 0,
    next_try integer,                    -- null: never again
    newest integer not null              -- place of the newest story that shows it: the order of worth
);
create index image_wanted on image (newest) where picture is null and next_try is not null;
create index image_picture on image (picture) where picture is not null;
create table story_image (
    place integer not null,
    position integer not null,
    image integer not null,
    lead integer not null,
    alt text not null,
    caption text not null,
    credit text not null,
    width integer not null,
    height integer not null,
    primary key (place, position)
) without rowid;
create index story_image_image on story_image (image);

create table popular (
    source integer not null,
    rank integer not null,
    story integer not null,
    primary key (source, rank)
) without rowid;

create table validator (url text primary key, etag text, modified text, since integer not null) without rowid;

-- Two parts of one index, cut by age at tally.floor: the newest stories with an index of prefixes, so that the first
-- letters of a search are answered at once, all older ones without, since prefixes double its size.
create virtual table search_new using fts5 (
    title, body, author, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0', prefix='1 2 3'
);
create virtual table search_old using fts5 (
    title, body, author, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0'
);

-- One row: counters, and the number of write transactions ever, by which one process sees that another wrote.
create table tally (
    id integer primary key check (id = 1),
    writes integer not null default 0,
    stories integer not null default 0,
    unread integer not null default 0,
    saved integer not null default 0,
    floor integer not null default 0,    -- stories with a place up to this are in search_old
    newest integer not null default 0,   -- how many are in search_new
    device text not null
);

create trigger story_added after insert on story begin
    update tally set stories = stories + new.listed, unread = unread + new.unread, saved = saved + new.saved;
    update source set stories = stories + new.listed, unread = unread + new.unread where id = new.source;
end;
create trigger story_deleted after delete on story begin
    update tally set stories = stories - old.listed, unread = unread - old.unread, saved = saved - old.saved;
    update source set stories = stories - old.listed, unread = unread - old.unread where id = old.source;
end;
create trigger story_marked after update of listed, unread, saved on story
when old.listed <> new.listed or old.unread <> new.unread or old.saved <> new.saved begin
    update tally set stories = stories + new.listed - old.listed, unread = unread + new.unread - old.unread,
        saved = saved + new.saved - old.saved;
    update source set stories = stories + new.listed - old.listed, unread = unread + new.unread - old.unread
        where id = new.source;
end;
create trigger placement_added after insert on placement begin
    update section set stories = stories + 1, unread = unread + new.unread where id = new.section;
end;
create trigger placement_deleted after delete on placement begin
    update section set stories = stories - 1, unread = unread - old.unread where id = old.section;
end;
create trigger placement_marked after update of unread on placement when old.unread <> new.unread begin
    update section set unread = unread + new.unread - old.unread where id = new.section;
end;
"""


SECOND = """
-- When a story's page is fetched for its text ("cut": where it arrived cut, "always", "never"), and how often we ask.
alter table source add column fulltext text not null default 'cut';
alter table source add column every integer;        -- minutes; null: as the settings say

-- The reader chose this section of ours for it: the publisher's own name no longer decides.
alter table source_section add column chosen integer not null default 0;
alter table source_section add column name text not null default '';  -- what the publisher calls it

-- Stories whose text is to come, or came, from their own page.
create table teaser (
    id integer primary key,             -- the story's identity
    source integer not null,
    by_page integer not null,           -- the page knows title and date better
    done integer not null default 0,    -- the text stored is the page's
    problem text,                       -- why it is not, or not whole: errors.Reason
    tries integer not null default 0,
    fetched integer,                    -- when the page was read last
    next_try integer,                   -- null: nothing to do by itself
    newest integer not null             -- place: the order of worth
);
create index teaser_wanted on teaser (newest) where next_try is not null;
create index teaser_source on teaser (source);

-- A story of a source that is reached another way, under the id it has there, with what that way said of it last.
create table alias (id integer primary key, source integer not null, story integer not null, hash integer not null);
create index alias_source on alias (source);
create index alias_story on alias (story);

-- What a source cost and brought, by day (UTC, days since 1970).
create table traffic (
    source integer not null,
    day integer not null,
    requests integer not null default 0,
    bytes integer not null default 0,
    stories integer not null default 0,
    primary key (source, day)
) without rowid;

create index story_guid on story (guid) where guid <> '' and guid <> url;
"""


def _second(db: Any) -> None:
    for statement in _statements(SECOND):
        db.execute_sql(statement)


def _first(db: Any) -> None:
    for statement in _statements(FIRST):
        db.execute_sql(statement)
    # Larger steps and rarer merges halve the cost of writing the index (measured, docs/decisions.md).
    for part in ("search_new", "search_old"):
        db.execute_sql(f"insert into {part} ({part}, rank) values ('hashsize', 67108864)")
        db.execute_sql(f"insert into {part} ({part}, rank) values ('automerge', 8)")


def _statements(script: str) -> list[str]:
    """The script's statements; a trigger ends at "end;", all others at a semicolon that ends its line."""
    statements: list[str] = []
    lines: list[str] = []
    for line in script.splitlines():
        if not line.strip() or (line.lstrip().startswith("--") and not lines):
            continue
        lines.append(line)
        inside_trigger = lines[0].startswith("create trigger")
        bare = line.split("--")[0].rstrip()
        if bare == "end;" or (bare.endswith(";") and not inside_trigger):
            statements.append("\n".join(lines))
            lines = []
    return statements


# Step n brings a store of version n to version n + 1; each runs in one transaction, after a verified backup.
STEPS: tuple[Callable[[Any], None], ...] = (_first, _second)
VERSION = len(STEPS)
