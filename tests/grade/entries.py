"""The entries of a feed beside what must come out of them, field by field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reader_app.records import ParsedStory
from tests.grade import arithmetic as by

ENOUGH = 0.98  # of the words of an entry's text


def fields(expected: Sequence[dict[str, Any]], stories: Sequence[ParsedStory]) -> tuple[int, int, list[str]]:
    """(fields that are right, fields expected, what was wrong)."""
    right, of = 0, 0
    wrong: list[str] = []
    for index, (entry, story) in enumerate(zip(expected, _matched(expected, stories), strict=True)):
        for name, wanted in entry.items():
            if name not in _SAME:
                continue
            of += 1
            if story is not None and _SAME[name](wanted, story):
                right += 1
            else:
                given = "no story" if story is None else repr(_GIVEN[name](story))[:120]
                wrong.append(f"{index} {name}: {given} for {str(wanted)[:100]!r}")
    return right, of, wrong


def _matched(expected: Sequence[dict[str, Any]], stories: Sequence[ParsedStory]) -> list[ParsedStory | None]:
    """The story of each entry: in order where all are there, else found again by what names it."""
    if len(expected) == len(stories):
        return list(stories)
    left = list(stories)
    found: list[ParsedStory | None] = []
    for entry in expected:
        story = next((each for each in left if _is_it(entry, each)), None)
        if story is not None:
            left.remove(story)
        found.append(story)
    return found


def _is_it(entry: dict[str, Any], story: ParsedStory) -> bool:
    named = [name for name in ("id", "link", "title") if entry.get(name)]
    return bool(named) and _SAME[named[0]](entry[named[0]], story)


def _text(story: ParsedStory) -> str:
    from reader_app.content.text import plain_text

    return f"{plain_text(story.html)}\n{story.summary}"


def _same_content(wanted: str, story: ParsedStory) -> bool:
    right, of = by.kept(wanted, _text(story))
    return right >= ENOUGH * of


def _same_id(wanted: str, story: ParsedStory) -> bool:
    given = (story.guid, story.remote_id, story.url)
    return wanted.strip() in given or any(by.same_link(wanted, each) for each in given)


def _same_author(wanted: str, story: ParsedStory) -> bool:
    return by.same_byline(wanted, story.author) or wanted.strip() == story.author.strip()


def _same_enclosures(wanted: list[str], story: ParsedStory) -> bool:
    """Every file is named: as the lead picture, or in the text."""
    import html

    told = html.unescape(story.html) + " " + " ".join(each.url for each in (story.lead.renditions if story.lead else ()))
    return all(url.strip() in told or not url.startswith("http") for url in wanted)


def _same_title(wanted: str, story: ParsedStory) -> bool:
    from reader_app.content.text import title_text

    return by.same_title(wanted, story.title) or by.same_title(title_text(wanted), story.title)


_SAME: dict[str, Any] = {
    "title": _same_title,
    "link": lambda wanted, story: by.same_link(wanted, story.url),
    "content": _same_content,
    "id": _same_id,
    "published": lambda wanted, story: story.published is not None and abs(story.published.timestamp() - wanted) < 1,
    "author": _same_author,
    "enclosures": _same_enclosures,
}
_GIVEN: dict[str, Any] = {
    "title": lambda story: story.title, "link": lambda story: story.url, "content": _text,
    "id": lambda story: (story.guid, story.remote_id), "author": lambda story: story.author,
    "published": lambda story: story.published and story.published.timestamp(),
    "enclosures": lambda story: story.html[-120:],
}  # fmt: skip
