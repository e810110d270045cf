"""Pictures of a story: its elements tell sizes, captions and credits; the figure above the text is what is left."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import Any

from reader_app.content.addresses import absolute
from reader_app.content.credit import split_credit
from reader_app.content.images import images
from reader_app.content.text import one_line, plain_text
from reader_app.records import ParsedImage, Rendition
from reader_app.sources.guardian import wire
from reader_app.sources.wordpress.wire import text

MOST = 200  # pictures of a gallery
_CAPTION, _CREDIT = 1000, 200  # characters


def lead(content: dict[str, Any], url: str) -> ParsedImage | None:
    """The picture above the text. Many are kept from API keys by their agencies: none is no mistake."""
    main = [each for each in wire.members(content.get("elements")) if each.get("relation") == "main"]
    block = wire.table(wire.table(content.get("blocks")).get("main"))
    fields = wire.table(content.get("fields"))
    for element in [*main, *wire.members(block.get("elements"))]:
        found = _image(element, url)
        if found is not None:
            return found
    for figure in (text(fields.get("main")), text(block.get("bodyHtml"))):
        if figure:
            for image in images(figure, url):
                caption, credit = split_credit(image.caption)
                return ParsedImage(image.renditions, image.alt, caption, image.credit or credit, image.width, image.height)
    thumbnail = absolute(text(fields.get("thumbnail")), url)
    return ParsedImage((Rendition(thumbnail, _named_width(thumbnail)),)) if thumbnail else None


def gallery(content: dict[str, Any], url: str) -> str:
    """The pictures of a story that has no text, as figures; "" where the API names none."""
    figures: dict[str, str] = {}
    for element in wire.members(content.get("elements"))[: 2 * MOST]:
        image = _image(element, url) if element.get("relation") in ("body", "gallery") else None
        if image is not None and len(figures) < MOST:
            figures.setdefault(image.renditions[-1].url, _figure(image))
    return "\n".join(figures.values())


def _image(element: dict[str, Any], url: str) -> ParsedImage | None:
    """An image element: the assets are its sizes, and old ones hold crops of other shapes among them."""
    if element.get("type") != "image":
        return None
    facts = wire.table(element.get("imageTypeData"))
    sizes: list[tuple[int, int, str]] = []
    for asset in wire.members(element.get("assets"))[:60]:
        data = wire.table(asset.get("typeData"))
        address = absolute(text(data.get("secureFile")), url) or absolute(text(asset.get("file")), url)
        if address and text(asset.get("type")) in ("", "image"):
            sizes.append((wire.number(data.get("width")), wire.number(data.get("height")), address))
            facts = facts or data
    if not sizes:
        return None
    width, height, _ = max(sizes, key=lambda size: size[0])
    renditions: dict[int, str] = {}
    for wide, high, address in sizes:
        if not (wide and high and width and height) or abs(high - wide * height / width) <= max(2.0, high * 0.01):
            renditions.setdefault(wide, address)
    caption, told = split_credit(plain_text(text(facts.get("caption"))[:20_000]))
    credit = one_line(plain_text(text(facts.get("credit"))[:2000]), _CREDIT)
    return ParsedImage(
        renditions=tuple(Rendition(renditions[wide], wide) for wide in sorted(renditions)),
        alt=one_line(text(facts.get("altText") or facts.get("alt")), 300),
        caption=one_line(caption, _CAPTION),
        credit=_without_label(credit) or told,
        width=width,
        height=height,
    )


def _without_label(credit: str) -> str:
    """ "Photograph: Antara" is Antara's."""
    label, colon, name = credit.partition(":")
    return name.strip() if colon and name.strip() and len(label.split()) < 3 else credit


def _figure(image: ParsedImage) -> str:
    best = image.renditions[-1]
    size = f' width="{image.width}" height="{image.height}"' if image.width and image.height else ""
    words = " ".join(_texts((image.caption, f"({image.credit})" if image.credit else "")))
    caption = f"<figcaption>{html.escape(words)}</figcaption>" if words else ""
    return f'<figure><img src="{html.escape(best.url)}" alt="{html.escape(image.alt)}"{size}>{caption}</figure>'


def _texts(parts: Iterable[str]) -> list[str]:
    return [part for part in parts if part]


def _named_width(url: str) -> int:
    """Thumbnails are named by their width."""
    name = url.rpartition("/")[2].partition(".")[0]
    return int(name) if name.isdecimal() and len(name) < 6 else 0
