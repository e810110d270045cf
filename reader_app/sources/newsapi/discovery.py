"""From the service's pages to sources: the question that was pasted, or a few that most readers can use.

A pasted address may hold its owner's key. It is left out of all that is made of it, and so never stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from reader_app.errors import FetchError, PayloadError, Reason
from reader_app.net import hosts
from reader_app.records import Offer, Payload
from reader_app.sources.newsapi.parse import parse
from reader_app.sources.newsapi.queries import API, EVERYTHING, HEADLINES, KIND, Query, key_of, made, pasted
from reader_app.sources.protocol import Fetch, Following
from reader_app.words.language import N_, _

HOME = "https://newsapi.org"
NAME = "NewsAPI"
SHOWN = 5  # titles

_SECTIONS = {
    "business": N_("Business"), "entertainment": N_("Entertainment"), "general": N_("General"), "health": N_("Health"),
    "science": N_("Science"), "sports": N_("Sports"), "technology": N_("Technology"),
}  # fmt: skip
# The service has no code for the language, but the papers.
_INDONESIAN = "kompas.com,detik.com,tempo.co,antaranews.com,cnnindonesia.com,liputan6.com,republika.co.id,tribunnews.com"
_WORLD = "bbc-news,reuters,associated-press,al-jazeera-english"
_KEY = frozenset({Reason.KEY_MISSING, Reason.KEY_REFUSED})
_LATER = frozenset({Reason.QUOTA, Reason.TOO_MANY, Reason.PLAN})  # it can be followed all the same


def discover(page: Payload, fetch: Fetch) -> list[Offer]:
    """What can be followed, [] elsewhere. Raises FetchError or PayloadError where the service cannot be reached."""
    if hosts.host_of(page.url).removeprefix("www.") != "newsapi.org":
        return []
    query = pasted(page.url)
    if query is not None:
        return [_offer(replace(query, section=_section(query)), *_asked(query, fetch))]
    found: list[Offer] = []
    for each in _useful():
        if found and found[0].needs_key:
            found.append(_offer(each, (), True))
        else:
            found.append(_offer(each, *_asked(each, fetch)))
    return found


def _useful() -> list[Query]:
    questions = (
        made(HEADLINES, {"country": "us"}, _("Top headlines")),
        made(EVERYTHING, {"domains": _INDONESIAN}, "Indonesia"),
        made(HEADLINES, {"sources": _WORLD}, _("World")),
    )
    return [each for each in questions if each is not None]


def _section(query: Query) -> str:
    """Where the stories of a pasted question stand."""
    parameters = dict(query.parameters)
    category = parameters.get("category", "").lower()
    if category in _SECTIONS:
        return _(_SECTIONS[category])
    return _("Top headlines") if query.path == HEADLINES and "q" not in parameters else parameters.get("q", "")[:60]


def _asked(query: Query, fetch: Fetch) -> tuple[tuple[str, ...], bool]:
    """(the newest titles, whether a key is needed first). Without one nothing goes on the wire."""
    config = {"api": API, "queries": [query.config()]}
    try:
        answer = fetch(query.request(API, {"pageSize": SHOWN}))
        found = parse("articles", answer, Following(key_of([query]), NAME, config, {}, datetime.now(UTC)))
    except (FetchError, PayloadError) as error:
        if error.reason in _KEY:
            return (), True
        if error.reason in _LATER:
            return (), False
        raise
    return tuple(story.title for story in found.stories[:SHOWN]), False


def _offer(query: Query, titles: tuple[str, ...], needs_key: bool) -> Offer:
    told = ", ".join(value for _name, value in query.parameters)
    return Offer(
        kind=KIND,
        key=key_of([query]),
        name=f"{NAME}: {query.section or told}"[:120],
        url=HOME,
        config={"api": API, "queries": [query.config()]},
        description=told[:200],
        newest=titles,
        needs_key=needs_key,
    )
