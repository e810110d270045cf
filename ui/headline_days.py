"""The days of the headline list: which row begins one, and when "today" has become "yesterday"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from reader_app import words
from reader_app.records import Headline

_REMEMBERED = 2000


def present() -> datetime:
    return datetime.now(UTC)


class Days:
    def __init__(self, now: Callable[[], datetime] = present) -> None:
        self.now = now
        self._since = now()
        self._names: dict[datetime, str] = {}  # by when a story was published

    def turned(self) -> bool:
        """Whether another day has begun since last asked; the names are then new."""
        now = self.now()
        if words.day_group(self._since, now) == words.day_group(now, now):
            return False
        self.forget()
        return True

    def forget(self) -> None:
        """The language, the zone or the day is another."""
        self._since = self.now()
        self._names.clear()

    def name(self, headline: Headline) -> str:
        found = self._names.get(headline.published)
        if found is None:
            if len(self._names) >= _REMEMBERED:
                self._names.clear()
            found = self._names[headline.published] = words.day_group(headline.published, self.now())
        return found

    def begun(self, headline: Headline, above: Headline | None) -> str:
        """The name of the day that begins with ``headline`` below ``above``; "" where none does."""
        name = self.name(headline)
        return "" if above is not None and self.name(above) == name else name
