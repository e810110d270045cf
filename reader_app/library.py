"""The one door to the engine: ask (reads → records), do (writes → Changes), sync. Window and command line stand before it."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

from reader_app import settings as settings_file
from reader_app.errors import AlreadyThere, KeysUnavailable, NotFound, SettingsError, refused
from reader_app.paths import Paths
from reader_app.records import (
    Changes,
    Headline,
    Offer,
    Order,
    Page,
    Popular,
    Progress,
    SearchPage,
    Section,
    Shelf,
    Source,
    Story,
    StoryQuery,
    SyncReport,
)
from reader_app.settings import Settings
from reader_app.store import Store

if TYPE_CHECKING:
    from reader_app.checkup import Check
    from reader_app.demo.server import SampleServer
    from reader_app.editions import Edition
    from reader_app.http import Client
    from reader_app.keys import Keys
    from reader_app.sync.validators import HeldValidators
    from reader_app.sync.workers import Workers

ProgressListener = Callable[[Progress], None]


class Ask:
    """Reads. Every method is quick, blocks, and may be called from any thread; none belongs on the window's."""

    def __init__(self, store: Store, zone: Callable[[], tzinfo]) -> None:
        self._store, self._zone = store, zone

    def page(self, query: StoryQuery, limit: int = 50) -> Page:
        """The first rows of a list, and how many it has in all."""
        return self._store.page(query, limit)

    def places(self, query: StoryQuery) -> array[int]:
        """The whole list as places, newest first: a snapshot for `headlines`."""
        return self._store.places(query)

    def count(self, query: StoryQuery) -> int:
        return self._store.count_of(query)

    def headlines(self, places: Sequence[int]) -> list[Headline]:
        """The rows at these places, in their order; what is gone by now is absent."""
        return self._store.headlines(places)

    def headlines_of(self, ids: Sequence[int]) -> list[Headline]:
        """The rows of these stories, in their order; what is gone by now is absent."""
        return self._store.headlines_of(ids)

    def story(self, identity: int) -> Story:
        """The page of one story. Raises NotFound, StoreDamaged."""
        return self._store.story(identity)

    def html(self, identity: int) -> str:
        """The story as its publisher sent it: a stranger's HTML, to be shown to nobody unread. Raises NotFound."""
        return self._store.to_convert(identity).html

    def story_at(self, url: str) -> int | None:
        """The stored story with that address."""
        return self._store.story_at(url)

    def search(
        self, text: str, *, order: Order = Order.NEWEST, limit: int = 50, offset: int = 0, prefix: bool = False
    ) -> SearchPage:
        """What is found for a query as a person types it; with ``prefix`` its last word may be unfinished."""
        return self._store.search(text, order=order, limit=limit, offset=offset, prefix=prefix, zone=self._zone())

    def sources(self) -> list[Source]:
        return self._store.sources()

    def source(self, name: str) -> Source:
        """By id, name or address. Raises NotFound."""
        return self._store.source_named(name)

    def sections(self) -> list[Section]:
        """In the reader's order, hidden and empty ones too."""
        return self._store.sections()

    def section_named(self, name: str) -> Section:
        """Raises NotFound."""
        return self._store.section_named(name)

    def shelves(self, source: int) -> list[Shelf]:
        """The sections that a source has, and which of ours each is."""
        return self._store.shelves(source)

    def total(self) -> int:
        return self._store.count_of(StoryQuery())

    def unread(self) -> int:
        return self._store.count_of(StoryQuery(unread=True))

    def saved_count(self) -> int:
        return self._store.count_of(StoryQuery(saved=True))

    def popular(self, limit: int = 10) -> list[Popular]:
        """The publishers' own ranking; empty where no source has one."""
        return self._store.popular(limit)

    def latest(self, limit: int = 12) -> list[Headline]:
        return list(self._store.page(StoryQuery(), limit).headlines)

    def next_unread(self, query: StoryQuery, after: int) -> int | None:
        """The place of the list's next older unread story, else of its newest; None where all are read."""
        return self._store.next_unread(query, after)

    def undoable(self) -> str | None:
        """The deed that undo would take back, a words key."""
        return self._store.undoable()

    def redoable(self) -> str | None:
        return self._store.redoable()

    def last_sync(self) -> datetime | None:
        """When the last source was synced well."""
        return max((each.last_sync for each in self.sources() if each.last_sync), default=None)

    def older_possible(self, query: StoryQuery) -> bool:
        """Whether a source of the list could have older stories than are stored."""
        return not query.saved and any(
            not each.paused and not each.memory.get("complete") for each in self.sources()
            if query.source in (None, each.id)
        )


class Do:
    """Writes. Each blocks until it is durable and returns what changed; the listeners were told already."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def save(self, ids: Sequence[int]) -> Changes:
        return self._store.mark(ids, "saved", True, "save")

    def unsave(self, ids: Sequence[int]) -> Changes:
        return self._store.mark(ids, "saved", False, "unsave")

    def mark_read(self, ids: Sequence[int], *, shown: bool = False) -> Changes:
        """``shown``: because it was on the screen long enough, which is no deed to be undone."""
        return self._store.mark(ids, "read", True, "shown" if shown else "mark-read")

    def mark_unread(self, ids: Sequence[int]) -> Changes:
        return self._store.mark(ids, "read", False, "mark-unread")

    def mark_query_read(self, query: StoryQuery) -> Changes:
        """Mark read all that a list shows."""
        return self._store.mark_query_read(query)

    def undo(self) -> Changes:
        """Take the newest deed back; Changes.deed names it, None where there was none."""
        return self._store.undo()

    def redo(self) -> Changes:
        return self._store.redo()

    def keep_position(self, identity: int, position: float) -> Changes:
        """How far the reader came in a story, 0 to 1."""
        return self._store.keep_position(identity, position)

    def pause(self, source: int) -> Changes:
        return self._store.pause(source, True)

    def resume(self, source: int) -> Changes:
        return self._store.pause(source, False)

    def remove(self, source: int) -> Changes:
        """Follow a source no longer; its saved, noted and half-read stories stay."""
        return self._store.remove(source)

    def rename_source(self, source: int, name: str) -> Changes:
        return self._store.rename_source(source, name)

    def set_fulltext(self, source: int, when: str) -> Changes:
        """When the page of a story is read for its text: "cut", "always" or "never". Raises NotFound, SettingsError."""
        if when not in ("cut", "always", "never"):
            raise SettingsError("fulltext", when, "cut|always|never")
        return self._store.change_source(source, fulltext=when)

    def set_interval(self, source: int, minutes: int | None) -> Changes:
        """How often a source is asked by itself; None: as the settings say. Raises NotFound."""
        return self._store.change_source(source, every=minutes)

    def map_section(self, source: int, remote_id: str, name: str) -> Changes:
        """The source's section ``remote_id`` is our section ``name`` from now on. Raises NotFound."""
        return self._store.map_section(source, remote_id, name)

    def put_all_in(self, source: int, name: str | None) -> Changes:
        """All stories of a source go into one section; None: into its own again, from the next ones on. Raises NotFound."""
        return self._store.put_all_in(source, name)

    def ask_texts_again(self, source: int) -> None:
        """The pages of a source that gave no text are asked again with the next sync."""
        self._store.ask_texts_again(source)

    def order_sections(self, ids: Sequence[int]) -> Changes:
        return self._store.order_sections(ids)

    def hide_section(self, section: int, hidden: bool) -> Changes:
        return self._store.hide_section(section, hidden)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought; ``skipped``: lines of the file that name nothing to follow."""

    new: int
    known: int
    skipped: int
    sources: tuple[Source, ...] = ()


class Library:
    """One profile, open."""

    def __init__(self, paths: Paths, store: Store) -> None:
        self.paths = paths
        self.settings = settings_file.load(paths.settings)
        self._store = store
        self.ask = Ask(store, self._zone)
        self.do = Do(store)
        self._closing = threading.Event()
        self._running = threading.Lock()  # one sync at a time in this process
        self._made = threading.Lock()
        self._client: Client | None = None
        self._validators: HeldValidators | None = None
        self._workers: Workers | None = None
        self._sample: SampleServer | None = None

    @classmethod
    def open(cls, paths: Paths, *, device: str = "") -> Library:
        """Raises StoreError."""
        return cls(paths, Store(paths, device=device))

    def close(self) -> None:
        """End what runs (a sync stops within a second) and close the store."""
        self._closing.set()
        with self._running:
            pass
        with self._made:
            for part in (self._workers, self._client, self._sample):
                if part is not None:
                    part.close()
        self._store.close()

    def watch(self, listener: Callable[[Changes], None]) -> None:
        """Call ``listener`` once per committed write, on the thread that wrote."""
        self._store.watch(listener)

    def look_around(self) -> Changes:
        """Ask whether another process wrote; then listeners hear of Changes(foreign=True)."""
        return self._store.look_around()

    def change_setting(self, key: str, text: str) -> Changes:
        """Raises SettingsError, StoreError."""
        changed = self.settings.to(key, text)
        try:
            settings_file.save(changed, self.paths.settings)
        except OSError as error:
            raise refused(error) from error
        self.settings = changed
        return self._store.tell(Changes(settings=True))

    def doctor(self, *, mend: bool = True) -> list[Check]:
        """Every part examined, each with a verdict and a cure."""
        from reader_app import checkup

        return checkup.examine(self.paths, self._store, mend=mend)

    def back_up(self, to: Any) -> None:
        """A verified copy of the store. Raises StoreError, OSError."""
        self._store.back_up(to)

    def _zone(self) -> tzinfo:
        from reader_app import words

        return words.zone()

    # --- following ----------------------------------------------------------------------------------------

    def discover(self, address: str, cancel: threading.Event | None = None) -> list[Offer]:
        """What an address offers to follow, best first. Raises FetchError, PayloadError."""
        from reader_app.sync.exploring import explore

        offers = explore(self.workers, address, self.paths, _Either(self._closing, cancel))
        return [self._marked(each) for each in offers]

    def _marked(self, offer: Offer) -> Offer:
        same = self._store.same_site(offer)
        other_way = same is not None and same.key != offer.key and offer.kind != "page"
        return replace(offer, followed=same.name) if same is not None and other_way else offer

    def follow(self, offer: Offer, section: str | None = None) -> Source:
        """Raises AlreadyThere, also where the site is followed by another way: `switch` changes that."""
        if offer.kind == "page":
            return self._keep(offer)
        same = self._store.same_site(offer)
        if same is not None and same.key != offer.key:
            raise AlreadyThere("way", same.name)
        return self._store.follow(offer, section)

    def switch(self, offer: Offer) -> Source:
        """Reach a followed site by the way offered from now on; its stories and marks stay. Raises NotFound."""
        same = self._store.same_site(offer)
        if same is None:
            raise NotFound("source", offer.name)
        return self._store.switch(same.id, offer)

    def _keep(self, offer: Offer) -> Source:
        """Keep a single story, saved; its text comes with the next sync of the source that holds such stories."""
        from reader_app.content.derive import derive
        from reader_app.sources.page import KEY, first_sight
        from reader_app.words import _

        holder = Offer("page", KEY, _("Single stories"), "", {})
        try:
            source = self._store.follow(holder, None)
        except AlreadyThere:
            source = next(each for each in self._store.sources() if each.key == KEY)
        story = derive(first_sight(offer), KEY, ceiling=self.settings.picture_size)
        self._store.save_batch(source.id, [story])
        self.do.save([story.id])
        return source

    def add(self, address: str, section: str | None = None) -> Source:
        """Follow the best of what an address offers. Raises AlreadyThere, FetchError, PayloadError."""
        return self.follow(self.discover(address)[0], section)

    # --- sources of other readers, and for them -----------------------------------------------------------

    def import_sources(self, body: bytes) -> Imported:
        """Follow what an OPML file names, without a network; what is followed already stays as it is. Raises PayloadError."""
        from reader_app.exchange import opml

        outlines = opml.read(body)
        new: list[Source] = []
        known = 0
        for offer in outlines.offers():
            try:
                new.append(self.follow(offer))
            except AlreadyThere:
                known += 1
        return Imported(len(new), known, outlines.skipped, tuple(new))

    def export_sources(self) -> bytes:
        """All followed sources as OPML."""
        from reader_app.exchange import opml

        followed = [each for each in self._store.sources() if not each.config.get("sample") and each.kind != "page"]
        return opml.write(followed, {each.id: each.name for each in self._store.sections()})

    def editions(self) -> list[Edition]:
        """Ready-made sets of sources, told in the reader's language."""
        from reader_app import words
        from reader_app.editions import editions

        return editions(words.language())

    def follow_all(self, offers: Sequence[Offer]) -> list[Source]:
        """Follow several at once, as an edition's; those that are followed already are left as they are."""
        followed = []
        for each in offers:
            try:
                followed.append(self.follow(each))
            except AlreadyThere:
                continue
        return followed

    # --- keys of news APIs --------------------------------------------------------------------------------

    def has_key(self, kind: str) -> bool:
        """Raises KeysUnavailable."""
        return bool(self.keys.get(kind))

    def keep_key(self, kind: str, key: str, *, in_file: bool = False) -> None:
        """In the keyring, or asked so in an owner-only file. Raises KeysUnavailable."""
        self.keys.keep(kind, key.strip(), in_file=in_file)
        for each in self._store.sources():
            if each.kind == kind:  # what rested for want of a key rests no longer
                self._store.change_source(each.id, next_try=None)

    def forget_key(self, kind: str) -> None:
        """Raises KeysUnavailable."""
        self.keys.forget(kind)

    @property
    def keys(self) -> Keys:
        from reader_app.keys import Keys

        return Keys(self.paths)

    def used_today(self, kind: str) -> tuple[int, int]:
        """Requests made today with the key of ``kind``, and how many a day are allowed (0: no bound)."""
        quotas = {"guardian": self.settings.guardian_requests, "newsapi": self.settings.newsapi_requests}
        return self._store.used_today(kind), quotas.get(kind, 0)

    def sample_offer(self) -> Offer:
        """The sample edition, served on loopback from now until this library is closed."""
        from reader_app.demo.edition import offer

        return offer(self._sample_server(None).url)

    # --- syncing ------------------------------------------------------------------------------------------

    def sync(
        self,
        *,
        sources: Sequence[int] | None = None,
        pictures: bool | None = None,
        force: bool = True,
        progress: ProgressListener | None = None,
        cancel: threading.Event | None = None,
    ) -> SyncReport:
        """Bring the store up to date; ``force`` also asks sources that should still rest after a failure.
        Raises AlreadySyncing, StoreError."""
        from reader_app.sources.protocol import Wish

        wanted = [
            each for each in self._store.sources()
            if not each.paused and (sources is None or each.id in sources)
        ]
        shown = self.settings.pictures if pictures is None else pictures
        return self._run(wanted, Wish(first=self.settings.first_sync), shown, force, progress, cancel)

    def older(
        self, query: StoryQuery, *, progress: ProgressListener | None = None, cancel: threading.Event | None = None
    ) -> SyncReport:
        """Go further back than what is stored, in all that the list shows. Raises AlreadySyncing, StoreError."""
        from reader_app.sources.protocol import Wish
        from reader_app.sync.reports import joined

        reports = []
        for each in self._store.sources():
            if each.paused or query.source not in (None, each.id):
                continue
            remote: list[str | None] = [None]
            if query.section is not None:
                remote = [*self._store.remote_sections(each.id, query.section)]
            for section in remote:
                wish = Wish(older=self.settings.older_stories, section=section, popular=False)
                reports.append(self._run([each], wish, self.settings.pictures, True, progress, cancel))
        return joined(reports)

    def _run(
        self, wanted: Sequence[Source], wish: Any, pictures: bool, force: bool,
        progress: ProgressListener | None, cancel: threading.Event | None,
    ) -> SyncReport:
        from reader_app.sync.pipeline import Sync

        with self._running:
            if self._closing.is_set():
                return SyncReport(cancelled=True)
            wanted = [self._at_sample(each) for each in wanted]
            either = _Either(self._closing, cancel)
            client = self.client
            run = Sync(self._store, self.paths, client, self.settings, self.workers, validators=self._validators)
            report = run.run(wanted, wish=wish, pictures=pictures, force=force, progress=progress, cancel=either)
            self._store.settle(either.is_set)
            if report.changed:
                self._store.collect_pictures()
            return report

    def _at_sample(self, source: Source) -> Source:
        """The sample edition's server runs in this very process: it is started, and its address may be a new one."""
        if not source.config.get("sample"):
            return source
        server = self._sample_server(source.config.get("anchor"))
        from reader_app.demo.edition import offer

        config = {**offer(server.url).config, "anchor": source.config.get("anchor")}
        if config != dict(source.config):
            self._store.reconfigure(source.id, config)
        return self._store.source(source.id)

    def _sample_server(self, anchor: str | None) -> SampleServer:
        from reader_app.demo.server import SampleServer

        with self._made:
            if self._sample is None:
                self._sample = SampleServer(anchor=datetime.fromisoformat(anchor) if anchor else None)
                self._sample.start()
            return self._sample

    def convert(self, identity: int) -> str:
        """The story's Markdown, made now in a worker and kept. Raises NotFound, PayloadError, StoreError."""
        wanted = self._store.to_convert(identity)
        markdown = self.workers.convert(wanted.html, wanted.base_url, wanted.pictures, wanted.lead)
        self._store.save_markdown([(identity, self.workers.converter(), markdown)])
        return markdown

    @property
    def client(self) -> Client:
        from reader_app.http import Client
        from reader_app.sync.validators import HeldValidators

        with self._made:
            if self._client is None:
                # What a server says of an answer is kept only once the answer has landed.
                self._validators = HeldValidators(self._store)
                self._client = Client(validators=self._validators, keys=self._key)
            return self._client

    def _key(self, kind: str) -> str | None:
        try:
            return self.keys.get(kind)
        except KeysUnavailable:
            return None  # said where the key is asked for; to the API it is as good as none

    @property
    def workers(self) -> Workers:
        from reader_app.sync.workers import Workers

        with self._made:
            if self._workers is None:
                self._workers = Workers(self.paths)
            return self._workers


class _Either(threading.Event):
    """Set when either of two events is."""

    def __init__(self, one: threading.Event, other: threading.Event | None) -> None:
        super().__init__()
        self._one, self._other = one, other

    def is_set(self) -> bool:
        return self._one.is_set() or (self._other is not None and self._other.is_set()) or super().is_set()

    def wait(self, timeout: float | None = None) -> bool:
        """Either one, looked at every 50 ms."""
        waited = 0.0
        while not self.is_set() and (timeout is None or waited < timeout):
            step = 0.05 if timeout is None else min(0.05, timeout - waited)
            (self._other or self._one).wait(step)
            waited += step
        return self.is_set()


__all__ = ["Ask", "Do", "Library", "NotFound", "Settings"]
