"""The API's answers: a wrapper with ``response``, or the gateway's flat refusal. No field of it is trusted."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from reader_app.errors import PayloadError, Reason
from reader_app.records import Payload
from reader_app.sources.keyed import read_json

BEYOND = "beyond"  # the error that says "there are no more pages"

_NO_KEY = re.compile(r"\b(?:no api.?key|(?:missing|absent)\b.{0,20}\bkey|key\b.{0,20}\b(?:missing|absent|required))", re.I)
_LIMIT = re.compile(r"\b(?:rate limit|quota|over limit|too many requests)", re.I)
_LAST_PAGE = re.compile(r"\bbeyond\b.{0,60}\bpages?\b|\bpag(?:e|es|ing)\b.{0,60}\b(?:beyond|too deep|too far|maximum)", re.I)
_TIER = re.compile(r"\b(?:user ?tier|tier|not permitted|not authori[sz]ed to)\b", re.I)


def read(payload: Payload) -> dict[str, Any]:
    """What stands in ``response``. Raises PayloadError: the key, the quota, the plan, or what the API says."""
    found = read_json(payload)
    response = found.get("response")
    if isinstance(response, dict):
        if payload.status < 400 and response.get("status") == "ok":
            return response
        raise _wrapped(payload, _line(response.get("message")))
    if "message" in found or payload.status >= 400:
        raise _flat(payload, _line(found.get("message")))
    raise PayloadError(payload.url, "no response")


def _wrapped(payload: Payload, message: str) -> PayloadError:
    if payload.status in (404, 410):
        return PayloadError(payload.url, message, Reason.GONE)
    if payload.status == 429:
        return PayloadError(payload.url, message, Reason.QUOTA)
    if _LAST_PAGE.search(message):
        return PayloadError(payload.url, BEYOND)
    if _TIER.search(message):
        return PayloadError(payload.url, message, Reason.PLAN)
    if payload.status in (401, 403):
        return PayloadError(payload.url, message, Reason.KEY_REFUSED)
    return PayloadError(payload.url, message or str(payload.status))


def _flat(payload: Payload, message: str) -> PayloadError:
    """The gateway in front of the API: it knows keys and counts, nothing else."""
    if payload.status == 429 or _LIMIT.search(message):
        return PayloadError(payload.url, message, Reason.QUOTA)
    if _NO_KEY.search(message):
        return PayloadError(payload.url, message, Reason.KEY_MISSING)
    if payload.status in (401, 403):
        return PayloadError(payload.url, message, Reason.KEY_REFUSED)
    return PayloadError(payload.url, message or str(payload.status), Reason.GONE if payload.status == 410 else Reason.UNREADABLE)


def _line(message: Any) -> str:
    return " ".join(message.split())[:200] if isinstance(message, str) else ""


# --- values -----------------------------------------------------------------------------------------------


def flag(value: Any) -> bool:
    """Booleans are booleans, or the words for them."""
    return value is True or (isinstance(value, str) and value.strip().lower() == "true")


def number(value: Any) -> int:
    """A size in pixels, given as number or as text; 0 where it is none."""
    if isinstance(value, str) and value.strip().isdecimal():
        return int(value.strip()[:9])
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def moment(value: Any) -> datetime | None:
    """Times have their zone: Z, or in old answers "+01:00"."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value.strip())
        return (found.replace(tzinfo=UTC) if found.tzinfo is None else found).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def members(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; [] for anything else."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def secure(url: str) -> str:
    """Old answers name the paper's own pages without TLS; the same page is there with it."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "http" and parts.port is None and (host == "theguardian.com" or host.endswith(".theguardian.com")):
        return urlunsplit(("https", *parts[1:]))
    return url
