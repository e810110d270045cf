"""List pages read: headlines, dates and pictures beside links, rankings, what is a story and what only a link."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from reader_app.content import links, rules
from reader_app.errors import PayloadError, Reason
from reader_app.records import ParsedPage, Payload
from reader_app.sources.listing import Listing
from reader_app.sources.listing.parse import MOST, read, stories_in
from reader_app.sources.listing.steps import numbered
from reader_app.sources.protocol import Following

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data" / "lists"
ARTICLES = Path(os.environ.get("BERITA_CORPUS") or ROOT.parent / "shared" / "corpus") / "payloads" / "articles"
NOW = datetime(2021, 11, 6, 5, 0, tzinfo=UTC)
WIB = ZoneInfo("Asia/Jakarta")
DATED = r"(?P<year>\d{4})/(?P<month>\d\d)/(?P<day>\d\d)/(?P<id>\d+)"
RULE = rules.read({
    "name": "Warta Rekaan", "hosts": ["warta.test"], "language": "id", "zone": "Asia/Jakarta",
    "story": {
        "address": [
            rf"^https?://(?:www\.)?warta\.test/(?:(?P<section>[a-z]+)/)?read/{DATED}",
            rf"^https?://(?P<section>[a-z]+)\.warta\.test/read/{DATED}",
        ],
        "sections": {"politik": "Politik", "dunia": "Dunia", "hukum": "Hukum", "bisnis": "Bisnis"},
    },
    "lists": {
        "home": "https://warta.test/", "sections": {"Politik": "/politik", "Dunia": "https://warta.test/dunia"},
        "links": [".single_post_text a", ".rubrik-list-title a"], "older": "?page={n}",
    },
})  # fmt: skip


@pytest.fixture
def known_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """The invented site's rule among those that are shipped."""
    monkeypatch.setattr(rules, "rules", lambda: (RULE,))


def parse(
    body: str | bytes, what: str = "home", *, url: str = "https://warta.test/", now: datetime = NOW, **config: Any
) -> ParsedPage:
    content = body.encode() if isinstance(body, str) else body
    following = Following("listing:warta.test", "Warta", {"home": url, "zone": "Asia/Jakarta", **config}, {}, now)
    return Listing().parse(what, Payload(url, 200, {"content-type": "text/html; charset=utf-8"}, content), following)


def front(year: int, **other: Any) -> ParsedPage:
    return parse((DATA / f"front_{year}.html").read_bytes(), **other)


# --- one site through the years -------------------------------------------------------------------------------


@pytest.mark.usefixtures("known_rule")
def test_a_front_page_of_2018() -> None:
    page = front(2018)
    found = {story.remote_id: story for story in page.stories}
    assert list(found) == ["900830", "900993", "900957"]  # an advertisement has no number
    assert [story.title for story in page.stories] == [
        "Jembatan Khayalan Resmi Dibuka Untuk Umum", "Menteri Khayalan: Panen Tahun Ini Aman",
        "Raja Khayalan Berkunjung Ke Pulau",
    ]  # fmt: skip
    assert [story.published.isoformat() for story in page.stories if story.published] == [
        "2018-03-21T22:48:00+00:00", "2018-03-22T19:23:00+00:00", "2018-03-22T09:53:00+00:00",
    ]  # fmt: skip
    assert found["900993"].url.endswith("Panen-Tahun-Ini-Aman-") and not found["900830"].url.endswith(" ")
    lead = found["900993"].lead
    assert lead is not None and lead.renditions[0].url.endswith("_panen.jpg")
    assert [story.sections for story in page.stories] == [("Politik",), ("Politik",), ("Dunia",)]
    assert all(story.cut and story.by_page and not story.html for story in page.stories)


@pytest.mark.usefixtures("known_rule")
def test_a_front_page_of_2021_with_its_ranking() -> None:
    page = front(2021)
    found = {story.remote_id: story for story in page.stories}
    assert [each.remote_id for each in page.ranking] == ["910600", "910100", "910640"]
    assert page.ranking[0].title == "Kapal Khayalan Tiba di Pelabuhan"  # not the one that is cut off
    assert found["910640"].published == datetime(2021, 11, 5, 23, 51, tzinfo=UTC)
    assert found["910641"].published == datetime(2021, 11, 6, 3, 0, tzinfo=UTC)  # two hours ago
    assert found["910650"].published == datetime(2021, 11, 5, 17, 0, tzinfo=UTC)  # of the day, as its address says
    lead = found["910640"].lead
    assert (
        lead is not None
        and lead.renditions[0].url == "https://warta.test/images/berita/thumb/2021/11/1_10300606112021_sidang.jpg"
    )
    assert found["910641"].lead is None
    assert {section.name for section in page.sections} == {"Politik", "Dunia", "Hukum", "Bisnis"}


@pytest.mark.usefixtures("known_rule")
def test_a_front_page_of_2026_by_the_selectors_of_its_rule() -> None:
    page = front(2026, now=datetime(2026, 7, 14, 12, 0, tzinfo=UTC))
    assert [(story.remote_id, story.title) for story in page.stories] == [
        ("990761", "Pemilu Khayalan Berjalan Lancar"), ("990760", "Hakim Khayalan Menunda Sidang"),
        ("990700", "Bursa Khayalan Menguat"),
    ]  # fmt: skip
    assert page.stories[0].published == datetime(2026, 7, 14, 6, 29, tzinfo=UTC)
    assert page.facts["next"] == "https://warta.test/indeks?page=2" and page.facts["first"] == "990761"
    assert page.stories[0].language == "id"


@pytest.mark.parametrize("year", [2018, 2021, 2026])
def test_without_a_rule_the_same_stories_are_found(year: int) -> None:
    page = front(year, now=datetime(2026, 7, 14, 12, 0, tzinfo=UTC))
    told = {story.title for story in page.stories}
    assert len(told) == {2018: 4, 2021: 5, 2026: 3}[year]  # the advertisement looks like a story, too
    assert not told & {"Politik", "Selengkapnya", "Indeks", "Update", "POLITIK"}


# --- headlines --------------------------------------------------------------------------------------------------


def links_of(body: str) -> list[links.Link]:
    return list(links.read(body.encode(), "https://kabar.test/", {}).links)


@pytest.mark.parametrize("html", [
    '<h3><a href="/2021/11/06/a">Rapat di Desa Rekaan</a></h3>',
    '<a href="/2021/11/06/a"><h3>Rapat di Desa Rekaan</h3><span>6 November 2021</span><p>Ringkasan panjang.</p></a>',
    '<a href="/2021/11/06/a"><div class="card-title">Rapat di Desa Rekaan</div><div>ringkasan</div></a>',
    '<a href="/2021/11/06/a"><span class="label">Politik</span>Rapat di Desa Rekaan</a>',
    '<a href="/2021/11/06/a"><b>Rapat</b> di <i>Desa</i> Rekaan <time datetime="2021-11-06">kini</time></a>',
    '<a href="/2021/11/06/a"><img src="/a.jpg" alt="Rapat di &lt;i&gt;Desa&lt;/i&gt; Rekaan"></a>',
    '<a href="/2021/11/06/a" title="Rapat di Desa Rekaan">Selengkapnya</a>',
    '<a href=" /2021/11/06/a#komentar ">Rapat\n di&nbsp;Desa   Rekaan</a>',
])  # fmt: skip
def test_what_the_headline_of_a_link_is(html: str) -> None:
    [link] = links_of(html)
    assert (link.title, link.url) == ("Rapat di Desa Rekaan", "https://kabar.test/2021/11/06/a")


def test_a_date_belongs_to_the_card_it_stands_in() -> None:
    page = parse(
        "<ul>"
        + "".join(
            f'<li><h3><a href="/kabar/{number}1234/judul-kabar-rekaan">Judul kabar rekaan {number}</a></h3>'
            f"<small>{number} November 2021 10:0{number} WIB</small></li>"
            for number in range(1, 5)
        )
        + "</ul>",
    )
    assert [story.published and story.published.isoformat() for story in page.stories] == [
        f"2021-11-0{number}T03:0{number}:00+00:00" for number in range(1, 5)
    ]


def test_a_date_that_contradicts_the_address_is_anothers() -> None:
    page = parse('<div><h3><a href="/2021/11/05/judul-kabar">Judul kabar rekaan</a></h3><p>Rapat 3 Maret 2020 dibahas.</p></div>')
    assert page.stories[0].published == datetime(2021, 11, 4, 17, 0, tzinfo=UTC)


def test_links_to_elsewhere_and_of_the_foot_are_no_stories() -> None:
    page = parse(
        '<h3><a href="/2021/11/05/judul-kabar">Judul kabar rekaan</a></h3>'
        '<h3><a href="https://lain.test/2021/11/05/judul-lain">Judul dari situs lain</a></h3>'
        '<footer><a href="/2021/11/05/tentang-situs">Judul panjang di kaki halaman</a></footer>'
        '<h3><a href="javascript:x()">Judul yang bukan alamat</a></h3>'
    )
    assert [story.title for story in page.stories] == ["Judul kabar rekaan"]


@pytest.mark.parametrize(
    "label", ["<h4>Terpopuler</h4>", "<div class=head><span>Most Read</span></div>", "<b>Berita Populer</b>"]
)
def test_a_ranking_is_found_by_its_heading(label: str) -> None:
    listed = "".join(f'<li><a href="/2021/11/0{n}/kabar-{n}-dari-desa">Kabar nomor {n} dari desa</a></li>' for n in (3, 1, 2))
    page = parse(
        f'<main><h2><a href="/2021/11/04/utama-hari-ini">Kabar utama hari ini</a></h2></main><div>{label}<ol>{listed}</ol></div>'
    )
    assert [each.title for each in page.ranking] == [f"Kabar nomor {n} dari desa" for n in (3, 1, 2)]
    assert parse(f"<div>{label}<ol>{listed}</ol></div>", "list").ranking == ()


def test_a_ranking_behind_a_tab() -> None:
    page = parse(
        '<a href="#b">Populer</a><div id="a"><a href="/2021/11/01/kabar-a">Kabar terbaru dari desa</a></div>'
        '<div id="b"><a href="/2021/11/02/kabar-b">Kabar yang banyak dibaca</a></div>'
    )
    assert [each.title for each in page.ranking] == ["Kabar yang banyak dibaca"]


# --- pages that are none ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("body", "reason"), [
    ("<html><body><p>Sedang dirawat.</p></body></html>", Reason.NO_STORY), ("", Reason.NO_STORY),
    ("<title>Just a moment...</title><script src='/cdn-cgi/challenge-platform/x'></script>", Reason.BLOCKED),
])  # fmt: skip
def test_a_front_page_without_stories_says_so(body: str, reason: Reason) -> None:
    with pytest.raises(PayloadError) as caught:
        parse(body)
    assert caught.value.reason is reason
    assert parse(body, "older").stories == ()


def test_hostile_pages_are_read_within_bounds() -> None:
    many = "".join(f'<a href="/2021/11/06/kabar-{n}">Kabar rekaan nomor {n}</a>' for n in range(20_000))
    assert len(parse(many).stories) == MOST
    nested = "<div>" * 5000 + '<a href="/2021/11/06/kabar">Kabar rekaan yang dalam</a>'
    assert len(parse(nested).stories) == 1
    one = '<a href="/2021/11/06/kabar">' + "<b>Kabar rekaan</b>" * 50_000 + "</a>"
    assert len(parse(one).stories[0].title) <= links.TITLE
    same = '<a href="/2021/11/06/kabar">Kabar rekaan yang sama</a>' * 2000
    assert len(parse("<div>" * 200 + same).stories) == 1
    labels = '<a href="#x">Populer</a>' * 5000
    assert parse(labels + '<h2><a href="/2021/11/06/kabar">Kabar rekaan</a></h2>').ranking == ()


def test_a_page_taken_apart_is_as_good_as_whole() -> None:
    kind, payload = Listing(), Payload("https://warta.test/", 200, {}, (DATA / "front_2026.html").read_bytes())
    following = Following("k", "Warta", {"home": "https://warta.test/"}, {}, NOW)
    whole = {story.remote_id for story in kind.parse("list", payload, following).stories}
    assert whole == {
        story.remote_id for each in kind.apart("list", payload) for story in kind.parse("older", each, following).stories
    }


@pytest.mark.parametrize(("url", "template", "page"), [
    ("https://a.test/politik", "?page={n}", "https://a.test/politik?page=3"),
    ("https://a.test/cari?q=x", "?page={n}", "https://a.test/cari?q=x&page=3"),
    ("https://a.test/politik", "page/{n}/", "https://a.test/politik/page/3/"),
    ("https://a.test/politik", "/indeks/{n}", "https://a.test/indeks/3"),
])  # fmt: skip
def test_the_address_of_an_older_page(url: str, template: str, page: str) -> None:
    assert numbered(url, template, 3) == page


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the sample payloads of ../shared are not here")
def test_a_real_front_page() -> None:
    payload = Payload("http://rmol.co/", 200, {}, (ARTICLES / "rmol_co_home_2018_excerpt.html").read_bytes())
    found = stories_in(read(payload, None), None, WIB, NOW, host="rmol.co")
    assert len(found) == 4 and all(each.moment is not None for each in found.values())
    assert sum(each.picture is not None for each in found.values()) == 3


# --- the rule that is shipped for the first such site -------------------------------------------------------------


@pytest.mark.parametrize(("year", "host", "ids"), [
    (2018, "rmol.co", ["900830", "900993", "900957"]), (2021, "rmol.id", ["910640", "910641", "910600", "910100", "910650"]),
    (2026, "rmol.id", ["990761", "990760", "990700"]),
])  # fmt: skip
def test_the_shipped_rule_reads_all_eras_of_its_site(year: int, host: str, ids: list[str]) -> None:
    body = (DATA / f"front_{year}.html").read_text("utf-8").replace("warta.test", host)
    page = parse(body, url=f"https://{host}/", now=datetime(2026, 7, 14, 12, 0, tzinfo=UTC), zone="")
    assert [story.remote_id for story in page.stories] == ids
    assert page.stories[0].sections == ("Politik",) and page.stories[0].language == "id"
    assert all(story.published is not None and story.title for story in page.stories)
    if year == 2018:
        assert page.stories[1].published == datetime(2018, 3, 22, 19, 23, tzinfo=UTC)  # its zone is Jakarta's


def test_a_site_that_was_rebuilt_is_read_by_general_rules() -> None:
    url = "https://rmol.id/artikel/2026-rapat-desa-rekaan-berlangsung-lama"
    body = f'<h2><a href="{url}">Rapat desa rekaan berlangsung lama</a></h2>'
    assert [story.title for story in parse(body, url="https://rmol.id/").stories] == ["Rapat desa rekaan berlangsung lama"]
