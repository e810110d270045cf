"""What the window tells beside list and article — counts, tabs, rail, sources — asked for in one errand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from reader_app.records import Headline, Popular, Section, Source

if TYPE_CHECKING:
    from reader_app.library import Library


@dataclass(frozen=True, slots=True)
class Facts:
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    total: int
    unread: int
    saved: int
    synced: datetime | None
    popular: tuple[Popular, ...]
    latest: tuple[Headline, ...]
    undoable: str | None
    redoable: str | None

    @property
    def empty(self) -> bool:
        """Nothing is followed and nothing is kept: the first start."""
        return not self.total and not self.saved and not any(not source.removed for source in self.sources)


def gather(library: Library) -> Facts:
    """In the read lane."""
    ask = library.ask
    return Facts(
        sections=tuple(ask.sections()),
        sources=tuple(ask.sources()),
        total=ask.total(),
        unread=ask.unread(),
        saved=ask.saved_count(),
        synced=ask.last_sync(),
        popular=tuple(ask.popular()),
        latest=tuple(ask.latest()),
        undoable=ask.undoable(),
        redoable=ask.redoable(),
    )
