"""The sections that readers know from their newspaper, and what publishers call them.

A feed's categories are mostly tags: only those that are known here make sections. A name leads to the section's name in
its own language ("Internasional" → "Dunia", "International" → "World"): who reads papers in two languages has two tabs,
named as their stories speak, and who reads one language never meets the other's words. A name that is one of a section's
own is that section for every source, so that equal sections are one tab.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files

from reader_app.content.fold import fold

_LONGEST = 60  # characters of a section's name


def known(name: str) -> str | None:
    """The section that publishers call ``name``; None where no reader knows it as one."""
    if not name or len(name) > _LONGEST:
        return None
    return _table().get(_key(name))


def names() -> tuple[str, ...]:
    """The sections' own names."""
    return tuple(dict.fromkeys(_table().values()))


def _key(name: str) -> str:
    return " ".join(fold(name).replace("-", " ").replace("_", " ").split())


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    told = json.loads(files("resources").joinpath("sections.json").read_text("utf-8"))
    table: dict[str, str] = {}
    for section, others in told.items():
        for each in (section, *others):
            table.setdefault(_key(each), section)
    return table
