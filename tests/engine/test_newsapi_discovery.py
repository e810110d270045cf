"""What the pages of NewsAPI, and questions pasted from them, offer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from reader_app.errors import FetchError, Reason
from reader_app.http import Client, Limits
from reader_app.records import Offer, Payload, Request
from reader_app.sources.newsapi import NewsApi
from reader_app.sources.newsapi.queries import API, key_of, made, queries
from tests.api_server import HTML, KEY, NewsApiServer
from tests.news_server import NewsServer


@pytest.fixture
def service() -> Iterator[NewsApiServer]:
    with NewsServer() as running:
        made = NewsApiServer(running)
        for number in range(8):
            made.add(f"https://kabar.test/{number}", f"Kabar {number}", minutes=number)
        yield made


def discover(url: str, service: NewsApiServer, key: str | None = KEY) -> list[Offer]:
    """As if the service on loopback were the real one."""
    client = Client(limits=Limits(read=5), keys=lambda kind: key if kind == "newsapi" else None)

    def fetch(request: Request) -> Payload:
        assert request.url.startswith(API)
        return client.fetch(replace(request, url=request.url.replace(API, f"{service.server.url}/v2")))

    try:
        return NewsApi().discover(Payload(url, 200, {}, b"{}"), fetch)
    finally:
        client.close()


def test_a_pasted_question_is_followed_without_the_key_it_holds(service: NewsApiServer) -> None:
    (offer,) = discover("https://newsapi.org/v2/top-headlines?country=id&category=health&apiKey=rahasia123&page=2&x=1", service)
    assert offer.config == {
        "api": API,
        "queries": [{"path": "top-headlines", "params": {"country": "id", "category": "health"}, "section": "Health"}],
    }
    assert (offer.kind, offer.key, offer.name) == (
        "newsapi",
        "newsapi:top-headlines?country=id&category=health",
        "NewsAPI: Health",
    )
    assert offer.newest == tuple(f"Kabar {number}" for number in range(5)) and not offer.needs_key
    assert "rahasia" not in repr(offer) and not any("rahasia" in asked.target for asked in service.asked)


def test_a_search_is_a_section_of_its_name(service: NewsApiServer) -> None:
    (offer,) = discover("https://newsapi.org/v2/everything?q=harga%20beras&sortBy=publishedAt&from=2026-01-01", service)
    assert offer.config["queries"] == [
        {"path": "everything", "params": {"q": "harga beras", "sortBy": "publishedAt"}, "section": "harga beras"}
    ]


@pytest.mark.parametrize(
    "page", ["", "docs/endpoints/everything", "v2/everything?language=en", "v2/top-headlines/sources", "v1/articles"]
)
def test_other_pages_offer_what_most_readers_can_use(service: NewsApiServer, page: str) -> None:
    offers = discover(f"https://newsapi.org/{page}", service)
    assert [offer.name for offer in offers] == ["NewsAPI: Top headlines", "NewsAPI: Indonesia", "NewsAPI: World"]
    assert len({offer.key for offer in offers}) == 3 and all(len(offer.newest) == 5 for offer in offers)
    assert all(len(queries(offer.config)) == 1 for offer in offers)


def test_without_a_key_nothing_goes_on_the_wire(service: NewsApiServer) -> None:
    offers = discover("https://www.newsapi.org/", service, key=None)
    assert len(offers) == 3 and all(offer.needs_key and not offer.newest for offer in offers)
    assert service.asked == []


def test_a_refused_key_must_be_given_anew_and_is_tried_once(service: NewsApiServer) -> None:
    offers = discover("https://newsapi.org/", service, key="salah")
    assert all(offer.needs_key for offer in offers) and len(service.asked) == 1


def test_a_spent_key_shows_no_titles_but_what_can_be_followed(service: NewsApiServer) -> None:
    service.quota = 1
    offers = discover("https://newsapi.org/", service)
    assert [len(offer.newest) for offer in offers] == [5, 0, 0] and not any(offer.needs_key for offer in offers)


@pytest.mark.parametrize("host", ["kabar.test", "newsapi.org.kabar.test", "xnewsapi.org"])
def test_other_sites_offer_nothing(service: NewsApiServer, host: str) -> None:
    assert discover(f"https://{host}/v2/top-headlines?country=us", service) == [] and service.asked == []


def test_a_service_that_is_down_is_told(service: NewsApiServer) -> None:
    service.refuse(503, HTML)
    with pytest.raises(FetchError) as caught:
        discover("https://newsapi.org/", service)
    assert caught.value.reason is Reason.SERVER


def test_the_same_questions_are_the_same_source_however_many() -> None:
    one, two = made("everything", {"q": "beras"}), made("top-headlines", {"sources": "a,b", "country": "us"})
    assert one is not None and two is not None
    assert two.parameters == (("sources", "a,b"),)  # the service refuses both together
    assert key_of([one, two]) == key_of([two, one])
    long = made("everything", {"domains": ",".join(f"kabar{number}.test" for number in range(30))})
    assert long is not None and len(key_of([long])) < 60
    assert made("everything", {"q": "x" * 501}) is None
