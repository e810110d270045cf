"""OPML, in which readers tell each other what they follow: folders are sections, outlines are feeds.

An outline that only Berita understands (a WordPress site, a newspaper with a feed a section) carries our own attributes
beside the common ones; other readers see a name and an address. What comes in is data: ``include`` is never followed,
nothing but http and https is taken, keys and logins never go in or out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import quoteattr

from reader_app.content import xml
from reader_app.content.text import one_line
from reader_app.errors import PayloadError, Reason
from reader_app.net import hosts
from reader_app.records import Offer, Source

MOST = 5000  # outlines that are taken
LARGEST = 8 * 1024 * 1024  # bytes
OURS = "https://berita.invalid/opml"  # names our attributes; nobody lives there
_KINDS = frozenset({"wordpress", "guardian", "newsapi", "feed", "sitemap", "listing"})
_DEEPEST = 40
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed, or one source of ours."""

    url: str
    title: str = ""
    home: str = ""
    section: str = ""
    key: str = ""
    kind: str = ""
    config: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outlines:
    title: str
    feeds: tuple[Outline, ...]
    skipped: int = 0  # outlines that name nothing that can be followed, and those beyond `MOST`

    def offers(self) -> list[Offer]:
        """What to follow, without asking anybody; feeds that were one source of ours are one again."""
        offers: dict[str, Offer] = {}
        for each in self.feeds:
            if each.kind:
                offers.setdefault(each.key, Offer(each.kind, each.key, each.title, each.home, each.config))
                continue
            key = each.key or feed_key(each.url)
            feed = {"url": each.url, "section": each.section or None}
            known = offers.get(key)
            if known is not None:
                feeds = [*known.config["feeds"], feed]
                offers[key] = Offer("feed", key, known.name, known.url, {**known.config, "feeds": feeds})
                continue
            home = each.home or _root(each.url)
            config = {"feeds": [feed], "home": home, "language": "", "zone": ""}
            offers[key] = Offer("feed", key, each.title or urlsplit(each.url).netloc, home, config)
        return list(offers.values())


def feed_key(url: str) -> str:
    """The key of the source that follows one feed."""
    bare = url.partition("://")[2] or url
    return "feed:" + bare.removeprefix("www.").rstrip("/")


def _root(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


# --- in ---------------------------------------------------------------------------------------------------


def read(body: bytes) -> Outlines:
    """Raises PayloadError where ``body`` is no OPML."""
    if len(body) > LARGEST:
        raise PayloadError("OPML", str(len(body)), Reason.TOO_LARGE)
    root = xml.read(body)
    if root is None or xml.name_of(root).rpartition(":")[2] != "opml":
        raise PayloadError("OPML", "no OPML", Reason.NOT_OPML)
    found: dict[tuple[str, str], Outline] = {}
    skipped = 0
    waiting: list[tuple[Any, str, int]] = [(each, "", 0) for each in xml.children(xml.child(root, "body"))]
    waiting.reverse()
    while waiting:
        element, folder, depth = waiting.pop()
        if xml.name_of(element).rpartition(":")[2] != "outline":
            continue
        told = {name.rpartition("}")[2].lower(): str(value) for name, value in element.attrib.items()}
        below = list(xml.children(element))
        name = one_line(told.get("title") or told.get("text") or "", 200)
        outline = _outline(told, name, folder)
        if outline is not None and len(found) < MOST:
            found.setdefault((outline.key or outline.url, outline.url), outline)
        elif outline is not None or not below or told.get("type", "").lower() == "include":
            skipped += 1
        if depth < _DEEPEST and told.get("type", "").lower() != "include":
            inside = folder if outline is not None else name or folder
            waiting += [(each, inside, depth + 1) for each in reversed(below)]
        else:
            skipped += len(below)
    head = xml.child(xml.child(root, "head"), "title")
    return Outlines(one_line(xml.text_of(head), 200), tuple(found.values()), skipped)


def _outline(told: Mapping[str, str], name: str, folder: str) -> Outline | None:
    """The feed that an outline names; None for a folder, and for what cannot be followed."""
    home = _web(told.get("htmlurl", ""))
    own = _own(told, name, home)
    if own is not None:
        return own
    url = _web(told.get("xmlurl", ""))
    if not url:
        return None
    category = told.get("category", "").partition(",")[0].strip("/ ").rpartition("/")[2]
    key = told.get("key", "") if told.get("key", "").startswith("feed:") else ""
    return Outline(url, name, home, one_line(folder or category, 100), key=key[:_LONGEST])


def _own(told: Mapping[str, str], name: str, home: str) -> Outline | None:
    """A source of ours that is no feed."""
    kind, key = told.get("kind", ""), told.get("key", "")[:_LONGEST]
    if kind not in _KINDS or kind == "feed" or not key.startswith(f"{kind}:"):
        return None
    try:
        config = json.loads(told.get("config", ""))
    except (ValueError, RecursionError):
        return None
    if not isinstance(config, dict) or not _harmless(config):
        return None
    return Outline(home, name or key, home, key=key, kind=kind, config=config)


def _harmless(value: Any, depth: int = 0) -> bool:
    """Whether a config holds nothing but names, numbers and web addresses."""
    if depth > 4:
        return False
    if isinstance(value, dict):
        return len(value) <= 100 and all(isinstance(name, str) and _harmless(each, depth + 1) for name, each in value.items())
    if isinstance(value, list):
        return len(value) <= 500 and all(_harmless(each, depth + 1) for each in value)
    if isinstance(value, str):
        return len(value) <= _LONGEST and ("://" not in value or bool(_web(value)))
    return value is None or isinstance(value, (bool, int, float))


def _web(address: str) -> str:
    """A web address without name and password; "" for anything else."""
    address = address.strip()
    if address.lower().startswith("feed:"):
        address = address[5:] if "://" in address[5:] else "https:" + address[5:]
    if len(address) > _LONGEST or not address.isprintable():
        return ""
    try:
        url, _ = hosts.without_login(address)
        hosts.origin(url)
    except ValueError:
        return ""
    return url


# --- out --------------------------------------------------------------------------------------------------


def write(sources: Sequence[Source], sections: Mapping[int, str]) -> bytes:
    """``sources`` as OPML; ``sections`` are the names of our sections."""
    folders: dict[str, list[str]] = {}
    for each in sources:
        chosen = sections.get(each.section or 0, "")
        if each.kind == "feed":
            for feed in each.config.get("feeds", ()):
                if isinstance(feed, Mapping) and feed.get("url"):
                    folders.setdefault(chosen or str(feed.get("section") or ""), []).append(_feed(each, str(feed["url"])))
        else:
            folders.setdefault(chosen, []).append(_other(each))
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<opml version="2.0" xmlns:berita="{OURS}">']
    lines += ["<head><title>Berita</title></head>", "<body>"]
    for folder, outlines in sorted(folders.items()):
        if folder:
            lines += [f"<outline text={quoteattr(folder)} title={quoteattr(folder)}>", *outlines, "</outline>"]
        else:
            lines += outlines
    lines += ["</body>", "</opml>"]
    return "\n".join(map(_sound, lines)).encode() + b"\n"


def _feed(source: Source, url: str) -> str:
    name = quoteattr(source.name)
    return (
        f'<outline type="rss" text={name} title={name} xmlUrl={quoteattr(url)} htmlUrl={quoteattr(source.url)} '
        f"berita:key={quoteattr(source.key)}/>"
    )


def _other(source: Source) -> str:
    name = quoteattr(source.name)
    feed = f" xmlUrl={quoteattr(source.url.rstrip('/') + '/feed/')}" if source.kind == "wordpress" else ""
    config = quoteattr(json.dumps(dict(source.config), ensure_ascii=False, sort_keys=True))
    return (
        f'<outline type="{"rss" if feed else "link"}" text={name} title={name}{feed} htmlUrl={quoteattr(source.url)} '
        f"berita:kind={quoteattr(source.kind)} berita:key={quoteattr(source.key)} berita:config={config}/>"
    )


def _sound(line: str) -> str:
    """Without what XML cannot hold."""
    return "".join(each for each in line if each >= " " or each in "\t\n") if not line.isprintable() else line


