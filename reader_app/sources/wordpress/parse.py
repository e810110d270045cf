"""Payloads of the API made records. No field is trusted: each story is read by itself, an odd one is skipped."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import Any
from urllib.parse import urlsplit

from reader_app.errors import PayloadError
from reader_app.records import (
    ParsedImage,
    ParsedPage,
    ParsedSection,
    ParsedStory,
    Payload,
    Ranked,
    Rendition,
)
from reader_app.sources.protocol import Following
from reader_app.sources.wordpress import times, wire

# What reading an odd entry may raise; anything else is a bug.
_ODD = (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError)

_SUMMARY = 600  # characters
_UNSORTED = frozenset({
    "uncategorized", "uncategorised", "tak-berkategori", "tanpa-kategori", "tidak-berkategori", "belum-dikategorikan",
    "tiada-kategori", "sin-categoria", "non-classe", "senza-categoria", "sem-categoria", "unkategorisiert",
    "allgemein", "geen-categorie", "niet-gecategoriseerd", "bez-kategorii", "kategorisiz", "chua-phan-loai",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Site:
    home: str
    zone: tzinfo
    language: str

    @classmethod
    def of(cls, following: Following) -> _Site:
        config = following.config
        home = str(config.get("home") or config.get("api") or "")
        return cls(home, times.zone(config.get("timezone")), str(config.get("language") or ""))


def parse(what: str, payload: Payload, following: Following) -> ParsedPage:
    """What ``steps`` asked as ``what``. Raises PayloadError."""
    return _READERS[what](payload, _Site.of(following))


def apart(payload: Payload) -> Sequence[Payload]:
    """``payload`` entry by entry, for those who look for the one that spoils it."""
    try:
        found = wire.entries(payload)
    except PayloadError:
        return []
    return [replace(payload, body=json.dumps([entry]).encode()) for entry in found]


# --- stories ----------------------------------------------------------------------------------------------


def _posts(payload: Payload, site: _Site) -> ParsedPage:
    """``facts``: "beyond" after the last page; else the site's own dates, by which the API sorts: "newest", "oldest",
    and "ties", how many share the oldest."""
    try:
        found = wire.entries(payload)
    except PayloadError as error:
        if error.detail == wire.BEYOND:
            return ParsedPage(facts={"beyond": True})
        raise
    stories = []
    for entry in found:
        try:
            stories.append(_story(entry, site))
        except _ODD:
            continue
    dates = sorted(date for entry in found if isinstance(entry, dict) and (date := times.naive(entry.get("date"))))
    facts: dict[str, Any] = {}
    if dates:
        facts = {"newest": dates[-1].isoformat(), "oldest": dates[0].isoformat(), "ties": dates.count(dates[0])}
    return ParsedPage(
        stories=tuple(stories),
        total_pages=_count(payload, "x-wp-totalpages"),
        total=_count(payload, "x-wp-total"),
        skipped=len(found) - len(stories),
        facts=facts,
    )


def _story(post: dict[str, Any], site: _Site) -> ParsedStory:
    remote_id = str(wire.number(post["id"]))
    embedded = post.get("_embedded")
    embedded = embedded if isinstance(embedded, dict) else {}
    url = _address(wire.text(post.get("link")), site.home) or f"{site.home}/?p={remote_id}"
    content = post["content"]  # a story without any is an accident, and must not overwrite the one we have
    protected = isinstance(content, dict) and content.get("protected") is True
    terms = list(_terms(embedded))
    return ParsedStory(
        remote_id=remote_id,
        url=url,
        title=wire.label(post.get("title")),
        html="" if protected else wire.text(content),
        guid=wire.text(post.get("guid")),
        summary="" if protected else _summary(wire.text(post.get("excerpt"))),
        author=_author(embedded),
        published=times.utc(post.get("date_gmt")) or times.local(post.get("date"), site.zone),
        modified=times.utc(post.get("modified_gmt")) or times.local(post.get("modified"), site.zone),
        sections=_sections(post.get("categories"), terms),
        tags=tuple(dict.fromkeys(tag for term in terms if term.get("taxonomy") == "post_tag" and (tag := _name(term)))),
        lead=_lead(post, embedded, url),
        protected=protected,
        language=wire.text(post.get("lang")) or site.language,
    )


def _summary(html: str) -> str:
    from reader_app.content.text import one_line, plain_text

    line = one_line(plain_text(html), _SUMMARY) if html else ""
    for mark in ("[…]", "[...]"):  # an automatic excerpt is cut so
        if line.endswith(mark):
            line = line.removesuffix(mark).rstrip(" .…") + "…"
    return line


def _members(embedded: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    """What is embedded as ``name``, without the errors that stand in the place of what may not be seen."""
    members = embedded.get(name)
    for member in members if isinstance(members, list) else ():
        if isinstance(member, dict) and "code" not in member:
            yield member


def _author(embedded: dict[str, Any]) -> str:
    names = (_name(member) for member in _members(embedded, "author") if "namespaces" not in member)
    return ", ".join(dict.fromkeys(name for name in names if name))


def _name(thing: dict[str, Any]) -> str:
    return wire.label(thing.get("name"))


def _terms(embedded: dict[str, Any]) -> Iterator[dict[str, Any]]:
    groups = embedded.get("wp:term")
    for group in groups if isinstance(groups, list) else ():
        yield from (term for term in group if isinstance(term, dict)) if isinstance(group, list) else ()


def _sections(categories: Any, terms: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """The ids of the story's categories: the deepest first, as far as addresses show it, "Uncategorized" last."""
    embedded = {str(term.get("id")): term for term in terms if term.get("taxonomy") == "category"}
    if isinstance(categories, dict):  # PHP's list with a hole
        categories = list(categories.values())
    ids = [str(wire.number(each)) for each in categories] if isinstance(categories, list) else list(embedded)

    def rank(identity: str) -> tuple[bool, int]:
        term = embedded.get(identity, {})
        depth = urlsplit(wire.text(term.get("link"))).path.strip("/").count("/")
        return wire.text(term.get("slug")) in _UNSORTED, -depth

    return tuple(sorted(dict.fromkeys(ids), key=rank))


# --- pictures ---------------------------------------------------------------------------------------------


def _lead(post: dict[str, Any], embedded: dict[str, Any], base: str) -> ParsedImage | None:
    """The featured picture. One that was deleted has the whole API index in its place, one that may not be seen an
    error: what has no address is no picture."""
    for media in _members(embedded, "wp:featuredmedia"):
        if media.get("media_type", "image") == "image" and isinstance(media.get("source_url"), str):
            try:
                found = _image(media, base)
            except _ODD:
                continue
            if found is not None:
                return found
    address = _address(wire.text(post.get("jetpack_featured_media_url")), base)
    return ParsedImage((Rendition(address),)) if address else None


def _image(media: dict[str, Any], base: str) -> ParsedImage | None:
    from reader_app.content.credit import split_credit
    from reader_app.content.text import one_line, plain_text

    details = media.get("media_details")
    details = details if isinstance(details, dict) else {}
    width, height = _pixels(details.get("width")), _pixels(details.get("height"))
    widths: dict[str, int] = {}
    sizes = details.get("sizes")
    for size in sizes.values() if isinstance(sizes, dict) else ():
        address = _address(wire.text(size.get("source_url")), base) if isinstance(size, dict) else ""
        if address and _is_whole(_pixels(size.get("width")), _pixels(size.get("height")), width, height):
            widths[address] = _pixels(size.get("width"))
    source = _address(media["source_url"], base)
    if source:
        widths[source] = max(width, widths.get(source, 0))
    if not widths:
        return None
    caption, credit = split_credit(plain_text(wire.text(media.get("caption"))))
    return ParsedImage(
        renditions=tuple(Rendition(address, widths[address]) for address in sorted(widths, key=widths.__getitem__)),
        alt=one_line(wire.text(media.get("alt_text"))),
        caption=caption,
        credit=credit,
        width=width,
        height=height,
    )


def _pixels(value: Any) -> int:
    """A width or height; some plugins write numbers as text."""
    try:
        return max(0, wire.number(value))
    except (TypeError, ValueError):
        return 0


def _is_whole(width: int, height: int, full_width: int, full_height: int) -> bool:
    """Whether a rendition shows the whole picture: themes crop some to squares and stripes."""
    if not (width and height and full_width and full_height):
        return True
    return abs(height - width * full_height / full_width) <= max(2.0, height * 0.01)


def _address(written: str, base: str) -> str:
    from reader_app.content.addresses import absolute

    return absolute(written, base)


# --- everything else --------------------------------------------------------------------------------------


def _categories(payload: Payload, site: _Site) -> ParsedPage:
    found = wire.entries(payload)
    sections = []
    for entry in found:
        try:
            parent = wire.number(entry.get("parent") or 0)
            sections.append(
                ParsedSection(str(wire.number(entry["id"])), _name(entry), str(parent) if parent > 0 else None)
            )
        except _ODD:
            continue
    # In the site's order, but for the section of what belongs nowhere: WordPress makes it first of all.
    named = tuple(sorted(
        (section for section in sections if section.name),
        key=lambda section: section.name.lower().replace(" ", "-") in _UNSORTED,
    ))
    return ParsedPage(
        sections=named,
        total_pages=_count(payload, "x-wp-totalpages"),
        total=_count(payload, "x-wp-total"),
        skipped=len(found) - len(named),
        facts={"moved": payload.moved_to} if payload.moved_to else {},
    )


def _presence(payload: Payload, site: _Site) -> ParsedPage:
    present = []
    for entry in wire.entries(payload):
        try:
            present.append(str(wire.number(entry["id"])))
        except _ODD:
            continue
    return ParsedPage(present=tuple(present), total=_count(payload, "x-wp-total"))


def _popular(payload: Payload, site: _Site) -> ParsedPage:
    found = wire.entries(payload)
    ranking = []
    for entry in found:
        try:
            remote_id = str(wire.number(entry["id"]))
            url = _address(wire.text(entry.get("link")), site.home) or f"{site.home}/?p={remote_id}"
            published = times.utc(entry.get("date_gmt")) or times.local(entry.get("date"), site.zone)
            ranking.append(Ranked(remote_id, wire.label(entry["title"]), url, published))
        except _ODD:
            continue
    return ParsedPage(ranking=tuple(ranking), skipped=len(found) - len(ranking))


def _root(payload: Payload, site: _Site) -> ParsedPage:
    """``facts`` as `root_facts` has them; empty where this is no WordPress."""
    return ParsedPage(facts=root_facts(wire.read(payload)))


def root_facts(root: Any) -> dict[str, Any]:
    """name, description, home, timezone, popular of the API's root; empty where it serves no stories."""
    namespaces = root.get("namespaces") if isinstance(root, dict) else None
    if not isinstance(namespaces, list) or "wp/v2" not in namespaces:
        return {}
    return {
        "name": wire.label(root.get("name")),
        "description": wire.label(root.get("description")),
        "home": wire.text(root.get("home")) or wire.text(root.get("url")),
        "timezone": times.zone_name(root),
        "popular": "wordpress-popular-posts/v1" in namespaces,
    }


def _count(payload: Payload, header: str) -> int | None:
    told = payload.headers.get(header, "").strip()
    return int(told) if told.isdecimal() and len(told) < 10 else None


_READERS: dict[str, Callable[[Payload, _Site], ParsedPage]] = {
    "posts": _posts,
    "categories": _categories,
    "presence": _presence,
    "popular": _popular,
    "root": _root,
}


