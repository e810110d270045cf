"""What the engine's door costs, asked as the window asks it: lists, pages, search as you type, marks."""

from __future__ import annotations

import dataclasses
import random
import threading
from collections.abc import Iterator
from functools import partial

from reader_app.library import Library
from reader_app.paths import Paths
from reader_app.records import Offer, Order, StoryQuery
from tests.bench import made
from tests.bench.figures import Cost, Figure, cost, percentile
from tests.bench.fill import BATCH

PAGE = SEARCH = 10.0
MARK = 50.0  # a deed shows at once in the window; half of what a person notices
ROWS = 50
WORDS = 60  # sampled for typing
LETTERS = range(2, 8)


def measure(paths: Paths) -> Iterator[Figure]:
    library = Library.open(paths)
    try:
        yield from _lists(library)
        yield from _typing(library)
        yield from _marks(library)
        yield from _marks_beside_a_sync(library)
    finally:
        library.close()


def _lists(library: Library) -> Iterator[Figure]:
    ask = library.ask
    first = cost(lambda: ask.page(StoryQuery(), ROWS))
    yield Figure("first list page, first time", "ms", first.wall, PAGE, cpu=first.cpu, note="connection opened for it")
    section = ask.sections()[0].id
    source = ask.sources()[0].id
    lists = {
        "all": StoryQuery(),
        "unread": StoryQuery(unread=True),
        "saved": StoryQuery(saved=True),
        "a section": StoryQuery(section=section),
        "a section's unread": StoryQuery(section=section, unread=True),
        "a source": StoryQuery(source=source),
    }
    for name, query in lists.items():
        yield percentile(f"first list page, {name}", [cost(lambda q=query: ask.page(q, ROWS)) for _ in range(40)], PAGE)
    for name in ("all", "a section"):
        query = lists[name]
        samples = [cost(lambda q=query: ask.headlines(ask.places(q)[-ROWS:])) for _ in range(20)]
        yield percentile(f"last list page, {name}", samples, PAGE, note="the whole list's places, and its last rows")
    places = ask.places(StoryQuery())
    dice = random.Random(2)
    spots = [dice.randrange(len(places) - ROWS) for _ in range(60)]
    samples = [cost(lambda at=at: ask.headlines(places[at : at + ROWS])) for at in spots]
    yield percentile("a page anywhere, all", samples, PAGE)
    ids = [each.id for at in spots[:40] for each in ask.headlines(places[at : at + 3])]
    yield percentile("opening a story (its record)", [cost(lambda i=i: ask.story(i)) for i in ids], PAGE)


def _typing(library: Library) -> Iterator[Figure]:
    words = _words(library, WORDS)
    search = library.ask.search
    every: list[Cost] = []
    slow: dict[str, float] = {}
    for letters in LETTERS:
        samples = []
        for typed in dict.fromkeys(word[:letters] for word in words):
            samples.append(cost(lambda t=typed: search(t, limit=ROWS, prefix=True)))
            slow[typed] = samples[-1].cpu
        every += samples
        yield percentile(f"search as you type, {letters} letters", samples, SEARCH)
    worst = [f"{each}…" for each in sorted(slow, key=slow.__getitem__)[:-4:-1]]
    yield percentile("search as you type, all", every, SEARCH, note=f"slowest: {' '.join(worst)}")
    pairs = [f"{first} {second[:4]}" for first, second in zip(words[::2], words[1::2], strict=True)]
    samples = [cost(lambda t=typed: search(t, limit=ROWS, prefix=True)) for typed in pairs]
    yield percentile("search as you type, a second word", samples, SEARCH)
    yield percentile("search, whole words", [cost(lambda w=w: search(w)) for w in words])
    best = [cost(lambda w=w: search(w, order=Order.BEST)) for w in words]
    yield percentile("search, whole words, best first", best)


def _words(library: Library, count: int) -> list[str]:
    """Words as they stand in the stories' headlines and summaries, of four letters at least."""
    ask, dice = library.ask, random.Random(3)
    places = ask.places(StoryQuery())
    found: list[str] = []
    while len(found) < count:
        head = ask.headlines(places[(spot := dice.randrange(len(places))) : spot + 1])[0]
        text = f"{head.title} {ask.story(head.id).summary}".lower()
        told = [each for each in text.split() if len(each) > 3 and each.isalpha()]
        if told:
            found.append(dice.choice(told))
    return found


def _marks(library: Library) -> Iterator[Figure]:
    ask, do = library.ask, library.do
    dice = random.Random(4)
    places = ask.places(StoryQuery(unread=True))
    some = ask.headlines([places[spot] for spot in dice.sample(range(len(places)), 150)])
    ids = [each.id for each in some if not each.saved]
    for name, deed, back in (("marking read", do.mark_read, do.mark_unread), ("saving", do.save, do.unsave)):
        samples = []
        for each in ids:
            samples.append(cost(partial(deed, [each])))
            back([each])
        yield percentile(f"{name}, on the disk", samples, MARK)


def _marks_beside_a_sync(library: Library) -> Iterator[Figure]:
    """Marks while another thread writes a new source's stories, batch after batch, as a sync does; then it is removed."""
    number = made.SOURCES
    stories = made.stories(number)
    for each in library.ask.sources():
        if each.key == made.key(number):  # left by a run that was broken off
            library.do.remove(each.id)
    source = library.follow(Offer("wordpress", made.key(number), "Kabar Baru", made.home(number), {})).id
    ids = [each.id for each in library.ask.page(StoryQuery(unread=True), ROWS).headlines]
    ended = threading.Event()
    batches: list[Cost] = []

    def write() -> None:
        try:
            library._store.save_sections(source, made.SECTIONS)
            parts = (stories[start : start + BATCH] for start in range(0, len(stories), BATCH))
            batches.extend(cost(partial(library._store.save_batch, source, part)) for part in parts)
        finally:
            ended.set()

    writer = threading.Thread(target=write)
    writer.start()
    samples = []
    while not ended.wait(0.003):  # a reader's next deed comes in time, not at once
        each = ids[len(samples) % len(ids)]
        samples.append(cost(partial(library.do.mark_read, [each])))
        library.do.mark_unread([each])
    writer.join()
    library.do.remove(source)
    told = "a mark waits for the batch that is being written"
    beside = percentile("marking read while a sync writes", samples, MARK, note=told)
    yield dataclasses.replace(beside, cpu=None)  # its waiting is what is measured
    yield percentile(f"writing {BATCH} stories, beside marks", batches)
