"""What NewsAPI sends, made records: our own small cases, then every saved answer."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from reader_app.errors import PayloadError, Reason
from reader_app.records import ParsedPage, ParsedSection, ParsedStory, Payload
from reader_app.sources.newsapi import NewsApi
from reader_app.sources.newsapi.addresses import identity
from reader_app.sources.protocol import Following
from tests.api_reader import spoiled
from tests.api_server import HTML, NOON, saved

API = "https://newsapi.org/v2"


def payload(body: Any, status: int = 200) -> Payload:
    return Payload(f"{API}/everything?q=uji", status, {}, body if isinstance(body, bytes) else json.dumps(body).encode())


def parse(body: Any, status: int = 200, sections: tuple[str, ...] = ()) -> ParsedPage:
    queries = [{"path": "everything", "params": {"q": f"uji {name}"}, "section": name} for name in sections]
    config = {"api": API, "queries": queries}
    return NewsApi().parse("articles", payload(body, status), Following("newsapi:uji", "Uji", config, {}, NOON))


def answer(*articles: Any, **other: Any) -> dict[str, Any]:
    return {"status": "ok", "totalResults": len(articles), "articles": list(articles)} | other


def article(**other: Any) -> dict[str, Any]:
    return {
        "source": {"id": None, "name": "Kabar.test"}, "author": "Sari Dewi", "title": "Harga beras turun",
        "description": "Pendek.", "url": "https://www.kabar.test/beras", "urlToImage": None,
        "publishedAt": "2026-03-01T08:15:00Z", "content": None,
    } | other  # fmt: skip


def one(**other: Any) -> ParsedStory:
    (story,) = parse(answer(article(**other))).stories
    return story


# --- stories ---


def test_a_story_is_a_teaser_whose_page_is_read() -> None:
    story = one(description="Beras & gula <turun>.", content="Lalu <ul><li>satu</li></ul> di pasar\r\nInduk kemar… [+1618 chars]")
    assert story.cut and not story.by_page
    assert story.html == "<p>Beras &amp; gula &lt;turun&gt;.</p>\n<p>Lalu satu di pasar Induk kemar…</p>"
    assert story.summary == "Beras & gula <turun>."
    assert (story.author, story.tags, story.published) == ("Sari Dewi", ("Kabar.test",), datetime(2026, 3, 1, 8, 15, tzinfo=UTC))
    assert (story.url, story.remote_id, story.guid) == ("https://www.kabar.test/beras", "https://kabar.test/beras", "")


@pytest.mark.parametrize(
    ("description", "content", "html"),
    [
        (None, None, ""),
        ("", "", ""),
        ("Harga beras turun", None, ""),  # the title once more
        ("Awal yang sama", "Awal yang sama dan lanjutannya… [+20 chars]", "<p>Awal yang sama dan lanjutannya…</p>"),
        (
            "Hujan turun.",
            "Kabar.test, Jakarta - Hujan turun. Lalu… [+9 chars]",
            "<p>Kabar.test, Jakarta - Hujan turun. Lalu…</p>",
        ),
        ("Satu.", "Dua", "<p>Satu.</p>\n<p>Dua</p>"),
        (7, ["x"], ""),
    ],
)
def test_what_is_told_twice_is_shown_once(description: Any, content: Any, html: str) -> None:
    story = one(description=description, content=content)
    assert (story.html, story.cut) == (html, True)


@pytest.mark.parametrize(
    ("title", "source", "url", "expected"),
    [
        ("Kabar baik - Kabar.test", "Kabar.test", "https://a.test/x", "Kabar baik"),
        ("Kabar baik - kabar", "Kabar.test", "https://a.test/x", "Kabar baik"),
        ("Kabar baik - Kabar Desa ", "Kabardesa.com", "https://a.test/x", "Kabar baik"),
        ("Kabar baik - Warta", "Kabar.co.id", "https://warta.kabar.co.id/x", "Kabar baik"),
        ("Kabar baik - Kabar", "Kabar.co.id", "https://a.test/x", "Kabar baik"),
        ("Kabar baik - dan buruk", "Kabar.test", "https://a.test/x", "Kabar baik - dan buruk"),
        ("Kabar baik - kabarSehat", "Kabar.test", "https://sehat.kabar.test/x", "Kabar baik - kabarSehat"),
        ("Jakarta-Bandung", "Bandung", "https://a.test/x", "Jakarta-Bandung"),
        (" - Kabar.test", "Kabar.test", "https://a.test/x", "- Kabar.test"),
        ("Beras &amp; gula", None, "https://a.test/x", "Beras & gula"),
    ],
)
def test_the_publishers_name_goes_from_the_title_only_where_it_is_one(title: str, source: Any, url: str, expected: str) -> None:
    assert one(title=title, source={"id": None, "name": source}, url=url).title == expected


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        (None, "Kabar.test"),
        ("", "Kabar.test"),
        ("https://www.facebook.com/kabar", "Kabar.test"),
        ("Sari Dewi, Budi", "Sari Dewi, Budi"),
        ("Sari Dewi, https://www.facebook.com/sari", "Sari Dewi"),
        ("redaksi@kabar.test (Sari Dewi)", "Sari Dewi"),
        ('[{"@type": "Person", "name": "Sari"}]', "Kabar.test"),
        ("null", "Kabar.test"),
        (["Sari"], "Kabar.test"),
    ],
)
def test_authors_are_names(author: Any, expected: str) -> None:
    assert one(author=author).author == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://cdn.kabar.test/a.jpg", "https://cdn.kabar.test/a.jpg"),
        ("//cdn.kabar.test/a.jpg", "https://cdn.kabar.test/a.jpg"),
        ("https:////cdn.kabar.test/a.jpg", "https://cdn.kabar.test/a.jpg"),
        ("http://cdn.kabar.test/a b.jpg", "http://cdn.kabar.test/a%20b.jpg"),
        (None, None),
        ("", None),
        ("null", None),
        ("a.jpg", None),
        ("data:image/png;base64,AAAA", None),
        ("https://" + "a" * 5000, None),
    ],
)
def test_pictures_have_a_whole_address_or_are_none(address: Any, expected: str | None) -> None:
    lead = one(urlToImage=address).lead
    assert (lead.renditions[0].url if lead else None) == expected


@pytest.mark.parametrize(
    ("written", "expected", "day"),
    [
        ("2026-03-01T08:15:00Z", datetime(2026, 3, 1, 8, 15, tzinfo=UTC), False),
        ("2026-03-01T08:15:00+00:00", datetime(2026, 3, 1, 8, 15, tzinfo=UTC), False),
        ("2026-03-01T08:15:00.1234567Z", datetime(2026, 3, 1, 8, 15, 0, 123456, tzinfo=UTC), False),
        ("2026-03-01T00:00:00Z", datetime(2026, 3, 1, tzinfo=UTC), True),
        (None, None, False),
        ("kemarin", None, False),
    ],
)
def test_dates_have_fractions_and_midnight_is_a_day_only(written: Any, expected: datetime | None, day: bool) -> None:
    story = one(publishedAt=written)
    assert (story.published, story.by_page) == (expected, day)


@pytest.mark.parametrize(
    "removed", [{"title": "[Removed]"}, {"url": "https://removed.com"}, {"url": "https://www.removed.com/", "title": "Apa saja"}]
)
def test_stand_ins_of_what_was_removed_are_no_stories(removed: dict[str, str]) -> None:
    page = parse(answer(article(publishedAt="1970-01-01T00:00:00Z", **removed), article()))
    assert [story.title for story in page.stories] == ["Harga beras turun"]
    assert (page.skipped, page.facts["came"]) == (0, 2)
    assert page.facts["published"] == ["2026-03-01T08:15:00+00:00"] * 2


@pytest.mark.parametrize(
    "url",
    ["https://consent.kabar.test/v2/collectConsent?sessionId={}", "https://news.google.com/rss/articles/CBMi{}?oc=5"],
)
def test_a_page_that_only_asks_or_forwards_is_not_read(url: str) -> None:
    articles = [article(url=url.format(number), description=None, title="Kabar - Harian ", author="Harian ") for number in (1, 2)]
    (story,) = parse(answer(*articles)).stories  # one story, though its address is another each time
    assert (story.title, story.cut, story.html, story.url) == ("Kabar", False, "", url.format(1))


def test_the_address_without_where_it_was_found_is_the_story() -> None:
    same = {
        identity(url)
        for url in (
            "https://www.kabar.test/a/?utm_source=x&id=7#komentar", "http://kabar.test/a?id=7&fbclid=1", "https://KABAR.test/a?id=7",
        )
    }  # fmt: skip
    assert same == {"https://kabar.test/a?id=7"}
    assert identity("https://kabar.test/?p=1") != identity("https://kabar.test/?p=2")
    assert len(parse(answer(article(), article(url="http://kabar.test/beras/?utm_medium=rss"))).stories) == 1


def test_odd_stories_are_skipped_and_counted_and_sections_named() -> None:
    articles = [
        "rusak",
        None,
        article(url=None),
        article(url="javascript:x"),
        article(title=None),
        {},
        article(source="x", content=4),
    ]
    page = parse(answer(*articles), sections=("Dunia", "Teknologi"))
    assert (len(page.stories), page.skipped) == (1, 6)
    assert page.sections == (ParsedSection("Dunia", "Dunia"), ParsedSection("Teknologi", "Teknologi"))


# --- refusals ---


@pytest.mark.parametrize(
    ("code", "status", "reason"),
    [
        ("apiKeyMissing", 401, Reason.KEY_MISSING),
        ("apiKeyInvalid", 401, Reason.KEY_REFUSED),
        ("apiKeyInvalid", 200, Reason.KEY_REFUSED),
        ("apiKeyDisabled", 401, Reason.KEY_REFUSED),
        ("apiKeyExhausted", 429, Reason.QUOTA),
        ("rateLimited", 429, Reason.QUOTA),
        ("maximumResultsReached", 426, Reason.PLAN),
        ("maximumResultsReached", 429, Reason.PLAN),
        ("corsNotAllowed", 426, Reason.PLAN),
        ("parameterInvalid", 426, Reason.PLAN),
        ("parameterInvalid", 400, Reason.UNREADABLE),
        ("sourcesTooMany", 400, Reason.UNREADABLE),
        ("unexpectedError", 500, Reason.UNREADABLE),
    ],
)
def test_refusals_say_what_they_are_whatever_the_status(code: str, status: int, reason: Reason) -> None:
    with pytest.raises(PayloadError) as caught:
        parse({"status": "error", "code": code, "message": "x"}, status)
    assert (caught.value.reason, caught.value.detail) == (reason, code)


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        ({"status": "error"}, 401, Reason.KEY_REFUSED),
        ({"status": "error"}, 200, Reason.UNREADABLE),
        ({"status": "ok"}, 200, Reason.UNREADABLE),
        ({"status": "ok", "sources": []}, 200, Reason.UNREADABLE),
        ([], 200, Reason.UNREADABLE),
        (HTML, 200, Reason.NOT_JSON),
        (HTML, 403, Reason.FORBIDDEN),
        (HTML, 429, Reason.TOO_MANY),
    ],
)
def test_what_is_no_answer_is_told(body: Any, status: int, reason: Reason) -> None:
    with pytest.raises(PayloadError) as caught:
        parse(body, status)
    assert caught.value.reason is reason


def test_a_payload_is_taken_apart_story_by_story() -> None:
    pieces = NewsApi().apart("articles", payload(answer(article(), article(url="https://b.test/b"))))
    assert [parse(piece.body).stories[0].url for piece in pieces] == ["https://www.kabar.test/beras", "https://b.test/b"]


def test_whatever_stands_in_it_an_answer_is_read_or_refused() -> None:
    picture = "https://a.test/a.jpg"
    whole = answer(article(content="<b>Isi</b> [+20 chars]", urlToImage=picture), article(url="https://b.test/b", author="a, b"))
    read = 0
    for body in spoiled(whole, 400):
        try:
            read += len(parse(body).stories)
        except PayloadError:
            continue
    assert read > 200


# --- saved answers ---


def test_every_saved_answer_is_read() -> None:
    counts: dict[str, int] = {}
    for name, body in saved("newsapi"):
        answers = {name: body}
        if isinstance(body, list):
            answers = {name: answer(*body)}
        elif "status" not in body:
            answers = {f"{name} {number}": each for number, each in enumerate(body.values()) if "articles" in each}
        for each, content in answers.items():
            page = parse(content)
            assert page.skipped == 0, each
            counts[each] = len(page.stories)
            for story in page.stories:
                assert story.published and story.title == story.title.strip() and story.author, story.remote_id
                assert "[+" not in story.html and "\r" not in story.html, story.remote_id
                assert "utm_" not in story.remote_id
                assert story.cut is ("news.google.com" not in story.url)
    assert (
        counts["feedapp_articles"] >= 95 and counts["milestone_topheadlines_id_2021"] == 6 and counts["newsapp_topheadlines"] == 3
    )


def test_saved_titles_lose_their_publishers() -> None:
    bodies = dict(saved("newsapi"))
    titles = [story.title for story in parse(bodies["milestone_topheadlines_id_2021"]).stories]
    assert titles[0].endswith("COVID-19") and titles[1].endswith("- detikHealth") and titles[3].endswith("Delta")
    assert not any("New York" in story.title for story in parse(bodies["scratch_google-news-null"]).stories)
