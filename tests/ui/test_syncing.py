"""The window's syncs over a real site: told where they stand, one at a time, cancelled, offline noticed."""

from __future__ import annotations

import pytest

from reader_app.records import StoryQuery
from ui.syncing import Syncing


@pytest.fixture
def syncing(library, tasks):
    return Syncing(library, tasks)


@pytest.fixture
def followed(library, site):
    return library.add(site.server.url + "/")


def test_a_sync_begins_goes_on_and_ends_with_its_report(syncing, followed, library, qtbot):
    seen = []
    syncing.began.connect(lambda: seen.append("began"))
    syncing.progressed.connect(seen.append)
    with qtbot.waitSignal(syncing.ended, timeout=30_000) as caught:
        syncing.start()
        assert syncing.running
        syncing.start()  # one at a time
    assert caught.args[0].new == 30 and not syncing.running
    assert seen[0] == "began" and seen.count("began") == 1 and len(seen) > 1
    assert library.ask.total() == 30


def test_a_cancelled_sync_keeps_what_it_had(syncing, followed, site, library, qtbot):
    site.server.hang("/wp-json/wp/v2/categories")
    site.server.hang("/wp-json/wp/v2/posts")
    with qtbot.waitSignal(syncing.ended, timeout=30_000) as caught:
        syncing.start()
        qtbot.waitUntil(lambda: any("categories" in asked.path or "posts" in asked.path for asked in site.server.log))
        syncing.cancel()
    assert caught.args[0].cancelled


def test_no_network_is_a_state_told_once(syncing, library, site, qtbot):
    library.add(site.server.url + "/")
    site.server.stop()
    told = []
    syncing.offline_changed.connect(told.append)
    for _ in range(2):
        with qtbot.waitSignal(syncing.ended, timeout=30_000) as caught:
            syncing.start()
    assert caught.args[0].failed
    assert told == [True]


def test_older_stories_come_from_the_site(syncing, followed, library, qtbot):
    library.change_setting("first_sync", "10")
    with qtbot.waitSignal(syncing.ended, timeout=30_000):
        syncing.start()
    before = library.ask.total()
    reports = []
    syncing.fetch_older(StoryQuery(), reports.append)
    qtbot.waitUntil(lambda: bool(reports), timeout=30_000)
    assert library.ask.total() > before


def test_the_timer_is_as_the_setting_says(syncing):
    syncing.every(30)
    assert syncing._timer.isActive() and syncing._timer.interval() == 30 * 60_000
    syncing.every(0)
    assert not syncing._timer.isActive()
