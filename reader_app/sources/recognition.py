"""What are these bytes? The kind of news API that reads them, and what that kind calls such an answer."""

from __future__ import annotations

import json
import re
from typing import Any

from reader_app.records import Payload

_LOOK = 64 * 1024  # bytes in which an XML document shows what it is
_FEED = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:rss|rdf|feed|channel)\b", re.I)
_SITEMAP = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:urlset|sitemapindex)\b", re.I)
_ADDRESSES = re.compile(rb"\s*https?://[^\s<>]{4,2000}\s*(?:\n\s*https?://[^\s<>]{4,2000}\s*)*\Z")
_PAGE = re.compile(rb"<!doctype\s+html|<html\b|<head\b|<body\b", re.I)


def recognise(payload: Payload) -> tuple[str, str] | None:
    """(kind, what) for its `parse`; ("page", "") for a web page; None for what no kind of ours reads."""
    if payload.body[:2] == b"\x1f\x8b" or _ADDRESSES.match(payload.body[:_LOOK]):
        return "sitemap", "sitemap"
    body = payload.body.lstrip(b"\xef\xbb\xbf \t\r\n\0")
    if body[:1] in (b"{", b"["):
        try:
            return _of_json(json.loads(body))
        except (ValueError, RecursionError):
            return None
    head = body[:_LOOK]
    places = {
        ("page", ""): _PAGE.search(head), ("feed", "entries"): _FEED.search(head), ("sitemap", "sitemap"): _SITEMAP.search(head),
    }  # fmt: skip
    found = [(match.start(), name) for name, match in places.items() if match]
    if found:
        return min(found)[1]
    if b"\0<\0" in head or head[:2] in (b"\xff\xfe", b"\xfe\xff"):  # UTF-16, which only feeds are written in
        return "feed", "entries"
    return ("page", "") if b"<" in head else None


def _of_json(found: Any) -> tuple[str, str] | None:
    if isinstance(found, list):
        first = found[0] if found and isinstance(found[0], dict) else {}
        return ("wordpress", "posts") if "content" in first or "title" in first else None
    if not isinstance(found, dict):
        return None
    if "jsonfeed.org" in str(found.get("version", "")):
        return "feed", "entries"
    if isinstance(found.get("response"), dict):
        return "guardian", "search"
    if "status" in found and ("articles" in found or "code" in found):
        return "newsapi", "articles"
    if isinstance(found.get("content"), dict) and "rendered" in found["content"]:
        return "wordpress", "post"
    if isinstance(found.get("items"), list) and not {"direction", "continuation", "updated"} & set(found):
        return "feed", "entries"
    return None
