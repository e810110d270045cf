"""The table of a run, as text and as JSON."""

from __future__ import annotations

import dataclasses
import json
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.figures import Figure

_HEAD = ("work", "limit", "figure", "cpu", "floor", "ratio", "")


def line(each: Figure) -> tuple[str, ...]:
    ratio = f"{each.value / each.floor:.1f} x" if each.value is not None and each.floor else ""
    floor = _number(each.floor, each.unit) if each.floor else ""
    cpu = _number(each.cpu, each.unit) if each.cpu is not None else ""
    verdict = "MISSED, cpu within; " if each.waited else "MISSED; " if each.missed else ""
    note = verdict + each.note
    return each.work, _number(each.limit, each.unit), _number(each.value, each.unit), cpu, floor, ratio, note.rstrip("; ")


def _number(value: float | None, unit: str) -> str:
    if value is None:
        return "-"
    digits = 2 if unit == "s" else 0 if value >= 100 else 1
    return f"{value:,.{digits}f} {unit}"


def text(figures: list[Figure]) -> str:
    lines = [_HEAD, *(line(each) for each in figures)]
    widths = [max(len(row[column]) for row in lines) for column in range(len(_HEAD) - 1)]
    out = []
    for row in lines:
        numbers = (cell.rjust(width) for cell, width in zip(row[1:-1], widths[1:], strict=True))
        cells = [row[0].ljust(widths[0]), *numbers, row[-1]]
        out.append("  ".join(cells).rstrip())
    out.insert(1, "-" * max(map(len, out)))
    return "\n".join(out)


def keep(figures: list[Figure], path: Path) -> None:
    run = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": sys.version.split()[0],
        "system": platform.platform(),
        "processors": os.cpu_count(),
        "load": os.getloadavg()[0],
        "figures": [dataclasses.asdict(each) | {"missed": each.missed, "waited": each.waited} for each in figures],
    }
    path.write_text(json.dumps(run, indent=1) + "\n")
