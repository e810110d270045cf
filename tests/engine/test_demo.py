"""The sample site: it answers over HTTP as a WordPress does, and its edition is whole."""

from __future__ import annotations

import gzip
import http.client
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from reader_app.demo import offer
from reader_app.demo.edition import Edition, files, load
from reader_app.demo.server import SampleServer

ANCHOR = datetime(2021, 11, 6, 5, 0, tzinfo=UTC)
POSTS = "/wp-json/wp/v2/posts"


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def total(self) -> int:
        return int(self.headers["x-wp-total"])


class Visitor:
    """Asks the sample site on one connection that stays open; the site's clock is in the visitor's hand."""

    def __init__(self) -> None:
        self.now = ANCHOR + timedelta(seconds=1)
        self.server = SampleServer(ANCHOR, now=lambda: self.now).start()
        self._line = http.client.HTTPConnection(str(urlsplit(self.server.url).netloc), timeout=20)

    def ask(self, target: str, method: str = "GET", **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._line.request(method, quote(target, safe="/?&=%,:+[]"), headers=named)
        said = self._line.getresponse()
        return Answer(said.status, {name.lower(): value for name, value in said.getheaders()}, said.read())

    def close(self) -> None:
        self._line.close()
        self.server.close()


@pytest.fixture
def site() -> Iterator[Visitor]:
    visitor = Visitor()
    yield visitor
    visitor.close()


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load()


def gmt(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S")


# --- the contract, over HTTP ----------------------------------------------------------------------------------


def test_pages_are_counted_in_headers_and_linked(site: Visitor, edition: Edition) -> None:
    out = sum(story.age >= timedelta(0) for story in edition.stories.values())
    first = site.ask(f"{POSTS}?per_page=7&_fields=id,date_gmt")
    assert (first.status, first.total) == (200, out)
    assert int(first.headers["x-wp-totalpages"]) == -(-out // 7)
    assert 'rel="next"' in first.headers["link"] and 'rel="prev"' not in first.headers["link"]
    second = site.ask(f"{POSTS}?per_page=7&page=2&_fields=id,date_gmt")
    assert 'rel="prev"' in second.headers["link"]
    dates = [post["date_gmt"] for post in (*first.json, *second.json)]
    assert len(dates) == 14 and dates == sorted(dates, reverse=True)


def test_a_page_past_the_end_is_refused_and_so_is_a_page_too_large(site: Visitor) -> None:
    past = site.ask(f"{POSTS}?per_page=100&page=9")
    assert (past.status, past.json["code"]) == (400, "rest_post_invalid_page_number")
    large = site.ask(f"{POSTS}?per_page=101")
    assert (large.status, large.json["code"]) == (400, "rest_invalid_param")


def test_an_empty_result_is_no_error(site: Visitor) -> None:
    nothing = site.ask(f"{POSTS}?after=2030-01-01T00:00:00Z")
    assert (nothing.status, nothing.json, nothing.total) == (200, [], 0)


def test_a_moment_without_a_zone_is_the_sites_own_time(site: Visitor, edition: Edition) -> None:
    since = ANCHOR - timedelta(hours=3)
    exact = site.ask(f"{POSTS}?per_page=100&modified_after={gmt(since)}Z&_fields=id,modified_gmt")
    meant_utc = site.ask(f"{POSTS}?per_page=100&modified_after={gmt(since)}&_fields=id")
    meant_local = site.ask(f"{POSTS}?per_page=100&modified_after={gmt(since + timedelta(hours=7))}&_fields=id")
    assert exact.json and all(post["modified_gmt"] > gmt(since) for post in exact.json)
    assert meant_local.total == exact.total
    assert meant_utc.total > exact.total, "the zoneless moment reaches seven hours further back"
    assert site.ask(f"{POSTS}?modified_after=yesterday").status == 400


def test_include_asks_for_those_stories_alone(site: Visitor, edition: Edition) -> None:
    ids = [edition.stories[slug].id for slug in edition.popular[:3]]
    asked = ",".join(map(str, [*ids, 7]))
    found = site.ask(f"{POSTS}?include={asked}&orderby=include&per_page=100&_fields=id").json
    assert [post["id"] for post in found] == ids


def test_embedding_needs_its_fields(site: Visitor, edition: Edition) -> None:
    with_picture = next(story for story in edition.stories.values() if story.picture and story.age > timedelta(0))
    target = f"{POSTS}?include={with_picture.id}&_embed"
    whole = site.ask(target).json[0]
    assert set(whole["_embedded"]) == {"author", "wp:featuredmedia", "wp:term"}
    assert set(site.ask(f"{target}&_fields=id,_links,_embedded").json[0]) == {"id", "_links", "_embedded"}
    assert set(site.ask(f"{target}&_fields=id,title").json[0]) == {"id", "title"}
    chosen = site.ask(f"{POSTS}?include={with_picture.id}&_embed=author&_fields=id,_links,_embedded").json[0]
    assert set(chosen["_embedded"]) == {"author"}


def test_a_field_may_lie_within_another(site: Visitor) -> None:
    post = site.ask(f"{POSTS}?per_page=1&_fields=id,title.rendered,content.protected").json[0]
    assert set(post) == {"id", "title", "content"}
    assert set(post["title"]) == {"rendered"} and set(post["content"]) == {"protected"}


def test_the_popular_route_ranks(site: Visitor, edition: Edition) -> None:
    ranked = site.ask("/wp-json/wordpress-popular-posts/v1/popular-posts?limit=5").json
    assert [post["slug"] for post in ranked] == list(edition.popular[:5])


def test_the_api_answers_without_pretty_addresses(site: Visitor) -> None:
    plain = site.ask("/?rest_route=/wp/v2/posts&per_page=3&_fields=id")
    pretty = site.ask(f"{POSTS}?per_page=3&_fields=id")
    assert plain.json == pretty.json and plain.total == pretty.total
    root = site.ask("/?rest_route=/").json
    assert root["timezone_string"] == "Asia/Jakarta" and "wp/v2" in root["namespaces"]
    lost = site.ask("/wp-json/wp/v2/nothing")
    assert (lost.status, lost.json["code"]) == (404, "rest_no_route")


def test_head_has_the_headers_and_no_body(site: Visitor) -> None:
    head, full = site.ask(f"{POSTS}?per_page=2", "HEAD"), site.ask(f"{POSTS}?per_page=2")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(full.body)) and head.total == full.total


def test_json_is_compressed_for_who_asks(site: Visitor) -> None:
    target = f"{POSTS}?per_page=20"
    packed, plain = site.ask(target, Accept_Encoding="gzip"), site.ask(target)
    assert packed.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
    assert gzip.decompress(packed.body) == plain.body and len(packed.body) < len(plain.body) / 2
    assert "etag" not in plain.headers, "WordPress gives its REST answers no validator"


def test_a_picture_is_sent_once_and_then_is_unchanged(site: Visitor, edition: Edition) -> None:
    picture = next(iter(edition.pictures.values()))
    first = site.ask(f"/pictures/{picture.file}")
    assert (first.status, first.headers["content-type"]) == (200, "image/jpeg")
    assert len(first.body) == picture.bytes
    by_tag = site.ask(f"/pictures/{picture.file}", If_None_Match=first.headers["etag"])
    by_date = site.ask(f"/pictures/{picture.file}", If_Modified_Since=first.headers["last-modified"])
    assert (by_tag.status, by_tag.body, by_date.status) == (304, b"", 304)
    assert site.ask(f"/pictures/{picture.file}", If_None_Match='"other"').status == 200
    assert site.ask("/pictures/../edition.json").status == 404


def test_a_protected_story_is_listed_and_empty(site: Visitor, edition: Edition) -> None:
    story = next(story for story in edition.stories.values() if story.protected)
    post = site.ask(f"{POSTS}/{story.id}").json
    assert post["content"] == {"rendered": "", "protected": True} and post["excerpt"]["rendered"] == ""
    assert site.ask(f"{POSTS}/{story.id}?password=wrong").status == 403
    assert site.ask(f"{POSTS}/{story.id}?password={story.protected}").json["content"]["rendered"].strip()
    page = site.ask(f"/{story.slug}/")
    assert page.status == 200 and b"kata sandi" in page.body


def test_corrections_come_when_their_time_has_come(site: Visitor, edition: Edition) -> None:
    later = sorted((one for one in edition.corrections if one.after > timedelta(0)), key=lambda one: one.after)
    for correction in later:
        story = edition.stories[correction.slug]
        address = f"{POSTS}/{story.id}?_fields=title,content,modified_gmt"
        site.now = ANCHOR + correction.after - timedelta(seconds=1)
        before = site.ask(address).json
        site.now = ANCHOR + correction.after
        after = site.ask(address).json
        assert before != after and after["modified_gmt"] == gmt(ANCHOR + correction.after)
        news = site.ask(f"{POSTS}?modified_after={gmt(site.now - timedelta(seconds=2))}Z&_fields=id").json
        assert {"id": story.id} in news
    for correction in set(edition.corrections) - set(later):
        post = site.ask(f"{POSTS}/{edition.stories[correction.slug].id}").json
        assert post["modified_gmt"] == gmt(ANCHOR + correction.after) > post["date_gmt"]


def test_a_story_to_come_is_not_there_before_its_time(site: Visitor, edition: Edition) -> None:
    story = next(story for story in edition.stories.values() if story.age < timedelta(0))
    assert site.ask(f"{POSTS}/{story.id}").status == 401 and site.ask(f"/{story.slug}/").status == 404
    site.now = ANCHOR - story.age
    post = site.ask(f"{POSTS}/{story.id}").json
    assert post["date_gmt"] == gmt(site.now) > post["modified_gmt"]


def test_a_story_may_be_taken_back_and_deleted(site: Visitor, edition: Edition) -> None:
    story = edition.stories[edition.popular[0]]
    site.server.trash(story.slug)
    assert site.ask(f"{POSTS}/{story.id}").status == 401
    site.server.restore(story.slug)
    assert site.ask(f"{POSTS}/{story.id}").status == 200
    site.server.delete(story.slug)
    assert site.ask(f"{POSTS}/{story.id}").status == 404


def test_the_server_stands_again_where_it_stood() -> None:
    server = SampleServer(ANCHOR)
    with server:
        url = server.url
    with server:
        assert server.url == url
    made = offer(url, anchor=ANCHOR)
    assert (made.kind, made.key, made.config["sample"]) == ("wordpress", "wordpress:sample.berita", True)


# --- the edition ----------------------------------------------------------------------------------------------


def test_the_edition_is_large_enough_to_read_in(edition: Edition) -> None:
    stories = edition.stories.values()
    assert len(stories) >= 72
    assert len({story.section for story in stories}) >= 8
    assert 6 * sum(story.language == "en" for story in stories) >= len(stories)
    assert len(edition.pictures) >= 40
    assert 1 <= sum(story.age < timedelta(0) for story in stories) <= 6
    assert 1 <= sum(bool(story.protected) for story in stories) <= 2
    assert len({story.id for story in stories}) == len(stories)


def test_every_story_stands_in_sections_and_by_an_author_that_exist(edition: Edition) -> None:
    for story in edition.stories.values():
        assert set(story.sections) <= set(edition.sections), story.slug
        assert story.author in edition.authors, story.slug
        assert story.title and story.html.startswith("<"), story.slug
        assert edition.sections[story.section].parent in (None, *story.also), story.slug


def test_every_picture_in_a_story_exists_and_is_described(edition: Edition) -> None:
    for story in edition.stories.values():
        assert not story.picture or story.picture in edition.pictures, story.slug
        for image in re.findall(r"<img\b[^>]*>", story.html):
            source = re.search(r'src="/pictures/([a-z0-9-]+)\.jpg"', image)
            assert source and source[1] in edition.pictures, f"{story.slug}: {image}"
            described = re.search(r'alt="([^"]+)"', image)
            assert described and len(described[1]) > 8, f"{story.slug}: {image}"


def test_every_picture_is_there_small_enough_and_signed(edition: Edition) -> None:
    folder = files().joinpath("pictures")
    sizes = {file.name: len(file.read_bytes()) for file in folder.iterdir() if file.name.endswith(".jpg")}
    for picture in edition.pictures.values():
        assert sizes.pop(picture.file) == picture.bytes <= 110 * 1024
        assert sizes.pop(picture.small_file) == picture.small_bytes < picture.bytes
        assert picture.alt and picture.caption and picture.credit
    assert not sizes, f"pictures that no listing names: {sorted(sizes)}"
    assert sum(picture.bytes + picture.small_bytes for picture in edition.pictures.values()) <= 4 * 1024 * 1024


def test_the_readme_and_the_listing_name_the_same_pictures(edition: Edition) -> None:
    readme = files().joinpath("README.md").read_text("utf-8")
    named = re.findall(r"^\| `([a-z-]+)` \| [LPW] \|", readme, re.MULTILINE)
    assert sorted(named) == sorted(edition.pictures)


def test_no_link_between_stories_is_dead_and_none_leads_out_of_the_invented_world(edition: Edition) -> None:
    added = [(one.slug, one.apply("", edition.stories[one.slug].html)[1]) for one in edition.corrections]
    for slug, text in [*((story.slug, story.html) for story in edition.stories.values()), *added]:
        for link in re.findall(r'href="([^"]*)"', text):
            inside = re.fullmatch(r"/([a-z0-9-]+)/", link)
            if inside:
                assert inside[1] in edition.stories, f"{slug}: {link}"
            elif link.startswith("#"):  # a footnote
                assert f'id="{link[1:]}"' in text, f"{slug}: {link}"
            else:
                assert (urlsplit(link).hostname or "").endswith(".example"), f"{slug}: {link}"


def test_the_ranking_the_front_and_the_corrections_name_stories_that_exist(edition: Edition) -> None:
    assert len(edition.sticky) == 1 and edition.sticky <= set(edition.stories)
    assert len(set(edition.popular)) == 8 and set(edition.popular) <= set(edition.stories)
    assert len(edition.corrections) == 5
    for correction in edition.corrections:
        story = edition.stories[correction.slug]
        assert -story.age < correction.after, f"{correction.slug} is corrected before it comes out"
        assert correction.replace is None or story.html.count(correction.replace[0]) == 1, correction.slug
        assert correction.apply(story.title, story.html) != (story.title, story.html), correction.slug
