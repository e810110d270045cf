"""An entry's lead picture, and its sounds and films as links in the text."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Sequence

from reader_app.content import addresses
from reader_app.content.addresses import absolute
from reader_app.content.credit import split_credit
from reader_app.content.images import images
from reader_app.content.text import one_line, title_text
from reader_app.records import ParsedImage, Rendition
from reader_app.sources.feed.wire import ENCLOSURE, Medium

TRIED = 6  # pictures of an entry that may turn out to be none
ATTACHED = 10
_CAPTION = 1000  # characters
_SOUND_FILE = re.compile(r"\.(?:mp3|m4a|aac|ogg|oga|opus|wav|mp4|m4v|mov|webm|ogv|mpe?g|avi|wmv|flv)\Z", re.I)
_OTHER_FILE = re.compile(r"\.(?:swf|pdf|zip|torrent|html?|php|epub|docx?|txt)\Z", re.I)


def is_picture(medium: Medium) -> bool:
    if medium.medium or medium.type:
        return medium.medium == "image" or (medium.type.startswith("image") and medium.medium in ("", "document"))
    path = medium.url.partition("?")[0].partition("#")[0]
    return addresses.PICTURE_NAME.search(path) is not None or (
        medium.rank != ENCLOSURE and not _OTHER_FILE.search(path) and not _SOUND_FILE.search(path)
    )


def is_sound(medium: Medium) -> bool:
    if medium.medium in ("audio", "video") or medium.type.partition("/")[0] in ("audio", "video", "x-audio", "x-video"):
        return True
    return not medium.medium and _SOUND_FILE.search(medium.url.partition("?")[0]) is not None


def lead(media: Sequence[Medium], base: str, logo: str) -> ParsedImage | None:
    """The picture that the entry names as its own, in all the sizes it names; None for pixels and the feed's logo."""
    found: list[tuple[str, Medium]] = []
    for medium in media:
        if is_picture(medium):
            url = absolute(medium.url, base)
            if url and url != logo:
                found.append((url, medium))
    order = sorted(range(len(found)), key=lambda place: (found[place][1].rank, -found[place][1].width, place))
    for place in order[:TRIED]:
        url, medium = found[place]
        made = _checked(url, medium, base)
        if made is not None:
            return _with_others(made, medium, found)
    return None


def _checked(url: str, medium: Medium, base: str) -> ParsedImage | None:
    """What the page's own rules make of the picture: they know pixels, trackers and avatars."""
    size = f' width="{medium.width}" height="{medium.height}"' if medium.width and medium.height else ""
    found = images(f'<img src="{entities.escape(url)}"{size}>', base)
    if not found:
        return None
    caption, credit = split_credit(one_line(title_text(medium.caption), _CAPTION))
    return ParsedImage(
        renditions=(Rendition(found[0].renditions[0].url, medium.width or found[0].renditions[0].width),),
        alt=one_line(title_text(medium.alt), 300),
        caption=caption,
        credit=one_line(title_text(medium.credit), 200) or credit,
        width=medium.width,
        height=medium.height,
    )


def _with_others(image: ParsedImage, medium: Medium, found: list[tuple[str, Medium]]) -> ParsedImage:
    """The other sizes of the same picture."""
    widths = {each.url: each.width for each in image.renditions}
    stem = addresses.stem(image.renditions[0].url)
    caption, credit = image.caption, image.credit
    for url, other in found:
        same = addresses.stem(url) == stem or (medium.group and other.group == medium.group and other.rank == medium.rank == 1)
        if same and url not in widths:
            widths[url] = other.width or addresses.named_size(url)[0]
        if same and not caption and other.caption:
            caption, told = split_credit(one_line(title_text(other.caption), _CAPTION))
            credit = credit or told
        if same and not credit and other.credit:
            credit = one_line(title_text(other.credit), 200)
    known = sorted(widths, key=widths.__getitem__)
    return ParsedImage(
        tuple(Rendition(url, widths[url]) for url in known), image.alt, caption, credit, image.width, image.height
    )


def with_attached(html: str, media: Sequence[Medium], base: str) -> str:
    """The text with a link to each sound, film and other file of the entry that it does not hold already."""
    links: dict[str, str] = {}
    for medium in media:
        sound = is_sound(medium)
        if len(links) < ATTACHED and (sound or (medium.rank == ENCLOSURE and not is_picture(medium))):
            url = absolute(medium.url, base)
            if url and url not in html:
                name = one_line(title_text(medium.title), 200) or addresses.file_name(url) or addresses.host_name(url)
                links.setdefault(url, f"{'▶' if sound else '↓'} {name}")
    added = "".join(f'<p><a href="{entities.escape(url)}">{entities.escape(name)}</a></p>' for url, name in links.items())
    return f"{html}\n{added}" if added else html
