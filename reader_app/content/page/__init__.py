"""An article's web page to the story it tells: facts from its metadata, text by the best of two extractors.

    decode -> tree -> facts (JSON-LD, OpenGraph, microdata, meta, byline)          facts, jsonld, titles, people, moments
                  \\-> body  (site rule, else trafilatura or readability, mapped      body, keep, inserts
                       back onto the page's own elements, so that pictures, captions, tables and links survive)
                  \\-> gates (paywall, a check for robots, no story at all)           gates
                  \\-> onward (further pages of the same story)                       onward

The contract is told by schema.org, the Open Graph protocol and what was measured on real pages.
"""

from __future__ import annotations

from collections.abc import Mapping

from reader_app.records import PageStory

__all__ = ["extract"]


def extract(body: bytes, url: str, headers: Mapping[str, str] | None = None) -> PageStory:
    """The story of the page ``body`` that ``url`` answered with. Pure; costs 10 to 300 ms. Raises PayloadError for
    what is no web page."""
    from reader_app.content.page.story import read

    return read(body, url, headers or {})
