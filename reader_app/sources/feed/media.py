"""Pictures, sounds and films that an entry names: Media RSS, enclosures, iTunes, and the tags that publishers make up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from reader_app.content import xml
from reader_app.content.xml import Element
from reader_app.sources.feed import texts
from reader_app.sources.feed.wire import ENCLOSURE, Medium

MOST = 40  # of one entry

_PICTURE_TAG = re.compile(r"(?:image|img|thumb(?:nail)?|foto|photo|picture|gambar|cover)(?:_?(?:url|link|src|big|large))?\Z")
_NUMBER = re.compile(r"\s{0,9}(\d{1,6})")


def media_of(element: Element, bag: dict[str, list[Element]]) -> list[Medium]:
    """All that ``element``, whose children are in ``bag``, names; the surest pictures first in rank."""
    found: list[Medium] = []
    for number, group in enumerate(bag.get("media:group", ()), 1):
        inside = list(group)
        found += _contents(inside, number, _told(inside))
    told = _told(child for name, children in bag.items() if name.startswith("media:") for child in children)
    found += _contents(
        [*bag.get("media:content", ()), *bag.get("media:thumbnail", ()), *bag.get("media:player", ())], 0, told
    )
    for each in bag.get("enclosure", ()):
        _add(found, xml.attribute(each, "url") or xml.attribute(each, "rdf:resource"), each, rank=ENCLOSURE)
    for each in bag.get("link", ()):
        if xml.attribute(each, "rel").lower().rpartition("/")[2] == "enclosure":
            _add(found, xml.attribute(each, "href"), each, rank=ENCLOSURE)
    for name, children in bag.items():
        if name == "itunes:image":
            for each in children:
                _add(found, xml.attribute(each, "href") or xml.text_of(each), each, rank=4, medium="image")
        elif _may_be_picture(name):
            for each in children:
                address = xml.text_of(xml.child(each, "url")) or xml.attribute(each, "url") or xml.attribute(each, "href")
                address = address or xml.attribute(each, "src") or ("" if len(each) else xml.text_of(each))
                if texts.is_address(address):
                    _add(found, address, each, rank=5, medium="image")
    return found[:MOST]


@lru_cache(maxsize=1024)
def _may_be_picture(name: str) -> bool:
    return not name.startswith("media:") and _PICTURE_TAG.search(name) is not None


def _told(elements: Iterable[Element]) -> dict[str, str]:
    """What the group says of all its media."""
    told: dict[str, str] = {}
    for each in elements:
        name = xml.name_of(each)
        if name in ("media:title", "media:description", "media:credit", "media:text") and name not in told:
            told[name] = xml.text_of(each)
    return told


def _contents(elements: list[Element], group: int, told: dict[str, str]) -> list[Medium]:
    found: list[Medium] = []
    for each in elements:
        name = xml.name_of(each)
        if name not in ("media:content", "media:thumbnail"):
            continue
        small = name == "media:thumbnail"
        inside = list(each)
        own = _told(inside)
        made = _add(
            found, xml.attribute(each, "url") or ("" if inside else xml.text_of(each)), each,
            rank=2 if small else 1, medium="image" if small else xml.attribute(each, "medium").lower(),
        )  # fmt: skip
        if made is not None:
            made.group = group
            made.title = own.get("media:title", "")
            made.caption = own.get("media:description", "") or own.get("media:text", "") or made.title
            made.credit = own.get("media:credit", "") or told.get("media:credit", "")
            if not made.caption and group:
                made.caption = told.get("media:description", "") or told.get("media:title", "")
        found += [medium for medium in _contents(inside, group, {**told, **own}) if inside]
    return found


def _add(found: list[Medium], url: str, element: Element, *, rank: int, medium: str = "") -> Medium | None:
    url = "".join(url.split("\n")).strip()
    if not url:
        return None
    made = Medium(
        url, type=xml.attribute(element, "type").lower(), medium=medium, width=_pixels(element, "width"),
        height=_pixels(element, "height"), title=xml.attribute(element, "title"), alt=xml.attribute(element, "alt"), rank=rank,
    )  # fmt: skip
    found.append(made)
    return made


def _pixels(element: Element, name: str) -> int:
    match = _NUMBER.match(xml.attribute(element, name))
    return int(match[1]) if match else 0
