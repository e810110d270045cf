"""The news APIs that Berita speaks, by name, in the order in which what they offer is worth following."""

from __future__ import annotations

from reader_app.errors import NotFound
from reader_app.sources.protocol import SourceKind

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


import importlib

for _m,_c in (("guardian","Guardian"),("newsapi","NewsApi"),("wordpress","WordPress"),("feed","Feed"),("sitemap","Sitemap"),("listing","Listing"),("page","Page")):
    try:
        _mod = importlib.import_module("reader_app.sources."+_m)
        register(getattr(_mod,_c, None)() if hasattr(_mod,_c) else _mod.NewsAPI())
    except (ImportError, AttributeError): pass  # TEMPORARY while the rooms are being built
