"""A stranger's picture → a file in the store, no larger than the ceiling. Runs in a worker; the only user of Pillow.

The pixel limit is checked on the header, before anything is decoded. What fits and what Qt can read stays as it came;
all else is scaled and encoded anew, upright, with neither metadata nor colour profile.
"""

from __future__ import annotations

import errno
import hashlib
import os
import struct
import warnings
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from reader_app.errors import Reason, StoreError, StoreFull, StoreReadOnly

if TYPE_CHECKING:
    from PIL.Image import Image

PIXELS = 40_000_000
KEPT_BYTES = 1024 * 1024  # what fits the ceiling but weighs more is encoded anew
QUALITY = 82
FEW_COLOURS = 4096  # a drawing, not a photograph
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP")
SUFFIXES = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp"}  # what Qt reads
PARTS = ".part"  # the folder of files being written
# What Pillow raises for bytes that are no whole picture; it has no error of its own for most of them.
BROKEN = (
    OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, EOFError, AttributeError, RuntimeError,
    struct.error, zlib.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shrunk:
    """A stored picture: the file's name, its pixels and its bytes."""

    name: str
    width: int
    height: int
    size: int


def shrink(body: bytes, ceiling: int, folder: Path) -> Shrunk | Reason:
    """Store the picture in ``body`` under ``folder``; the reason where it is none. Raises StoreError."""
    import PIL.Image

    PIL.Image.MAX_IMAGE_PIXELS = PIXELS
    warnings.simplefilter("ignore", PIL.Image.DecompressionBombWarning)  # what it warns of is refused here
    try:
        if _webp_pixels(body) > PIXELS:  # the one format whose decoder makes room before anybody can look
            return Reason.PICTURE_TOO_BIG
        with PIL.Image.open(BytesIO(body), formats=FORMATS) as image:
            width, height = image.size
            if width * height > PIXELS:
                return Reason.PICTURE_TOO_BIG
            if max(width, height) <= 2:
                return Reason.NOT_A_PICTURE  # a counter of visitors
            if _fits(image, ceiling):
                image.load()  # a cut file shows now
                kept = (body, SUFFIXES[str(image.format)], image.size)
                if len(body) > KEPT_BYTES:
                    kept = min(kept, _anew(image, ceiling), key=lambda each: len(each[0]))
            else:
                kept = _anew(image, ceiling)
    except PIL.Image.DecompressionBombError:
        return Reason.PICTURE_TOO_BIG
    except BROKEN:
        return Reason.NOT_A_PICTURE
    data, suffix, (width, height) = kept
    return Shrunk(_keep(data, suffix, folder), width, height, len(data))


def _webp_pixels(body: bytes) -> int:
    """The pixels a WebP's header tells; 0 for other formats."""
    if body[:4] != b"RIFF" or body[8:12] != b"WEBP":
        return 0
    match body[12:16]:
        case b"VP8X":
            width = int.from_bytes(body[24:27], "little") + 1
            height = int.from_bytes(body[27:30], "little") + 1
        case b"VP8L":
            bits = int.from_bytes(body[21:25], "little")
            width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case _:
            width = int.from_bytes(body[26:28], "little") & 0x3FFF
            height = int.from_bytes(body[28:30], "little") & 0x3FFF
    return width * height


def _fits(image: Image, ceiling: int) -> bool:
    return image.format in SUFFIXES and max(image.size) <= ceiling and _orientation(image) == 1


def _orientation(image: Image) -> int:
    try:
        return int(image.getexif().get(0x0112, 1))
    except BROKEN:
        return 1


def _anew(image: Image, ceiling: int) -> tuple[bytes, str, tuple[int, int]]:
    """Scaled to the ceiling, upright, encoded; of an animation the first frame."""
    from PIL.Image import Resampling

    drawn = image.format in ("PNG", "GIF", "BMP")
    turn = _orientation(image)
    if image.mode.startswith("I"):  # 16 bits a pixel
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    elif image.mode in ("1", "P", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
    if max(image.size) > ceiling:
        image.thumbnail((ceiling, ceiling), Resampling.LANCZOS, reducing_gap=3.0)
    else:
        image.load()
    image = _upright(image, turn)
    clear = image.mode in ("RGBA", "LA", "La", "RGBa")
    if clear:
        image = image.convert("RGBA")
        lowest, _ = image.getchannel("A").getextrema()
        clear = int(str(lowest)) < 255
    if clear:
        return _encoded(image, "WEBP"), "webp", image.size
    image = image if image.mode == "L" else image.convert("RGB")
    data, suffix = _encoded(image, "JPEG"), "jpg"
    if drawn and image.getcolors(FEW_COLOURS) is not None:
        data, suffix = min((data, suffix), (_encoded(image, "PNG"), "png"), key=lambda each: len(each[0]))
    return data, suffix, image.size


def _upright(image: Image, turn: int) -> Image:
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return image.transpose(turns[turn]) if turn in turns else image


def _encoded(image: Image, format: str) -> bytes:
    file = BytesIO()
    if format == "PNG":
        image.save(file, format, optimize=True)
    else:
        image.save(file, format, quality=QUALITY, optimize=True)
    return file.getvalue()


def _keep(data: bytes, suffix: str, folder: Path) -> str:
    """Write ``data`` under the name its content has; whole or not at all, and once."""
    name = f"{hashlib.blake2b(data, digest_size=10).hexdigest()}.{suffix}"
    target = folder / name[:2] / name
    part = folder / PARTS / f"{os.getpid()}-{name}"
    try:
        if target.exists() and target.stat().st_size == len(data):
            return name
        for each in (part.parent, target.parent):
            each.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.write_bytes(data)
        os.replace(part, target)
    except OSError as error:
        if part.exists():
            part.unlink()
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StoreFull from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise StoreReadOnly from error
        raise StoreError(error.errno) from error
    return name
