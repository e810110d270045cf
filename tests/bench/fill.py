"""The measured store: 50,000 invented stories through our own write path, made once and kept."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import random
import shutil
import time
from pathlib import Path
from typing import Any

from reader_app import settings
from reader_app.content.markdown import CONVERTER, to_markdown
from reader_app.paths import Paths
from reader_app.records import Offer
from reader_app.store import Store
from tests.bench import made

RECIPE = 1  # raise it when the store would come out otherwise than before
BATCH = 50  # as a sync writes them
SETTLED_EVERY = 10  # sources
CONVERTED, PICTURED = 300, 300
SAMPLE = Path(__file__).parents[2] / "resources" / "sample" / "pictures"


def profile(folder: Path) -> tuple[Path, dict[str, Any]]:
    """(the profile with the store, what its making cost); made where it is not there yet."""
    root = folder / "profile"
    note = folder / "made.json"
    if note.exists():
        cost = json.loads(note.read_text())
        if cost.get("recipe") == RECIPE and Paths.of(root).store.exists():
            return root, cost
    shutil.rmtree(root, ignore_errors=True)
    note.unlink(missing_ok=True)
    print(f"making {made.SOURCES * made.EACH:,} stories in {root} (once, some minutes)", flush=True)
    cost = _make(Paths.of(root))
    note.write_text(json.dumps(cost, indent=1))
    return root, cost


def _make(paths: Paths) -> dict[str, Any]:
    started = time.perf_counter()
    store = Store(paths, clock=lambda: made.NOW)
    writing = settling = 0.0
    dice = random.Random(1)
    numbers = dice.sample(range(made.SOURCES), made.SOURCES)
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        for at, (number, stories) in enumerate(zip(numbers, pool.imap(made.stories, numbers), strict=True), 1):
            source = store.follow(Offer("wordpress", made.key(number), f"Kabar {number:03}", made.home(number), {}), None).id
            store.save_sections(source, made.SECTIONS)
            store.remember(source, {"complete": True})
            before = time.perf_counter()
            for start in range(0, len(stories), BATCH):
                store.save_batch(source, stories[start : start + BATCH])
            between = time.perf_counter()
            if at % SETTLED_EVERY == 0:
                store.settle(lambda: False)
                print(f"  {at * made.EACH:,}", flush=True)
            writing += between - before
            settling += time.perf_counter() - between
            ids = [each.id for each in stories]
            store.mark(dice.sample(ids, len(ids) // 2), "read", True, "mark-read")
            if at % 2 == 0:
                store.mark([dice.choice(ids)], "saved", True, "save")
    store.settle(lambda: False)
    _convert(store)
    _picture(store, paths)
    store.close()
    settings.save(settings.Settings(sync_at_start=False, sync_every=0), paths.settings)
    total = made.SOURCES * made.EACH
    return {
        "recipe": RECIPE,
        "stories": total,
        "write_ms": writing / total * 1000,
        "settle_ms": settling / total * 1000,
        "bytes": paths.store.stat().st_size / total,
        "seconds": time.perf_counter() - started,
    }


def _convert(store: Store) -> None:
    """The Markdown of a few hundred, as if a reader had opened them."""
    waiting = store.unconverted(CONVERTER, CONVERTED)
    store.save_markdown([
        (each.id, CONVERTER, to_markdown(each.html, each.base_url, each.pictures, lead=each.lead)) for each in waiting
    ])


def _picture(store: Store, paths: Paths) -> None:
    """Pictures of the sample edition stand for those of the newest stories."""
    files = sorted(SAMPLE.glob("*-640x360.jpg"))
    for at, wanted in enumerate(store.wanted_pictures(PICTURED, made.NOW) if files else ()):
        content = files[at % len(files)].read_bytes()
        name = hashlib.blake2b(content, digest_size=16).hexdigest() + ".jpg"
        paths.picture(name).parent.mkdir(parents=True, exist_ok=True)
        paths.picture(name).write_bytes(content)
        store.save_picture(wanted.image_id, name, 640, 360, len(content))
