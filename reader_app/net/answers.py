"""What an answer's status and headers mean: why it failed, where it leads, when to come back."""

from __future__ import annotations

import time
from collections.abc import Mapping
from urllib.parse import urldefrag, urljoin

from reader_app.errors import FetchError, Reason
from reader_app.net import hosts

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
LONGEST_REST = 2 * 24 * 3600.0  # s: more patience than that no server may ask for

_REASONS = {
    401: Reason.UNAUTHORIZED, 403: Reason.FORBIDDEN, 404: Reason.GONE, 410: Reason.GONE, 429: Reason.TOO_MANY,
}  # fmt: skip


def failure(url: str, status: int, headers: Mapping[str, str]) -> FetchError:
    """The error that ``status`` is."""
    reason = _REASONS.get(status, Reason.SERVER if status >= 500 else Reason.STATUS)
    return FetchError(reason, url, retry_after=retry_after(headers), detail=str(status))


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds a server asks to be left alone for: given as such or as a date, which its own clock explains."""
    told = headers.get("retry-after", "").strip()
    if told.isdecimal():
        return min(float(told[:9]), LONGEST_REST)
    until = _seconds(told)
    if until is None:
        return None
    begin = _seconds(headers.get("date", ""))
    return min(max(0.0, until - (time.time() if begin is None else begin)), LONGEST_REST)


def _seconds(date: str) -> float | None:
    from email.utils import parsedate_to_datetime  # half of the mail package: not for a window that only starts

    try:
        return parsedate_to_datetime(date).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def onward(url: str, location: str) -> str:
    """Where a redirect leads; a login it may hold is dropped. Raises FetchError where it must not be followed."""
    try:
        written = location.encode("latin-1", "replace").decode("utf-8", "replace").strip()
        target, _ = hosts.without_login(urldefrag(urljoin(url, written)).url)
        scheme = hosts.origin(target)[0]
    except ValueError as error:
        raise FetchError(Reason.BAD_ADDRESS, location) from error
    if scheme == "http" and hosts.origin(url)[0] == "https":
        raise FetchError(Reason.DOWNGRADE, target)
    return target
