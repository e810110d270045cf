"""What the APIs that want a key share: their JSON, how the key's requests are counted, when it is no use to go on."""

from __future__ import annotations

import json
import re
from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from reader_app.errors import FetchError, PayloadError, Reason
from reader_app.records import Payload
from reader_app.sources.protocol import Answer, Following, Move, Step

LONGEST_REST = timedelta(hours=12)  # after a refusal that does not say when the key has requests again
BRIEF_REST = timedelta(minutes=5)  # after one that may mean "too quickly" only

# After one of these no request of this sync will go better.
_HOPELESS = frozenset({
    Reason.KEY_MISSING, Reason.KEY_REFUSED, Reason.OFFLINE, Reason.NO_SUCH_HOST, Reason.REFUSED, Reason.TLS,
    Reason.REDIRECTS, Reason.DOWNGRADE, Reason.PRIVATE_ADDRESS, Reason.BAD_ADDRESS, Reason.CANCELLED,
})  # fmt: skip
_PAGE = re.compile(r"<(?:!doctype|html|head|body)\b", re.I)

Asking = Generator[Move, Answer | None, Answer]


def read_json(payload: Payload) -> dict[str, Any]:
    """The JSON object that ``payload`` holds. Raises PayloadError; a wall's own page says why it stands there."""
    text = payload.body.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        if payload.status == 429:
            raise PayloadError(payload.url, "429", Reason.TOO_MANY) from error
        if payload.status in (401, 403):  # a wall in front of the API, not the API
            raise PayloadError(payload.url, str(payload.status), Reason.FORBIDDEN) from error
        raise PayloadError(payload.url, "html" if _PAGE.search(text[:2048]) else "cut", Reason.NOT_JSON) from error
    if not isinstance(found, dict):
        raise PayloadError(payload.url, type(found).__name__)
    return found


@dataclass(slots=True)
class Quota:
    """The requests that the key has left today."""

    url: str  # of the API
    now: datetime
    used: int
    most: int  # 0: no bound

    @classmethod
    def of(cls, following: Following, url: str) -> Quota:
        return cls(url, following.now, following.used, following.quota)

    def ask(self, step: Step) -> Asking:
        """One request. What went wrong with it alone is the answer's ``error``; raises what ends the sync, before the
        request where the reader allows no more today."""
        if self.most and self.used >= self.most:
            raise FetchError(Reason.QUOTA, self.url, retry_after=self._until_midnight())
        self.used += 1
        answer = yield step
        assert answer is not None  # the protocol's promise to a Step
        error = answer.error
        if isinstance(error, FetchError) and error.retry_after is not None:
            raise error
        if error is not None and error.reason in (Reason.QUOTA, Reason.TOO_MANY):
            rest = BRIEF_REST if error.reason is Reason.TOO_MANY else LONGEST_REST
            wait = min(rest.total_seconds(), self._until_midnight())
            raise FetchError(Reason.QUOTA, self.url, error.detail, retry_after=wait) from error
        if error is not None and error.reason in _HOPELESS:
            raise error
        return answer

    def short(self) -> bool:
        """Whether what is left should be kept for stories."""
        return bool(self.most) and self.used >= self.most * 0.8

    def _until_midnight(self) -> float:
        """Seconds: the day of the count is one of UTC."""
        midnight = self.now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        return max(60.0, (midnight - self.now).total_seconds())
