"""What WordPress sends, made records: our own small cases, then every saved answer of real sites."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from reader_app.errors import PayloadError, Reason
from reader_app.records import ParsedImage, ParsedPage, Payload, Rendition
from reader_app.sources.protocol import Following
from reader_app.sources.wordpress import WordPress, times, wire

ROOT = Path(__file__).resolve().parents[2]
OWN = ROOT / "tests" / "data" / "wordpress"
CORPUS = Path(os.environ.get("BERITA_CORPUS") or ROOT.parent / "shared" / "corpus") / "payloads"
SITE = "http://kabar.test"


def parse(what: str, body: Any, *, status: int = 200, **headers: str) -> ParsedPage:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    payload = Payload(f"{SITE}/wp-json/wp/v2/posts", status, told, content)
    config = {"api": f"{SITE}/wp-json/", "home": SITE, "timezone": "Asia/Jakarta", "language": "id-ID"}
    now = datetime(2021, 11, 7, tzinfo=UTC)
    return WordPress().parse(what, payload, Following("wordpress:kabar.test", "Kabar", config, {}, now))


def post(**other: Any) -> dict[str, Any]:
    return {"id": 7, "title": {"rendered": "Kabar"}, "content": {"rendered": "<p>Isi</p>"}} | other


def failure(what: str, body: Any, *, status: int = 200) -> tuple[Reason, str]:
    with pytest.raises(PayloadError) as caught:
        parse(what, body, status=status)
    return caught.value.reason, caught.value.detail


@pytest.fixture(scope="module")
def own() -> ParsedPage:
    return parse("posts", (OWN / "posts.json").read_bytes(), x_wp_total="146", x_wp_totalpages="3")


# --- stories ---


def test_odd_stories_are_skipped_and_counted_and_the_rest_land(own: ParsedPage) -> None:
    assert [story.remote_id for story in own.stories] == ["11", "12", "13", "14", "15", "16", "17", "18"]
    assert (own.skipped, own.total, own.total_pages) == (3, 146, 3)


def test_a_whole_story_is_text_where_it_says_so_and_html_where_it_does_not(own: ParsedPage) -> None:
    story = own.stories[0]
    assert story.title.startswith("“Harga beras” R&D: 5 > 3") and "<" not in story.title
    assert story.html == "<p>Isi kabar 11.</p>"
    assert story.summary == "Harga beras turun di pasar…"
    assert story.author == "Sari Melati, Bagas & Tim"
    assert story.tags == ("beras & padi", "pasar")
    assert story.guid == f"{SITE}/?p=11" and story.url == f"{SITE}/dunia/11/"
    assert story.published == datetime(2021, 11, 5, 23, 51, 1, tzinfo=UTC)
    assert story.modified == datetime(2021, 11, 6, 1, 0, tzinfo=UTC)
    assert story.language == "id-ID" and not story.protected


def test_the_deepest_section_comes_first_and_uncategorized_last(own: ParsedPage) -> None:
    assert own.stories[0].sections == ("4", "3", "1")


def test_sections_come_from_what_is_embedded_where_the_list_is_missing(own: ParsedPage) -> None:
    assert own.stories[5].sections == ("3", "4")  # PHP's list with a hole
    assert own.stories[6].sections == ("9",)


def test_the_lead_picture_has_all_its_uncropped_sizes_and_its_credit(own: ParsedPage) -> None:
    assert own.stories[0].lead == ParsedImage(
        renditions=(
            Rendition(f"{SITE}/uploads/kapal-300x169.jpg", 300),
            Rendition(f"{SITE}/uploads/kapal-1024x576.jpg", 1024),
            Rendition(f"{SITE}/uploads/kapal-scaled.jpg", 2560),
        ),
        alt="Kapal di dermaga kayu",
        caption="Kapal nelayan di Dermaga Kayu, Sabtu’s pagi",
        credit="Net",
        width=2560,
        height=1440,
    )


def test_broken_embeds_cost_the_embedded_thing_only(own: ParsedPage) -> None:
    forbidden, gone = own.stories[1:3]
    assert (forbidden.author, forbidden.lead) == ("", None)
    assert (gone.author, gone.lead) == ("Sari Melati", None)  # the whole API index stood in the picture's place
    assert own.stories[7].lead == ParsedImage((Rendition(f"{SITE}/uploads/kecil.gif"),))
    assert own.stories[6].lead == ParsedImage((Rendition(f"{SITE}/uploads/jetpack.jpg"),))


def test_a_protected_story_is_listed_and_empty(own: ParsedPage) -> None:
    story = own.stories[3]
    assert story.protected and story.title == "Kabar 14"
    assert story.html == story.summary == ""


def test_dates_that_are_null_or_zero_fall_back_to_the_sites_own_time(own: ParsedPage) -> None:
    assert own.stories[4].published == datetime(2021, 11, 5, 23, 51, 5, tzinfo=UTC)
    assert own.stories[4].modified == datetime(2021, 11, 6, 1, 0, tzinfo=UTC)
    assert own.stories[5].published is None and own.stories[5].modified is None


def test_a_story_without_a_web_address_gets_its_short_one(own: ParsedPage) -> None:
    assert [own.stories[place].url for place in (5, 6)] == [f"{SITE}/?p=16", f"{SITE}/?p=17"]


def test_an_untitled_story_stays_untitled(own: ParsedPage) -> None:
    assert own.stories[6].title == ""


@pytest.mark.parametrize("year", ["1970", "2099"])
def test_odd_years_are_the_publishers_own(year: str) -> None:
    (story,) = parse("posts", [post(date_gmt=f"{year}-01-01T00:00:00")]).stories
    assert story.published == datetime(int(year), 1, 1, tzinfo=UTC)


def test_a_title_of_five_megabytes_is_cut() -> None:
    for letter in ("A", "A ", "<b>A</b>", "&amp;", "<"):
        (story,) = parse("posts", [post(title={"rendered": letter * (5_000_000 // len(letter))})]).stories
        assert 0 < len(story.title) <= 1000


def test_half_a_surrogate_pair_can_still_be_stored() -> None:
    body = b'[{"id": 7, "title": {"rendered": "Gol \\ud83d"}, "content": {"rendered": "\\udc00 <p>Isi</p>"}}]'
    (story,) = parse("posts", body).stories
    assert story.html.encode() == b"? <p>Isi</p>" and story.title.encode()


def test_the_sites_own_dates_tell_where_the_next_page_begins(own: ParsedPage) -> None:
    assert own.facts == {"newest": "2021-11-06T06:51:08", "oldest": "2021-11-06T06:51:01", "ties": 1}


def test_a_spoiled_page_can_be_taken_apart() -> None:
    body = b"\xef\xbb\xbf<br />\n<b>Notice</b>: x\n" + json.dumps([post(id=1), post(id=2)]).encode()
    payload = Payload(SITE, 200, {}, body)
    assert [json.loads(piece.body)[0]["id"] for piece in WordPress().apart("posts", payload)] == [1, 2]
    assert WordPress().apart("posts", Payload(SITE, 200, {}, b"<html>")) == []


# --- JSON as it arrives ---

PAGE = json.dumps([post()]).encode()


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbf" + PAGE,
        b"\r\n\n " + PAGE,
        b"<br />\n<b>Notice</b>:  Undefined index: [berita] in <b>/var/www/x.php</b> on line <b>3</b><br />\n" + PAGE,
        b"[06-Nov-2021 07:00:00 UTC] PHP Warning: array{} {x} in x.php\n" + PAGE,
        PAGE + b"\n<!-- cached 0.02 s -->",
        json.dumps({"0": post(), "3": post(id=8)}).encode(),
    ],
)
def test_json_is_found_behind_what_stands_before_it(body: bytes) -> None:
    assert parse("posts", body).stories[0].remote_id == "7"


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        (b"<!doctype html><title>Masuk</title>", 200, (Reason.NOT_JSON, "html")),
        (b'<html><script>[{"id": 1}]</script></html>', 200, (Reason.NOT_JSON, "html")),
        (PAGE[:-20], 200, (Reason.NOT_JSON, "cut")),
        (b"", 200, (Reason.NOT_JSON, "cut")),
        (b"[" * 100_000, 200, (Reason.NOT_JSON, "cut")),
        (b'[{"a":' * 100_000, 200, (Reason.NOT_JSON, "cut")),
        (b"<h1>404</h1>", 404, (Reason.API_CLOSED, "404")),
        (b"<h1>401</h1>", 401, (Reason.API_CLOSED, "401")),
        (b"<h1>Blocked</h1>", 403, (Reason.FORBIDDEN, "403")),
        (b'{"code":"rest_login_required","message":"Masuk dulu"}', 401, (Reason.API_CLOSED, "rest_login_required")),
        (b'{"code":"rest_no_route","message":"Tak ada"}', 404, (Reason.API_CLOSED, "rest_no_route")),
        (b'{"code":"rest_invalid_param","message":"Salah"}', 400, (Reason.UNREADABLE, "rest_invalid_param")),
        (b'{"code":"rest_disabled","message":"x","data":{"status":403}}', 200, (Reason.API_CLOSED, "rest_disabled")),
        (b'{"hello": "world"}', 200, (Reason.UNREADABLE, "dict")),
    ],
)
def test_what_is_no_list_of_stories_says_why(body: bytes, status: int, expected: tuple[Reason, str]) -> None:
    assert failure("posts", body, status=status) == expected


def test_the_end_of_the_pages_is_known_by_its_code_in_any_language() -> None:
    for message in ("The page number requested is larger …", "Nomor halaman terlalu besar"):
        error = {"code": "rest_post_invalid_page_number", "message": message, "data": {"status": 400}}
        assert parse("posts", error, status=400) == ParsedPage(facts={"beyond": True})


# --- everything else ---


def test_sections_have_names_as_text_and_a_parent_or_none() -> None:
    page = parse(
        "categories",
        [
            {"id": 5, "name": "Sains &amp; Antariksa", "parent": 0},
            {"id": "6", "name": "R&amp;D", "parent": "5"},
            {"id": 7, "name": "", "parent": 0},
            {"id": 8, "parent": 0},
            {"name": "Tanpa nomor"},
        ],
        x_wp_totalpages="2",
    )
    assert [(each.remote_id, each.name, each.parent) for each in page.sections] == [
        ("5", "Sains & Antariksa", None), ("6", "R&D", "5"),
    ]  # fmt: skip
    assert (page.skipped, page.total_pages) == (3, 2)


def test_a_ranking_keeps_the_publishers_order() -> None:
    page = parse("popular", [post(id=9, date="2021-11-06T06:51:00", link=f"{SITE}/9"), {"id": "x"}, post(id=3)])
    assert [(each.remote_id, each.title, each.url) for each in page.ranking] == [
        ("9", "Kabar", f"{SITE}/9"), ("3", "Kabar", f"{SITE}/?p=3"),
    ]  # fmt: skip
    assert page.ranking[0].published == datetime(2021, 11, 5, 23, 51, tzinfo=UTC)


def test_presence_names_those_that_answered() -> None:
    assert parse("presence", [{"id": 64}, {"id": "119"}, {}]).present == ("64", "119")


@pytest.mark.parametrize(
    ("root", "zone"),
    [
        ({"timezone_string": "Asia/Makassar", "gmt_offset": 8}, "Asia/Makassar"),
        ({"timezone_string": "", "gmt_offset": "7"}, "+07:00"),
        ({"timezone_string": "", "gmt_offset": -3.5}, "-03:30"),
        ({"gmt_offset": None}, "+00:00"),
        ({"gmt_offset": "tujuh"}, "+00:00"),
    ],
)
def test_a_sites_time_zone_is_a_name_or_an_offset(root: dict[str, Any], zone: str) -> None:
    assert times.zone_name(root) == zone
    assert times.local("2021-11-06T06:00:00", times.zone(zone)) is not None


def test_unknown_zones_mean_utc() -> None:
    assert times.zone("Asia") is times.zone("Mars/Olympus") is times.zone("+99:99") is times.zone(None) is UTC


def test_the_overlap_covers_the_hour_that_comes_twice() -> None:
    moment = datetime(2021, 10, 31, 1, 30, tzinfo=UTC)
    assert times.overlap(moment, times.zone("Europe/Amsterdam")).total_seconds() == 65 * 60
    assert times.overlap(moment, times.zone("Asia/Jakarta")).total_seconds() == 5 * 60


def test_labels_of_plain_words_need_no_html_reader() -> None:
    assert wire.label(" R&amp;D  dan\nlainnya ") == "R&D dan lainnya"
    assert wire.label({"rendered": "<b>Dunia</b>"}) == "Dunia"
    assert wire.label(None) == wire.label(7) == ""


# --- saved answers of real sites ---


def _lists() -> list[Path]:
    found = sorted(CORPUS.glob("wordpress*/*post*.json"))
    return [path for path in found if path.read_bytes()[:1] == b"["]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of saved answers is not here (BERITA_CORPUS)")
def test_every_saved_list_of_stories_is_read_whole() -> None:
    lists = _lists()
    assert len(lists) >= 8
    for path in lists:
        told = json.loads(path.read_bytes())
        page = parse("posts", path.read_bytes())
        if any("content" not in entry for entry in told):
            assert page.skipped == len(told), path.name  # asked without it
            continue
        assert (len(page.stories), page.skipped) == (len(told), 0), path.name
        for story, entry in zip(page.stories, told, strict=True):
            assert story.remote_id == str(entry["id"]) and story.url == entry["link"], path.name
            assert story.published is not None and story.modified is not None, path.name
            assert "&#" not in story.title and "&amp;" not in story.title, path.name
            assert story.html == entry["content"]["rendered"], path.name
            assert sorted(story.sections) == sorted(map(str, entry["categories"])), path.name


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of saved answers is not here (BERITA_CORPUS)")
def test_every_saved_single_story_is_read_or_refused_with_its_code() -> None:
    singles = [path for path in sorted(CORPUS.glob("wordpress*/*post*.json")) if path.read_bytes()[:1] == b"{"]
    assert len(singles) >= 20
    for path in singles:
        told = json.loads(path.read_bytes())
        if "code" in told:
            status = told["data"]["status"]
            if told["code"] == wire.BEYOND:
                assert parse("posts", told, status=status).facts == {"beyond": True}
                continue
            assert failure("posts", told, status=status)[1] == told["code"], path.name
        else:
            assert len(parse("posts", [told]).stories) == 1, path.name


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of saved answers is not here (BERITA_CORPUS)")
def test_the_saved_oddities_come_out_right() -> None:
    def saved(name: str) -> Any:
        return parse("posts", [json.loads((CORPUS / "wordpress-local" / name).read_bytes())]).stories[0]

    assert saved("post-195.json").lead is None  # its picture was deleted
    assert saved("post-194.json").lead is None  # its picture may not be seen
    protected = saved("post-186.json")
    assert protected.protected and protected.html == "" and protected.title
    (first, *_) = parse("posts", (CORPUS / "wordpress" / "click9ja_posts_embed.json").read_bytes()).stories
    assert first.author == "lawizee" and first.lead is not None and first.lead.width == 300
    assert all("150x150" not in each.url and "80x80" not in each.url for each in first.lead.renditions)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of saved answers is not here (BERITA_CORPUS)")
def test_saved_sections_and_roots_are_read() -> None:
    for path in sorted(CORPUS.glob("wordpress*/*categories*.json")):
        page = parse("categories", path.read_bytes())
        assert page.sections and not page.skipped, path.name
    for path in sorted(CORPUS.glob("wordpress*/*root*.json")):
        if path.name != "restroute.json":
            assert parse("root", path.read_bytes()).facts["name"], path.name


def test_the_section_of_what_belongs_nowhere_comes_last() -> None:
    names = ((1, "Uncategorized"), (2, "Politik"), (3, "Dunia"))
    page = parse("categories", [{"id": number, "name": name, "parent": 0} for number, name in names])
    assert [each.name for each in page.sections] == ["Politik", "Dunia", "Uncategorized"]
