"""Every part examined for `berita doctor`: each with a verdict, what was found in words, and a cure."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from reader_app.paths import Paths
from reader_app.store import Store
from reader_app.words import _, n_, number, size

LEAST_FREE = 200 << 20  # bytes on the disk below which a sync may fail soon


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    verdict: Literal["ok", "warning", "fault"]
    detail: str
    cure: str = ""


def examine(paths: Paths, store: Store, *, mend: bool) -> list[Check]:
    """Store, index, pictures, disk, network, keys; what can be derived again is mended on the way."""
    findings = {each.what: each for each in store.examine(mend=mend)}
    return [
        _store(store, findings),
        _counters(findings, mend),
        _index(findings, mend),
        _pictures(store, findings, mend),
        _disk(paths),
        _network(),
        _keys(paths),
    ]


def _store(store: Store, findings: Mapping[str, object]) -> Check:
    with store.reading() as db:
        stories, saved = db.one("select count(*), coalesce(sum(saved), 0) from story") or (0, 0)
    found = _("{stories} stories, {saved} saved").format(stories=number(stories), saved=number(saved))
    if "file" in findings:
        return Check(
            "store",
            "fault",
            _("The store's file is damaged."),
            _("Close Berita, keep a copy of the profile, and restore a backup."),
        )
    lost = [each for each in ("texts", "sources", "journal") if each in findings]
    if lost:
        return Check(
            "store",
            "fault",
            _("Some stories are not whole ({what}).").format(what=", ".join(lost)),
            _("Sync again: what is missing is fetched."),
        )
    return Check("store", "ok", found)


def _counters(findings: Mapping[str, object], mend: bool) -> Check:
    wrong = [
        each for each in ("section-counters", "source-counters", "mirrors", "placements", "tally") if each in findings
    ]
    if not wrong:
        return Check("counters", "ok", _("All counters agree with the stories."))
    if mend:
        return Check("counters", "warning", _("Some counters were wrong and have been rebuilt."))
    return Check("counters", "fault", _("Some counters are wrong."), _("Run: berita doctor"))


def _index(findings: Mapping[str, object], mend: bool) -> Check:
    if "index" in findings and mend:
        return Check("index", "warning", _("The search index did not hold all stories and has been rebuilt."))
    if "index" in findings:
        return Check("index", "fault", _("The search index does not hold all stories."), _("Run: berita doctor"))
    return Check("index", "ok", _("Every story is in the search index."))


def _pictures(store: Store, findings: Mapping[str, object], mend: bool) -> Check:
    with store.reading() as db:
        count, room = db.one("select count(*), coalesce(sum(size), 0) from picture") or (0, 0)
        waiting = db.value("select count(*) from image where picture is null and next_try is not null")
    if "pictures" in findings:
        cure = _("They are fetched again by the next sync.") if mend else _("Sync again.")
        return Check("pictures", "warning", _("Files of some pictures are gone."), cure)
    found = n_("{count} picture, {room}", "{count} pictures, {room}", count).format(
        count=number(count), room=size(room)
    )
    if waiting:
        found += "; " + n_("{count} still to be fetched", "{count} still to be fetched", waiting).format(
            count=number(waiting)
        )
    return Check("pictures", "ok", found)


def _disk(paths: Paths) -> Check:
    free = shutil.disk_usage(paths.data).free
    found = _("{room} free").format(room=size(free))
    if not os.access(paths.data, os.W_OK):
        return Check(
            "disk",
            "fault",
            _("The profile's folder cannot be written."),
            _("Give yourself the right to write there, or choose another --profile."),
        )
    if free < LEAST_FREE:
        return Check("disk", "warning", found, _("Free some room on the disk: syncing needs it."))
    return Check("disk", "ok", found)


def _network() -> Check:
    """Whether this machine has a way out: an address is looked for in its routes, nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # TEST-NET-1; connecting a datagram socket only asks the routes
        except OSError:
            return Check(
                "network", "warning", _("There is no network."), _("Reading works; syncing waits for the network.")
            )
    return Check("network", "ok", _("There is a way to the network."))


def _keys(paths: Paths) -> Check:
    from reader_app.keys import Keys

    if Keys(paths).keyring_works():
        return Check("keys", "ok", _("API keys are kept in the system's keyring."))
    return Check(
        "keys",
        "warning",
        _("This system has no keyring."),
        _("API keys can be kept in a file of yours instead; Berita asks before it does that."),
    )
