"""`python -m tests.bench`: make the store where it is not there yet, measure, print the table.

BERITA_BENCH_DIR (``~/.cache/berita-bench``) keeps the store and `results.json`. Words after the command choose parts:
``window``, ``engine``. Exit code 1 where a limit was missed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from reader_app.paths import Paths
from tests.bench import engine, fill, table, window
from tests.bench.figures import Figure


def main(parts: list[str]) -> int:
    folder = Path(os.environ.get("BERITA_BENCH_DIR") or Path.home() / ".cache" / "berita-bench")
    folder.mkdir(parents=True, exist_ok=True)
    profile, cost = fill.profile(folder)
    measures: dict[str, Callable[[], Iterator[Figure]]] = {
        "window": lambda: window.measure(profile),
        "engine": lambda: engine.measure(Paths.of(profile)),
        "store": lambda: _store(cost),
    }
    figures: list[Figure] = []
    for name, measure in measures.items():
        if not parts or name in parts:
            print(f"measuring: {name}", file=sys.stderr, flush=True)
            figures += measure()
    print(table.text(figures))
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    table.keep(figures, folder / "results.json")
    return int(any(each.missed for each in figures))


def _store(cost: dict[str, Any]) -> Iterator[Figure]:
    """What the making of the store told."""
    yield Figure("the store, bytes a story", "B", cost["bytes"], note=f"{cost['stories']:,} stories, index included")
    yield Figure("writing a story", "ms", cost["write_ms"], note="rows, texts and index, 50 at a time; when the store was made")
    yield Figure("settling the index, a story", "ms", cost["settle_ms"], note="after a sync, in short steps")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
