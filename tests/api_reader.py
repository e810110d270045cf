"""A reader of one source without store and sync, to drive conversations; and junk to feed to readers of payloads."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

from reader_app.errors import FetchError, PayloadError
from reader_app.http import Client
from reader_app.records import ParsedSection, ParsedStory, Ranked, Request
from reader_app.sources.protocol import Answer, Following, Glimpse, Reconfigure, Remember, SourceKind, Step, Wish, Withdraw
from tests.api_server import NOON

JUNK: tuple[Any, ...] = (
    None, True, 7, -1, 1e300, "", "x" * 5000, "<b>", "\ud800", [], {}, [[]], [None], {"a": 1}, "http://[", "//[::1",
    "2026-99-99T00:00:00Z", "0001-01-01T00:00:00+23:00", "https://a.test:99999/x", "&#1114112;",
)  # fmt: skip


def spoiled(body: Any, times: int) -> Iterator[bytes]:
    """``body`` with junk in some of its places, cut now and then; the same each time."""
    chance = random.Random(7)
    for _ in range(times):
        changed = json.loads(json.dumps(body))
        places = [*_places(changed)]
        for _ in range(chance.choice((1, 3, 12))):
            holder, place = chance.choice(places)
            holder[place] = chance.choice(JUNK)
        written = json.dumps(changed).encode()
        yield written[: chance.randrange(len(written))] if chance.random() < 0.05 else written


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    names = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for name in [*names]:
        yield value, name
        yield from _places(value[name])


class Reader:
    """A source's state from sync to sync, as simple as can be: what the store and the sync are for `steps`."""

    def __init__(self, kind: SourceKind, config: dict[str, Any], *, quota: int = 0) -> None:
        self.kind, self.config, self.quota, self.used = kind, config, quota, 0
        self.memory: dict[str, Any] = {}
        self.stories: dict[str, ParsedStory] = {}
        self.sections: dict[str, ParsedSection] = {}
        self.placed: dict[str, str] = {}
        self.ranking: tuple[Ranked, ...] = ()
        self.withdrawals: list[Withdraw] = []
        self.requests: list[Request] = []  # of the last sync
        self.now = NOON

    @property
    def titles(self) -> list[str]:
        order = sorted(self.stories.values(), key=lambda story: (story.published or NOON, story.remote_id))
        return [story.title for story in reversed(order)]

    def sync(self, client: Client, *, cut: int | None = None, **wish: Any) -> None:
        """One sync, cut after ``cut`` requests where told. Raises what `steps` raises."""
        self.requests = []
        following = Following(
            f"{self.kind.kind}:uji", "Uji", self.config, self.memory, self.now, used=self.used, quota=self.quota
        )
        conversation = self.kind.steps(following, Wish(**{"popular": False} | wish))
        answer: Answer | None = None
        try:
            while True:
                move = conversation.send(answer)
                answer = None
                match move:
                    case Step():
                        if cut is not None and len(self.requests) >= cut:
                            conversation.close()
                            return
                        answer = self._step(move, following, client)
                    case Remember(memory):
                        self.memory = json.loads(json.dumps(memory))
                    case Reconfigure(config):
                        self.config = dict(config)
                    case Withdraw():
                        self.withdrawals.append(move)
        except StopIteration:
            return

    def _step(self, step: Step, following: Following, client: Client) -> Answer:
        self.requests.append(step.request)
        self.used += 1
        try:
            payload = client.fetch(step.request)
            page = self.kind.parse(step.what, payload, following)
        except (FetchError, PayloadError) as error:
            return Answer(error=error)
        headers = {**payload.headers, "date": payload.headers.get("x-clock", "")}
        glimpses = []
        for story in page.stories:
            known = self.stories.get(story.remote_id) == story
            glimpses.append(Glimpse(story.remote_id, story.published, story.modified, known))
            self.stories[story.remote_id] = story
            if step.section is not None:
                self.placed[story.remote_id] = step.section
        self.sections |= {section.remote_id: section for section in page.sections}
        self.ranking = page.ranking or self.ranking
        return Answer(
            stories=tuple(glimpses), sections=page.sections, ranking=page.ranking, total_pages=page.total_pages,
            total=page.total, skipped=page.skipped, facts=page.facts, headers=headers,
        )  # fmt: skip
