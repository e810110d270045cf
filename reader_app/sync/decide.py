"""Pure decisions: what is new, what changed, and which stories a publisher really took back."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from reader_app.records import Verdict

FEW = 5  # that many stories of a source may always vanish at once
TENTH = 10


@dataclass(frozen=True, slots=True)
class Known:
    """A source's stored stories: identity → content hash, packed so that the trip to a worker costs next to nothing."""

    ids: bytes = b""  # 64-bit numbers, ascending
    hashes: bytes = b""  # beside them
    landed: Mapping[int, int] = field(default_factory=dict)  # stored since, in this sync

    @classmethod
    def of(cls, stored: Mapping[int, int]) -> Known:
        ids = array("q", sorted(stored))
        return cls(ids.tobytes(), array("q", map(stored.__getitem__, ids)).tobytes())

    def hash_of(self, identity: int) -> int | None:
        if identity in self.landed:
            return self.landed[identity]
        ids = memoryview(self.ids).cast("q")
        at = bisect_left(ids, identity)
        if at == len(ids) or ids[at] != identity:
            return None
        return int(memoryview(self.hashes).cast("q")[at])


def decide(known: Known, found: Iterable[tuple[int, int]]) -> list[Verdict]:
    """A verdict for every (identity, content hash) found; one that comes twice is decided against its first."""
    seen: dict[int, int] = {}
    verdicts = []
    for identity, fresh in found:
        before = seen.get(identity, known.hash_of(identity))
        seen[identity] = fresh
        verdicts.append(
            Verdict.NEW if before is None else Verdict.UNCHANGED if before == fresh else Verdict.CHANGED
        )
    return verdicts


@dataclass(frozen=True, slots=True)
class Ruling:
    """What follows from one answer about presence."""

    gone: tuple[str, ...] = ()  # withdraw these
    suspects: tuple[str, ...] = ()  # withdraw these if a later sync says so too
    cleared: tuple[str, ...] = ()  # suspects of an earlier sync that are there after all
    at_once: int = 0  # of ``gone``: those that no earlier sync had suspected


def rule(
    asked: Collection[str],
    present: Collection[str],
    *,
    stored: Collection[str],
    suspected: Collection[str],
    count: int,
    already: int,
) -> Ruling | None:
    """Which of the ``stored`` stories ``asked`` for are gone when the answer named ``present``; None: no proof.

    Caches and proxies drop query strings, sites ignore ``include=``, firewalls answer with empty lists: so an answer
    with a story nobody asked for proves nothing, and an answer by which more than a few and more than a tenth of the
    source's ``count`` stories (with those ``already`` gone in this sync), or most of those asked for, would vanish is
    believed only when a second sync says the same (``suspected``: what an earlier one said).
    """
    wanted, there = set(asked), set(present)
    if not wanted or not there <= wanted:
        return None
    missing = [each for each in dict.fromkeys(asked) if each in stored and each not in there]
    confirmed = [each for each in missing if each in suspected]
    fresh = [each for each in missing if each not in suspected]
    cleared = tuple(each for each in suspected if each in there)
    together = already + len(fresh)
    if together > FEW and (together * TENTH > count or len(fresh) * 2 > len(wanted)):
        return Ruling(tuple(confirmed), tuple(fresh), cleared)
    return Ruling((*confirmed, *fresh), (), cleared, len(fresh))
