"""The whole way once: follow a site, sync, list, open, mark, restart, and all is there without a network."""

from __future__ import annotations

from pathlib import Path

from reader_app.demo.server import SampleServer
from reader_app.library import Library
from reader_app.paths import Paths
from reader_app.records import StoryQuery


def test_followed_synced_opened_marked_and_still_there_offline(tmp_path: Path):
    paths = Paths.of(tmp_path)
    library = Library.open(paths)
    with SampleServer() as server:
        source = library.add(server.url)
        report = library.sync()
    assert (report.failed, report.skipped, report.pictures_failed) == ((), 0, 0)
    assert report.new == library.ask.total() >= 72
    newest = library.ask.page(StoryQuery(), 3).headlines
    library.do.mark_read([newest[0].id])
    library.do.save([newest[1].id])
    library.close()

    library = Library.open(paths)
    assert library.ask.source(source.name).stories == report.new
    assert [(each.read, each.saved) for each in library.ask.page(StoryQuery(), 3).headlines] == [
        (True, False), (False, True), (False, False)
    ]
    for head in library.ask.headlines(library.ask.places(StoryQuery())):
        page = library.ask.story(head.id)
        assert page.markdown is not None
        assert page.text or head.protected
        for image in page.images:
            assert image.picture is not None, (head.title, image.url, image.problem)
            assert paths.picture(image.picture).stat().st_size > 0
    assert library.ask.search("kepeng").count > 0
    offline = library.sync()
    assert offline.offline and [each.source_id for each in offline.failed] == [source.id]
    assert library.ask.total() == report.new
    library.close()


def test_the_sample_edition_is_served_by_whoever_syncs_it(tmp_path: Path):
    library = Library.open(Paths.of(tmp_path))
    library.follow(library.sample_offer())
    assert library.sync(pictures=False).new >= 72
    library.close()
    library = Library.open(Paths.of(tmp_path))
    again = library.sync(pictures=False)
    assert (again.failed, again.new, again.changed) == ((), 0, 0)
    assert library.ask.popular()
    library.close()
