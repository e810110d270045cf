"""The news APIs that Berita speaks, by name, in the order in which what they offer is worth following."""

from __future__ import annotations

from reader_app.errors import NotFound
from reader_app.sources.feed import Feed
from reader_app.sources.guardian import Guardian
from reader_app.sources.listing import Listing
from reader_app.sources.newsapi import NewsApi
from reader_app.sources.page import Page
from reader_app.sources.protocol import SourceKind
from reader_app.sources.sitemap import Sitemap
from reader_app.sources.wordpress import WordPress

KINDS: dict[str, SourceKind] = {}


def register(kind: SourceKind) -> None:
    """Add a kind, or put it in the place of the one with its name."""
    KINDS[kind.kind] = kind


def kind(name: str) -> SourceKind:
    """Raises NotFound: the store may come from a Berita that speaks more."""
    try:
        return KINDS[name]
    except KeyError as error:
        raise NotFound("kind", name) from error


for each in (Guardian(), NewsApi(), WordPress(), Feed(), Sitemap(), Listing(), Page()):
    register(each)
