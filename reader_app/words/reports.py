"""A sync told plainly: where it stands, and what it brought, what failed and why."""

from __future__ import annotations

from datetime import UTC, datetime

from reader_app.records import Progress, SourceFailure, SyncReport
from reader_app.words.failures import failure
from reader_app.words.language import P_, _, n_
from reader_app.words.numbers import number, size
from reader_app.words.times import clock, list_time, local


def report(report: SyncReport, now: datetime | None = None) -> str:
    """The account of a sync: one line of what it brought, then one line for each source that failed."""
    lines = [_summary(report)]
    if not report.offline:  # being offline is said once, not once a source
        lines += [_failed(each, now or datetime.now(UTC)) for each in report.failed]
    return "\n".join(lines)


def progress(progress: Progress) -> str:
    """Where a sync stands: "Kabar Nusa: 40 of 500 stories"."""
    done = number(progress.done)
    if progress.phase == "texts":
        what = _("{done} of {total} whole texts") if progress.total else _("{done} whole texts")
    elif progress.phase == "pictures":
        what = _("{done} of {total} pictures") if progress.total else _("{done} pictures")
    elif progress.phase == "pages":
        what = _("{done} of {total} pages prepared") if progress.total else _("{done} pages prepared")
    else:
        what = _("{done} of {total} stories") if progress.total else _("{done} stories")
    told = what.format(done=done, total=number(progress.total or 0))
    if not progress.source:
        return told
    return P_("sync progress", "{source}: {told}").format(source=progress.source, told=told)


def _summary(report: SyncReport) -> str:
    if report.offline:
        return _("No source could be reached. Everything already synced can be read.")
    told = []
    if report.new:
        told.append(n_("{count} new story", "{count} new stories", report.new).format(count=number(report.new)))
    if report.changed:
        told.append(n_("{count} changed", "{count} changed", report.changed).format(count=number(report.changed)))
    if report.withdrawn:
        told.append(
            n_("{count} withdrawn by the publisher", "{count} withdrawn by the publisher", report.withdrawn).format(
                count=number(report.withdrawn)
            )
        )
    if report.pictures:
        told.append(n_("{count} picture", "{count} pictures", report.pictures).format(count=number(report.pictures)))
    if report.skipped:
        told.append(
            n_(
                "{count} story left out because it could not be read",
                "{count} stories left out because they could not be read",
                report.skipped,
            ).format(count=number(report.skipped))
        )
    if report.pictures_failed:
        told.append(
            n_("{count} picture missing", "{count} pictures missing", report.pictures_failed).format(
                count=number(report.pictures_failed)
            )
        )
    if told and report.bytes:
        told.append(size(report.bytes))
    if report.cancelled:
        if not told:
            return _("Sync stopped.")
        return _("Sync stopped; kept: {told}.").format(told=", ".join(told))
    if told:
        return _("Synced: {told}.").format(told=", ".join(told))
    if report.failed and not report.synced:
        return _("Nothing could be synced.")
    if not report.synced:
        return _("There is nothing to sync. Add a source first.")
    return _("Synced: nothing new.")


def _failed(failed: SourceFailure, now: datetime) -> str:
    told = P_("failed source", "{source}: {sentence}").format(source=failed.name, sentence=failure(failed.failure))
    if failed.retry_at is None or failed.retry_at <= now:
        return told
    same_day = local(failed.retry_at).date() == local(now).date()
    when = clock(failed.retry_at) if same_day else list_time(failed.retry_at, now)
    return told + " " + _("Next try: {when}.").format(when=when)
