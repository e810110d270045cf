"""What stands above the text of a story: section, headline, dateline and byline, notices, the lead picture."""

from __future__ import annotations

from PySide6.QtGui import QTextBlockFormat, QTextCursor

from reader_app import words
from reader_app.records import Headline, Image
from reader_app.words import _
from ui.article.links import ORIGINAL
from ui.article.pictures import picture_format
from ui.article.typography import NOTICE, ROLE, Sheet, tiny


def write(cursor: QTextCursor, headline: Headline, lead: Image | None, sheet: Sheet) -> None:
    """Write it into the empty block of ``cursor``."""
    cursor.setBlockFormat(sheet.kicker.block())
    cursor.setBlockCharFormat(sheet.kicker.char())
    cursor.insertText(headline.section or headline.source, sheet.kicker.char())
    heading = sheet.headline.block()
    heading.setHeadingLevel(1)
    cursor.insertBlock(heading, sheet.headline.char())
    cursor.insertText(headline.title, sheet.headline.char())
    cursor.insertBlock(sheet.dateline.block(after=sheet.px(18)), sheet.dateline.char())
    cursor.insertText(dateline(headline), sheet.dateline.char())
    for sentence in notices(headline):
        form = sheet.notice.block()
        form.setProperty(ROLE, NOTICE)
        cursor.insertBlock(form, sheet.notice.char())
        cursor.insertText(f"{sentence} ", sheet.notice.char())
        cursor.insertText(_("Open the original"), sheet.link(sheet.notice.char(), ORIGINAL))
    if lead is not None:
        line = caption(lead)
        form = QTextBlockFormat()
        form.setBottomMargin(0 if line else sheet.px(24))
        cursor.insertBlock(form, tiny())
        picture(cursor, lead)
        if line:
            cursor.insertBlock(sheet.caption.block(), sheet.caption.char())
            cursor.insertText(line, sheet.caption.char())


def dateline(headline: Headline) -> str:
    """ "Sabtu, 6 November 2021 · 06:51 WIB — Reni Erina · Edited 14:02"."""
    line = f"{words.dateline(headline.published)} — {headline.author or headline.source}"
    if headline.updated is None:
        return line
    same_day = words.local(headline.updated).date() == words.local(headline.published).date()
    edited = words.clock(headline.updated) if same_day else words.dateline(headline.updated)
    told = _("Edited {time}").format(time=edited).replace(" ", "\u00a0", 1)
    return f"{line} · {told}"


def notices(headline: Headline) -> list[str]:
    sentences = []
    if headline.withdrawn:
        sentences.append(_("The publisher has withdrawn this story. This is the last version you have."))
    if headline.protected:
        sentences.append(_("The publisher shows this story to holders of its password only."))
    return sentences


def caption(image: Image) -> str:
    """Caption and credit in one line: "Warga di dermaga / Net"."""
    caption = image.caption.removesuffix(".") if image.credit else image.caption
    return " / ".join(part for part in (caption, image.credit) if part)


def picture(cursor: QTextCursor, image: Image | None, alt: str = "", most: int = 0) -> None:
    """Insert what stands in the text for a picture, or put it in place of what is selected."""
    if image is None:
        char = picture_format("", 0, 0, alt or _("Picture"), most)
    else:
        line = alt or image.alt or image.caption or _("Picture")
        char = picture_format(image.picture or "", image.width, image.height, line, most)
    if cursor.hasSelection():
        cursor.setCharFormat(char)
    else:
        cursor.insertText("\ufffc", char)
