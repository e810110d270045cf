"""Python's garbage, collected on the window's thread only, in its pauses.

Left to itself the collector runs on whichever thread happens to make the next object, and a lane that destroys a
widget, a timer or a pixmap takes the program down with it."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_PAUSE = 1_000  # ms between two looks


class Collector(QObject):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._limits = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self, interval=_PAUSE)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def close(self) -> None:
        self._timer.stop()
        gc.enable()

    def _look(self) -> None:
        """As the collector itself would decide: old generations seldom."""
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if counts[generation] > self._limits[generation]:
                gc.collect(generation)
                return
