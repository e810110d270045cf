"""Payloads of the API made records: each story is read by itself, an odd one is skipped and counted."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from reader_app.errors import PayloadError
from reader_app.records import ParsedPage, ParsedSection, ParsedStory, Payload, Ranked
from reader_app.sources.guardian import wire
from reader_app.sources.protocol import Following
from reader_app.sources.wordpress.wire import label, text

# What reading an odd entry may raise; anything else is a bug.
_ODD = (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError)

_HOME = "https://www.theguardian.com"
_SUMMARY = 600  # characters
_LONGEST_ID = 500
_LONGEST_TEXT = 4_000_000
_POSTS = 500  # of a live blog
_TAGS = 40
_NO_TEXT = frozenset({"gallery", "interactive", "video", "audio", "picture", "crossword"})  # their body is a stand-in
_STAND_IN = 400  # letters that such a one has at most


def parse(what: str, payload: Payload, following: Following) -> ParsedPage:
    """What `steps` asked as ``what``. Raises PayloadError."""
    return _READERS[what](payload, following)


def apart(payload: Payload) -> Sequence[Payload]:
    """``payload`` entry by entry, for those who look for the one that spoils it."""
    try:
        response = wire.read(payload)
    except PayloadError:
        return []
    alone = [{"response": {"status": "ok", "results": [each]}} for each in _contents(response)]
    return [replace(payload, body=json.dumps(each).encode()) for each in alone]


# --- stories ----------------------------------------------------------------------------------------------


def _search(payload: Payload, following: Following) -> ParsedPage:
    """``facts``: "published" and "modified", each [oldest, newest] of all that came, by which the API sorts; "size" of the
    page; "expired", ids whose rights have ended; "beyond" after the last page."""
    try:
        response = wire.read(payload)
    except PayloadError as error:
        if error.detail == wire.BEYOND:
            return ParsedPage(facts={"beyond": True})
        raise
    return _page(response, _contents(response))


def _section(payload: Payload, following: Following) -> ParsedPage:
    """A section's own page: its stories, those most read (whole, too), and in ``facts`` "picks", the editors' choice."""
    response = wire.read(payload)
    wanted = _wanted(following)
    viewed = [each for each in _contents(response, "mostViewed") if not wanted or text(each.get("sectionId")) in wanted]
    results = _contents(response)
    whole = [each for each in viewed if "body" in wire.table(each.get("fields"))]
    page = _page(response, [*results, *whole])
    ranking = []
    for content in viewed:
        try:
            ranking.append(_ranked(content))
        except _ODD:
            continue
    picks = [identity for each in _contents(response, "editorsPicks") if (identity := text(each.get("id")))]
    section = wire.table(response.get("section"))
    named = _named([(section.get("id"), section.get("webTitle"))])
    sections = {each.remote_id: each for each in (*page.sections, *named)}
    return replace(page, sections=tuple(sections.values()), ranking=tuple(ranking), facts={**page.facts, "picks": picks[:100]})


def _wanted(following: Following) -> frozenset[str]:
    sections = following.config.get("sections")
    return frozenset(str(each) for each in sections) if isinstance(sections, list) else frozenset()


def _contents(response: dict[str, Any], name: str = "results") -> list[dict[str, Any]]:
    if name == "results" and isinstance(response.get("content"), dict):
        return [response["content"]]
    found = response.get(name)
    return [each if isinstance(each, dict) else {} for each in found] if isinstance(found, list) else []


def _page(response: dict[str, Any], contents: Sequence[dict[str, Any]]) -> ParsedPage:
    stories: dict[str, ParsedStory] = {}
    expired: list[str] = []
    skipped = 0
    for content in contents:
        try:
            if wire.flag(content.get("isExpired")):
                expired.append(_identity(content))
            elif not wire.flag(content.get("isHosted")):  # an advertiser's own pages
                story = _story(content)
                stories.setdefault(story.remote_id, story)
        except _ODD:
            skipped += 1
    facts: dict[str, Any] = {
        "published": _span(wire.moment(each.get("webPublicationDate")) for each in contents),
        "modified": _span(wire.moment(wire.table(each.get("fields")).get("lastModified")) for each in contents),
        "size": wire.count(response.get("pageSize")),
        "expired": expired[:200],
    }
    return ParsedPage(
        stories=tuple(stories.values()),
        sections=_named((each.get("sectionId"), each.get("sectionName")) for each in contents),
        total_pages=wire.count(response.get("pages")),
        total=wire.count(response.get("total")),
        skipped=skipped,
        facts={name: value for name, value in facts.items() if value},
    )


def _span(moments: Iterable[datetime | None]) -> list[str]:
    known = sorted(each for each in moments if each is not None)
    return [known[0].isoformat(), known[-1].isoformat()] if known else []


def _identity(content: dict[str, Any]) -> str:
    identity = content["id"]
    if not isinstance(identity, str) or not identity.isprintable() or not 0 < len(identity) <= _LONGEST_ID:
        raise ValueError(identity)
    return identity


def _story(content: dict[str, Any]) -> ParsedStory:
    from reader_app.content.addresses import absolute
    from reader_app.sources.guardian import pictures

    identity = _identity(content)
    fields = wire.table(content.get("fields"))
    title = label(fields.get("headline")) or label(content.get("webTitle"))
    if not title:
        raise ValueError(identity)
    url = wire.secure(absolute(text(content.get("webUrl")), _HOME) or absolute(identity, f"{_HOME}/"))
    tags = wire.members(content.get("tags"))
    html, cut = _text(content, fields)
    if cut:
        html = html or pictures.gallery(content, url)
    return ParsedStory(
        remote_id=identity,
        url=url,
        title=title,
        html=html,
        guid=url,  # what the paper's feeds call the same story
        cut=cut,
        summary=_summary(text(fields.get("standfirst")) or text(fields.get("trailText"))),
        author=label(fields.get("byline")) or ", ".join(_titles(tags, "contributor")[:8]),
        published=wire.moment(content.get("webPublicationDate")),
        modified=wire.moment(fields.get("lastModified")),
        sections=tuple(each.remote_id for each in _named([(content.get("sectionId"), content.get("sectionName"))])),
        tags=tuple(_titles(tags, "keyword")[:_TAGS]),
        lead=pictures.lead(content, url),
        language=text(fields.get("lang")) or "en",
    )


def _text(content: dict[str, Any], fields: dict[str, Any]) -> tuple[str, bool]:
    """(HTML, cut). A text that is kept from the key is a comment in its place."""
    from reader_app.content.cut import words_of

    blocks = wire.table(content.get("blocks"))
    body = text(fields.get("body"))
    if len(body) > _LONGEST_TEXT:
        raise ValueError("too long")
    words = words_of(body)
    if not words:
        body = "\n".join(_post(each) for each in wire.members(blocks.get("body"))[:_POSTS])[:_LONGEST_TEXT]
        words = words_of(body)
    if not words:
        return "", True
    main = text(fields.get("main")) or text(wire.table(blocks.get("main")).get("bodyHtml"))
    if "<iframe" in main or "<video" in main or "<audio" in main:  # a film stands where else the picture does
        body = f"{main}\n{body}"
    return body, content.get("type") in _NO_TEXT and len(words) < _STAND_IN


def _post(block: dict[str, Any]) -> str:
    """One post of a live blog."""
    from html import escape

    title = label(block.get("title"))
    return (f"<h2>{escape(title)}</h2>\n" if title else "") + text(block.get("bodyHtml"))


def _summary(html: str) -> str:
    from reader_app.content.text import one_line, plain_text

    return one_line(plain_text(html[:50_000]), _SUMMARY) if html else ""


def _titles(tags: Iterable[dict[str, Any]], sort: str) -> list[str]:
    return list(dict.fromkeys(name for tag in tags if tag.get("type") == sort and (name := label(tag.get("webTitle")))))


def _ranked(content: dict[str, Any]) -> Ranked:
    story = _story({name: value for name, value in content.items() if name != "elements"})
    return Ranked(story.remote_id, story.title, story.url, story.published)


# --- sections ---------------------------------------------------------------------------------------------


def _named(pairs: Iterable[tuple[Any, Any]]) -> tuple[ParsedSection, ...]:
    """Sections, each once, in the order they came."""
    found: dict[str, ParsedSection] = {}
    for identity, title in pairs:
        if isinstance(identity, str) and 0 < len(identity) <= _LONGEST_ID and identity not in found:
            name = label(title) or identity.rpartition("/")[2].replace("-", " ").capitalize()
            if name:
                found[identity] = ParsedSection(identity, name)
    return tuple(found.values())


def _sections(payload: Payload, following: Following) -> ParsedPage:
    found = _contents(wire.read(payload))
    named = _named((each.get("id"), each.get("webTitle")) for each in found)
    return ParsedPage(sections=named, total=len(found), skipped=len(found) - len(named))


_READERS: dict[str, Callable[[Payload, Following], ParsedPage]] = {
    "search": _search,
    "section": _section,
    "sections": _sections,
}
