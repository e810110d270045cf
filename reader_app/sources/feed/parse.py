"""Payloads made records: a feed of any kind, or PayloadError(NOT_A_FEED).

``facts`` of a page, all optional: "title", "home", "description", "language", "form" ("rss", "rdf", "atom", "json"),
"entries" (of the document, doubles too), "minutes" (between two visits, as the feed wishes), "next" (address of the
page with older stories), "wordpress" (its pages go by number), "moved" (where the feed went for good), "beyond" (there
are no older pages).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from reader_app.content import xml
from reader_app.content.addresses import absolute
from reader_app.content.text import one_line, title_text
from reader_app.errors import PayloadError, Reason
from reader_app.records import ParsedPage, Payload
from reader_app.sources.feed import documents, jsonfeed, library
from reader_app.sources.feed.stories import Reader, entries, sections_of, stories
from reader_app.sources.feed.wire import Document
from reader_app.sources.protocol import Following

DESCRIPTION = 500  # characters


def parse(what: str, payload: Payload, following: Following) -> ParsedPage:
    """What ``steps`` asked as ``what``: "feed"; "entries" gives every entry, also one that is there twice, to be looked
    at and not to be stored. Raises PayloadError."""
    document = read(payload)
    reader = Reader.of(payload.url, document, following.config, following.now)
    found = entries(reader) if what == "entries" else stories(reader)
    return ParsedPage(
        stories=tuple(found),
        sections=sections_of(found, following.config),
        skipped=document.skipped,
        facts=facts_of(document, payload),
    )


def read(payload: Payload) -> Document:
    """Raises PayloadError where the payload is no feed."""
    found = jsonfeed.load(payload.body)
    if found is not None:
        return jsonfeed.read(found)
    root = xml.read(payload.body, xml.charset_of(payload.headers.get("content-type", "")))
    document = documents.read(root) if root is not None and documents.form_of(root) else None
    if document is None or not document.entries:
        document = library.read(payload.body, payload.headers) or document
    if document is None:
        raise PayloadError(payload.url, _what_else(payload, root), Reason.NOT_A_FEED)
    return document


def _what_else(payload: Payload, root: xml.Element | None) -> str:
    body = payload.body[:2048].lstrip().lower()
    if b"<html" in body or b"<!doctype html" in body:
        return "html"
    if body[:1] in (b"{", b"["):
        return "json"
    return "empty" if not body else xml.name_of(root)[:40] if root is not None else "bytes"


def facts_of(document: Document, payload: Payload) -> dict[str, Any]:
    base = absolute(document.base, payload.url) or payload.url
    facts: dict[str, Any] = {
        "form": document.form,
        "entries": len(document.entries),
        "title": one_line(document.title) if document.literal else title_text(document.title),
        "home": absolute(document.home, base),
        "description": one_line(title_text(document.description), DESCRIPTION),
        "language": document.language[:35],
        "minutes": document.minutes,
        "next": absolute(document.next, base),
        "wordpress": "wordpress" in document.generator.lower(),
        "moved": payload.moved_to,
        "beyond": payload.status == 404 or not document.entries,
    }
    return {name: value for name, value in facts.items() if value}


def apart(payload: Payload) -> Sequence[Payload]:
    """``payload`` story by story, each in a feed of its own, for those who look for the one that spoils it."""
    found = jsonfeed.load(payload.body)
    if found is not None:
        rest = {name: found[name] for name in ("version", "language", "authors", "author", "home_page_url") if name in found}
        bodies = [json.dumps({**rest, "items": [each]}).encode() for each in found["items"][: jsonfeed.MOST]]
        return [replace(payload, body=body) for body in bodies]
    root = xml.read(payload.body, xml.charset_of(payload.headers.get("content-type", "")))
    if root is None or not documents.form_of(root):
        return []
    headers = {**payload.headers, "content-type": "application/xml; charset=utf-8"}
    return [replace(payload, body=body, headers=headers) for body in documents.pieces(root)]
