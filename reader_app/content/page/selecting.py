"""CSS selectors of site rules, on a tree."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import cast

from lxml import etree

from reader_app.content import tree


@lru_cache(maxsize=2048)
def _path(selector: str) -> etree.XPath | None:
    from cssselect import HTMLTranslator, SelectorError

    try:
        return etree.XPath(HTMLTranslator().css_to_xpath(selector))
    except (SelectorError, etree.XPathSyntaxError):  # a rule of tomorrow, or a broken one
        return None


def select(root: tree.Element, selectors: Sequence[str]) -> list[tree.Element]:
    """What the first selector finds that finds anything."""
    for each in selectors:
        path = _path(each)
        found = cast("list[tree.Element]", path(root)) if path is not None else []
        if found:
            return found
    return []


def select_all(root: tree.Element, selectors: Sequence[str]) -> list[tree.Element]:
    """What any of the selectors finds."""
    return [
        element for each in selectors if (path := _path(each)) is not None for element in cast("list[tree.Element]", path(root))
    ]
