"""What each source cost and brought, day by day: for its health, and for the quotas of keys."""

from __future__ import annotations

from datetime import datetime

from reader_app.store.connection import Connection

_DAY = 86400
KEPT = 400  # days


def add(db: Connection, source: int, now: datetime, *, requests: int, received: int, stories: int) -> None:
    """Count towards today (UTC). Inside a write transaction of the caller."""
    day = int(now.timestamp()) // _DAY
    db.run(
        "insert into traffic values (?,?,?,?,?) on conflict (source, day) do update set requests = requests + excluded.requests, "
        "bytes = bytes + excluded.bytes, stories = stories + excluded.stories", (source, day, requests, received, stories),
    )
    db.run("delete from traffic where source = ? and day < ?", (source, day - KEPT))


def week(db: Connection, now: datetime) -> dict[int, tuple[int, int]]:
    """Source → stories and bytes of the last seven days."""
    since = int(now.timestamp()) // _DAY - 6
    rows = db.run("select source, sum(stories), sum(bytes) from traffic where day >= ? group by source", (since,))
    return {row[0]: (row[1], row[2]) for row in rows}


def used(db: Connection, kind: str, now: datetime) -> int:
    """Requests made today (UTC) by all sources of a kind, removed ones too: they shared its key."""
    return int(db.value(
        "select coalesce(sum(requests), 0) from traffic join source on source.id = traffic.source where kind = ? and day = ?",
        (kind, int(now.timestamp()) // _DAY),
    ))
