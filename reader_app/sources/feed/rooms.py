"""Which categories are sections of newspapers ("Ekonomi", "Sports"), and which only words."""

from __future__ import annotations

from functools import lru_cache

from reader_app.content import sections


@lru_cache(maxsize=2048)
def known(name: str) -> str | None:
    """The section that a category means, by its usual name; None for any other word."""
    return sections.known(name)
