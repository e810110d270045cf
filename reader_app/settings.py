"""The reader's settings: one frozen record, kept as JSON in the profile, shared by window and command line."""

from __future__ import annotations

import dataclasses
import json
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from reader_app.errors import SettingsError


def _setting(default: Any, least: int | None = None, most: int | None = None) -> Any:
    return field(default=default, metadata={"least": least, "most": most})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default. `words.setting` says what each does."""

    language: Literal["system", "en", "id"] = "system"
    theme: Literal["system", "light", "dark"] = "system"
    timezone: str = "system"  # an IANA name, or "system"
    text_size: int = _setting(100, 60, 300)  # per cent of the article view's own size
    read_after: int = _setting(1000, 0, 60_000)  # ms a story is shown until it counts as read; 0: only with Enter
    sync_at_start: bool = True
    sync_every: int = _setting(30, 0, 10_080)  # minutes; 0: never by itself
    first_sync: int = _setting(500, 1, 100_000)  # stories of a source's first sync
    older_stories: int = _setting(100, 10, 1000)  # stories that "Selengkapnya" asks of the API at a time
    pictures: bool = True
    guardian_requests: int = _setting(450, 0, 100_000)  # a day, with the reader's key; 0: no bound
    newsapi_requests: int = _setting(90, 0, 100_000)
    picture_size: int = _setting(1280, 320, 4096)  # px, the longer side of a stored picture

    @classmethod
    def names(cls) -> tuple[str, ...]:
        return tuple(each.name for each in dataclasses.fields(cls))

    def to(self, key: str, text: str) -> Settings:
        """These settings with ``key`` set from what the reader typed. Raises SettingsError."""
        if key not in self.names():
            raise SettingsError(key)
        return dataclasses.replace(self, **{key: _check(key, _read(key, text))})


def _read(key: str, text: str) -> Any:
    kind = get_type_hints(Settings)[key]
    if kind is bool:
        word = text.strip().lower()
        if word in ("true", "yes", "on", "1", "ya"):
            return True
        if word in ("false", "no", "off", "0", "tidak"):
            return False
        raise SettingsError(key, text, "true|false")
    if kind is int:
        try:
            return int(text)
        except ValueError as error:
            raise SettingsError(key, text, "number") from error
    return text.strip()


def _check(key: str, value: Any) -> Any:
    kind = get_type_hints(Settings)[key]
    spec = next(each for each in dataclasses.fields(Settings) if each.name == key)
    if get_origin(kind) is Literal:
        if value not in get_args(kind):
            raise SettingsError(key, str(value), "|".join(get_args(kind)))
    elif type(value) is not kind:
        raise SettingsError(key, str(value), kind.__name__)
    elif kind is int:
        least, most = spec.metadata["least"], spec.metadata["most"]
        if not least <= value <= most:
            raise SettingsError(key, str(value), f"{least}–{most}")
    elif key == "timezone" and value != "system":
        from zoneinfo import ZoneInfo

        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise SettingsError(key, value, "Asia/Jakarta") from error
    return value


def load(path: Path) -> Settings:
    """The settings kept at ``path``; what is missing, unknown or not valid there has its default."""
    try:
        kept = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(kept, dict):
        return Settings()
    good: dict[str, Any] = {}
    for key in Settings.names():
        if key in kept:
            try:
                good[key] = _check(key, kept[key])
            except SettingsError:
                continue
    return Settings(**good)


def save(settings: Settings, path: Path) -> None:
    """Keep what differs from the defaults; whole or not at all. Raises OSError."""
    changed = {
        key: value for key, value in dataclasses.asdict(settings).items() if value != getattr(Settings(), key)
    }
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".settings-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(changed, file, indent=1, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except OSError:
        os.unlink(name)
        raise
