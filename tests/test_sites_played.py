"""Whole sites on loopback followed by the whole engine: one that has a news sitemap only, one that has list pages only."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from reader_app.http import Client
from reader_app.paths import Paths
from reader_app.records import StoryQuery, SyncReport
from reader_app.settings import Settings
from reader_app.sources.listing import Listing
from reader_app.sources.protocol import SourceKind, Wish
from reader_app.sources.sitemap import Sitemap
from reader_app.store import Store
from reader_app.sync.exploring import explore
from reader_app.sync.pipeline import Sync
from reader_app.sync.validators import HeldValidators
from reader_app.sync.workers import Limits, Workers
from tests.news_server import NewsServer

pytestmark = pytest.mark.slow

NOW = datetime.now(UTC).replace(microsecond=0)
KINDS: dict[str, SourceKind] = {each.kind: each for each in (Sitemap(), Listing())}


class Desk:
    """A profile, and all that a sync of it needs. Pages of stories are not asked here: texts are another test's."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.store = Store(paths)
        self.validators = HeldValidators(self.store)
        self.client = Client(validators=self.validators)
        self.workers = Workers(paths, limits=Limits(page=30.0, story=5.0), most=2)

    def follow(self, address: str, kind: str) -> None:
        found = [offer for offer in explore(self.workers, address, self.paths, threading.Event()) if offer.kind == kind]
        source = self.store.follow(found[0], None)
        self.store.change_source(source.id, fulltext="never")

    def sync(self, **wish: int) -> SyncReport:
        run = Sync(
            self.store, self.paths, self.client, Settings(), self.workers, kinds=KINDS, validators=self.validators,
            clock=lambda: NOW,
        )  # fmt: skip
        return run.run(self.store.sources(), wish=Wish(**wish), pictures=False, force=True)

    def titles(self, section: str | None = None) -> list[str]:
        sections = {each.name: each.id for each in self.store.sections()}
        query = StoryQuery(section=sections[section] if section else None)
        return [each.title for each in self.store.page(query, 1000).headlines]

    def close(self) -> None:
        self.workers.close()
        self.client.close()
        self.store.close()


@pytest.fixture
def desk(paths: Paths) -> Iterator[Desk]:
    made = Desk(paths)
    yield made
    made.close()


@pytest.fixture
def server() -> Iterator[NewsServer]:
    with NewsServer() as running:
        yield running


def news(server: NewsServer, *numbers: int, edited: int | None = None) -> str:
    told = ""
    for number in numbers:
        when = NOW - timedelta(minutes=10 * (number + 1))
        lastmod = NOW if number == edited else when
        told += (
            f"<url><loc>{server.url}/politik/read/{90000 - number}/kabar-{number}</loc><lastmod>{lastmod.isoformat()}</lastmod>"
            "<news:news><news:publication><news:name>Kabar Rekaan</news:name><news:language>id</news:language></news:publication>"
            f"<news:publication_date>{when.isoformat()}</news:publication_date>"
            f"<news:title>Kabar &amp;amp; warta {number}</news:title>"
            "</news:news></url>"
        )
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{told}</urlset>'


def test_a_site_with_a_news_sitemap(desk: Desk, server: NewsServer) -> None:
    server.serve("/", "<html lang=id><title>Beranda</title><p>Selamat datang</p></html>")
    server.serve("/robots.txt", "User-agent: *\nDisallow: /cari\nSitemap: /sitemap_news.xml\n", type="text/plain")
    server.serve("/sitemap_news.xml", news(server, *range(60)), type="application/xml", etag='"1"')
    desk.follow(server.url, "sitemap")
    report = desk.sync(first=40)
    assert (report.new, report.synced, report.failed) == (40, 1, ())
    assert desk.titles() == [f"Kabar & warta {number}" for number in range(40)]
    server.log.clear()
    assert desk.sync().new == 0 and [each.target for each in server.log] == ["/sitemap_news.xml"]
    server.serve("/sitemap_news.xml", news(server, -1, *range(60), edited=3), type="application/xml", etag='"2"')
    report = desk.sync()
    assert (report.new, report.changed) == (1, 1)
    server.serve("/sitemap_news.xml", news(server), type="application/xml", etag='"3"')
    report = desk.sync()
    assert (report.withdrawn, report.failed) == (0, ()) and len(desk.titles()) == 41


def listed(*numbers: int, more: str = "") -> str:
    cards = "".join(
        f'<li><h3><a href="/{"dunia" if number % 2 else "politik"}/read/{NOW:%Y/%m/%d}/{70000 - number}/kabar-rekaan-{number}">'
        f"Kabar rekaan nomor {number}</a></h3></li>" for number in numbers
    )  # fmt: skip
    return f'<html lang="id"><title>Warta Rekaan</title><ul>{cards}</ul>{more}'


def test_a_site_with_list_pages_only(desk: Desk, server: NewsServer) -> None:
    links = "".join(
        f'<li><a href="/politik/read/{NOW:%Y/%m/%d}/{70000 - n}/kabar-rekaan-{n}">Kabar rekaan nomor {n}</a></li>' for n in (4, 2)
    )
    server.serve(
        "/", listed(*range(12), more=f"<div><h4>Terpopuler</h4><ol>{links}</ol></div><a rel=next href='/indeks/2'>2</a>")
    )
    server.serve("/indeks/2", listed(*range(10, 20)))
    desk.follow(server.url, "listing")
    report = desk.sync()
    assert (report.new, report.failed) == (12, ()) and len(desk.titles()) == 12
    assert [each.headline.title for each in desk.store.popular(10)] == ["Kabar rekaan nomor 4", "Kabar rekaan nomor 2"]
    report = desk.sync()
    assert (report.new, report.changed) == (0, 0)
    assert desk.sync(older=50).new == 8 and len(desk.titles()) == 20
