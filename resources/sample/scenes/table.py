"""Things on tables."""

from __future__ import annotations

SCENES: dict[str, tuple[int, int, object]] = {}
