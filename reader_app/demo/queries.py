"""What a REST request asks, checked as WordPress checks it; what it will not have, in WordPress's shape of an error."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from reader_app.demo.shapes import SITE_ZONE

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:?\d\d)?")


class RestError(Exception):
    """An answer that is an error. Messages are in the site's language, as a real site's are: codes tell."""

    def __init__(self, status: int, code: str, message: str, data: dict[str, Any] | None = None) -> None:
        super().__init__(code)
        self.status = status
        self.body = {"code": code, "message": message, "data": {"status": status, **(data or {})}}


def invalid(name: str, code: str, message: str, data: Any = None) -> RestError:
    """The refusal of one parameter."""
    details = {name: {"code": code, "message": message, "data": data}}
    data = {"params": {name: message}, "details": details}
    return RestError(400, "rest_invalid_param", f"Parameter tidak sah: {name}", data)


class Query:
    """The parameters of one request. Unknown ones are ignored, as WordPress ignores them."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        self.pairs = tuple(pairs)
        self._one: dict[str, str] = {}
        self._many: dict[str, list[str]] = {}
        for name, value in pairs:
            bare, bracket, _ = name.partition("[")
            if bracket:
                self._many.setdefault(bare, []).append(value)
            else:
                self._one[name] = value

    def __contains__(self, name: str) -> bool:
        return name in self._one or name in self._many

    def text(self, name: str, default: str = "") -> str:
        return self._one.get(name, default)

    def number(self, name: str, default: int, low: int, high: int | None = None) -> int:
        if name not in self._one:
            return default
        try:
            value = int(self._one[name])
        except ValueError as error:
            raise invalid(name, "rest_invalid_type", f"{name} bukan jenis integer.") from error
        if high is not None and not low <= value <= high:
            message = f"{name} harus di antara {low} (inklusif) dan {high} (inklusif)"
            raise invalid(name, "rest_out_of_bounds", message)
        if value < low:
            raise invalid(name, "rest_out_of_bounds", f"{name} harus lebih besar atau sama dengan {low}")
        return value

    def choice(self, name: str, choices: Sequence[str], default: str) -> str:
        value = self._one.get(name, default)
        if value not in choices:
            raise invalid(name, "rest_not_in_enum", f"{name} bukan salah satu dari {', '.join(choices)}.")
        return value

    def flag(self, name: str) -> bool | None:
        if name not in self._one:
            return None
        value = self._one[name].lower()
        if value not in ("0", "1", "true", "false", ""):
            raise invalid(name, "rest_invalid_type", f"{name} bukan jenis boolean.")
        return value in ("1", "true")

    def words(self, name: str) -> tuple[str, ...] | None:
        if name not in self:
            return None
        values = [*self._many.get(name, ()), *self._one.get(name, "").split(",")]
        return tuple(value.strip() for value in values if value.strip())

    def numbers(self, name: str) -> tuple[int, ...] | None:
        words = self.words(name)
        if words is None:
            return None
        for place, word in enumerate(words):
            if not re.fullmatch(r"-?\d+", word):
                raise invalid(name, "rest_invalid_type", f"{name}[{place}] bukan jenis integer.")
        return tuple(int(word) for word in words)

    def moment(self, name: str) -> datetime | None:
        """A moment; without a zone it is the site's own time, which trips readers that send UTC so."""
        if name not in self._one:
            return None
        text = self._one[name]
        refusal = invalid(name, "rest_invalid_date", "Tanggal tidak sah.")
        if not _MOMENT.fullmatch(text):
            raise refusal
        try:
            moment = datetime.fromisoformat(text.upper())
        except ValueError as error:
            raise refusal from error
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=SITE_ZONE)
        return moment.astimezone(UTC).replace(microsecond=0)

    # --- what every route knows -----------------------------------------------------------------------------

    def check_context(self) -> None:
        if self.choice("context", ("view", "embed", "edit"), "view") == "edit":
            message = "Maaf, Anda tidak diizinkan menyunting tulisan dalam jenis tulisan ini."
            raise RestError(401, "rest_forbidden_context", message)

    def fields(self) -> tuple[str, ...] | None:
        return self.words("_fields") or None

    def embeds(self) -> tuple[bool, tuple[str, ...] | None]:
        """Is anything to be embedded, and what alone."""
        if "_embed" not in self:
            return False, None
        words = tuple(word for word in self.words("_embed") or () if word not in ("1", "true"))
        return words not in (("0",), ("false",)), words or None


def keep_fields(thing: dict[str, Any], fields: Sequence[str] | None) -> dict[str, Any]:
    """Only the asked fields; ``title.rendered`` reaches within."""
    if fields is None:
        return thing
    kept: dict[str, Any] = {}
    for key, value in thing.items():
        if key in fields:
            kept[key] = value
            continue
        inner = [field[len(key) + 1 :] for field in fields if field.startswith(f"{key}.")]
        if inner and isinstance(value, dict):
            kept[key] = keep_fields(value, inner)
    return kept
