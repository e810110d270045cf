"""Strangers' pictures: refused from the header, scaled to the ceiling, stored once."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from reader_app.errors import Reason, StoreError
from reader_app.sync.shrink import Shrunk, shrink

CEILING = 320


def drawn(size: tuple[int, int], mode: str = "RGB", format: str = "JPEG", **options) -> bytes:
    """A picture without two equal corners: a red one at the top left, a blue one at the bottom right."""
    image = Image.new("RGB", size, (120, 140, 90))
    image.paste((230, 20, 20), (0, 0, max(size[0] // 4, 1), max(size[1] // 4, 1)))
    image.paste((20, 20, 230), (size[0] * 3 // 4, size[1] * 3 // 4, size[0], size[1]))
    if mode == "RGBA":
        image.putalpha(Image.linear_gradient("L").resize(size))
    elif mode != "RGB":
        image = image.convert(mode)
    file = BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def noise(size: tuple[int, int], format: str) -> bytes:
    file = BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(file, format)
    return file.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that promises much; there is next to nothing behind its header."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    ihdr = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + ihdr + chunk(b"IDAT", zlib.compress(bytes(10_000))) + chunk(b"IEND", b"")


def webp_header(width: int, height: int) -> bytes:
    extended = bytes(4) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", len(extended)) + extended
    return b"RIFF" + struct.pack("<I", len(body)) + body


def kept(body: bytes, folder: Path) -> tuple[Shrunk, Image.Image]:
    shrunk = shrink(body, CEILING, folder)
    assert isinstance(shrunk, Shrunk), shrunk
    file = folder / shrunk.name[:2] / shrunk.name
    image = Image.open(BytesIO(file.read_bytes()))
    assert image.size == (shrunk.width, shrunk.height)
    assert file.stat().st_size == shrunk.size
    return shrunk, image


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (png_header(60_000, 60_000), Reason.PICTURE_TOO_BIG),
        (png_header(8000, 5001), Reason.PICTURE_TOO_BIG),
        (webp_header(16_000, 16_000), Reason.PICTURE_TOO_BIG),
        (drawn((600, 400))[:-4000], Reason.NOT_A_PICTURE),
        (drawn((200, 100), format="PNG")[:-40], Reason.NOT_A_PICTURE),
        (png_header(100, 100), Reason.NOT_A_PICTURE),
        (webp_header(100, 100), Reason.NOT_A_PICTURE),
        (b"RIFF\0\0\0\0WEBP", Reason.NOT_A_PICTURE),
        (drawn((1, 1), format="GIF"), Reason.NOT_A_PICTURE),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', Reason.NOT_A_PICTURE),
        (b"<!DOCTYPE html><title>Tidak ditemukan</title>", Reason.NOT_A_PICTURE),
        (drawn((40, 40), format="TIFF"), Reason.NOT_A_PICTURE),
        (b"", Reason.NOT_A_PICTURE),
    ],
    ids=[
        "PNG of 60,000 x 60,000", "PNG just over the limit", "WebP of 16,000 x 16,000", "cut JPEG", "cut PNG",
        "PNG without pixels", "WebP without pixels", "WebP of nothing", "counter", "SVG", "HTML", "TIFF", "nothing",
    ],
)  # fmt: skip
def test_what_is_no_picture_is_refused_with_its_reason(tmp_path, body, reason):
    assert shrink(body, CEILING, tmp_path) is reason
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format", ["JPEG", "PNG", "GIF", "WEBP"])
def test_what_fits_stays_as_it_came(tmp_path, format):
    body = drawn((CEILING, 200), mode="P" if format == "GIF" else "RGB", format=format)
    shrunk, image = kept(body, tmp_path)
    assert (tmp_path / shrunk.name[:2] / shrunk.name).read_bytes() == body
    assert image.format == format


@pytest.mark.parametrize("format", ["AVIF", "BMP"])
def test_what_qt_cannot_read_is_encoded_anew(tmp_path, format):
    _, image = kept(drawn((200, 100), format=format), tmp_path)
    assert image.format in ("JPEG", "PNG")
    assert image.size == (200, 100)


@pytest.mark.parametrize(
    ("size", "mode", "format", "stored"),
    [
        ((1600, 900), "RGB", "JPEG", (320, 180)),
        ((900, 1600), "L", "JPEG", (180, 320)),
        ((1600, 900), "CMYK", "JPEG", (320, 180)),
        ((640, 640), "RGBA", "PNG", (320, 320)),
        ((640, 480), "P", "PNG", (320, 240)),
        ((640, 480), "1", "PNG", (320, 240)),
        ((640, 480), "I;16", "PNG", (320, 240)),
        ((640, 480), "LA", "PNG", (320, 240)),
        ((3000, 3), "RGB", "PNG", (320, 1)),
        ((640, 480), "RGBA", "WEBP", (320, 240)),
    ],
)
def test_pictures_are_scaled_to_the_ceiling(tmp_path, size, mode, format, stored):
    shrunk, image = kept(drawn(size, mode, format), tmp_path)
    assert (shrunk.width, shrunk.height) == stored
    assert image.format == ("WEBP" if mode == "RGBA" else image.format)


def test_transparency_survives(tmp_path):
    _, image = kept(drawn((640, 640), "RGBA", "PNG"), tmp_path)
    assert image.convert("RGBA").getchannel("A").getextrema()[0] < 20


def test_alpha_that_hides_nothing_is_dropped(tmp_path):
    file = BytesIO()
    Image.open(BytesIO(drawn((640, 480)))).convert("RGBA").save(file, "PNG")
    _, image = kept(file.getvalue(), tmp_path)
    assert image.mode in ("RGB", "P")


@pytest.mark.parametrize("orientation", range(2, 9))
@pytest.mark.parametrize("size", [(800, 400), (200, 100)], ids=["scaled", "small"])
def test_pictures_come_out_upright(tmp_path, size, orientation):
    upright = Image.open(BytesIO(drawn(size, quality=95)))
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = BytesIO()
    upright.transpose(undo[orientation]).save(file, "JPEG", exif=exif, quality=95)
    _, image = kept(file.getvalue(), tmp_path)
    assert image.width == image.height * 2
    red, _, blue = image.convert("RGB").getpixel((4, 4))
    assert red > 180
    assert blue < 90
    red, _, blue = image.convert("RGB").getpixel((image.width - 5, image.height - 5))
    assert blue > 180
    assert red < 90


def test_a_large_animation_keeps_its_first_frame(tmp_path):
    frames = [Image.new("P", (640, 480), colour) for colour in (1, 2, 3)]
    file = BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    _, image = kept(file.getvalue(), tmp_path)
    assert image.size == (320, 240)
    assert getattr(image, "n_frames", 1) == 1


def test_what_fits_but_weighs_too_much_is_encoded_anew(tmp_path):
    body = noise((700, 700), "BMP")
    assert len(body) > 1024 * 1024
    file = BytesIO()
    Image.open(BytesIO(body)).save(file, "PNG", compress_level=0)
    shrunk = shrink(file.getvalue(), 700, tmp_path)
    assert isinstance(shrunk, Shrunk)
    assert shrunk.size < 1024 * 1024


def test_the_same_picture_twice_is_one_file(tmp_path):
    body = drawn((640, 480))
    first, _ = kept(body, tmp_path)
    second, _ = kept(body, tmp_path)
    assert first == second
    files = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert len(files) == 1
    assert len(first.name.partition(".")[0]) == 20


def test_a_damaged_stored_picture_is_written_again(tmp_path):
    body = drawn((640, 480))
    first, _ = kept(body, tmp_path)
    (tmp_path / first.name[:2] / first.name).write_bytes(b"")
    kept(body, tmp_path)


def test_a_folder_that_is_a_file_is_a_store_error(tmp_path):
    folder = tmp_path / "pictures"
    folder.write_bytes(b"")
    with pytest.raises(StoreError):
        shrink(drawn((40, 40)), CEILING, folder)
