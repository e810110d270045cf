"""When to try again what failed: sources, pictures, hosts. Pure; the clock is passed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from reader_app.errors import Reason
from reader_app.records import Source

SOURCE_FIRST = timedelta(minutes=5)  # after one failure; doubled with each further one in a row
SOURCE_LONGEST = timedelta(hours=12)
TOLD_LONGEST = timedelta(days=2)  # a server may ask for that much patience, no more
PICTURE_TRIES = tuple(timedelta(hours=each) for each in (0.25, 1, 6, 24, 72, 168))  # then once a week, up to:
PICTURE_GIVE_UP = 10
TEXT_TRIES = tuple(timedelta(hours=each) for each in (0.5, 3, 12, 24))  # a page that is not there by then stays away
PAGE_EVERY = 1.0  # s between two pages of one host

# The network, not the publisher: nothing answered at all.
NETWORK = frozenset({Reason.OFFLINE, Reason.NO_SUCH_HOST, Reason.REFUSED, Reason.TIMEOUT})
# Without a network every source fails with one of these; they say nothing of the source.
NOBODYS_FAULT = frozenset({Reason.OFFLINE, Reason.NO_SUCH_HOST})
# An answer that will be the same tomorrow.
FINAL = frozenset({
    Reason.BAD_ADDRESS, Reason.REDIRECTS, Reason.DOWNGRADE, Reason.GONE, Reason.UNAUTHORIZED, Reason.TOO_LARGE,
    Reason.PAYWALL, Reason.NO_STORY, Reason.ROBOTS,
    Reason.UNREADABLE, Reason.TOO_SLOW, Reason.TOO_HEAVY, Reason.NOT_A_PICTURE, Reason.PICTURE_TOO_BIG,
})  # fmt: skip


def due(source: Source, now: datetime, *, force: bool) -> bool:
    """Whether this sync tries the source: one in back-off, or that is to be asked more rarely, waits, unless the reader
    asked for it."""
    if force:
        return True
    if source.every is not None and source.last_sync is not None and source.last_error is None:
        # A timer that is a little early is meant.
        return now - source.last_sync >= timedelta(minutes=source.every) * 0.95
    return source.next_try is None or source.next_try <= now


def source_again(now: datetime, retry_after: float | None, failures: int) -> datetime:
    """When a source that failed ``failures`` times in a row is tried again by itself."""
    if retry_after is not None:  # as told, neither sooner nor later
        return now + min(timedelta(seconds=max(retry_after, 0.0)), TOLD_LONGEST)
    doubled: int = 1 << min(max(failures, 1) - 1, 12)
    return now + min(SOURCE_FIRST * doubled, SOURCE_LONGEST)


def picture_again(now: datetime, reason: Reason, retry_after: float | None, tries: int) -> datetime | None:
    """When a picture that failed ``tries`` times is tried again; None: never by itself."""
    if reason in FINAL or tries >= PICTURE_GIVE_UP:
        return None
    wait = PICTURE_TRIES[min(max(tries, 1), len(PICTURE_TRIES)) - 1]
    if retry_after is not None:
        wait = max(wait, min(timedelta(seconds=max(retry_after, 0.0)), TOLD_LONGEST))
    return now + wait


def text_again(now: datetime, reason: Reason, retry_after: float | None, tries: int) -> datetime | None:
    """When the page of a story that failed ``tries`` times is asked again; None: never by itself."""
    if reason in FINAL or tries > len(TEXT_TRIES):
        return None
    wait = TEXT_TRIES[max(tries, 1) - 1]
    if retry_after is not None:
        wait = max(wait, min(timedelta(seconds=max(retry_after, 0.0)), TOLD_LONGEST))
    return now + wait


def offline(tried: int, failures: Sequence[Reason]) -> bool:
    """Whether a sync of ``tried`` sources found no network: all failed, and all for want of one."""
    return tried > 0 and len(failures) == tried and all(each in NETWORK for each in failures)


def blameless(reason: Reason, tried: int) -> bool:
    """Whether, in a sync that was offline, this failure says nothing of its own source, so its row keeps quiet."""
    return reason is Reason.OFFLINE or (tried > 1 and reason in NOBODYS_FAULT)
