"""Every feed of the shared corpus: the right entries with the right fields. Skipped where the corpus is absent."""

from __future__ import annotations

import html
import json
import os
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from reader_app.content.text import plain_text
from reader_app.errors import PayloadError, Reason
from reader_app.records import ParsedStory, Payload
from reader_app.sources.feed import Feed
from reader_app.sources.protocol import Following

ROOT = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("BERITA_CORPUS") or ROOT.parent / "shared" / "corpus")
REAL = ("fastfeedparser", "feed-rs", "netnewswire", "node-feedparser", "rome", "rss-parser-js")
OTHERS = ("feedkit", "feedparser", "feedvalidator", "gofeed", "newsboat", "reader")
FOLLOWING = Following("feed:contoh.test", "Contoh", {"feeds": []}, {}, datetime(2026, 11, 24, tzinfo=UTC))

pytestmark = pytest.mark.skipif(not (CORPUS / "feeds").is_dir(), reason="the shared corpus is not here")


def read(path: Path) -> tuple[ParsedStory, ...]:
    try:
        return Feed().parse("feed", Payload("http://example.com/feeds/x.xml", 200, {}, path.read_bytes()), FOLLOWING).stories
    except PayloadError as error:
        if error.reason is not Reason.NOT_A_FEED:
            raise
        return ()


def words(text: str) -> list[str]:
    return re.findall(r"\w+", html.unescape(re.sub(r"<[^>]*>", " ", html.unescape(text))).lower())


def letters(text: str) -> Counter[str]:
    return Counter(sign for sign in html.unescape(text).lower() if sign.isalnum())


def bare(address: str) -> str:
    return re.sub(r"^https?://", "", address.strip()).rstrip("/")


def agrees(story: ParsedStory, name: str, wanted: Any) -> bool | None:
    """Whether a field is as it should be; None where another answer is meant (see below)."""
    match name:
        case "title":
            return words(story.title) == words(wanted)
        case "link":
            if "feedproxy" in wanted or "feeds." in wanted or not re.match(r"https?:|/", wanted):
                return None  # the redirector's own address is followed to the story's; a mail address is no page
            return bare(story.url).endswith(bare(wanted))
        case "author":
            return set(words(story.author)) <= set(words(wanted)) and bool(story.author)
        case "published":
            return story.published is not None and abs(story.published.timestamp() - wanted) < 2
        case "content":
            missing = letters(wanted) - letters(f"{plain_text(story.html)} {story.summary}")
            return missing.total() <= 0.02 * max(1, letters(wanted).total())
    return None


def graded(sets: tuple[str, ...]) -> tuple[float, dict[str, float], list[str]]:
    """(share of the files with the right number of entries, shares of right fields, files with a wrong number)."""
    right, all_files = 0, 0
    good: Counter[str] = Counter()
    known: Counter[str] = Counter()
    wrong = []
    for expectation in sorted(each for name in sets for each in (CORPUS / "feeds" / name).glob("*.expect.json")):
        told = json.loads(expectation.read_text("utf-8"))
        stories = read(expectation.with_name(expectation.name.removesuffix(".expect.json")))
        if told["n"] is None:
            continue
        all_files += 1
        if len(stories) != told["n"]:
            wrong.append(expectation.name)
            continue
        right += 1
        for story, fields in zip(stories, told["entries"], strict=False):
            for name, wanted in fields.items():
                verdict = agrees(story, name, wanted)
                if verdict is not None:
                    known[name] += 1
                    good[name] += verdict
    return right / all_files, {name: good[name] / known[name] for name in known}, wrong


@pytest.mark.parametrize(("sets", "least"), [(REAL, 0.993), (OTHERS, 0.98)])
def test_the_corpus_is_read_right(sets: tuple[str, ...], least: float) -> None:
    share, fields, wrong = graded(sets)
    assert share >= least, wrong
    assert all(each >= 0.98 for each in fields.values()), fields


def test_saved_feeds_of_newspapers_are_read() -> None:
    paths = sorted((CORPUS / "payloads" / "feeds").glob("*"))
    empty = [path.name for path in paths if not read(path)]
    assert len(paths) > 15 and empty == []


def test_indonesian_teasers_are_seen_as_such() -> None:
    for name in ("anpandu_antara_2015.xml", "id_detik_wartapedia.xml", "anpandu_kapanlagi_2015.xml"):
        stories = read(CORPUS / "payloads" / "feeds" / name)
        assert stories and all(story.cut and story.published for story in stories)
    whole = read(CORPUS / "payloads" / "feeds" / "golkar_category_berita_rss2.xml")
    assert whole and not any(story.cut for story in whole)
