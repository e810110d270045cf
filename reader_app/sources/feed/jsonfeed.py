"""JSON Feed 1.0 and 1.1 as `Document`s. Whatever has an unexpected type is as good as missing."""

from __future__ import annotations

import html as entities
import json
from typing import Any

from reader_app.sources.feed.texts import paragraphs
from reader_app.sources.feed.wire import ENCLOSURE, Document, Entry, Medium

MOST = 3000  # entries that are read of one document


def load(body: bytes) -> dict[str, Any] | None:
    """The feed's object, None where the bytes hold no JSON Feed."""
    text = body.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if not text.startswith("{"):
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        return None
    named = "jsonfeed" in _text(found.get("version"))
    looks = any(isinstance(each, dict) and ("content_html" in each or "content_text" in each) for each in found["items"][:5])
    return found if named or looks else None


def read(found: dict[str, Any]) -> Document:
    document = Document(
        form="json",
        title=_text(found.get("title")),
        literal=True,
        home=_text(found.get("home_page_url")),
        description=_text(found.get("description")),
        language=_text(found.get("language")),
        picture=_text(found.get("icon")) or _text(found.get("favicon")),
        authors=_authors(found),
        next=_text(found.get("next_url")),
    )
    for each in found["items"][:MOST]:
        if isinstance(each, dict):
            document.entries.append(_entry(each))
        else:
            document.skipped += 1
    return document


def _entry(item: dict[str, Any]) -> Entry:
    html, text, summary = _text(item.get("content_html")), _text(item.get("content_text")), _text(item.get("summary"))
    whole = html or paragraphs(entities.escape(text, quote=False))
    short = entities.escape(summary, quote=False)
    pictures = [_text(item.get(name)) for name in ("image", "banner_image")]
    media = [Medium(address, medium="image", rank=rank) for rank, address in enumerate(pictures, 1) if address]
    attachments = item.get("attachments")
    media += [
        Medium(address, type=_text(each.get("mime_type")).lower(), title=_text(each.get("title")), rank=ENCLOSURE)
        for each in (attachments if isinstance(attachments, list) else ())
        if isinstance(each, dict) and (address := _text(each.get("url")))
    ]
    tags = item.get("tags")
    return Entry(
        identity=_text(item.get("id")),
        link=_text(item.get("url")) or _text(item.get("external_url")),
        title=_text(item.get("title")),
        literal=True,
        html=whole or short,
        summary=short if whole else "",
        whole=bool(whole),
        authors=_authors(item),
        published=tuple(filter(None, [_text(item.get("date_published"))])),
        modified=tuple(filter(None, [_text(item.get("date_modified"))])),
        categories=[tag for each in tags if (tag := _text(each))] if isinstance(tags, list) else [],
        media=media[:40],
        language=_text(item.get("language")),
    )


def _authors(thing: dict[str, Any]) -> list[str]:
    several = thing.get("authors")
    told = several if isinstance(several, list) else [thing.get("author")]
    names = [_text(each.get("name")) if isinstance(each, dict) else _text(each) for each in told]
    return list(dict.fromkeys(name for name in names if name))


def _text(value: Any) -> str:
    """A text or number as text that can be stored, "" for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(value).strip()
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
