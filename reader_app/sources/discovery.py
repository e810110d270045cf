"""What does this address offer? From what the reader typed to the news APIs behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from reader_app.errors import FetchError, PayloadError, Reason
from reader_app.net import hosts
from reader_app.records import Offer, Payload, Request
from reader_app.sources.kinds import KINDS
from reader_app.sources.protocol import Fetch, SourceKind

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://")
_LONGEST = 2000
# A front page that is missing or closed says nothing of the API beside it.
_BEAR = frozenset({400, 401, 403, 404, 405, 406, 410, 500})
# What a server without https answers to https, so that http is worth a try. A certificate that does not hold is not.
_NO_HTTPS = frozenset({Reason.TLS, Reason.REFUSED, Reason.TIMEOUT, Reason.INTERRUPTED})


def discover(address: str, fetch: Fetch, kinds: Mapping[str, SourceKind] = KINDS) -> list[Offer]:
    """All that the address offers, best first; never empty. Raises FetchError, PayloadError."""
    page = _page(addresses(address), fetch)
    offers: dict[str, Offer] = {}
    problem: FetchError | PayloadError | None = None
    for found in _asked(kinds, page, fetch):
        if isinstance(found, list):
            for offer in found:
                offers.setdefault(offer.key, offer)
        elif found.reason is Reason.CANCELLED:
            raise found
        else:
            problem = problem or found
    if offers:
        # Whoever gives the address of a feed means that feed, whatever else its site has.
        return sorted(offers.values(), key=lambda offer: not _is(offer, page))
    if problem is not None:
        raise problem
    if page.status >= 400:
        fetch(Request(page.url, expect="html"))  # raises what the status means
    only = next(iter(kinds)) if len(kinds) == 1 else ""
    raise PayloadError(page.url, reason=Reason.NOT_WORDPRESS if only == "wordpress" else Reason.NOTHING_OFFERED)


def _asked(
    kinds: Mapping[str, SourceKind], page: Payload, fetch: Fetch
) -> list[list[Offer] | FetchError | PayloadError]:
    """What each kind finds, or why it could not look; they look side by side, but are heard in their order."""

    def look(kind: SourceKind) -> list[Offer] | FetchError | PayloadError:
        try:
            return kind.discover(page, fetch)
        except (FetchError, PayloadError) as error:
            return error

    with ThreadPoolExecutor(max(1, len(kinds)), thread_name_prefix="discover") as threads:
        return list(threads.map(look, kinds.values()))


def _is(offer: Offer, page: Payload) -> bool:
    """Whether the feed offered is the very address that was given."""
    feeds = offer.config.get("feeds") if offer.kind == "feed" else None
    return isinstance(feeds, list) and any(isinstance(each, Mapping) and each.get("url") == page.url for each in feeds)


def _page(candidates: list[str], fetch: Fetch) -> Payload:
    *trials, last = candidates
    for url in trials:
        try:
            return fetch(Request(url, expect="html", bear=_BEAR))
        except FetchError as error:
            if error.reason not in _NO_HTTPS or error.detail == "certificate":
                raise
    return fetch(Request(last, expect="html", bear=_BEAR))


def addresses(typed: str) -> list[str]:
    """The web addresses that ``typed`` may mean, in the order to try them. Raises FetchError(BAD_ADDRESS).

    A name and password in it are dropped: they would end up in the store."""
    text = typed.strip().strip("<>\"'“”").strip()
    written = _SCHEME.match(text)
    if not written:
        text = text.removeprefix("//")
    candidates = [text] if written else [f"https://{text}", f"http://{text}"]
    found = []
    for candidate in candidates:
        try:
            if len(candidate) > _LONGEST or not candidate.isprintable():
                raise ValueError(candidate)
            url, _ = hosts.without_login(candidate)
            _, host, _ = hosts.origin(url)
            host.encode("idna")
        except ValueError as error:
            raise FetchError(Reason.BAD_ADDRESS, typed) from error
        named = "." in host or ":" in host or host == "localhost"
        if not written and (not named or "@" in text.partition("/")[0]):
            raise FetchError(Reason.BAD_ADDRESS, typed)  # a word, or where somebody gets mail
        found.append(url)
    return found
