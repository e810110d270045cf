"""The records that pass between rooms: frozen, typed, standard library only.

A story changes its record at every stage, and the name tells the stage::

    source --Request--> http --Payload--> worker: ParsedStory --derive--> StoryToSave
    store --> Headline (a row of a list, no body) or Story (the page)

All times are aware datetimes in UTC. A story's ``id`` is its identity: a 63-bit number made from the
source's key and the publisher's own id, the same on every machine and after every restore; people and scripts
see it through `story_name`. A story's ``place`` is where it stands in the lists of one store (newer is larger).
"""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

# --- identity ---------------------------------------------------------------------------------------------

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u to be misread


def story_id(source_key: str, remote_id: str) -> int:
    """The identity of the publisher's story ``remote_id``: 63 bits, always positive."""
    digest = hashlib.blake2b(f"{source_key}\n{remote_id}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def story_name(identity: int) -> str:
    """The identity as people and scripts see it: 13 letters and digits."""
    letters = []
    for _ in range(13):
        identity, digit = divmod(identity, 32)
        letters.append(_DIGITS[digit])
    return "".join(reversed(letters))


def parse_story_name(name: str) -> int | None:
    """The identity a name stands for, or None where the text is no story's name."""
    if len(name) != 13:
        return None
    identity = 0
    for letter in name.lower():
        digit = _DIGITS.find(letter)
        if digit < 0:
            return None
        identity = identity * 32 + digit
    return identity if identity < 1 << 63 else None


# --- on the wire ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Request:
    """One GET. ``expect`` is what may come back: "json", "html", "feed", "picture" or "any"."""

    url: str
    expect: str = "any"
    conditional: bool = False  # send the validators known for this very URL
    bear: frozenset[int] = frozenset()  # error statuses that are an answer here, not a failure
    from_public_page: bool = False  # the address came out of a stranger's page: private addresses are refused
    page: str = ""  # that page's address: one that stands in a private network itself may lead there
    key: str = ""  # the kind whose API key opens it; `http` adds the key on the wire, so it is in no address and no error


@dataclass(frozen=True, slots=True)
class Payload:
    """What a server answered; ``headers`` have lower-case names, ``body`` is decompressed."""

    url: str  # after redirects
    status: int
    headers: Mapping[str, str]
    body: bytes
    received: int = 0  # bytes that crossed the network
    unchanged: bool = False  # 304, or the same body as last time
    moved_to: str | None = None  # where a chain of permanent redirects (301, 308) ended


# --- what a news API says ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rendition:
    """One size of a picture; ``width`` in pixels, 0 where unknown."""

    url: str
    width: int = 0


@dataclass(frozen=True, slots=True)
class ParsedImage:
    renditions: tuple[Rendition, ...]  # never empty; all absolute http(s) addresses
    alt: str = ""
    caption: str = ""  # plain text, without the credit
    credit: str = ""
    width: int = 0  # of the original, 0 where unknown
    height: int = 0


@dataclass(frozen=True, slots=True)
class ParsedSection:
    remote_id: str
    name: str  # plain text
    parent: str | None = None  # remote id; cycles and unknown parents are the store's to survive


@dataclass(frozen=True, slots=True)
class ParsedStory:
    """One story as its publisher's API gave it, wire quirks removed; the HTML is untouched."""

    remote_id: str  # the API's own id, unique within the source
    url: str
    title: str  # plain text, one line
    html: str
    guid: str = ""  # joins the same story reached by another API
    cut: bool = False  # only a teaser, or nothing, of its text: the rest stands on its page
    by_page: bool = False  # the page knows title and date better (a list or a sitemap names them only roughly)
    summary: str = ""  # plain text
    author: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    sections: tuple[str, ...] = ()  # remote ids, the most telling first
    tags: tuple[str, ...] = ()
    lead: ParsedImage | None = None
    protected: bool = False  # listed, but its text opens with a password only
    language: str = ""


@dataclass(frozen=True, slots=True)
class PageStory:
    """A story as its own web page tells it. What the page does not tell is empty or None."""

    url: str  # where the story lives: canonical, absolute
    title: str  # plain text, without the site's name
    html: str  # the story's body alone; "" where the page holds none, or shows it to subscribers only
    summary: str = ""
    author: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    section: str = ""
    tags: tuple[str, ...] = ()
    lead: ParsedImage | None = None
    site: str = ""  # the publisher's name
    language: str = ""
    more: tuple[str, ...] = ()  # addresses of the story's further pages, or the one address that shows it whole
    whole: bool = False  # ``more`` is that one address: it replaces this page instead of going on from it
    problem: str = ""  # an errors.Reason value where the body is not the whole story: "paywall", "blocked", "no-story"
    extractor: str = ""  # what found the body, with version: "rule", "trafilatura 2.3.1", …


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place in a publisher's own ranking."""

    remote_id: str
    title: str
    url: str
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """Everything one payload held. ``skipped`` counts entries that could not be read."""

    stories: tuple[ParsedStory, ...] = ()
    sections: tuple[ParsedSection, ...] = ()
    ranking: tuple[Ranked, ...] = ()
    present: tuple[str, ...] = ()  # remote ids a presence check answered with
    total_pages: int | None = None
    total: int | None = None
    skipped: int = 0
    facts: Mapping[str, Any] = field(default_factory=dict)  # anything else small the source's own steps want


# --- on the way into the store ----------------------------------------------------------------------------


class Verdict(enum.Enum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class ImageToSave:
    url: str  # the rendition to download
    alt: str = ""
    caption: str = ""
    credit: str = ""
    width: int = 0
    height: int = 0
    lead: bool = False


@dataclass(frozen=True, slots=True)
class StoryToSave:
    """A story with everything derived that is costly to derive; made in a worker, only stored here."""

    id: int
    remote_id: str
    guid: str
    url: str
    title: str
    summary: str
    author: str
    published: datetime | None
    modified: datetime | None
    sections: tuple[str, ...]
    tags: tuple[str, ...]
    protected: bool
    language: str
    words: int
    text_z: bytes  # zlib; UTF-8 plain text, paragraphs separated by blank lines
    html_z: bytes  # zlib with the last 32 KiB of that UTF-8 text as its dictionary; the publisher's HTML
    hash: int  # 63 bits over all that a reader would notice (see content.derive)
    index_title: str  # folded for the index (content.fold)
    index_text: str
    images: tuple[ImageToSave, ...]
    cut: bool = False
    by_page: bool = False
    listed_in: bool = False  # its sections are those of the list it came with: others it stands in stay


@dataclass(frozen=True, slots=True)
class PictureWanted:
    """An address whose picture stories show and the store does not have."""

    image_id: int
    url: str
    story_url: str  # the newest story that shows it
    tries: int = 0  # how often it failed
    source_url: str = ""  # of that story's source: one in a private network may have its pictures there


@dataclass(frozen=True, slots=True)
class TextWanted:
    """A story that arrived cut, or whose source's pages are always read: its page is to be asked."""

    id: int
    url: str
    title: str
    author: str
    language: str
    source_id: int
    source_url: str
    by_page: bool
    tries: int = 0
    words: int = 0  # of what is stored
    lead: ParsedImage | None = None  # the picture it came with
    again: bool = False  # its page was read before


@dataclass(frozen=True, slots=True)
class ToConvert:
    """A story without Markdown, or with one of an older converter."""

    id: int
    html: str
    base_url: str
    pictures: tuple[str, ...]  # the addresses of its images, as `ImageToSave.url` had them
    lead: str = ""  # of them, the one that the page shows above the text


# --- out of the store -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Failure:
    """Why something failed, as data; `words.failure` makes it a sentence."""

    reason: str  # an errors.Reason value
    url: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    id: int
    key: str  # identity across machines
    kind: str
    name: str
    url: str  # what the reader would open in a browser
    sections: int
    stories: int
    unread: int
    paused: bool = False
    removed: bool = False  # no longer followed; kept for its saved stories
    last_sync: datetime | None = None
    last_error: Failure | None = None
    next_try: datetime | None = None
    config: Mapping[str, Any] = field(default_factory=dict)  # what the kind needs to reach it (API base, …)
    memory: Mapping[str, Any] = field(default_factory=dict)  # how far its sync has come; the kind's own
    fulltext: str = "cut"  # when a story's page is fetched for its text: "cut", "always" or "never"
    every: int | None = None  # minutes between syncs; None: as the settings say
    section: int | None = None  # all its stories go there
    week_stories: int = 0  # that arrived in the last seven days
    week_bytes: int = 0  # that crossed the network for it in the last seven days


@dataclass(frozen=True, slots=True)
class Section:
    id: int
    name: str
    parent: int | None
    position: int
    hidden: bool
    stories: int
    unread: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """A section as its publisher has it, and which of ours its stories go into."""

    remote_id: str
    name: str
    section: int


@dataclass(frozen=True, slots=True)
class Headline:
    """A story's row in a list."""

    id: int
    place: int
    title: str
    section: str
    source: str
    source_id: int
    author: str
    published: datetime
    updated: datetime | None  # set once the publisher changed the story after we had it, or says so
    url: str
    read: bool
    saved: bool
    words: int
    picture: str | None  # file name of the lead picture, for Paths.picture(); None while not stored
    protected: bool = False
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Image:
    url: str
    alt: str
    caption: str
    credit: str
    width: int  # pixels of what is stored; of what the publisher said while not; 0 unknown
    height: int
    lead: bool
    picture: str | None  # file name, for Paths.picture()
    problem: str | None = None  # an errors.Reason value: why it is not stored


@dataclass(frozen=True, slots=True)
class Story:
    """The page of one story; ``markdown`` is None until it was converted."""

    headline: Headline
    summary: str
    text: str
    markdown: str | None
    images: tuple[Image, ...]
    sections: tuple[str, ...]
    tags: tuple[str, ...]
    language: str
    versions: int = 0  # earlier versions kept
    cut: bool = False  # what is stored is not the whole story
    cut_why: Failure | None = None  # the reason, where its page was asked and did not give it
    position: float = 0.0  # how far the reader came, 0 to 1

    @property
    def lead(self) -> Image | None:
        return next((image for image in self.images if image.lead), None)


class Order(enum.Enum):
    NEWEST = "newest"
    BEST = "best"


@dataclass(frozen=True, slots=True)
class StoryQuery:
    """Which stories a list shows, newest first. None and False mean "do not care"."""

    section: int | None = None
    source: int | None = None
    unread: bool = False
    saved: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The first rows of a list and how many it has in all."""

    headlines: tuple[Headline, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A found story; ``marks`` are (start, end) of the words found within ``snippet``."""

    headline: Headline
    snippet: str
    marks: tuple[tuple[int, int], ...]
    title_marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SearchPage:
    hits: tuple[Hit, ...]
    count: int
    exact: bool  # False: there are at least ``count``
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Popular:
    rank: int
    headline: Headline


@dataclass(frozen=True, slots=True)
class Changes:
    """What one write changed. Ids are story identities; a view asks "is it mine?"."""

    new: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()
    sources: bool = False  # the list of sources, their errors or counts
    sections: bool = False  # the list of sections or their order
    popular: bool = False
    settings: bool = False
    deed: str | None = None  # what the reader did, a words key ("save", "mark-read", …), where undo can take it back
    foreign: bool = False  # another process wrote: nothing is known but that something changed

    def __bool__(self) -> bool:
        return bool(
            self.new or self.changed or self.gone or self.sections or self.sources
            or self.popular or self.settings or self.foreign
        )


# --- sync -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Offer:
    """What an address offers to follow."""

    kind: str
    key: str
    name: str
    url: str
    config: Mapping[str, Any]
    description: str = ""
    newest: tuple[str, ...] = ()  # titles
    needs_key: bool = False  # an API key must be given before it can be followed
    followed: str = ""  # the name of the source by which this site is followed already, another way or this


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a sync stands. ``phase`` is "stories", "pictures" or "pages" (Markdown); totals are None while unknown."""

    phase: str
    source: str
    done: int
    total: int | None
    stories: int
    bytes: int


@dataclass(frozen=True, slots=True)
class SourceFailure:
    source_id: int
    name: str
    failure: Failure
    retry_at: datetime | None


@dataclass(frozen=True, slots=True)
class SyncReport:
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    skipped: int = 0  # stories that could not be read; the rest landed
    stories: int = 0  # read from the network in this sync
    bytes: int = 0
    pictures: int = 0
    pictures_failed: int = 0
    failed: tuple[SourceFailure, ...] = ()
    synced: int = 0  # sources that went well
    offline: bool = False  # no source could be reached at all
    cancelled: bool = False
