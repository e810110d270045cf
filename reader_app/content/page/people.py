"""Who wrote it: names out of JSON-LD, meta elements and bylines; no addresses, no organisations where there are people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from reader_app.content.page import jsonld
from reader_app.content.text import one_line

_LABEL = re.compile(
    r"^\s*(?:(?:laporan|reporter|penulis|pewarta|oleh|ditulis oleh|kontributor|editor|jurnalis|wartawan|report(?:er)?|"
    r"written by|story by|words by|by|par|por|von|von:|di|af|av|door|text|texto|autor(?:in)?|author|redaktur)\b\s*[:|]?\s*)+",
    re.I,
)
_LABELLED = re.compile(
    r"(?:\b(?:laporan|reporter|penulis|pewarta|report|jurnalis|wartawan)|责编|责任编辑|记者|作者)\s*[:：]\s*"
    r"([^|\n\r,;:()（）<>]{2,60}?)(?=\s*(?:[|\n\r,;()（）]|editor\b|penyunting\b|copyright\b|$))",
    re.I,
)
_PARTED = re.compile(r"\s*(?:[,;|•·、]|\s/\s|\s&\s|\s(?:and|und|dan|et|y|og|och|en|e)\s)\s*", re.I)
_NO_NAME = re.compile(
    r"https?:|www\.|@|\.(?:com|id|net|org)\b|\d{3}|^\s*(?:admin(?:istrator)?|redaksi|editor(?:s|ial)?|staff|none|null|"
    r"unknown|"
    r"news ?desk|web ?desk|n/a|guest|\W*)\s*$",
    re.I,
)
_ADDRESS = re.compile(r"(?:https?:|www\.)\S+|\S+@\S+")
_ASIDE = re.compile(r"\s*\([^()]{1,40}\)")
_DATE_AFTER = re.compile(
    r"\s*(?:\b(?:updated|published|posted|last updated|diperbarui|edited by)\b.*|\b\d{1,2}\s+\w+\s+\d{4}.*|"
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+\d{1,2}\b.*|"
    r"\b\d{1,2}[hm]\b.*)$",
    re.I,
)
_LONGEST, _MOST = 80, 12


def of_things(thing: Mapping[str, Any], everything: Iterable[Mapping[str, Any]]) -> tuple[list[str], list[str]]:
    """The people a story of JSON-LD names as its authors, and the organisations."""
    named = {str(each.get("@id")): each for each in everything if each.get("@id") and each.get("name")}
    people: list[str] = []
    organisations: list[str] = []
    told = thing.get("author") or thing.get("creator")
    for each in told if isinstance(told, list) else [told]:
        if isinstance(each, Mapping) and not each.get("name") and str(each.get("@id")) in named:
            each = named[str(each.get("@id"))]
        kind = jsonld.types(each) if isinstance(each, Mapping) else []
        names = each.get("name") if isinstance(each, Mapping) else each
        for name in names if isinstance(names, list) else [names]:
            text = jsonld.text(name)
            if "organization" in kind or "newsmediaorganization" in kind:
                organisations += [text] if text and len(text) <= _LONGEST and "//" not in text else []
            else:
                people += clean(text)
    return people, organisations


def clean(text: str) -> list[str]:
    """The names in a byline."""
    if "://" in text and len(text.split()) == 1:
        return []
    text = _ADDRESS.sub(" ", _ASIDE.sub(" ", one_line(text, 500)))
    text = _DATE_AFTER.sub("", _LABEL.sub("", text))
    found = []
    for part in _PARTED.split(text):
        name = _LABEL.sub("", part).strip(" .:-–—*\"'")
        if name and not _NO_NAME.search(name) and len(name) <= _LONGEST and len(name.split()) <= 7:
            found.append(name)
    return found


def labelled(line: str) -> list[str]:
    """Who a line says reported: "SABTU, 06 NOVEMBER 2021 | 06:51 WIB | LAPORAN: RENI ERINA"."""
    match = _LABELLED.search(line[:1000])
    return clean(match[1]) if match else []


def unique(names: Iterable[str]) -> list[str]:
    """Each once, in order, written as names are where they came in capitals."""
    found: dict[str, str] = {}
    for name in names:
        if name.isupper() and len(name) > 4:
            name = name.title()
        found.setdefault(name.lower(), name)
    return list(found.values())[:_MOST]
