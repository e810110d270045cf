"""Jobs and a source kind that do what no honest publisher does. Imported by worker processes, so it stands by itself.

`Bulletin` is the plainest news API there is: one JSON list of stories. A story's ``deed`` makes its reader suffer.
"""

from __future__ import annotations

import json
import os
import re
import signal
from datetime import UTC, datetime
from typing import Any

from reader_app.errors import PayloadError, Reason
from reader_app.records import Offer, ParsedImage, ParsedPage, ParsedSection, ParsedStory, Payload, Rendition, Request
from reader_app.sources.protocol import (
    Conversation,
    Fetch,
    Following,
    Remember,
    Step,
    Wish,
    Withdraw,
)


def double(number: int) -> int:
    return number * 2


def process() -> int:
    return os.getpid()


def niceness() -> int:
    return os.nice(0)


def spin() -> None:
    while True:
        pass


def spin_in_c() -> None:
    """A pattern that holds the interpreter for ages without coming back from C."""
    re.match(r"(a+)+$", "a" * 64 + "b")


def eat() -> int:
    """Four gigabytes, piece by piece."""
    eaten = [bytearray(64 * 1024 * 1024) for _ in range(64)]
    return len(eaten)


def die() -> None:
    os._exit(7)


def be_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def stumble() -> None:
    raise ZeroDivisionError("a bug")


DEEDS = {"spin": spin, "spin in C": spin_in_c, "eat": eat, "die": die, "be killed": be_killed, "stumble": stumble}


class Bulletin:
    """Reads ``[{"id", "title", "html", "published", "modified", "sections", "deed"}, …]`` from ``config["url"]``."""

    kind = "bulletin"

    def discover(self, page: Payload, fetch: Fetch) -> list[Offer]:
        return []

    def steps(self, following: Following, wish: Wish) -> Conversation:
        base = following.config["url"]
        yield Step(Request(f"{base}/sections", expect="json"), "sections", optional=True)
        page, told = 1, 1
        while page <= told:
            request = Request(f"{base}/stories?page={page}", expect="json", conditional=page == 1)
            answer = yield Step(request, "stories")
            if answer is None or answer.unchanged:
                return
            if answer.error is not None:
                raise answer.error
            told = answer.total_pages or 1
            yield Remember({"pages": page})
            page += 1
        asked = tuple(dict.fromkeys([*following.oldest, *following.recent]))
        if asked:
            request = Request(f"{base}/present?ids={','.join(asked)}", expect="json")
            answer = yield Step(request, "present", optional=True)
            if answer is not None and answer.error is None:
                yield Withdraw(asked, answer.present)

    def parse(self, what: str, payload: Payload, following: Following) -> ParsedPage:
        try:
            found = json.loads(payload.body)
        except ValueError as error:
            raise PayloadError(following.name, "JSON", Reason.NOT_JSON) from error
        if what == "present":
            return ParsedPage(present=tuple(str(each) for each in found))
        if what == "sections":
            return ParsedPage(sections=tuple(ParsedSection(each["id"], each["name"]) for each in found))
        told = int(payload.headers.get("x-pages", "1"))
        return ParsedPage(stories=tuple(_story(each, payload.url) for each in found), total_pages=told)


class Stumbling(Bulletin):
    """A kind with a bug in its conversation."""

    kind = "stumbling"

    def steps(self, following: Following, wish: Wish) -> Conversation:
        yield Step(Request(f"{following.config['url']}/stories?page=1", expect="json"), "stories")
        stumble()


class Sealed(Bulletin):
    """A kind whose payloads nobody can take apart."""

    kind = "sealed"

    def apart(self, what: str, payload: Payload) -> list[Payload]:
        return []


def _story(told: dict[str, Any], url: str) -> ParsedStory:
    if "deed" in told:
        DEEDS[told["deed"]]()
    picture = told.get("picture")
    return ParsedStory(
        remote_id=str(told["id"]),
        url=f"{url.rpartition('/')[0]}/{told['id']}",
        title=told.get("title", f"Kabar nomor {told['id']}"),
        html=told.get("html", f"<p>Isi kabar nomor {told['id']} dari desa.</p>"),
        published=_moment(told.get("published")),
        modified=_moment(told.get("modified")),
        sections=tuple(told.get("sections", ())),
        lead=ParsedImage((Rendition(picture),), alt="gambar") if picture else None,
    )


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
