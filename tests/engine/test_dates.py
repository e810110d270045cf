"""Dates as they are met in feeds and on pages, in English, Indonesian and the neighbours' languages."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_app.content.dates import find, read

JAKARTA = ZoneInfo("Asia/Jakarta")
NOW = datetime(2021, 11, 7, 5, 0, tzinfo=UTC)


def jakarta(text: str) -> str:
    moment = read(text, JAKARTA, NOW)
    return "" if moment is None else moment.strftime("%Y-%m-%d %H:%M:%S")


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        # mail's form, and what people make of it
        ("Thu, 05 Nov 2015 10:08:00 +0700", "2015-11-05 03:08:00"),
        ("Thu, 05 Nov 2015 10:08:00 +07:00", "2015-11-05 03:08:00"),
        ("Thu, 05 Nov 15 10:08:00 GMT", "2015-11-05 10:08:00"),
        ("Thu, 05 Nov 98 10:08:00 GMT", "1998-11-05 10:08:00"),
        ("Thu, 5 Nov 2015 10:08 UT", "2015-11-05 10:08:00"),
        ("05 Nov 2015 10:08:00 Z", "2015-11-05 10:08:00"),
        ("Thursday, 05 November 2015 10:08:00 EST", "2015-11-05 15:08:00"),
        ("Thu, 05 Nov 2015 10:08:00 -0800 (PST)", "2015-11-05 18:08:00"),
        ("Mon, 25 Sept 2020 10:00:00 GMT+7", "2020-09-25 03:00:00"),
        ("Mon, 01 Jan 2020 24:00:00 GMT", "2020-01-02 00:00:00"),
        ("Thu, 05 Nov 2015 07:30 pm", "2015-11-05 12:30:00"),
        ("Thu, 05 Nov 2015 10:08:00", "2015-11-05 03:08:00"),
        # the other way round, as Americans write it
        ("Mon, May 25 2020 10:00:00 GMT", "2020-05-25 10:00:00"),
        ("January 5, 2020 3:04 pm", "2020-01-05 08:04:00"),
        ("7/8/2020 10:00:00 AM", "2020-07-08 03:00:00"),
        ("Wed, 07/08/2020", "2020-07-07 17:00:00"),
        ("Thu Jan  1 10:00:00 2004", "2004-01-01 03:00:00"),
        ("Thu Jan  1 10:00:00 EST 2004", "2004-01-01 15:00:00"),
        # ISO
        ("2016-02-16T09:10:00Z", "2016-02-16 09:10:00"),
        ("2016-02-16T09:10Z", "2016-02-16 09:10:00"),
        ("2016-02-16 09:10:11", "2016-02-16 02:10:11"),
        ("2016-02-16T09:10:00.123456789+0700", "2016-02-16 02:10:00"),
        ("2016-02-16T09:10:00 +07:00", "2016-02-16 02:10:00"),
        ("2016-02-16T09:10:9+01:00", "2016-02-16 08:10:09"),
        ("2016-02-16", "2016-02-15 17:00:00"),
        ("20160216", "2016-02-15 17:00:00"),
        ("2003-335", "2003-11-30 17:00:00"),
        ("1496275200", "2017-06-01 00:00:00"),
        # Indonesian
        ("Sabtu, 06 November 2021 | 06:51 WIB", "2021-11-05 23:51:00"),
        ("Kamis, 05/11/2015 10:08 WIB", "2015-11-05 03:08:00"),
        ("16 Feb 2016 at 09:10 WIB", "2016-02-16 02:10:00"),
        ("30 Des 2015 14:18", "2015-12-30 07:18:00"),
        ("2019-09-28WIB19:17:34+07:00", "2019-09-28 12:17:34"),
        ("Jum'at, 05 Pebruari 2016 06.51 WIB", "2016-02-04 23:51:00"),
        ("Jumat , 17 February 2017, 13:16 WIB", "2017-02-17 06:16:00"),
        ("Minggu, 13 Nopember 2016 pukul 06.00 WITA", "2016-11-12 22:00:00"),
        ("Ahad, 14 Agustus 2016 08:00 WIT", "2016-08-13 23:00:00"),
        ("Sel, 06 Okt 2020", "2020-10-05 17:00:00"),
        ("12 Agt 2020 10:00", "2020-08-12 03:00:00"),
        ("12 Mei 2020 10:00", "2020-05-12 03:00:00"),
        # and others
        ("dom, 02 ott 2022 10:11:12 +0000", "2022-10-02 10:11:12"),
        ("5 de enero de 2020 10:00", "2020-01-05 03:00:00"),
        ("12. März 2020 10:00 MEZ", "2020-03-12 09:00:00"),
        ("2004년 05월 28일  01:31:15", "2004-05-27 18:31:15"),
        ("2004-05-25 오후 11:23:17", "2004-05-25 16:23:17"),
        ("12 мая 2020 10:00 MSK", "2020-05-12 07:00:00"),
    ],
)
def test_a_date_is_read(written: str, utc: str) -> None:
    assert jakarta(written) == utc


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("2 jam lalu", "2021-11-07 03:00:00"),
        ("15 menit yang lalu", "2021-11-07 04:45:00"),
        ("sejam lalu", "2021-11-07 04:00:00"),
        ("an hour ago", "2021-11-07 04:00:00"),
        ("3 hari lalu", "2021-11-04 05:00:00"),
        ("baru saja", "2021-11-07 05:00:00"),
        ("kemarin", "2021-11-05 17:00:00"),
        ("Kemarin 10.30 WIB", "2021-11-06 03:30:00"),
        ("hari ini, 08:15", "2021-11-07 01:15:00"),
    ],
)
def test_a_relative_date_is_read_with_a_clock_only(written: str, utc: str) -> None:
    assert jakarta(written) == utc
    assert read(written, JAKARTA) is None


@pytest.mark.parametrize(
    "written",
    [
        "", "  ", "tidak ada", "31 Jun 2020", "2020-02-30T10:00:00Z", "Thu, 01 Jan 1970 00:00:00 +0000", "0001-01-01T00:00:00Z",
        "Mon, 01 Jan 1900 10:00:00 GMT", "Fri, 01 Jan 9999 10:00:00 GMT", "00/00/0000", "0000-00-00 00:00:00", "12.30.45",
        "9999999999999", "32 Foo 2020", "-", "²²²²",
    ],
)  # fmt: skip
def test_what_cannot_be_is_no_date(written: str) -> None:
    assert read(written, JAKARTA, NOW) is None


def test_a_date_without_a_zone_is_one_of_the_zone_given() -> None:
    assert read("2020-01-01 07:00", JAKARTA) == datetime(2020, 1, 1, tzinfo=UTC)
    assert read("2020-01-01 07:00") == datetime(2020, 1, 1, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "utc"),
    [
        ("Laporan: Ahmad | Sabtu, 06 November 2021, 06:51 WIB", "2021-11-05 23:51"),
        ("Redaksi - 10:08 WIB, 5 November 2015 - dibaca 12.345 kali", "2015-11-05 03:08"),
        ("Jumat , 17 Februari 2017 / 20 Jumadil Awwal 1438 H, 13:16 WIB", "2017-02-17 06:16"),
        ("Terbit 3 November 2021. Harga naik 10.000 rupiah, versi 12.30", "2021-11-02 17:00"),
        ("By SARI MELATI Published March 3, 2020 Updated 4 May 2020", "2020-03-02 17:00"),
    ],
)
def test_the_first_date_within_a_line_is_found_with_its_time(line: str, utc: str) -> None:
    moment = find(line, JAKARTA)
    assert moment is not None and moment.strftime("%Y-%m-%d %H:%M") == utc


@pytest.mark.parametrize("line", ["", "Skor 3-2 pada menit 90", "Harga Rp12.500.000", "versi 1.2.3", "12 pemain asing"])
def test_a_line_without_a_date_has_none(line: str) -> None:
    assert find(line, JAKARTA) is None


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    for moment in (read(text, JAKARTA, NOW), find(text, JAKARTA, NOW)):
        assert moment is None or moment.tzinfo is UTC


@given(st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2099, 12, 31)))
def test_what_is_written_comes_back(moment: datetime) -> None:
    moment = moment.replace(microsecond=0, tzinfo=UTC)
    for form in ("%a, %d %b %Y %H:%M:%S +0000", "%Y-%m-%dT%H:%M:%SZ", "%d %B %Y %H:%M:%S GMT", "%Y/%m/%d %H:%M:%S UTC"):
        assert read(moment.strftime(form), JAKARTA) == moment
