"""The sample site's own pages: what "open original" shows in a browser, plain and readable, without a script."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from reader_app.demo.edition import SampleAuthor
from reader_app.demo.shapes import Shapes, local, tag_slug, title_html
from reader_app.demo.site import Post, Site

_STYLE = """
body{font:18px/1.6 Georgia,'Noto Serif',serif;color:#1c1c1c;background:#fbfaf7;margin:0}
header,main,footer{max-width:42rem;margin:0 auto;padding:1rem 1.25rem}
header{border-bottom:3px solid #b3201f}header a{color:inherit;text-decoration:none}header b{font-size:1.6rem}
nav,small,figcaption,.kicker,time{font-family:Inter,'Noto Sans',sans-serif;font-size:.8rem;color:#5c5c5c}
nav a{margin-right:.8rem}.kicker{color:#b3201f;text-transform:uppercase;font-weight:600}
h1{line-height:1.2}a{color:#8f1a19}img{max-width:100%;height:auto}figure{margin:1.5rem 0}
blockquote{margin:1.5rem 0 1.5rem 1.5rem;font-style:italic}pre{overflow:auto;background:#f0ede6;padding:1rem}
table{border-collapse:collapse;font-size:.85rem;display:block;overflow:auto}td,th{border:1px solid #d9d5cb;padding:.3rem .6rem}
li.story{list-style:none;margin:0 0 1.2rem -2.5rem}
"""


class Pages:
    def __init__(self, site: Site, url: str) -> None:
        self._site = site
        self._url = url
        self._shapes = Shapes(site, url)

    def find(self, path: Sequence[str], posts: list[Post]) -> str | None:
        """The page at ``path`` ("/kanal/dunia/" is ["kanal", "dunia"]), or None where there is none."""
        posts = sorted(posts, key=lambda post: post.published, reverse=True)
        edition = self._site.edition
        match path:
            case []:
                return self._list(edition.description, posts)
            case ["kanal", slug] if section := edition.sections.get(slug):
                return self._list(section.name, (post for post in posts if slug in post.story.sections))
            case ["author", slug] if author := edition.authors.get(slug):
                return self._list(author.name, (post for post in posts if post.story.author == slug))
            case ["topik", slug]:
                tagged = [post for post in posts if slug in map(tag_slug, post.story.tags)]
                return self._list(f"Topik: {slug}", tagged) if tagged else None
            case ["gambar", slug]:
                return self._picture(slug, posts)
            case [slug]:
                found = [post for post in posts if post.story.slug == slug]
                return self._story(found[0]) if found else None
        return None

    def _story(self, post: Post) -> str:
        story, edition = post.story, self._site.edition
        attachment = self._site.attachment(story)
        lead = ""
        if attachment:
            lead = (
                f'<figure><img src="/pictures/{attachment.picture.file}" alt="{html.escape(attachment.alt)}">'
                f"<figcaption>{html.escape(attachment.caption)}</figcaption></figure>"
            )
        body = "<p><em>Tulisan ini dibuka dengan kata sandi.</em></p>" if story.protected else self._shapes.content(post.html)
        title = title_html(post.title)
        head = (
            f'<link rel="alternate" type="application/json" href="{self._url}/wp-json/wp/v2/posts/{post.id}">'
            f'<link rel="canonical" href="{self._shapes.link(post)}">'
        )
        return self._page(
            title,
            f'<article><p class="kicker">{html.escape(edition.sections[story.section].name)}</p><h1>{title}</h1>'
            f"<p><time>{local(post.published).replace('T', ' ')} WIB</time> — "
            f"{html.escape(edition.authors[story.author].name)}</p>"
            f"{lead}{body}</article>",
            head,
            story.language,
        )

    def _list(self, title: str, posts: Iterable[Post]) -> str:
        rows = "".join(
            f'<li class="story"><time>{local(post.published).replace("T", " ")} WIB</time><br>'
            f'<a href="/{post.story.slug}/">{title_html(post.title)}</a></li>'
            for post in posts
        )
        return self._page(html.escape(title), f"<h2>{html.escape(title)}</h2><ul>{rows}</ul>")

    def _picture(self, slug: str, posts: list[Post]) -> str | None:
        for attachment in self._site.attachments(posts):
            if attachment.slug == slug:
                caption = html.escape(attachment.caption)
                image = f'<img src="/pictures/{attachment.picture.file}" alt="{html.escape(attachment.alt)}">'
                return self._page(caption, f"<figure>{image}<figcaption>{caption}</figcaption></figure>")
        return None

    def lost(self) -> str:
        return self._page("Halaman tidak ditemukan", "<h1>Halaman tidak ditemukan</h1>")

    def _page(self, title: str, body: str, head: str = "", language: str = "id") -> str:
        name = html.escape(self._site.edition.name)
        sections = "".join(
            f'<a href="/kanal/{one.slug}/">{html.escape(one.name)}</a>'
            for one in self._site.edition.sections.values()
            if not one.parent
        )
        return (
            f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{title} – {name}</title>'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<link rel="https://api.w.org/" href="{self._url}/wp-json/">{head}<style>{_STYLE}</style></head>'
            f'<body><header><a href="/"><b>{name}</b></a><nav>{sections}</nav></header><main>{body}</main>'
            f"<footer><small>{html.escape(self._site.edition.description)}</small></footer></body></html>"
        )


def avatar(author: SampleAuthor) -> str:
    """An author's initials in a disc, so that no picture of theirs is asked from a third party."""
    initials = "".join(word[0] for word in author.name.split()[:2])
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96"><circle cx="48" cy="48" r="48" fill="#5b3b5c"/>'
        f'<text x="48" y="60" font-family="serif" font-size="34" fill="#faf4e6" text-anchor="middle">{initials}</text></svg>'
    )
