"""The text of a page: a site's rule, else the better of two extractors, mapped back onto the page's own elements."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from lxml import etree

from reader_app.content import tree
from reader_app.content.page import inserts, selecting
from reader_app.content.page.parts import Part, parts, words_of
from reader_app.content.rules import Rule

ENOUGH = 0.6  # of its words that the quicker extractor must find for the other not to be asked
MEDIA = frozenset({"picture", "caption", "frame", "rule"})
_ENOUGH_BEFORE = 60  # words of a story before "you may also like" can be its end
_LEAST = 25  # words that make a story
_NOISE = re.compile(
    r"(?:^|[-_ ])(?:related|recirc|share|sharing|social|promo|newsletter|subscribe|signup|advert|ads?|banner|sponsor|outbrain|taboola|"
    r"comments?|disqus|breadcrumbs?|sidebar|popular|trending|most-read|terkait|rekomendasi|baca-juga|bacajuga|tags?|tagcloud|"
    r"author-bio|about-author|footer|nav|menu|cookie|consent|modal|popup|widget)(?:$|[-_ ])", re.I
)


@dataclass(slots=True)
class Body:
    html: str = ""
    words: int = 0
    extractor: str = ""
    page_words: int = 0  # of the whole page
    linked: float = 0.0


def find(root: tree.Element, rule: Rule | None, title: str, told: str) -> Body:
    """The story in the page. ``root`` is used up; ``told``: its text as the page's metadata has it, "" mostly."""
    page_words = len(words_of(tree.text_of(root)))
    if rule is not None:
        found = _by_rule(root, rule, title)
        if found.words >= _LEAST:
            found.page_words = page_words
            return found
        selected = selecting.select_all(root, rule.selectors("remove"))
        for each in selected:
            drop(each)
    # The extractors read what is left of the page: they would find what it hides.
    text, extractor = _extracted(etree.tostring(root, encoding="unicode", method="html")[: tree.LIMIT])
    if told and len(words_of(told)) > max(_LEAST, 1.15 * len(words_of(text))) and _within(words_of(text), told):
        text, extractor = told, "json-ld"
    body = root.find("body")
    kept = keep(parts(body if body is not None else root), text, title)
    if sum(len(each.words) for each in kept) < 0.5 * len(words_of(text)):
        # The page does not hold the text in this form (scripts build it): plain paragraphs are better than nothing.
        return Body(_plain(text), len(words_of(text)), extractor, page_words)
    return _made(kept, extractor, page_words)


def _made(kept: list[Part], extractor: str, page_words: int) -> Body:
    letters = sum(len(each.html) for each in kept) or 1
    linked = sum(each.linked * len(each.html) for each in kept) / letters
    return Body(together(kept), sum(len(each.words) for each in kept if each.kind != "picture"), extractor, page_words, linked)


def _by_rule(root: tree.Element, rule: Rule, title: str) -> Body:
    found = selecting.select(root, rule.selectors("body"))
    for each in found:
        for noise in selecting.select_all(each, rule.selectors("remove")):
            drop(noise)
    made = [part for each in found for part in parts(each)]
    return _made(_captioned(_without_inserts(made, title)), f"rule {rule.name}", 0)


def drop(element: tree.Element) -> None:
    """Take an element out, with all inside; the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


# --- the extractors ---------------------------------------------------------------------------------------


def _extracted(html: str) -> tuple[str, str]:
    """The text by the better extractor, and its name with version."""
    import trafilatura

    first = _trafilatura(html)
    second = _readability(html) if _doubtful(first, html) else ""
    ours, theirs = len(words_of(first)), len(words_of(second))
    if ours >= ENOUGH * theirs:
        return first, f"trafilatura {trafilatura.__version__}"
    from importlib.metadata import version

    return second, f"readability-lxml {version('readability-lxml')}"


def _doubtful(text: str, html: str) -> bool:
    return True


def _trafilatura(html: str) -> str:
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        return trafilatura.extract(
            html, favor_precision=True, include_comments=False, include_tables=True, output_format="txt", deduplicate=False
        ) or ""
    except (ValueError, TypeError, AttributeError, RecursionError, KeyError, IndexError):
        return ""


def _readability(html: str) -> str:
    import logging

    from readability import Document
    from readability.readability import Unparseable

    from reader_app.content.text import plain_text

    logging.getLogger("readability.readability").setLevel(logging.CRITICAL)
    try:
        return plain_text(Document(html).summary(html_partial=True))
    except (Unparseable, ValueError, TypeError, AttributeError, RecursionError, KeyError, IndexError):
        return ""


# --- back onto the page -----------------------------------------------------------------------------------


class Told:
    """The extracted text, to be asked whether it holds a part of the page."""

    def __init__(self, text: str) -> None:
        lines = [words_of(line) for line in text.splitlines()]
        self._lines = Counter(" ".join(line) for line in lines if line)
        words = [word for line in lines for word in line]
        self._text = f" {' '.join(words)} "
        self._counts: dict[str, int] = {}
        self._triples = {tuple(words[at : at + 3]) for at in range(len(words) - 2)}

    def holds(self, words: list[str]) -> bool:
        joined = " ".join(words)
        if joined in self._lines:
            return True
        if len(words) < 4:
            return False
        if f" {joined} " in self._text:
            return True
        if len(words) < 8:
            return False
        there = sum(tuple(words[at : at + 3]) in self._triples for at in range(len(words) - 2))
        return there >= 0.75 * (len(words) - 2)


    def again(self, joined: str) -> bool:
        """Whether the text holds these words once more than they were asked for so far."""
        asked = self._counts[joined] = self._counts.get(joined, 0) + 1
        return asked <= max(1, self._lines[joined])


def keep(found: list[Part], text: str, title: str) -> list[Part]:
    """The parts that make the story ``text``: those it holds, and what clearly stands among them."""
    told = Told(text)
    held = [bool(each.words) and each.kind not in MEDIA and told.holds(each.words) for each in found]
    if not any(held):
        return []
    home = _container(found, held)
    inside = [_is_within(each.element, home) for each in found]
    long = [at for at, each in enumerate(found) if held[at] and inside[at] and len(each.words) >= 5]
    if not long:
        long = [at for at in range(len(found)) if held[at] and inside[at]]
    if not long:
        return []
    first, last = long[0], long[-1]
    parents = {id(found[at].element.getparent()) for at in long if found[at].kind == "text"}
    kept = []
    for at, each in enumerate(found):
        if not inside[at]:
            continue
        among = first <= at <= last
        if each.kind in MEDIA:
            if among or (each.kind in ("picture", "caption") and first - 3 <= at < first):
                kept.append(each)
            continue
        wanted = held[at] and (among or len(each.words) >= 5)
        if not wanted and among and each.kind in ("text", "quote") and id(each.element.getparent()) in parents:
            wanted = len(each.words) >= 12 and each.linked < 0.5 and not _is_noise(each.element, home)
        if not wanted and among and each.kind == "head" and id(each.element.getparent()) in parents:
            wanted = each.linked < 0.5 and len(each.words) <= 20
        if wanted and (len(each.words) < 8 or told.again(" ".join(each.words))):
            kept.append(each)
    return _captioned(_without_inserts(kept, title))


def _captioned(found: list[Part]) -> list[Part]:
    """Each caption inside the figure of the picture before it; one without a picture is nobody's."""
    kept: list[Part] = []
    for each in found:
        if each.kind != "caption":
            kept.append(each)
        elif kept and kept[-1].kind == "picture" and "</figcaption>" not in kept[-1].html:
            inner = re.sub(r"^<p>|</p>$", "", each.html)
            picture = kept[-1]
            kept[-1] = replace(picture, html=f"<figure>{picture.html}<figcaption>{inner}</figcaption></figure>")
        elif kept and kept[-1].kind == "picture" and kept[-1].html.endswith("</figcaption></figure>"):
            inner = re.sub(r"^<p>|</p>$", "", each.html)
            kept[-1] = replace(kept[-1], html=kept[-1].html.removesuffix("</figcaption></figure>") + f" {inner}</figcaption></figure>")
    return kept


def _without_inserts(found: list[Part], title: str) -> list[Part]:
    heading = " ".join(words_of(title))
    kept: list[Part] = []
    skipping = False
    slides = sum(inserts.is_slide(each) for each in found) >= 3
    before, total = 0, sum(len(each.words) for each in found if each.kind not in MEDIA) or 1
    for each in found:
        joined = " ".join(each.words)
        if before >= _ENOUGH_BEFORE and inserts.ends_story(each, before / total):
            break
        if slides and inserts.is_slide(each):
            continue
        if skipping and each.kind in ("item", "text") and each.linked > 0.6 and len(each.words) < 40:
            continue
        skipping = inserts.opens_list(each)
        if skipping or inserts.is_insert(each):
            continue
        if joined == heading and each.kind in ("head", "text") and not any(len(part.words) > 10 for part in kept):
            continue
        before += len(each.words) if each.kind not in MEDIA else 0
        kept.append(each)
    while kept and kept[-1].kind in ("rule", "head"):
        kept.pop()
    return kept


def _container(found: list[Part], held: list[bool]) -> tree.Element:
    """The lowest element that holds nearly all of the text."""
    weights: dict[int, int] = {}
    elements: dict[int, tree.Element] = {}
    total = 0
    for each, wanted in zip(found, held, strict=True):
        if not wanted:
            continue
        weight = len(each.words)
        total += weight
        at: tree.Element | None = each.element
        while at is not None:
            weights[id(at)] = weights.get(id(at), 0) + weight
            elements[id(at)] = at
            at = at.getparent()
    enough = [key for key, weight in weights.items() if weight >= 0.92 * total]
    depth = {key: sum(1 for _ in elements[key].iterancestors()) for key in enough}
    return elements[max(enough, key=lambda key: depth[key])]


def _is_within(element: tree.Element, home: tree.Element) -> bool:
    at: tree.Element | None = element
    while at is not None:
        if at is home:
            return True
        at = at.getparent()
    return False


def _is_noise(element: tree.Element, home: tree.Element) -> bool:
    at: tree.Element | None = element
    while at is not None and at is not home:
        if at.tag in ("aside", "footer", "nav") or _NOISE.search(f"{at.get('class') or ''} {at.get('id') or ''}"):
            return True
        at = at.getparent()
    return False


def together(kept: list[Part]) -> str:
    """The parts as HTML; items that follow each other are one list."""
    out: list[str] = []
    open_list = open_quote = ""
    for each in kept:
        quote = "blockquote" if each.quoted else ""
        if open_list and (each.kind != "item" or each.list_tag != open_list or quote != open_quote):
            out.append(f"</{open_list}>")
            open_list = ""
        if quote != open_quote:
            out.append(f"</{open_quote}>" if open_quote else f"<{quote}>")
            open_quote = quote
        if each.kind == "item" and not open_list:
            open_list = each.list_tag
            out.append(f"<{open_list}>")
        out.append(each.html)
    out += [f"</{tag}>" for tag in (open_list, open_quote) if tag]
    return "\n".join(out)


def _plain(text: str) -> str:
    from html import escape

    return "\n".join(f"<p>{escape(line.strip())}</p>" for line in text.splitlines() if line.strip())


def _within(words: list[str], text: str) -> bool:
    """Whether most of ``words`` are the text's."""
    if not words:
        return True
    others = set(words_of(text))
    return sum(each in others for each in words) > 0.8 * len(words)
