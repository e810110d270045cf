"""Names of months, days and zones, as dates are written with: English, Indonesian, and the neighbours' in the news."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, timedelta, timezone, tzinfo
from functools import lru_cache

# The month's number, then its names and abbreviations, without accents, in lower case.
_MONTHS = """
1  january jan januari januar janvier janv gennaio gen enero ene janeiro stycznia sty styczen ocak oca января янв январь
1  ledna leden tammikuu tammikuuta janar januar ιαν ιανουαριου ian ianuarie jann
2  february feb februari pebruari peb februar fevrier fevr fev febbraio febrero fevereiro lutego lut luty subat sub
2  февраля фев февраль unora unor helmikuuta feber φεβ φεβρουαριου februarie febr
3  march mar maret mart marz mars marzo marco maart mrt marca mrz maerz marzec марта мар март brezna brezen maaliskuuta
3  μαρ μαρτ μαρτιου martie marcius marc
4  april apr avril avr aprile abril abr kwietnia kwi kwiecien nisan nis апреля апр апрель dubna duben huhtikuuta
4  απρ απριλιου aprilie aprilis apri
5  may mei mai maggio mag mayo maio maj mayis mayıs мая май kvetna kveten toukokuuta μαι μαιου μαϊου maja majus mey
6  june jun juni juin giugno giu junio junho czerwca cze czerwiec haziran haz июня июн июнь cervna cerven kesakuuta
6  ιουν ιουνιου iunie junius jn
7  july jul juli juillet juil luglio lug julio julho lipca lip lipiec temmuz tem июля июл июль cervence cervenec
7  heinakuuta ιουλ ιουλιου iulie julius jl
8  august aug agustus agu agt ags agust aout agosto ago agos augustus sierpnia sie sierpien agustos августа авг август
8  srpna srpen elokuuta αυγ αυγουστου augusti augusztus
9  september sep sept septembre settembre set sett septiembre setembro wrzesnia wrz wrzesien eylul eyl сентября сен сент
9  сентябрь zari syyskuuta σεπ σεπτ σεπτεμβριου septembrie szeptember szept
10 october oct oktober okt octobre ottobre ott octubre outubro out pazdziernika paz pazdziernik ekim eki октября окт
10 октябрь rijna rijen lokakuuta οκτ οκτωβριου octombrie
11 november nov nopember nop novembre noviembre novembro listopada lis kasim kasım kas ноября ноя ноябрь listopadu
11 marraskuuta νοε νοεμβριου noiembrie
12 december dec desember des decembre dicembre dic diciembre dezembro dez dezember grudnia gru grudzien aralik aralık ara
12 декабря дек декабрь prosince prosinec joulukuuta δεκ δεκεμβριου decembrie
"""
_WEEKDAYS = (
    "monday mon senin sen", "tuesday tue tues selasa sel", "wednesday wed rabu rab", "thursday thu thur thurs kamis kam",
    "friday fri jumat jum'at jum jumaat", "saturday sat sabtu sab", "sunday sun minggu min mgg ahad",
)  # fmt: skip

# Hours from Greenwich.
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "wib": 7, "wita": 8, "wit": 9, "est": -5, "edt": -4, "et": -5,
    "cst": -6, "cdt": -5, "ct": -6, "mst": -7, "mdt": -6, "mt": -7, "pst": -8, "pdt": -7, "pt": -8, "akst": -9,
    "akdt": -8, "hst": -10, "ast": -4, "adt": -3, "nst": -3.5, "ndt": -2.5, "brt": -3, "art": -3, "bst": 1, "west": 1,
    "cet": 1, "met": 1, "cest": 2, "mest": 2, "mez": 1, "mesz": 2, "eet": 2, "eest": 3, "msk": 3, "trt": 3, "cat": 2,
    "eat": 3, "sast": 2, "wat": 1, "gst": 4, "pkt": 5, "ist": 5.5, "npt": 5.75, "ict": 7, "sgt": 8, "myt": 8,
    "hkt": 8, "pht": 8, "awst": 8, "jst": 9, "kst": 9, "acst": 9.5, "acdt": 10.5, "aest": 10, "aedt": 11, "nzst": 12,
    "nzdt": 13,
}  # fmt: skip
_OFFSET = re.compile(r"([+-])(\d{2})(\d{2})\Z")


def _folded(name: str) -> str:
    name = name.strip(".").lower()
    if name.isascii():
        return name
    parts = unicodedata.normalize("NFKD", name)
    return "".join(each for each in parts if not unicodedata.combining(each)).replace("’", "'").replace("‘", "'")


_MONTH = {
    _folded(name): int(number)
    for number, *names in (line.split() for line in _MONTHS.split("\n") if line)
    for name in names
}
_WEEKDAY = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}


def month(name: str) -> int:
    """1 to 12; 0 where it is no month's name."""
    return _MONTH.get(name) or _MONTH.get(_folded(name), 0)


def weekday(name: str) -> int | None:
    """0 is Monday; None where it is no day's name in English or Indonesian."""
    return _WEEKDAY.get(_folded(name))


@lru_cache(maxsize=512)
def zone_named(name: str) -> tzinfo | None:
    """The zone of an abbreviation or of an offset written "+0700"; None where nobody knows it."""
    offset = _OFFSET.match(name)
    if offset is not None:
        minutes = int(offset[2]) * 60 + int(offset[3])
        if minutes > 14 * 60 or int(offset[3]) > 59:
            return None
        return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes))
    hours = _ZONES.get(name.lower())
    return None if hours is None else UTC if hours == 0 else timezone(timedelta(hours=hours))
