"""The headers that go with a request."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from reader_app.records import Request

_ACCEPT = {
    "json": "application/json",
    "html": "text/html, application/xhtml+xml;q=0.9, application/json;q=0.8, */*;q=0.5",
    "feed": "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
    "picture": "image/webp, image/png, image/jpeg, image/*;q=0.8, */*;q=0.5",
}

# Where each API takes its key: ("header" or "query", name).
_KEYS = {"guardian": ("query", "api-key"), "newsapi": ("header", "X-Api-Key")}


def keyed(url: str, kind: str, key: str) -> tuple[str, dict[str, str]]:
    """``url`` as it goes on the wire and the headers to send, with the ``key`` where the API of that kind wants it."""
    place, name = _KEYS.get(kind, ("header", "X-Api-Key"))
    if place == "header":
        return url, {name: key}
    parts = urlsplit(url)
    return parts._replace(query="&".join(filter(None, (parts.query, urlencode({name: key}))))).geturl(), {}


def headers(
    request: Request, *, user_agent: str, login: str, known: tuple[str | None, str | None] | None
) -> dict[str, str]:
    """``login`` as `hosts.without_login` gives it; ``known``: ETag and Last-Modified of the last answer."""
    sent = {
        "User-Agent": user_agent,
        "Accept": _ACCEPT.get(request.expect, "*/*"),
        "Accept-Encoding": "gzip, deflate",
    }
    if login:
        sent["Authorization"] = login
    etag, last_modified = known or (None, None)
    if etag:  # without W/: a front server adds it, and the WordPress behind does not know its own tag again
        sent["If-None-Match"] = etag.removeprefix("W/")
    if last_modified:
        sent["If-Modified-Since"] = last_modified
    return sent
