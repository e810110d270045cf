"""The text of a page: a site's rule, else the better of two extractors, mapped back onto the page's own elements."""

from __future__ import annotations

import re
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field, replace

from lxml import etree

from reader_app.content import tree
from reader_app.content.page import inserts, selecting
from reader_app.content.page.parts import Part, parts, words_of
from reader_app.content.rules import Rule

ENOUGH = 0.6  # of its words that the quicker extractor must find for the other not to be asked
MEDIA = frozenset({"picture", "caption", "frame", "rule"})
_ENOUGH_BEFORE = 60  # words of a story before "you may also like" can be its end
_LEAST = 25  # words that make a story
_SURE = 150  # words that a rule found, which are the story then
_STANDFIRST = 8  # words
_PARAGRAPH = 15  # words that are one wherever they stand
_HOME = 0.92  # of the text that must stand in the element taken for the story's
_BETWEEN = 10  # parts from a story's heading to its text, at most
_AGAIN = 3  # times that the same words come back where they are no story's
_NOISE = re.compile(
    r"(?:^|[-_ ])(?:related|recirc|share|sharing|social|promo|newsletter|subscribe|signup|advert|ads?|banner|sponsor|"
    r"outbrain|taboola|"
    r"comments?|disqus|breadcrumbs?|sidebar|popular|trending|most-read|terkait|rekomendasi|baca-juga|bacajuga|tags?|tagcloud|"
    r"author-bio|about-author|footer|nav|menu|cookie|consent|modal|popup|widget)(?:$|[-_ ])",
    re.I,
)


@dataclass(slots=True)
class Body:
    html: str = ""
    words: int = 0
    extractor: str = ""
    page_words: int = 0  # of the whole page
    linked: float = 0.0
    parts: list[Part] = field(default_factory=list)  # that ``html`` was made of; none where it is plain text


def find(root: tree.Element, rule: Rule | None, title: str, told: str, summary: str = "") -> Body:
    """The story in the page. ``root`` is used up; ``told``: its text as the page's metadata has it, "" mostly;
    ``summary``: what the metadata says it tells."""
    page_words = len(words_of(tree.text_of(root)))
    if rule is not None:
        for each in selecting.select_all(root, rule.selectors("remove")):
            drop(each)
        whole = selecting.select(root, rule.selectors("body"))
        found = _by_rule(root, rule, title)
        # Sites are rebuilt: a rule that finds little is believed only where no extractor finds much more.
        if found.words >= _SURE or (found.words >= _LEAST and not _misses(root, whole)):
            found.page_words = page_words
            return found
    # The extractors read what is left of the page: they would find what it hides.
    text, other, extractor = _extracted(etree.tostring(root, encoding="unicode", method="html")[: tree.LIMIT])
    if (
        told
        and len(words_of(told)) > max(_LEAST, 1.15 * len(words_of(text)))
        and (len(words_of(text)) < _LEAST or _within(words_of(text), told))
    ):
        text, other, extractor = told, "", "json-ld"
    body = root.find("body")
    found_parts = parts(body if body is not None else root)
    if len(words_of(text)) < _LEAST:
        kept = densest(found_parts, title)
        if sum(len(each.words) for each in kept) >= max(_LEAST, 2 * len(words_of(text))):
            return _made(kept, "paragraphs", page_words)
    kept, covered = keep(found_parts, text, title, other, summary)
    if covered < 0.5 * len(words_of(text)):
        # The page does not hold the text in this form (scripts build it): plain paragraphs are better than nothing.
        plain = tree.parse(_plain(text))
        kept = _without_inserts(parts(plain), title) if plain is not None else []
    return _made(kept, extractor, page_words)


def _made(kept: list[Part], extractor: str, page_words: int) -> Body:
    letters = sum(len(each.html) for each in kept) or 1
    linked = sum(each.linked * len(each.html) for each in kept) / letters
    words = sum(len(each.words) for each in kept if each.kind != "picture")
    return Body(together(kept), words, extractor, page_words, linked, kept)


def _by_rule(root: tree.Element, rule: Rule, title: str) -> Body:
    found = selecting.select(root, rule.selectors("body"))
    made = [part for each in found for part in parts(deepcopy(each))]  # it may be read again
    return _made(_captioned(_without_inserts(made, title)), f"rule {rule.name}", 0)


def _misses(root: tree.Element, found: list[tree.Element]) -> bool:
    """Whether most of the page's story stands outside of ``found``."""
    ours = {word for each in found for word in words_of(tree.text_of(each))}
    text, _, _ = _extracted(etree.tostring(root, encoding="unicode", method="html")[: tree.LIMIT])
    theirs = words_of(text)
    return sum(word not in ours for word in theirs) > 0.5 * len(theirs)


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


def _extracted(html: str) -> tuple[str, str, str]:
    """The text by the better extractor, the text by the other one, and the better one's name with version."""
    import trafilatura

    first = _trafilatura(html)
    second = _readability(html) if _doubtful(first, html) else ""
    ours, theirs = _worth(first), _worth(second)
    if ours >= ENOUGH * theirs:
        return first, second if theirs >= ENOUGH * ours else "", f"trafilatura {trafilatura.__version__}"
    from importlib.metadata import version

    return second, "", f"readability-lxml {version('readability-lxml')}"


def _worth(text: str) -> int:
    """Words of a text, without what it says again and again."""
    lines = Counter(" ".join(words_of(line)) for line in text.splitlines())
    return sum((line.count(" ") + 1) * times for line, times in lines.items() if line and times <= _AGAIN)


def _doubtful(text: str, html: str) -> bool:
    return True


def _trafilatura(html: str) -> str:
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        return (
            trafilatura.extract(
                html, favor_precision=True, include_comments=False, include_tables=True, output_format="txt", deduplicate=False
            )
            or ""
        )
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
        return self.knows(words, 0.75)

    def knows(self, words: list[str], share: float = 0.5) -> bool:
        """Whether the text says this, be it in other paragraphs."""
        there = sum(tuple(words[at : at + 3]) in self._triples for at in range(len(words) - 2))
        return there >= share * (len(words) - 2)

    def again(self, joined: str) -> bool:
        """Whether the text holds these words once more than they were asked for so far."""
        asked = self._counts[joined] = self._counts.get(joined, 0) + 1
        return asked <= max(1, self._lines[joined], self._text.count(f" {joined} "))


def keep(found: list[Part], text: str, title: str, other: str = "", summary: str = "") -> tuple[list[Part], int]:
    """The parts that make the story ``text``: those it holds, and what clearly stands among them; and how many of its
    words were found on the page at all. ``other``: the text as another extractor has it, "" where the two disagree."""
    told, doubter = Told(text), Told(other) if other else None
    held = [bool(each.words) and each.kind not in MEDIA and told.holds(each.words) for each in found]
    if doubter is not None:  # links that only one of them takes for text are teasers of other stories
        for at, each in enumerate(found):
            if held[at] and each.linked > 0.5 and not doubter.holds(each.words):
                held[at] = False
    covered = sum(len(each.words) for each, there in zip(found, held, strict=True) if there)
    if not covered:
        return [], 0
    home = _container(found, held)
    inside = [_is_within(each.element, home) for each in found]
    for at, each in enumerate(found):  # a first paragraph that stands by itself
        if held[at] and not inside[at] and each.kind == "text" and len(each.words) >= _PARAGRAPH and each.linked < 0.2:
            inside[at] = not _is_noise(each.element, None)
    long = [at for at, each in enumerate(found) if held[at] and inside[at] and len(each.words) >= 5]
    if not long:
        long = [at for at in range(len(found)) if held[at] and inside[at]]
    if not long:
        return [], 0
    if doubter is not None:  # a first paragraph that only the other one has
        for at in range(max(0, long[0] - 3), long[0]):
            each = found[at]
            if (
                inside[at]
                and each.kind == "text"
                and len(each.words) >= _PARAGRAPH
                and each.linked < 0.2
                and doubter.holds(each.words)
            ):
                held[at] = not _is_noise(each.element, home) and not told.knows(each.words)
        long = [at for at in range(long[0]) if held[at] and inside[at] and len(each.words) >= _PARAGRAPH] + long
    first, last = _standfirst(found, long[0], summary, told), long[-1]
    held[first] = inside[first] = True
    opening = _below_heading(found, first, title)
    parents = {id(found[at].element.getparent()) for at in long if found[at].kind == "text"}
    kept = []
    for at, each in enumerate(found):
        if not inside[at]:
            if at in opening and each.kind in ("picture", "caption"):
                kept.append(each)
            continue
        among = first <= at <= last
        if each.kind in MEDIA:
            if among or (each.kind in ("picture", "caption") and first - 3 <= at < first):
                kept.append(each)
            continue
        wanted = held[at] and (among or len(each.words) >= 5)
        if not wanted and among and each.kind in ("text", "quote") and id(each.element.getparent()) in parents:
            wanted = len(each.words) >= 12 and each.linked < 0.5 and not _is_noise(each.element, home)
        if not wanted and among and each.kind == "whole" and id(each.element.getparent()) in parents:
            wanted = each.linked < 0.5 and not _is_noise(each.element, home)
        if not wanted and among and each.kind == "head" and id(each.element.getparent()) in parents:
            wanted = each.linked < 0.5 and len(each.words) <= 20
        if wanted and (len(each.words) < 8 or told.again(" ".join(each.words))):
            kept.append(each)
    return _captioned(_without_inserts(kept, title)), covered


def densest(found: list[Part], title: str) -> list[Part]:
    """What stands beside the most text, where no extractor finds a story: a brief one, mostly."""
    weights: Counter[int] = Counter()
    homes: dict[int, tree.Element] = {}
    for each in found:
        parent = each.element.getparent() if each.element.tag in ("p", "blockquote") else each.element
        if each.kind in ("text", "quote") and each.linked < 0.3 and parent is not None and not _is_noise(each.element, None):
            weights[id(parent)] += len(each.words)
            homes[id(parent)] = parent
    if not weights or weights.most_common(1)[0][1] < _LEAST:
        return []
    home = homes[weights.most_common(1)[0][0]]
    kept = [each for each in found if _is_within(each.element, home) and (each.kind in MEDIA or each.linked < 0.5)]
    return _captioned(_without_inserts(kept, title))


def _below_heading(found: list[Part], first: int, title: str) -> range:
    """The places between the story's heading and its text, where a picture is its own though it stands outside."""
    heading = words_of(title)
    for at in range(first - 1, max(-1, first - _BETWEEN), -1):
        if found[at].words == heading:
            return range(at + 1, first)
    return range(0)


def _standfirst(found: list[Part], first: int, summary: str, told: Told) -> int:
    """Where the story begins: at the paragraph before ``first`` that says what the metadata gives as its summary."""
    wanted = set(words_of(summary))
    for at in range(first - 1, max(-1, first - 8), -1):
        each = found[at]
        if each.kind not in ("text", "head", "quote") or len(each.words) < _STANDFIRST or each.linked > 0.2:
            continue
        if _is_noise(each.element, None) or told.knows(each.words, 0.35):
            break
        if len(wanted) >= _STANDFIRST and len(wanted & set(each.words)) >= 0.8 * len(set(each.words)):
            return at
    return first


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
            kept[-1] = replace(
                kept[-1], html=kept[-1].html.removesuffix("</figcaption></figure>") + f" {inner}</figcaption></figure>"
            )
    return kept


def _without_inserts(found: list[Part], title: str) -> list[Part]:
    heading = " ".join(words_of(title))
    kept: list[Part] = []
    skipping = False
    slides = sum(inserts.is_slide(each) for each in found) >= 3
    before, total = 0, sum(len(each.words) for each in found if each.kind not in MEDIA) or 1
    again = _repeated(found)
    captions: set[str] = set()
    goes_on = _goes_on(found)
    for at, each in enumerate(found):
        joined = " ".join(each.words)
        if joined in (captions if each.kind == "caption" else again):
            continue
        if each.kind == "caption":
            captions.add(joined)
        if before >= _ENOUGH_BEFORE and inserts.ends_story(each, before / total if at >= goes_on else 0.0):
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


def _goes_on(found: list[Part]) -> int:
    """The place of the last full paragraph that stands beside most of the others: no end of the story is before it."""
    weights: Counter[int] = Counter()
    for each in found:
        if each.kind == "text":
            weights[id(each.element.getparent())] += len(each.words)
    if not weights:
        return 0
    home, _ = weights.most_common(1)[0]
    if weights[home] < 0.5 * weights.total():
        return 0
    return max((at for at, each in enumerate(found) if each.kind == "text" and len(each.words) >= 20 and each.linked < 0.3
                and id(each.element.getparent()) == home), default=0)  # fmt: skip


def _repeated(found: list[Part]) -> set[str]:
    """What the page says again and again in boxes of its own (a notice in place of each embed), and no refrain."""
    places: dict[str, set[int]] = {}
    for each in found:
        if each.kind not in MEDIA and len(each.words) >= 4:
            at = each.element.getparent() if each.element.tag in ("p", "span", "h2", "h3", "h4", "li") else each.element
            places.setdefault(" ".join(each.words), set()).add(id(at))
    again = {joined for joined, parents in places.items() if len(parents) >= _AGAIN}
    words = sum(len(each.words) for each in found if " ".join(each.words) in again)
    return again if 2 * words < sum(len(each.words) for each in found if each.kind not in MEDIA) else set()


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
    enough = [key for key, weight in weights.items() if weight >= _HOME * total]
    depth = {key: sum(1 for _ in elements[key].iterancestors()) for key in enough}
    return elements[max(enough, key=lambda key: depth[key])]


def _is_within(element: tree.Element, home: tree.Element) -> bool:
    at: tree.Element | None = element
    while at is not None:
        if at is home:
            return True
        at = at.getparent()
    return False


def _is_noise(element: tree.Element, home: tree.Element | None) -> bool:
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
