"""schema.org in JSON-LD as pages really carry it: broken, commented, concatenated; flattened to a list of things.

things(html) -> [{"@type": ["NewsArticle"], "headline": …}, …]        every object that has a type, outermost first
"""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_SCRIPT = re.compile(r"<script\b[^<>]{0,500}?\btype\s*=\s*[\"']?application/ld\+json[^<>]{0,500}>(.*?)</script\s*>", re.I | re.S)
_MOST_SCRIPTS, _LARGEST, _MOST_THINGS, _DEEPEST = 40, 2 * 1024 * 1024, 2000, 12
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$", re.S)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_RESCUE = {
    "headline": re.compile(r"\"headline\"\s*:\s*\"((?:[^\"\\]|\\.){3,500})\""),
    "datePublished": re.compile(r"\"datePublished\"\s*:\s*\"([^\"]{4,40})\""),
    "dateModified": re.compile(r"\"dateModified\"\s*:\s*\"([^\"]{4,40})\""),
    "author": re.compile(
        r"\"author\"\s*:\s*[\[{\s]*(?:\"@type\"\s*:\s*\"Person\"\s*,)?[^}]{0,200}?\"name\"\s*:\s*\"((?:[^\"\\]|\\.){2,120})\""
    ),
}
ARTICLES = (
    "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle", "backgroundnewsarticle",
    "reviewnewsarticle", "askpublicnewsarticle", "liveblogposting", "blogposting", "article", "report",
    "scholarlyarticle", "techarticle", "socialmediaposting", "advertisercontentarticle", "satiricalarticle", "medicalwebpage",
)  # fmt: skip


def things(html: str) -> list[Mapping[str, Any]]:
    """All typed objects of the page's JSON-LD, in the order of the page."""
    found: list[Mapping[str, Any]] = []
    for number, match in enumerate(_SCRIPT.finditer(html)):
        if number >= _MOST_SCRIPTS:
            break
        for value in _values(match[1][:_LARGEST]):
            found.extend(_walk(value, 0))
            if len(found) > _MOST_THINGS:
                return found[:_MOST_THINGS]
    return found


def article(found: list[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Of the things of a page the story; {} where none is one. A story without a headline yields to one with."""
    stories = [each for each in found if not set(types(each)).isdisjoint(ARTICLES)]
    if not stories:
        stories = [each for each in found if "webpage" in types(each) and (each.get("headline") or each.get("datePublished"))]
    headed = [each for each in stories if text(each.get("headline")) or text(each.get("name"))]
    dated = [each for each in headed if each.get("datePublished")]
    return (dated or headed or stories or [{}])[0]


def types(thing: Mapping[str, Any]) -> list[str]:
    told = thing.get("@type")
    names = told if isinstance(told, list) else [told]
    return [str(each).rpartition("/")[2].lower() for each in names if each]


def text(value: Any) -> str:
    """A string of JSON-LD as plain text: entities read, also twice written ones."""
    if isinstance(value, list):
        value = next((each for each in value if isinstance(each, str) and each.strip()), "")
    if isinstance(value, Mapping):
        value = value.get("@value") or value.get("name") or ""
    if not isinstance(value, str):
        return ""
    read = entities.unescape(value)
    if "&" in read and ";" in read:
        read = entities.unescape(read)
    if "<" in read:
        from reader_app.content.text import title_text

        return title_text(read)
    return " ".join(read.split())


def _values(script: str) -> Iterator[Any]:
    script = _WRAPPING.sub("", _WRAPPING.sub("", script)).strip().lstrip("\ufeff")
    for attempt in (script, _TRAILING_COMMA.sub("", script), entities.unescape(script)):
        values = _concatenated(attempt)
        if values:
            yield from values
            return
    rescued = {name: match[1] for name, pattern in _RESCUE.items() if (match := pattern.search(script))}
    if rescued:
        yield {"@type": "NewsArticle", **{name: _unescaped(value) for name, value in rescued.items()}}


def _concatenated(script: str) -> list[Any]:
    """The JSON values that follow each other; [] where the first is broken."""
    decoder = json.JSONDecoder(strict=False)
    values: list[Any] = []
    at = 0
    while at < len(script) and len(values) < 50:
        while at < len(script) and script[at] in " \t\r\n,;":
            at += 1
        if at >= len(script):
            break
        try:
            value, at = decoder.raw_decode(script, at)
        except (ValueError, RecursionError):
            break
        values.append(value)
    return values


def _unescaped(value: str) -> str:
    try:
        told = json.loads(f'"{value}"', strict=False)
    except ValueError:
        return value
    return told if isinstance(told, str) else value


def _walk(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value[:_MOST_THINGS]:
            yield from _walk(each, depth + 1)
    elif isinstance(value, dict):
        if value.get("@type"):
            yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart", "item", "breadcrumb"):
            inner = value.get(name)
            if isinstance(inner, (dict, list)):
                yield from _walk(inner, depth + 1)
