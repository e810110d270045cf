"""A story's title without the name of its site: several places of the page tell it, and they agree on what it is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reader_app.content.text import one_line

_PARTED = re.compile(r"\s+[|–—•·»«/\\:~-]+\s+|\s*[|»«]\s*|(?<=\w)\s*[–—]\s+|:\s+(?=[A-Z][\w.]*\Z)")
_WORD = re.compile(r"\w+")


def key(text: str) -> str:
    """What two writings of one title have in common."""
    return " ".join(_WORD.findall(text.lower()))


def choose(candidates: Iterable[str], heads: Iterable[str], site: str, host: str) -> str:
    """The title. ``candidates``: the surest place first (JSON-LD, Open Graph, the title element); ``heads``: the page's
    own headings; ``site``: what the page says its site is called."""
    told = [one_line(each) for each in candidates if each and each.strip()]
    headings = [one_line(each) for each in heads if each and each.strip()]
    if not told:
        return headings[0] if headings else ""
    best = told[0]
    names = _names(site, host)
    bare = without_site(best, names, [*told[1:], *headings])
    known = {key(each) for each in headings}
    for each in headings:  # the page's own heading is the title where the metadata holds it whole, with more around
        if key(each) == key(bare):
            return each if len(each) >= len(bare) else bare
    if key(bare) not in known:
        cut = bare.rstrip(" .…")
        if bare != cut and len(cut) > 20:
            for each in headings:  # cut for a search engine
                if key(each).startswith(key(cut)):
                    return each
    return bare


def without_site(title: str, names: frozenset[str], others: Iterable[str]) -> str:
    """``title`` without the site's name or section at either end."""
    others = [key(each) for each in others]
    whole = key(title)
    for _ in range(3):
        parts = list(_PARTED.finditer(title))
        if not parts:
            break
        last, first = parts[-1], parts[0]
        tail, head = title[last.end() :], title[: last.start()]
        if _is_site(tail, names) or (key(head) in others and whole not in others and len(tail.split()) <= 6):
            title = head
            continue
        tail, head = title[first.end() :], title[: first.start()]
        if _is_site(head, names) or (key(tail) in others and whole not in others and len(head.split()) <= 4):
            title = tail
            continue
        break
    return title.strip(" |–—»«·•").strip()


def _names(site: str, host: str) -> frozenset[str]:
    """The site's names, in one word without blanks."""
    labels = host.lower().removeprefix("www.").split(".")
    names = {"".join(labels), *(label for label in labels if len(label) > 3)}
    names |= {"".join(labels[-2:]), "".join(labels[-3:])}
    if site:
        names.add(key(site).replace(" ", ""))
    return frozenset(name for name in names if name)


def _is_site(text: str, names: frozenset[str]) -> bool:
    joined = key(text).replace(" ", "")
    if not joined or len(text.split()) > 7:
        return False
    if joined in names:
        return True
    bare = re.sub(r"(?:com|coid|co|id|net|org|news|online|www|tv|the)$|^(?:www|the)", "", joined)
    shortened = {re.sub(r"(?:com|coid|co|id|net|org|news|online|tv)$|^the", "", name) for name in names}
    return len(bare) > 2 and bare in shortened
