"""The style sheet of the window: what the palette cannot say. One sheet for the application, made from the theme."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from ui.theme import Theme, palette, sans

TEXT = 10.0  # points of the window's own text

# Names in the sheet (setObjectName): paper, panel — a ground; quiet, danger — a label; field, search — a rounded line
# edit; strong — the one button that is meant; link — a button that reads like text; icon — a button that is a picture;
# pill — "12 new"; choice — a small toggle; card — a framed group.
_SHEET = """
QWidget#paper, QStackedWidget#paper {{ background: {paper}; }}
QWidget#panel {{ background: {panel}; }}
QLabel#quiet {{ color: {faint}; }}
QLabel#danger {{ color: {danger}; }}
QFrame#card {{ background: {panel}; border: 1px solid {line}; border-radius: 10px; }}
QFrame#popup {{ background: {paper}; border: 1px solid {line}; border-radius: 8px; }}

QLineEdit#field, QLineEdit#search {{
    background: {panel}; color: {ink}; border: 1px solid {line}; border-radius: 15px; padding: 4px 12px;
    min-height: 20px; selection-background-color: {accent}; selection-color: {paper};
}}
QLineEdit#search {{ padding: 4px 4px 4px 2px; }}
QLineEdit#field:focus, QLineEdit#search:focus {{ border: 1px solid {accent}; background: {paper}; }}

QPushButton {{
    background: {paper}; color: {ink}; border: 1px solid {line}; border-radius: 6px; padding: 5px 14px; min-height: 18px;
}}
QPushButton:hover {{ background: {hover}; }}
QPushButton:pressed {{ background: {chosen}; }}
QPushButton:focus {{ border: 2px solid {link}; padding: 4px 13px; }}
QPushButton:disabled {{ color: {faint}; background: {panel}; }}
QPushButton#strong, QPushButton#pill {{ background: {accent}; color: {paper}; border: 1px solid {accent}; font-weight: 600; }}
QPushButton#strong:hover, QPushButton#pill:hover {{ background: {pressed}; border-color: {pressed}; }}
QPushButton#strong:focus, QPushButton#pill:focus {{ border: 2px solid {ink}; }}
QPushButton#strong:disabled {{ background: {panel}; color: {faint}; border-color: {line}; }}
QPushButton#pill {{ border-radius: 12px; padding: 2px 12px; }}
QPushButton#pill:focus {{ padding: 1px 11px; }}
QPushButton#link {{ background: transparent; border: 2px solid transparent; color: {link}; padding: 0 3px; min-height: 0; }}
QPushButton#link:hover {{ text-decoration: underline; }}
QPushButton#link:focus {{ border-color: {link}; border-radius: 4px; }}
QPushButton#more {{ border-radius: 0; border: none; border-top: 1px solid {line}; background: {panel}; color: {link}; }}
QPushButton#more:hover {{ background: {hover}; }}
QPushButton#more:focus {{ border: 2px solid {link}; }}
QPushButton#more:disabled {{ color: {faint}; }}

QToolButton#icon, QToolButton#choice {{
    background: transparent; border: 2px solid transparent; border-radius: 6px; padding: 2px; color: {soft};
}}
QToolButton#icon:hover, QToolButton#choice:hover {{ background: {hover}; }}
QToolButton#icon:pressed, QToolButton#icon:checked {{ background: {chosen}; }}
QToolButton#icon:focus, QToolButton#choice:focus {{ border-color: {link}; }}
QToolButton#icon::menu-indicator {{ image: none; }}
QToolButton#choice {{ padding: 2px 8px; }}
QToolButton#choice:checked {{ background: {chosen}; color: {ink}; font-weight: 600; }}

QMenu {{ background: {paper}; color: {ink}; border: 1px solid {line}; padding: 4px; }}
QMenu::item {{ padding: 5px 28px 5px 24px; border-radius: 4px; }}
QMenu::item:selected {{ background: {chosen}; color: {ink}; }}
QMenu::item:disabled {{ color: {faint}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}
QMenu::indicator {{ left: 6px; width: 13px; height: 13px; }}
QToolTip {{ background: {ink}; color: {paper}; border: none; padding: 4px 6px; }}

QListWidget#choices, QListWidget#sources {{ background: {paper}; border: none; outline: none; color: {ink}; }}
QListWidget#sources {{ border: 1px solid {line}; border-radius: 8px; }}

QProgressBar#sync {{ background: {line}; border: none; border-radius: 2px; }}
QProgressBar#sync::chunk {{ background: {accent}; border-radius: 2px; }}

QScrollBar:vertical {{ background: transparent; width: 11px; margin: 0; border: none; }}
QScrollBar:horizontal {{ background: transparent; height: 11px; margin: 0; border: none; }}
QScrollBar::handle {{ background: {grip}; border-radius: 3px; margin: 2px 3px; min-height: 32px; min-width: 32px; }}
QScrollBar::handle:hover {{ background: {faint}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def style_sheet(look: Theme) -> str:
    colours = {name: getattr(look, name) for name in look.__slots__ if name != "name"}
    return _SHEET.format(
        **colours,
        grip="#55585e" if look.dark else "#c3beb4",
        pressed="#ff9c95" if look.dark else "#8e1518",
    )


def wear(application: QApplication, look: Theme) -> None:
    """Put ``look`` on the whole application."""
    if not application.property("dressed"):
        application.setStyle("fusion")  # the one style that takes our colours everywhere
        application.setProperty("dressed", True)
    application.setFont(sans(TEXT))
    application.setPalette(palette(look))
    application.setStyleSheet(style_sheet(look))

