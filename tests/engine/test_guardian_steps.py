"""The conversation with The Guardian, over a real connection to an API that refuses as told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from reader_app.errors import FetchError, PayloadError, Reason
from reader_app.http import Client, Limits
from reader_app.sources.guardian import Guardian
from tests.api_reader import Reader
from tests.api_server import FLAT_KEY, FLAT_LIMIT, HTML, KEY, NOON, GuardianServer
from tests.news_server import Asked, NewsServer


@pytest.fixture
def paper() -> Iterator[GuardianServer]:
    with NewsServer() as running:
        yield GuardianServer(running)


@pytest.fixture
def client() -> Iterator[Client]:
    made = Client(limits=Limits(read=5), keys={"guardian": KEY}.get)
    yield made
    made.close()


def reader(paper: GuardianServer, *sections: str, quota: int = 0) -> Reader:
    return Reader(Guardian(), {**paper.config, "sections": list(sections)}, quota=quota)


def fill(paper: GuardianServer, count: int, section: str = "world") -> None:
    for number in range(count):
        paper.add(f"{section}/kabar-{number:04}", f"Kabar {number}", hours=1 + number)


def kabar(*numbers: int) -> list[str]:
    return [f"Kabar {number}" for number in numbers]


# --- the first sync ---


def test_a_first_sync_brings_the_newest_and_no_more_than_wished_in_few_requests(paper: GuardianServer, client: Client) -> None:
    fill(paper, 600)
    source = reader(paper)
    source.sync(client, first=420)
    assert source.titles[:420] == kabar(*range(420)) and len(source.titles) <= 421
    assert len(paper.searches()) == 3
    assert source.memory["left"] == 0 and not source.memory["complete"]
    assert all(each.key == "guardian" and KEY not in each.url for each in source.requests)
    assert all(asked.query["api-key"] == KEY for asked in paper.asked)


def test_one_question_serves_all_sections(paper: GuardianServer, client: Client) -> None:
    for section in ("world", "politics", "sport"):
        fill(paper, 5, section)
    source = reader(paper, "world", "politics")
    source.sync(client)
    assert {story.sections[0] for story in source.stories.values()} == {"world", "politics"} == set(source.sections)
    assert [each["section"] for each in paper.searches()] == ["world|politics"]


def test_a_small_paper_is_read_to_its_beginning_and_an_empty_one_is_no_failure(paper: GuardianServer, client: Client) -> None:
    source = reader(paper)
    source.sync(client)
    assert source.stories == {} and source.memory["complete"]
    fill(paper, 3)
    for content in paper.contents.values():
        content["fields"]["lastModified"] = content["webPublicationDate"] = "2026-03-07T12:00:30Z"
    source.sync(client)
    assert len(source.stories) == 3


@pytest.mark.parametrize("cut", range(1, 5))
def test_a_first_sync_goes_on_where_it_was_cut(paper: GuardianServer, client: Client, cut: int) -> None:
    fill(paper, 700)
    source = reader(paper)
    source.sync(client, first=600, cut=cut)
    source.sync(client, first=600)
    assert source.titles[:600] == kabar(*range(600))


def test_stories_that_come_meanwhile_move_no_page(paper: GuardianServer, client: Client) -> None:
    fill(paper, 300)

    def change(asked: Asked) -> None:
        number = len(paper.asked)
        paper.add(f"world/baru-{number}", f"Baru {number}", hours=-number)

    paper.before = change
    source = reader(paper)
    source.sync(client, first=500)
    assert {*kabar(*range(300))} <= {*source.titles} and source.memory["complete"]


def test_hundreds_of_stories_of_one_second_all_land(paper: GuardianServer, client: Client) -> None:
    fill(paper, 30)
    for number in range(450):
        paper.add(f"world/sedetik-{number}", f"Sedetik {number}", hours=40)
    paper.add("world/tua", "Tua", hours=50)
    source = reader(paper)
    source.sync(client, first=1000)
    assert len(source.stories) == 481 and source.memory["complete"]


def test_the_api_may_have_a_smaller_idea_of_a_page(paper: GuardianServer, client: Client) -> None:
    fill(paper, 130)
    paper.largest_page = 20
    source = reader(paper)
    source.sync(client, first=500)
    assert source.titles == kabar(*range(130)) and source.memory["complete"]


def test_pages_that_are_too_large_are_asked_for_in_smaller_ones(paper: GuardianServer, client: Client) -> None:
    fill(paper, 240)
    paper.most_bytes = 40_000
    source = reader(paper)
    source.sync(client, first=500)
    assert source.titles == kabar(*range(240))


def test_an_api_that_refuses_so_large_a_page_is_asked_for_less(paper: GuardianServer, client: Client) -> None:
    fill(paper, 120)

    def strict(asked: Asked) -> None:
        if int(asked.query["page-size"]) > 50:
            paper.refuse(400, {"response": {"status": "error", "message": "page-size must be at most 50"}}, times=1)

    paper.before = strict
    source = reader(paper)
    source.sync(client, first=120)
    assert source.titles == kabar(*range(120))


def test_a_proxy_that_drops_the_question_is_noticed(paper: GuardianServer, client: Client) -> None:
    fill(paper, 250)
    body = {"response": {"status": "ok", "pages": 9, "pageSize": 50, "results": [*paper.contents.values()][:50]}}
    paper.server.serve("/search", body)
    source = reader(paper)
    with pytest.raises(PayloadError) as caught:
        source.sync(client, first=500)
    assert caught.value.reason is Reason.REPEATS and len(source.requests) <= 4
    assert source.titles == kabar(*range(50))


# --- later syncs ---


def test_what_is_new_and_what_changed_comes_with_one_request(paper: GuardianServer, client: Client) -> None:
    fill(paper, 80)
    source = reader(paper)
    source.sync(client)
    paper.add("world/baru", "Kabar baru", hours=0.5)
    paper.add("world/kabar-0060", "Kabar 60 yang dibetulkan", hours=61, modified=0.25)
    source.sync(client)
    assert len(source.requests) == 1
    assert source.titles[0] == "Kabar baru" and "Kabar 60 yang dibetulkan" in source.titles
    assert paper.searches()[-1]["use-date"] == paper.searches()[-1]["order-date"] == "last-modified"
    assert paper.searches()[-1]["from-date"] == "2026-03-07T10:50:00Z"  # ten minutes before the newest that was seen


@pytest.mark.parametrize("cut", [None, 1, 2])
def test_after_a_long_pause_nothing_is_left_out_even_when_cut(paper: GuardianServer, client: Client, cut: int | None) -> None:
    for number in range(20):
        paper.add(f"world/lama-{number}", f"Lama {number}", hours=2000 + number)
    source = reader(paper)
    source.sync(client)
    fill(paper, 700)
    source.sync(client, cut=cut)
    if cut:
        assert source.titles[:200] == kabar(*range(200))  # the newest first
        source.sync(client)
    assert source.titles[:700] == kabar(*range(700)) and not source.memory["gaps"]


def test_a_touched_archive_does_not_use_up_the_day(paper: GuardianServer, client: Client) -> None:
    fill(paper, 100)
    source = reader(paper)
    source.sync(client, first=100)
    for number in range(3000):
        paper.add(f"world/arsip-{number}", f"Arsip {number}", hours=5000, modified=0.5 - number / 10_000)
    source.sync(client)
    assert len(source.requests) <= 12 and source.memory["gaps"]
    source.sync(client)
    assert len(source.stories) == 3100 and not source.memory["gaps"]


def test_a_story_dated_in_the_future_hides_nothing(paper: GuardianServer, client: Client) -> None:
    fill(paper, 5)
    paper.add("world/nanti", "Nanti", hours=-9000)
    source = reader(paper)
    source.sync(client)
    paper.add("world/baru", "Kabar baru", hours=0)
    source.sync(client)
    assert "Kabar baru" in source.titles


def test_expired_stories_are_taken_back(paper: GuardianServer, client: Client) -> None:
    fill(paper, 5)
    source = reader(paper)
    source.sync(client)
    paper.add("world/kabar-0003", "Kabar 3", hours=4, modified=0.1)
    paper.contents["world/kabar-0003"]["isExpired"] = True
    source.sync(client)
    assert [(each.asked, each.present) for each in source.withdrawals] == [(("world/kabar-0003",), ())]


def test_more_goes_further_back_to_the_end(paper: GuardianServer, client: Client) -> None:
    fill(paper, 300)
    source = reader(paper)
    source.sync(client, first=100)
    assert len(source.titles) <= 101
    source.sync(client, older=100)
    assert source.titles[:200] == kabar(*range(200)) and len(source.titles) <= 202
    source.sync(client, older=500)
    assert source.titles == kabar(*range(300)) and source.memory["complete"]
    source.sync(client, older=500)
    assert source.requests == []


def test_one_section_goes_further_back_than_the_rest(paper: GuardianServer, client: Client) -> None:
    fill(paper, 60, "world")
    fill(paper, 60, "sport")
    source = reader(paper)
    source.sync(client, first=40)
    source.sync(client, older=100, section="sport")
    assert sum(story.sections == ("sport",) for story in source.stories.values()) == 60
    assert sum(story.sections == ("world",) for story in source.stories.values()) <= 21
    assert source.memory["sections"]["sport"]["complete"] and not source.memory["complete"]


# --- what is most read ---


def test_the_most_read_are_asked_once_in_a_while(paper: GuardianServer, client: Client) -> None:
    fill(paper, 300)
    paper.viewed = ["world/kabar-0280", "world/kabar-0002"]
    source = reader(paper)
    source.sync(client, first=50, popular=True)
    assert [each.remote_id for each in source.ranking] == paper.viewed
    assert "Kabar 280" in source.titles  # too old to have been read
    source.sync(client, popular=True)
    assert len(source.requests) == 1
    source.now = NOON + timedelta(hours=7)
    source.sync(client, popular=True)
    assert len(source.requests) == 2
    assert [asked.path for asked in paper.asked if asked.path != "/search"] == ["/international"] * 2


def test_a_front_that_is_missing_is_no_failure_and_not_asked_at_once_again(paper: GuardianServer, client: Client) -> None:
    fill(paper, 3)
    paper.server.serve("/world", {"response": {"status": "error", "message": "could not be found"}}, status=404)
    source = reader(paper, "world")
    source.sync(client, popular=True)
    source.sync(client, popular=True)
    assert [each.url.rpartition("?")[0].rpartition("/")[2] for each in source.requests] == ["search"]


# --- keys and quotas ---


def test_before_the_last_request_is_spent_the_sync_ends_and_goes_on_tomorrow(paper: GuardianServer, client: Client) -> None:
    fill(paper, 900)
    source = reader(paper, quota=3)
    with pytest.raises(FetchError) as caught:
        source.sync(client, first=800)
    assert (caught.value.reason, caught.value.retry_after) == (Reason.QUOTA, 12 * 3600.0)  # at midnight, UTC
    assert len(paper.asked) == 3 and source.titles[:448] == kabar(*range(448))
    source.used, source.now = 0, NOON + timedelta(days=1)
    source.sync(client, first=800)
    assert source.titles[:800] == kabar(*range(800))


def test_a_key_that_is_nearly_spent_is_kept_for_stories(paper: GuardianServer, client: Client) -> None:
    fill(paper, 3)
    source = reader(paper, quota=10)
    source.used = 7
    source.sync(client, popular=True)
    assert [asked.path for asked in paper.asked] == ["/search"] and "viewed" not in source.memory


def test_a_refusal_for_too_many_requests_says_when_to_come_back(paper: GuardianServer, client: Client) -> None:
    fill(paper, 3)
    source = reader(paper)
    paper.refuse(429, FLAT_LIMIT)
    with pytest.raises(FetchError) as caught:
        source.sync(client)
    assert (caught.value.reason, caught.value.retry_after) == (Reason.QUOTA, 300.0)
    paper.refuse(429, FLAT_LIMIT, **{"Retry-After": "7"})
    with pytest.raises(FetchError) as caught:
        source.sync(client)
    assert caught.value.retry_after == 7.0


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_ends_the_sync_at_once(paper: GuardianServer, client: Client, status: int) -> None:
    paper.refuse(status, FLAT_KEY)
    source = reader(paper)
    with pytest.raises(PayloadError) as caught:
        source.sync(client)
    assert caught.value.reason is Reason.KEY_REFUSED and len(paper.asked) == 1


def test_without_a_key_nothing_is_asked(paper: GuardianServer) -> None:
    keyless = Client()
    with pytest.raises(FetchError) as caught:
        reader(paper).sync(keyless)
    keyless.close()
    assert caught.value.reason is Reason.KEY_MISSING and paper.asked == []


def test_a_page_of_the_network_in_front_is_no_answer(paper: GuardianServer, client: Client) -> None:
    fill(paper, 5)
    source = reader(paper)
    paper.refuse(503, HTML)
    with pytest.raises(FetchError) as caught:
        source.sync(client)
    assert caught.value.reason is Reason.SERVER
    paper.refuse(200, HTML)
    with pytest.raises(PayloadError) as broken:
        source.sync(client)
    assert broken.value.reason is Reason.NOT_JSON
    paper.refuse(503, HTML, times=2)  # it comes to itself
    source.sync(client)
    assert len(source.stories) == 5
