"""OPML: what other readers wrote, what hostile hands wrote, and our own way there and back."""

from __future__ import annotations

import pytest

from reader_app.errors import PayloadError
from reader_app.exchange import opml
from reader_app.records import Source

HEAD = '<?xml version="1.0" encoding="UTF-8"?><opml version="2.0"><head><title>Langganan</title></head><body>'


def read(body: str, end: str = "</body></opml>") -> opml.Outlines:
    return opml.read((HEAD + body + end).encode())


def source(kind: str = "feed", key: str = "feed:kabar.test", **other) -> Source:
    fields = {
        "id": 1,
        "key": key,
        "kind": kind,
        "name": "Kabar & Uji",
        "url": "https://kabar.test",
        "sections": 0,
        "stories": 0,
        "unread": 0,
        "config": {"feeds": [{"url": "https://kabar.test/feed", "section": None}], "home": "https://kabar.test"},
    }
    return Source(**(fields | other))


def test_folders_are_sections_and_titles_may_be_missing():
    found = read(
        '<outline text="Dunia"><outline type="rss" text="Kabar Dunia" xmlUrl="https://kabar.test/dunia" htmlUrl="https://kabar.test"/>'
        '<outline title="Asia"><outline xmlUrl="http://asia.test/rss"/></outline></outline>'
        '<outline text="Lepas" xmlUrl="https://lepas.test/feed" category="/Budaya,x"/>'
    )
    assert [(each.url, each.title, each.section) for each in found.feeds] == [
        ("https://kabar.test/dunia", "Kabar Dunia", "Dunia"), ("http://asia.test/rss", "", "Asia"),
        ("https://lepas.test/feed", "Lepas", "Budaya"),
    ]  # fmt: skip
    assert found.title == "Langganan" and found.skipped == 0
    first, second, _ = found.offers()
    assert (first.kind, first.key, first.name, first.url) == (
        "feed",
        "feed:kabar.test/dunia",
        "Kabar Dunia",
        "https://kabar.test",
    )
    assert first.config["feeds"] == [{"url": "https://kabar.test/dunia", "section": "Dunia"}]
    assert (second.name, second.url) == ("asia.test", "http://asia.test")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "/etc/passwd",
        "exec:rm -rf /",
        "|ls",
        "ftp://kabar.test/",
        "https://",
        "feed:",
    ],
)
def test_commands_and_paths_are_no_addresses(address):
    found = read(f'<outline text="x" xmlUrl="{address}" htmlUrl="{address}"/>')
    assert found.feeds == () and found.skipped == 1


def test_logins_are_left_out_and_feed_addresses_are_web_addresses():
    found = read(
        '<outline xmlUrl="https://nama:sandi@kabar.test/feed"/><outline xmlUrl="feed://lain.test/rss"/><outline xmlUrl="feed:https://sana.test/rss"/>'
    )
    urls = [each.url for each in found.feeds]
    assert urls[0] == "https://kabar.test/feed" and urls[2] == "https://sana.test/rss"


def test_includes_are_never_followed_whoever_they_name():
    found = read(
        '<outline type="include" url="https://kabar.test/daftar.opml" text="x"><outline xmlUrl="https://kabar.test/feed"/></outline>'
    )
    assert found.feeds == () and found.skipped == 2


def test_no_more_than_five_thousand_are_taken_and_the_rest_is_counted():
    found = read("".join(f'<outline xmlUrl="https://kabar.test/{each}"/>' for each in range(10_000)))
    assert (len(found.feeds), found.skipped) == (opml.MOST, 5000)


def test_the_same_feed_twice_is_one():
    assert len(read('<outline xmlUrl="https://kabar.test/feed" text="A"/>' * 3).feeds) == 1


def test_deep_folders_and_entities_hurt_nobody():
    assert read('<outline text="a">' * 1000 + '<outline xmlUrl="https://kabar.test/feed"/>' + "</outline>" * 1000).feeds == ()
    bomb = '<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    found = opml.read(
        (
            bomb
            + '<opml><head><title>&b;&c;</title></head><body><outline text="&c;" xmlUrl="https://kabar.test/feed"/></body></opml>'
        ).encode()
    )
    assert "root:" not in found.title and "root:" not in found.feeds[0].title


@pytest.mark.parametrize("body", [b"", b"<html><body>x</body></html>", b"<rss><channel/></rss>", b"\0\1\2", b"{}"])
def test_what_is_no_opml_is_refused(body):
    with pytest.raises(PayloadError):
        opml.read(body)


def test_a_broken_file_is_read_as_far_as_it_goes():
    assert [each.url for each in read('<outline text="A & B" xmlUrl="https://kabar.test/?a=1&b=2"/>', end="").feeds] == [
        "https://kabar.test/?a=1&b=2"
    ]


def test_our_own_sources_come_back_as_they_were():
    several = source(config={
        "feeds": [
            {"url": "https://kabar.test/dunia", "section": "Dunia"}, {"url": "https://kabar.test/bola", "section": "Sepak Bola"},
        ],
        "home": "https://kabar.test",
    })  # fmt: skip
    wordpress = source(
        "wordpress",
        "wordpress:situs.test",
        name='Situs "Satu"',
        url="https://situs.test",
        config={"api": "https://situs.test/wp-json/", "home": "https://situs.test", "timezone": "Asia/Jakarta", "popular": False},
    )
    body = opml.write([several, wordpress], {})
    offers = {each.key: each for each in opml.read(body).offers()}
    assert set(offers) == {"feed:kabar.test", "wordpress:situs.test"}
    assert offers["wordpress:situs.test"].config == wordpress.config
    assert offers["wordpress:situs.test"].name == 'Situs "Satu"'
    feeds = {(each["url"], each["section"]) for each in offers["feed:kabar.test"].config["feeds"]}
    assert feeds == {("https://kabar.test/dunia", "Dunia"), ("https://kabar.test/bola", "Sepak Bola")}
    assert b"https://situs.test/feed/" in body  # another reader follows it all the same


@pytest.mark.parametrize(
    "config",
    ['{"api": "file:///etc/passwd"}', '{"api": "javascript://x"}', "[1]", "{", '{"a": {"b": {"c": {"d": {"e": {"f": 1}}}}}}'],
)
def test_a_config_that_holds_more_than_web_addresses_is_not_taken(config):
    from xml.sax.saxutils import quoteattr

    ours = (
        f'xmlns:berita="{opml.OURS}" berita:kind="wordpress" berita:key="wordpress:situs.test" berita:config={quoteattr(config)}'
    )
    assert read(f'<outline text="x" {ours} htmlUrl="https://situs.test"/>').feeds == ()
