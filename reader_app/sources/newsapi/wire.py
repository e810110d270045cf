"""The service's answers: what they are stands in ``status`` and ``code``, whatever the status of HTTP says."""

from __future__ import annotations

from typing import Any

from reader_app.errors import PayloadError, Reason
from reader_app.records import Payload
from reader_app.sources.keyed import read_json

MAXIMUM = "maximumResultsReached"  # the plan shows no further pages

_REASONS = {
    "apiKeyMissing": Reason.KEY_MISSING, "apiKeyInvalid": Reason.KEY_REFUSED, "apiKeyDisabled": Reason.KEY_REFUSED,
    "apiKeyExhausted": Reason.QUOTA, "rateLimited": Reason.QUOTA, MAXIMUM: Reason.PLAN, "corsNotAllowed": Reason.PLAN,
}  # fmt: skip
_BY_STATUS = {401: Reason.KEY_REFUSED, 426: Reason.PLAN, 429: Reason.QUOTA}


def articles(payload: Payload) -> tuple[list[Any], int | None]:
    """(what came, how many there are in all). Raises PayloadError; its ``detail`` is the service's own code."""
    found = read_json(payload)
    if found.get("status") == "error" or "code" in found or payload.status >= 400:
        raise _refusal(payload, found)
    came = found.get("articles")
    if not isinstance(came, list):
        raise PayloadError(payload.url, "no articles")
    total = found.get("totalResults")
    return came, total if isinstance(total, int) and not isinstance(total, bool) and total >= 0 else None


def _refusal(payload: Payload, found: dict[str, Any]) -> PayloadError:
    code = found.get("code")
    code = code[:60] if isinstance(code, str) else ""
    reason = _BY_STATUS.get(payload.status, Reason.UNREADABLE)
    if payload.status != 426 or code != "parameterInvalid":  # dates further back than the plan goes
        reason = _REASONS.get(code, Reason.UNREADABLE if code else reason)
    return PayloadError(payload.url, code or str(payload.status), reason)
