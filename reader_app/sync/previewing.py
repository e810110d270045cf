"""In a worker: bytes of any kind to the stories that Berita would make of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from reader_app.errors import PayloadError, Reason
from reader_app.records import ParsedStory, Payload
from reader_app.sources.protocol import Following

CEILING = 1280  # px, which rendition of a picture is named


def stories(payload: Payload) -> list[dict[str, Any]]:
    """The promised keys of ``preview --json`` but "file", for each story; never empty. Raises PayloadError."""
    from reader_app.sources.kinds import kind as kind_named
    from reader_app.sources.recognition import recognise

    known = recognise(payload)
    if known is None:
        raise PayloadError(payload.url, reason=Reason.NOTHING_OFFERED)
    kind, what = known
    try:
        if kind == "page":
            return [_page(payload)]
        if what == "post":  # one by itself is a list of one
            payload, what = replace(payload, body=b"[" + payload.body + b"]"), "posts"
        following = Following("preview:", payload.url, _config(kind, payload), {}, datetime.now(UTC))
        found = kind_named(kind).parse(what, payload, following).stories
        made = []
        for each in found:
            try:
                made.append(_story(kind, each))
            except (PayloadError, RecursionError):
                continue
    except RecursionError as error:
        raise PayloadError(payload.url, "nesting") from error
    if not made:
        raise PayloadError(payload.url, reason=Reason.NO_STORY)
    return made


def _config(kind: str, payload: Payload) -> dict[str, Any]:
    home = payload.url or "https://preview.invalid/"
    return {"feeds": [{"url": home, "section": None}], "home": home} if kind == "feed" else {"home": home, "api": home}


def _page(payload: Payload) -> dict[str, Any]:
    from reader_app.content.page import extract

    page = extract(payload.body, payload.url, payload.headers)
    if not page.html:
        raise PayloadError(payload.url, reason=Reason(page.problem or Reason.NO_STORY))
    parsed = ParsedStory(
        remote_id=page.url, url=page.url, title=page.title, html=page.html, summary=page.summary, author=page.author,
        published=page.published, modified=page.modified, lead=page.lead, language=page.language,
    )  # fmt: skip
    return _story("page", parsed)


def _story(kind: str, parsed: ParsedStory) -> dict[str, Any]:
    from reader_app import packing
    from reader_app.content.derive import derive
    from reader_app.content.markdown import to_markdown

    made = derive(parsed, "preview:", ceiling=CEILING)
    lead = next((each for each in made.images if each.lead), made.images[0] if made.images else None)
    above = next((each.url for each in made.images if each.lead), "")
    return {
        "kind": kind,
        "url": made.url,
        "title": made.title,
        "author": made.author,
        "published": None if made.published is None else made.published.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "image": lead.url if lead else None,
        "caption": lead.caption if lead else "",
        "credit": lead.credit if lead else "",
        "markdown": to_markdown(parsed.html, parsed.url, [each.url for each in made.images], lead=above),
        "text": packing.restore_text(made.text_z),
    }
