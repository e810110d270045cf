"""Commands that change something: marks, settings, undo. Each ends only when the change is durable."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from reader_app import settings as kept
from reader_app import words
from reader_app.cli.reading import story_id
from reader_app.errors import NotFound, SettingsError
from reader_app.records import story_name
from reader_app.words import n_

if TYPE_CHECKING:
    from reader_app.library import Library


def save(library: Library, arguments: Namespace) -> int:
    ids = _stories(library, arguments.ids)
    library.do.save(ids)
    print(n_("Saved {count} story.", "Saved {count} stories.", len(ids)).format(count=len(ids)))
    return 0


def unsave(library: Library, arguments: Namespace) -> int:
    ids = _stories(library, arguments.ids)
    library.do.unsave(ids)
    told = n_("{count} story is no longer saved.", "{count} stories are no longer saved.", len(ids))
    print(told.format(count=len(ids)))
    return 0


def read(library: Library, arguments: Namespace) -> int:
    ids = _stories(library, arguments.ids)
    library.do.mark_read(ids)
    print(n_("Marked {count} story as read.", "Marked {count} stories as read.", len(ids)).format(count=len(ids)))
    return 0


def unread(library: Library, arguments: Namespace) -> int:
    ids = _stories(library, arguments.ids)
    library.do.mark_unread(ids)
    print(n_("Marked {count} story as unread.", "Marked {count} stories as unread.", len(ids)).format(count=len(ids)))
    return 0


def undo(library: Library, arguments: Namespace) -> int:
    last = library.ask.undoable()
    if last is None:
        raise NotFound("undo", "")
    library.do.undo()
    print(words.undone(last))
    return 0


def settings(library: Library, arguments: Namespace) -> int:
    library.change_setting(arguments.key, arguments.value)
    print(f"{arguments.key} = {_shown(library.settings, arguments.key)}")
    return 0


def show_settings(arguments: Namespace) -> int:
    """Settings are read from their file: looking at them opens no store."""
    now = kept.load(arguments.paths.settings)
    if arguments.key is None:
        for key in kept.Settings.names():
            print(f"{key} = {_shown(now, key)}\n    {words.setting(key)}")
        return 0
    if arguments.key not in kept.Settings.names():
        raise SettingsError(arguments.key)
    print(_shown(now, arguments.key))
    return 0


def _stories(library: Library, names: list[str]) -> list[int]:
    """The identities of ``names``, all of them there: a deed is done whole or not at all. Raises NotFound."""
    ids = list(dict.fromkeys(story_id(name) for name in names))
    there = {headline.id for headline in library.ask.headlines_of(ids)}
    for identity in ids:
        if identity not in there:
            raise NotFound("story", story_name(identity))
    return ids


def _shown(now: kept.Settings, key: str) -> str:
    value = getattr(now, key)
    return str(value).lower() if isinstance(value, bool) else str(value)
