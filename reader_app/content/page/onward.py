"""Stories over several pages: the address of the next ones, or the one that shows them whole."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from reader_app.content import addresses, tree
from reader_app.content.rules import Rule

_WHOLE = re.compile(
    r"^\W*(?:tampilkan semua|lihat semua halaman|baca semua|semua halaman|show all|view all|single page|one page|"
    r"view as (?:a )?single page|read (?:it )?on one page|alles auf einer seite|tout afficher)\W*$",
    re.I,
)
_NEXT = re.compile(
    r"^\W*(?:halaman (?:selanjutnya|berikutnya)|selanjutnya|berikutnya|lanjut(?:kan)?|next(?: page)?|continue|page suivante|"
    r"nächste seite|siguiente|2|3|4|5|6|7|8|9|10)\W*$",
    re.I,
)
_PAGED = re.compile(r"[?&](?:page|halaman|p|hal|pg)=(\d{1,2})\b|/(?:page|halaman|p)?/?(\d{1,2})/?$|[-_](\d{1,2})\.html?$")
_MOST = 10


def onward(root: tree.Element, url: str, rule: Rule | None) -> tuple[tuple[str, ...], bool]:
    """(addresses, whether it is the one that shows the story whole). Only addresses of this very story."""
    if not urlsplit(url).netloc:
        return (), False
    links = [(each, _same_story(each.get("href"), url)) for each in root.iter("a") if each.get("href")]
    ours = [(each, address) for each, address in links if address]
    declared = [
        _same_story(each.get("href"), url) for each in root.iter("link") if "next" in (each.get("rel") or "").lower().split()
    ]
    several = [address for each, address in ours if _NEXT.match(tree.text_of(each)) or "next" in (each.get("rel") or "").split()]
    several += [each for each in declared if each]
    told = rule.page.get("whole") if rule is not None else None
    for each, address in ours:
        if _WHOLE.match(tree.text_of(each)) or "page=all" in address or "single=1" in address:
            return (address,), True
    several = list(dict.fromkeys(each for each in several if _number(each) != _number(url) and each != url))
    if told and several:
        return (_with(url, str(told)),), True
    return tuple(several[:_MOST]), False


def _same_story(address: str | None, url: str) -> str:
    """The absolute address, where it differs from the page's own only in what names a part of it."""
    found = addresses.absolute(address, url).partition("#")[0]
    if not found or found == url:
        return ""
    ours, theirs = urlsplit(url), urlsplit(found)
    if ours.netloc.removeprefix("www.") != theirs.netloc.removeprefix("www."):
        return ""
    if ours.path.rstrip("/") == theirs.path.rstrip("/"):
        changed = dict(parse_qsl(theirs.query))
        return found if {"page", "single", "halaman", "p", "hal", "pg", "all"} & set(changed) else ""
    stem = re.sub(r"(?:[-_/](?:page/)?\d{1,2})?(?:\.html?)?/?$", "", ours.path)
    other = re.sub(r"(?:[-_/](?:page/)?\d{1,2}|/all)(?:\.html?)?/?$", "", theirs.path)
    return found if len(stem) > 8 and stem == re.sub(r"\.html?$", "", other) and other != theirs.path.rstrip("/") else ""


def _number(url: str) -> int:
    match = _PAGED.search(url)
    return int(next(filter(None, match.groups()))) if match else 1


def _with(url: str, told: str) -> str:
    """``url`` with the rule's query: "?page=all"."""
    parts = urlsplit(url)
    wanted = dict(parse_qsl(told.lstrip("?&")))
    kept = [pair for pair in parse_qsl(parts.query) if pair[0] not in wanted]
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode([*kept, *wanted.items()]), ""))
