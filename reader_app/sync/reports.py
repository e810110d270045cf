"""Several syncs' reports as one."""

from __future__ import annotations

from collections.abc import Sequence

from reader_app.records import SyncReport


def joined(reports: Sequence[SyncReport]) -> SyncReport:
    """Counts added up; offline only where all of them were."""
    if not reports:
        return SyncReport()
    return SyncReport(
        new=sum(each.new for each in reports),
        changed=sum(each.changed for each in reports),
        unchanged=sum(each.unchanged for each in reports),
        withdrawn=sum(each.withdrawn for each in reports),
        skipped=sum(each.skipped for each in reports),
        stories=sum(each.stories for each in reports),
        bytes=sum(each.bytes for each in reports),
        pictures=sum(each.pictures for each in reports),
        pictures_failed=sum(each.pictures_failed for each in reports),
        failed=tuple(failure for each in reports for failure in each.failed),
        synced=sum(each.synced for each in reports),
        offline=all(each.offline for each in reports),
        cancelled=any(each.cancelled for each in reports),
    )
