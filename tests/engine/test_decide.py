"""Deciding is pure: verdicts on stories, rulings on deletions, and when to try again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from reader_app.errors import Reason
from reader_app.records import Source, Verdict
from reader_app.sync import manners
from reader_app.sync.decide import Known, Ruling, decide, rule

NEW, CHANGED, UNCHANGED = Verdict.NEW, Verdict.CHANGED, Verdict.UNCHANGED
NOW = datetime(2026, 8, 1, 6, 30, tzinfo=UTC)


def ruled(asked, present, **others) -> Ruling | None:
    return rule(asked, present, stored=set(asked), **others)


def ids(count: int, start: int = 0) -> list[str]:
    return [str(each) for each in range(start, start + count)]


# --- verdicts ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stored", "found", "verdicts"),
    [
        ({}, [], []),
        ({}, [(7, 1)], [NEW]),
        ({7: 1}, [(7, 1)], [UNCHANGED]),
        ({7: 1}, [(7, 2)], [CHANGED]),
        ({7: 1, 9: 4}, [(8, 1), (9, 4), (7, 0)], [NEW, UNCHANGED, CHANGED]),
        ({2**63 - 1: 2**63 - 1, 0: 0}, [(0, 0), (2**63 - 1, 2**63 - 1)], [UNCHANGED, UNCHANGED]),
    ],
)
def test_a_story_is_new_changed_or_unchanged_by_its_hash(stored, found, verdicts):
    assert decide(Known.of(stored), found) == verdicts


def test_a_story_twice_on_one_page_is_new_once():
    assert decide(Known.of({}), [(1, 5), (1, 5), (1, 6)]) == [NEW, UNCHANGED, CHANGED]


def test_a_story_that_landed_in_this_sync_is_known():
    known = Known(*_packed({1: 1, 3: 3}), landed={2: 2, 3: 4})
    assert [known.hash_of(each) for each in (1, 2, 3, 4)] == [1, 2, 4, None]


def _packed(stored: dict[int, int]) -> tuple[bytes, bytes]:
    known = Known.of(stored)
    return known.ids, known.hashes


# --- withdrawing ------------------------------------------------------------------------------------------


def test_a_few_missing_stories_are_gone_at_once():
    ruling = ruled(ids(20), ids(17), suspected=(), count=20, already=0)
    assert ruling == Ruling(gone=("17", "18", "19"), at_once=3)


def test_an_answer_with_a_story_nobody_asked_for_proves_nothing():
    assert ruled(ids(20), [*ids(3), "999"], suspected=ids(20), count=20, already=0) is None


def test_nothing_asked_rules_nothing():
    assert ruled([], [], suspected=["1"], count=0, already=0) is None


def test_more_than_a_tenth_of_a_source_needs_a_second_sync():
    first = ruled(ids(100), ids(70), suspected=(), count=200, already=0)
    assert first.gone == ()
    assert first.suspects == tuple(ids(30, 70))
    second = ruled(ids(100), ids(70), suspected=first.suspects, count=200, already=0)
    assert second.gone == tuple(ids(30, 70))
    assert second.suspects == ()
    assert second.at_once == 0


def test_an_empty_answer_about_a_large_source_needs_a_second_sync():
    ruling = ruled(ids(100), [], suspected=(), count=50_000, already=0)
    assert ruling.gone == ()
    assert len(ruling.suspects) == 100


def test_several_answers_of_one_sync_count_together():
    assert ruled(ids(100), ids(94), suspected=(), count=100, already=0).at_once == 6
    assert ruled(ids(100), ids(94), suspected=(), count=100, already=6).gone == ()


def test_a_tenth_may_go_at_once():
    assert len(ruled(ids(100), ids(80), suspected=(), count=200, already=0).gone) == 20
    assert ruled(ids(100), ids(79), suspected=(), count=200, already=0).gone == ()


def test_a_suspect_that_is_there_after_all_is_cleared():
    ruling = ruled(ids(10), ids(10), suspected=("3", "50"), count=10, already=0)
    assert ruling == Ruling(cleared=("3",))


def test_what_is_not_stored_cannot_vanish():
    assert rule(ids(4), ids(2), stored={"0", "1", "2"}, suspected=(), count=3, already=0) == Ruling(("2",), at_once=1)


def test_what_a_second_sync_confirms_goes_while_new_masses_wait():
    ruling = ruled(ids(40), ids(10), suspected=("39",), count=40, already=0)
    assert ruling.gone == ("39",)
    assert ruling.suspects == tuple(ids(29, 10))


# --- manners ----------------------------------------------------------------------------------------------


def source(next_try: datetime | None) -> Source:
    return Source(id=1, key="k", kind="k", name="K", url="", sections=0, stories=0, unread=0, next_try=next_try)


def test_a_source_in_back_off_waits_unless_the_reader_asks():
    later = source(NOW + timedelta(minutes=1))
    assert not manners.due(later, NOW, force=False)
    assert manners.due(later, NOW, force=True)
    assert manners.due(source(NOW), NOW, force=False)
    assert manners.due(source(None), NOW, force=False)


def test_the_wait_doubles_with_every_failure_up_to_half_a_day():
    waits = [manners.source_again(NOW, None, each) - NOW for each in (1, 2, 3, 8, 9, 10_000)]
    assert waits[:3] == [timedelta(minutes=5), timedelta(minutes=10), timedelta(minutes=20)]
    assert waits[3:] == [timedelta(minutes=640), timedelta(hours=12), timedelta(hours=12)]


@pytest.mark.parametrize(("told", "wait"), [(120.0, 120), (7200.0, 7200), (0.0, 0), (-5.0, 0), (1e12, 2 * 86400)])
def test_retry_after_is_obeyed_within_reason(told, wait):
    assert manners.source_again(NOW, told, 9) == NOW + timedelta(seconds=wait)


def test_a_picture_that_is_gone_is_not_asked_for_again():
    assert manners.picture_again(NOW, Reason.GONE, None, 1) is None
    assert manners.picture_again(NOW, Reason.NOT_A_PICTURE, None, 1) is None


def test_a_picture_that_failed_is_tried_ever_more_rarely_and_then_no_more():
    waits = [manners.picture_again(NOW, Reason.SERVER, None, each) for each in range(1, 11)]
    assert waits[-1] is None
    kept = [each for each in waits if each is not None]
    assert len(kept) == 9
    assert kept == sorted(kept)
    assert kept[0] == NOW + timedelta(minutes=15)
    assert manners.picture_again(NOW, Reason.TOO_MANY, 86_400.0, 1) == NOW + timedelta(days=1)


def test_a_sync_is_offline_only_when_every_source_failed_for_want_of_a_network():
    assert manners.offline(2, [Reason.NO_SUCH_HOST, Reason.TIMEOUT])
    assert not manners.offline(3, [Reason.NO_SUCH_HOST, Reason.TIMEOUT])
    assert not manners.offline(2, [Reason.NO_SUCH_HOST, Reason.SERVER])
    assert not manners.offline(0, [])


def test_one_wrong_name_alone_is_the_sources_own_failure():
    assert not manners.blameless(Reason.NO_SUCH_HOST, 1)
    assert manners.blameless(Reason.NO_SUCH_HOST, 2)
    assert manners.blameless(Reason.OFFLINE, 1)
    assert not manners.blameless(Reason.REFUSED, 2)
