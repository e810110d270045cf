"""How WordPress 6.1 words its things in JSON: posts, terms, people, pictures, with the same keys in the same order."""

from __future__ import annotations

import html
import re
from collections.abc import Collection
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from reader_app.demo.edition import SampleAuthor, SampleSection, remote_id
from reader_app.demo.site import Attachment, Post, Site

Json = dict[str, Any]

# Asia/Jakarta knows no summer time, so the site's zone is a plain offset.
SITE_ZONE = timezone(timedelta(hours=7))

_IMG = re.compile(r'<img src="/pictures/([a-z0-9-]+)\.jpg"([^>]*?)\s*/?>')
_TAG = re.compile(r"<[^>]+>")
_CURIES = [{"name": "wp", "href": "https://api.w.org/{rel}", "templated": True}]
_EMBED_KEYS = {
    "post": frozenset("id date slug type link title excerpt author featured_media _links".split()),
    "term": frozenset("id link name slug taxonomy _links".split()),
    "user": frozenset("id name url description link slug avatar_urls _links".split()),
    "media": frozenset(
        "id date slug type link title author caption alt_text media_type mime_type media_details source_url _links".split()
    ),
}


def local(moment: datetime) -> str:
    return moment.astimezone(SITE_ZONE).strftime("%Y-%m-%dT%H:%M:%S")


def gmt(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


def title_html(text: str) -> str:
    """A typed title as WordPress renders it: escaped, with its quotes, dashes and dots made typographic."""
    text = text.replace("&", "&#038;").replace("<", "&lt;").replace(">", "&gt;")
    text = re.sub(r'(^|[\s(\[–—])"', r"\1&#8220;", text).replace('"', "&#8221;")
    return text.replace("'", "&#8217;").replace("...", "&#8230;").replace(" - ", " &#8211; ")


def tag_slug(tag: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", tag.lower()).strip("-")


def tag_id(tag: str) -> int:
    return remote_id("tag", tag_slug(tag))


class Shapes:
    """Makes the JSON of one site reached at one address."""

    def __init__(self, site: Site, url: str) -> None:
        self._site = site
        self.url = url
        self._wp = f"{url}/wp-json/wp/v2"

    # --- posts ----------------------------------------------------------------------------------------------

    def link(self, post: Post) -> str:
        return f"{self.url}/{post.story.slug}/"

    def post(self, post: Post, *, opened: bool = False) -> Json:
        """The post as anyone sees it; ``opened``: with its password given."""
        story = post.story
        edition = self._site.edition
        closed = bool(story.protected) and not opened
        attachment = self._site.attachment(story)
        return {
            "id": post.id,
            "date": local(post.published),
            "date_gmt": gmt(post.published),
            # The guid stays what it was when the site was young: it must not follow the port.
            "guid": {"rendered": f"http://sample.berita/?p={post.id}"},
            "modified": local(post.modified),
            "modified_gmt": gmt(post.modified),
            "slug": story.slug,
            "status": "publish",
            "type": "post",
            "link": self.link(post),
            "title": {"rendered": title_html(post.title)},
            "content": {"rendered": "" if closed else self.content(post.html), "protected": bool(story.protected)},
            "excerpt": {"rendered": "" if closed else self._excerpt(post), "protected": bool(story.protected)},
            "author": edition.authors[story.author].id,
            "featured_media": attachment.id if attachment else 0,
            "comment_status": "closed",
            "ping_status": "closed",
            "sticky": post.sticky,
            "template": "",
            "format": "standard",
            "meta": [],
            "categories": sorted(edition.sections[slug].id for slug in story.sections),
            "tags": sorted(tag_id(tag) for tag in story.tags),
            "_links": self._post_links(post, attachment),
        }

    def content(self, body: str) -> str:
        """The body as the block editor's filters leave it: blocks far apart, pictures with size and renditions."""
        blocks = re.split(r"\n\s*\n", body.strip())
        return "\n" + "\n\n\n\n".join(_IMG.sub(self._img, block) for block in blocks) + "\n"

    def _img(self, match: re.Match[str]) -> str:
        picture = self._site.edition.pictures.get(match[1])
        if picture is None:
            return match[0]
        wide, small = f"/pictures/{picture.file}", f"/pictures/{picture.small_file}"
        return (
            f'<img decoding="async" loading="lazy" width="{picture.width}" height="{picture.height}" src="{wide}"{match[2]}'
            f' class="wp-image-{remote_id("picture", picture.name)}"'
            f' srcset="{wide} {picture.width}w, {small} {picture.small_width}w"'
            f' sizes="(max-width: {picture.width}px) 100vw, {picture.width}px" />'
        )

    def _excerpt(self, post: Post) -> str:
        if post.story.excerpt:
            return f"<p>{html.escape(post.story.excerpt, quote=False)}</p>\n"
        words = html.unescape(_TAG.sub(" ", post.html)).split()
        text = html.escape(" ".join(words[:55]), quote=False)
        return f"<p>{text}{' [&hellip;]' if len(words) > 55 else ''}</p>\n" if words else ""

    def _post_links(self, post: Post, attachment: Attachment | None) -> Json:
        here = f"{self._wp}/posts/{post.id}"
        links: Json = {
            "self": [{"href": here}],
            "collection": [{"href": f"{self._wp}/posts"}],
            "about": [{"href": f"{self._wp}/types/post"}],
            "author": [{"embeddable": True, "href": f"{self._wp}/users/{self._author(post).id}"}],
            "replies": [{"embeddable": True, "href": f"{self._wp}/comments?post={post.id}"}],
            "version-history": [{"count": post.edits, "href": f"{here}/revisions"}],
        }
        if attachment:
            links["wp:featuredmedia"] = [{"embeddable": True, "href": f"{self._wp}/media/{attachment.id}"}]
        links["wp:attachment"] = [{"href": f"{self._wp}/media?parent={post.id}"}]
        links["wp:term"] = [
            {"taxonomy": "category", "embeddable": True, "href": f"{self._wp}/categories?post={post.id}"},
            {"taxonomy": "post_tag", "embeddable": True, "href": f"{self._wp}/tags?post={post.id}"},
        ]
        links["curies"] = _CURIES
        return links

    def embedded(self, post: Post, wanted: Collection[str] | None) -> Json:
        """The members of ``_embedded``: all, or those ``wanted``."""
        story, sections = post.story, self._site.edition.sections
        found: Json = {"author": [_only("user", self.user(self._author(post)))]}
        if attachment := self._site.attachment(story):
            found["wp:featuredmedia"] = [_only("media", self.media(attachment))]
        categories = sorted((sections[slug] for slug in story.sections), key=lambda section: section.id)
        found["wp:term"] = [
            [_only("term", self.category(section, 0)) for section in categories],
            [_only("term", self.tag(tag, 0)) for tag in sorted(story.tags, key=tag_id)],
        ]
        return {rel: member for rel, member in found.items() if wanted is None or rel in wanted}

    def _author(self, post: Post) -> SampleAuthor:
        return self._site.edition.authors[post.story.author]

    # --- terms and people -----------------------------------------------------------------------------------

    def category(self, section: SampleSection, count: int) -> Json:
        parent = self._site.edition.sections[section.parent].id if section.parent else 0
        links = self._term_links("categories", "category", section.id)
        if parent:
            links["up"] = [{"embeddable": True, "href": f"{self._wp}/categories/{parent}"}]
        return {
            "id": section.id,
            "count": count,
            "description": html.escape(section.description, quote=False),
            "link": f"{self.url}/kanal/{section.slug}/",
            "name": html.escape(section.name, quote=False),
            "slug": section.slug,
            "taxonomy": "category",
            "parent": parent,
            "meta": [],
            "_links": links,
        }

    def tag(self, tag: str, count: int) -> Json:
        return {
            "id": tag_id(tag),
            "count": count,
            "description": "",
            "link": f"{self.url}/topik/{tag_slug(tag)}/",
            "name": html.escape(tag, quote=False),
            "slug": tag_slug(tag),
            "taxonomy": "post_tag",
            "meta": [],
            "_links": self._term_links("tags", "post_tag", tag_id(tag)),
        }

    def _term_links(self, route: str, taxonomy: str, identity: int) -> Json:
        return {
            "self": [{"href": f"{self._wp}/{route}/{identity}"}],
            "collection": [{"href": f"{self._wp}/{route}"}],
            "about": [{"href": f"{self._wp}/taxonomies/{taxonomy}"}],
            "wp:post_type": [{"href": f"{self._wp}/posts?{route}={identity}"}],
            "curies": _CURIES,
        }

    def user(self, author: SampleAuthor) -> Json:
        return {
            "id": author.id,
            "name": author.name,
            "url": "",
            "description": html.escape(author.description, quote=False),
            "link": f"{self.url}/author/{author.slug}/",
            "slug": author.slug,
            "avatar_urls": dict.fromkeys(("24", "48", "96"), f"{self.url}/avatar/{author.slug}.svg"),
            "meta": [],
            "_links": {
                "self": [{"href": f"{self._wp}/users/{author.id}"}],
                "collection": [{"href": f"{self._wp}/users"}],
            },
        }

    # --- pictures -------------------------------------------------------------------------------------------

    def media(self, attachment: Attachment) -> Json:
        picture = attachment.picture
        wide, small = f"{self.url}/pictures/{picture.file}", f"{self.url}/pictures/{picture.small_file}"
        alt = html.escape(attachment.alt)
        caption = f"<p>{html.escape(attachment.caption, quote=False)}</p>\n" if attachment.caption else ""
        full = {"file": picture.file, "width": picture.width, "height": picture.height, "mime_type": "image/jpeg"}
        less = {
            "file": picture.small_file,
            "width": picture.small_width,
            "height": picture.small_height,
            "filesize": picture.small_bytes,
            "mime_type": "image/jpeg",
        }
        link = f"{self.url}/gambar/{attachment.slug}/"
        return {
            "id": attachment.id,
            "date": local(attachment.uploaded),
            "date_gmt": gmt(attachment.uploaded),
            "guid": {"rendered": f"http://sample.berita/gambar/{attachment.slug}/"},
            "modified": local(attachment.uploaded),
            "modified_gmt": gmt(attachment.uploaded),
            "slug": attachment.slug,
            "status": "inherit",
            "type": "attachment",
            "link": link,
            "title": {"rendered": title_html(picture.name.replace("-", " ").capitalize())},
            "author": 1,
            "comment_status": "closed",
            "ping_status": "closed",
            "template": "",
            "meta": [],
            "description": {
                "rendered": f'<p class="attachment"><a href=\'{wide}\'><img width="{picture.small_width}"'
                f' height="{picture.small_height}" src="{small}" alt="{alt}" decoding="async" loading="lazy" /></a></p>\n'
            },
            "caption": {"rendered": caption},
            "alt_text": attachment.alt,
            "media_type": "image",
            "mime_type": "image/jpeg",
            "media_details": {
                "width": picture.width,
                "height": picture.height,
                "file": picture.file,
                "filesize": picture.bytes,
                "sizes": {"medium_large": {**less, "source_url": small}, "full": {**full, "source_url": wide}},
                "image_meta": _IMAGE_META,
            },
            "post": None,
            "source_url": wide,
            "_links": {
                "self": [{"href": f"{self._wp}/media/{attachment.id}"}],
                "collection": [{"href": f"{self._wp}/media"}],
                "about": [{"href": f"{self._wp}/types/attachment"}],
                "author": [{"embeddable": True, "href": f"{self._wp}/users/1"}],
                "replies": [{"embeddable": True, "href": f"{self._wp}/comments?post={attachment.id}"}],
            },
        }

    # --- the site itself ------------------------------------------------------------------------------------

    def root(self, routes: Collection[str]) -> Json:
        edition = self._site.edition
        return {
            "name": html.escape(edition.name, quote=False),
            "description": html.escape(edition.description, quote=False),
            "url": self.url,
            "home": self.url,
            "gmt_offset": 7,
            "timezone_string": edition.timezone,
            "namespaces": ["oembed/1.0", "wordpress-popular-posts/v1", "wp/v2"],
            "authentication": {},
            "routes": {route: {"namespace": route.strip("/").rpartition("/")[0], "methods": ["GET"]} for route in routes},
            "site_logo": 0,
            "site_icon": 0,
            "site_icon_url": "",
            "_links": {"help": [{"href": "https://developer.wordpress.org/rest-api/"}]},
        }

    def types(self) -> Json:
        return {
            "post": self._type("post", "Tulisan", "posts", ["category", "post_tag"]),
            "attachment": self._type("attachment", "Media", "media", []),
        }

    def _type(self, slug: str, name: str, base: str, taxonomies: list[str]) -> Json:
        return {
            "description": "",
            "hierarchical": False,
            "has_archive": False,
            "name": name,
            "slug": slug,
            "icon": "dashicons-admin-post",
            "taxonomies": taxonomies,
            "rest_base": base,
            "rest_namespace": "wp/v2",
            "_links": {
                "collection": [{"href": f"{self._wp}/types"}],
                "wp:items": [{"href": f"{self._wp}/{base}"}],
                "curies": _CURIES,
            },
        }


_IMAGE_META: Json = {
    **dict.fromkeys("aperture credit camera caption created_timestamp copyright focal_length iso".split(), ""),
    **dict.fromkeys("shutter_speed title orientation".split(), ""),
    "keywords": [],
}


def _only(kind: str, thing: Json) -> Json:
    """The few keys of a thing that WordPress embeds."""
    return {key: value for key, value in thing.items() if key in _EMBED_KEYS[kind]}
