"""The API's addresses, built from the base that a site itself names: never from a guess alone."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

ROUTE = "rest_route"  # the parameter that holds the route on sites without pretty addresses
ROOT_FIELDS = "name,description,url,home,gmt_offset,timezone_string,namespaces"  # less than 1 kB of 165
KEPT = ("lang",)  # parameters that belong to a base: all others are a request's own


def address(base: str, route: str, parameters: Mapping[str, object]) -> str:
    """Where ``route`` ("wp/v2/posts", "" for the root) is asked with ``parameters``."""
    parts = urlsplit(base)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    path = parts.path
    if any(name == ROUTE for name, _ in pairs):
        pairs = [(name, f"{value.rstrip('/')}/{route}" if name == ROUTE else value) for name, value in pairs]
    else:
        path = f"{path.rstrip('/')}/{route}"
    pairs += [(name, str(value)) for name, value in parameters.items()]
    return urlunsplit((parts.scheme, parts.netloc, path, urlencode(pairs, safe="/,:"), ""))


def base_of(url: str) -> str:
    """The base that the address of any route shows, "" where it shows none."""
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if name in KEPT]
    if any(name == ROUTE for name, _ in pairs):
        query = urlencode([*kept, (ROUTE, "/")], safe="/")
        return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", query, ""))
    for mark in ("/wp/v2", "/wp-json"):
        head, found, tail = parts.path.partition(mark)
        if found and (not tail or tail.startswith("/")):
            path = f"{head}/" if mark == "/wp/v2" else f"{head}{mark}/"
            return urlunsplit((parts.scheme, parts.netloc, path, urlencode(kept), ""))
    return ""


def guesses(page: str) -> list[str]:
    """Where a site that names no API may have it: at its root, then in the first folder of the page's address."""
    parts = urlsplit(page)
    first = parts.path.lstrip("/").partition("/")[0] if parts.path.count("/") > 1 else ""
    folders = ["/"] + ([f"/{first}/"] if first else [])
    found = [urlunsplit((parts.scheme, parts.netloc, f"{folder}wp-json/", "", "")) for folder in folders]
    return found + [without_rewriting(urlunsplit((parts.scheme, parts.netloc, each, "", ""))) for each in folders]


def without_rewriting(home: str) -> str:
    """The base below ``home`` that works where the server rewrites no addresses."""
    parts = urlsplit(home)
    return urlunsplit((parts.scheme, parts.netloc, f"{parts.path.rstrip('/')}/", f"{ROUTE}=/", ""))
