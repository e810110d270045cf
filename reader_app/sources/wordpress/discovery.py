"""From any page of a site to its API: by what the page says of it, else where it usually is."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from reader_app.errors import FetchError, PayloadError, Reason
from reader_app.net import hosts
from reader_app.records import Offer, Payload, Request
from reader_app.sources.protocol import Fetch
from reader_app.sources.wordpress import bases, wire
from reader_app.sources.wordpress.paging import BEAR, POSTS
from reader_app.sources.wordpress.parse import root_facts

RELATION = "https://api.w.org/"
READ = 1024 * 1024  # bytes of a page in which its links are looked for
SHOWN = 5  # titles

_HEADER_LINK = re.compile(r"<([^<>]{1,2000})>([^<]{0,500})")
_TAG = re.compile(r"<link\b([^<>]{0,2000})>", re.I)
_ATTRIBUTE = re.compile(r"([a-zA-Z-]{1,40})\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_LANGUAGE = re.compile(r"<html\b[^<>]{0,1000}?\blang\s*=\s*[\"']?([a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{1,8}){0,3})", re.I)


def discover(page: Payload, fetch: Fetch) -> list[Offer]:
    """The site's offer, none where it is no WordPress. Raises FetchError or PayloadError where it is one but closed."""
    declared = list(dict.fromkeys(_declared(page)))
    guessed = [base for base in bases.guesses(page.url) if base not in declared]
    problem: FetchError | PayloadError | None = None
    for base in [*declared, *guessed]:
        try:
            offer = _offer(base, page, fetch)
        except (FetchError, PayloadError) as error:
            if isinstance(error, FetchError) and (error.reason is Reason.CANCELLED or error.retry_after is not None):
                raise
            if problem is None and (base in declared or _is_refusal(error)):
                problem = error
            continue
        if offer is not None:
            return [offer]
        if problem is None and base in declared:
            problem = PayloadError(page.url, base, Reason.NOT_WORDPRESS)
    if problem is not None:
        raise problem
    return []


def _is_refusal(error: FetchError | PayloadError) -> bool:
    """Whether WordPress itself has answered, if only to say no."""
    return error.reason is Reason.API_CLOSED and not error.detail.isdecimal()


def _declared(page: Payload) -> Iterator[str]:
    """Bases that the page names, surest first."""
    for address, rest in _HEADER_LINK.findall(page.headers.get("link", "")):
        if RELATION in rest:
            yield from _usable(page.url, address)
    if page.body[:64].lstrip().startswith((b"{", b"[")):  # somebody gave the address of the API itself
        yield from filter(None, [bases.base_of(page.url)])
    text = page.body[:READ].decode("utf-8", "replace")
    singles = []
    for tag in _TAG.findall(_without_comments(text)):
        attributes = {name.lower(): html.unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(tag)}
        address, relation = attributes.get("href", ""), attributes.get("rel", "").lower().split()
        if RELATION in relation:
            yield from _usable(page.url, address)
        elif "alternate" in relation and attributes.get("type", "").lower() == "application/json":
            singles += [bases.base_of(each) for each in _usable(page.url, address) if "wp/v2" in each]
    yield from filter(None, singles)


def _usable(page: str, address: str) -> Iterator[str]:
    try:
        base = urljoin(page, address.strip())
        hosts.origin(base)
    except ValueError:
        return
    yield base


def _without_comments(text: str) -> str:
    kept = []
    while True:
        before, comment, text = text.partition("<!--")
        kept.append(before)
        if not comment:
            return "".join(kept)
        text = text.partition("-->")[2]


def _offer(base: str, page: Payload, fetch: Fetch) -> Offer | None:
    root = _ask(bases.address(base, "", {"_fields": bases.ROOT_FIELDS}), page, fetch)
    facts = root_facts(wire.read(root))
    if not facts:
        return None
    base = _where_found(base, root)
    home = _home(facts["home"], base)
    posts = _ask(bases.address(base, POSTS, {"_fields": "id,title", "per_page": SHOWN}), page, fetch)
    titles = [wire.label(entry.get("title")) for entry in wire.entries(posts) if isinstance(entry, dict)]
    config = {"api": base, "home": home, "timezone": facts["timezone"], "popular": facts["popular"]}
    language = _LANGUAGE.search(page.body[:65536].decode("utf-8", "replace"))
    if language:
        config["language"] = language[1]
    return Offer(
        kind="wordpress",
        key=key_of(home),
        name=facts["name"] or hosts.host_of(home).removeprefix("www."),
        url=home,
        config=config,
        description=facts["description"],
        newest=tuple(title for title in titles[:SHOWN] if title),
    )


def _ask(url: str, page: Payload, fetch: Fetch) -> Payload:
    return fetch(Request(url, expect="json", bear=BEAR, from_public_page=True, page=page.url))


def _where_found(base: str, root: Payload) -> str:
    """The base after redirects; as the site named it where there were none."""
    there, named = urlsplit(root.url), urlsplit(base)
    if (there.scheme, there.netloc, there.path) == (named.scheme, named.netloc, named.path):
        return base
    pairs = parse_qsl(there.query, keep_blank_values=True)
    query = urlencode([pair for pair in pairs if pair[0] in (*bases.KEPT, bases.ROUTE)], safe="/")
    return urlunsplit((there.scheme, there.netloc, there.path, query, ""))


def _home(told: str, base: str) -> str:
    """The site's front page. Some sites lose their port, or still call themselves http: the API's own address knows."""
    api = urlsplit(base)
    try:
        hosts.origin(told)
    except ValueError:
        told = urljoin(base, api.path.partition("/wp-json")[0] or "/")
    home = urlsplit(told)
    if hosts.host_of(told) == hosts.host_of(base) and hosts.origin(told) != hosts.origin(base):
        home = home._replace(scheme=api.scheme, netloc=api.netloc)
    return urlunsplit((home.scheme, home.netloc, home.path.rstrip("/"), "", ""))


def key_of(home: str) -> str:
    """The source's identity on every machine: its front page, however it is reached."""
    parts = urlsplit(home)
    host = parts.netloc.rpartition("@")[2].lower()
    return f"wordpress:{host}{parts.path.rstrip('/')}"
