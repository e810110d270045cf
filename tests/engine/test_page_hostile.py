"""Pages made to hurt: each is read within its bounds, and only PayloadError may come out."""

from __future__ import annotations

import os
import random

import pytest

from reader_app.content.page import extract
from reader_app.errors import PayloadError

URL = "https://kabar.test/kota/judul"
TEXT = "<p>Sebuah paragraf yang panjang tentang hal biasa di kota itu, dengan beberapa kata lagi sesudahnya.</p>" * 5


@pytest.mark.parametrize("body", [
    b"", b"   ", b"\0\0\0\0", b'{"a": 1}', b"just words", b"%PDF-1.4 xx", b"\x89PNG\r\n\x1a\n" + os.urandom(200),
])  # fmt: skip
def test_what_is_no_page_is_refused(body: bytes) -> None:
    with pytest.raises(PayloadError):
        extract(body, URL, {})


@pytest.mark.parametrize("page", [
    "<div>" * 50_000 + TEXT,
    "<b><i>" * 20_000 + TEXT,
    "<table><tr><td>" * 3_000 + TEXT,
    "<script>" + "var a = '<p>';" * 400_000 + "</script>" + TEXT,
    "<script>" * 20_000 + TEXT,
    "<style>" + "a{}" * 100_000 + TEXT,
    "<a href='x'>" * 30_000 + TEXT,
    TEXT.replace("a", "a\0"),
    "<p " + "a=b " * 100_000 + ">" + TEXT,
    "<p class='" + "related " * 100_000 + "'>" + TEXT,
    "<!--" * 50_000 + TEXT,
    "<p>" + "kata" * 500_000 + "</p>" + TEXT,
    "<p>" + "a" * 20 + "</p>" * 100_000,
    "<meta property='og:title' content='" + "x " * 200_000 + "'>" + TEXT,
    "<title>" + " - " * 50_000 + "</title>" + TEXT,
    "<link rel=next href='" + "?" * 10_000 + "'>" + TEXT,
    "<time datetime='" + "9" * 100_000 + "'></time>" + TEXT,
    "<span class='byline'>" + ", " * 50_000 + "</span>" + TEXT,
    "&#55357;&#0;&#x110000;" * 2000 + TEXT,
    "<base href='javascript:x'>" + TEXT,
])  # fmt: skip
def test_a_page_made_to_hurt_is_survived(page: str) -> None:
    try:
        story = extract(f"<html><body>{page}</body></html>".encode("utf-8", "replace"), URL, {})
    except PayloadError:
        return
    assert len(story.title) <= 1000 and len(story.author) < 2000 and len(story.html) <= 8 * 1024 * 1024


def test_a_page_beyond_the_limit_is_refused() -> None:
    with pytest.raises(PayloadError):
        extract(b"<html>" + b"x" * (33 * 1024 * 1024), URL, {})


@pytest.mark.parametrize("url", ["", "kabar", "http://[", "https://kabar.test:port/x", "https://" + "a" * 5000])
def test_any_address_will_do(url: str) -> None:
    assert extract(f"<html><title>Judul</title><body>{TEXT}</body></html>".encode(), url, {}).html


def test_pages_torn_at_random_raise_nothing_else() -> None:
    whole = (
        '<html><head><title>J</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"J"}</script>'
        f"</head><body><article><h1>J</h1>{TEXT}<figure><img src=/a.jpg><figcaption>x</figcaption></figure>{TEXT}</article>"
    ).encode()
    dice = random.Random(7)
    for _ in range(60):
        torn = bytearray(whole)
        for _ in range(dice.randrange(1, 30)):
            torn[dice.randrange(len(torn))] = dice.randrange(256)
        try:
            extract(bytes(torn[: dice.randrange(1, len(torn))]), URL, {})
        except PayloadError:
            continue


def test_nothing_that_runs_comes_out() -> None:
    page = (
        f"<article>{TEXT}<p onclick='x()'>Klik <a href='javascript:alert(1)' onmouseover='x'>di "
        f"sini untuk semua hal itu</a> dan di sana juga.</p>{TEXT}</article>"
    )
    html = extract(f"<html><title>J</title><body>{page}</body></html>".encode(), URL, {}).html
    assert "onclick" not in html and "onmouseover" not in html and "<script" not in html
