"""From a page of the paper, or of its API, to what can be followed: that section or subject first, then all of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
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
    whole = _offer("", *_asked("", fetch) if not within else ("", (), False))
    if not within:
        return [whole]
    name, titles, needs_key = _asked(within, fetch)
    whole = replace(whole, needs_key=needs_key)  # one request tells both: a key may ask one a second
    # A name that no story stands under is a page of another sort.
    return [_offer(within, name, titles, needs_key), whole] if needs_key or titles else [whole]


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


def _config(within: str) -> dict[str, Any]:
    """``within``: a section, a subject, or "" for everything."""
    is_tag = "/" in within
    sections, tags = [within] if within and not is_tag else [], {"tags": [within]} if is_tag else {}
    return {"api": questions.API, "home": questions.HOME, "sections": sections, **tags}


def _asked(within: str, fetch: Fetch) -> tuple[str, tuple[str, ...], bool]:
    """(its name, the newest titles, whether a key is needed first). Without one nothing goes on the wire."""
    name = within.rpartition("/")[2].replace("-", " ").capitalize()
    following = Following(_key(within), NAME, _config(within), {}, datetime.now(UTC))
    query = {**questions.filters(following), "order-by": "newest", "page-size": SHOWN}
    try:
        found = parse("search", fetch(questions.request(questions.API, "search", query)), following)
    except (FetchError, PayloadError) as error:
        if error.reason not in _KEY:
            raise
        return name, (), True
    named = {section.remote_id: section.name for section in found.sections}
    return named.get(within, name), tuple(story.title for story in found.stories[:SHOWN]), False


def _key(within: str) -> str:
    return f"{questions.KIND}:{urlsplit(questions.HOME).netloc}{f'/{within}' if within else ''}"


def _offer(within: str, name: str, titles: tuple[str, ...], needs_key: bool) -> Offer:
    return Offer(
        kind=questions.KIND,
        key=_key(within),
        name=f"{NAME}: {name}" if within else NAME,
        url=f"{questions.HOME}/{within}" if within else questions.HOME,
        config=_config(within),
        newest=titles,
        needs_key=needs_key,
    )
