"""The headers that go with a request."""

from __future__ import annotations

from reader_app.records import Request

_ACCEPT = {
    "json": "application/json",
    "html": "text/html, application/xhtml+xml;q=0.9, application/json;q=0.8, */*;q=0.5",
    "feed": "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
    "picture": "image/webp, image/png, image/jpeg, image/*;q=0.8, */*;q=0.5",
}


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
