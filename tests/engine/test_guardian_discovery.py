"""What pages of The Guardian offer, with a key and without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from reader_app.errors import FetchError, Reason
from reader_app.http import Client, Limits
from reader_app.records import Offer, Payload, Request
from reader_app.sources.guardian import Guardian
from reader_app.sources.guardian.questions import API
from tests.api_server import FLAT_KEY, HTML, KEY, GuardianServer
from tests.news_server import NewsServer


@pytest.fixture
def paper() -> Iterator[GuardianServer]:
    with NewsServer() as running:
        made = GuardianServer(running)
        for section in ("world", "sport"):
            for number in range(8):
                made.add(f"{section}/kabar-{number}", f"Kabar {section} {number}", hours=number + (section == "sport") * 100)
        made.contents["world/kabar-3"]["tags"] = [{"id": "world/indonesia", "type": "keyword", "webTitle": "Indonesia"}]
        yield made


def discover(url: str, paper: GuardianServer, key: str | None = KEY) -> list[Offer]:
    """As if the API on loopback were the real one."""
    client = Client(limits=Limits(read=5), keys=lambda kind: key if kind == "guardian" else None)

    def fetch(request: Request) -> Payload:
        assert request.url.startswith(API)
        return client.fetch(replace(request, url=request.url.replace(API, paper.server.url)))

    try:
        return Guardian().discover(Payload(url, 200, {}, b"<html></html>"), fetch)
    finally:
        client.close()


def test_the_whole_paper_with_its_newest_stories(paper: GuardianServer) -> None:
    (offer,) = discover("https://www.theguardian.com/", paper)
    assert (offer.kind, offer.key, offer.name) == ("guardian", "guardian:www.theguardian.com", "The Guardian")
    assert offer.newest == tuple(f"Kabar world {number} | Penulis" for number in range(5)) and not offer.needs_key
    assert offer.config == {"api": API, "home": "https://www.theguardian.com", "sections": []}


@pytest.mark.parametrize(
    "url",
    [
        "https://www.theguardian.com/world", "https://www.theguardian.com/world/rss",
        "https://www.theguardian.com/world/2026/mar/01/kabar-panjang", "https://theguardian.com/uk/world/",
        "https://content.guardianapis.com/world?api-key=test",
    ],
)  # fmt: skip
def test_a_section_comes_before_the_whole_paper(paper: GuardianServer, url: str) -> None:
    first, second = discover(url, paper)
    assert (first.name, first.config["sections"]) == ("The Guardian: World", ["world"])
    assert first.key == "guardian:www.theguardian.com/world"
    assert first.url == "https://www.theguardian.com/world" and first.newest[0].startswith("Kabar world 0")
    assert (second.name, second.config["sections"], second.needs_key) == ("The Guardian", [], False)
    assert len(paper.asked) == 1  # a key may ask one a second


def test_a_subject_is_followed_by_its_tag(paper: GuardianServer) -> None:
    first, _second = discover("https://www.theguardian.com/world/indonesia", paper)
    assert (first.name, first.config["tags"], first.config["sections"]) == ("The Guardian: Indonesia", ["world/indonesia"], [])
    assert first.newest == ("Kabar world 3 | Penulis",)


@pytest.mark.parametrize("path", ["tidak-ada", "international", "uk", "sections?q=x", "a%2Fb|c", "world/%0a"])
def test_other_pages_are_of_the_whole_paper(paper: GuardianServer, path: str) -> None:
    assert [offer.name for offer in discover(f"https://www.theguardian.com/{path}", paper)] == ["The Guardian"]


@pytest.mark.parametrize("host", ["kabar.test", "theguardian.com.kabar.test", "nottheguardian.com", "guardianapis.com"])
def test_other_sites_offer_nothing_and_nothing_is_asked(paper: GuardianServer, host: str) -> None:
    assert discover(f"https://{host}/world", paper) == [] and paper.asked == []


def test_without_a_key_nothing_goes_on_the_wire(paper: GuardianServer) -> None:
    first, second = discover("https://www.theguardian.com/uk-news", paper, key=None)
    assert first.needs_key and second.needs_key and first.newest == second.newest == ()
    assert (first.name, first.config["sections"]) == ("The Guardian: Uk news", ["uk-news"])
    assert paper.asked == []


def test_a_refused_key_must_be_given_anew(paper: GuardianServer) -> None:
    paper.refuse(401, FLAT_KEY)
    assert all(offer.needs_key for offer in discover("https://open-platform.theguardian.com/access/", paper))


def test_an_api_that_is_down_is_told(paper: GuardianServer) -> None:
    paper.refuse(503, HTML)
    with pytest.raises(FetchError) as caught:
        discover("https://www.theguardian.com/", paper)
    assert caught.value.reason is Reason.SERVER
