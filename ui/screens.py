"""How much room a screen has. `QWidget.screen` is not asked: its wrapper takes the screen along when the widget goes."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QGuiApplication


def free_room(at: QPoint | None = None) -> QRect:
    """What panels and docks leave of the screen at a point, else of the first one."""
    found = QGuiApplication.screenAt(at) if at is not None else None
    return (found or QGuiApplication.primaryScreen()).availableGeometry()
