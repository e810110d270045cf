"""Feeds too broken for our own reader, by feedparser: slow, but it finds something in almost anything.

Only what our reader found no entry in comes here, so only the plainest facts are taken over.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from reader_app.sources.feed.texts import is_address, person
from reader_app.sources.feed.wire import ENCLOSURE, Document, Entry, Medium

LIMIT = 2 * 1024 * 1024  # bytes: it reads some 2 MB a second
MOST = 500
_ENTRY = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:item|entry)[\s>]", re.I)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.I)


def read(body: bytes, headers: Mapping[str, str]) -> Document | None:
    """The feed, None where feedparser finds no entry, or the bytes hold none."""
    head = body[:65536]
    entry, page = _ENTRY.search(head), _PAGE.search(head)
    if entry is None or (page is not None and page.start() < entry.start()):
        return None
    import feedparser

    told = {"content-type": headers.get("content-type", "application/xml")}
    found = feedparser.parse(
        io.BytesIO(body[:LIMIT]), response_headers=told, sanitize_html=False, resolve_relative_uris=False
    )
    entries = [_entry(each) for each in found.get("entries", [])[:MOST]]
    if not entries:
        return None
    channel = found.get("feed", {})
    return Document(
        form="atom" if str(found.get("version", "")).startswith("atom") else "rss",
        title=_text(channel.get("title")),
        home=_text(channel.get("link")),
        description=_text(channel.get("subtitle")),
        language=_text(channel.get("language")),
        entries=entries,
    )


def _entry(found: Mapping[str, Any]) -> Entry:
    content = max((_text(each.get("value")) for each in found.get("content", [])), key=len, default="")
    summary = _text(found.get("summary"))
    link, identity = _text(found.get("link")), _text(found.get("id"))
    return Entry(
        identity=identity,
        link=link or (identity if is_address(identity) else ""),
        title=_text(found.get("title")),
        html=content or summary,
        summary=summary if content and content != summary else "",
        whole=bool(content),
        authors=[name for name in [person(_text(found.get("author")))] if name],
        published=tuple(filter(None, [_text(found.get("published"))])),
        modified=(_text(found["updated"]),) if "updated" in found else (),
        categories=[term for each in found.get("tags", []) if (term := _text(each.get("term")))],
        media=[
            Medium(_text(each.get("href")), type=_text(each.get("type")).lower(), rank=ENCLOSURE)
            for each in found.get("enclosures", [])[:40]
            if each.get("href")
        ],
    )


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
