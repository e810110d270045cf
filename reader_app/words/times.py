"""Dates and times as the reader says them: in the reader's zone, with WIB, WITA and WIT named so."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from reader_app.words.language import P_, _, language, n_, zone

_INDONESIA = {7: "WIB", 8: "WITA", 9: "WIT"}  # hours east of UTC


def local(moment: datetime) -> datetime:
    """``moment`` in the reader's zone."""
    try:
        return moment.astimezone(zone())
    except (OverflowError, OSError, ValueError):  # the first and last days of the calendar have no local time
        return moment.astimezone(UTC)


def utc(moment: datetime) -> str:
    """``moment`` for a program: ISO 8601 in UTC, to the second, ending in Z."""
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def clock(moment: datetime) -> str:
    """ "14:02"."""
    return _time(local(moment))


def long_date(moment: datetime) -> str:
    """ "Saturday, 6 November 2021, 06:51 WIB"."""
    here = local(moment)
    return P_("long date and time", "{day}, {clock} {zone}").format(
        day=_day(here.date()), clock=_time(here), zone=zone_name(here)
    )


def dateline(moment: datetime) -> str:
    """ "Saturday, 6 November 2021 · 06:51 WIB"."""
    here = local(moment)
    return P_("dateline above a story", "{day} · {clock} {zone}").format(
        day=_day(here.date()), clock=_time(here), zone=zone_name(here)
    )


def list_time(moment: datetime, now: datetime) -> str:
    """As short as a list row needs: "06:51 WIB", "Yesterday 21:48", "26 Dec 14:06" or "26 Dec 2021"."""
    here, today = local(moment), local(now).date()
    if here.date() == today:
        return P_("time of today", "{clock} {zone}").format(clock=_time(here), zone=zone_name(here))
    if here.date() == today - timedelta(days=1):
        return P_("time of yesterday", "Yesterday {clock}").format(clock=_time(here))
    if here.year == today.year:
        return P_("time of this year", "{day} {month} {clock}").format(
            day=here.day, month=_short_month(here.month), clock=_time(here)
        )
    return _short_date(here.date())


def day_group(moment: datetime, now: datetime) -> str:
    """The heading of a day in a list: "Today", "Yesterday" or "Saturday, 6 November 2021"."""
    day, today = local(moment).date(), local(now).date()
    if day == today:
        return _("Today")
    if day == today - timedelta(days=1):
        return _("Yesterday")
    return _day(day)


def ago(moment: datetime, now: datetime) -> str:
    """How long since: "just now", "5 minutes ago", "2 hours ago", "3 days ago"; older and later ones as a date."""
    seconds = (now - moment).total_seconds()
    if seconds < -60:  # later than now: a clock is wrong, or the publisher announces
        return list_time(moment, now)
    minutes = int(seconds // 60)
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return n_("{count} minute ago", "{count} minutes ago", minutes).format(count=minutes)
    hours = minutes // 60
    if hours < 24:
        return n_("{count} hour ago", "{count} hours ago", hours).format(count=hours)
    days = (local(now).date() - local(moment).date()).days
    if days < 7:
        return n_("{count} day ago", "{count} days ago", days).format(count=days)
    return _short_date(local(moment).date())


def zone_name(here: datetime) -> str:
    """ "WIB", "CET", "UTC+5:30": what the zone of ``here`` is called."""
    name, offset = here.tzname() or "", here.utcoffset() or timedelta()
    if name.isascii() and name.isalpha() and len(name) <= 5:
        return name
    minutes = int(offset.total_seconds() // 60)
    if language() == "id" and minutes % 60 == 0 and minutes // 60 in _INDONESIA:
        return _INDONESIA[minutes // 60]  # Windows has no short names, and the language says which country
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}{f':{rest:02}' if rest else ''}"


def _time(here: datetime) -> str:
    return P_("clock", "{hour:02}:{minute:02}").format(hour=here.hour, minute=here.minute)


def _day(day: date) -> str:
    return P_("long date", "{weekday}, {day} {month} {year}").format(
        weekday=_weekday(day.weekday()), day=day.day, month=_month(day.month), year=day.year
    )


def _short_date(day: date) -> str:
    return P_("short date", "{day} {month} {year}").format(
        day=day.day, month=_short_month(day.month), year=day.year
    )


def _weekday(number: int) -> str:
    return (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )[number]


def _month(number: int) -> str:
    return (
        _("January"),
        _("February"),
        _("March"),
        _("April"),
        P_("month", "May"),
        _("June"),
        _("July"),
        _("August"),
        _("September"),
        _("October"),
        _("November"),
        _("December"),
    )[number - 1]


def _short_month(number: int) -> str:
    return (
        P_("short month", "Jan"),
        P_("short month", "Feb"),
        P_("short month", "Mar"),
        P_("short month", "Apr"),
        P_("short month", "May"),
        P_("short month", "Jun"),
        P_("short month", "Jul"),
        P_("short month", "Aug"),
        P_("short month", "Sep"),
        P_("short month", "Oct"),
        P_("short month", "Nov"),
        P_("short month", "Dec"),
    )[number - 1]
