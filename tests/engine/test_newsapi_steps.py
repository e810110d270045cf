"""The conversation with NewsAPI, over a real connection to a service with keys, quotas and plans."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from reader_app.errors import FetchError, PayloadError, Reason
from reader_app.http import Client, Limits
from reader_app.sources.newsapi import NewsApi
from tests.api_reader import Reader
from tests.api_server import HTML, KEY, NOON, NewsApiServer
from tests.news_server import NewsServer


@pytest.fixture
def service() -> Iterator[NewsApiServer]:
    with NewsServer() as running:
        yield NewsApiServer(running)


@pytest.fixture
def client() -> Iterator[Client]:
    made = Client(limits=Limits(read=5), keys={"newsapi": KEY}.get)
    yield made
    made.close()


def reader(service: NewsApiServer, path: str = "everything", quota: int = 0, **params: str) -> Reader:
    return Reader(NewsApi(), service.config(path, **params), quota=quota)


def fill(service: NewsApiServer, count: int, begin: int = 0) -> None:
    for number in range(begin, begin + count):
        service.add(f"https://kabar.test/{number}", f"Kabar {number}", minutes=number)


def kabar(*numbers: int) -> list[str]:
    return [f"Kabar {number}" for number in numbers]


def test_headlines_are_one_page_again_and_again(service: NewsApiServer, client: Client) -> None:
    fill(service, 30)
    source = reader(service, "top-headlines", country="us")
    source.sync(client)
    assert source.titles == kabar(*range(30)) and source.memory["complete"]
    service.add("https://kabar.test/baru", "Baru", minutes=-1)
    source.sync(client)
    assert source.titles[0] == "Baru" and len(source.requests) == 1
    assert [asked.query for asked in service.asked] == [{"country": "us", "pageSize": "100"}] * 2
    assert set(source.placed.values()) == {"Indonesia"} == set(source.sections)


def test_the_key_is_a_header_and_in_no_address(service: NewsApiServer, client: Client) -> None:
    source = reader(service)
    source.sync(client)
    assert service.asked[0].headers["x-api-key"] == KEY and KEY not in service.asked[0].target


def test_a_country_without_headlines_is_no_failure(service: NewsApiServer, client: Client) -> None:
    source = reader(service, "top-headlines", country="id")
    source.sync(client)
    assert source.stories == {}


def test_everything_begins_with_one_page_and_goes_on_from_the_newest(service: NewsApiServer, client: Client) -> None:
    fill(service, 250)
    source = reader(service)
    source.sync(client)
    assert source.titles == kabar(*range(100)) and not source.memory["complete"]
    service.add("https://kabar.test/baru", "Baru", minutes=-5)
    source.sync(client)
    assert len(source.requests) == 1 and source.titles[0] == "Baru" and len(source.stories) == 101
    assert service.asked[-1].query["from"] == "2026-03-07T11:00:00Z"  # an hour before the newest that was seen


def test_after_a_busy_pause_nothing_is_left_out_though_no_second_page_is_shown(service: NewsApiServer, client: Client) -> None:
    fill(service, 20, begin=1000)
    source = reader(service)
    source.sync(client)
    fill(service, 250)
    source.sync(client)
    assert source.titles[:250] == kabar(*range(250))
    assert not any("page" in asked.query for asked in service.asked)


def test_more_goes_back_as_far_as_the_plan(service: NewsApiServer, client: Client) -> None:
    fill(service, 350)
    service.reaches = "2026-03-07T08:00:00Z"  # 240 minutes back
    source = reader(service)
    source.sync(client)
    source.sync(client, older=50)
    assert 150 <= len(source.stories) < 250
    source.sync(client, older=500)
    assert set(source.titles) >= {*kabar(*range(240))} and source.memory["complete"]
    source.sync(client, older=500)
    assert source.requests == []


def test_more_than_the_plan_shows_of_one_second_ends_without_failure(service: NewsApiServer, client: Client) -> None:
    for number in range(250):
        service.add(f"https://kabar.test/{number}", f"Kabar {number}", minutes=7)
    source = reader(service)
    source.sync(client)
    source.sync(client, older=500)
    assert len(source.stories) == 100 and source.memory["complete"]


def test_a_plan_without_this_question_is_told_where_nothing_came(service: NewsApiServer, client: Client) -> None:
    status, body = service.error("maximumResultsReached", 426)
    service.refuse(status, body)
    with pytest.raises(PayloadError) as caught:
        reader(service).sync(client)
    assert caught.value.reason is Reason.PLAN


def test_one_question_that_is_refused_does_not_stop_the_others(service: NewsApiServer, client: Client) -> None:
    fill(service, 5)
    source = reader(service)
    source.config["queries"].append({"path": "top-headlines", "params": {"country": "us"}, "section": "Dunia"})
    status, body = service.error("sourceDoesNotExist")
    service.refuse(status, body, times=1)
    with pytest.raises(PayloadError) as caught:
        source.sync(client)
    assert (caught.value.reason, caught.value.detail) == (Reason.UNREADABLE, "sourceDoesNotExist")
    assert source.titles == kabar(*range(5)) and set(source.placed.values()) == {"Dunia"}


def test_a_source_that_asks_nothing_is_told(service: NewsApiServer, client: Client) -> None:
    source = Reader(
        NewsApi(), {"queries": [{"path": "everything", "params": {"language": "en"}}, {"path": "../x", "params": {"q": "1"}}, 7]}
    )
    with pytest.raises(PayloadError):
        source.sync(client)
    assert service.asked == []


# --- keys and quotas ---


@pytest.mark.parametrize("code", ["apiKeyInvalid", "apiKeyDisabled", "apiKeyMissing"])
def test_a_refused_key_ends_the_sync_at_once(service: NewsApiServer, client: Client, code: str) -> None:
    source = reader(service)
    source.config["queries"].append({"path": "top-headlines", "params": {"country": "us"}})
    status, body = service.error(code, 401)
    service.refuse(status, body)
    with pytest.raises(PayloadError) as caught:
        source.sync(client)
    assert caught.value.reason in (Reason.KEY_REFUSED, Reason.KEY_MISSING) and len(service.asked) == 1


def test_without_a_key_nothing_is_asked(service: NewsApiServer) -> None:
    keyless = Client()
    with pytest.raises(FetchError) as caught:
        reader(service).sync(keyless)
    keyless.close()
    assert caught.value.reason is Reason.KEY_MISSING and service.asked == []


@pytest.mark.parametrize("code", ["apiKeyExhausted", "rateLimited"])
def test_a_spent_key_rests_half_a_day_at_most(service: NewsApiServer, client: Client, code: str) -> None:
    source = reader(service)
    status, body = service.error(code, 429)
    service.refuse(status, body)
    source.now = NOON - timedelta(hours=6)
    with pytest.raises(FetchError) as caught:
        source.sync(client)
    assert (caught.value.reason, caught.value.retry_after) == (Reason.QUOTA, 12 * 3600.0)


def test_the_readers_own_bound_is_kept(service: NewsApiServer, client: Client) -> None:
    fill(service, 400)
    source = reader(service, quota=2)
    source.sync(client)
    with pytest.raises(FetchError) as caught:
        source.sync(client, older=300)
    assert (caught.value.reason, caught.value.retry_after) == (Reason.QUOTA, 12 * 3600.0)
    assert len(service.asked) == 2 and len(source.stories) == 199
    source.used, source.now = 0, NOON + timedelta(days=1)
    source.sync(client, older=100)
    assert len(source.stories) >= 297


def test_a_page_of_the_network_in_front_is_no_answer(service: NewsApiServer, client: Client) -> None:
    source = reader(service)
    service.refuse(502, HTML)
    with pytest.raises(FetchError) as caught:
        source.sync(client)
    assert caught.value.reason is Reason.SERVER
    service.refuse(200, HTML)
    with pytest.raises(PayloadError) as broken:
        source.sync(client)
    assert broken.value.reason is Reason.NOT_JSON
