"""A feed as it stands in the document, whatever its language: what `documents` and `jsonfeed` read, what `stories` makes
stories of. Texts are untouched; addresses are as they were written."""

from __future__ import annotations

from dataclasses import dataclass, field

ENCLOSURE = 3  # a medium's rank: of RSS' enclosure and what is like it


@dataclass(slots=True)
class Medium:
    """A picture, sound or film that an entry names."""

    url: str
    type: str = ""  # MIME
    medium: str = ""  # "image", "audio", "video"; "" where nobody says
    width: int = 0
    height: int = 0
    title: str = ""
    caption: str = ""  # HTML or text
    credit: str = ""
    alt: str = ""
    group: int = 0  # media of one group, but 0, are one thing in several sizes
    rank: int = 0  # how surely it is the story's picture: the lowest first


@dataclass(slots=True)
class Entry:
    identity: str = ""  # guid, id, rdf:about
    link: str = ""
    title: str = ""
    literal: bool = False  # the title is plain text: what looks like a tag in it is none
    html: str = ""  # the richest text
    summary: str = ""  # HTML: a shorter one, where there are two
    whole: bool = False  # stands where a whole text stands: content:encoded, Atom's content, content_html
    base: str = ""  # xml:base
    authors: list[str] = field(default_factory=list)
    published: tuple[str, ...] = ()  # dates, the most trusted first
    modified: tuple[str, ...] = ()
    categories: list[str] = field(default_factory=list)
    media: list[Medium] = field(default_factory=list)
    language: str = ""


@dataclass(slots=True)
class Document:
    form: str = ""  # "rss", "rdf", "atom", "json"
    title: str = ""
    literal: bool = False
    home: str = ""
    description: str = ""
    language: str = ""
    base: str = ""
    picture: str = ""  # the logo
    authors: list[str] = field(default_factory=list)
    minutes: int = 0  # between two visits, as the feed wishes; 0: it does not say
    next: str = ""  # the address of the page with older stories
    generator: str = ""
    entries: list[Entry] = field(default_factory=list)
    skipped: int = 0
