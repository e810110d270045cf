"""JSON as it really arrives: after a BOM or PHP's notices, as HTML, cut in half, with errors in place of things."""

from __future__ import annotations

import html
import json
import re
from typing import Any

from reader_app.errors import PayloadError, Reason
from reader_app.records import Payload

BEYOND = "rest_post_invalid_page_number"  # the error that says "there are no more pages"

# Where what the API says begins, behind whatever else is there. PHP's notices hold brackets too, but not like these.
_BEGINNING = re.compile(r"\[\s*[{\]]|\{\s*\"")
_PAGE = re.compile(r"<(?:!doctype|html|head|body)\b", re.I)  # a web page; its scripts may hold JSON of their own


def read(payload: Payload) -> Any:
    """The JSON that ``payload`` holds. Raises PayloadError where it holds none, or WordPress' own refusal."""
    text = payload.body.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    found = _first_value(text)
    if found is None:
        if payload.status in (401, 404):
            raise PayloadError(payload.url, str(payload.status), Reason.API_CLOSED)
        if payload.status == 403:  # a wall in front of the site, not the site
            raise PayloadError(payload.url, "403", Reason.FORBIDDEN)
        raise PayloadError(payload.url, "html" if _PAGE.search(text[:2048]) else "cut", Reason.NOT_JSON)
    code = _refusal(found)
    if code or payload.status >= 400:
        closed = _status(found, payload) in (401, 403, 404)
        raise PayloadError(
            payload.url, code or str(payload.status), Reason.API_CLOSED if closed else Reason.UNREADABLE
        )
    return found


def entries(payload: Payload) -> list[Any]:
    """The entries of a collection. Raises PayloadError."""
    found = read(payload)
    if isinstance(found, dict) and found and all(key.isdecimal() for key in found):
        return list(found.values())  # PHP writes a list with a hole in it as an object
    if not isinstance(found, list):
        raise PayloadError(payload.url, type(found).__name__)
    return found


def _first_value(text: str) -> Any | None:
    beginning = None if _PAGE.search(text[:2048]) else _BEGINNING.search(text)
    if beginning is None:
        return None
    try:
        return json.JSONDecoder().raw_decode(text, beginning.start())[0]  # notices may follow, too
    except (ValueError, RecursionError):
        return None


def _refusal(found: Any) -> str:
    """The code of an error object. Messages are in the site's language: only the code tells."""
    if isinstance(found, dict) and isinstance(found.get("code"), str) and "message" in found and "id" not in found:
        return str(found["code"])
    return ""


def _status(found: Any, payload: Payload) -> int:
    if payload.status >= 400:
        return payload.status
    data = found.get("data") if isinstance(found, dict) else None
    status = data.get("status") if isinstance(data, dict) else None
    return status if isinstance(status, int) else payload.status


# --- values -----------------------------------------------------------------------------------------------


def text(value: Any) -> str:
    """A string that can be stored, from a string or from ``{"rendered": …}``; "" for anything else."""
    if isinstance(value, dict):
        value = value.get("rendered")
    if not isinstance(value, str):
        return ""
    try:
        value.encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        return value.encode("utf-8", "replace").decode()
    return value


def number(value: Any) -> int:
    """An id. Raises ValueError, TypeError where it is none."""
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise TypeError(value)
    return int(value)


def label(value: Any) -> str:
    """A name or title given as HTML, as one line.

    Plain ones are read right here: the content room is heavy, and small payloads are read in the window's process."""
    written = text(value)
    if "<" not in written[:65536]:
        line = " ".join(html.unescape(written[:4096]).split())
        if line.isprintable() and len(line) <= 1000:
            return line
    from reader_app.content.text import title_text

    return title_text(written)
