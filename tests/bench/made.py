"""The stories of the measured store: text, dates and sections of each, from its source's number alone."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from functools import cache

from reader_app.content.derive import derive
from reader_app.records import ParsedImage, ParsedSection, ParsedStory, Rendition, StoryToSave
from tests.bench.invented import Language

NOW = datetime(2026, 3, 7, 12, 0, tzinfo=UTC)
SOURCES, EACH, DAYS = 100, 500, 500
SECTIONS = tuple(
    ParsedSection(str(number), name)
    for number, name in enumerate(
        "Dunia Nasional Ekonomi Olahraga Teknologi Sains Kesehatan Budaya Hiburan Perjalanan Pendidikan Opini".split(), 1
    )
)


def key(source: int) -> str:
    return f"wordpress:bench-{source:03}.test"


def home(source: int) -> str:
    return f"https://bench-{source:03}.test"


@cache
def _language() -> Language:
    return Language()


def stories(source: int) -> list[StoryToSave]:
    """All stories of a source, ready to be stored, newest first as an API gives them. Runs in a worker process."""
    dice = random.Random(source)
    ages = sorted(dice.random() * DAYS * 86_400 for _ in range(EACH))
    return [derive(_story(dice, source, number, age), key(source), ceiling=1280) for number, age in enumerate(ages, 1)]


def _story(dice: random.Random, source: int, number: int, age: float) -> ParsedStory:
    language = _language()
    about = language.rare(dice, 6)
    title = language.some(dice, dice.randint(4, 8)) + about[:2]
    dice.shuffle(title)
    section = dice.randint(1, len(SECTIONS))
    more = (str(dice.randint(1, len(SECTIONS))),) if dice.random() < 0.2 else ()
    author = " ".join(each.capitalize() for each in language.rare(random.Random(source * 10 + dice.randrange(10)), 2))
    address = f"{home(source)}/{number}"
    lead = None
    if dice.random() < 0.7:
        picture = (Rendition(f"{address}/lead.jpg", 1200),)
        lead = ParsedImage(picture, alt=title[0], caption=" ".join(title[:4]), width=1200, height=675)
    return ParsedStory(
        remote_id=str(number),
        url=address,
        title=" ".join(title).capitalize(),
        html=_html(dice, language, about, home(source)),
        author=author,
        published=NOW - timedelta(seconds=age),
        sections=(str(section), *more),
        lead=lead,
        language="id",
    )


def _html(dice: random.Random, language: Language, about: list[str], site: str) -> str:
    left = min(6_000, max(60, int(dice.lognormvariate(6.4, 0.42))))
    parts: list[str] = []
    while left > 0:
        count = min(left, dice.randint(25, 75))
        left -= count
        words = language.some(dice, count)
        for _ in range(count // 18):
            words[dice.randrange(count)] = dice.choice(about)
        if count > 40 and dice.random() < 0.3:
            at = dice.randrange(count - 3)
            words[at] = f'<a href="{site}/tag/{words[at]}">{words[at]}'
            words[at + 2] += "</a>"
        for at in range(11, count, 14):
            words[at] += "."
        text = " ".join(words).capitalize()
        parts.append(f"<blockquote><p>{text}</p></blockquote>" if dice.random() < 0.05 else f"<p>{text}.</p>")
        if dice.random() < 0.06:
            parts.append(f"<h2>{' '.join(language.some(dice, 4))}</h2>")
    return "\n".join(parts)
