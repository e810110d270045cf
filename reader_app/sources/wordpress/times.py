"""WordPress' dates: UTC without saying so, or the site's own time; and what a search by date must overlap by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo

OVERLAP = timedelta(minutes=5)
SECOND = timedelta(seconds=1)


def utc(value: Any) -> datetime | None:
    """``date_gmt``: naive UTC. None for null, "0000-00-00T00:00:00" and the like."""
    return _moment(value, UTC)


def local(value: Any, zone: tzinfo) -> datetime | None:
    """``date``: the site's own time."""
    return _moment(value, zone)


def _moment(value: Any, zone: tzinfo) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=zone)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def stamp(moment: datetime) -> str:
    """For a query: with its Z, without which WordPress takes it for the site's own time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def naive(value: Any) -> datetime | None:
    """``date`` as the site's database sorts it: naive, to be sent back as it came."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    return moment.replace(microsecond=0) if moment.tzinfo is None else None


def clock(headers: Mapping[str, str]) -> datetime | None:
    """What the server's own clock showed when it answered."""
    try:
        moment = parsedate_to_datetime(headers.get("date", ""))
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def zone_name(root: dict[str, Any]) -> str:
    """The site's zone as its root tells it: a name, or an offset such as "+07:00"."""
    name = root.get("timezone_string")
    if isinstance(name, str) and name:
        return name
    try:
        minutes = round(float(root.get("gmt_offset") or 0) * 60)
    except (TypeError, ValueError, OverflowError):
        return "+00:00"
    sign, minutes = ("-", -minutes) if minutes < 0 else ("+", minutes)
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}" if minutes < 24 * 60 else "+00:00"


def zone(name: Any) -> tzinfo:
    """The zone that `zone_name` told; UTC where it means nothing here."""
    if not isinstance(name, str) or not name:
        return UTC
    try:
        if name[0] in "+-":
            hours, minutes = name[1:].split(":")
            offset = timedelta(hours=int(hours), minutes=int(minutes))
            return timezone(-offset if name[0] == "-" else offset)
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC


def overlap(moment: datetime, where: tzinfo) -> timedelta:
    """How far before ``moment`` a search for what came later must begin.

    WordPress compares the site's own time: in the night when its clocks are set back an hour comes twice."""
    span = timedelta(hours=3)
    try:
        before, after = (moment - span).astimezone(where).utcoffset(), (moment + span).astimezone(where).utcoffset()
    except OverflowError:
        return OVERLAP
    turned_back = (before or timedelta()) - (after or timedelta())
    return OVERLAP + max(turned_back, timedelta())
