"""The corpus as cases: where it is, which part a file belongs to, and what is known to be right of it."""

from __future__ import annotations

import gzip
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

# Feeds as subscribers have them; the others are conformance cases of a few lines.
REAL = ("netnewswire", "rss-parser-js", "node-feedparser", "rome", "fastfeedparser", "feed-rs")
CONFORMANCE = ("feedparser", "feedvalidator", "gofeed")
ARTICLES = ("aeb", "fundus", "readability", "indonesia", "newspaper4k")
_PHOTOS = re.compile(r"(?:photos?|fotos?|galeri|gallery|galleries)\Z", re.I)
_FIRST_BLOCK = re.compile(r"\A\s*```json\s*\n(.*?)\n```\s*", re.S)
_PAGE_ADDRESS = re.compile(rb"""<link[^>]{0,200}rel=["']canonical["'][^>]{0,200}href=["']([^"']{8,500})""", re.I)


@dataclass(frozen=True, slots=True)
class Case:
    """One file to be read. ``part`` says what is done with it: feeds, articles, markdown, pages."""

    part: str
    group: str  # the row of the table it counts in
    name: str
    path: Path
    expected: Path | None = None

    def body(self) -> bytes:
        return gzip.decompress(self.path.read_bytes()) if self.path.suffix == ".gz" else self.path.read_bytes()

    def facts(self) -> dict[str, Any]:
        if self.expected is None or not self.expected.exists():
            return {}
        facts: dict[str, Any] = json.loads(self.expected.read_bytes())
        return facts


def folder() -> Path:
    """The folder that BERITA_CORPUS names, else the one beside the checkout."""
    named = os.environ.get("BERITA_CORPUS")
    return Path(named) if named else Path(__file__).parents[2].parent / "shared" / "corpus"


def cases(corpus: Path) -> Iterator[Case]:
    yield from _feeds(corpus / "feeds")
    yield from _articles(corpus / "articles")
    yield from _stories(corpus)
    for path in sorted((corpus / "markdown-pages" / "defuddle").glob("*.html.gz")):
        name = path.name.removesuffix(".html.gz")
        yield Case("pages", "defuddle", name, path, path.with_name(f"{name}.md"))


def _feeds(feeds: Path) -> Iterator[Case]:
    for expected in sorted(feeds.glob("*/*.expect.json")):
        path = expected.with_name(expected.name.removesuffix(".expect.json"))
        if not path.exists():
            continue
        group = "real" if path.parent.name in REAL else "conformance" if path.parent.name in CONFORMANCE else "other"
        yield Case("feeds", group, f"{path.parent.name}/{path.name}", path, expected)


def _articles(articles: Path) -> Iterator[Case]:
    for group in ARTICLES:
        for path in sorted((articles / group).glob("*.html.gz")):
            name = path.name.removesuffix(".html.gz")
            facts = path.with_name(f"{name}.json")
            if name.endswith(".expected") or not facts.exists():
                continue
            photos = group == "indonesia" and shows_photos(json.loads(facts.read_bytes()).get("url") or "")
            yield Case("articles", "indonesia photos" if photos else group, f"{group}/{name}", path, facts)


def shows_photos(url: str) -> bool:
    """Whether the address says that it is a page of photos, whose "body" in the corpus is a caption."""
    parts = urlsplit(url)
    labels = (parts.hostname or "").split(".")[:-2]
    return any(_PHOTOS.match(each) for each in [*labels, *parts.path.split("/")])


def _stories(corpus: Path) -> Iterator[Case]:
    facts = corpus / "articles" / "readability"
    for path in sorted((corpus / "markdown" / "readability").glob("*.html.gz")):
        name = path.name.removesuffix(".html.gz")
        yield Case("markdown", "stories", f"markdown/{name}", path, facts / f"{name}.json")
    for path in sorted(facts.glob("*.expected.html.gz")):
        name = path.name.removesuffix(".expected.html.gz")
        yield Case("markdown", "stories", f"expected/{name}", path, facts / f"{name}.json")


def rendering(case: Case) -> tuple[dict[str, Any], str]:
    """(facts, Markdown) of a page of which a good rendering is known."""
    text = case.expected.read_text("utf-8", "replace") if case.expected else ""
    block = _FIRST_BLOCK.match(text)
    if not block:
        return {}, text
    facts: dict[str, Any] = json.loads(block[1])
    return facts, text[block.end() :]


def address(body: bytes) -> str:
    """Where a page says it lives."""
    found = _PAGE_ADDRESS.search(body[:200_000])
    url = found[1].decode("ascii", "ignore") if found else ""
    return url if url.startswith("http") else "https://news.example/story"
