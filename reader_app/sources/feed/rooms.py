"""Which categories are sections of newspapers ("Ekonomi", "Sports"), and which only words."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module


@lru_cache(maxsize=1)
def _list() -> Callable[[str], str | None] | None:
    try:
        found: Callable[[str], str | None] = import_module("reader_app.content.sections").known
    except (ImportError, AttributeError):
        return None
    return found


@lru_cache(maxsize=2048)
def known(name: str) -> str | None:
    """The section that a category means, by its usual name; None for any other word."""
    ask = _list()
    return ask(name) if ask is not None and name and len(name) < 80 else None
