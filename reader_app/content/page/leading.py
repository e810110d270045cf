"""The picture that opens a story belongs above its text, with its caption and credit, and not into it once more."""

from __future__ import annotations

from reader_app.content import addresses, tree
from reader_app.content.images import tree_images, unite
from reader_app.content.page.parts import Part
from reader_app.records import ParsedImage

_BEFORE = 60  # words of a summary that may stand before it
_DEEP = 5  # parts from the beginning at which the same picture still is the opening one
_SMALL = 200  # px; a portrait, a button


def take(kept: list[Part], lead: ParsedImage | None, base_url: str) -> tuple[list[Part], ParsedImage | None]:
    """(the parts without the opening picture, the lead picture with all that is known of it).

    Where the page opens with another picture than its metadata names, what the page shows wins: it has the caption."""
    if not any(each.words for each in kept if each.kind != "picture"):
        return kept, lead  # a page of pictures
    before = 0
    for at, each in enumerate(kept[: 2 * _DEEP]):
        if each.kind != "picture":
            before += len(each.words)
            continue
        shown = _shown(each, base_url)
        if shown is None:
            continue
        same = lead is not None and addresses.stem(shown.renditions[0].url) == addresses.stem(lead.renditions[0].url)
        if same and at < 2 * _DEEP:
            assert lead is not None
            return [*kept[:at], *kept[at + 1 :]], unite(lead, shown) if lead.caption else unite(shown, lead)
        if before <= _BEFORE and at < _DEEP and not 0 < shown.width < _SMALL:
            return [*kept[:at], *kept[at + 1 :]], shown
        return kept, lead
    return kept, lead


def _shown(part: Part, base_url: str) -> ParsedImage | None:
    root = tree.parse(part.html)
    found = tree_images(root, base_url) if root is not None else []
    return found[0] if len(found) == 1 else None
