"""The site rules that are shipped: each file is sound, and finds the stories of its site by their addresses."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest

from reader_app.content import rules
from reader_app.content.page.selecting import select

PAGE = {"title", "body", "date", "author", "caption", "section", "remove", "whole", "next"}
STORY = {"address", "sections"}
LISTS = {"home", "sections", "links", "popular", "older"}
FILES = sorted(each.name for each in files("resources").joinpath("rules").iterdir() if each.name.endswith(".json"))


def _told(name: str) -> dict[str, object]:
    return json.loads(files("resources").joinpath("rules", name).read_text("utf-8"))


def _texts(value: object) -> list[str]:
    return [value] if isinstance(value, str) else list(value or [])  # type: ignore[call-overload]


@pytest.mark.parametrize("name", FILES)
def test_a_shipped_file_is_sound(name: str) -> None:
    told = _told(name)
    assert set(told) <= {"name", "hosts", "language", "zone", "page", "story", "lists"}
    rule = rules.read(told)
    assert rule.name and rule.hosts and all(host == host.lower() and "/" not in host for host in rule.hosts)
    assert re.fullmatch(r"[a-z]{2}", rule.language)
    ZoneInfo(rule.zone)
    assert set(rule.page) <= PAGE and set(rule.story) <= STORY and set(rule.lists) <= LISTS
    assert rules.rule_named(rule.name) is not None
    assert all(rules.rule_for(host) == rules.rule_named(rule.name) for host in rule.hosts)


@pytest.mark.parametrize("name", FILES)
def test_its_selectors_and_patterns_can_be_read(name: str) -> None:
    from cssselect import HTMLTranslator

    rule = rules.read(_told(name))
    chosen = [each for part in PAGE - {"whole"} for each in rule.selectors(part)]
    chosen += [each for part in ("links", "popular") for each in _texts(rule.lists.get(part))]
    for each in chosen:
        HTMLTranslator().css_to_xpath(each)  # raises where it is none
        assert each not in ("article", "h1", "main", "body", ".content"), "no site of its own"
    for pattern in _texts(rule.story.get("address")):
        groups = set(re.compile(pattern).groupindex)
        assert "id" in groups and groups <= {"id", "section", "year", "month", "day"}
    for address in [rule.lists.get("home", ""), *dict(rule.lists.get("sections", {})).values()]:
        assert not address or address.startswith("https://")
    assert not rule.page.get("whole") or str(rule.page["whole"]).startswith("?")


ADDRESSES = [
    ("http://politik.rmol.co/read/2018/03/23/331993/Judul-Rekaan:-Yang-Panjang-", "331993", "politik", "2018-03-23"),
    ("http://rmol.co/read/2017/01/02/275001/Judul-Rekaan-", "275001", None, "2017-01-02"),
    ("https://politik.rmol.id/read/2019/11/19/410605/judul-rekaan", "410605", "politik", "2019-11-19"),
    ("https://rmol.id/dunia/read/2026/07/09/712761/judul-rekaan", "712761", "dunia", "2026-07-09"),
    ("https://www.rmol.id/read/2021/11/06/510640/judul-rekaan", "510640", None, "2021-11-06"),
    ("https://www.antaranews.com/berita/4700001/judul-rekaan", "4700001", None, None),
    ("https://en.antaranews.com/news/300001/an-invented-title", "300001", None, None),
    ("https://news.detik.com/berita/d-7000001/judul-rekaan", "7000001", "news", None),
    ("https://nasional.kompas.com/read/2026/08/01/10150001/judul-rekaan", "2026/08/01/10150001", "nasional", "2026-08-01"),
    ("https://www.kompas.com/tren/read/2026/08/01/10150001/judul-rekaan", "2026/08/01/10150001", "tren", "2026-08-01"),
    ("https://www.cnnindonesia.com/gaya-hidup/20260801093000-277-1200001/judul-rekaan", "1200001", "gaya-hidup", "2026-08-01"),
    ("https://www.cnbcindonesia.com/market/20260801093000-17-600001/judul-rekaan", "600001", "market", "2026-08-01"),
    ("https://nasional.sindonews.com/read/1500001/12/judul-rekaan-1780000000", "1500001", "nasional", None),
    ("https://kumparan.com/kumparannews/judul-rekaan-saja-25AbCdEfGhI", "25AbCdEfGhI", None, None),
    ("https://mediaindonesia.com/politik-dan-hukum/800001/judul-rekaan", "800001", "politik-dan-hukum", None),
    ("https://voi.id/berita/500001/judul-rekaan", "500001", "berita", None),
    ("https://voi.id/en/economy/500001", "500001", "economy", None),
    ("https://rm.id/baca-berita/nasional/250001/judul-rekaan", "250001", "nasional", None),
    ("https://economy.okezone.com/read/2026/08/01/320/3100001/judul-rekaan", "3100001", "economy", "2026-08-01"),
    ("https://www.tempo.co/politik/judul-rekaan-saja-2000001", "2000001", "politik", None),
    ("https://nasional.tempo.co/read/1800001/judul-rekaan", "1800001", "nasional", None),
    ("https://news.republika.co.id/berita/t1a2b3/judul-rekaan", "t1a2b3", "news", None),
    ("https://www.liputan6.com/bisnis/read/6000001/judul-rekaan", "6000001", "bisnis", None),
    ("http://tekno.liputan6.com/read/2400001/judul-rekaan", "2400001", "tekno", None),
    ("https://www.viva.co.id/berita/politik/1800001-judul-rekaan", "1800001", "politik", None),
    ("https://www.jawapos.com/nasional/016000001/judul-rekaan", "016000001", "nasional", None),
    ("https://www.suara.com/news/2026/08/01/093000/judul-rekaan", "2026/08/01/093000", "news", "2026-08-01"),
    ("https://tirto.id/judul-rekaan-saja-gXyz", "gXyz", None, None),
    ("https://www.tribunnews.com/nasional/7700001/judul-rekaan", "7700001", "nasional", None),
    ("https://www.jpnn.com/news/judul-rekaan-yang-panjang", "judul-rekaan-yang-panjang", None, None),
    ("https://www.merdeka.com/uang/judul-rekaan-panjang-400001-mvk.html", "judul-rekaan-panjang-400001-mvk", "uang", None),
]  # fmt: skip


@pytest.mark.parametrize(("address", "identity", "section", "day"), ADDRESSES)
def test_a_story_is_known_by_its_address(address: str, identity: str, section: str | None, day: str | None) -> None:
    found = _match(address)
    assert found is not None
    assert found["id"] == identity
    assert found.get("section") == section
    told = "-".join(found[name] for name in ("year", "month", "day")) if found.get("year") else None
    assert told == day


@pytest.mark.parametrize("address", [
    "https://rmol.id/", "https://rmol.id/politik", "https://rmol.id/tag/pemilu", "https://rmol.id/indeksberita",
    "https://www.antaranews.com/terkini", "https://news.detik.com/indeks?page=2", "https://indeks.kompas.com/?page=3",
    "https://www.cnnindonesia.com/nasional", "https://www.tempo.co/tag/kata-panjang-12345", "https://www.jpnn.com/tag/satu-dua-tiga-empat",
    "https://www.viva.co.id/indeks", "https://voi.id/artikel/indeks", "https://tirto.id/indeks", "https://kumparan.com/kumparannews",
])  # fmt: skip
def test_a_list_is_not_taken_for_a_story(address: str) -> None:
    assert _match(address) is None


def _match(address: str) -> dict[str, str | None] | None:
    from urllib.parse import urlsplit

    rule = rules.rule_for(urlsplit(address).netloc)
    assert rule is not None
    for pattern in _texts(rule.story["address"]):
        if match := re.search(pattern, address):
            return match.groupdict()
    return None


def test_the_longest_host_wins_and_hosts_below_count() -> None:
    english, plain = rules.rule_for("en.antaranews.com"), rules.rule_for("www.antaranews.com")
    assert english is not None and plain is not None and english.language == "en" != plain.language
    assert rules.rule_for("POLITIK.RMOL.ID:443") == rules.rule_for("rmol.co")
    assert rules.rule_for("notrmol.id") is None and rules.rule_for("") is None


def test_a_broken_selector_finds_nothing_and_breaks_nothing() -> None:
    from reader_app.content import tree

    root = tree.parse("<p class=a>x</p>")
    assert root is not None
    assert select(root, ["p[", "p.a"])[0].tag == "p"
