"""What the parts of one conversation share: how far they came, and what they saw.

What is remembered from sync to sync (``Following.memory``), all of it optional:

    newest    the latest publication seen: where "newer" begins       both are times of the server,
    modified  the latest edit seen: where "edited since" begins       never of this machine
    back      {before, offset, ties}: how far back the archive was read;  complete: to its beginning
    left      stories of the first sync still to come
    gaps      [{after, before, …}]: newer stories not read yet, after a long pause
    sections  {id: {back, complete}}: sections read further back than the rest
    plain     the site knows no modified_after                        popular    ids of the last ranking
"""

from __future__ import annotations

import copy
from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from reader_app.sources.protocol import Answer, Following, Move, Remember, Wish
from reader_app.sources.wordpress import times

Part = Generator[Move, Answer | None, None]


@dataclass(slots=True)
class State:
    base: str  # of the API
    following: Following
    wish: Wish
    memory: dict[str, Any]
    seen: set[str] = field(default_factory=set)  # ids of all stories read in this sync

    @classmethod
    def of(cls, following: Following, wish: Wish) -> State:
        return cls(str(following.config.get("api") or ""), following, wish, copy.deepcopy(dict(following.memory)))

    def remember(self) -> Remember:
        return Remember(copy.deepcopy(self.memory))

    def note(self, key: str, moments: Iterable[datetime | None], answer: Answer) -> None:
        """Move the moment remembered as ``key`` on to the latest of ``moments``, but not beyond the server's own
        clock: a story dated 2099 would hide all that come after it."""
        found = [moment for moment in moments if moment is not None]
        if not found:
            return
        clock = times.clock(answer.headers)
        latest = max(found) if clock is None else min(max(found), clock)
        known = times.utc(self.memory.get(key))
        self.memory[key] = times.stamp(latest if known is None else max(known, latest))

    def since(self, key: str) -> datetime | None:
        """The moment remembered as ``key``, less the overlap that a search from there needs."""
        moment = times.utc(self.memory.get(key))
        zone = times.zone(self.following.config.get("timezone"))
        return None if moment is None else moment - times.overlap(moment, zone)

    def gaps(self) -> list[Mapping[str, Any]]:
        gaps = self.memory.get("gaps")
        return [each for each in gaps if isinstance(each, Mapping)] if isinstance(gaps, list) else []
