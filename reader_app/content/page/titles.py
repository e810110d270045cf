"""A story's title without the name of its site: several places of the page tell it, and they agree on what it is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reader_app.content.text import one_line

_PARTED = re.compile(
    r"\s+[|–—•·»«/\\:~-]+\s+|\s*[|»«]\s*|(?<=\w)\s*[–—]\s+|:\s+(?=[A-Z][\w.]*\Z)|(?<=\.com):\s+|(?<=\.co\.id):\s+|(?<=[\u3040-\u9fff])[-_|]+(?=[\u3040-\u9fff])"
)
_WORD = re.compile(r"\w+")


def key(text: str) -> str:
    """What two writings of one title have in common."""
    return " ".join(_WORD.findall(text.lower()))


def choose(candidates: Iterable[str], heads: Iterable[str], site: str, host: str, *, bare_title: str = "") -> str:
    """The title. ``candidates``: the surest place first (Open Graph, JSON-LD …); ``heads``: the page's own headings;
    ``site``: what the page says its site is called; ``bare_title``: the title element, where nothing else tells."""
    headings = [one_line(each).rstrip(" ¶#") for each in heads if each and each.strip()]
    names = names_of(site, host)
    told = [each for each in map(one_line, candidates) if each and not is_site(each, names)]
    if not told:
        if not bare_title:
            return headings[0] if headings else ""
        told = [_without_tail(one_line(bare_title), headings)]
    bare = without_site(told[0], names, [*told[1:], *headings])
    ours = key(bare)
    for each in headings:  # the page's own heading is the title where the metadata holds it whole, with a little around
        theirs = key(each)
        if theirs == ours:
            return each if len(each) >= len(bare) else bare
        around = len(ours) - len(theirs)
        if theirs and around > 0 and (ours.startswith(theirs) or ours.endswith(theirs)) and around <= min(25, len(theirs) * 0.6):
            other = ours.removeprefix(theirs).removesuffix(theirs)
            if is_site(other, names) or theirs in {key(each) for each in told[1:]} or not any(map(str.isspace, bare.strip())):
                return each
            if is_site(bare[: -len(each)].strip(" :|-–—"), names) or is_site(bare[len(each) :].strip(" :|-–—"), names):
                return each
    cut = bare.rstrip(" .…")
    if bare != cut and len(cut) > 20 and bare.endswith(("…", "...")):
        for each in headings:  # cut for a search engine
            if key(each).startswith(key(cut)):
                return each
    return bare


def _without_tail(title: str, headings: list[str]) -> str:
    """A title element that nothing else confirms: what stands behind its last separator is the site's."""
    found = list(_PARTED.finditer(title))
    if not found or key(title) in {key(each) for each in headings}:
        return title
    head, tail = title[: found[-1].start()], title[found[-1].end() :]
    return head if len(head.split()) >= 4 and len(tail.split()) <= 4 else title


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
        if is_site(tail, names) or (key(head) in others and whole not in others and len(tail.split()) <= 6):
            title = head
            continue
        tail, head = title[first.end() :], title[: first.start()]
        if is_site(head, names) or (key(tail) in others and whole not in others and len(head.split()) <= 4):
            title = tail
            continue
        break
    return title.strip(" |–—»«·•").strip()


def names_of(site: str, host: str) -> frozenset[str]:
    """The site's names, in one word without blanks."""
    labels = host.lower().removeprefix("www.").split(".")
    names = {"".join(labels), *(label for label in labels if len(label) > 3)}
    names |= {"".join(labels[-2:]), "".join(labels[-3:])}
    if site:
        names.add(key(site).replace(" ", ""))
    return frozenset(name for name in names if name)


def is_site(text: str, names: frozenset[str]) -> bool:
    """Whether the text is one of the site's names."""
    joined = key(text).replace(" ", "")
    if not joined or len(text.split()) > 7:
        return False
    if joined in names:
        return True
    bare = re.sub(r"(?:com|coid|co|id|net|org|news|online|www|tv|the)$|^(?:www|the)", "", joined)
    shortened = {re.sub(r"(?:com|coid|co|id|net|org|news|online|tv)$|^the", "", name) for name in names}
    return len(bare) > 2 and bare in shortened
