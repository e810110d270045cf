"""Feeds that are broken or made to hurt: what can be read is read, nothing but PayloadError is raised."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader_app.content.derive import derive
from reader_app.errors import PayloadError, Reason
from reader_app.records import ParsedPage, Payload
from reader_app.sources.feed import Feed
from reader_app.sources.protocol import Following

NOW = datetime(2026, 3, 7, 12, 0, tzinfo=UTC)
FOLLOWING = Following("feed:kabar.test/feed", "Kabar", {"feeds": []}, {}, NOW)
ITEM = "<item><guid>{0}</guid><title>Kabar {0}</title><link>https://kabar.test/{0}</link><description>Isi</description></item>"


def parse(body: bytes | str, headers: dict[str, str] | None = None) -> ParsedPage:
    content = body if isinstance(body, bytes) else body.encode()
    return Feed().parse("feed", Payload("https://kabar.test/feed", 200, headers or {}, content), FOLLOWING)


def rss(inside: str, before: str = "") -> str:
    return f'{before}<rss version="2.0"><channel><title>Kabar</title>{inside}</channel></rss>'


def test_ten_thousand_entries_are_bounded_and_the_first_are_read() -> None:
    page = parse(rss("".join(ITEM.format(number) for number in range(10_000))))
    assert len(page.stories) == 3000 and page.stories[0].remote_id == "0"


def test_billion_laughs_and_strangers_files_are_only_words() -> None:
    laughs = "".join(f'<!ENTITY l{each} "{f"&l{each - 1};" * 10 if each else "ha"}">' for each in range(10))
    entities = f'<!DOCTYPE rss [{laughs}<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    [story] = parse(rss("<item><title>&l9;</title><description>&x;</description></item>", entities)).stories
    assert len(story.title) < 100 and "root:" not in story.html


@pytest.mark.parametrize(
    ("body", "titles"),
    [
        (rss(ITEM.format(1) + ITEM.format(2))[:-60], ["Kabar 1", "Kabar 2"]),  # cut off in the second
        (rss("<item><title>A & B</title></item>" + ITEM.format(2)), ["A & B", "Kabar 2"]),
        (rss("<item><title>Satu<br>dua</title></item>" + ITEM.format(2)), ["Satudua", "Kabar 2"]),
        (rss(ITEM.format(1), "<br />\n<b>Warning</b>: mysql in <b>x.php</b>\n<?xml version='1.0'?>"), ["Kabar 1"]),
        (rss("<item><title>Bunyi\x07 lonceng</title></item>"), ["Bunyi lonceng"]),
        (rss("<item><title>Tanpa&nbsp;dan &copy; &tidakada;</title></item>"), ["Tanpa dan © &tidakada;"]),
        (rss("<item><media:title>Tanpa ruang nama</media:title></item>"), ["Tanpa ruang nama"]),
        ("<rss version=2.0 rss:x=1><rss:channel><rss:item><rss:title>A</rss:title></rss:item></rss:channel></rss>", ["A"]),
        ("<channel><item><title>A</title></item></channel>", ["A"]),
        ("<rss><item><title>A</title></item></rss>", ["A"]),
    ],
)
def test_broken_feeds_are_read_as_far_as_they_go(body: str, titles: list[str]) -> None:
    assert [story.title for story in parse(body).stories] == titles


def test_the_charset_that_http_names_counts() -> None:
    body = rss("<item><title>Café – €</title></item>").encode("cp1252")
    for told in ("application/rss+xml; charset=ISO-8859-1", "text/xml; charset=windows-1252", "text/xml", ""):
        assert parse(body, {"content-type": told}).stories[0].title == "Café – €"
    declared = rss("<item><title>мир</title></item>", '<?xml version="1.0" encoding="windows-1251"?>').encode("cp1251")
    assert parse(declared).stories[0].title == "мир"


def test_an_empty_feed_is_a_feed() -> None:
    page = parse(rss(""))
    assert page.stories == () and page.facts["beyond"] and page.facts["title"] == "Kabar"


def test_entries_that_hold_nothing_are_counted() -> None:
    page = parse(rss("<item/><item></item>" + ITEM.format(1)))
    assert len(page.stories) == 1 and page.skipped == 2
    body = {"version": "https://jsonfeed.org/version/1", "items": [None, "x", {"id": 1, "content_text": "y"}]}
    assert parse(json.dumps(body)).skipped == 2


@pytest.mark.parametrize(
    "body",
    [
        '{"version":"https://jsonfeed.org/version/1","items":' + "[" * 100_000,
        '{"version":"https://jsonfeed.org/version/1","items":[{"id":"\\ud800","content_text":"\\udfff x"}]}',
        rss("<item>" + "<title>x</title>" * 20_000 + "</item>"),
        rss("<item>" + "<category>x</category>" * 20_000 + "</item>"),
        rss("<item>" + "<media:content url='https://a.test/x.jpg'/>" * 20_000 + "</item>"),
        rss("<item>" + "<media:group><media:content>" * 120 + "</item>"),
        rss("<item><description>" + "&lt;div&gt;" * 50_000 + "</description></item>"),
        rss("<item><link>https://a.test/" + "x" * 100_000 + "</link><title>A</title></item>"),
        rss("<item><link>http://[::1</link><guid>http://[</guid><title>A</title></item>"),
        rss('<item xml:base="http://["><link>x</link><title>A</title></item>'),
        rss("<item><pubDate>" + "1 " * 50_000 + "</pubDate><title>A</title></item>"),
        rss("<item><author>" + "(" * 50_000 + "@</author><title>A</title></item>"),
        rss("<item><title>" + "<" * 50_000 + "</title></item>"),
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='text/plain' mode='base64'>%%%</content></entry></feed>",
    ],
)
def test_hostile_entries_are_survived_and_can_be_stored(body: str) -> None:
    try:
        page = parse(body)
    except PayloadError as error:
        if error.reason is not Reason.NOT_A_FEED:
            raise
        return
    for story in page.stories:
        derive(story, "feed:kabar.test/feed", ceiling=1280)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 400))
def test_no_bytes_raise_anything_else(noise: bytes, place: int) -> None:
    whole = rss(ITEM.format(1) + ITEM.format(2)).encode()
    for body in (noise, whole[:place] + noise + whole[place:], b"{" + noise):
        try:
            parse(body)
        except PayloadError as error:
            if error.reason is not Reason.NOT_A_FEED:
                raise
        Feed().apart("feed", Payload("https://kabar.test/feed", 200, {}, body))


@pytest.mark.parametrize(
    "body",
    [
        f'<rss version="2.0><channel>{ITEM.format(1)}</channel></rss>',
        f'<?xml version="1.0"?>\n<rss\n<channel>{ITEM.format(1)}</channel>',
        f"<rss><channel></channel></rss><rss><channel>{ITEM.format(1)}</channel></rss>",
        ITEM.format(1),
    ],
)
def test_what_our_reader_finds_nothing_in_the_library_may_read(body: str) -> None:
    [story] = parse(body).stories
    assert (story.remote_id, story.title, story.url, story.html) == ("1", "Kabar 1", "https://kabar.test/1", "Isi")


def test_a_web_page_about_feeds_is_no_feed() -> None:
    with pytest.raises(PayloadError):
        parse("<!DOCTYPE html><html><body><pre><rss><channel><item><title>x</title></item></channel></rss></pre></body></html>")
