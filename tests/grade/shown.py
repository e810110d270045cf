"""What a reader sees of a story's Markdown: Qt's own reading of it, asked for text, pictures and links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_BAD_ADDRESS = re.compile(r"\s*(?:javascript|vbscript|data|file|blob|about):", re.I)
_TRACKED = re.compile(r"[?&](?:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_eid)=", re.I)
_PIXEL = re.compile(
    r"//(?:[\w.-]+\.)?(?:scorecardresearch\.com|quantserve\.com|doubleclick\.net|google-analytics\.com|pixel\.wp\.com"
    r"|stats\.wordpress\.com|googletagmanager\.com)/|facebook\.com/tr\b|[/.]pixel\.(?:gif|png)",
    re.I,
)
_FENCED = re.compile(r"^([ >]*)(`{3,})[^\n]*\n.*?^[ >]*\2`*[ ]*$", re.M | re.S)
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.S)
_ELEMENT = re.compile(r"(?<!\\)<(?:script|style|iframe|frame|object|embed|svg|form|img|a|p|div)\b", re.I)
_SCRIPT = re.compile(r"<(script|style)\b[^>]*>(.*?)</\1", re.I | re.S)


@dataclass(slots=True)
class Shown:
    text: str = ""
    pictures: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def shown(markdown: str) -> Shown:
    """What Qt's document holds."""
    from PySide6.QtGui import QTextDocument

    features = QTextDocument.MarkdownFeature
    document = QTextDocument()
    document.setMarkdown(f"\u2060\n\n{markdown}", features.MarkdownDialectGitHub | features.MarkdownNoHTML)
    seen = Shown(text=document.toPlainText().replace("\u2060", "").replace("\u200b", "").replace("\ufffc", " "))
    block = document.begin()
    while block.isValid():
        iterator = block.begin()
        while not iterator.atEnd():
            form = iterator.fragment().charFormat()
            if form.isImageFormat():
                seen.pictures.append(form.toImageFormat().name())
            if form.anchorHref():
                seen.links.append(form.anchorHref())
            iterator += 1
        block = block.next()
    return seen


def leaks(markdown: str, seen: Shown, html: str = "") -> list[str]:
    """What must not come through: markup, addresses that run or hold something, pixels, marks of trackers, scripts."""
    found = [url for url in [*seen.pictures, *seen.links] if _BAD_ADDRESS.match(url)]
    found += [url for url in seen.links if _TRACKED.search(url)]
    found += [url for url in seen.pictures if _PIXEL.search(url)]
    found += _ELEMENT.findall(_CODE.sub("", _FENCED.sub("", markdown)))
    squeezed = " ".join(seen.text.split())
    for match in _SCRIPT.finditer(html):
        said = " ".join(match[2].split())[:60]
        if len(said) >= 40 and said in squeezed:
            found.append(said)
    return found
