"""What can go wrong, as a tree of errors that carry data, never prose (`words` makes the sentences).

BeritaError
├── FetchError(reason, url, retry_after)      a request failed
├── PayloadError(source, detail, reason)      an answer could not be read
├── StoreError(reason)
│   ├── StoreFull                             no room on the disk
│   ├── StoreReadOnly                         the profile cannot be written
│   ├── StoreBusy                             another process kept the store too long
│   ├── StoreTooNew(found, known)             written by a newer Berita
│   └── StoreDamaged(detail)                  the file is not what was written
├── NotFound(what, name)                      no such story, source, setting …
├── AlreadyThere(what, name)                  followed already
├── AlreadySyncing                            another process is syncing this profile
├── SettingsError(key, value, detail)
└── KeysUnavailable(why, file)                the place that keeps API keys cannot be used

Each is raised where the foreign library is imported, chained to its cause. Anything else that is raised is a bug
and is not caught.
"""

from __future__ import annotations

import enum
import errno
import os

from reader_app.records import Failure


class Reason(enum.StrEnum):
    """Why a source, a picture or a request failed. Every one has a sentence in `words`."""

    BAD_ADDRESS = "bad-address"  # not a URL, or not http(s)
    OFFLINE = "offline"  # no network at all
    NO_SUCH_HOST = "no-such-host"
    REFUSED = "refused"  # nobody listens there
    TIMEOUT = "timeout"
    TLS = "tls"  # the certificate does not hold
    INTERRUPTED = "interrupted"  # the connection broke
    REDIRECTS = "redirects"  # too many, or in a circle
    DOWNGRADE = "downgrade"  # a secure page led to one that is not
    PRIVATE_ADDRESS = "private-address"  # a public page pointed into the reader's own network
    UNAUTHORIZED = "unauthorized"  # 401
    FORBIDDEN = "forbidden"  # 403
    GONE = "gone"  # 404, 410
    TOO_MANY = "too-many"  # 429
    SERVER = "server"  # 5xx
    STATUS = "status"  # any other status
    TOO_LARGE = "too-large"  # over the size limit, also when decompressed
    BAD_ENCODING = "bad-encoding"  # gzip and the like, broken
    NOT_JSON = "not-json"  # HTML or cut JSON where JSON should be
    NOT_WORDPRESS = "not-wordpress"
    NOTHING_OFFERED = "nothing-offered"  # no news API found at the address
    API_CLOSED = "api-closed"  # the site switched its API off
    REPEATS = "repeats"  # every page is the same: a cache drops the query
    UNREADABLE = "unreadable"  # an answer or a story could not be read
    TOO_SLOW = "too-slow"  # a worker passed its time limit
    TOO_HEAVY = "too-heavy"  # a worker passed its memory limit or died
    NOT_A_PICTURE = "not-a-picture"
    NOT_A_FEED = "not-a-feed"  # a web page, an error page or anything else where a feed should be
    PAYWALL = "paywall"  # the page shows its story to subscribers only
    BLOCKED = "blocked"  # a page that asks for proof of being a person, or for consent, in place of the story
    NO_STORY = "no-story"  # a page without a story in it
    ROBOTS = "robots"  # the site's robots.txt asks programs to stay away
    KEY_MISSING = "key-missing"  # the API needs a key and there is none
    KEY_REFUSED = "key-refused"  # wrong, switched off, revoked
    QUOTA = "quota"  # the key's requests are used up for now
    PLAN = "plan-limit"  # the key's plan does not include what was asked
    PICTURE_TOO_BIG = "picture-too-big"  # over the pixel limit
    NOT_OPML = "not-opml"  # a file that is no list of feeds
    NO_FILE = "no-file"  # a file that was named cannot be opened
    CANCELLED = "cancelled"


class BeritaError(Exception):
    """The root: all that Berita raises on purpose."""


class FetchError(BeritaError):
    def __init__(self, reason: Reason, url: str, detail: str = "", *, retry_after: float | None = None) -> None:
        super().__init__(reason, url, detail)
        self.reason, self.url, self.retry_after, self.detail = reason, url, retry_after, detail

    def failure(self) -> Failure:
        return Failure(self.reason.value, self.url, self.detail)


class PayloadError(BeritaError):
    def __init__(self, source: str, detail: str = "", reason: Reason = Reason.UNREADABLE) -> None:
        super().__init__(source, detail, reason)
        self.source, self.detail, self.reason = source, detail, reason

    def failure(self) -> Failure:
        return Failure(self.reason.value, self.source, self.detail)


class StoreError(BeritaError):
    """The store could not do what was asked."""


class StoreFull(StoreError):
    pass


class StoreReadOnly(StoreError):
    pass


class StoreBusy(StoreError):
    pass


class StoreTooNew(StoreError):
    def __init__(self, found: int, known: int) -> None:
        super().__init__(found, known)
        self.found, self.known = found, known


class StoreDamaged(StoreError):
    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail


def refused(error: OSError) -> StoreError:
    """What a file that could not be written in the profile means."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StoreFull()
    return StoreReadOnly()


class NotFound(BeritaError):
    def __init__(self, what: str, name: str) -> None:
        super().__init__(what, name)
        self.what, self.name = what, name


class AlreadyThere(BeritaError):
    def __init__(self, what: str, name: str) -> None:
        super().__init__(what, name)
        self.what, self.name = what, name


class AlreadySyncing(BeritaError):
    pass


class KeysUnavailable(BeritaError):
    """``why``: "keyring" (none that works), "open-file" (others may read it), "bad-file" (cannot be read or written)."""

    def __init__(self, why: str, file: os.PathLike[str] | None = None) -> None:
        super().__init__(why, file)
        self.why, self.file = why, file


class SettingsError(BeritaError):
    def __init__(self, key: str, value: str = "", detail: str = "") -> None:
        super().__init__(key, value, detail)
        self.key, self.value, self.detail = key, value, detail
