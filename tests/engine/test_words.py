"""Sentences, dates and numbers in both languages."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from reader_app import errors, words
from reader_app.errors import Reason
from reader_app.records import Failure, Progress, SourceFailure, SyncReport
from reader_app.settings import Settings

MORNING = datetime(2021, 11, 5, 23, 51, 7, tzinfo=UTC)  # 06:51 on the 6th in Jakarta


def in_indonesian(zone: str = "Asia/Jakarta") -> None:
    words.use("id", zone)


# --- times ------------------------------------------------------------------------------------------------


def test_a_long_date_in_both_languages():
    assert words.long_date(MORNING) == "Saturday, 6 November 2021, 06:51 WIB"
    in_indonesian()
    assert words.long_date(MORNING) == "Sabtu, 6 November 2021, 06:51 WIB"
    assert words.dateline(MORNING) == "Sabtu, 6 November 2021 · 06:51 WIB"


@pytest.mark.parametrize(
    ("zone", "clock"),
    [
        ("Asia/Jakarta", "06:51 WIB"),
        ("Asia/Pontianak", "06:51 WIB"),
        ("Asia/Makassar", "07:51 WITA"),
        ("Asia/Jayapura", "08:51 WIT"),
        ("Europe/Amsterdam", "00:51 CET"),
        ("Asia/Singapore", "07:51 UTC+8"),
        ("America/Sao_Paulo", "20:51 UTC−3"),
        ("Asia/Kathmandu", "05:36 UTC+5:45"),
        ("UTC", "23:51 UTC"),
    ],
)
def test_a_zone_has_the_name_that_people_use(zone, clock):
    words.use("en", zone)
    assert words.list_time(MORNING, MORNING) == clock


def test_a_zone_without_a_name_is_indonesian_where_the_language_is():
    somewhere = MORNING.astimezone(timezone(timedelta(hours=8), "SE Asia Standard Time"))
    assert words.zone_name(somewhere) == "UTC+8"
    in_indonesian()
    assert words.zone_name(somewhere) == "WITA"


@pytest.mark.parametrize(
    ("moment", "english", "indonesian"),
    [
        (datetime(2021, 12, 28, 23, 51, tzinfo=UTC), "06:51 WIB", "06:51 WIB"),
        (datetime(2021, 12, 28, 14, 48, tzinfo=UTC), "Yesterday 21:48", "Kemarin 21:48"),
        (datetime(2021, 12, 26, 7, 6, tzinfo=UTC), "26 Dec 14:06", "26 Des 14:06"),
        (datetime(2020, 12, 26, 7, 6, tzinfo=UTC), "26 Dec 2020", "26 Des 2020"),
        (datetime(1970, 1, 1, tzinfo=UTC), "1 Jan 1970", "1 Jan 1970"),
        (datetime(2099, 5, 31, tzinfo=UTC), "31 May 2099", "31 Mei 2099"),
        (datetime(2021, 12, 30, 7, 6, tzinfo=UTC), "30 Dec 14:06", "30 Des 14:06"),
    ],
)
def test_a_list_tells_a_time_as_short_as_it_can(moment, english, indonesian):
    now = datetime(2021, 12, 29, 5, 0, tzinfo=UTC)
    assert words.list_time(moment, now) == english
    in_indonesian()
    assert words.list_time(moment, now) == indonesian


def test_yesterday_is_a_day_of_the_readers_zone(now):
    assert words.list_time(now - timedelta(hours=13), now) == "Yesterday 23:00"
    words.use("en", "UTC")
    assert words.list_time(now - timedelta(hours=13), now) == "Yesterday 16:00"
    assert words.list_time(now - timedelta(hours=4), now) == "01:00 UTC"


def test_days_are_grouped_under_their_names(now):
    in_indonesian()
    assert words.day_group(now, now) == "Hari ini"
    assert words.day_group(now - timedelta(days=1), now) == "Kemarin"
    assert words.day_group(now - timedelta(days=2), now) == "Kamis, 4 November 2021"


@pytest.mark.parametrize(
    ("before", "english", "indonesian"),
    [
        (timedelta(seconds=-30), "just now", "baru saja"),
        (timedelta(seconds=59), "just now", "baru saja"),
        (timedelta(minutes=1), "1 minute ago", "1 menit lalu"),
        (timedelta(minutes=5), "5 minutes ago", "5 menit lalu"),
        (timedelta(hours=1, minutes=59), "1 hour ago", "1 jam lalu"),
        (timedelta(hours=23), "23 hours ago", "23 jam lalu"),
        (timedelta(days=1), "1 day ago", "1 hari lalu"),
        (timedelta(days=6), "6 days ago", "6 hari lalu"),
        (timedelta(days=8), "29 Oct 2021", "29 Okt 2021"),
        (timedelta(days=-2), "8 Nov 12:00", "8 Nov 12:00"),
    ],
)
def test_how_long_ago(before, english, indonesian, now):
    assert words.ago(now - before, now) == english
    in_indonesian()
    assert words.ago(now - before, now) == indonesian


def test_every_day_and_month_has_an_indonesian_name():
    in_indonesian()
    days = [words.long_date(datetime(2021, 11, day, tzinfo=UTC)).split(",")[0] for day in range(1, 8)]
    assert days == ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
    months = [words.long_date(datetime(2021, month, 3, tzinfo=UTC)).split()[2] for month in range(1, 13)]
    assert " ".join(months) == (
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
    )
    short = [words.list_time(datetime(2020, month, 3, tzinfo=UTC), MORNING).split()[1] for month in range(1, 13)]
    assert " ".join(short) == "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des"


@pytest.mark.parametrize("moment", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)])
def test_the_ends_of_the_calendar_have_words(moment, now):
    words.use("en", "Asia/Jayapura" if moment.year > 1 else "America/Sao_Paulo")
    assert words.long_date(moment)
    assert words.list_time(moment, now)
    assert words.ago(moment, now)


def test_programs_get_utc_with_a_z():
    assert words.utc(MORNING) == "2021-11-05T23:51:07Z"
    assert words.utc(MORNING.astimezone(ZoneInfo("Asia/Jakarta"))) == "2021-11-05T23:51:07Z"


def test_the_systems_zone_is_used_where_none_is_chosen(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Makassar")
    words.use("en", "system")
    assert words.list_time(MORNING, MORNING) == "07:51 WITA"


def test_the_systems_own_rules_are_asked_where_its_zone_has_no_name(monkeypatch):
    monkeypatch.setenv("TZ", "XYZ-7")  # rules as the C library writes them
    time.tzset()
    try:
        words.use("en", "system")
        assert words.list_time(MORNING, MORNING) == "06:51 XYZ"
        assert MORNING.astimezone(words.zone()).utcoffset() == timedelta(hours=7)
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()


def test_an_unknown_zone_is_the_systems(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Jakarta")
    words.use("en", "Mars/Olympus")
    assert words.clock(MORNING)


# --- language ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "id_ID.UTF-8"}, "id"),
        ({"LANG": "in_ID"}, "id"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "nl_NL.UTF-8"}, "en"),
        ({"LANG": "nl_NL.UTF-8", "LANGUAGE": "nl:id:en"}, "id"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "id_ID.UTF-8"}, "id"),
        ({"LANG": "id_ID.UTF-8", "LC_ALL": "C.UTF-8", "LANGUAGE": "id"}, "en"),
        ({"LANG": ""}, "en"),
    ],
)
def test_the_language_follows_the_system(monkeypatch, environment, language):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    words.use("system")
    assert words.language() == language


def test_a_chosen_language_beats_the_system(monkeypatch):
    monkeypatch.setenv("LANG", "id_ID.UTF-8")
    words.use("en")
    assert words._("Today") == "Today"


def test_without_a_compiled_catalogue_the_words_are_english(monkeypatch, tmp_path):
    monkeypatch.setattr("importlib.resources.files", lambda package: tmp_path)
    words.use("id")
    assert words._("Today") == "Today"
    assert words.number(12480) == "12,480"


# --- numbers ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "english", "indonesian"),
    [(0, "0", "0"), (999, "999", "999"), (12480, "12,480", "12.480"), (-1234, "-1,234", "-1.234")],
)
def test_numbers(count, english, indonesian):
    assert words.number(count) == english
    in_indonesian()
    assert words.number(count) == indonesian


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, "0 B"), (999, "999 B"), (1000, "1 kB"), (84_400, "84 kB"), (999_499, "999 kB"), (999_600, "1,0 MB"),
     (1_234_567, "1,2 MB"), (99_960_000, "100 MB"), (5_000_000_000, "5,0 GB"), (12_345_000_000_000_000, "12.345 TB")],
)
def test_sizes(count, shown):
    in_indonesian()
    assert words.size(count) == shown


# --- failures and errors ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_a_plain_sentence(reason, language):
    words.use(language)
    told = words.failure(Failure(reason.value, "https://user:secret@kabar.test/feed?key=secret"))
    assert told.endswith(".") and "\n" not in told and "{" not in told
    assert "secret" not in told or reason is Reason.BAD_ADDRESS  # which says what was typed
    assert reason.value not in told or reason in (Reason.OFFLINE, Reason.TIMEOUT)


def test_every_reason_has_its_own_sentence():
    told = {words.failure(Failure(reason.value, "https://kabar.test")) for reason in Reason}
    assert len(told) == len(Reason)


def test_a_status_is_named_where_it_is_known():
    assert words.failure(Failure("status", "https://kabar.test", "418")) == (
        "kabar.test answered with error 418. Try again later."
    )


@pytest.mark.parametrize("address", ["", "kabar", "https://", "https://[", "x" * 500, "ini bukan alamat"])
def test_a_failure_with_an_odd_address_has_a_sentence(address):
    for reason in Reason:
        assert len(words.failure(Failure(reason.value, address))) < 250


def test_a_reason_of_a_newer_version_has_a_sentence():
    assert words.failure(Failure("struck-by-lightning", "https://kabar.test")).startswith("kabar.test ")


def all_errors() -> list[errors.BeritaError]:
    return [
        errors.BeritaError(),
        errors.FetchError(Reason.TIMEOUT, "https://kabar.test"),
        errors.PayloadError("wordpress:kabar.test", "line 1", Reason.NOT_JSON),
        errors.StoreError(),
        errors.StoreFull(),
        errors.StoreReadOnly(),
        errors.StoreBusy(),
        errors.StoreTooNew(9, 1),
        errors.StoreDamaged("page 3"),
        *(errors.NotFound(what, "x") for what in ("story", "source", "section", "setting", "undo", "redo", "other")),
        errors.AlreadyThere("source", "Kabar"),
        errors.AlreadySyncing(),
        errors.SettingsError("colour"),
        errors.SettingsError("text_size", "5", "60–300"),
        errors.SettingsError("text_size", "x", "number"),
        errors.SettingsError("pictures", "x", "true|false"),
        errors.SettingsError("theme", "x", "system|light|dark"),
        errors.SettingsError("timezone", "x", "Asia/Jakarta"),
        *(errors.KeysUnavailable(why) for why in ("keyring", "open-file", "bad-file")),
    ]


def test_the_list_of_errors_is_complete():
    def kinds(kind: type[errors.BeritaError]) -> set[type]:
        return {kind}.union(*(kinds(each) for each in kind.__subclasses__() if each.__module__ == errors.__name__))

    assert {type(each) for each in all_errors()} == kinds(errors.BeritaError)


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("error", all_errors(), ids=repr)
def test_every_error_has_a_plain_sentence(error, language):
    words.use(language)
    told = words.error(error)
    assert told[-1] == "." and "\n" not in told and "{" not in told


def test_a_setting_that_cannot_be_says_what_can():
    def told(key: str, text: str) -> str:
        with pytest.raises(errors.SettingsError) as raised:
            Settings().to(key, text)
        return words.error(raised.value)

    assert told("theme", "blue") == "theme takes system, light or dark, not “blue”."
    assert told("text_size", "1000") == "text_size takes a number from 60 to 300, not “1000”."
    assert told("pictures", "perhaps") == "pictures takes true or false, not “perhaps”."
    assert told("sync_every", "often") == "sync_every takes a whole number, not “often”."
    assert "Asia/Jakarta" in told("timezone", "Mars/Olympus")
    assert told("colour", "red") == "There is no setting “colour”. “berita settings” shows them all."


def test_a_page_of_text_in_an_error_is_cut():
    assert len(words.error(errors.NotFound("source", "x\n" * 10_000))) < 250


# --- reports ----------------------------------------------------------------------------------------------


def test_a_sync_is_told_in_a_line():
    report = SyncReport(new=1204, changed=3, pictures=1, bytes=1_234_567, synced=2)
    assert words.report(report) == "Synced: 1,204 new stories, 3 changed, 1 picture, 1.2 MB."
    in_indonesian()
    assert words.report(report) == "Sinkron: 1.204 berita baru, 3 berubah, 1 gambar, 1,2 MB."


def test_a_sync_tells_each_source_that_failed_and_why(now):
    gone = SourceFailure(1, "Kabar", Failure("gone", "https://kabar.test/wp-json"), now + timedelta(minutes=5))
    later = SourceFailure(2, "Warta", Failure("too-many", "https://warta.test"), now + timedelta(days=1))
    told = words.report(SyncReport(new=2, synced=1, failed=(gone, later)), now).split("\n")
    assert told == [
        "Synced: 2 new stories.",
        "Kabar: What Berita looked for at kabar.test is not there. Check the address. Next try: 12:05.",
        "Warta: warta.test asks for fewer requests. Berita will wait and try again. Next try: 7 Nov 12:00.",
    ]


def test_being_offline_is_said_once():
    failed = tuple(SourceFailure(each, "Kabar", Failure("offline"), None) for each in range(100))
    assert words.report(SyncReport(failed=failed, offline=True)).count("\n") == 0


@pytest.mark.parametrize(
    ("report", "told"),
    [
        (SyncReport(synced=1, unchanged=40, bytes=900), "Synced: nothing new."),
        (SyncReport(), "There is nothing to sync. Add a source first."),
        (SyncReport(cancelled=True), "Sync stopped."),
        (SyncReport(cancelled=True, new=5), "Sync stopped; kept: 5 new stories."),
        (
            SyncReport(synced=1, withdrawn=1, skipped=2, pictures_failed=3),
            (
                "Synced: 1 withdrawn by the publisher, 2 stories left out because they could not be read, "
                "3 pictures missing."
            ),
        ),
    ],
)
def test_what_a_sync_brought(report, told):
    assert words.report(report) == told


def test_progress_with_and_without_a_total():
    assert words.progress(Progress("stories", "Kabar", 40, 500, 40, 9)) == "Kabar: 40 of 500 stories"
    assert words.progress(Progress("pictures", "", 1200, None, 40, 9)) == "1,200 pictures"
    in_indonesian()
    assert words.progress(Progress("pages", "Kabar", 1, 2, 40, 9)) == "Kabar: 1 dari 2 halaman disiapkan"
