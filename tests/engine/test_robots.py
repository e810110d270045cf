"""robots.txt as RFC 9309 reads it, and as sites really write it."""

from __future__ import annotations

import pytest

from reader_app.sources.robots import MOST_SITEMAPS, READ, Robots

PLACE = "https://kabar.test/robots.txt"
AGENT = "Berita"


def robots(text: str | bytes) -> Robots:
    return Robots.read(text.encode() if isinstance(text, str) else text, PLACE)


def allows(text: str | bytes, path: str, agent: str = AGENT) -> bool:
    return robots(text).allows(agent, f"https://kabar.test{path}")


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("Disallow: /cari", "/cari?q=beras", False),
        ("Disallow: /cari", "/kabar/1", True),
        ("Disallow:", "/kabar/1", True),
        ("Disallow: /\nAllow: /kabar/", "/kabar/1", True),
        ("Allow: /kabar/\nDisallow: /kabar/lama", "/kabar/lama/1", False),
        ("Disallow: /kabar\nAllow: /kabar", "/kabar/1", True),
        ("Disallow: /*?cetak=", "/kabar/1?cetak=ya", False),
        ("Disallow: /*.pdf$", "/laporan.pdf", False),
        ("Disallow: /*.pdf$", "/laporan.pdf.html", True),
        ("Disallow: /a*b*c$", "/a-b-x-c", False),
        ("Disallow: /ab*b$", "/ab", True),
        ("Disallow: /%7Esari", "/~sari/kabar", False),
        ("Disallow: /caf%C3%A9", "/café", False),
        ("disallow:/rahasia # bukan untuk umum", "/rahasia/1", False),
        ("Disallow: /", "/robots.txt", True),
        ("Disallow: kabar", "/kabar/1", False),
    ],
)
def test_the_most_specific_rule_counts(rules: str, path: str, allowed: bool) -> None:
    assert allows(f"User-agent: *\n{rules}\n", path) is allowed


def test_the_rules_for_our_name_stand_in_the_place_of_those_for_all() -> None:
    text = "User-agent: *\nDisallow: /\n\nUser-Agent: Lain\nuser-agent: BERITA\nDisallow: /arsip\nCrawl-delay: 3\n"
    assert allows(text, "/kabar") and not allows(text, "/arsip/1")
    assert allows(text, "/kabar", "Berita/1.2 (news reader)") and not allows(text, "/kabar", "Asing")
    assert (robots(text).crawl_delay(AGENT), robots(text).crawl_delay("Asing")) == (3.0, None)


def test_groups_of_one_name_are_one() -> None:
    text = "User-agent: *\nDisallow: /satu\n\nUser-agent: Lain\nDisallow: /\n\nUser-agent: *\nDisallow: /dua\n"
    assert not allows(text, "/satu") and not allows(text, "/dua") and allows(text, "/tiga")


def test_sitemaps_belong_to_no_group_and_may_be_relative() -> None:
    found = robots(
        "Sitemap: https://kabar.test/sitemap.xml\r\nUser-agent: *\r\nsitemap: /sitemap_news.xml # baru\r"
        "SITEMAP:https://cdn.kabar.test/s.xml.gz\nSitemap: javascript:alert(1)\nSitemap:\n"
    )
    assert found.sitemaps == (
        "https://kabar.test/sitemap.xml",
        "https://kabar.test/sitemap_news.xml",
        "https://cdn.kabar.test/s.xml.gz",
    )


@pytest.mark.parametrize(("status", "allowed"), [(200, False), (401, True), (403, True), (404, True), (500, False), (503, False)])
def test_what_an_answer_means(status: int, allowed: bool) -> None:
    made = Robots.of(status, b"User-agent: *\nDisallow: /kabar\n", PLACE)
    assert made.allows(AGENT, "https://kabar.test/kabar/1") is allowed


@pytest.mark.parametrize("body", [
    b"<!DOCTYPE html><html><body>User-agent: *\nDisallow: /\n</body></html>", b"\xef\xbb\xbf  <html>\nUser-agent: *\nDisallow: /",
    b"\x89PNG\r\n\x1a\n\0\0\0", b"", b"\0" * 100, b"Disallow: /\n",
])  # fmt: skip
def test_what_is_no_robots_txt_forbids_nothing(body: bytes) -> None:
    assert allows(body, "/kabar/1")


def test_a_byte_order_mark_hides_no_group() -> None:
    assert not allows(b"\xef\xbb\xbfUser-agent: *\nDisallow: /\n", "/kabar")


@pytest.mark.parametrize("delay", ["banyak", "-1", "nan", "inf", "999999"])
def test_a_delay_that_cannot_be_meant_is_none(delay: str) -> None:
    assert robots(f"User-agent: *\nCrawl-delay: {delay}\n").crawl_delay(AGENT) is None


def test_hostile_rules_are_bounded() -> None:
    stars = "Disallow: /" + "*a" * 12 + "$\n"
    text = "User-agent: *\n" + stars * 4000 + "Disallow: /" + "*" * 500 + "\n" + "Sitemap: /s\n" * 10 + "x" * READ
    found = robots(text)
    assert found.allows(AGENT, "https://kabar.test/" + "a" * 1900 + "b")
    many = "".join(f"Sitemap: /s{number}.xml\n" for number in range(500))
    assert len(robots(many).sitemaps) == MOST_SITEMAPS
    assert robots(b"User-agent: *\nDisallow: /rahasia\n" + b"#" * 2 * READ).allows(AGENT, "https://kabar.test/kabar")


def test_an_address_that_is_none_is_not_allowed() -> None:
    assert not robots("User-agent: *\nAllow: /\n").allows(AGENT, "https://[kabar/1")
