"""One source's sync: carries its conversation between the network, the workers and the store.

Runs in a thread of its own; moves are carried out strictly in turn, so what a move speaks of has always landed.
The sync keeps a memory beside the kind's, under one key that kinds never see: whose turn it is to be checked for
presence, which stories an answer called gone that is not believed yet, and which answers held nothing new.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from reader_app.errors import FetchError, PayloadError, Reason
from reader_app.records import Source
from reader_app.sources.protocol import (
    Answer,
    Following,
    Reconfigure,
    Remember,
    SourceKind,
    Step,
    Wish,
    Withdraw,
)
from reader_app.sync import reading
from reader_app.sync.decide import Known, rule
from reader_app.sync.job import Harvest, Reading
from reader_app.sync.memo import Memo
from reader_app.sync.run import Run
from reader_app.sync.workers import Stopped

OWN = "_sync"  # the key of the sync's own memory
CHECKED = 100  # stories asked after for presence, of the newest and of the others in turn
MOST_SUSPECTS = 1000


class Follow:
    """The conversation of one source in one sync."""

    def __init__(self, source: Source, kind: Callable[[], SourceKind], wish: Wish, run: Run) -> None:
        self.source, self.wish, self._run = source, wish, run
        self._find_kind = kind
        self.failure: FetchError | PayloadError | None = None  # the first that was no optional step's
        self.well = False  # came to its end without one
        memory = dict(source.memory)
        own = memory.pop(OWN, None)
        own = own if isinstance(own, Mapping) else {}
        self._memory: dict[str, Any] = memory
        self._suspected = tuple(str(each) for each in own.get("suspects", ()))
        self._suspects = list(self._suspected)
        self._cursor = str(own.get("cursor", ""))
        self._memo = Memo(own.get("read"))
        self._turn: tuple[str, str] = ("", "")  # the last story whose turn it is, and where the cursor goes after it
        self._stored: Known | None = None
        self._landed: dict[int, int] = {}
        self._withdrawn: set[str] | None = None
        self._gone_at_once = 0
        self._asked_urls: list[str] = []
        self._requests = self._received = self._new = 0

    def run(self) -> None:
        """Raises Stopped; a failure of the source stands in ``failure``, anything else raised is a bug."""
        self._run.go_on()
        try:
            self._converse()
        except (FetchError, PayloadError) as error:
            if error.reason is Reason.CANCELLED:
                raise Stopped from error
            self.failure = error
        else:
            if self.failure is None:
                if self._memo.changed:
                    self._remember()
                self._run.write(partial(self._run.store.outcome, self.source.id, self._run.clock(), None, None))
                self.well = True
        finally:
            if self._requests and not self._run.stop.is_set():
                self._run.write(partial(
                    self._run.store.count_traffic, self.source.id, requests=self._requests, received=self._received,
                    stories=self._new,
                ))  # fmt: skip
            if self._run.validators is not None:  # only what came to its end may be answered "nothing new" next time
                self._run.validators.settle(self._asked_urls, whole=self.well)
        self._run.tally.done("stories")

    def _converse(self) -> None:
        self._kind = self._find_kind()
        self._following = self._introduce()
        conversation = self._kind.steps(self._following, self.wish)
        try:
            move = next(conversation)
            while True:
                self._run.go_on()
                move = conversation.send(self._carry_out(move))
        except StopIteration:
            return
        finally:
            conversation.close()

    def _introduce(self) -> Following:
        store, number = self._run.store, self.source.id
        suspects = list(self._suspected[:CHECKED])
        room = CHECKED - len(suspects)
        turn = store.remote_ids_after(number, self._cursor, room) if room else []
        if turn:
            self._turn = (turn[-1], turn[-1] if len(turn) == room else "")
        elif room:
            self._cursor = ""
        return Following(
            key=self.source.key,
            name=self.source.name,
            config=dict(self.source.config),
            memory=dict(self._memory),
            now=self._run.clock(),
            recent=tuple(store.recent_remote_ids(number, CHECKED)),
            oldest=tuple(dict.fromkeys([*suspects, *turn])),
            used=store.used_today(self.source.kind) if self.source.kind in self._run.quotas else 0,
            quota=self._run.quotas.get(self.source.kind, 0),
        )

    # --- moves ---

    def _carry_out(self, move: Step | Remember | Reconfigure | Withdraw) -> Answer | None:
        store, number = self._run.store, self.source.id
        match move:
            case Step():
                return self._step(move)
            case Remember(memory):
                self._memory = dict(memory)
                self._remember()
            case Reconfigure(config):
                self._run.write(lambda: store.reconfigure(number, config))
            case Withdraw(asked, present):
                self._withdraw(asked, present)
        return None

    def _remember(self) -> None:
        own: dict[str, Any] = {}
        if self._suspects:
            own["suspects"] = self._suspects[:MOST_SUSPECTS]
        if self._cursor:
            own["cursor"] = self._cursor
        if read := self._memo.told():
            own["read"] = read
        memory = {**self._memory, OWN: own} if own else self._memory
        self._run.write(lambda: self._run.store.remember(self.source.id, memory))

    def _step(self, step: Step) -> Answer:
        run = self._run
        self._requests += 1
        try:
            payload = run.network.fetch(step.request, cancel=run.stop)
        except FetchError as error:
            if error.reason is Reason.CANCELLED:
                raise
            return self._failed(step, error)
        self._received += payload.received
        run.tally.add(self.source.name, bytes=payload.received)
        if step.request.conditional:
            self._asked_urls.append(step.request.url)
        headers = dict(payload.headers)
        if payload.unchanged:
            return Answer(headers=headers, unchanged=True)
        trip = Reading(
            self._kind, step.what, replace(payload, headers=headers), self._following, run.ceiling, section=step.section
        )
        key = Memo.key(trip)
        harvest = self._memo.recall(key)
        if harvest is None:
            harvest = reading.read(run.workers, trip, self._known, run.stop)
            self._land(harvest)
            self._place(harvest, step.section)
            self._memo.note(key, harvest)
        self._count(harvest)
        if harvest.error is not None:
            return self._failed(step, harvest.error)
        return Answer(
            stories=harvest.glimpses, sections=harvest.sections, ranking=harvest.ranking, present=harvest.present,
            total_pages=harvest.total_pages, total=harvest.total, skipped=harvest.skipped, facts=harvest.facts,
            headers=headers,
        )  # fmt: skip

    def _failed(self, step: Step, error: FetchError | PayloadError) -> Answer:
        if not step.optional and self.failure is None:
            self.failure = error
        return Answer(error=error)

    # --- landing ---

    def _known(self) -> Known:
        if self._stored is None:
            self._stored = Known.of(self._run.store.known(self.source.id))
        return replace(self._stored, landed=self._landed)

    def _land(self, harvest: Harvest) -> None:
        run, store, source = self._run, self._run.store, self.source
        if harvest.sections:
            run.write(partial(store.save_sections, source.id, harvest.sections))
        for batch in harvest.batches:
            run.go_on()
            changes = run.write(partial(store.save_batch, source.id, batch))
            self._landed.update((story.id, story.hash) for story in batch)
            told = len(changes.new) + len(changes.changed)
            self._new += len(changes.new)
            run.tally.add(
                source.name, new=len(changes.new), changed=len(changes.changed), unchanged=len(batch) - told
            )
        if harvest.ranking:
            run.write(partial(store.save_ranking, source.id, harvest.ranking))

    def _place(self, harvest: Harvest, section: str | None) -> None:
        """Stories that were there already, of another list maybe, stand in this list's section, too."""
        fresh = {story.remote_id for batch in harvest.batches for story in batch}
        before = [each.remote_id for each in harvest.glimpses if each.known or each.remote_id not in fresh]
        if section is not None and before:
            self._run.write(partial(self._run.store.place_in, self.source.id, before, section))

    def _count(self, harvest: Harvest) -> None:
        unchanged = sum(glimpse.known for glimpse in harvest.glimpses)
        self._run.tally.add(
            self.source.name, stories=len(harvest.glimpses), unchanged=unchanged, skipped=harvest.skipped
        )
        self._bring_back({glimpse.remote_id for glimpse in harvest.glimpses})

    def _bring_back(self, seen: set[str]) -> None:
        """What the publisher shows again is no longer withdrawn."""
        if not seen:
            return
        if self._withdrawn is None:
            self._withdrawn = self._run.store.withdrawn(self.source.id)
        back = sorted(seen & self._withdrawn)
        if back:
            self._run.write(lambda: self._run.store.bring_back(self.source.id, back))
            self._withdrawn.difference_update(back)

    def _withdraw(self, asked: tuple[str, ...], present: tuple[str, ...]) -> None:
        store, number = self._run.store, self.source.id
        ruling = rule(
            asked, present, stored=store.stored_remote_ids(number, asked), suspected=self._suspected,
            count=store.count(number), already=self._gone_at_once,
        )  # fmt: skip
        if ruling is None:
            return
        self._bring_back(set(present))
        if ruling.gone:
            gone = self._run.write(lambda: store.withdraw(number, ruling.gone))
            self._run.tally.add(self.source.name, withdrawn=len(gone.gone))
            self._withdrawn = None
        self._gone_at_once += ruling.at_once
        settled = {*ruling.gone, *ruling.cleared}
        suspects = [each for each in dict.fromkeys([*self._suspects, *ruling.suspects]) if each not in settled]
        cursor = self._turn[1] if self._turn[0] in asked else self._cursor
        if suspects != self._suspects or cursor != self._cursor:
            self._suspects, self._cursor = suspects, cursor
            self._remember()
