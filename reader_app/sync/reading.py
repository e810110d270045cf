"""A payload's way through a worker, and the search for the story that spoils it.

A payload that takes a worker past its limits is taken apart and read story by story: the culprit is skipped and
counted and its bytes are kept for a bug report, the others land.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from reader_app.errors import PayloadError, Reason
from reader_app.sync import job
from reader_app.sync.decide import Known
from reader_app.sync.job import Harvest, Reading
from reader_app.sync.workers import Spoiled, Workers

SMALL = 16 * 1024  # bytes
SHORT = 40  # letters: an id, not a text
MOST_CULPRITS = 10  # in one payload; then it is given up, or a hostile source could keep a worker busy all day
KEPT = 20  # spoiled payloads
KEPT_BYTES = 64 * 1024 * 1024


def read(workers: Workers, reading: Reading, known: Callable[[], Known], stop: threading.Event) -> Harvest:
    """Read a payload in a worker; ``known`` is asked only where there are stories. Raises Stopped; what cannot be
    read is the harvest's ``error``."""
    if _bare(reading.payload.body):
        return job.read(reading)
    reading = replace(reading, known=known())
    try:
        return workers.run(job.read, reading, seconds=workers.limits.page, cancel=stop)
    except Spoiled as error:
        return _piecemeal(workers, reading, error.reason, stop)


def _bare(body: bytes) -> bool:
    """A short list of nothing but numbers and names: "nothing new" and "these are still there" need no process."""
    if len(body) > SMALL:
        return False
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return not body.strip()
    if not isinstance(found, list):
        return False
    alone = [next(iter(each.values())) if isinstance(each, dict) and len(each) == 1 else each for each in found]
    return all(isinstance(each, int) or (isinstance(each, str) and len(each) < SHORT) for each in alone)


def _piecemeal(workers: Workers, reading: Reading, reason: Reason, stop: threading.Event) -> Harvest:
    kind, spoiled = reading.kind, workers.paths.spoiled
    error = PayloadError(reading.following.name, reading.what, reason)
    try:
        pieces = workers.run(
            job.apart, kind, reading.what, reading.payload, seconds=workers.limits.page, cancel=stop
        )
    except Spoiled:
        pieces = []
    if not pieces:
        keep(spoiled, kind.kind, reading.payload.body)
        return Harvest(error=error)
    harvests: list[Harvest] = []
    culprits = 0
    for piece in pieces:
        if culprits > MOST_CULPRITS:
            return job.together(harvests, skipped=culprits, error=error)
        try:
            harvests.append(
                workers.run(job.read, replace(reading, payload=piece), seconds=workers.limits.story, cancel=stop)
            )
        except Spoiled:
            keep(spoiled, kind.kind, piece.body)
            culprits += 1
    return job.together(harvests, skipped=culprits)


def keep(folder: Path, kind: str, body: bytes) -> None:
    """Keep spoiled bytes, the newest ones within a bound. A full disk is no reason to fail: they are a convenience."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / f"{kind}-{hashlib.blake2b(body, digest_size=8).hexdigest()}").write_bytes(body)
        room = KEPT_BYTES
        kept = sorted(folder.iterdir(), key=lambda each: each.stat().st_mtime_ns, reverse=True)
        for place, each in enumerate(kept):
            room -= each.stat().st_size
            if place >= KEPT or (place and room < 0):
                each.unlink()
    except OSError:
        return
