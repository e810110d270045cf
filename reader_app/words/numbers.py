"""Counts and sizes with the reader's own signs: 12,480 and 1.2 MB, or 12.480 and 1,2 MB."""

from __future__ import annotations

from reader_app.words.language import P_

_UNITS = ("B", "kB", "MB", "GB", "TB")


def number(count: int) -> str:
    """ "12,480"."""
    return f"{count:,}".replace(",", P_("sign between thousands", ","))


def decimal(value: float, digits: int = 1) -> str:
    """ "1.2"."""
    whole, _dot, part = f"{value:.{digits}f}".partition(".")
    return number(int(whole)) + (P_("sign before decimals", ".") + part if part else "")


def size(count: int) -> str:
    """ "512 B", "84 kB", "1.2 MB": bytes in steps of a thousand."""
    value, unit = float(count), 0
    while value >= 999.5 and unit < len(_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    shown = decimal(value, 1) if unit >= 2 and value < 99.95 else number(round(value))
    return P_("size with its unit", "{number} {unit}").format(number=shown, unit=_UNITS[unit])
