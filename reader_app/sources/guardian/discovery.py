"""From a page of the paper, or of its API, to what can be followed: that section or subject first, then all of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from reader_app.errors import FetchError, PayloadError, Reason
from reader_app.net import hosts
from reader_app.records import Offer, Payload
from reader_app.sources.guardian import questions
from reader_app.sources.guardian.parse import parse
from reader_app.sources.protocol import Fetch, Following

NAME = "The Guardian"
SHOWN = 5  # titles

_PAPER = "theguardian.com"
_API_HOST = "content.guardianapis.com"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}\Z")
_DATED = re.compile(r"/(?:19|20)\d\d(?:/|\Z)")
_EDITIONS = frozenset({"uk", "us", "au", "europe", "international"})  # fronts: the whole paper, or before a section's name
_NO_SECTIONS = frozenset({"search", "sections", "tags", "editions", "index", "all", "rss", "about", "help", "info", "email"})
# The key is missing or wrong: what is offered can be followed once there is one.
_KEY = frozenset({Reason.KEY_MISSING, Reason.KEY_REFUSED})


def discover(page: Payload, fetch: Fetch) -> list[Offer]:
    """What can be followed, [] elsewhere. Raises FetchError or PayloadError where the API cannot be reached."""
    host = hosts.host_of(page.url)
    if host != _API_HOST and host != _PAPER and not host.endswith(f".{_PAPER}"):
        return []
    within = _within(page.url)
    if not within:
        return [_offer("", fetch)]
    offers = [_offer(within, fetch), _offer("", fetch)]
    # A name that no story stands under is a page of another sort.
    return offers if offers[0].needs_key or offers[0].newest else offers[1:]


def _within(url: str) -> str:
    """The section ("world") or subject ("world/indonesia") that the address is of; "" for the whole paper."""
    path = unquote(urlsplit(url).path)
    dated = _DATED.search(path)
    names = [each for each in (path[: dated.start()] if dated else path).lower().split("/") if each]
    if names and names[0] in _EDITIONS:
        names = names[1:]
    if dated is not None:
        names = names[:1]  # a story: of its section
    names = [each for each in names if each != "rss"]
    if not names or names[0] in _NO_SECTIONS or not all(map(_NAME.match, names)):
        return ""
    return "/".join(names) if len(names) <= 2 else names[0]


def _offer(within: str, fetch: Fetch) -> Offer:
    """``within``: a section, a subject, or "" for everything."""
    is_tag = "/" in within
    config = {
        "api": questions.API, "home": questions.HOME, "sections": [within] if within and not is_tag else [],
        **({"tags": [within]} if is_tag else {}),
    }  # fmt: skip
    key = f"{questions.KIND}:{urlsplit(questions.HOME).netloc}{f'/{within}' if within else ''}"
    following = Following(key, NAME, config, {}, datetime.now(UTC))
    name, titles, needs_key = within.rpartition("/")[2].replace("-", " ").capitalize(), (), False  # type: str, tuple[str, ...], bool
    query = {**questions.filters(following), "order-by": "newest", "page-size": SHOWN}
    try:
        found = parse("search", fetch(questions.request(questions.API, "search", query)), following)
    except (FetchError, PayloadError) as error:
        if error.reason not in _KEY:
            raise
        needs_key = True
    else:
        titles = tuple(story.title for story in found.stories[:SHOWN])
        named = {section.remote_id: section.name for section in found.sections}
        name = named.get(within, name)
    return Offer(
        kind=questions.KIND,
        key=key,
        name=f"{NAME}: {name}" if name else NAME,
        url=f"{questions.HOME}/{within}" if within else questions.HOME,
        config=config,
        newest=titles,
        needs_key=needs_key,
    )
