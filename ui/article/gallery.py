"""The pictures of a story by the address its Markdown has for them."""

from __future__ import annotations

import re

from PySide6.QtGui import QTextCharFormat

from reader_app.records import Image, Story
from reader_app.words import _
from ui.article.pictures import picture_format

# What WordPress puts behind a picture's name for each of its sizes.
_SIZE_IN_NAME = re.compile(r"-(?:\d{2,5}x\d{2,5}|scaled|rotated|e\d{9,})(?=\.\w{2,5}$)")


class Gallery:
    def __init__(self, story: Story) -> None:
        self.lead = story.lead
        self._images = {_plain(image.url): image for image in reversed(story.images)}

    def find(self, address: str) -> Image | None:
        return self._images.get(_plain(address))

    def is_lead(self, address: str) -> bool:
        """Whether the picture at ``address`` is the lead picture, perhaps in another size."""
        if self.lead is None:
            return False
        image = self.find(address)
        if image is not None and (image.lead or (image.picture and image.picture == self.lead.picture)):
            return True
        return _any_size(address) == _any_size(self.lead.url)


def room_for(image: Image | None, alt: str, most: int = 0) -> QTextCharFormat:
    """What stands in the text for a picture; ``most`` is the widest it may be shown, 0 for the whole column."""
    if image is None:
        return picture_format("", 0, 0, alt or _("Picture"), most)
    words = alt or image.alt or image.caption or _("Picture")
    return picture_format(image.picture or "", image.width, image.height, words, most)


def caption(image: Image | None) -> str:
    """Caption and credit in one line: "Warga di dermaga / Net"."""
    return " / ".join(part for part in (image.caption, image.credit) if part) if image else ""


def _plain(address: str) -> str:
    return address.replace(" ", "%20")


def _any_size(address: str) -> str:
    bare = address.partition("?")[0].partition("#")[0].partition("://")[2]
    return _SIZE_IN_NAME.sub("", bare)
