"""Which letters the bytes of a web page stand for: what HTTP said, a BOM, the page's own meta, UTF-8, else a guess."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

from reader_app.content import charset

_META = re.compile(rb"<meta[^<>]{0,300}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.I)
_FEW = 200  # letters beyond ASCII
_LOOK = 64 * 1024  # bytes in which a page names its charset


def decode(body: bytes, headers: Mapping[str, str]) -> str:
    """The text of a page; letters that cannot be read are replaced, never fatal."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return charset.decode(body, charset.name(body)).lstrip("\ufeff")
    told = charset.charset_of(headers.get("content-type", ""))
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start > len(body) - 8:
            return charset.decode(body, "utf-8")  # cut in the middle of a letter
    else:
        if not told or charset.name(body, told) == "utf-8":
            return charset.decode(body, "utf-8")
    names = [told, *(each.decode("ascii", "replace") for each in _META.findall(body[:_LOOK]))]
    for name in filter(None, names):
        found = charset.name(body, name)
        if found != "utf-8":
            return charset.decode(body, found)
    if _mostly_utf8(body):
        return charset.decode(body, "utf-8")
    if _western(body):
        return charset.decode(body, "cp1252")
    from charset_normalizer import from_bytes  # slow, and rarely needed

    best = from_bytes(body[: 256 * 1024]).best()
    return charset.decode(body, best.encoding if best is not None else "cp1252")


def _western(body: bytes) -> bool:
    """Whether so few letters are beyond ASCII that only the language's accents are: too few to guess by."""
    body = body[:200_000]
    beyond = sum(byte > 127 for byte in body)
    return beyond < _FEW and beyond * 8 < len(body) - body.count(b" ")


def _mostly_utf8(body: bytes) -> bool:
    wrong = body.decode("utf-8", "replace").count("\ufffd")
    return wrong * 50 < sum(byte > 127 for byte in body[:200_000]) + 1
