"""What the sync asks of the store and of the network, precisely: the store room implements `SyncStore`.

All methods may be called from any thread and block until done; each write is one transaction and returns
what it changed. None of them is slow but `known`, which is asked at most once a source and sync.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from reader_app.records import (
    Changes,
    Failure,
    ParsedSection,
    Payload,
    PictureWanted,
    Ranked,
    Request,
    StoryToSave,
    TextWanted,
    ToConvert,
)

__all__ = ["Network", "PictureWanted", "SyncStore", "TextWanted", "ToConvert", "Validators"]


class SyncStore(Protocol):
    # --- reading ---

    def known(self, source_id: int) -> dict[int, int]:
        """Story identity → content hash of every story of the source that is stored, withdrawn ones too."""
        ...

    def withdrawn(self, source_id: int) -> set[str]:
        """Remote ids of the source's stories that are stored and marked as withdrawn."""
        ...

    def count(self, source_id: int) -> int:
        """Stories of the source that are stored and not withdrawn."""
        ...

    def failures(self, source_id: int) -> int:
        """How often in a row, up to now, `outcome` was a failure."""
        ...

    def recent_remote_ids(self, source_id: int, limit: int) -> list[str]:
        """Of the newest stories not withdrawn, the newest first."""
        ...

    def remote_ids_after(self, source_id: int, after: str, limit: int) -> list[str]:
        """The next remote ids, in their own order as text, of stories not withdrawn; from the first for ``""``."""
        ...

    def stored_remote_ids(self, source_id: int, remote_ids: Sequence[str]) -> set[str]:
        """Those of ``remote_ids`` that are stored and not withdrawn."""
        ...

    def wanted_pictures(self, limit: int, now: datetime) -> list[PictureWanted]:
        """Pictures to download whose next try has come, those of the newest stories first; each address once."""
        ...

    def wanted_texts(self, source_ids: Sequence[int], limit: int, now: datetime) -> list[TextWanted]:
        """Stories of these sources whose page is to be asked now, the newest first."""
        ...

    def used_today(self, kind: str) -> int:
        """Requests that all sources of a kind made today (UTC)."""
        ...

    def unconverted(self, version: int, limit: int, *, cut: bool = True) -> list[ToConvert]:
        """The newest stories whose Markdown is missing or was made by a converter older than ``version``; without
        ``cut`` none whose page is still to be asked for the whole text."""
        ...

    # --- writing ---

    def save_batch(self, source_id: int, stories: Sequence[StoryToSave]) -> Changes: ...

    def save_sections(self, source_id: int, sections: Sequence[ParsedSection]) -> Changes: ...

    def save_ranking(self, source_id: int, ranking: Sequence[Ranked]) -> Changes: ...

    def remember(self, source_id: int, memory: Mapping[str, Any]) -> None: ...

    def reconfigure(self, source_id: int, config: Mapping[str, Any]) -> None: ...

    def withdraw(self, source_id: int, remote_ids: Sequence[str]) -> Changes: ...

    def bring_back(self, source_id: int, remote_ids: Sequence[str]) -> Changes:
        """These are public again; the others of them that never were withdrawn stay untouched."""
        ...

    def outcome(self, source_id: int, at: datetime, failure: Failure | None, next_try: datetime | None) -> Changes:
        """How a sync of the source ended; ``failure`` None: well (then it counts as synced at ``at``)."""
        ...

    def save_picture(self, image_id: int, name: str, width: int, height: int, size: int) -> Changes:
        """The address' picture is the file ``name`` of ``size`` bytes; the same name may come for several images."""
        ...

    def picture_failed(self, image_id: int, reason: str, next_try: datetime | None) -> Changes:
        """Counts one try more; ``next_try`` None: never again by itself."""
        ...

    def place_in(self, source_id: int, remote_ids: Sequence[str], section: str) -> Changes:
        """These stories stand in the source's section of that remote id, besides their own."""
        ...

    def save_text(self, identity: int, page: StoryToSave, problem: str, section: str) -> Changes:
        """What a story's page told; ``problem``: an errors.Reason value where it told not all, "" where it did."""
        ...

    def text_failed(self, identity: int, reason: str, next_try: datetime | None) -> Changes:
        """The page could not be had; ``next_try`` None: never again by itself."""
        ...

    def count_traffic(self, source_id: int, *, requests: int, received: int, stories: int) -> None: ...

    def save_markdown(self, pages: Sequence[tuple[int, int, str]]) -> Changes:
        """(story identity, converter version, Markdown); empty Markdown: cannot be converted, show the plain text."""
        ...


class Network(Protocol):
    """`http.Client`, as far as the sync knows it."""

    def fetch(self, request: Request, *, cancel: threading.Event | None = None) -> Payload: ...


class Validators(Protocol):
    """What a server said of an address' last answer, so that it can be asked "still the same?"."""

    def get(self, url: str) -> tuple[str | None, str | None] | None: ...

    def put(self, url: str, etag: str | None, last_modified: str | None) -> None: ...
