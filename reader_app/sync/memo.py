"""Answers that came to nothing new, remembered: the same bytes again need no worker.

Most syncs of most sources bring an answer that is byte for byte the last one's. What was read from it then (ids and
dates, sections, a ranking: never a text) is kept in the source's memory, a few KB, and stands for reading it again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from reader_app import __version__
from reader_app.records import ParsedSection, Ranked
from reader_app.sources.protocol import Glimpse
from reader_app.sync.job import Harvest, Reading

MOST = 12  # answers of one source
LARGEST = 32_000  # letters of JSON for one of them


class Memo:
    """The remembered answers of one source. Those that a sync did not meet again are forgotten with it."""

    def __init__(self, kept: object) -> None:
        self._kept: dict[str, str] = {}
        if isinstance(kept, Mapping):
            self._kept = {str(key): told for key, told in kept.items() if isinstance(told, str)}
        self._met: dict[str, str] = {}

    @staticmethod
    def key(reading: Reading) -> str:
        """What reading depends on: the bytes, the counts in the headers, the question, the source, our own version."""
        payload, following = reading.payload, reading.following
        headers = sorted((name, told) for name, told in payload.headers.items() if name.startswith("x-") or name == "link")
        facts = [
            __version__, reading.kind.kind, reading.what, payload.status, payload.moved_to, payload.url.partition("?")[0],
            headers, following.key, following.name, dict(following.config), reading.section,
        ]  # fmt: skip
        digest = hashlib.blake2b(payload.body, digest_size=16)
        digest.update(json.dumps(facts, sort_keys=True, default=str).encode())
        return digest.hexdigest()

    def recall(self, key: str) -> Harvest | None:
        """What that answer came to, if it is remembered; its stories are known."""
        told = self._kept.get(key)
        if told is None:
            return None
        try:
            harvest = _harvest(json.loads(told))
        except (ValueError, TypeError, KeyError, AttributeError):  # of another version
            return None
        self._met[key] = told
        return harvest

    def note(self, key: str, harvest: Harvest) -> None:
        """Remember an answer that has landed, unless it was news, or could not be read whole, or cost nothing."""
        if harvest.batches or harvest.error is not None or harvest.skipped or len(self._met) >= MOST:
            return
        if not (harvest.glimpses or harvest.sections or harvest.ranking or harvest.facts):
            return
        try:
            told = json.dumps(_told(harvest))
        except TypeError:  # facts that are no JSON
            return
        if len(told) <= LARGEST and _harvest(json.loads(told)) == harvest:
            self._met[key] = told

    def told(self) -> dict[str, str]:
        """To be kept for the next sync."""
        return dict(self._met)

    @property
    def changed(self) -> bool:
        return self._met != self._kept


def _told(harvest: Harvest) -> dict[str, Any]:
    return {
        "glimpses": [[each.remote_id, _text(each.published), _text(each.modified)] for each in harvest.glimpses],
        "sections": [asdict(each) for each in harvest.sections],
        "ranking": [[each.remote_id, each.title, each.url, _text(each.published)] for each in harvest.ranking],
        "present": harvest.present,
        "counts": [harvest.total_pages, harvest.total],
        "facts": harvest.facts,
    }


def _harvest(told: Mapping[str, Any]) -> Harvest:
    pages, total = told["counts"]
    return Harvest(
        glimpses=tuple(Glimpse(each[0], _moment(each[1]), _moment(each[2]), known=True) for each in told["glimpses"]),
        sections=tuple(ParsedSection(**each) for each in told["sections"]),
        ranking=tuple(Ranked(each[0], each[1], each[2], _moment(each[3])) for each in told["ranking"]),
        present=tuple(told["present"]),
        total_pages=pages,
        total=total,
        facts=told["facts"],
    )


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
