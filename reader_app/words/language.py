"""Which language the words are in, and the zone the times are told in; the only importer of gettext."""

from __future__ import annotations

import gettext
import os
import sys
from datetime import UTC, datetime, timedelta, tzinfo

LANGUAGES = ("en", "id")
DOMAIN = "berita"


class SystemZone(tzinfo):
    """The zone of this system by its own rules, also where nobody can tell its name."""

    def utcoffset(self, when: datetime | None) -> timedelta | None:
        return _by_system(when).utcoffset() if when else None

    def dst(self, when: datetime | None) -> timedelta | None:
        return None

    def tzname(self, when: datetime | None) -> str | None:
        return _by_system(when).tzname() if when else None

    def fromutc(self, when: datetime) -> datetime:
        return when.replace(tzinfo=UTC).astimezone().replace(tzinfo=self)


def _by_system(when: datetime) -> datetime:
    return when.replace(tzinfo=None).astimezone()  # a time without a zone is taken for the system's


class _Chosen:
    """What `use` chose. One per process: a sentence has one language wherever it is made."""

    language: str = "en"
    catalogue: gettext.NullTranslations = gettext.NullTranslations()
    zone: tzinfo = SystemZone()


def use(language: str = "system", timezone: str = "system") -> None:
    """Speak ``language`` ("en", "id" or "system") and tell times in ``timezone`` (an IANA name or "system").

    What is unknown falls back: to English, and to the system's zone. Without a compiled catalogue the words are
    English too."""
    wanted = language if language in LANGUAGES else system_language()
    _Chosen.catalogue = _catalogue(wanted)
    _Chosen.language = wanted
    _Chosen.zone = _zone(timezone)


def language() -> str:
    """The language in use: "en" or "id"."""
    return _Chosen.language


def zone() -> tzinfo:
    """The zone that times are told in."""
    return _Chosen.zone


def _(message: str) -> str:
    """``message`` in the reader's language."""
    return _Chosen.catalogue.gettext(message)


def n_(one: str, many: str, count: int) -> str:
    """The form of a sentence that fits ``count``."""
    return _Chosen.catalogue.ngettext(one, many, count)


def P_(context: str, message: str) -> str:
    """``message`` where the same English means different things; ``context`` says which."""
    return _Chosen.catalogue.pgettext(context, message)


def N_(message: str) -> str:
    """Marks ``message`` for the catalogue, and leaves it English: for tables that are translated when read."""
    return message


def system_language() -> str:
    """The first of the system's languages that Berita speaks, else English."""
    environment = os.environ
    chosen = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or _platform()
    plain = chosen.split(".")[0] in ("C", "POSIX")
    # LANGUAGE lists alternatives, and counts for nothing under the C locale.
    wishes = [] if plain else environment.get("LANGUAGE", "").split(":")
    for wish in [*wishes, chosen]:
        code = wish.replace("-", "_").split(".")[0].split("_")[0].lower()
        code = {"in": "id"}.get(code, code)  # "in" was Indonesian's code once
        if code in LANGUAGES:
            return code
    return "en"


def _platform() -> str:
    """The language where no variable names one: Windows, and a program started from the macOS Finder."""
    if sys.platform == "win32":
        import ctypes
        import locale

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    if sys.platform == "darwin":
        import subprocess

        asked = subprocess.run(["defaults", "read", "-g", "AppleLocale"], capture_output=True, text=True, check=False)
        return asked.stdout.strip()
    return ""


def _catalogue(wanted: str) -> gettext.NullTranslations:
    if wanted == "en":  # the language of the code itself
        return gettext.NullTranslations()
    from importlib.resources import files

    compiled = files("resources").joinpath("locale", wanted, "LC_MESSAGES", f"{DOMAIN}.mo")
    try:
        with compiled.open("rb") as file:
            return gettext.GNUTranslations(file)
    except (FileNotFoundError, NotADirectoryError):
        return gettext.NullTranslations()  # a checkout whose catalogues were not compiled yet


def _zone(name: str) -> tzinfo:
    from zoneinfo import ZoneInfo

    if name == "system":
        # TZ is read here too, for on a system without zone files the C library takes its name for a zone at UTC.
        name = os.environ.get("TZ", "").removeprefix(":")
    if not name or name.startswith("/"):
        return SystemZone()
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return SystemZone()
