"""Which letters bytes stand for: BOM, what HTTP said, what the document says, UTF-8, and windows-1252 for what is left."""

from __future__ import annotations

import codecs
import re

_TOLD = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
_DECLARED = re.compile(rb"\s{0,99}<\?xml[^<>]{0,200}?\bencoding\s{0,9}=\s{0,9}[\"']\s{0,9}([\w.:-]{1,40})")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0\0\0", "utf-32-le"), (b"\0\0\0<", "utf-32-be"), (b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be"),
    (b"<\0r\0", "utf-16-le"), (b"<\0f\0", "utf-16-le"), (b"\0<\0r", "utf-16-be"), (b"\0<\0f", "utf-16-be"),
)  # fmt: skip
_EBCDIC = b"\x4c\x6f\xa7\x94"
# Western single bytes, as every browser reads them; bytes that are UTF-8 are never meant so.
_WESTERN = {"iso8859-1": "cp1252", "ascii": "cp1252", "cp1252": "cp1252", "latin-1": "cp1252"}
_NO_TEXT = frozenset({"idna", "punycode", "unicode_escape", "raw-unicode-escape", "unicode-escape", "undefined", "utf-7"})
_STRAY = "berita-stray-bytes"


def charset_of(content_type: str) -> str:
    """The charset of a Content-Type header, "" where it names none."""
    told = _TOLD.search(content_type[:500])
    return told[1] if told else ""


def name(body: bytes, told: str = "") -> str:
    """The codec to read ``body`` with: Python's own name of it."""
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return encoding
    head = body[:1024]
    if head.startswith(_EBCDIC):
        head = head.decode("cp037").encode("ascii", "replace")
    declared = _DECLARED.match(head.lstrip(b"\xef\xbb\xbf"))
    for each in (told, declared[1].decode("ascii", "replace") if declared else ""):
        codec = _codec(each)
        if not codec or (codec.startswith(("utf-16", "utf-32")) and b"\0" not in body[:64]):
            continue  # unknown, or a lie that the bytes themselves give away
        if codec in ("utf-8", "cp1252"):
            return codec if codec == "utf-8" or not _is_utf8(body) else "utf-8"
        if _reads(body, codec):
            return codec
    return "utf-8"


def _codec(written: str) -> str:
    try:
        found = codecs.lookup(written.strip()).name if written else ""
    except (LookupError, ValueError):
        return ""
    found = _WESTERN.get(found, found)
    return "gb18030" if found in ("gb2312", "gbk") else "" if found in _NO_TEXT else found


def _is_utf8(body: bytes) -> bool:
    if body.isascii():
        return False
    return _reads(body, "utf-8")


def _reads(body: bytes, codec: str) -> bool:
    try:
        body.decode(codec)
    except (UnicodeError, LookupError, ValueError):
        return False
    return True


def decode(body: bytes, codec: str) -> str:
    """The text. Bytes that are no UTF-8 are read as windows-1252, one by one: a stray letter spoils no other."""
    if body.startswith(codecs.BOM_UTF8):
        body = body[len(codecs.BOM_UTF8) :]
    try:
        return body.decode(codec, _STRAY if codec == "utf-8" else "replace")
    except (UnicodeError, LookupError, ValueError):
        return body.decode("utf-8", _STRAY)


def _stray(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_STRAY, _stray)
