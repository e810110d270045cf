"""The address of a story is its identity here, for the service has no other: without what only tells where it was found."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

from reader_app.content.addresses import absolute

_FOUND_BY = re.compile(
    r"(?:utm_\w{1,40}|itm_\w{1,40}|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|cmpid|ocid|ref_src|guccounter|guce_referrer\w{0,10}"
    r"|soc_src|soc_trk|xtor|_ga|_gl|at_medium|at_campaign)(?:=|\Z)",
    re.I,
)
_SLASHES = re.compile(r"(https?:)/{3,20}", re.I)
_STARTS = re.compile(r"(?:https?:)?//", re.I)


def whole(address: str) -> str:
    """The http(s) address that is meant; "" where none is. Some come without scheme, some with doubled slashes."""
    address = _SLASHES.sub(r"\1//", address.strip(), count=1)
    return absolute(address, "https://newsapi.org/") if _STARTS.match(address) else ""


def identity(url: str) -> str:
    """What all addresses of one story have in common, readable."""
    parts = urlsplit(url)
    query = "&".join(each for each in parts.query.split("&") if each and not _FOUND_BY.match(each))
    return urlunsplit(("https", parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/") or "/", query, ""))


def leads_elsewhere(url: str) -> bool:
    """Whether a page that asks for consent, or only forwards, stands in place of the story: it holds no text to read."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    return "consent" in host.split(".") or (host == "news.google.com" and "/articles/" in parts.path)


def names_of(url: str) -> frozenset[str]:
    """What a publisher may call itself, by its address: the names of its host but the last and "www"."""
    return frozenset((urlsplit(url).hostname or "").lower().split(".")[:-1]) - {"www", "co", "com", "or", "ac", "go", "net"}
