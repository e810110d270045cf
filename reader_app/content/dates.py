"""Dates as publishers write them, in feeds, sitemaps and pages: one reader for all, for no library knows Indonesian ones.

    read("Kamis, 05/11/2015 10:08 WIB")        a field that holds a date and nothing else
    find("Laporan: Ahmad | Sabtu, 6 November 2021, 06.51 WIB", zone)        the first date within a line of text

A date without a zone of its own is one of ``zone``; one without a time is that day's beginning there. With ``now``
(aware) relative ones are read, too ("2 jam lalu", "kemarin 10.30"). ``7/8/2020`` is the seventh of August, unless its
weekday or an "AM" says that an American wrote it. What cannot be is None: the 31st of June, and what lies before 1970's
second day (a clock that was never set) or after 2100.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from reader_app.content.calendar_words import month, weekday, zone_named

FIRST, LAST = datetime(1970, 1, 2, tzinfo=UTC), datetime(2101, 1, 1, tzinfo=UTC)
_READ = 2000  # characters of a text in which a date is looked for
_AFTER, _BEFORE = 60, 40  # characters around a date in which its time may stand

_WORD = r"[^\W\d_]{2,14}(?:['’‘`´][^\W\d_]{1,6})?"
_CLOCK = r"(\d{1,2})[:.](\d{1,2})(?:[:.](\d{1,2})(?:[.,]\d{1,12})?)?(?![\d:])"
_HALF = r"(?:\s{0,3}([AaPp])\.?[Mm]\b\.?)?"
_ORDINAL = r"(?:st|nd|rd|th|er|º|ª|\.)?"
_MAIL = re.compile(
    rf"(?:({_WORD})\.?[\s,|]{{0,6}})?(\d{{1,2}}){_ORDINAL}[\s-]{{0,4}}({_WORD})\.?,?[\s-]{{0,4}}(\d{{4}}|\d{{2}})(?!\d)"
    rf"(?:[\s,|@-]{{1,8}}(?:(?:at|pukul|pkl|jam|um)\.?\s{{1,3}})?{_CLOCK}{_HALF})?\s{{0,5}}([^\d].{{0,40}})?\Z",
    re.S | re.I,
)
_YEAR_FIRST = re.compile(
    rf"(?<![\d:/.-])(\d{{4}})\s?[-/.年년]\s?(\d{{1,2}}|{_WORD})\s?[-/.月월]\s?(\d{{1,2}})(?!\d)[日일]?"
)
_DAY_FIRST = re.compile(
    rf"(?<![\d:/.])(\d{{1,2}}){_ORDINAL}[\s/.-]{{0,4}}(?:(?:de|of)\s)?({_WORD})\.?,?[\s/.'’-]{{0,4}}(?:(?:de|del)\s)?"
    r"(\d{4}(?!\d)|\d{2}(?![\d:.]))",
    re.I,
)
_MONTH_FIRST = re.compile(rf"({_WORD})\.?\s{{0,3}}(\d{{1,2}}){_ORDINAL}(?:\s{{0,3}},\s{{0,3}}|\s{{1,3}})(\d{{4}})(?!\d)", re.I)
_DIGITS = re.compile(r"(?<![\d/.:,-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-])")
_C_TIME = re.compile(
    rf"({_WORD})\s{{1,3}}(\d{{1,2}})\s{{1,3}}(\d{{1,2}}):(\d{{2}})(?::(\d{{2}}))?(?:\s{{1,3}}(?:[A-Z]{{2,5}}|[+-]\d{{4}}))?"
    r"\s{1,3}(\d{4})(?!\d)"
)
_TIME = re.compile(
    r"(?:(오전|오후|上午|下午|午前|午後)\s{0,2})?(?<![\d.:/+−])(?<!\d-)(\d{1,2})[:.時시h时](\d{2})(?:[:.分분](\d{1,2})(?:[.,]\d{1,12})?)?"
    rf"(?![\d:]|\.\d){_HALF}"
)
_ZONE = re.compile(
    r"[\s,|]{0,4}(?:\(?([A-Za-z]{1,5})(?![^\W\d_])\)?\s?)?(?:\(?([+−-])(\d{1,2})(?::?(\d{2}))?(?!\d))?"
    r"(?:\s?\(?([A-Za-z]{1,5})(?![^\W\d_]))?"
)
_LINK = re.compile(r"[\s,|(–—-]*+(?:(?:pukul|pkl?|jam|at|um|ore)\b\.?)?\s*+", re.I)  # between a day and its time
_WORD_BEFORE = re.compile(rf"({_WORD})\.?[\s,|]{{0,4}}\Z")
_AMERICAN_TIME = re.compile(rf"[\s,]{{1,3}}{_CLOCK}\s?[AaPp]\.?[Mm]\b")
_ORDINAL_DAY = re.compile(r"(\d{4})-?(\d{3})\Z")
_MONTH_ONLY = re.compile(r"(\d{4})(?:-(\d{2}))?\Z")

_AGO = re.compile(
    r"(?:(\d{1,4}|\bse|\ban?|\bone|\bsatu)\s{0,3})?(detik|menit|jam|hari|minggu|pekan|bulan|tahun|seconds?|secs?|minutes?|mins?"
    r"|hours?|hrs?|days?|weeks?|months?|years?)\s{1,3}(?:(?:yang|yg)\s{1,3})?(?:lalu|ago)\b",
    re.I,
)
_NOW = re.compile(r"\b(?:baru\s?saja|barusan|just\s+now)\b", re.I)
_DAY_NAMED = re.compile(r"\b(kemarin(?:\s+lusa)?|yesterday|hari\s+ini|today)\b", re.I)
_SECONDS = {
    "det": 1, "sec": 1, "men": 60, "min": 60, "jam": 3600, "hou": 3600, "hrs": 3600, "hr": 3600, "har": 86400,
    "day": 86400, "pek": 604800, "wee": 604800, "bul": 2592000, "mon": 2592000, "tah": 31536000, "yea": 31536000,
}  # fmt: skip


def read(text: str, zone: tzinfo = UTC, now: datetime | None = None) -> datetime | None:
    """The moment that ``text`` is, in UTC; None where it is none."""
    text = text.strip()
    if not text:
        return None
    if text[:4].isdecimal():
        if text.isdecimal() and len(text) in (10, 13):  # seconds or milliseconds since 1970
            return _utc(datetime.fromtimestamp(int(text[:10]), UTC), UTC)
        try:
            return _utc(datetime.fromisoformat(text), zone)
        except ValueError:
            pass
    found = _MAIL.match(text)
    if found is not None:
        moment = _mail(found, zone)
        if moment is not None:
            return moment
    moment = find(text, zone, now)
    return moment if moment is not None else _odd(text, zone)


def find(text: str, zone: tzinfo = UTC, now: datetime | None = None) -> datetime | None:
    """The first date within ``text`` (of which 2000 characters are read), with the time that stands beside it."""
    text = text[:_READ]
    best: tuple[int, int, date] | None = None
    for pattern, made in _PATTERNS:
        for match in pattern.finditer(text):
            if best is not None and match.start() >= best[0]:
                break
            day = made(match)
            if day is not None:
                best = (match.start(), match.start(3) if pattern is _C_TIME else match.end(), day)
                break
    if best is None:
        return _relative(text, zone, now) if now is not None else None
    start, end, day = best
    return _with_time(day, text[end : end + _AFTER], text[max(0, start - _BEFORE) : start], zone)


# --- parts ------------------------------------------------------------------------------------------------


def _mail(match: re.Match[str], zone: tzinfo) -> datetime | None:
    _, number, name, year, hour, minute, second, half, rest = match.groups()
    day = _date(year, month(name), number)
    if day is None:
        return None
    if hour is None:
        return None if rest else _at(day, "0", "0", None, None, zone)
    return _at(day, hour, minute, second, half, (zone_of(rest) if rest else None) or zone)


def _with_time(day: date, after: str, before: str, zone: tzinfo) -> datetime | None:
    """``day`` at the time that stands behind it, else before it."""
    for text, behind_it in ((after, True), (before, False)):
        matches = list(_TIME.finditer(text))
        for match in matches if behind_it else reversed(matches):
            noon, hour, minute, second, half = match.groups()
            if int(hour) > 24 or int(minute) > 59:
                continue
            between = text[: match.start()] if behind_it else ""
            told = zone_of(text[match.end() : match.end() + 20])
            if text[match.start(2) + len(hour)] == "." and told is None and not (behind_it and _LINK.fullmatch(between)):
                continue  # 12.30 may be many things
            where = told or zone_of(between) or zone
            if noon:
                half = "p" if noon in ("오후", "下午", "午後") else "a"
            return _at(day, hour, minute, second, half, where)
    return _at(day, "0", "0", None, None, zone)


def _at(day: date, hour: str, minute: str, second: str | None, half: str | None, zone: tzinfo) -> datetime | None:
    hours = int(hour)
    if half and hours <= 12:
        hours = hours % 12 + (12 if half in "pP" else 0)
    if hours > 24 or int(minute) > 59:  # no time at all
        hours, minute, second = 0, "0", None
    at = time(hours % 24, int(minute), min(int(second or 0), 59), tzinfo=zone)
    moment = _utc(datetime.combine(day, at), zone)
    return moment + timedelta(days=1) if moment is not None and hours == 24 else moment


def _utc(moment: datetime, zone: tzinfo) -> datetime | None:
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    try:
        moment = moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return moment if FIRST <= moment < LAST else None


def _year(text: str) -> int:
    year = int(text)
    return year if year > 99 else year + (2000 if year < 70 else 1900)


def _date(year: str, number: int, day: str) -> date | None:
    try:
        return date(_year(year), number, int(day)) if number else None
    except ValueError:
        return None


def _year_first(match: re.Match[str]) -> date | None:
    year, middle, day = match.groups()
    return _date(year, int(middle) if middle.isdecimal() else month(middle), day)


def _day_first(match: re.Match[str]) -> date | None:
    return _date(match[3], month(match[2]), match[1])


def _month_first(match: re.Match[str]) -> date | None:
    return _date(match[3], month(match[1]), match[2])


def _c_time(match: re.Match[str]) -> date | None:
    return _date(match[6], month(match[1]), match[2])


def _digits(match: re.Match[str]) -> date | None:
    first, mark, second, year = match.groups()
    before, behind = match.string[: match.start()], match.string[match.end() : match.end() + 20]
    told = _WORD_BEFORE.search(before[-40:])
    day = weekday(told[1]) if told else None
    if len(year) == 2 and (mark == "." or (before.strip() and day is None)):
        return None  # 12.30.45 is a time, and 1/2/20 within a text may be anything
    ours, theirs = _date(year, int(second), first), _date(year, int(first), second)
    if ours is None or theirs is None or ours == theirs:
        return ours or theirs
    if day is not None:
        return theirs if theirs.weekday() == day != ours.weekday() else ours
    return theirs if mark == "/" and _AMERICAN_TIME.match(behind) else ours


_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], date | None]], ...] = (
    (_C_TIME, _c_time), (_YEAR_FIRST, _year_first), (_DAY_FIRST, _day_first), (_MONTH_FIRST, _month_first),
    (_DIGITS, _digits),
)  # fmt: skip


def _odd(text: str, zone: tzinfo) -> datetime | None:
    """What ISO 8601 allows and hardly anybody writes: the day of the year, a month or a year alone."""
    match = _ORDINAL_DAY.match(text)
    first = _date(match[1], 1, "1") if match is not None else None
    if match is not None and first is not None and 1 <= int(match[2]) <= 366 and first.year < LAST.year:
        return _at(first + timedelta(days=int(match[2]) - 1), "0", "0", None, None, zone)
    match = _MONTH_ONLY.match(text)
    first = _date(match[1], int(match[2] or 1), "1") if match is not None else None
    return _at(first, "0", "0", None, None, zone) if first is not None else None


@lru_cache(maxsize=1024)
def zone_of(text: str) -> tzinfo | None:
    """The zone that stands in what follows a time: "+0700", "GMT+7", "WIB"; None where none does."""
    match = _ZONE.match(text)
    if match is None:
        return None
    name, sign, hours, minutes, last = match.groups()
    if sign is not None:
        told = zone_named(f"{'+' if sign == '+' else '-'}{int(hours):02}{minutes or '00'}")
        if told is not None:
            return told
    return (zone_named(name) if name else None) or (zone_named(last) if last else None)


def _relative(text: str, zone: tzinfo, now: datetime) -> datetime | None:
    if _NOW.search(text):
        return now.astimezone(UTC)
    ago = _AGO.search(text)
    if ago is not None:
        count, unit = ago.groups()
        number = int(count) if count and count.isdecimal() else 1
        unit = unit.lower()
        seconds = 604800 if unit.startswith("minggu") else _SECONDS.get(unit[:3], 60)
        return _utc(now - timedelta(seconds=number * seconds), zone)
    named = _DAY_NAMED.search(text)
    if named is None:
        return None
    word = " ".join(named[1].lower().split())
    back = 2 if "lusa" in word else 1 if word in ("kemarin", "yesterday") else 0
    return _with_time(now.astimezone(zone).date() - timedelta(days=back), text[named.end() : named.end() + _AFTER], "", zone)
