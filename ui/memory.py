"""What the window remembers between two starts: size, columns, tab, story. Convenience, not data: what cannot be read
is forgotten, and a place that cannot be written to is no reason to complain."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass
class Memory:
    geometry: str = ""  # QWidget.saveGeometry, base64
    columns: tuple[int, ...] = (368, 650, 258)  # widths of list, article, rail
    rail: bool = True  # wished for on a wide window
    tab: int = 0  # as in section_tabs
    unread: bool = False
    story: int | None = None
    best: bool = False  # search results: best first
    sources_geometry: str = ""

    def keep(self, path: Path) -> None:
        """Write all of it, whole or not at all."""
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            beside.write_text(json.dumps(dataclasses.asdict(self)), "utf-8")
            os.replace(beside, path)
        except OSError:
            with contextlib.suppress(OSError):
                beside.unlink()


def recall(path: Path) -> Memory:
    """What was kept at ``path``; what is missing or makes no sense there is as at first."""
    try:
        kept = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return Memory()
    memory = Memory()
    if isinstance(kept, dict):
        for name, check in _CHECKS.items():
            if name in kept and check(kept[name]):
                value = kept[name]
                setattr(memory, name, tuple(value) if isinstance(value, list) else value)
    return memory


def _columns(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 3 and all(type(each) is int and 0 <= each < 20_000 for each in value)


def _text(value: Any) -> bool:
    return isinstance(value, str) and value.isascii()


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


_CHECKS = {
    "geometry": _text,
    "columns": _columns,
    "rail": _flag,
    "tab": lambda value: type(value) is int and abs(value) < 1 << 31,
    "unread": _flag,
    "story": lambda value: value is None or (type(value) is int and 0 <= value < 1 << 63),
    "best": _flag,
    "sources_geometry": _text,
}
