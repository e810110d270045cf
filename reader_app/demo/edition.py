"""The sample edition as records: resources/sample read once, when first asked for, and what it offers to follow.

How its files are written is told in resources/sample/README.md. Everything counts from an *anchor*, the moment of
the first sync: a story's age back from it, a correction's time on from it.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from reader_app.records import Offer

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_AGE = re.compile(r"(-)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?")
_KEYS = frozenset(
    "title section also author age tags picture alt caption credit excerpt language protected".split()
)


@dataclass(frozen=True, slots=True)
class SampleSection:
    id: int
    slug: str
    name: str
    description: str = ""
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class SampleAuthor:
    id: int
    slug: str
    name: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class SamplePicture:
    """A picture and its smaller rendition."""

    name: str
    width: int
    height: int
    small_width: int
    small_height: int
    bytes: int
    small_bytes: int
    alt: str
    caption: str
    credit: str

    @property
    def file(self) -> str:
        return f"{self.name}.jpg"

    @property
    def small_file(self) -> str:
        return f"{self.name}-{self.small_width}x{self.small_height}.jpg"


@dataclass(frozen=True, slots=True)
class SampleStory:
    """One story file. ``age`` is negative for a story that comes out after the anchor."""

    slug: str
    title: str
    html: str
    section: str = "dunia"
    author: str = "redaksi"
    age: timedelta = timedelta(0)
    also: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    picture: str = ""
    alt: str = ""  # alt, caption, credit: empty where the picture's own serve
    caption: str = ""
    credit: str = ""
    excerpt: str = ""
    language: str = "id"
    protected: str = ""  # the password

    @property
    def id(self) -> int:
        return remote_id("story", self.slug)

    @property
    def sections(self) -> tuple[str, ...]:
        return (self.section, *self.also)


@dataclass(frozen=True, slots=True)
class Correction:
    """A later edit of a story, ``after`` the anchor (negative: before the first sync)."""

    slug: str
    after: timedelta
    title: str = ""
    replace: tuple[str, str] | None = None
    add: str = ""

    def apply(self, title: str, html: str) -> tuple[str, str]:
        if self.replace:
            html = html.replace(*self.replace)
        if self.add:
            html = f"{html}\n\n{self.add}"
        return self.title or title, html


@dataclass(frozen=True, slots=True)
class Edition:
    name: str
    description: str
    key: str
    timezone: str
    language: str
    sections: dict[str, SampleSection]
    authors: dict[str, SampleAuthor]
    pictures: dict[str, SamplePicture]
    stories: dict[str, SampleStory]
    sticky: frozenset[str]
    popular: tuple[str, ...]
    corrections: tuple[Correction, ...]


def remote_id(kind: str, name: str) -> int:
    """The number a thing has in the sample site: made from its name, so adding a file moves no other."""
    return 1000 + int.from_bytes(hashlib.blake2b(f"{kind}:{name}".encode(), digest_size=3).digest(), "big")


def duration(text: str) -> timedelta:
    """ "12d4h", "3h20m", "-12m" as a span of time."""
    match = _AGE.fullmatch(text)
    if not match or not any(match.groups()[1:]):
        raise ValueError(f"not a span of time: {text!r}")
    sign, days, hours, minutes = match.groups()
    span = timedelta(days=int(days or 0), hours=int(hours or 0), minutes=int(minutes or 0))
    return -span if sign else span


def parse_story(slug: str, text: str) -> SampleStory:
    """A story file: header lines, a blank line, the body."""
    head, _, body = text.replace("\r\n", "\n").partition("\n\n")
    fields: dict[str, str] = {}
    for line in head.splitlines():
        key, colon, value = line.partition(":")
        if not colon or key not in _KEYS or key in fields:
            raise ValueError(f"{slug}: not a header line: {line!r}")
        fields[key] = value.strip()
    return SampleStory(
        slug=slug,
        html=body.strip(),
        age=duration(fields.pop("age")),
        also=_words(fields.pop("also", "")),
        tags=_words(fields.pop("tags", "")),
        **fields,
    )


def files() -> Traversable:
    """The folder of the sample edition, wherever Berita is installed."""
    from importlib.resources import files as package_files

    return package_files("resources").joinpath("sample")


@functools.cache
def load() -> Edition:
    """The whole edition; some milliseconds the first time."""
    folder = files()
    site = _site()
    pictures = json.loads(folder.joinpath("pictures.json").read_text("utf-8"))
    stories = (
        parse_story(file.name.removesuffix(".html"), file.read_text("utf-8"))
        for file in sorted(folder.joinpath("stories").iterdir(), key=lambda file: file.name)
        if file.name.endswith(".html")
    )
    return Edition(
        name=site["name"],
        description=site["description"],
        key=site["key"],
        timezone=site["timezone"],
        language=site["language"],
        sections={one["slug"]: SampleSection(**one) for one in site["sections"]},
        authors={one["slug"]: SampleAuthor(**one) for one in site["authors"]},
        pictures={one["name"]: SamplePicture(**one) for one in pictures},
        stories={story.slug: story for story in stories},
        sticky=frozenset(site["sticky"]),
        popular=tuple(site["popular"]),
        corrections=tuple(_correction(one) for one in site["corrections"]),
    )


def offer(url: str, *, anchor: datetime | None = None) -> Offer:
    """What the sample server at ``url`` offers to follow, counted from ``anchor`` (now)."""
    site = _site()
    url = url.rstrip("/")
    anchor = (anchor or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    return Offer(
        kind="wordpress",
        key=site["key"],
        name=site["name"],
        url=f"{url}/",
        config={
            "api": f"{url}/wp-json/",
            "home": f"{url}/",
            "timezone": site["timezone"],
            "popular": True,
            "sample": True,
            "anchor": anchor.isoformat(),
        },
        description=site["description"],
    )


@functools.cache
def _site() -> dict[str, Any]:
    site: dict[str, Any] = json.loads(files().joinpath("edition.json").read_text("utf-8"))
    return site


def _correction(one: dict[str, Any]) -> Correction:
    replace = one.get("replace")
    return Correction(
        slug=one["slug"],
        after=duration(one["after"]),
        title=one.get("title", ""),
        replace=(replace[0], replace[1]) if replace else None,
        add=one.get("add", ""),
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in (part.strip() for part in text.split(",")) if word)
