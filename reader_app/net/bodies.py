"""A body on its way in: decompressed piece by piece under a size limit, so that no bomb ever unfolds."""

from __future__ import annotations

import zlib

from reader_app.errors import FetchError, Reason

_PIECE = 256 * 1024  # bytes decompressed at a time
_BOMB = 200  # times its own size: no text that people wrote packs so well …
_BOMB_FROM = 8 * 1024 * 1024  # … and below this it does no harm


class Body:
    """``encoding`` as in Content-Encoding. Raises FetchError: TOO_LARGE, BAD_ENCODING, INTERRUPTED."""

    def __init__(self, url: str, encoding: str, limit: int) -> None:
        self.received = 0
        self._url, self._limit = url, limit
        self._pieces: list[bytes] = []
        self._size = 0
        self._kind = _kind(encoding)
        if self._kind is None:
            raise FetchError(Reason.BAD_ENCODING, url, detail=encoding)
        self._unpack = zlib.decompressobj(zlib.MAX_WBITS | 16 if self._kind == "gzip" else zlib.MAX_WBITS)

    def feed(self, data: bytes) -> None:
        self.received += len(data)
        if not self._kind:
            self._keep(data)
            return
        try:
            self._decompress(data)
        except zlib.error as error:
            if self._kind != "deflate" or self._pieces:
                raise FetchError(Reason.BAD_ENCODING, self._url, detail=self._kind or "") from error
            self._unpack = zlib.decompressobj(-zlib.MAX_WBITS)  # "deflate" without its envelope: half of all servers
            self._kind = "raw deflate"
            self.received -= len(data)
            self.feed(data)

    def whole(self) -> bytes:
        """All of it, once the connection has said that there is no more."""
        if self._kind and self.received and not self._unpack.eof:
            raise FetchError(Reason.INTERRUPTED, self._url, detail=self._kind)
        return b"".join(self._pieces)

    def _decompress(self, data: bytes) -> None:
        pending = True
        while data or pending:
            if self._unpack.eof:
                if self._kind != "gzip" or not data.startswith(b"\x1f\x8b"):
                    return  # padding
                self._unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)  # gzip may have several parts
            piece = self._unpack.decompress(data, _PIECE)
            self._keep(piece)
            pending = len(piece) == _PIECE  # all input may be taken in while output still waits
            data = self._unpack.unconsumed_tail or self._unpack.unused_data

    def _keep(self, piece: bytes) -> None:
        self._size += len(piece)
        bomb = self._size > _BOMB_FROM and self._size > self.received * _BOMB
        if bomb or self._size > self._limit:
            raise FetchError(Reason.TOO_LARGE, self._url, detail=str(self._limit))
        self._pieces.append(piece)


def _kind(encoding: str) -> str | None:
    """"" for a plain body, None for an encoding that was not asked for."""
    names = [name for name in (each.strip().lower() for each in encoding.split(",")) if name not in ("", "identity")]
    if not names:
        return ""
    name = names[0].removeprefix("x-")
    return name if len(names) == 1 and name in ("gzip", "deflate") else None
