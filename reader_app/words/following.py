"""How a source is followed, in words: by which way, how often, with how much text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from reader_app.records import Source
from reader_app.words.failures import failure
from reader_app.words.language import N_, _, n_
from reader_app.words.numbers import number, size
from reader_app.words.times import ago, list_time

# Names are the same in every language.
_KINDS = {
    "wordpress": "WordPress",
    "guardian": "The Guardian",
    "newsapi": "NewsAPI",
    "feed": N_("Feed"),
    "sitemap": N_("News sitemap"),
    "listing": N_("List pages"),
    "page": N_("Single story"),
}
_FULLTEXT = {
    "cut": N_("Pages of cut stories are read"),
    "always": N_("The page of every story is read"),
    "never": N_("Pages of stories are not read"),
}


def kind(name: str) -> str:
    """By which way a source is reached: "WordPress", "Feed"."""
    return _(_KINDS.get(name, name))


def fulltext(when: str) -> str:
    """When the page of a story is read for its text."""
    return _(_FULLTEXT.get(when, when))


def followed(source: Source, sections: Mapping[int, str], every: int, now: datetime | None = None) -> list[str]:
    """All there is to say of how a source is followed; ``sections`` are our names, ``every`` the usual minutes."""
    now = now or datetime.now(UTC)
    lines = [f"{kind(source.kind)} · {source.url}" if source.url else kind(source.kind)]
    lines.append(health(source, now))
    minutes = source.every or every
    lines.append(
        n_("Asked every {count} minute", "Asked every {count} minutes", minutes).format(count=number(minutes))
        if minutes else _("Asked only by hand")
    )
    lines.append(fulltext(source.fulltext))
    if source.section is not None and source.section in sections:
        lines.append(_("All its stories are in {section}").format(section=sections[source.section]))
    if source.last_error is not None:
        wrong = failure(source.last_error)
        if source.next_try is not None and source.next_try > now:
            wrong += " " + _("Next try: {when}.").format(when=list_time(source.next_try, now))
        lines.append(wrong)
    return lines


def health(source: Source, now: datetime) -> str:
    """Last good sync, stories a week, bytes a week."""
    facts = [
        _("synced {ago}").format(ago=ago(source.last_sync, now)) if source.last_sync is not None else _("never synced"),
        n_("{count} story a week", "{count} stories a week", source.week_stories).format(count=number(source.week_stories)),
        _("{size} a week").format(size=size(source.week_bytes)),
    ]
    return " · ".join(facts)
