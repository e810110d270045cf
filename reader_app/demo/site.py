"""The sample site as it stands at a moment: which stories are out, edited, taken back. Knows no HTTP and no JSON."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from reader_app.demo.edition import Edition, SamplePicture, SampleStory, remote_id

# A story planned ahead was last touched before it came out, and WordPress keeps it so: its "modified" is earlier
# than its date. A reader that only asks for what was modified would miss it, so the sample has such stories.
_PLANNED = timedelta(seconds=70)


@dataclass(slots=True)
class _Edit:
    at: datetime
    apply: Callable[[str, str], tuple[str, str]]


@dataclass(slots=True)
class _Kept:
    """A story in the site's keeping, with all that happened or will happen to it."""

    story: SampleStory
    published: datetime
    touched: datetime
    edits: list[_Edit] = field(default_factory=list)
    trashed: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """A story as it stands at one moment."""

    story: SampleStory
    published: datetime
    modified: datetime
    title: str
    html: str
    edits: int
    sticky: bool

    @property
    def id(self) -> int:
        return self.story.id


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture as the media library holds it: once for itself, once more for each story that captions it otherwise."""

    id: int
    slug: str
    picture: SamplePicture
    alt: str
    caption: str
    uploaded: datetime


class Site:
    """Thread-safe; the clock is passed in with every question."""

    def __init__(self, edition: Edition, anchor: datetime) -> None:
        self.edition = edition
        self.anchor = anchor
        self._lock = threading.Lock()
        self._kept: dict[str, _Kept] = {}
        self._sticky = set(edition.sticky)
        for story in edition.stories.values():
            self._keep(story, anchor - story.age)
        for correction in edition.corrections:
            kept = self._kept[correction.slug]
            kept.edits.append(_Edit(anchor + correction.after, correction.apply))

    # --- questions ------------------------------------------------------------------------------------------

    def posts(self, now: datetime) -> list[Post]:
        """What is public, in no particular order."""
        with self._lock:
            return [self._post(kept, now) for kept in self._kept.values() if _public(kept, now)]

    def post(self, identity: int, now: datetime) -> Post | None:
        """The public story of that number. Raises KeyError where there never was one or it is gone for good;
        None means it is there but not public."""
        with self._lock:
            for kept in self._kept.values():
                if kept.story.id == identity:
                    return self._post(kept, now) if _public(kept, now) else None
        raise KeyError(identity)

    def ranking(self, now: datetime) -> list[Post]:
        """What is read most, first the most read."""
        out = {post.story.slug: post for post in self.posts(now)}
        return [out[slug] for slug in self.edition.popular if slug in out]

    def attachments(self, posts: Iterable[Post]) -> list[Attachment]:
        """The pictures the stories lead with, each once."""
        found = (self.attachment(post.story) for post in posts)
        return list({one.id: one for one in found if one}.values())

    def attachment(self, story: SampleStory) -> Attachment | None:
        """The story's lead picture."""
        picture = self.edition.pictures.get(story.picture)
        if picture is None:
            return None
        own = bool(story.alt or story.caption or story.credit)
        slug = f"{picture.name}-{story.slug}" if own else picture.name
        caption = story.caption or picture.caption
        credit = story.credit or ("" if _signed(caption) else picture.credit)
        return Attachment(
            id=remote_id("picture", slug),
            slug=slug,
            picture=picture,
            alt=story.alt or picture.alt,
            caption=f"{caption} / {credit}" if credit else caption,
            uploaded=self.anchor - timedelta(days=60),
        )

    # --- what happens to it ---------------------------------------------------------------------------------

    def publish(self, story: SampleStory, now: datetime) -> None:
        with self._lock:
            self._keep(story, now - story.age)

    def edit(self, slug: str, now: datetime, title: str | None, html: str | None) -> None:
        def change(old_title: str, old_html: str) -> tuple[str, str]:
            return old_title if title is None else title, old_html if html is None else html

        with self._lock:
            self._kept[slug].edits.append(_Edit(now, change))

    def trash(self, slug: str, now: datetime) -> None:
        with self._lock:
            kept = self._kept[slug]
            kept.trashed, kept.touched = True, now

    def restore(self, slug: str, now: datetime) -> None:
        with self._lock:
            kept = self._kept[slug]
            kept.trashed, kept.touched = False, now

    def delete(self, slug: str) -> None:
        with self._lock:
            del self._kept[slug]

    # --- within ---------------------------------------------------------------------------------------------

    def _keep(self, story: SampleStory, published: datetime) -> None:
        touched = published - _PLANNED if story.age < timedelta(0) else published
        self._kept[story.slug] = _Kept(story, published, touched)

    def _post(self, kept: _Kept, now: datetime) -> Post:
        title, html = kept.story.title, kept.story.html
        modified = kept.touched
        done = sorted((edit for edit in kept.edits if edit.at <= now), key=lambda edit: edit.at)
        for edit in done:
            title, html = edit.apply(title, html)
            modified = max(modified, edit.at)
        sticky = kept.story.slug in self._sticky
        return Post(kept.story, kept.published, modified, title, html, len(done), sticky)


def _public(kept: _Kept, now: datetime) -> bool:
    return not kept.trashed and kept.published <= now


def _signed(caption: str) -> bool:
    """Does the caption name its maker already?"""
    return "/" in caption or "Foto:" in caption or "Ilustrasi:" in caption
