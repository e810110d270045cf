"""The one place of sentences: an error, a date, a count or a deed → words in the reader's language.

The command line and the window share it, so both say the same. The strings in the code are English; catalogues in
``resources/locale`` hold the translations, month names and number signs included. `use` chooses language and zone;
until it is called the words are English and the times in the system's zone.
"""

from reader_app.words.deeds import deed, deeds, setting, undone
from reader_app.words.failures import error, failure
from reader_app.words.following import followed, fulltext, health, kind
from reader_app.words.language import LANGUAGES, N_, P_, _, language, n_, system_language, use, zone
from reader_app.words.numbers import decimal, number, size
from reader_app.words.reports import progress, report
from reader_app.words.times import ago, clock, dateline, day_group, list_time, local, long_date, utc, zone_name

__all__ = [
    "LANGUAGES",
    "N_",
    "P_",
    "_",
    "ago",
    "clock",
    "dateline",
    "day_group",
    "decimal",
    "deed",
    "deeds",
    "error",
    "failure",
    "followed",
    "fulltext",
    "health",
    "kind",
    "language",
    "list_time",
    "local",
    "long_date",
    "n_",
    "number",
    "progress",
    "report",
    "setting",
    "size",
    "system_language",
    "undone",
    "use",
    "utc",
    "zone",
    "zone_name",
]
