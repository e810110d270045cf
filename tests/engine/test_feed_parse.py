"""Feeds made records: one small invented feed for each rule."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from reader_app.errors import PayloadError, Reason
from reader_app.records import ParsedPage, ParsedStory, Payload
from reader_app.sources.feed import Feed
from reader_app.sources.protocol import Following

OWN = Path(__file__).resolve().parents[1] / "data" / "feeds"
NOW = datetime(2026, 3, 7, 12, 0, tzinfo=UTC)
FEED = "https://kabar.test/feed/"
SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
)


def parse(body: str | bytes, *, status: int = 200, url: str = FEED, headers: Any = None, **config: Any) -> ParsedPage:
    content = body if isinstance(body, bytes) else body.encode()
    following = Following("feed:kabar.test/feed", "Kabar", {"feeds": [{"url": FEED, "section": None}], **config}, {}, NOW)
    return Feed().parse("feed", Payload(url, status, headers or {}, content), following)


def rss(*items: str, channel: str = "") -> str:
    inside = "".join(f"<item>{item}</item>" for item in items)
    head = f"<title>Kabar</title><link>https://kabar.test/</link>{channel}"
    return f'<?xml version="1.0"?><rss version="2.0" {SPACES}><channel>{head}{inside}</channel></rss>'


def atom(*entries: str, head: str = "", more: str = "") -> str:
    inside = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {SPACES} {more}><title>Kabar</title>{head}{inside}</feed>'


def json_feed(*items: Any, **more: Any) -> str:
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Kabar", "items": list(items), **more})


def only(body: str | bytes, **more: Any) -> ParsedStory:
    [story] = parse(body, **more).stories
    return story


LONG = "<p>" + "Kalimat yang cukup panjang tentang harga beras di pasar. " * 30 + "</p>"


# --- every language of feeds ---


@pytest.mark.parametrize(
    ("body", "form"),
    [
        (rss("<title>Satu</title><link>https://kabar.test/1</link>"), "rss"),
        ("<rss version='0.91'><channel><item><title>Satu</title><link>https://kabar.test/1</link></item></channel></rss>", "rss"),
        (
            ('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
            '<channel rdf:about="x"><title>Kabar</title></channel><item rdf:about="https://kabar.test/1"><title>Satu</title>'
            "<link>https://kabar.test/1</link></item></rdf:RDF>"),
            "rdf",
        ),
        (
            ('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">'
            "<channel><title>Kabar</title></channel><item><title>Satu</title><link>https://kabar.test/1</link></item></rdf:RDF>"),
            "rdf",
        ),
        (atom('<title>Satu</title><link href="https://kabar.test/1"/>'), "atom"),
        (
            ('<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>Satu</title>'
            '<link rel="alternate" href="https://kabar.test/1"/></entry></feed>'),
            "atom",
        ),
        ('<feed><entry><title>Satu</title><link href="https://kabar.test/1"/></entry></feed>', "atom"),
        (
            ('<a:feed xmlns:a="https://www.w3.org/2005/Atom"><a:entry><a:title>Satu</a:title><a:link href="https://kabar.test/1"/>'
            "</a:entry></a:feed>"),
            "atom",
        ),
        (json_feed({"id": 1, "title": "Satu", "url": "https://kabar.test/1", "content_text": "Isi"}), "json"),
        ("<RSS><Channel><Item><Title>Satu</Title><Link>https://kabar.test/1</Link></Item></Channel></RSS>", "rss"),
    ],
)
def test_every_language_of_feeds_is_read(body: str, form: str) -> None:
    page = parse(body)
    assert [(story.title, story.url) for story in page.stories] == [("Satu", "https://kabar.test/1")]
    assert page.facts["form"] == form


def test_our_own_feed_of_a_newspaper_is_read_whole() -> None:
    page = parse((OWN / "koran.xml").read_bytes(), zone="Asia/Jakarta")
    assert page.facts | {"description": ""} == {
        "form": "rss", "entries": 4, "title": "Koran Rawa – Terkini", "home": "https://koran.test/", "description": "",
        "language": "id", "minutes": 15,
    }  # fmt: skip
    first, second, third, fourth = page.stories
    assert first.title == "Harga “cabai” & bawang naik 5%"
    assert first.published == datetime(2026, 3, 6, 23, 51, tzinfo=UTC)
    assert first.author == "Sari Melati" and first.tags == ("Ekonomi Desa", "cabai") and first.cut
    assert first.lead is not None
    assert [each.url for each in first.lead.renditions] == ["https://koran.test/foto/cabai-300x200.jpg", "https://koran.test/foto/cabai.jpg"]
    assert (first.lead.caption, first.lead.credit) == ("Pedagang cabai di Pasar Rawa", "Budi/Koran")
    assert not second.cut and "<p>Paragraf kedua" in second.html and second.summary.endswith("pagi itu…")
    assert third.published is None and third.lead is None and third.cut
    assert fourth.url == "https://koran.test/berita/4" and fourth.published == datetime(2026, 3, 5, 3, 8, tzinfo=UTC)


# --- who is who ---


def test_an_id_is_kept_as_it_is_written() -> None:
    story = only(rss("<guid isPermaLink='false'> HTTP://Kabar.test/?p=7 </guid><title>A</title><link>https://kabar.test/a</link>"))
    assert story.remote_id == story.guid == "HTTP://Kabar.test/?p=7" and story.url == "https://kabar.test/a"


def test_without_an_id_the_link_counts_then_title_and_date() -> None:
    first = "<title>A</title><link>https://kabar.test/a</link><guid/>"
    second = "<title>B</title><pubDate>Thu, 05 Mar 2026 10:08:00 GMT</pubDate>"
    by_link, by_title = parse(rss(first, second)).stories
    assert by_link.remote_id == "https://kabar.test/a" and by_link.guid == ""
    assert by_title.remote_id.startswith("hash:")
    assert parse(rss(second)).stories[0].remote_id == by_title.remote_id


def test_of_two_with_one_id_the_later_stays() -> None:
    item = "<guid>7</guid><title>Gempa di Rawa {0}</title><link>https://kabar.test/7</link><pubDate>{1}</pubDate>"
    early, late = "Thu, 05 Mar 2026 10:00:00 GMT", "Thu, 05 Mar 2026 11:00:00 GMT"
    for order in ((("lama", early), ("baru", late)), (("baru", late), ("lama", early))):
        assert only(rss(*(item.format(*each) for each in order))).title == "Gempa di Rawa baru"


def test_an_id_that_different_stories_share_is_none() -> None:
    items = [
        f"<guid>https://kabar.test/</guid><title>{title}</title><link>https://kabar.test/{number}</link>"
        for number, title in enumerate(["Banjir surut", "Panen raya tiba", "Sidang ditunda"])
    ]
    stories = parse(rss(*items)).stories
    assert [story.remote_id for story in stories] == [f"https://kabar.test/{number}" for number in range(3)]
    same_link = [item.replace("/1</link>", "/0</link>").replace("/2</link>", "/0</link>") for item in items]
    assert len({story.remote_id for story in parse(rss(*same_link)).stories}) == 3


def test_a_very_long_id_is_shortened_and_stays_itself() -> None:
    one, other = (only(rss(f"<guid>{'x' * 2000}{end}</guid><title>A</title>")).remote_id for end in "ab")
    assert len(one) <= 500 and one != other


# --- addresses ---


def test_the_link_is_the_one_to_the_page() -> None:
    entry = (
        '<title>A</title><link rel="self" href="/a.atom"/><link rel="enclosure" href="/a.mp3" type="audio/mpeg"/>'
        '<link rel="alternate" type="application/json" href="/a.json"/><link type="text/html" href="/a"/>'
        '<link rel="replies" href="/a#c"/>'
    )
    assert only(atom(entry)).url == "https://kabar.test/a"


def test_a_permalink_stands_in_for_a_missing_link() -> None:
    assert only(rss("<title>A</title><guid isPermaLink='false'>https://kabar.test/g</guid>")).url == "https://kabar.test/g"
    story = only(rss("<title>A</title><guid>nomor-7</guid><description>Isi</description>"))
    assert story.url == "https://kabar.test/" and not story.cut  # no page, nothing to fetch


def test_redirectors_give_way_to_the_address_itself() -> None:
    burner = "<link>https://burner.test/~r/1</link><feedburner:origLink>https://kabar.test/1</feedburner:origLink>"
    assert only(rss(f"<title>A</title>{burner}")).url == "https://burner.test/~r/1"  # one that works: its page tells its own
    portal = "<link>http://kabar.feedsportal.com/c/1</link><guid isPermaLink='false'>https://kabar.test/2</guid>"
    assert only(rss(f"<title>A</title>{portal}")).url == "https://kabar.test/2"


def test_relative_addresses_belong_to_the_base_that_is_told() -> None:
    html = '&lt;a href="c"&gt;x&lt;/a&gt;&lt;img src="/d.jpg"&gt;&lt;a href="#e"&gt;y&lt;/a&gt;'
    content = f'<content type="html" xml:base="b/">{html}</content>'
    story = only(atom(f'<title>A</title><link href="s"/>{content}', more='xml:base="https://lain.test/a/"'))
    assert 'href="https://lain.test/a/b/c"' in story.html and 'src="https://lain.test/d.jpg"' in story.html
    assert 'href="#e"' in story.html
    assert only(rss("<title>A</title><link>/x?a=1&amp;b=2</link>")).url == "https://kabar.test/x?a=1&b=2"


# --- texts ---


@pytest.mark.parametrize(
    ("item", "html"),
    [
        ("<description>&lt;p&gt;Isi&lt;/p&gt;</description>", "<p>Isi</p>"),
        ("<description><![CDATA[<p>Isi</p>]]></description>", "<p>Isi</p>"),
        ("<description><p>Isi <b>tebal</b></p></description>", "<p>Isi <b>tebal</b></p>"),
        ("<description>&amp;lt;p&amp;gt;Isi&amp;lt;/p&amp;gt;</description>", "<p>Isi</p>"),
        ("<description>Satu\n\nDua</description>", "<p>Satu</p><p>Dua</p>"),
        ("<description>Pendek</description><content:encoded>&lt;p&gt;Panjang&lt;/p&gt;</content:encoded>", "<p>Panjang</p>"),
        ('<body xmlns="http://www.w3.org/1999/xhtml"><p>Isi</p><br/></body>', "<p>Isi</p><br/>"),
        ("<media:group><media:description>Isi film</media:description></media:group>", "Isi film"),
    ],
)
def test_the_richest_text_is_html(item: str, html: str) -> None:
    assert only(rss(f"<title>A</title><link>https://kabar.test/a</link>{item}")).html == html


@pytest.mark.parametrize(
    ("content", "html"),
    [
        ("<content type='text'>a &lt; b &amp; c</content>", "a &lt; b &amp; c"),
        ("<content type='html'>&lt;p&gt;Isi&lt;/p&gt;</content>", "<p>Isi</p>"),
        (
            "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Isi<br/>dua</p><p/></div></content>",
            "<p>Isi<br/>dua</p><p></p>",
        ),
        (
            "<content type='xhtml'><h:div xmlns:h='http://www.w3.org/1999/xhtml'><h:p>Isi</h:p></h:div></content>",
            "<p>Isi</p>",
        ),
        ("<content type='text/html' mode='base64'>PHA+SXNpPC9wPg==</content>", "<p>Isi</p>"),
        ("<content>&lt;p&gt;Tanpa jenis&lt;/p&gt;</content>", "<p>Tanpa jenis</p>"),
        ("<summary>Ringkas</summary>", "Ringkas"),
    ],
)
def test_atom_says_what_its_text_is(content: str, html: str) -> None:
    assert only(atom(f"<title>A</title><link href='https://kabar.test/a'/>{content}")).html == html


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("<title>R&amp;amp;D &lt;b&gt;tebal&lt;/b&gt;</title>", "R&D tebal"),
        ("<title><![CDATA[ Dua\n  baris ]]></title>", "Dua baris"),
        ("<title type='html'>&lt;i&gt;miring&lt;/i&gt; &amp;amp; tegak</title>", "miring & tegak"),
        ("<title type='text'>Tanda &lt;br dan &lt;p</title>", "Tanda <br dan <p"),
        ("<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>Isi <b>x</b></div></title>", "Isi x"),
        ("<title/><media:title>Film</media:title>", "Film"),
        ("", ""),
    ],
)
def test_a_title_is_one_plain_line(title: str, plain: str) -> None:
    assert only(atom(f"{title}<id>1</id>")).title == plain


def test_a_summary_is_told_apart_from_the_text() -> None:
    trailer = "&lt;p&gt;The post &lt;a href='x'&gt;A&lt;/a&gt; appeared first on Kabar.&lt;/p&gt;"
    short = f"<title>A</title><link>https://kabar.test/a</link><description>Awal kabar [&amp;#8230;] {trailer}</description>"
    story = only(rss(f"{short}<content:encoded><![CDATA[{LONG}]]></content:encoded>"))
    assert story.summary == "Awal kabar…" and not story.cut and story.html == LONG.strip()


def test_a_text_behind_a_password_is_none() -> None:
    form = "<content:encoded><![CDATA[<form class='post-password-form' action='x'>…</form>]]></content:encoded>"
    story = only(rss(f"<title>A</title><link>https://kabar.test/a</link>{form}"))
    assert story.protected and story.html == "" and not story.cut


# --- people, dates, categories ---


@pytest.mark.parametrize(
    ("fields", "author"),
    [
        ("<author>sari@kabar.test (Sari Melati)</author>", "Sari Melati"),
        ("<author>Sari Melati &lt;sari@kabar.test&gt;</author>", "Sari Melati"),
        ("<author>redaksi@kabar.test</author><dc:creator>Sari</dc:creator><dc:creator>Budi</dc:creator>", "Sari, Budi"),
        ("<author>redaksi@kabar.test</author>", "redaksi@kabar.test"),
        ("<itunes:author>Radio Rawa</itunes:author>", "Radio Rawa"),
        ("<atom:author><atom:name>Sari</atom:name><atom:email>s@k.test</atom:email></atom:author>", "Sari"),
    ],
)
def test_an_author_is_a_name(fields: str, author: str) -> None:
    assert only(rss(f"<title>A</title>{fields}")).author == author


def test_an_atom_feeds_author_wrote_what_nobody_else_did() -> None:
    head = "<author><name>Sari</name></author>"
    page = parse(atom("<title>A</title>", "<title>B</title><author><name>Budi</name></author>", head=head))
    assert [story.author for story in page.stories] == ["Sari", "Budi"]


def test_dates_are_read_in_the_sources_zone_and_the_most_trusted_first() -> None:
    item = "<title>A</title><dc:date>2026-03-05T10:00:00Z</dc:date><pubDate>Jumat, 06 Maret 2026 | 06:51 WIB</pubDate>"
    assert only(rss(item)).published == datetime(2026, 3, 5, 23, 51, tzinfo=UTC)
    naive = "<title>A</title><pubDate>2026-03-06 07:00:00</pubDate>"
    assert only(rss(naive), zone="Asia/Jakarta").published == datetime(2026, 3, 6, 0, 0, tzinfo=UTC)
    entry = "<title>A</title><published>2026-03-05T10:00:00Z</published><updated>2026-03-06T10:00:00Z</updated>"
    story = only(atom(entry))
    assert (story.published, story.modified) == (datetime(2026, 3, 5, 10, tzinfo=UTC), datetime(2026, 3, 6, 10, tzinfo=UTC))
    assert only(atom("<title>A</title><updated>2026-03-06T10:00:00Z</updated>")).published == datetime(2026, 3, 6, 10, tzinfo=UTC)


@pytest.mark.parametrize("date", ["", "besok", "Fri, 01 Jan 2099 10:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT"])
def test_a_date_that_says_nothing_is_none(date: str) -> None:
    assert only(rss(f"<title>A</title><pubDate>{date}</pubDate>")).published is None


def test_a_date_a_little_ahead_is_left_to_the_store() -> None:
    story = only(rss("<title>A</title><pubDate>Sun, 08 Mar 2026 10:00:00 GMT</pubDate>"))
    assert story.published == datetime(2026, 3, 8, 10, tzinfo=UTC)


def test_categories_are_tags_each_once() -> None:
    terms = '<category term="x-1" label="Musim Panen"/><category term="desa"/><dc:subject>desa</dc:subject>'
    story = only(atom(f"<title>A</title>{terms}"))
    assert story.tags == ("Musim Panen", "desa") and story.sections == ()


def test_the_sections_that_feeds_are_followed_for_are_the_sources() -> None:
    feeds = [{"url": FEED, "section": "Ekonomi"}, {"url": "https://kabar.test/x", "section": None}]
    page = parse(rss("<title>A</title>"), feeds=feeds)
    assert [(section.remote_id, section.name) for section in page.sections] == [("Ekonomi", "Ekonomi")]


# --- pictures and sounds ---


def lead(item: str, **more: Any) -> list[str]:
    picture = only(rss(f"<title>A</title>{item}", **more)).lead
    return [] if picture is None else [each.url for each in picture.renditions]


def test_the_picture_that_is_surest_leads() -> None:
    thumbnail = '<media:thumbnail url="https://kabar.test/t.jpg" width="100"/>'
    content = '<media:content url="https://kabar.test/c.jpg" medium="image"/>'
    enclosure = '<enclosure url="/e.jpg" length="10240" type="image/jpeg"/>'
    cover = '<itunes:image href="https://kabar.test/i.jpg"/>'
    own = "<bigimage>https://kabar.test/o.jpg</bigimage>"
    order = [content, thumbnail, enclosure, cover, own]
    for place in range(len(order)):
        assert lead("".join(reversed(order[place:])))[-1][-5:] == ("c.jpg", "t.jpg", "e.jpg", "i.jpg", "o.jpg")[place][-5:]
    assert lead("") == []


def test_all_sizes_of_one_picture_are_kept_the_biggest_last() -> None:
    sizes = (300, 1200, 600)
    group = "".join(f'<media:content url="https://kabar.test/{w}.jpg" type="image/jpeg" width="{w}"/>' for w in sizes)
    told = "<media:credit>Budi</media:credit><media:description>Sawah di Rawa</media:description>"
    picture = only(rss(f"<title>A</title><media:group>{group}{told}</media:group>")).lead
    assert picture is not None and [each.width for each in picture.renditions] == [300, 600, 1200]
    assert (picture.caption, picture.credit, picture.width) == ("Sawah di Rawa", "Budi", 1200)
    loose = [f'<media:content url="https://kabar.test/{name}.jpg" width="{w}"/>' for name, w in (("a", 90), ("b", 900))]
    assert lead("".join(loose)) == ["https://kabar.test/b.jpg"]


@pytest.mark.parametrize(
    "item",
    [
        '<media:content url="https://kabar.test/p.gif" type="image/gif" width="1" height="1"/>',
        '<enclosure url="https://kabar.test/logo.png" type="image/png"/>',
        '<media:content url="https://kabar.test/film.mp4" type="video/mp4"/>',
        '<enclosure url="https://stats.wordpress.com/b.gif" type="image/gif"/>',
        '<enclosure url="" type="image/gif"/>',
        '<enclosure url="javascript:x" type="image/gif"/>',
    ],
)
def test_pixels_logos_and_films_lead_nothing(item: str) -> None:
    assert lead(item, channel="<image><url>https://kabar.test/logo.png</url></image>") == []


def test_sounds_and_files_become_links_in_the_text() -> None:
    item = (
        "<description>Catatan acara</description><link>https://kabar.test/a</link>"
        '<enclosure url="/siaran-pagi.mp3" type="audio/mpeg"/><enclosure url="/naskah.pdf" type="application/pdf"/>'
        '<media:content url="/siaran-pagi.mp3" type="audio/mpeg"/>'
    )
    story = only(rss(f"<title>A</title>{item}"))
    assert story.html.count("siaran-pagi.mp3") == 1
    assert '<a href="https://kabar.test/siaran-pagi.mp3">▶ siaran pagi</a>' in story.html
    assert '<a href="https://kabar.test/naskah.pdf">↓ naskah</a>' in story.html
    assert not story.cut and story.lead is None


# --- JSON Feed ---


def test_a_json_feed_of_either_version_is_read() -> None:
    item = {
        "id": 7, "url": "/7", "title": "A < B", "content_html": "<p>Isi</p>", "summary": "Ringkas",
        "image": "/g.jpg", "date_published": "2026-03-05T10:00:00+07:00", "date_modified": "2026-03-06T10:00:00Z",
        "authors": [{"name": "Sari"}, {"name": "Budi"}], "tags": ["desa", 5, None],
        "attachments": [{"url": "/s.mp3", "mime_type": "audio/mpeg", "title": "Siaran"}],
    }  # fmt: skip
    body = json_feed(item, next_url="/feed.json?page=2", home_page_url="https://kabar.test/", language="id")
    page = parse(body)
    [story] = page.stories
    assert (story.remote_id, story.url, story.title, story.author) == ("7", "https://kabar.test/7", "A < B", "Sari, Budi")
    assert story.published == datetime(2026, 3, 5, 3, tzinfo=UTC) and story.modified == datetime(2026, 3, 6, 10, tzinfo=UTC)
    assert story.lead is not None and story.lead.renditions[0].url == "https://kabar.test/g.jpg"
    assert story.html.startswith("<p>Isi</p>") and "▶ Siaran" in story.html and story.tags == ("desa", "5")
    assert page.facts["next"] == "https://kabar.test/feed.json?page=2" and page.facts["home"] == "https://kabar.test/"
    old = {"id": "x", "content_text": "Satu & dua\n\ntiga", "author": {"name": "Sari"}, "external_url": "https://lain.test/"}
    story = only(json.dumps({"version": "https://jsonfeed.org/version/1", "items": [old, "rusak", None]}))
    assert (story.html, story.author, story.url) == ("<p>Satu &amp; dua</p><p>tiga</p>", "Sari", "https://lain.test/")


def test_odd_values_of_a_json_feed_count_as_missing() -> None:
    odd = {"id": None, "url": 5, "title": ["x"], "content_html": {"a": 1}, "authors": "x", "tags": "y", "attachments": {}}
    story = only(json_feed(odd | {"image": 1}, title=None, language=7))
    assert story.title == "" and story.html == ""


# --- what is told of the feed ---


def test_pages_and_moves_are_told() -> None:
    head = '<link rel="next" href="/feed?page=2"/><link href="/"/><link rel="self" href="/feed"/>'
    assert parse(atom("<title>A</title>", head=head)).facts["next"] == "https://kabar.test/feed?page=2"
    wordpress = rss("<title>A</title>", channel="<generator>https://wordpress.org/?v=6.1</generator>")
    assert parse(wordpress).facts["wordpress"]
    assert parse(rss(), status=404).facts["beyond"]
    following = Following("feed:x", "x", {}, {}, NOW)
    moved = Payload(FEED, 200, {}, rss("<title>A</title>").encode(), moved_to="https://baru.test/feed")
    assert Feed().parse("feed", moved, following).facts["moved"] == "https://baru.test/feed"


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ("<!DOCTYPE html><html><body>Checking your browser…</body></html>", "html"),
        ("<html><head><title>Kabar</title></head><body><rss>x</rss></body></html>", "html"),
        ('{"code": "rest_no_route", "message": "x"}', "json"),
        ('[{"id": 1}]', "json"),
        ('{"items": 7}', "json"),
        ("", "empty"),
        ("Halaman tidak ditemukan", "bytes"),
        ("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>x</loc></url></urlset>", "urlset"),
        ("\x00\x01\x02", "bytes"),
    ],
)
def test_what_is_no_feed_is_said_to_be_none(body: str, detail: str) -> None:
    with pytest.raises(PayloadError) as caught:
        parse(body)
    assert (caught.value.reason, caught.value.detail) == (Reason.NOT_A_FEED, detail)


@pytest.mark.parametrize(
    "body",
    [
        rss(*(f"<title>{each}</title><link>https://kabar.test/{each}</link>" for each in "abc")),
        atom(*(f"<title>{each}</title><id>{each}</id>" for each in "abc"), head="<author><name>Sari</name></author>"),
        json_feed(*({"id": each, "title": each, "content_text": each} for each in "abc"), authors=[{"name": "Sari"}]),
    ],
)
def test_a_feed_can_be_taken_apart(body: str) -> None:
    whole = parse(body).stories
    pieces = Feed().apart("feed", Payload(FEED, 200, {"content-type": "text/xml; charset=iso-8859-1"}, body.encode()))
    following = Following("feed:x", "x", {}, {}, NOW)
    assert tuple(story for piece in pieces for story in Feed().parse("feed", piece, following).stories) == whole


def test_a_category_that_is_a_newspapers_section_is_one() -> None:
    sections = pytest.importorskip("reader_app.content.sections", reason="no list of sections yet")
    known = sections.known("olahraga") or "Olahraga"
    page = parse(rss("<title>A</title><category>olahraga</category><category>desa kami</category>"))
    assert page.stories[0].sections == (known,) and page.stories[0].tags == ("desa kami",)
    assert (known, known) in [(each.remote_id, each.name) for each in page.sections]
