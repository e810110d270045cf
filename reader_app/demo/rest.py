"""The sample site's REST API: a route and its parameters in, what WordPress 6.1 would answer out."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlencode

from reader_app.demo.queries import Query, RestError, invalid, keep_fields
from reader_app.demo.shapes import Json, Shapes, tag_id
from reader_app.demo.site import Post, Site

Thing = TypeVar("Thing")

_POST_ORDERS = "author date id include modified parent relevance slug include_slugs title".split()
_TERM_ORDERS = "id include name slug include_slugs term_group description count".split()
_USER_ORDERS = "id include name registered_date slug include_slugs email url".split()
_RANGES = {"last24hours": 1, "daily": 1, "last7days": 7, "weekly": 7, "last30days": 30, "monthly": 30, "all": 0, "custom": 0}
_EXPOSED = {
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
    "Access-Control-Expose-Headers": "X-WP-Total, X-WP-TotalPages, Link",
    "Access-Control-Allow-Headers": "Authorization, X-WP-Nonce, Content-Disposition, Content-MD5, Content-Type",
    "Vary": "Origin",
}


@dataclass(frozen=True, slots=True)
class RestAnswer:
    status: int
    body: str
    headers: dict[str, str] = field(default_factory=dict)


class Rest:
    def __init__(self, site: Site, url: str) -> None:
        self._site = site
        self._url = url
        self._shapes = Shapes(site, url)
        self._routes: dict[str, Callable[[Query, datetime], RestAnswer]] = {
            "/": self._root,
            "/wp/v2": self._root,
            "/wp/v2/posts": self._posts,
            "/wp/v2/categories": self._categories,
            "/wp/v2/tags": self._tags,
            "/wp/v2/users": self._users,
            "/wp/v2/media": self._media,
            "/wp/v2/types": self._types,
            "/wordpress-popular-posts/v1/popular-posts": self._popular,
        }

    def answer(self, route: str, query: Query, now: datetime) -> RestAnswer:
        """What the API says to a GET of ``route``, as in "/wp/v2/posts"."""
        route = "/" + route.strip("/")
        try:
            if ask := self._routes.get(route):
                answer = ask(query, now)
            elif single := re.fullmatch(r"/wp/v2/(posts|categories|tags|users|media)/(\d+)", route):
                answer = self._single(single[1], int(single[2]), query, now)
            else:
                message = "Tidak ada rute yang cocok dengan URL dan metode permintaan."
                raise RestError(404, "rest_no_route", message)
        except RestError as error:
            answer = RestAnswer(error.status, json.dumps(error.body, ensure_ascii=False))
        api = f'<{self._url}/wp-json/>; rel="https://api.w.org/"'
        allow = {} if answer.status == 404 else {"Allow": "GET"}
        return RestAnswer(answer.status, answer.body, {**_EXPOSED, "Link": api, **allow, **answer.headers})

    # --- posts ----------------------------------------------------------------------------------------------

    def _posts(self, query: Query, now: datetime) -> RestAnswer:
        query.check_context()
        for status in query.words("status") or ():
            if status != "publish":
                raise invalid("status", "rest_forbidden_status", "Status dilarang.", {"status": 401})
        posts = self._chosen(query, self._site.posts(now))
        return self._page(query, self._ordered(query, posts), self._show(query), "/wp/v2/posts", "post")

    def _chosen(self, query: Query, posts: list[Post]) -> list[Post]:
        edition = self._site.edition
        tests: list[Callable[[Post], bool]] = []

        def among(name: str, ids: Callable[[Post], Iterable[int]], wanted: bool = True) -> None:
            chosen = query.numbers(name)
            if chosen:  # an empty list asks for nothing special
                tests.append(lambda post: wanted is not set(chosen).isdisjoint(ids(post)))

        def moment(name: str, of: Callable[[Post], datetime], later: bool) -> None:
            limit = query.moment(name)
            if limit is not None:
                tests.append(lambda post: of(post) > limit if later else of(post) < limit)

        among("include", lambda post: [post.id])
        among("exclude", lambda post: [post.id], wanted=False)
        among("author", lambda post: [edition.authors[post.story.author].id])
        among("author_exclude", lambda post: [edition.authors[post.story.author].id], wanted=False)
        # A section's descendants are not in it, as in WordPress: a reader adds them itself.
        among("categories", lambda post: [edition.sections[slug].id for slug in post.story.sections])
        among("categories_exclude", lambda post: [edition.sections[slug].id for slug in post.story.sections], wanted=False)
        among("tags", lambda post: map(tag_id, post.story.tags))
        among("tags_exclude", lambda post: map(tag_id, post.story.tags), wanted=False)
        moment("after", lambda post: post.published, later=True)
        moment("before", lambda post: post.published, later=False)
        moment("modified_after", lambda post: post.modified, later=True)
        moment("modified_before", lambda post: post.modified, later=False)
        if slugs := query.words("slug"):
            tests.append(lambda post: post.story.slug in slugs)
        sticky = query.flag("sticky")
        if sticky is not None:
            tests.append(lambda post: post.sticky is sticky)
        if terms := query.text("search").lower().split():
            tests.append(lambda post: not post.story.protected and _holds(post, terms))
        return [post for post in posts if all(test(post) for test in tests)]

    def _ordered(self, query: Query, posts: list[Post]) -> list[Post]:
        orderby = query.choice("orderby", _POST_ORDERS, "date")
        backwards = query.choice("order", ("asc", "desc"), "desc") == "desc"
        if orderby == "relevance" and not query.text("search"):
            message = "Anda harus menentukan istilah pencarian untuk mengurutkan menurut kecocokan."
            raise RestError(400, "rest_no_search_term_defined", message)
        if orderby in ("include", "include_slugs"):
            wanted: Sequence[Any] = query.numbers("include") or () if orderby == "include" else query.words("slug") or ()
            places = {name: place for place, name in enumerate(wanted)}
            return sorted(posts, key=lambda post: places.get(post.id if orderby == "include" else post.story.slug, 0))
        terms = query.text("search").lower().split()
        keys: dict[str, Callable[[Post], Any]] = {
            "author": lambda post: self._site.edition.authors[post.story.author].id,
            "date": lambda post: post.published,
            "id": lambda post: post.id,
            "modified": lambda post: post.modified,
            "parent": lambda post: 0,
            "relevance": lambda post: (all(term in post.title.lower() for term in terms), post.published),
            "slug": lambda post: post.story.slug,
            "title": lambda post: post.title.lower(),
        }
        return sorted(posts, key=keys[orderby], reverse=backwards)

    def _show(self, query: Query, opened: bool = False) -> Callable[[Post], Json]:
        fields = query.fields()
        embed, wanted = query.embeds()
        embed = embed and (fields is None or {"_links", "_embedded"} <= set(fields))

        def show(post: Post) -> Json:
            shown = keep_fields(self._shapes.post(post, opened=opened), fields)
            if embed and (members := self._shapes.embedded(post, wanted)):
                shown["_embedded"] = members
            return shown

        return show

    def _popular(self, query: Query, now: datetime) -> RestAnswer:
        days = _RANGES[query.choice("range", tuple(_RANGES), "last24hours")]
        query.choice("order_by", ("views", "comments", "avg"), "views")
        limit, offset = query.number("limit", 10, 1, 100), query.number("offset", 0, 0)
        posts = self._site.ranking(now)
        if query.flag("freshness") and days:
            posts = [post for post in posts if post.published > now - timedelta(days=days)]
        return _listed([self._show(query)(post) for post in posts[offset : offset + limit]])

    # --- everything else ------------------------------------------------------------------------------------

    def _root(self, query: Query, now: datetime) -> RestAnswer:
        return _one(keep_fields(self._shapes.root(self._routes), query.fields()))

    def _types(self, query: Query, now: datetime) -> RestAnswer:
        return _one(self._shapes.types())

    def _categories(self, query: Query, now: datetime) -> RestAnswer:
        return self._terms(query, self._all_categories(now), "/wp/v2/categories")

    def _all_categories(self, now: datetime) -> list[Json]:
        counts = Counter(slug for post in self._site.posts(now) for slug in post.story.sections)
        return [self._shapes.category(one, counts[one.slug]) for one in self._site.edition.sections.values()]

    def _tags(self, query: Query, now: datetime) -> RestAnswer:
        return self._terms(query, self._all_tags(now), "/wp/v2/tags")

    def _all_tags(self, now: datetime) -> list[Json]:
        counts = Counter(tag for post in self._site.posts(now) for tag in post.story.tags)
        return [self._shapes.tag(tag, count) for tag, count in counts.items()]

    def _terms(self, query: Query, terms: list[Json], route: str) -> RestAnswer:
        include, exclude, slugs = query.numbers("include"), query.numbers("exclude"), query.words("slug")
        parent = query.number("parent", -1, 0)
        if query.flag("hide_empty"):
            terms = [term for term in terms if term["count"]]
        if include:
            terms = [term for term in terms if term["id"] in include]
        if exclude:
            terms = [term for term in terms if term["id"] not in exclude]
        if slugs:
            terms = [term for term in terms if term["slug"] in slugs]
        if parent >= 0:
            terms = [term for term in terms if term.get("parent") == parent]
        if search := query.text("search").lower():
            terms = [term for term in terms if search in term["name"].lower()]
        key = query.choice("orderby", _TERM_ORDERS, "name")
        backwards = query.choice("order", ("asc", "desc"), "asc") == "desc"
        if key == "include" and include:
            terms = sorted(terms, key=lambda term: include.index(term["id"]))
        else:
            key = key if key in ("id", "slug", "count", "description") else "name"
            numeric = key in ("id", "count")
            terms = sorted(terms, key=lambda term: term[key] if numeric else str(term[key]).lower(), reverse=backwards)
        return self._page(query, terms, _kept(query), route, "term")

    def _users(self, query: Query, now: datetime) -> RestAnswer:
        query.choice("orderby", _USER_ORDERS, "name")
        writing = {post.story.author for post in self._site.posts(now)}
        include = query.numbers("include")
        authors = [one for slug, one in self._site.edition.authors.items() if slug in writing]
        users = [self._shapes.user(one) for one in sorted(authors, key=lambda one: one.name) if not include or one.id in include]
        return self._page(query, users, _kept(query), "/wp/v2/users", "user")

    def _media(self, query: Query, now: datetime) -> RestAnswer:
        query.check_context()
        include = query.numbers("include")
        found = [one for one in self._site.attachments(self._site.posts(now)) if not include or one.id in include]
        media = [self._shapes.media(one) for one in sorted(found, key=lambda one: one.slug)]
        return self._page(query, media, _kept(query), "/wp/v2/media", "post")

    def _single(self, what: str, identity: int, query: Query, now: datetime) -> RestAnswer:
        query.check_context()
        if what == "posts":
            return self._single_post(identity, query, now)
        posts = self._site.posts(now)
        every: dict[str, Callable[[], list[Json]]] = {
            "categories": lambda: self._all_categories(now),
            "tags": lambda: self._all_tags(now),
            "users": lambda: [self._shapes.user(one) for one in self._site.edition.authors.values()],
            "media": lambda: [self._shapes.media(one) for one in self._site.attachments(posts)],
        }
        for thing in every[what]():
            if thing["id"] == identity:
                return _one(_kept(query)(thing))
        if what == "media":
            raise RestError(404, "rest_post_invalid_id", "ID tulisan tidak sah.")
        if what == "users":
            raise RestError(404, "rest_user_invalid_id", "ID pengguna tidak sah.")
        raise RestError(404, "rest_term_invalid", "Istilah tidak ada.")

    def _single_post(self, identity: int, query: Query, now: datetime) -> RestAnswer:
        try:
            post = self._site.post(identity, now)
        except KeyError as error:
            raise RestError(404, "rest_post_invalid_id", "ID tulisan tidak sah.") from error
        if post is None:
            raise RestError(401, "rest_forbidden", "Maaf, Anda tidak diizinkan melakukan itu.")
        password = query.text("password")
        if password and post.story.protected and password != post.story.protected:
            raise RestError(403, "rest_post_incorrect_password", "Kata sandi tulisan salah.")
        return _one(self._show(query, opened=bool(password))(post))

    # --- pages ----------------------------------------------------------------------------------------------

    def _page(
        self, query: Query, things: Sequence[Thing], show: Callable[[Thing], Json], route: str, kind: str
    ) -> RestAnswer:
        """One page of a collection with the headers that count it."""
        page, per_page = query.number("page", 1, 1), query.number("per_page", 10, 1, 100)
        start = query.number("offset", -1, 0) if "offset" in query else (page - 1) * per_page
        total, pages = len(things), -(-len(things) // per_page)
        if kind == "post" and page > pages and total:
            message = "Nomor halaman yang diminta lebih besar daripada jumlah halaman yang ada."
            raise RestError(400, "rest_post_invalid_page_number", message)
        links = []
        if page > 1:
            links.append(f'<{self._address(query, route, min(page - 1, max(pages, 1)))}>; rel="prev"')
        if page < pages:
            links.append(f'<{self._address(query, route, page + 1)}>; rel="next"')
        headers = {"X-WP-Total": str(total), "X-WP-TotalPages": str(pages)}
        if links:  # then WordPress names the pages only, not the API
            headers["Link"] = ", ".join(links)
        return _listed([show(thing) for thing in things[start : start + per_page]], headers)

    def _address(self, query: Query, route: str, page: int) -> str:
        pairs = [(name, value) for name, value in query.pairs if name != "page"]
        return f"{self._url}/wp-json{route}?{urlencode([*pairs, ('page', str(page))])}"


def _holds(post: Post, terms: Sequence[str]) -> bool:
    text = f"{post.title}\n{post.story.excerpt}\n{post.html}".lower()
    return all(term in text for term in terms)


def _kept(query: Query) -> Callable[[Json], Json]:
    fields = query.fields()
    return lambda thing: keep_fields(thing, fields)


def _one(thing: Json) -> RestAnswer:
    return RestAnswer(200, json.dumps(thing, ensure_ascii=False))


def _listed(things: Sequence[Json], headers: dict[str, str] | None = None) -> RestAnswer:
    # Piece by piece: one dumps of a hundred stories would hold up the window, in whose process this runs.
    return RestAnswer(200, "[" + ",".join(json.dumps(thing, ensure_ascii=False) for thing in things) + "]", headers or {})


