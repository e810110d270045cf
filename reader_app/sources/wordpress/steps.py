"""The conversation of one sync with a WordPress site.

First sync:  sections, the newest stories back to the wished number
Later:       sections, what is newer, what was edited, what is left of an interrupted sync, what was overlooked
Always:      the publisher's ranking and its stories, which of our stories are still public
"""

from __future__ import annotations

from collections.abc import Generator, Sequence

from reader_app.errors import PayloadError, Reason
from reader_app.records import ParsedSection
from reader_app.sources.protocol import Answer, Conversation, Following, Move, Reconfigure, Wish, Withdraw
from reader_app.sources.wordpress import archive, bases, times
from reader_app.sources.wordpress.edits import edits
from reader_app.sources.wordpress.paging import POSTS, STORY, ask
from reader_app.sources.wordpress.state import Part, State

LARGEST = 100  # entries of the API's largest page
MOST_PAGES = 100  # of categories
RANKED = 10
CATEGORIES = "wp/v2/categories"
POPULAR = "wordpress-popular-posts/v1/popular-posts"


def steps(following: Following, wish: Wish) -> Conversation:
    state = State.of(following, wish)
    try:
        yield from _converse(state)
    except PayloadError as error:
        if error.reason is not Reason.API_CLOSED or not (yield from _found_elsewhere(state)):
            raise
        yield from _converse(state)


def _converse(state: State) -> Part:
    sections = yield from _sections(state)
    newest, since = times.utc(state.memory.get("newest")), state.since("newest")
    if newest is None or since is None:
        yield from archive.begin(state)
    if state.wish.older > 0:
        yield from archive.older(state, sections)
        return
    if newest is not None and since is not None:
        answer = yield from archive.newer(state, since)
        yield from archive.gaps(state)
        yield from edits(state, state.since("modified") or since, newest)
        # Whatever had been edited when `newer` was answered has been read now.
        state.note("modified", (story.modified for story in answer.stories), answer)
        yield from _overlooked(state)
        yield state.remember()
    yield from archive.fill(state)
    if state.wish.popular and state.following.config.get("popular"):
        yield from _popular(state)
    recent = state.following.recent[:LARGEST]
    yield from _presence(state, recent)
    yield from _presence(state, [each for each in state.following.oldest if each not in recent])


def _sections(state: State) -> Generator[Move, Answer | None, list[ParsedSection]]:
    """All categories. A site that keeps them to itself is read without: its stories matter more."""
    found: list[ParsedSection] = []
    first = ""
    for page in range(1, MOST_PAGES + 1):
        # By id: a newspaper makes its main sections first; by name, tabs would be in the order of the alphabet.
        query = {"_fields": "id,name,parent", "per_page": LARGEST, "page": page, "orderby": "id"}
        answer = yield from ask(state.base, CATEGORIES, query, "categories")
        if answer.error is not None:
            break
        if page == 1 and answer.facts.get("moved"):
            yield from _follow_move(state, str(answer.facts["moved"]))
        ids = [section.remote_id for section in answer.sections]
        if ids and ids[0] == first:  # a cache drops the question
            break
        first = ids[0] if ids else ""
        found += answer.sections
        short = len(ids) + answer.skipped < LARGEST
        if short if answer.total_pages is None else page >= answer.total_pages:
            break
    return found


def _overlooked(state: State) -> Part:
    """Stories among the newest that no date gave away: a schedule that ran late, an importer that dates back."""
    back = {} if state.memory.get("complete") else state.memory.get("back") or {}
    within = {"after": back["before"]} if back.get("before") else {}  # what lies further back was left out on purpose
    answer = yield from ask(state.base, POSTS, {"_fields": "id", "per_page": LARGEST, **within}, "presence")
    known = state.seen.union(state.following.recent)
    last = max((place for place, each in enumerate(answer.present) if each in known), default=0)
    yield from _read(state, [each for each in answer.present[:last] if each not in known])


def _popular(state: State) -> Part:
    """The publisher's own ranking, and those of its stories that are too old to have been read."""
    query = {"limit": RANKED, "range": "last7days"}
    answer = yield from ask(state.base, POPULAR, query, "popular")
    ids = [each.remote_id for each in answer.ranking]
    before = state.memory.get("popular") or []
    yield from _read(state, [each for each in ids if each not in before and each not in state.following.recent])
    if ids and ids != before:
        state.memory["popular"] = [each for each in ids if each in {*state.seen, *before, *state.following.recent}]
        yield state.remember()


def _read(state: State, ids: Sequence[str]) -> Part:
    """These very stories, as far as they are public."""
    unread = [each for each in ids if each not in state.seen]
    for start in range(0, len(unread), LARGEST // 2):
        some = unread[start : start + LARGEST // 2]
        answer = yield from ask(state.base, POSTS, {**STORY, "include": ",".join(some), "per_page": len(some)}, "posts")
        state.seen.update(story.remote_id for story in answer.stories)


def _presence(state: State, ids: Sequence[str]) -> Part:
    """Which of our stories are still public: what is trashed, private or deleted is simply missing."""
    if not ids:
        return
    query = {"include": ",".join(ids), "_fields": "id", "per_page": LARGEST}
    answer = yield from ask(state.base, POSTS, query, "presence")
    if answer.error is None:
        yield Withdraw(tuple(ids), answer.present)


# --- the API moved ----------------------------------------------------------------------------------------


def _follow_move(state: State, address: str) -> Part:
    """The API has a new address, for good."""
    base = bases.base_of(address)
    if base and base != state.base:
        state.base = base
        yield Reconfigure({**state.following.config, "api": base})


def _found_elsewhere(state: State) -> Generator[Move, Answer | None, bool]:
    """Look for the API where else it may be: the site may have switched its pretty addresses off, or on."""
    home = str(state.following.config.get("home") or "")
    for base in [each for each in bases.guesses(f"{home}/") if each != state.base] if home else []:
        answer = yield from ask(base, "", {"_fields": bases.ROOT_FIELDS}, "root")
        if answer.facts:
            state.base = base
            yield Reconfigure({**state.following.config, "api": base})
            return True
    return False
