"""Draws the sample edition's pictures: pictures/NAME.jpg, a smaller rendition of each, and pictures.json.

    python resources/sample/pictures.py            draws all
    python resources/sample/pictures.py NAME …     draws these and leaves the others as they are

Needs Pillow. It always draws the same.
"""



from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from PIL import Image

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from scenes import art, charts, faces, land, sport, table, town, water  # noqa: E402
from scenes.brush import Brush  # noqa: E402
from scenes.captions import CAPTIONS  # noqa: E402

FOLDER = HERE / "pictures"
QUALITY = 82
SHARE = 0.8  # of the size a scene is laid out in
SMALL = 640  # width of the smaller rendition
MOST, MOST_SMALL = 52_000, 14_000  # bytes of one file: the whole edition has to stay small in the repository
MOST_WIDE = 90_000

SCENES: dict[str, tuple[int, int, Callable[[Brush], None]]] = {}
for room in (water, land, town, sport, table, charts, faces, art):
    SCENES.update(room.SCENES)  # type: ignore[arg-type]


def jpeg(image: Image.Image, most: int) -> bytes:
    """The picture in the best quality that stays below ``most`` bytes."""
    for quality in range(QUALITY, 46, -3):
        out = io.BytesIO()
        image.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        if out.tell() <= most:
            break
    return out.getvalue()


def draw(name: str) -> dict[str, Any]:
    width, height, scene = SCENES[name]
    brush = Brush(width, height, name)
    scene(brush)
    width, height = round(width * SHARE), round(height * SHARE)
    image = brush.image.resize((width, height), Image.Resampling.LANCZOS)
    small = image.resize((SMALL, round(height * SMALL / width)), Image.Resampling.LANCZOS)
    full_bytes, small_bytes = (
        jpeg(image, MOST_WIDE if width > 2000 else MOST),
        jpeg(small, MOST_SMALL * (2 if height > width else 1)),
    )
    for old in FOLDER.glob(f"{name}-{SMALL}x*.jpg"):
        old.unlink()
    (FOLDER / f"{name}.jpg").write_bytes(full_bytes)
    (FOLDER / f"{name}-{small.width}x{small.height}.jpg").write_bytes(small_bytes)
    alt, caption, credit = CAPTIONS[name]
    return {
        "name": name,
        "width": width,
        "height": height,
        "small_width": small.width,
        "small_height": small.height,
        "bytes": len(full_bytes),
        "small_bytes": len(small_bytes),
        "alt": alt,
        "caption": caption,
        "credit": credit,
    }


def main(names: list[str]) -> None:
    listing = HERE / "pictures.json"
    known = {one["name"]: one for one in json.loads(listing.read_text("utf-8"))} if names and listing.exists() else {}
    FOLDER.mkdir(exist_ok=True)
    with ProcessPoolExecutor() as pool:
        for one in pool.map(draw, names or list(SCENES)):
            known[one["name"]] = one
    for name, one in known.items():  # words may have changed without a redrawing
        one["alt"], one["caption"], one["credit"] = CAPTIONS[name]
    rows = [known[name] for name in SCENES if name in known]
    listing.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", "utf-8")
    total = sum(one["bytes"] + one["small_bytes"] for one in rows)
    print(f"{len(rows)} pictures, {total / 1e6:.2f} MB")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
