"""Which stories were open, as a browser keeps pages: back, forward, and a new way cuts off the old one."""

from __future__ import annotations

_MOST = 200


class History:
    def __init__(self) -> None:
        self._stories: list[int] = []
        self._at = -1

    def visit(self, story: int) -> None:
        if self._at >= 0 and self._stories[self._at] == story:
            return
        self._stories[self._at + 1 :] = [story]
        del self._stories[:-_MOST]
        self._at = len(self._stories) - 1

    @property
    def can_go_back(self) -> bool:
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        return self._at < len(self._stories) - 1

    def back(self) -> int | None:
        return self._go(-1)

    def forward(self) -> int | None:
        return self._go(1)

    def _go(self, step: int) -> int | None:
        if not 0 <= self._at + step < len(self._stories):
            return None
        self._at += step
        return self._stories[self._at]
