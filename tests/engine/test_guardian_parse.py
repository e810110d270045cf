"""What The Guardian's API sends, made records: our own small cases, then every saved answer."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from reader_app.errors import PayloadError, Reason
from reader_app.records import ParsedPage, ParsedSection, ParsedStory, Payload, Rendition
from reader_app.sources.guardian import Guardian
from reader_app.sources.protocol import Following
from tests.api_reader import spoiled
from tests.api_server import FLAT_KEY, FLAT_LIMIT, FLAT_NO_KEY, HTML, NOON, saved

API = "https://content.guardianapis.com"
TEXT = "<p>Isi kabar dari desa.</p>"


def payload(body: Any, status: int = 200) -> Payload:
    return Payload(f"{API}/search?q=uji", status, {}, body if isinstance(body, bytes) else json.dumps(body).encode())


def parse(what: str, body: Any, *, status: int = 200, sections: tuple[str, ...] = ()) -> ParsedPage:
    config = {"api": API, "home": "https://www.theguardian.com", "sections": list(sections)}
    return Guardian().parse(what, payload(body, status), Following("guardian:www.theguardian.com", "Uji", config, {}, NOON))


def content(**other: Any) -> dict[str, Any]:
    return {
        "id": "world/2026/mar/01/kabar",
        "type": "article",
        "sectionId": "world",
        "sectionName": "World news",
        "webPublicationDate": "2026-03-01T08:00:00Z",
        "webTitle": "Kabar | Sari",
        "webUrl": "https://www.theguardian.com/world/2026/mar/01/kabar",
        "fields": {"body": TEXT},
    } | other


def one(**other: Any) -> ParsedStory:
    (story,) = parse("search", {"response": {"status": "ok", "results": [content(**other)]}}).stories
    return story


def failure(body: Any, status: int = 200, what: str = "search") -> Reason:
    with pytest.raises(PayloadError) as caught:
        parse(what, body, status=status)
    return caught.value.reason


def image(relation: str, name: str, *sizes: tuple[int, int], **data: str) -> dict[str, Any]:
    """An element; all its values are texts."""
    assets = [
        {
            "type": "image",
            "mimeType": "image/jpeg",
            "file": f"https://media.guim.co.uk/{name}/{width}.jpg",
            "typeData": {"width": str(width), "height": str(height), **data},
        }
        for width, height in sizes
    ]
    return {"id": name, "relation": relation, "type": "image", "assets": assets}


# --- stories ---


def test_a_story_is_whole() -> None:
    story = one(
        fields={
            "headline": "Harga beras R&amp;D: 5 &gt; 3",
            "standfirst": "<p>Ringkas <strong>sekali</strong></p>",
            "trailText": "Lain<br>",
            "byline": "Sari Dewi in Jakarta",
            "body": TEXT,
            "lastModified": "2026-03-02T09:00:00Z",
            "lang": "en",
            "wordcount": "750",
        },
        tags=[
            {"type": "keyword", "webTitle": "Indonesia"},
            {"type": "tone", "webTitle": "News"},
            {"type": "contributor", "webTitle": "Budi"},
            {"type": "keyword", "webTitle": "Food"},
            "rusak",
        ],
    )
    assert story.title == "Harga beras R&D: 5 > 3"
    assert (story.html, story.cut) == (TEXT, False)
    assert (story.summary, story.author, story.language) == ("Ringkas sekali", "Sari Dewi in Jakarta", "en")
    assert story.published == datetime(2026, 3, 1, 8, tzinfo=UTC)
    assert story.modified == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert (story.tags, story.sections) == (("Indonesia", "Food"), ("world",))
    assert story.guid == story.url == "https://www.theguardian.com/world/2026/mar/01/kabar"
    assert story.remote_id == "world/2026/mar/01/kabar"


def test_without_a_byline_the_contributors_wrote_it_and_old_times_have_their_zone() -> None:
    story = one(
        tags=[{"type": "contributor", "webTitle": "Budi"}, {"type": "contributor", "webTitle": "Sari"}],
        webPublicationDate="2010-08-25T11:08:53+01:00",
        webUrl="http://www.theguardian.com/world/lama",
    )
    assert story.author == "Budi, Sari"
    assert story.published == datetime(2010, 8, 25, 10, 8, 53, tzinfo=UTC)
    assert story.guid == story.url == "https://www.theguardian.com/world/lama"  # as the paper's feeds call it today


@pytest.mark.parametrize("expired", ["true", True])
def test_expired_stories_are_named_and_advertisers_pages_left_out(expired: Any) -> None:
    contents = [
        content(id="a/1", isExpired=expired),
        content(id="a/2", isHosted=True),
        content(id="a/3", isExpired="false", isHosted=False),
    ]
    page = parse("search", {"response": {"status": "ok", "results": contents}})
    assert [story.remote_id for story in page.stories] == ["a/3"]
    assert (page.facts["expired"], page.skipped) == (["a/1"], 0)


def test_odd_stories_are_skipped_and_counted() -> None:
    contents: list[Any] = [
        "rusak",
        {},
        {"id": 7},
        {"id": "", "webTitle": "x"},
        content(id="a/x", webTitle="", fields=None),
        content(tags={"x": 1}),
        content(id="a/\n"),
        content(id="b", fields={"body": 5, "headline": ["x"]}, elements=[{"type": "image", "assets": [{"file": 3}]}]),
    ]
    page = parse("search", {"response": {"status": "ok", "results": contents, "pages": "9", "total": True}})
    assert [story.remote_id for story in page.stories] == ["world/2026/mar/01/kabar", "b"]
    assert (page.skipped, page.total, page.total_pages) == (6, None, None)
    assert page.stories[1].title == "Kabar | Sari"


def test_the_dates_by_which_the_api_sorts_are_told() -> None:
    contents = [
        content(
            id=f"a/{day}", webPublicationDate=f"2026-03-0{day}T00:00:00Z", fields={"lastModified": f"2026-03-1{day}T00:00:00Z"}
        )
        for day in (3, 1, 2)
    ]
    page = parse("search", {"response": {"status": "ok", "pageSize": 50, "pages": 4, "total": 190, "results": contents}})
    assert page.facts["published"] == ["2026-03-01T00:00:00+00:00", "2026-03-03T00:00:00+00:00"]
    assert page.facts["modified"] == ["2026-03-11T00:00:00+00:00", "2026-03-13T00:00:00+00:00"]
    assert (page.facts["size"], page.total_pages, page.total) == (50, 4, 190)


# --- texts ---


def test_a_live_blog_without_body_is_its_posts() -> None:
    posts = [{"id": "2", "title": "Sore & malam", "bodyHtml": "<p>Kedua</p>"}, {"id": "1", "bodyHtml": "<p>Pertama</p>"}, 4]
    story = one(type="liveblog", fields={}, blocks={"main": {}, "body": posts})
    assert story.html == "<h2>Sore &amp; malam</h2>\n<p>Kedua</p>\n<p>Pertama</p>"
    assert not story.cut


@pytest.mark.parametrize("body", ["", "<!-- Redistribution rights for this field are unavailable -->", "<p> </p>"])
def test_a_text_that_is_kept_from_the_key_stands_on_its_page(body: str) -> None:
    story = one(fields={"body": body})
    assert (story.html, story.cut) == ("", True)


@pytest.mark.parametrize(("kind", "cut"), [("gallery", True), ("interactive", True), ("video", True), ("article", False)])
def test_the_stand_in_of_a_gallery_is_no_text(kind: str, cut: bool) -> None:
    assert one(type=kind, fields={"body": "<p>Lihat gambar.</p>"}).cut is cut


def test_a_gallery_without_text_shows_its_pictures() -> None:
    pictures = [
        image(
            "gallery", "satu", (1000, 600), caption="Sawah <b>hijau</b>", credit="Photograph: Dewi/Antara", altText="sawah & air"
        ),
        image("body", "dua", (500, 300), (140, 84)),
        image("main", "utama", (500, 300)),
        {"relation": "body", "type": "video"},
    ]
    story = one(type="gallery", fields={}, elements=pictures)
    assert story.cut
    assert story.html.split("\n") == [
        (
            '<figure><img src="https://media.guim.co.uk/satu/1000.jpg" alt="sawah &amp; air" width="1000" height="600">'
            "<figcaption>Sawah hijau (Dewi/Antara)</figcaption></figure>"
        ),
        '<figure><img src="https://media.guim.co.uk/dua/500.jpg" alt="" width="500" height="300"></figure>',
    ]


def test_a_film_above_the_text_stays_there() -> None:
    film = '<figure class="element element-video"><iframe src="https://www.youtube.com/embed/abcdefg"></iframe></figure>'
    assert one(fields={"main": film, "body": TEXT}).html == f"{film}\n{TEXT}"


# --- pictures ---


def test_the_lead_has_all_sizes_of_its_shape_and_what_is_told_of_it() -> None:
    element = image(
        "main",
        "utama",
        (54, 54),
        (500, 300),
        (140, 84),
        (2000, 1200),
        caption="Panen raya",
        credit="Photograph: Dewi/Antara",
        altText="panen",
    )
    lead = one(elements=[image("body", "lain", (900, 900)), element]).lead
    assert lead is not None
    assert [each.width for each in lead.renditions] == [140, 500, 2000]
    assert (lead.caption, lead.credit, lead.alt, lead.width, lead.height) == ("Panen raya", "Dewi/Antara", "panen", 2000, 1200)


def test_without_elements_the_figure_tells_it_and_else_the_thumbnail() -> None:
    figure = (
        '<figure class="element-image"><img src="https://media.guim.co.uk/a/1000.jpg" alt="sawah" width="1000" height="600">'
        ' <figcaption> <span class="element-image__caption">Sawah di desa.</span>'
        ' <span class="element-image__credit">Photograph: Dewi/Antara</span> </figcaption> </figure>'
    )
    lead = one(fields={"body": TEXT, "main": figure, "thumbnail": "https://media.guim.co.uk/b/500.jpg"}).lead
    assert lead is not None
    assert (lead.renditions[0].url, lead.caption, lead.credit) == (
        "https://media.guim.co.uk/a/1000.jpg",
        "Sawah di desa.",
        "Dewi/Antara",
    )
    lead = one(fields={"body": TEXT, "thumbnail": "https://media.guim.co.uk/b/500.jpg"}).lead
    assert lead is not None and lead.renditions == (Rendition("https://media.guim.co.uk/b/500.jpg", 500),)
    assert one().lead is None  # kept from the key: no mistake


# --- the other answers ---


def test_a_section_tells_what_is_most_read_and_what_the_editors_chose() -> None:
    viewed = [
        content(id="world/b", webTitle="Dibaca"),
        content(id="sport/c", sectionId="sport"),
        content(id="world/d", fields={}),
        3,
    ]
    response = {
        "status": "ok",
        "section": {"id": "world", "webTitle": "World news"},
        "results": [content()],
        "mostViewed": viewed,
        "editorsPicks": [content(id="world/e"), {}],
    }
    page = parse("section", {"response": response}, sections=("world",))
    assert [each.remote_id for each in page.ranking] == ["world/b", "world/d"]
    assert [story.remote_id for story in page.stories] == ["world/2026/mar/01/kabar", "world/b"]
    assert page.facts["picks"] == ["world/e"]
    assert page.sections == (ParsedSection("world", "World news"),)
    assert len(parse("section", {"response": response}).ranking) == 3


def test_the_catalogue_of_sections() -> None:
    rows = [
        {"id": "world", "webTitle": "World news"},
        {"id": "uk-news", "webTitle": ""},
        {"webTitle": "x"},
        {"id": "world", "webTitle": "y"},
    ]
    page = parse("sections", {"response": {"status": "ok", "results": rows}})
    assert page.sections == (ParsedSection("world", "World news"), ParsedSection("uk-news", "Uk news"))


# --- refusals ---


def wrapped(message: str) -> dict[str, Any]:
    return {"response": {"status": "error", "message": message}}


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        (FLAT_KEY, 401, Reason.KEY_REFUSED),
        (FLAT_KEY, 403, Reason.KEY_REFUSED),
        ({"message": "Forbidden"}, 403, Reason.KEY_REFUSED),
        (FLAT_NO_KEY, 401, Reason.KEY_MISSING),
        (FLAT_LIMIT, 429, Reason.QUOTA),
        (wrapped("The requested resource could not be found."), 404, Reason.GONE),
        (wrapped("Item has expired for rights reasons."), 410, Reason.GONE),
        (wrapped("invalid date format"), 400, Reason.UNREADABLE),
        (wrapped("user tier developer is not permitted to access show-rights"), 400, Reason.PLAN),
        (HTML, 200, Reason.NOT_JSON),
        (HTML, 403, Reason.FORBIDDEN),
        (HTML, 429, Reason.TOO_MANY),
        (b'{"response": {"status": "ok", "resu', 200, Reason.NOT_JSON),
        (b"[" * 100_000, 200, Reason.NOT_JSON),
        ([], 200, Reason.UNREADABLE),
        ({"response": []}, 200, Reason.UNREADABLE),
        ({}, 200, Reason.UNREADABLE),
    ],
)
def test_refusals_say_what_they_are(body: Any, status: int, reason: Reason) -> None:
    assert failure(body, status) is reason
    assert failure(body, status, "section") is reason


def test_a_page_behind_the_last_is_an_end_and_no_failure() -> None:
    message = "requested page is beyond the number of available pages"
    assert parse("search", wrapped(message), status=400).facts == {"beyond": True}


def test_a_payload_is_taken_apart_story_by_story() -> None:
    body = {"response": {"status": "ok", "results": [content(id="a"), content(id="b")]}}
    pieces = Guardian().apart("search", payload(body))
    assert [parse("search", piece.body).stories[0].remote_id for piece in pieces] == ["a", "b"]
    assert Guardian().apart("search", payload(HTML)) == []


def test_whatever_stands_in_it_an_answer_is_read_or_refused() -> None:
    whole = content(
        fields={
            "body": TEXT,
            "main": "<figure><img src='https://a.test/a.jpg'></figure>",
            "standfirst": "<p>x</p>",
            "byline": "Sari",
        },
        elements=[
            image("main", "satu", (500, 300), (140, 84), caption="Sawah", credit="Antara"),
            image("gallery", "dua", (500, 300)),
        ],
        tags=[{"type": "keyword", "webTitle": "Beras"}],
        blocks={"main": {"bodyHtml": "<p>a</p>"}, "body": [{"title": "a", "bodyHtml": "<p>b</p>"}]},
    )
    response = {"status": "ok", "pages": 2, "pageSize": 50, "results": [whole, content(id="b", fields={})], "mostViewed": [whole]}
    read = 0
    for body in spoiled({"response": response}, 400):
        for what in ("search", "section", "sections"):
            try:
                read += len(parse(what, body).stories)
            except PayloadError:
                continue
    assert read > 400


# --- saved answers ---


def test_every_saved_answer_is_read() -> None:
    read: dict[str, tuple[int, int, int]] = {}
    for name, body in saved("guardian"):
        body = body if "response" in body else {"response": {"status": "ok", "content": body}}
        if name == "editions":
            continue
        page = parse("sections" if name == "sections" else "section" if name == "item-section" else "search", body)
        assert page.skipped == 0, name
        for story in page.stories:
            assert story.title and story.url.startswith("https://www.theguardian.com/") and story.published and story.sections, (
                story.remote_id
            )
            assert "<" not in story.title + story.author + story.summary, story.remote_id
            assert story.cut or story.html, story.remote_id
        read[name] = (len(page.stories), len(page.sections), len(page.ranking))
    assert read["search"][0] == read["tabexercise_uk-news"][0] == read["facia_capi_search"][0] == 10
    assert read["item-section"] == (10, 1, 20)
    assert read["sections"] == (0, 65, 0)
    assert read["item-content-expired"][0] == 0 and read["item-content"][0] == 1


def test_saved_items_have_their_parts() -> None:
    bodies = dict(saved("guardian"))
    (story,) = parse("search", bodies["item-content"]).stories
    assert story.lead is not None and story.lead.caption and "Corbis" in story.lead.credit and len(story.lead.renditions) > 3
    assert story.html.startswith("<p>") and not story.cut and story.author and len(story.tags) > 3
    (blog,) = parse("search", bodies["item-content-with-blocks"]).stories
    assert "<p>more stuff</p>" in blog.html and not blog.cut
    assert parse("search", bodies["item-content-expired"]).facts["expired"] == [
        "football/2012/sep/14/zlatan-ibrahimovic-paris-st-germain-toulouse"
    ]
    leads = [story.lead for story in parse("search", bodies["facia_capi_search"]).stories]
    assert sum(lead is not None and bool(lead.credit) for lead in leads) >= 5
