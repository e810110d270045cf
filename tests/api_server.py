"""The Guardian's API and NewsAPI on loopback, as far as a reader asks them: with keys, quotas, plans and all refusals.

    with NewsServer() as server:
        paper = GuardianServer(server, key="kunci")        paper.add("world/2026/mar/01/a", "Kabar", hours=1)
        service = NewsApiServer(server, key="kunci")       service.add("https://kabar.test/a", "Kabar", minutes=5)
        paper.refuse(429, FLAT_LIMIT)                      # everything, until `relent`

Stories are invented here, or those of saved answers (`saved`, the shared corpus), and their texts are never copied.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.news_server import Asked, NewsServer, Reply

ROOT = Path(__file__).resolve().parents[1]
CORPUS = Path(os.environ.get("BERITA_CORPUS") or ROOT.parent / "shared" / "corpus") / "payloads"
NOON = datetime(2026, 3, 7, 12, 0, tzinfo=UTC)
KEY = "kunci-uji-0123"

FLAT_KEY = {"message": "Invalid authentication credentials"}
FLAT_NO_KEY = {"message": "No API key found in request"}
FLAT_LIMIT = {"message": "API rate limit exceeded"}
HTML = b"<!DOCTYPE html><html><body><h1>Backend fetch failed</h1></body></html>"


def saved(kind: str) -> Iterator[tuple[str, Any]]:
    """(name, JSON) of every saved answer of that kind; skips the test where they are not."""
    folder = CORPUS / kind
    if not folder.is_dir():
        pytest.skip(f"the saved answers of ../shared ({kind}) are not here")
    for path in sorted(folder.glob("*.json")):
        yield path.stem, json.loads(path.read_bytes())


def stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _json(body: Any, status: int = 200, **headers: str) -> Reply:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Reply(status, {"Content-Type": "application/json", "X-Clock": _http_date(NOON), **headers}, content)


def _http_date(moment: datetime) -> str:
    return moment.strftime("%a, %d %b %Y %H:%M:%S GMT")


class _Api:
    """What both have: a key, a daily quota, and moods."""

    def __init__(self, server: NewsServer, key: str) -> None:
        self.server, self.key, self.quota = server, key, 0
        self.asked: list[Asked] = []
        self.before: Callable[[Asked], None] = lambda asked: None
        self._refusal: Reply | None = None
        self._times = 0

    def refuse(self, status: int, body: Any, *, times: int = 10**9, **headers: str) -> None:
        """Answer so, ``times`` times."""
        reply = _json(body, status, **headers)
        html = {"Content-Type": "text/html"} if isinstance(body, bytes) else {}
        self._refusal, self._times = replace(reply, headers={**reply.headers, **html}), times

    def relent(self) -> None:
        self._times = 0

    def mood(self, asked: Asked) -> Reply | None:
        self.asked.append(asked)
        self.before(asked)
        if self._refusal is not None and self._times > 0:
            self._times -= 1
            return self._refusal
        return None

    @property
    def spent(self) -> bool:
        return bool(self.quota) and len(self.asked) > self.quota


class GuardianServer(_Api):
    """The paper's API at ``server.url``."""

    def __init__(self, server: NewsServer, key: str = KEY) -> None:
        super().__init__(server, key)
        self.contents: dict[str, dict[str, Any]] = {}
        self.viewed: list[str] = []
        self.sections: dict[str, str] = {}
        self.largest_page, self.most_bytes = 200, 10**9
        server.answer("/search", self._answering(self._search))
        server.answer("/international", self._answering(self._front))

    @property
    def config(self) -> dict[str, Any]:
        return {"api": self.server.url, "home": "https://www.theguardian.com", "sections": []}

    def add(self, identity: str, title: str = "", *, hours: float = 0, modified: float | None = None, **fields: Any) -> None:
        """A story of ``hours`` before noon, changed ``modified`` hours before noon."""
        section = identity.partition("/")[0]
        self.section(section)
        published = NOON - timedelta(hours=hours)
        changed = published if modified is None else NOON - timedelta(hours=modified)
        text = f"<p>Isi lengkap {title or identity}, ditulis panjang untuk dibaca tanpa jaringan.</p>"
        content: dict[str, Any] = {
            "id": identity, "type": "article", "sectionId": section, "sectionName": section.title(),
            "webPublicationDate": stamp(published), "webTitle": f"{title or identity} | Penulis",
            "webUrl": f"https://www.theguardian.com/{identity}",
            "fields": {"headline": title or identity, "body": text, "lastModified": stamp(changed), **fields},
        }  # fmt: skip
        self.contents[identity] = content

    def play(self, contents: list[dict[str, Any]]) -> None:
        """Stories of saved answers."""
        for content in contents:
            self.contents[content["id"]] = content
            self.section(content["sectionId"])

    def section(self, identity: str) -> None:
        self.sections[identity] = identity.title()
        self.server.answer(f"/{identity}", self._answering(self._front))

    def searches(self) -> list[dict[str, str]]:
        return [each.query for each in self.asked if each.path == "/search"]

    def _answering(self, answer: Callable[[Asked], Reply]) -> Callable[[Asked], Reply]:
        def answering(asked: Asked) -> Reply:
            given = asked.query.get("api-key")
            mood = self.mood(asked)
            if mood is not None:
                return mood
            if given != self.key:
                return _json(FLAT_KEY if given else FLAT_NO_KEY, 401)
            return _json(FLAT_LIMIT, 429) if self.spent else answer(asked)

        return answering

    def _search(self, asked: Asked) -> Reply:
        query = asked.query
        by_change = query.get("use-date") == "last-modified"
        found = [each for each in self.contents.values() if self._matches(each, query)]
        dated = sorted(((self._date(each, by_change), each) for each in found), key=lambda pair: (pair[0], pair[1]["id"]))
        since, until = query.get("from-date", ""), query.get("to-date", "")
        rows = [each for date, each in reversed(dated) if (not since or date >= since) and (not until or date <= until)]
        size = min(int(query.get("page-size", 10)), self.largest_page)
        page = int(query.get("page", 1))
        pages = -(-len(rows) // size)
        if page > max(pages, 1):
            message = "requested page is beyond the number of available pages"
            return _json({"response": {"status": "error", "message": message}}, 400)
        results = rows[(page - 1) * size : page * size]
        if "show-fields" not in query:
            results = [{name: value for name, value in each.items() if name != "fields"} for each in results]
        body = {"response": {
            "status": "ok", "userTier": "developer", "total": len(rows), "startIndex": 1, "pageSize": size,
            "currentPage": page, "pages": pages, "orderBy": "newest", "results": results,
        }}  # fmt: skip
        reply = _json(body)
        return Reply(500, {"Content-Type": "text/html"}, HTML) if len(reply.body) > self.most_bytes else reply

    def _matches(self, content: dict[str, Any], query: dict[str, str]) -> bool:
        wanted = [each for each in query.get("section", "").split("|") if each]
        tags = [each for each in query.get("tag", "").split("|") if each]
        held = {str(tag.get("id")) for tag in content.get("tags", ())}
        return (not wanted or content["sectionId"] in wanted) and (not tags or bool(held & set(tags)))

    @staticmethod
    def _date(content: dict[str, Any], by_change: bool) -> str:
        published = str(content["webPublicationDate"])
        return str(content.get("fields", {}).get("lastModified", published)) if by_change else published

    def _front(self, asked: Asked) -> Reply:
        section = asked.path.strip("/")
        viewed = [self.contents[each] for each in self.viewed]
        rows = [each for each in self.contents.values() if section in ("international", each["sectionId"])]
        body: dict[str, Any] = {"status": "ok", "total": len(rows), "pageSize": 1, "pages": len(rows), "results": rows[:1]}
        if asked.query.get("show-most-viewed") == "true":
            body["mostViewed"] = viewed
        if asked.query.get("show-editors-picks") == "true":
            body["editorsPicks"] = viewed[:1]
        return _json({"response": body | {"section": {"id": section, "webTitle": section.title()}}})


class NewsApiServer(_Api):
    """NewsAPI at ``server.url``/v2. ``plan``: how many results of a question the key is shown."""

    def __init__(self, server: NewsServer, key: str = KEY) -> None:
        super().__init__(server, key)
        self.articles: list[dict[str, Any]] = []
        self.plan = 100
        self.reaches = ""  # a date: what is older is not in the plan
        for path in ("top-headlines", "everything"):
            server.answer(f"/v2/{path}", self._answer)

    def config(self, path: str = "everything", section: str = "Indonesia", **params: str) -> dict[str, Any]:
        query = {"path": path, "params": params or {"domains": "kabar.test"}, "section": section}
        return {"api": f"{self.server.url}/v2", "queries": [query]}

    def add(self, url: str, title: str, *, minutes: float = 0, **other: Any) -> None:
        article = {
            "source": {"id": None, "name": "Kabar.test"}, "author": "Sari", "title": title, "description": f"Tentang {title}.",
            "url": url, "urlToImage": None, "publishedAt": stamp(NOON - timedelta(minutes=minutes)),
            "content": f"Tentang {title}. Lalu selanjutnya… [+2400 chars]",
        }  # fmt: skip
        self.articles.append(article | other)

    def error(self, code: str, status: int = 400) -> tuple[int, dict[str, str]]:
        return status, {"status": "error", "code": code, "message": "Lihat dokumentasi."}

    def _answer(self, asked: Asked) -> Reply:
        mood = self.mood(asked)
        if mood is not None:
            return mood
        given = asked.headers.get("x-api-key")
        if given != self.key:
            status, body = self.error("apiKeyInvalid" if given else "apiKeyMissing", 401)
            return _json(body, status)
        if self.spent:
            status, body = self.error("rateLimited", 429)
            return _json(body, status)
        query = asked.query
        size, page = int(query.get("pageSize", 20)), int(query.get("page", 1))
        if size * page > max(self.plan, 100) or (self.reaches and query.get("to", "9") < self.reaches):
            status, body = self.error("maximumResultsReached" if size * page > self.plan else "parameterInvalid", 426)
            return _json(body, status)
        rows = sorted(self.articles, key=lambda each: str(each["publishedAt"]), reverse=True)
        if asked.path.endswith("everything"):
            since, until = query.get("from", ""), query.get("to", "9")
            rows = [each for each in rows if since <= str(each["publishedAt"]) <= until]
        return _json({"status": "ok", "totalResults": len(rows), "articles": rows[(page - 1) * size : page * size]})
