"""The measures themselves: words kept, word F1, and when a title, a date, a byline or a link counts as right."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from urllib.parse import unquote

_WORD = re.compile(r"[^\W_]+")
# Scripts that set no blanks between words are compared letter by letter.
_LETTER = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]"
)
_MARK = re.compile(r"[\u0300-\u036f\u0900-\u0903\u093a-\u094f\u064b-\u065f\u00ad\u200b-\u200f\u2060\ufe0e\ufe0f]")
_NAMES_APART = re.compile(r"\s*(?:[,;|/&·•、,]|\b(?:and|und|et|y|dan|e|i|og|och|en)\b)\s*")
_BEFORE_NAMES = re.compile(
    r"\A\W*(?:by|von|par|por|oleh|di|av|af|door|(?:written|edited) by|text|reporter|penulis|editor)\b\W*", re.I
)
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+")


def words(text: str) -> list[str]:
    """The words of ``text``, lower-cased; a letter each in scripts without blanks."""
    text = _MARK.sub("", unicodedata.normalize("NFKC", text).casefold())
    text = _LETTER.sub(lambda letter: f" {letter[0]} ", text)
    return _WORD.findall(text)


def kept(wanted: str, given: str) -> tuple[int, int]:
    """(how many words of ``wanted`` are in ``given``, how many there are); each counts as often as it stands there."""
    bag = Counter(words(wanted))
    return (bag & Counter(words(given))).total(), bag.total()


def word_f1(wanted: str, given: str) -> float:
    """Harmonic mean of the share of words found and the share of words right; two empty texts are alike."""
    right, of_wanted = kept(wanted, given)
    of_given = len(words(given))
    if not of_wanted and not of_given:
        return 1.0
    return 2 * right / (of_wanted + of_given)


def same_title(wanted: str, given: str) -> bool:
    """The same words in the same order, whatever the letters' case and the signs between them."""
    return words(wanted) == words(given) or "".join(wanted.split()) == "".join(given.split())


def same_link(wanted: str, given: str) -> bool:
    """The same address without scheme and trailing slash, however it is percent-encoded; a relative one ends the other."""
    ours, theirs = _bare(given), _bare(wanted)
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", wanted.strip()):
        return ours == theirs
    return bool(theirs) and ours.endswith("/" + theirs.lstrip("./"))


def _bare(url: str) -> str:
    return unquote(re.sub(r"\A(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?(?://)?", "", url.strip())).rstrip("/")


def moment(text: str) -> datetime | None:
    """A date as the corpus writes it; one without a zone stays so."""
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        return None


def same_day(wanted: datetime, given: datetime) -> bool:
    """The same calendar day where the page was written; a date without a zone may be of any."""
    if wanted.tzinfo is not None and given.tzinfo is not None:
        return given.astimezone(wanted.tzinfo).date() == wanted.date()
    if given.tzinfo is None:
        return given.date() == wanted.date()
    days = {given.astimezone(timezone(timedelta(hours=hours))).date() for hours in (-12, 0, 14)}
    return wanted.date() in days | {given.date()}


def same_minute(wanted: datetime, given: datetime) -> bool:
    """The same moment, where both tell their zone."""
    if (wanted.tzinfo is None) is not (given.tzinfo is None):
        return False
    return abs((wanted - given).total_seconds()) < 60


def names(text: str) -> list[str]:
    """The names of a byline, without what introduces them and without addresses."""
    lines = (_BEFORE_NAMES.sub("", _ADDRESS.sub(" ", line.strip())) for line in html.unescape(text).splitlines())
    parts = (part for line in lines for part in _NAMES_APART.split(line.casefold()))
    return [" ".join(found) for each in parts if (found := words(each))]


def same_byline(wanted: str, given: str) -> bool:
    """The same names, or the one all within the other and at least half of it ("Reuters" beside a name is no mistake)."""
    ours, theirs = Counter(words(" ".join(names(given)))), Counter(words(" ".join(names(wanted))))
    if not ours or not theirs:
        return not ours and not theirs
    both = (ours & theirs).total()
    return both == min(ours.total(), theirs.total()) and 2 * both >= max(ours.total(), theirs.total())


def rate(scores: Iterable[tuple[float, float]]) -> float | None:
    """What was reached of what was possible; None where nothing was."""
    reached, possible = 0.0, 0.0
    for got, of in scores:
        reached += got
        possible += of
    return reached / possible if possible else None


def median(values: list[float]) -> float:
    ordered = sorted(values)
    middle = len(ordered) // 2
    if not ordered:
        return 0.0
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
