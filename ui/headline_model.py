"""The Qt model of the headline list: the stories of a query, or the hits of a search.

    set_query --> ask.page(50) --> shown at once --> ask.places --> the rows beyond the first page
    apply(Changes) --> changed: patched in place · gone: leave, but never the open story · new: counted in `waiting`

No row moves but by the reader's will: new stories wait for `show_waiting`, older ones (Selengkapnya, a first sync)
follow at the end, and a story that stops matching (read, in Unread) stays until the list is left.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Signal

from reader_app.records import Changes, Headline, Order, Page, SearchPage, StoryQuery
from ui.headline_rows import Hits, Places, compare, with_kept
from ui.rows_model import HeadlineRole, Index, RowsModel
from ui.tasks import Tasks

if TYPE_CHECKING:
    from reader_app.library import Library

__all__ = ["HeadlineModel", "HeadlineRole"]

FIRST = 50  # rows of a first page, and hits of one page of a search
PAUSE = 250  # ms between two looks at what is new while a sync writes
MANY = 200  # stories that leave at once: from here on the list is asked for again
NAMED = 5000  # stories changed at once: from here on every row held is asked for again


class HeadlineModel(RowsModel):
    """Signals:
    waiting_changed(int)
    settled()    the first rows of a new query or search are there
    completed()  the rows beyond the first page are known too
    """

    waiting_changed = Signal(int)
    settled = Signal()
    completed = Signal()

    def __init__(self, library: Library, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(library, tasks, parent)
        self.query = StoryQuery()
        self.searched = ""  # what was searched for; "" where the list shows a query
        self.order = Order.NEWEST
        self.found: SearchPage | None = None  # the last page of hits: its count and time
        self.waiting = 0
        self.renewing = False  # during a reset: the same list again
        self._every_hit = False
        self._pinned: int | None = None
        self._leaving: set[int] = set()  # gone stories that stay while they are open
        self._stale: set[int] = set()  # ids whose rows must be asked for again
        self._since: set[int] | None = set()  # ids changed while rows were under way; None: too many to name
        self._own: set[int] = set()  # ids of the reader's last deeds, which may enter the list
        self._then: Callable[[], None] | None = None  # to do once the list was asked for again
        self._look_soon = self._timer(PAUSE, self._look)

    @property
    def loading(self) -> bool:
        """A query or search was asked for, and its first rows are not there yet."""
        return "page" in self._out

    @property
    def searching(self) -> bool:
        """The rows are hits of a search."""
        return isinstance(self._rows, Hits)

    @property
    def whole(self) -> bool:
        """Every row's place is known: nothing follows but what is new."""
        return not self.loading and (isinstance(self._rows, Hits) or self._rows.whole)

    @property
    def opened(self) -> int | None:
        """The open story, as `keep` was told."""
        return self._pinned

    # --- what is shown

    def set_query(self, query: StoryQuery) -> None:
        """Show another list. The rows of the last one stay until the first page is there."""
        self._begin("")
        self.query = query
        self._ask("page", partial(self._library.ask.page, query, FIRST), self._show_page)

    def set_search(self, text: str, order: Order = Order.NEWEST) -> None:
        """Show what is found; each letter typed may ask again, late answers are dropped."""
        self._begin(text)
        self.order = order
        self._ask("page", self._search(0), self._show_hits)

    def show_waiting(self) -> None:
        """Ask for the list again, with what is new; what stays until the list is left stays."""
        rows = self._rows
        if isinstance(rows, Places) and not self.loading:
            staying = rows.kept | self._open_place(rows)
            self._ask("rest", partial(_renewed, self._library, self.query, staying), self._show_renewed)

    def keep(self, story: int | None) -> None:
        """The open story: its row never leaves."""
        before, self._pinned = self._pinned, story
        self._rows.pinned = story
        if before is not None and before != story and before in self._leaving:
            self._leaving.discard(before)
            self._drop((before,))

    def next_unread(self, row: int, done: Callable[[int | None], None]) -> None:
        """Call ``done`` with the row of the next unread story below ``row`` (-1: of all), else of the newest one,
        which may have waited until now; None where there is none."""
        rows = self._rows
        for each in range(row + 1, min(row + 1 + FIRST, len(rows))):
            headline = rows.headline(each)
            if headline is None:
                break
            if not headline.read:
                done(each)
                return
        if isinstance(rows, Hits):
            done(None)
            return
        after = rows.places[row] if 0 <= row < len(rows.places) else (1 << 63) - 1

        def found(headlines: Sequence[Headline]) -> None:
            here = self._rows.put(headlines[0]) if headlines else None
            if headlines and here is None and self.waiting:
                self._then = partial(self.find, headlines[0].id, done)
                self.show_waiting()
            else:
                done(here)

        self._ask("next", partial(_next_unread, self._library, self.query, after), found)

    def canFetchMore(self, parent: Index) -> bool:
        rows, page = self._rows, self.found
        if parent.isValid() or not isinstance(rows, Hits) or page is None or self._every_hit:
            return False
        return not self._out.intersection(("page", "more")) and (rows.asked < page.count or not page.exact)

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent) and isinstance(self._rows, Hits):
            self._ask("more", self._search(self._rows.asked), self._show_more_hits)

    # --- what changed

    def apply(self, changes: Changes) -> None:
        """Something was written. Rows are patched where they stand; nothing moves."""
        held = self._rows.held()
        if changes.foreign or len(changes.changed) > NAMED:
            self._stale.update(held)
            self._since = None
        else:
            own = changes.changed if changes.deed is not None and len(changes.changed) <= FIRST else ()
            self._own.update(own)
            self._stale.update(own, (story for story in changes.changed if story in held))
            if self._since is not None and self._out.intersection(("page", "rows", "rest", "more")):
                self._since.update(changes.changed)
        self._patch()
        if changes.gone:
            self._drop(changes.gone)
        if changes.new or changes.foreign or len(changes.changed) > (FIRST if changes.deed else 0):
            self._look_later()

    def _patch(self) -> None:
        if self._stale and "patch" not in self._out:
            asked, self._stale = tuple(self._stale), set()
            self._ask("patch", partial(self._library.ask.headlines_of, asked), partial(self._patched, asked))

    def _patched(self, asked: Sequence[int], headlines: Sequence[Headline]) -> None:
        patched = []
        for headline in headlines:
            row = self._rows.put(headline)
            if row is not None:
                patched.append(row)
                self._judge(headline)
            elif headline.id in self._own:
                self._enter(headline)
        self._own.difference_update(asked)
        self._tell(patched)
        self._drop(set(asked).intersection(self._rows.held()).difference(each.id for each in headlines))
        self._patch()

    def _landed(self, stories: Iterable[int]) -> None:
        """What was changed while these rows were under way may have been read before: it is asked for again."""
        since = self._since
        self._stale.update(story for story in stories if since is None or story in since)
        if not self._out.intersection(("page", "rows", "rest", "more")):
            self._since = set()
        self._patch()

    def _judge(self, headline: Headline) -> None:
        """A row that stops matching stays, but is no longer counted as one of the list."""
        if isinstance(self._rows, Places):
            if self._matches(headline):
                self._rows.kept.discard(headline.place)
            else:
                self._rows.kept.add(headline.place)

    def _enter(self, headline: Headline) -> None:
        """A story enters the list by the reader's own deed (saved elsewhere, in Saved): it is not made to wait."""
        rows, query = self._rows, self.query
        if self.searched or not (query.unread or query.saved) or not self._matches(headline):
            return
        if isinstance(rows, Places) and query.section is None and self.whole:
            slot = rows.slot(headline.place)
            self.beginInsertRows(QModelIndex(), slot, slot)
            rows.insert(headline)
            self.endInsertRows()
        else:
            self._look_later()  # a headline does not name all its sections

    def _matches(self, headline: Headline) -> bool:
        query = self.query
        return (
            (not query.unread or not headline.read)
            and (not query.saved or headline.saved)
            and query.source in (None, headline.source_id)
        )

    def _drop(self, stories: Collection[int]) -> None:
        rows = self._rows
        if self._pinned is not None and self._pinned in stories and rows.row_of(self._pinned) is not None:
            self._leaving.add(self._pinned)
            if isinstance(rows, Places):
                rows.kept.update(self._open_place(rows))
            stories = [story for story in stories if story != self._pinned]
        if len(stories) > MANY and isinstance(rows, Places):
            self.show_waiting()
        else:
            self._remove(row for row in map(rows.row_of, stories) if row is not None)

    # --- what is new

    def _look_later(self) -> None:
        if not self.searched and not self._look_soon.isActive():
            self._look_soon.start()

    def _look(self) -> None:
        if self._out.intersection(("page", "rest", "look", "patch")):
            self._look_later()
        elif not self.whole:  # the store could not answer before
            self._ask("rest", partial(self._library.ask.places, self.query), self._show_rest)
        else:
            self._ask("look", partial(self._library.ask.page, self.query, FIRST), self._looked)

    def _looked(self, page: Page) -> None:
        """The cheap look: where all that is new stands in the first page, its rows tell how many there are."""
        rows = self._rows
        if not isinstance(rows, Places):
            return
        fresh = [each.place for each in page.headlines if rows.row_at(each.place) is None]
        told = len(rows) and page.count - (len(rows) - len(rows.kept)) == len(fresh)
        if told and (not fresh or fresh[-1] > rows.places[-1]):
            self._set_waiting(len(fresh))
            return
        shown = rows.places[:]  # a copy: the window's thread may go on changing its own
        self._ask("look", partial(_compared, self._library, self.query, shown), partial(self._compared, shown))

    def _compared(self, shown: array[int], seen: tuple[array[int], int, list[Headline]]) -> None:
        rows = self._rows
        tail, waiting, headlines = seen
        if not isinstance(rows, Places) or rows.places != shown:
            self._look_later()
            return
        if tail:
            self.beginInsertRows(QModelIndex(), len(rows), len(rows) + len(tail) - 1)
            rows.extend(tail)
            for headline in headlines:
                rows.put(headline)
            self.endInsertRows()
        self._set_waiting(waiting)

    def _set_waiting(self, waiting: int) -> None:
        if waiting != self.waiting:
            self.waiting = waiting
            self.waiting_changed.emit(waiting)

    # --- answers

    def _begin(self, text: str) -> None:
        self._cancel("page", "rest", "rows", "patch", "look", "more", "find", "next")
        self._look_soon.stop()
        self._stale.clear()
        self._own.clear()
        self._leaving.clear()
        self._since = set()
        self._then = None
        self.searched = text
        self._set_waiting(0)

    def _show_page(self, page: Page) -> None:
        rows = Places(page)
        self._show(rows)
        if not rows.whole:
            self._ask("rest", partial(self._library.ask.places, self.query), self._show_rest)

    def _show_rest(self, places: array[int]) -> None:
        """The rows beyond the first page; the first page itself stays as it is shown."""
        rows = self._rows
        if not isinstance(rows, Places):
            return
        waiting = 0
        if places[: len(rows.places)] != rows.places:  # something was written in between
            tail, waiting = compare(rows.places, places)
            places = rows.places + tail
        before, now = len(rows), len(places)
        if now > before:
            self.beginInsertRows(QModelIndex(), before, now - 1)
        elif now < before:
            self.beginRemoveRows(QModelIndex(), now, before - 1)
        rows.places, rows.count = places, now
        if now > before:
            self.endInsertRows()
        elif now < before:
            self.endRemoveRows()
        self._set_waiting(waiting)
        self.completed.emit()
        self.look_at(*self._sight)

    def _show_renewed(self, answer: tuple[array[int], list[Headline]]) -> None:
        places, headlines = answer
        before = self._rows
        if not isinstance(before, Places):
            return
        rows = Places(Page(tuple(headlines), len(places)), places)
        for row in range(max(self._sight[0], 0), self._sight[1] + 1):  # what is in sight is not fetched again
            held = before.headline(row)
            if held is not None and held.id not in rows.held():
                rows.put(held)
        rows.kept = {place for place in before.kept if rows.row_at(place) is not None}
        self.renewing = True
        self._show(rows)
        self.renewing = False
        self._set_waiting(0)
        then, self._then = self._then, None
        if then is not None:
            then()

    def _show_hits(self, page: SearchPage) -> None:
        self.found = page
        self._every_hit = len(page.hits) < FIRST
        rows = Hits(page.hits)
        rows.asked = len(page.hits)
        self._show(rows)

    def _show_more_hits(self, page: SearchPage) -> None:
        rows = self._rows
        if not isinstance(rows, Hits):
            return
        self._every_hit = len(page.hits) < FIRST
        rows.asked += len(page.hits)
        fresh = rows.fresh(page.hits)
        if fresh:
            self.beginInsertRows(QModelIndex(), len(rows), len(rows) + len(fresh) - 1)
            rows.extend(fresh)
            self.endInsertRows()
        self._landed(hit.headline.id for hit in fresh)

    def _show(self, rows: Places | Hits) -> None:
        """Put other rows in place; the open story's record goes along, so that its row is known."""
        row = self._rows.row_of(self._pinned) if self._pinned is not None else None
        opened = self._rows.headline(row) if row is not None else None
        rows.pinned = self._pinned
        if opened is not None and opened.id not in rows.held():
            rows.put(opened)
        self._replace(rows)
        self._landed(tuple(rows.held()))
        self.settled.emit()

    def _open_place(self, rows: Places) -> set[int]:
        row = rows.row_of(self._pinned) if self._pinned is not None else None
        return set() if row is None else {rows.places[row]}

    def _search(self, offset: int) -> Callable[[], SearchPage]:
        search = self._library.ask.search
        return partial(search, self.searched, order=self.order, limit=FIRST, offset=offset, prefix=True)


# --- done in the read lane ------------------------------------------------------------------------------------------


def _renewed(library: Library, query: StoryQuery, staying: set[int]) -> tuple[array[int], list[Headline]]:
    places = with_kept(library.ask.places(query), staying)
    return places, library.ask.headlines(places[:FIRST])


def _next_unread(library: Library, query: StoryQuery, after: int) -> list[Headline]:
    place = library.ask.next_unread(query, after)
    return [] if place is None else library.ask.headlines([place])


def _compared(library: Library, query: StoryQuery, shown: array[int]) -> tuple[array[int], int, list[Headline]]:
    tail, waiting = compare(shown, library.ask.places(query))
    return tail, waiting, library.ask.headlines(tail[:FIRST])
