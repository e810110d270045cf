"""Web addresses found in stories: made absolute, percent-encoded, and what of them names the same thing."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

_LONGEST = 4096  # characters; longer ones are data, not addresses
_PLAIN = re.compile(
    r"https?://[a-zA-Z0-9.-]+(?::\d+)?(?:[/?#](?:[a-zA-Z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9a-fA-F]{2})*+)?\Z"
)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_BREAKS = re.compile("[\x00-\x1f\x7f]")
_BARE_PERCENT = re.compile("%(?![0-9a-fA-F]{2})")

# What a content system adds to a file's name for one rendition, a big original, a rotation or an edit.
_RENDITION = re.compile(r"(?:-\d{1,5}x\d{1,5}(?:_c)?|-scaled|-rotated|-e\d{10,})+(?=\.[a-zA-Z0-9]{2,5}\Z)")
_SIZED = re.compile(r"-(\d{1,5})x(\d{1,5})(?:_c)?\.[a-zA-Z0-9]{2,5}\Z")
_PROXY = re.compile(r"i\d\.wp\.com\Z", re.I)  # serves another site's picture: its path begins with that site
PICTURE_NAME = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?)\Z", re.I)


def absolute(address: str | None, base_url: str) -> str:
    """The http(s) address that ``address`` means on the page ``base_url``, in safe characters; "" where it is none."""
    if not address:
        return ""
    address = _BREAKS.sub("", address).strip()
    if not address or len(address) > _LONGEST:
        return ""
    if _PLAIN.match(address):
        return address
    return _joined(address, base_url)


def _joined(address: str, base_url: str) -> str:
    scheme = _SCHEME.match(address)
    if scheme and scheme[0].lower() not in ("http:", "https:"):
        return ""
    try:
        parts = urlsplit(urljoin(base_url, address))
        host = parts.hostname
    except ValueError:  # no address at all: brackets, ports
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host or any(blank in parts.netloc for blank in " <>\"\\"):
        return ""
    return urlunsplit((
        parts.scheme.lower(), parts.netloc, _encoded(parts.path, "/"), _encoded(parts.query, "/?"),
        _encoded(parts.fragment, "/?"),
    ))  # fmt: skip


def _encoded(part: str, also: str) -> str:
    part = _BARE_PERCENT.sub("%25", part)
    return quote(part, safe="%:@!$&'()*+,;=-._~[]" + also, errors="replace")


@lru_cache(maxsize=4096)
def stem(url: str) -> str:
    """What all renditions of one picture have in common: the path without its size, whatever host serves it."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return url
    path = parts.path
    if _PROXY.match(host) and path.count("/") > 1:
        path = path[path.index("/", 1) :]
    if PICTURE_NAME.search(path):
        return _RENDITION.sub("", path)
    return f"{host}{path}?{parts.query}"


def named_size(url: str) -> tuple[int, int]:
    """(width, height) as far as the address itself tells them; 0 where it does not."""
    path, _, query = url.partition("?")
    sized = _SIZED.search(path)
    if sized and not query:
        return int(sized[1]), int(sized[2])
    if query:
        wanted = re.search(r"(?:^|[&;])(?:w|width|imwidth)=(\d{1,5})(?:&|$)", query)
        if wanted:
            return int(wanted[1]), 0
        fitted = re.search(r"(?:^|[&;])(?:resize|fit)=(\d{1,5})(?:%2C|,)(\d{1,5})(?:&|$)", query, re.I)
        if fitted:
            return int(fitted[1]), int(fitted[2])
    return (int(sized[1]), int(sized[2])) if sized else (0, 0)


def file_name(url: str) -> str:
    """The last part of the path, readable, without suffix and size; "" where it says nothing."""
    from urllib.parse import unquote

    name = unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2])
    name = re.sub(r"\.[a-zA-Z0-9]{2,5}\Z", "", _RENDITION.sub("", name))
    return " ".join(re.sub(r"[-_+\s]+", " ", name).split())[:100]


def host_name(url: str) -> str:
    """The host as a reader would say it."""
    host = urlsplit(url).hostname or ""
    return host.removeprefix("www.")


def fragment(name: str) -> str:
    """The name of a place within a page as it stands behind "#"."""
    return quote(name, safe="-._~", errors="replace")
