"""What runs in a worker: a payload becomes batches ready to store, HTML becomes Markdown.

Everything here is a plain function of what it is given. The content room is imported only when there is something
for it, so that the process of the window, which imports this module to name its functions, stays small.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any, Protocol, runtime_checkable

from reader_app.errors import PayloadError
from reader_app.records import (
    ParsedPage,
    ParsedSection,
    ParsedStory,
    Payload,
    Ranked,
    StoryToSave,
    TextWanted,
    Verdict,
    story_id,
)
from reader_app.sources.protocol import Following, Glimpse, SourceKind
from reader_app.sync.decide import Known, decide
from reader_app.sync.ports import ToConvert

BATCH = 20  # stories in one transaction: some 20 ms at 50,000 stored, which is how long a mark of the reader may wait


@runtime_checkable
class Parting(Protocol):
    """A source kind that can take a payload of its API apart, for the search for the one story that spoils it."""

    def apart(self, what: str, payload: Payload) -> Sequence[Payload]:
        """Payloads of one story each, together as good as ``payload``."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One trip to a worker: all that it needs to read a payload."""

    kind: SourceKind
    what: str
    payload: Payload
    following: Following
    ceiling: int  # px, the longer side of stored pictures
    known: Known = field(default_factory=Known)
    section: str | None = None  # remote id of a section that all its stories stand in


@dataclass(frozen=True, slots=True)
class Harvest:
    """What comes back: finished batches for the store, and the facts the conversation goes on with."""

    batches: tuple[tuple[StoryToSave, ...], ...] = ()
    glimpses: tuple[Glimpse, ...] = ()
    sections: tuple[ParsedSection, ...] = ()
    ranking: tuple[Ranked, ...] = ()
    present: tuple[str, ...] = ()
    total_pages: int | None = None
    total: int | None = None
    skipped: int = 0
    facts: Mapping[str, Any] = field(default_factory=dict)
    error: PayloadError | None = None  # the payload, or the rest of it, could not be read


def read(reading: Reading) -> Harvest:
    """Parse, decide, and derive what is new or changed."""
    try:
        page = parse(reading)
    except PayloadError as error:
        return Harvest(error=error)
    stories, glimpses, skipped = _gather(page.stories, reading)
    return replace(
        harvest_of(page),
        batches=_batches(stories),
        glimpses=tuple(glimpses),
        skipped=page.skipped + skipped,
    )


def parse(reading: Reading) -> ParsedPage:
    try:
        return reading.kind.parse(reading.what, reading.payload, reading.following)
    except RecursionError as error:  # an answer nested so deep that it can only be meant to hurt
        raise PayloadError(reading.following.name, "nesting") from error


def harvest_of(page: ParsedPage) -> Harvest:
    """What a page without stories amounts to."""
    return Harvest(
        sections=page.sections, ranking=page.ranking, present=page.present, total_pages=page.total_pages,
        total=page.total, skipped=page.skipped, facts=dict(page.facts),
    )  # fmt: skip


def _gather(parsed: Sequence[ParsedStory], reading: Reading) -> tuple[list[StoryToSave], list[Glimpse], int]:
    if not parsed:
        return [], [], 0
    from reader_app.content.derive import content_hash, derive

    key = reading.following.key
    hashed = []
    for each in parsed:
        try:
            hashed.append((each, story_id(key, each.remote_id), content_hash(each)))
        except (PayloadError, RecursionError):
            continue
    stories: dict[int, StoryToSave] = {}
    skipped = len(parsed) - len(hashed)
    verdicts = decide(reading.known, [(identity, fresh) for _, identity, fresh in hashed])
    for (each, identity, _), verdict in zip(hashed, verdicts, strict=True):
        if verdict is not Verdict.UNCHANGED:
            try:
                made = derive(each, key, ceiling=reading.ceiling)
                if reading.section is not None:
                    made = replace(made, sections=tuple({reading.section: 0, **dict.fromkeys(made.sections)}), listed_in=True)
                stories[identity] = made
            except (PayloadError, RecursionError):
                skipped += 1
    stored = {identity for _, identity, fresh in hashed if reading.known.hash_of(identity) == fresh}
    glimpses = [
        Glimpse(each.remote_id, each.published, each.modified, known=story_id(key, each.remote_id) in stored)
        for each in parsed
    ]
    return list(stories.values()), glimpses, skipped


def apart(kind: SourceKind, what: str, payload: Payload) -> list[Payload]:
    """``payload`` story by story; empty where it cannot be taken apart."""
    if isinstance(kind, Parting):
        return list(kind.apart(what, payload))
    try:
        stories = json.loads(payload.body)
    except (ValueError, RecursionError):
        return []
    if not isinstance(stories, list):
        return []
    return [replace(payload, body=json.dumps([each]).encode()) for each in stories]


def together(harvests: Sequence[Harvest], *, skipped: int, error: PayloadError | None = None) -> Harvest:
    """The harvest of a payload that was read in pieces, ``skipped`` of which spoiled."""
    if not harvests:
        return Harvest(skipped=skipped, error=error)
    stories = {story.id: story for each in harvests for batch in each.batches for story in batch}
    facts: dict[str, Any] = {}
    for each in harvests:
        facts.update(each.facts)
    return Harvest(
        batches=_batches(list(stories.values())),
        glimpses=tuple(chain.from_iterable(each.glimpses for each in harvests)),
        sections=tuple(chain.from_iterable(each.sections for each in harvests)),
        ranking=tuple(chain.from_iterable(each.ranking for each in harvests)),
        present=tuple(chain.from_iterable(each.present for each in harvests)),
        total_pages=harvests[0].total_pages,
        total=harvests[0].total,
        skipped=skipped + sum(each.skipped + (each.error is not None) for each in harvests),
        facts=facts,
        error=error,
    )


def _batches(stories: Sequence[StoryToSave]) -> tuple[tuple[StoryToSave, ...], ...]:
    return tuple(tuple(stories[start : start + BATCH]) for start in range(0, len(stories), BATCH))


@dataclass(frozen=True, slots=True)
class Completion:
    """What the pages of a story that arrived cut amount to."""

    story: StoryToSave
    problem: str = ""  # an errors.Reason value where they do not tell the whole story
    section: str = ""
    more: tuple[str, ...] = ()  # pages still to be asked
    whole: bool = False  # ``more`` is one that shows the story whole


def complete(wanted: TextWanted, payloads: Sequence[Payload], ceiling: int) -> Completion:
    """The story as its ``payloads`` tell it, the first page first. Raises PayloadError."""
    from reader_app.content.derive import derive
    from reader_app.content.page import extract

    first, *rest = [extract(each.body, each.url, each.headers) for each in payloads]
    html = "\n".join(filter(None, (first.html, *(each.html for each in rest))))
    problem = first.problem if not rest or first.problem else next((each.problem for each in rest if each.problem), "")
    parsed = ParsedStory(
        remote_id=str(wanted.id), url=first.url or wanted.url, title=first.title or wanted.title, html=html,
        summary=first.summary, author=first.author or wanted.author, published=first.published, modified=first.modified,
        tags=first.tags, lead=first.lead or wanted.lead, language=first.language or wanted.language,
    )  # fmt: skip
    return Completion(
        derive(parsed, "", ceiling=ceiling), problem, first.section, first.more if not rest else (), first.whole
    )


def converter() -> int:
    """The version of the converter. Asked of a worker: to import it costs half a second and 10 MiB."""
    from reader_app.content.markdown import CONVERTER

    return CONVERTER


def convert(html: str, base_url: str, pictures: Sequence[str], lead: str = "") -> str:
    """One story's Markdown. Raises PayloadError."""
    from reader_app.content.markdown import to_markdown

    try:
        return to_markdown(html, base_url, pictures, lead=lead)
    except RecursionError as error:
        raise PayloadError(base_url, "nesting") from error


def convert_all(stories: Sequence[ToConvert]) -> list[tuple[int, str]]:
    """(identity, Markdown) of each; the Markdown of one that cannot be converted is empty."""
    pages = []
    for each in stories:
        try:
            pages.append((each.id, convert(each.html, each.base_url, each.pictures, each.lead)))
        except PayloadError:
            pages.append((each.id, ""))
    return pages
