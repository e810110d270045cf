"""Records for tests: say what matters, the rest has a plain default."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from reader_app.content.derive import derive
from reader_app.records import Offer, ParsedImage, ParsedSection, ParsedStory, Rendition, StoryToSave

NOW = datetime(2026, 3, 7, 12, 0, tzinfo=UTC)
KEY = "test:kabar"


def offer(key: str = KEY, **other: Any) -> Offer:
    return Offer(**{"kind": "wordpress", "key": key, "name": "Kabar Uji", "url": "http://kabar.test", "config": {}} | other)


def sections() -> list[ParsedSection]:
    return [
        ParsedSection("1", "Dunia"), ParsedSection("2", "Politik"), ParsedSection("3", "Olahraga"),
        ParsedSection("4", "Sepak Bola", parent="3"),
    ]


def picture(url: str, **other: Any) -> ParsedImage:
    return ParsedImage(**{"renditions": (Rendition(url, 1200),), "alt": "sebuah gambar"} | other)


def parsed_story(number: int = 1, **other: Any) -> ParsedStory:
    """Story ``number`` was published that many minutes before NOW."""
    fields: dict[str, Any] = {
        "remote_id": str(number),
        "url": f"http://kabar.test/{number}",
        "title": f"Kabar nomor {number}",
        "html": f"<p>Isi kabar nomor {number} dari desa.</p>",
        "author": "Sari Melati",
        "published": NOW - timedelta(minutes=number),
        "sections": ("1",),
    }
    return ParsedStory(**fields | other)


def story(number: int = 1, key: str = KEY, **other: Any) -> StoryToSave:
    return derive(parsed_story(number, **other), key, ceiling=1280)
