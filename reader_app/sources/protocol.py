"""What a source kind is: a conversation of requests and answers (`steps`) and a pure reader of payloads (`parse`).

The two halves never meet: `steps` runs in a network thread and sees only small facts; `parse` runs in a worker
process, on a stranger's bytes, and gives a `ParsedPage`. The sync carries what one needs of the other::

    steps  --Step-->  sync  --Request-->  http  --Payload-->  worker: parse, decide, derive
      ^                                                          |
      +---------------------- Answer ----------------------------+--> batches --> store

Effects that are not requests are yielded too and are carried out after everything before them has landed:
`Remember` (how far we came) and `Withdraw` (the publisher took stories back). So a conversation may be cut
anywhere and goes on from the last thing remembered; what is fetched twice is recognised by its hash.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from reader_app.errors import FetchError, PayloadError
from reader_app.records import Offer, ParsedPage, ParsedSection, Payload, Ranked, Request


@dataclass(frozen=True, slots=True)
class Following:
    """What `steps` may know of the source it follows."""

    key: str
    name: str
    config: Mapping[str, Any]
    memory: Mapping[str, Any]  # what the last `Remember` said; {} at first
    now: datetime
    recent: tuple[str, ...] = ()  # remote ids of the newest stories stored (at most 100)
    oldest: tuple[str, ...] = ()  # the next remote ids in turn to be checked for presence (at most 100)
    used: int = 0  # requests made today (UTC) with the key of this kind, by all its sources
    quota: int = 0  # how many a day the reader allows; 0: no bound


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader wants of this sync."""

    first: int = 500  # stories of a first sync
    older: int = 0  # > 0: go this many stories further back instead
    section: str | None = None  # with ``older``: a remote section id
    popular: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """Fetch ``request``, read it with the kind's ``parse(what, …)``; its stories are stored before the answer comes."""

    request: Request
    what: str  # the kind's own word for what is asked: "posts", "categories", …
    optional: bool = False  # an error is no failure of the source (it still comes as the answer's ``error``)
    section: str | None = None  # remote id of a section that all stories of the answer stand in, besides their own


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What `steps` sees of a story that was read."""

    remote_id: str
    published: datetime | None
    modified: datetime | None
    known: bool  # was in the store, unchanged


@dataclass(frozen=True, slots=True)
class Answer:
    """What a `Step` brought: facts, or the error that it ended with."""

    stories: tuple[Glimpse, ...] = ()
    sections: tuple[ParsedSection, ...] = ()
    ranking: tuple[Ranked, ...] = ()
    present: tuple[str, ...] = ()
    total_pages: int | None = None
    total: int | None = None
    skipped: int = 0
    facts: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    unchanged: bool = False  # 304
    error: FetchError | PayloadError | None = None


@dataclass(frozen=True, slots=True)
class Remember:
    """Store ``memory`` in place of the old one; comes after the stories it speaks of have landed."""

    memory: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reconfigure:
    """The source is reached otherwise from now on (it moved, or its API was found elsewhere)."""

    config: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Of the stories ``asked`` for, only ``present`` are still public. The sync applies the rule against mistakes."""

    asked: tuple[str, ...]
    present: tuple[str, ...]


Move = Step | Remember | Reconfigure | Withdraw
Conversation = Generator[Move, Answer | None, None]  # a Step is answered; the other moves get None

Fetch = Callable[[Request], Payload]  # raises FetchError


class SourceKind(Protocol):
    """One news API. Kinds have no state: all of it is in `Following`."""

    kind: str

    def discover(self, page: Payload, fetch: Fetch) -> list[Offer]:
        """What the site behind ``page`` (the address the reader gave, fetched) offers of this kind, best first.

        Raises FetchError or PayloadError only where the reason is worth telling (the API is there but closed)."""
        ...

    def steps(self, following: Following, wish: Wish) -> Conversation:
        """The conversation of one sync. Raises the FetchError or PayloadError for which the sync of the source ends."""
        ...

    def parse(self, what: str, payload: Payload, following: Following) -> ParsedPage:
        """Read one payload. Pure; runs in a worker. Odd stories are skipped and counted; raises PayloadError for the whole."""
        ...
