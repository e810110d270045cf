"""The conversation with a WordPress site, over a real connection to a small one that misbehaves as told."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from reader_app.errors import FetchError, PayloadError, Reason
from reader_app.http import Client, Limits
from reader_app.records import ParsedSection
from reader_app.sources.wordpress.archive import family
from tests.news_server import NewsServer, Reply
from tests.wordpress_site import NOON, ZONE, Follower, WordPressSite

MINUTE = timedelta(minutes=1)
BROKEN = Reply(500, {"Content-Type": "text/html"}, b"<p>Ada kesalahan</p>")


@pytest.fixture
def server() -> Iterator[NewsServer]:
    with NewsServer() as running:
        yield running


@pytest.fixture
def client() -> Iterator[Client]:
    made = Client(limits=Limits(read=5))
    yield made
    made.close()


def kabar(*numbers: int) -> list[str]:
    return [f"Kabar {number}" for number in numbers]


# --- the first sync ---


def test_a_first_sync_brings_the_newest_first_and_no_more_than_wished(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 200)
    reader = Follower(site)
    reader.sync(client, first=120)
    assert reader.titles == kabar(*range(120))
    assert reader.landed == [str(1000 + number) for number in range(120)]
    assert reader.memory["left"] == 0 and not reader.memory["complete"]


def test_a_small_site_is_read_to_its_beginning(server: NewsServer, client: Client) -> None:
    reader = Follower(WordPressSite(server, 72))
    reader.sync(client, first=500)
    assert reader.titles == kabar(*range(72)) and reader.memory["complete"]


def test_an_empty_site_is_no_failure(server: NewsServer, client: Client) -> None:
    reader = Follower(WordPressSite(server))
    reader.sync(client)
    reader.sync(client)
    assert reader.stories == {}


@pytest.mark.parametrize("steps", range(1, 6))
def test_a_first_sync_goes_on_where_it_was_cut(server: NewsServer, client: Client, steps: int) -> None:
    reader = Follower(WordPressSite(server, 170))
    reader.sync(client, first=150, steps=steps)
    reader.sync(client, first=150)
    assert reader.titles == kabar(*range(150))


def test_stories_that_come_and_go_meanwhile_move_no_page(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 180)
    pages = iter(range(1000))

    def change(query: dict[str, str]) -> None:
        page = next(pages)
        if page in (1, 2):
            site.add(-page)  # comes while the second and third page are asked for
            del site.posts[1000 + page]  # and one of those already read goes

    site.before_page = change
    reader = Follower(site)
    reader.sync(client, first=500)
    assert set(reader.titles) >= {*kabar(*range(180))}


def test_a_hundred_stories_of_one_second_all_land(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 30)
    for number in range(30, 150):
        site.add(number, published=NOON - timedelta(hours=1))
    for number in range(150, 170):
        site.add(number, published=NOON - timedelta(hours=5))
    reader = Follower(site)
    reader.sync(client, first=500)
    assert len(reader.stories) == 170


def test_a_sticky_story_is_just_a_story_and_a_short_page_is_not_the_last(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 130)
    site.unseen = {1003, 1060, 1061}  # counted, but not shown to the public
    reader = Follower(site)
    reader.sync(client, first=500)
    assert len(reader.stories) == 127 and reader.memory["complete"]


@pytest.mark.parametrize("count", [0, 7, 50, 100, 130])
def test_a_site_that_tells_no_totals_is_read_to_its_end(server: NewsServer, client: Client, count: int) -> None:
    site = WordPressSite(server, count)
    site.headers = False
    reader = Follower(site)
    reader.sync(client, first=500)
    assert len(reader.stories) == count


def test_a_cache_that_drops_the_question_is_noticed(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 130)
    site.drops_query = True
    reader = Follower(site)
    with pytest.raises(PayloadError) as caught:
        reader.sync(client, first=500)
    assert caught.value.reason is Reason.REPEATS
    assert reader.titles == kabar(*range(10))  # what it does show has landed
    assert len(site.asked()) <= 4


# --- a server that chokes ---


def test_pages_that_are_too_large_are_asked_for_in_smaller_ones(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 120)
    site.largest_page = 20
    reader = Follower(site)
    reader.sync(client, first=500)
    assert reader.titles == kabar(*range(120))


@pytest.mark.parametrize("spoiled", [0, 1, 60, 119])
def test_the_one_story_that_a_server_cannot_give_is_left_out(
    server: NewsServer, client: Client, spoiled: int
) -> None:
    site = WordPressSite(server, 120)
    site.poison = {1000 + spoiled: BROKEN}
    reader = Follower(site)
    reader.sync(client, first=500)
    assert reader.titles == kabar(*(number for number in range(120) if number != spoiled))


def test_a_server_that_only_fails_is_soon_left_alone(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 10)
    server.fail(500)
    with pytest.raises(FetchError) as caught:
        Follower(site).sync(client)
    assert caught.value.reason is Reason.SERVER and len(server.log) < 12


def test_too_many_requests_end_the_sync_at_once(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 10)
    server.fail(429, retry_after=90)
    with pytest.raises(FetchError) as caught:
        Follower(site).sync(client)
    assert (caught.value.reason, caught.value.retry_after, len(server.log)) == (Reason.TOO_MANY, 90, 1)


def test_a_page_in_place_of_json_is_said_so(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 10)
    server.serve("/wp-json/wp/v2/posts", '<!doctype html><script>[{"id": 1}]</script>')
    with pytest.raises(PayloadError) as caught:
        Follower(site).sync(client)
    assert caught.value.reason is Reason.NOT_JSON


# --- later syncs ---


def follow(site: WordPressSite, client: Client, **wish: int) -> Follower:
    reader = Follower(site)
    reader.sync(client, **wish)
    site.server.log.clear()
    return reader


def test_what_is_new_and_what_was_edited_comes_with_the_next_sync(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 60)
    reader = follow(site, client)
    site.add(-5)
    site.edit(40, NOON + 6 * MINUTE)
    reader.sync(client)
    assert sorted(reader.landed) == ["1040", "995"]
    assert reader.titles[0] == "Kabar -5" and "Kabar 40 (ralat)" in reader.titles
    asked = [query for query in site.asked() if "content" in query["_fields"]]
    assert all(query.get("after", "Z").endswith("Z") for query in asked)
    assert [query["modified_after"][-1] for query in asked if "modified_after" in query] == ["Z"]


def test_what_is_new_is_not_downloaded_twice(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 60)
    reader = follow(site, client)
    for number in range(10, 22):
        site.add(-number)
    reader.sync(client)
    site.server.log.clear()
    reader.sync(client)
    assert reader.landed == []
    edits = [query for query in site.asked() if "modified_after" in query]
    assert [query["modified_after"] for query in edits] == ["2021-11-06T05:16:00Z"]  # the newest, less the overlap


def test_nothing_new_costs_few_requests(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 60)
    reader = follow(site, client)
    reader.sync(client)
    server.log.clear()
    reader.sync(client)
    assert reader.landed == [] and len(server.log) == 5  # sections, newer, edited, overlooked, still there


def test_a_scheduled_story_edited_before_it_came_out_is_new(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 10)
    reader = follow(site, client)
    site.add(-30, modified=NOON - timedelta(days=2))
    reader.sync(client)
    assert reader.titles[0] == "Kabar -30"


def test_a_schedule_that_ran_late_is_not_overlooked(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 60)
    reader = follow(site, client)
    site.add(1000, published=NOON - 40 * MINUTE - timedelta(seconds=30), modified=NOON - timedelta(days=1))
    reader.sync(client)
    assert reader.landed == ["2000"]


def test_what_was_left_out_on_purpose_is_not_overlooked(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 90)
    reader = follow(site, client, first=20)
    reader.sync(client, first=20)
    assert len(reader.stories) == 20


def test_a_long_pause_leaves_no_gap_even_when_it_is_cut(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 20)
    reader = follow(site, client, first=20)
    for number in range(10, 180):
        site.add(-number)
    reader.sync(client, steps=3, first=20)
    assert reader.titles[0] == "Kabar -179"  # the newest first
    for number in range(200, 280):
        site.add(-number)
    reader.sync(client, steps=3, first=20)
    reader.sync(client, first=20)
    assert reader.titles == kabar(*range(-279, -199), *range(-179, -9), *range(20))


def test_many_edits_come_page_by_page_and_go_on_after_a_cut(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 200)
    reader = follow(site, client)
    for number in range(0, 200, 2):
        site.edit(number, NOON + timedelta(hours=1, seconds=number // 90))  # many share a second
    reader.sync(client, steps=4)
    cut = len(reader.landed)
    reader.sync(client)
    assert 0 < cut < 100 and cut + len(reader.landed) == 100
    assert sum("(ralat)" in title for title in reader.titles) == 100


def test_an_old_site_that_only_sorts_is_followed_as_well(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 200)
    site.ignored = {"modified_after"}
    reader = follow(site, client, first=120)
    for number in range(0, 120, 2):
        site.edit(number, NOON + timedelta(hours=1, seconds=number))
    reader.sync(client)
    assert sum("(ralat)" in title for title in reader.titles) == 60 and len(reader.stories) == 120
    assert reader.memory["plain"] is True
    server.log.clear()
    reader.sync(client)
    assert reader.landed == [] and not any("modified_after" in query for query in site.asked())


def test_an_edit_of_the_whole_archive_brings_only_what_we_follow(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 900)
    reader = follow(site, client, first=60)
    for number in range(900):
        site.edit(number, NOON + timedelta(hours=1, seconds=899 - number))
    reader.sync(client, first=60)
    assert sum("(ralat)" in title for title in reader.titles) >= 60
    assert len(reader.stories) <= 60 + 50  # the first page told how many there are


def test_a_story_dated_2099_hides_nothing(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 10)
    future = datetime(2099, 1, 1, tzinfo=NOON.tzinfo)
    site.add(5000, published=future, modified=future)
    reader = follow(site, client)
    site.add(-30, modified=NOON - timedelta(days=1))
    site.edit(5, NOON + 31 * MINUTE)
    reader.sync(client)
    assert sorted(reader.landed) == ["1005", "970"]


# --- stories that go ---


def test_what_is_gone_is_missing_among_what_is_still_there(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 150)
    reader = follow(site, client)
    del site.posts[1003], site.posts[1140]
    reader.sync(client)
    asked = {each for move in reader.withdrawals for each in move.asked}
    present = {each for move in reader.withdrawals for each in move.present}
    assert asked - present == {"1003", "1140"} and len(asked) == 150
    assert all(len(move.asked) <= 100 for move in reader.withdrawals)


def test_a_site_that_ignores_include_shows_it(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 150)
    reader = follow(site, client, first=20)
    site.ignored = {"include"}
    reader.sync(client, first=20)
    move = reader.withdrawals[0]
    assert set(move.present) - set(move.asked)  # by which the sync knows that it proves nothing


def test_a_presence_check_that_fails_withdraws_nothing(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 20)
    reader = follow(site, client)
    site.before_page = lambda query: site.poison.update({1005: BROKEN} if "include" in query else {})
    reader.sync(client)
    assert reader.withdrawals == []


# --- sections ---


def test_all_sections_come_with_their_parents(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 3)
    site.sections = [
        {"id": n, "name": f"Rubrik &amp; {n}", "parent": 0 if n % 2 else n - 1} for n in range(1, 251)
    ]
    reader = Follower(site)
    reader.sync(client)
    assert len(reader.sections) == 250
    assert reader.sections["8"] == ParsedSection("8", "Rubrik & 8", "7")
    assert reader.sections["7"].parent is None


def test_a_site_that_hides_its_sections_is_read_without(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 3)
    server.fail(401, path="/wp-json/wp/v2/categories", body={"code": "rest_forbidden", "message": "Tidak boleh"})
    reader = Follower(site)
    reader.sync(client)
    assert len(reader.stories) == 3


def test_a_family_of_sections_survives_circles() -> None:
    sections = [ParsedSection("1", "A", "3"), ParsedSection("2", "B", "1"), ParsedSection("3", "C", "2")]
    assert sorted(family("1", sections)) == ["1", "2", "3"]
    assert family("9", sections) == ["9"]


# --- further back ---


def test_older_stories_come_on_demand_until_there_are_no_more(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 90)
    reader = follow(site, client, first=20)
    reader.sync(client, older=30)
    assert reader.titles == kabar(*range(50))
    assert not any("modified_after" in query or "after" in query for query in site.asked())
    reader.sync(client, older=500)
    assert reader.titles == kabar(*range(90)) and reader.memory["complete"]
    server.log.clear()
    reader.sync(client, older=30)
    assert site.asked() == []


def test_older_stories_of_one_section_include_those_below_it(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server)
    site.sections = [
        {"id": 2, "name": "Dunia", "parent": 0}, {"id": 3, "name": "Olahraga", "parent": 0},
        {"id": 4, "name": "Sepak Bola", "parent": 3},
    ]  # fmt: skip
    for number in range(120):
        site.add(number, categories=[2 + number % 3])
    reader = follow(site, client, first=20)
    reader.sync(client, older=10, section="3")
    assert reader.titles == kabar(*range(20), *(n for n in range(20, 35) if n % 3))
    reader.sync(client, older=10, section="3")
    assert reader.titles == kabar(*range(20), *(n for n in range(20, 50) if n % 3))
    reader.sync(client, older=60)
    assert set(kabar(*range(80))) <= set(reader.titles)  # the rest goes back by itself


def test_older_than_nothing_begins_like_a_first_sync(server: NewsServer, client: Client) -> None:
    reader = Follower(WordPressSite(server, 90))
    reader.sync(client, older=10, first=20)
    reader.sync(client, first=20)
    assert reader.titles == kabar(*range(30))


# --- the publisher's ranking ---


def test_popular_stories_land_even_when_they_are_old(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 90)
    site.ranking = [1080, 1003, 1085]
    reader = follow(site, client, first=20)
    assert [each.remote_id for each in reader.ranking] == ["1080", "1003", "1085"]
    assert {"1080", "1085"} < set(reader.stories) and len(reader.stories) == 22
    reader.sync(client, first=20)
    assert not any("content" in query["_fields"] and "include" in query for query in site.asked())


def test_a_ranking_that_is_switched_off_is_none(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 20)
    site.ranking = [1001]
    server.fail(403, path="/wp-json/wordpress-popular-posts/v1/popular-posts", body="<p>403</p>")
    reader = Follower(site)
    reader.sync(client)
    assert reader.ranking == () and len(reader.stories) == 20


def test_a_site_without_a_ranking_is_not_asked_for_one(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 20)
    Follower(site).sync(client)
    Follower(site, popular=True).sync(client, popular=False)
    assert site.asked("popular-posts") == []


# --- an API that closes or moves ---


def test_an_api_that_was_switched_off_is_said_so(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 20)
    server.fail(401, body={"code": "rest_login_required", "message": "Harus masuk", "data": {"status": 401}})
    with pytest.raises(PayloadError) as caught:
        Follower(site).sync(client)
    assert (caught.value.reason, caught.value.detail) == (Reason.API_CLOSED, "rest_login_required")


def test_an_api_whose_pretty_addresses_are_gone_is_found_below_the_plain_one(
    server: NewsServer, client: Client
) -> None:
    site = WordPressSite(server, 20)
    reader = Follower(site, api=f"{server.url}/lama/")
    reader.sync(client)
    assert reader.config["api"] == site.api and len(reader.stories) == 20


def test_an_api_that_moved_for_good_is_asked_at_its_new_address(server: NewsServer, client: Client) -> None:
    site = WordPressSite(server, 20)
    for route in ("posts", "categories"):
        server.answer(
            f"/lama/wp-json/wp/v2/{route}",
            lambda asked: Reply(301, {"Location": asked.target.removeprefix("/lama")}),
        )
    reader = Follower(site, api=f"{server.url}/lama/wp-json/")
    reader.sync(client)
    assert reader.config["api"] == site.api and len(reader.stories) == 20
    assert all(asked.path.startswith("/wp-json") for asked in server.log[2:])


# --- whatever happens in whatever order ---


@pytest.mark.parametrize("seed", range(12))
def test_nothing_is_lost_whatever_happens_and_wherever_syncs_are_cut(
    server: NewsServer, client: Client, seed: int
) -> None:
    chance = random.Random(seed)
    site = WordPressSite(server, 60)
    site.headers = chance.random() < 0.7
    site.ignored = {"modified_after"} if chance.random() < 0.3 else set()
    reader = Follower(site)
    now, number = NOON, 5000
    for _ in range(12):
        for _ in range(chance.randrange(40)):
            now += chance.choice([timedelta(0), timedelta(seconds=1), MINUTE, timedelta(hours=2)])
            site.clock = now
            number += 1
            match chance.randrange(5):
                case 0 | 1:
                    site.add(number, published=now)
                case 2:  # scheduled, and edited before
                    site.add(number, published=now, modified=now - timedelta(days=1))
                case 3:
                    site.edit(chance.choice(list(site.posts)) - 1000, now)
                case 4:
                    del site.posts[chance.choice(list(site.posts))]
        site.clock = now
        reader.sync(client, first=30, steps=chance.choice([1, 2, 3, 5, 8, None]))
    for _ in range(2):
        reader.sync(client, first=30)
    missing = {each for move in reader.withdrawals for each in set(move.asked) - set(move.present)}
    stored = {int(each): story for each, story in reader.stories.items()}
    back = datetime.fromisoformat(reader.memory["back"]["before"]).replace(tzinfo=ZONE)
    for identity, post in site.posts.items():
        if identity in stored or post.published >= back:
            assert stored[identity].title == post.title
    newest = sorted(stored, key=lambda each: stored[each].published or NOON, reverse=True)[:200]
    assert missing == {str(each) for each in newest if each not in site.posts}
