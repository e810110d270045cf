"""What a source of the service asks: the questions of its config, and what of a pasted address is one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from reader_app.records import Request

KIND = "newsapi"
API = "https://newsapi.org/v2"
LARGEST = 100  # stories of the largest page
HEADLINES, EVERYTHING = "top-headlines", "everything"

_LONGEST = 500  # characters of a parameter
_MOST = 20  # questions of one source
_PARAMETERS = {
    HEADLINES: ("country", "category", "sources", "q", "language"),
    EVERYTHING: ("q", "qInTitle", "searchIn", "sources", "domains", "excludeDomains", "language", "sortBy"),
}
_NEEDED = {HEADLINES: ("country", "category", "sources", "q"), EVERYTHING: ("q", "qInTitle", "sources", "domains")}

# The service says why in JSON.
_BEAR = frozenset({400, 401, 403, 404, 426, 429})


@dataclass(frozen=True, slots=True)
class Query:
    path: str
    parameters: tuple[tuple[str, str], ...]  # in the order of the service's documentation
    section: str = ""  # where its stories stand

    @property
    def name(self) -> str:
        """The same for the same question, readable."""
        return f"{self.path}?{urlencode(self.parameters, safe=',:')}"

    @property
    def goes_back(self) -> bool:
        """Whether older stories can be asked for."""
        return self.path == EVERYTHING and dict(self.parameters).get("sortBy", "publishedAt") == "publishedAt"

    def request(self, api: str, more: Mapping[str, object]) -> Request:
        asked = [*self.parameters, *((name, str(value)) for name, value in more.items() if value)]
        url = f"{api.rstrip('/')}/{self.path}?{urlencode(asked, safe=',:')}"
        return Request(url, expect="json", bear=_BEAR, key=KIND)

    def config(self) -> dict[str, Any]:
        return {"path": self.path, "params": dict(self.parameters), "section": self.section}


def made(path: str, parameters: Mapping[str, Any], section: str = "") -> Query | None:
    """The question, None where the service would refuse it. A key is no part of it, nor the page."""
    if path not in _PARAMETERS:
        return None
    told = {name: str(value).strip() for name, value in parameters.items() if isinstance(value, str | int)}
    kept = tuple((name, told[name]) for name in _PARAMETERS[path] if told.get(name))
    if not any(name in _NEEDED[path] for name, _ in kept) or any(len(value) > _LONGEST for _, value in kept):
        return None
    if path == HEADLINES and "sources" in dict(kept):  # which must stand without these two
        kept = tuple(pair for pair in kept if pair[0] not in ("country", "category"))
    return Query(path, kept, section)


def queries(config: Mapping[str, Any]) -> list[Query]:
    """The questions of a source, each once."""
    found: dict[str, Query] = {}
    asked = config.get("queries")
    for each in asked[:_MOST] if isinstance(asked, list) else ():
        parameters = each.get("params") if isinstance(each, Mapping) else None
        if isinstance(parameters, Mapping):
            section = each.get("section")
            query = made(str(each.get("path") or ""), parameters, section if isinstance(section, str) else "")
            if query is not None:
                found.setdefault(query.name, query)
    return list(found.values())


def pasted(url: str) -> Query | None:
    """The question that an address of the API is; None where it is none."""
    parts = urlsplit(url)
    version, _, path = parts.path.strip("/").partition("/")
    if version != "v2":
        return None
    return made(path.rstrip("/"), dict(parse_qsl(parts.query)))


def key_of(asked: Iterable[Query]) -> str:
    """The identity of a source that asks this; readable where it is short."""
    text = f"{KIND}:{' '.join(sorted(query.name for query in asked))}"
    return text if len(text) <= 200 else f"{KIND}:{hashlib.blake2b(text.encode(), digest_size=12).hexdigest()}"
