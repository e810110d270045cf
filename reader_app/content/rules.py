"""What is known of single sites: how their pages and lists are built. Data, in ``resources/rules``, one file a publisher."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Rule:
    """One site; ``resources/rules/README.md`` explains the parts."""

    name: str
    hosts: tuple[str, ...]
    language: str = ""
    zone: str = ""
    page: Mapping[str, Any] = field(default_factory=dict)
    story: Mapping[str, Any] = field(default_factory=dict)
    lists: Mapping[str, Any] = field(default_factory=dict)

    def selectors(self, part: str) -> list[str]:
        """The CSS selectors for a part of the page, the surest first."""
        told = self.page.get(part) or []
        return [told] if isinstance(told, str) else [str(each) for each in told]


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """All rules that are shipped; a file that is broken is passed over (a test finds it)."""
    found = []
    try:
        shipped = sorted(files("resources").joinpath("rules").iterdir(), key=lambda each: each.name)
    except OSError:
        return ()
    for each in shipped:
        if each.name.endswith(".json"):
            try:
                found.append(read(json.loads(each.read_text("utf-8"))))
            except (ValueError, TypeError, KeyError):
                continue
    return tuple(found)


def read(told: Mapping[str, Any]) -> Rule:
    """A rule from its data. Raises KeyError, TypeError."""
    return Rule(
        name=str(told["name"]), hosts=tuple(str(each) for each in told["hosts"]), language=str(told.get("language", "")),
        zone=str(told.get("zone", "")), page=dict(told.get("page", {})), story=dict(told.get("story", {})),
        lists=dict(told.get("lists", {})),
    )  # fmt: skip


def rule_for(host: str) -> Rule | None:
    """The rule of a site by one of its hosts, also below them ("politik.rmol.id")."""
    host = host.lower().rpartition("@")[2].partition(":")[0].rstrip(".")
    best: Rule | None = None
    longest = 0
    for rule in rules():
        for each in rule.hosts:
            if (host == each or host.endswith("." + each)) and len(each) > longest:
                best, longest = rule, len(each)
    return best


def rule_named(name: str) -> Rule | None:
    return next((each for each in rules() if each.name == name), None)
