"""A small WordPress behind a `NewsServer`, as bad as a test wants it, and a follower that drives `steps` against it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from reader_app.errors import FetchError, PayloadError
from reader_app.http import Client
from reader_app.records import ParsedSection, ParsedStory, Ranked
from reader_app.sources.protocol import (
    Answer,
    Conversation,
    Following,
    Glimpse,
    Reconfigure,
    Remember,
    Step,
    Wish,
    Withdraw,
)
from reader_app.sources.wordpress import WordPress
from tests.news_server import Asked, NewsServer, Reply

ZONE = ZoneInfo("Asia/Jakarta")
NOON = datetime(2021, 11, 6, 5, 0, tzinfo=UTC)  # when story 0 was published


@dataclass
class Post:
    id: int
    published: datetime
    modified: datetime
    title: str
    categories: list[int] = field(default_factory=lambda: [2])

    def json(self, url: str) -> dict[str, Any]:
        def naive(moment: datetime, zone: Any) -> str:
            return moment.astimezone(zone).strftime("%Y-%m-%dT%H:%M:%S")

        return {
            "id": self.id,
            "date": naive(self.published, ZONE), "date_gmt": naive(self.published, UTC),
            "modified": naive(self.modified, ZONE), "modified_gmt": naive(self.modified, UTC),
            "guid": {"rendered": f"{url}/?p={self.id}"}, "link": f"{url}/berita/{self.id}/",
            "title": {"rendered": self.title},
            "content": {"rendered": f"<p>Isi {self.title}</p>", "protected": False},
            "excerpt": {"rendered": "", "protected": False},
            "categories": self.categories,
        }  # fmt: skip


class WordPressSite:
    """Story N was published N minutes before NOON, unless told otherwise. Attributes make it misbehave."""

    def __init__(self, server: NewsServer, count: int = 0) -> None:
        self.server = server
        self.posts: dict[int, Post] = {}
        self.sections = [{"id": 1, "name": "Tak Berkategori", "parent": 0}, {"id": 2, "name": "Dunia", "parent": 0}]
        self.ranking: list[int] = []
        self.clock = NOON + timedelta(minutes=1)
        self.headers = True  # tells totals
        self.ignored: set[str] = set()  # parameters it knows nothing of
        self.drops_query = False  # a cache in front of it
        self.unseen: set[int] = set()  # counted, but not shown
        self.poison: dict[int, Reply] = {}  # stories with which a page becomes this
        self.largest_page = 100  # larger ones break off in the middle
        self.before_page: Callable[[dict[str, str]], None] | None = None
        for number in range(count):
            self.add(number)
        for route, answering in {
            "/wp-json/": self._root,
            "/wp-json/wp/v2/posts": self._posts,
            "/wp-json/wp/v2/categories": self._categories,
            "/wp-json/wordpress-popular-posts/v1/popular-posts": self._popular,
        }.items():
            server.answer(route, answering)

    @property
    def api(self) -> str:
        return f"{self.server.url}/wp-json/"

    def add(
        self, number: int, *, published: datetime | None = None, modified: datetime | None = None, **more: Any
    ) -> Post:
        when = published or NOON - timedelta(minutes=number)
        post = Post(number + 1000, when, modified or when, f"Kabar {number}", **more)
        self.posts[post.id] = post
        self.clock = max(self.clock, when, post.modified) if published is None else self.clock
        return post

    def edit(self, number: int, when: datetime) -> None:
        post = self.posts[number + 1000]
        self.posts[post.id] = replace(post, modified=when, title=f"{post.title} (ralat)")
        self.clock = max(self.clock, when)

    def asked(self, route: str = "posts") -> list[dict[str, str]]:
        return [asked.query for asked in self.server.log if asked.path.endswith(f"/{route}")]

    # --- answers ---

    def _root(self, asked: Asked) -> Reply:
        namespaces = ["oembed/1.0", "wp/v2"] + (["wordpress-popular-posts/v1"] if self.ranking else [])
        return self._json({
            "name": "Kabar &amp; Warta", "description": "Dari desa", "url": self.server.url, "home": self.server.url,
            "gmt_offset": 7, "timezone_string": "Asia/Jakarta", "namespaces": namespaces,
        })  # fmt: skip

    def _posts(self, asked: Asked) -> Reply:
        query = {} if self.drops_query else {k: v for k, v in asked.query.items() if k not in self.ignored}
        if self.before_page:
            self.before_page(query)
        chosen = sorted(self._chosen(query), key=self._order(query), reverse=query.get("order", "desc") == "desc")
        size = int(query.get("per_page", 10))
        start = int(query["offset"]) if "offset" in query else (int(query.get("page", 1)) - 1) * size
        if chosen and int(query.get("page", 1)) > -(-len(chosen) // size):
            return self._json({"code": "rest_post_invalid_page_number", "message": "…", "data": {"status": 400}}, 400)
        page = chosen[start : start + size]
        for post in page:
            if post.id in self.poison:
                return self.poison[post.id]
        told = {"X-WP-Total": str(len(chosen)), "X-WP-TotalPages": str(-(-len(chosen) // size))} if self.headers else {}
        if query.get("_fields") == "id":
            return self._json([{"id": post.id} for post in page if post.id not in self.unseen], 200, told)
        shown = [post.json(self.server.url) for post in page if post.id not in self.unseen]
        reply = self._json(shown, 200, told)
        return replace(reply, body=reply.body[: len(reply.body) // 2]) if len(page) > self.largest_page else reply

    def _chosen(self, query: dict[str, str]) -> list[Post]:
        def moment(name: str) -> datetime | None:
            if name not in query:
                return None
            when = datetime.fromisoformat(query[name])
            return when if when.tzinfo else when.replace(tzinfo=ZONE)

        after, before, edited = moment("after"), moment("before"), moment("modified_after")
        include = [int(each) for each in query["include"].split(",")] if "include" in query else None
        sections = {int(each) for each in query["categories"].split(",")} if "categories" in query else None
        return [
            post
            for post in self.posts.values()
            if (after is None or post.published > after)
            and (before is None or post.published < before)
            and (edited is None or post.modified > edited)
            and (include is None or post.id in include)
            and (sections is None or sections & set(post.categories))
        ]

    def _order(self, query: dict[str, str]) -> Callable[[Post], Any]:
        if query.get("orderby") == "modified":
            return lambda post: post.modified
        return lambda post: post.published

    def _categories(self, asked: Asked) -> Reply:
        size, page = int(asked.query.get("per_page", 10)), int(asked.query.get("page", 1))
        told = {"X-WP-TotalPages": str(-(-len(self.sections) // size))} if self.headers else {}
        return self._json(self.sections[(page - 1) * size : page * size], 200, told)

    def _popular(self, asked: Asked) -> Reply:
        return self._json([self.posts[each].json(self.server.url) for each in self.ranking])

    def _json(self, value: Any, status: int = 200, headers: dict[str, str] | None = None) -> Reply:
        date = self.clock.strftime("%a, %d %b %Y %H:%M:%S GMT")
        sent = {"Content-Type": "application/json; charset=UTF-8", "X-Clock": date, **(headers or {})}
        return Reply(status, sent, json.dumps(value).encode())


class Cut(Exception):
    """The sync was stopped."""


class Follower:
    """A source's state from sync to sync, as simple as can be: what the store and the sync are for `steps`."""

    def __init__(self, site: WordPressSite, **config: Any) -> None:
        self.site = site
        self.config: dict[str, Any] = {
            "api": site.api, "home": site.server.url, "timezone": "Asia/Jakarta", "popular": bool(site.ranking),
            **config,
        }  # fmt: skip
        self.memory: dict[str, Any] = {}
        self.stories: dict[str, ParsedStory] = {}
        self.sections: dict[str, ParsedSection] = {}
        self.ranking: tuple[Ranked, ...] = ()
        self.withdrawals: list[Withdraw] = []
        self.landed: list[str] = []  # ids of new and changed stories, in the order they came
        self.skipped = 0

    @property
    def titles(self) -> list[str]:
        order = sorted(self.stories.values(), key=lambda story: (story.published or NOON, int(story.remote_id)))
        return [story.title for story in reversed(order)]

    def sync(self, client: Client, *, steps: int | None = None, **wish: Any) -> None:
        """One sync, cut after ``steps`` requests where told. Raises what `steps` raises."""
        self.landed, self.withdrawals, self.skipped = [], [], 0
        newest = sorted(self.stories.values(), key=lambda story: story.published or NOON, reverse=True)
        following = Following(
            key="wordpress:kabar.test", name="Kabar", config=self.config, memory=self.memory, now=NOON,
            recent=tuple(story.remote_id for story in newest[:100]),
            oldest=tuple(story.remote_id for story in newest[100:200]),
        )  # fmt: skip
        conversation = WordPress().steps(following, Wish(**wish))
        try:
            self._talk(conversation, following, client, steps)
        except Cut:
            conversation.close()

    def _talk(self, conversation: Conversation, following: Following, client: Client, steps: int | None) -> None:
        answer: Answer | None = None
        while True:
            try:
                move = conversation.send(answer)
            except StopIteration:
                return
            answer = None
            match move:
                case Step():
                    if steps is not None:
                        if not steps:
                            raise Cut
                        steps -= 1
                    answer = self._step(move, following, client)
                case Remember(memory):
                    self.memory = json.loads(json.dumps(memory))
                case Reconfigure(config):
                    self.config = dict(config)
                case Withdraw():
                    self.withdrawals.append(move)

    def _step(self, step: Step, following: Following, client: Client) -> Answer:
        try:
            payload = client.fetch(step.request)
            page = WordPress().parse(step.what, payload, following)
        except (FetchError, PayloadError) as error:
            return Answer(error=error)
        glimpses = []
        for story in page.stories:
            known = self.stories.get(story.remote_id) == story
            glimpses.append(Glimpse(story.remote_id, story.published, story.modified, known))
            if not known:
                self.landed.append(story.remote_id)
                self.stories[story.remote_id] = story
        self.sections |= {section.remote_id: section for section in page.sections}
        self.ranking = page.ranking or self.ranking
        self.skipped += page.skipped
        headers = {**payload.headers}
        if "x-clock" in headers:
            headers["date"] = headers.pop("x-clock")
        return Answer(
            stories=tuple(glimpses), sections=page.sections, ranking=page.ranking, present=page.present,
            total_pages=page.total_pages, total=page.total, skipped=page.skipped, facts=page.facts, headers=headers,
        )  # fmt: skip
