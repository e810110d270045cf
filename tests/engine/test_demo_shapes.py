"""The sample site's JSON has the very keys that a real WordPress 6.1 sent (the captures of the shared corpus)."""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from reader_app.demo.edition import load
from reader_app.demo.server import SampleServer

ROOT = Path(__file__).resolve().parents[2]
CAPTURES = Path(os.environ.get("BERITA_CORPUS") or ROOT.parent / "shared" / "corpus") / "payloads" / "wordpress-local"
ANCHOR = datetime(2021, 11, 6, 5, 0, tzinfo=UTC)
WP = "/wp-json/wp/v2"

pytestmark = pytest.mark.skipif(not CAPTURES.is_dir(), reason="the captured WordPress answers are not here")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    now = ANCHOR + timedelta(days=1)
    with SampleServer(ANCHOR, now=lambda: now) as server:
        yield server.url


def ask(address: str) -> tuple[int, dict[str, str], Any]:
    try:
        with urllib.request.urlopen(address, timeout=20) as said:
            return said.status, dict(said.headers), json.load(said)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers), json.load(error)


def capture(name: str) -> Any:
    return json.loads((CAPTURES / f"{name}.json").read_bytes())


def keys(thing: Any, *path: str | int) -> set[str]:
    """The keys found by following ``path`` into a thing."""
    for step in path:
        thing = thing[step]
    return set(thing)


def test_a_post_has_the_keys_of_a_captured_one(url: str) -> None:
    theirs = next(post for post in capture("posts-3") if post["featured_media"])
    ours = next(post for post in ask(f"{url}{WP}/posts?per_page=20&_embed")[2] if post["featured_media"])
    assert keys(ours) == keys(theirs)
    for part in ("title", "content", "excerpt", "guid"):
        assert keys(ours, part) == keys(theirs, part)
    # Who ever edited a story has left a link to the version before; it comes and goes with the story.
    assert keys(ours, "_links") - {"predecessor-version"} == keys(theirs, "_links") - {"predecessor-version"}
    assert keys(ours, "_embedded") == keys(theirs, "_embedded") - {"replies"}


@pytest.mark.parametrize("member", ["author", "wp:featuredmedia"])
def test_an_embedded_member_has_the_keys_of_a_captured_one(url: str, member: str) -> None:
    theirs = next(post for post in capture("posts-3") if post["featured_media"])
    ours = next(post for post in ask(f"{url}{WP}/posts?per_page=20&_embed")[2] if post["featured_media"])
    assert keys(ours, "_embedded", member, 0) == keys(theirs, "_embedded", member, 0)


def test_embedded_terms_are_lists_of_categories_and_tags_with_the_captured_keys(url: str) -> None:
    theirs = next(post for post in capture("posts-3") if post["categories"])
    ours = next(post for post in ask(f"{url}{WP}/posts?per_page=50&_embed")[2] if post["tags"])
    assert [terms[0]["taxonomy"] for terms in ours["_embedded"]["wp:term"]] == ["category", "post_tag"]
    assert keys(ours, "_embedded", "wp:term", 0, 0) == keys(theirs, "_embedded", "wp:term", 0, 0)


def test_a_post_without_a_picture_links_and_embeds_none(url: str) -> None:
    theirs = capture("post-173")
    ours = next(post for post in ask(f"{url}{WP}/posts?per_page=100&_embed")[2] if not post["featured_media"])
    assert keys(ours, "_links") - {"predecessor-version"} == keys(theirs, "_links") - {"predecessor-version"}
    assert "wp:featuredmedia" not in ours["_embedded"]


@pytest.mark.parametrize("what", ["categories", "tags", "users", "media"])
def test_a_collection_has_the_captured_keys(url: str, what: str) -> None:
    theirs, ours = capture(what)[0], ask(f"{url}{WP}/{what}")[2][0]
    assert keys(ours) == keys(theirs)
    assert keys(ours, "_links") - {"up"} == keys(theirs, "_links") - {"up"}


def test_a_picture_is_told_in_the_captured_way(url: str) -> None:
    theirs, ours = capture("media")[0], ask(f"{url}{WP}/media")[2][0]
    assert keys(ours, "media_details") == keys(theirs, "media_details")
    assert keys(ours, "media_details", "image_meta") == keys(theirs, "media_details", "image_meta")
    for size in ("medium_large", "full"):
        assert keys(ours, "media_details", "sizes", size) == keys(theirs, "media_details", "sizes", size)


def test_the_root_tells_what_a_captured_root_tells(url: str) -> None:
    assert keys(ask(f"{url}/wp-json/")[2]) == keys(capture("root"))


def test_a_protected_post_is_closed_as_a_captured_one(url: str) -> None:
    slug = next(story.slug for story in load().stories.values() if story.protected)
    ours, theirs = ask(f"{url}{WP}/posts?slug={slug}")[2][0], capture("post-186")
    assert (ours["content"], ours["excerpt"]) == (theirs["content"], theirs["excerpt"])


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("posts-beyond", "posts?per_page=100&page=9"),
        ("posts-perpage101", "posts?per_page=101"),
        ("badparam", "posts?after=kemarin"),
        ("badorder", "posts?orderby=acak"),
        ("status-private", "posts?status=private"),
        ("status-any", "posts?status=any"),
        ("context-edit", "posts?context=edit"),
        ("notfound", "posts/99999999"),
        ("media-notfound", "media/99999999"),
        ("noroute", "tidak-ada"),
    ],
)
def test_a_refusal_differs_from_the_captured_one_in_its_words_only(url: str, name: str, query: str) -> None:
    status, _, ours = ask(f"{url}{WP}/{query}")
    theirs = capture(name)
    assert status == theirs["data"]["status"]
    assert _codes(ours) == _codes(theirs)


@pytest.mark.parametrize(
    ("name", "query"),
    [("posts-3", "posts?per_page=3"), ("posts-beyond", "posts?page=999"), ("categories", "categories?per_page=100")],
)
def test_an_answer_has_the_captured_headers(url: str, name: str, query: str) -> None:
    lines = (CAPTURES / f"{name}.headers").read_text("utf-8").splitlines()[1:]
    # How a body is cut up on the wire is the web server's affair.
    theirs = {line.partition(":")[0].lower() for line in lines if line.strip()} - {"transfer-encoding", "connection"}
    ours = {header.lower() for header in ask(f"{url}{WP}/{query}")[1]} - {"content-length", "connection"}
    assert ours == theirs


def _codes(answer: Any) -> Any:
    """An error without its sentences, which are the site's language: the code, the keys, the codes within."""
    if not isinstance(answer, dict):
        return answer
    kept = {key: _codes(value) for key, value in answer.items() if key not in ("message", "params")}
    if "params" in answer:
        kept["params"] = sorted(answer["params"])
    return kept
