"""Ready-made sets of sources, ``resources/editions``: data that names addresses with good evidence, and never a key."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from reader_app.records import Offer


@dataclass(frozen=True, slots=True)
class Edition:
    id: str
    name: str
    description: str
    language: str  # of its stories
    offers: tuple[Offer, ...]


def editions(language: str = "en") -> list[Edition]:
    """All editions, told in ``language``; those in that language first."""
    made = [_edition(told, language) for told in _shipped()]
    return sorted(made, key=lambda each: each.language != language)


@lru_cache(maxsize=1)
def _shipped() -> tuple[Mapping[str, Any], ...]:
    folder = files("resources").joinpath("editions")
    found = [json.loads(each.read_text("utf-8")) for each in folder.iterdir() if each.name.endswith(".json")]
    return tuple(sorted(found, key=lambda told: told["order"]))


def _edition(told: Mapping[str, Any], language: str) -> Edition:
    return Edition(
        id=told["id"],
        name=told["name"].get(language) or told["name"]["en"],
        description=told["description"].get(language) or told["description"]["en"],
        language=told["language"],
        offers=tuple(
            Offer(each["kind"], each["key"], each["name"], each["home"], each["config"]) for each in told["sources"]
        ),
    )
