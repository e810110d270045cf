"""The links of a list page (a front page, a section, an index): where they lead, their headlines, dates and pictures.

    page = links.read(body, url, headers, stories=("a.judul",), popular=(".populer",))
    for link in page.links: link.url, link.title, link.near, link.picture

Which of them lead to stories is for others to judge, by their addresses; here only what the page shows is read. A link's
*card* is the largest part of the page around it that leads nowhere else: its date, summary and picture stand there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from reader_app.content import tree
from reader_app.content.addresses import absolute
from reader_app.content.images import picture_of
from reader_app.content.text import one_line, title_text
from reader_app.content.tree import Element
from reader_app.records import ParsedImage

MOST = 3000  # links that are read
NEAR = 600  # characters of a card
TITLE = 400
HEADLINE = 18  # letters from which a link's text is a headline, not the name of a section
_CARD = 10  # levels up
_PARTS = 150  # elements of a card
_LABELS = 20  # of rankings
_RANKED = 30  # links of a ranking

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ASIDE = frozenset({"nav", "footer"})
_TITLE_CLASS = re.compile(r"title|judul|headline|heading", re.I)
_LABEL_CLASS = re.compile(
    r"(?:^|[\s_-])(?:tags?|labels?|badge|kanal|categor\w+|kategori|kicker|icon|date|time|tanggal|waktu|number|rank)"
    r"(?:[\s_-]|\Z)", re.I,
)
_POPULAR = re.compile(
    r"(?:berita\s+)?(?:ter|paling\s+|yang\s+)?popul[ae]r|trending(?:\s+topics?)?|(?:paling\s+(?:banyak\s+)?|terbanyak\s+)dibaca|"
    r"(?:the\s+)?most[\s-](?:read|popular|viewed|clicked)|popular(?:\s+(?:news|stories|posts))?|hot\s+news", re.I,
)
_POPULAR_TEXT = 40
_NEXT = re.compile(r"(?:next|selanjutnya|berikutnya|older(?:\s+(?:posts|entries|stories))?|lebih\s+lama)?\s?[»›>→]{0,2}", re.I)
_NOT_TITLES = re.compile(
    r"(?:baca\s+)?selengkapnya|(?:lihat|baca|muat|tampilkan)\s+(?:semua|lainnya|lagi|juga)|indeks(?:\s+berita)?|index|"
    r"(?:read|see|view|load|show)\s+(?:more|all)|more|continue\s+reading|lainnya|next|prev(?:ious)?|\d+\s+(?:komentar|comments?)",
    re.I,
)


Leads = dict[Element, set[str]]  # where each part of the page leads; two addresses are enough to know


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    title: str  # "" where only a picture without a name leads there
    heading: bool = False  # stands in a heading
    near: str = ""  # the card's text without the headline
    moment: str = ""  # what a ``time`` element of the card names
    picture: ParsedImage | None = None
    aside: bool = False  # in the page's navigation or foot


@dataclass(frozen=True, slots=True)
class ListPage:
    title: str = ""
    site: str = ""
    language: str = ""
    links: tuple[Link, ...] = ()
    popular: tuple[str, ...] = ()  # addresses in the page's own ranking, the first first
    next: str = ""  # address of the page with older ones
    index: str = ""  # address of a list of everything


@dataclass(slots=True, eq=False)
class _Anchor:
    element: Element
    url: str
    text: str
    heading: bool
    picture: Element | None
    major: bool
    aside: bool = False


def read(
    body: bytes, url: str, headers: Mapping[str, str], *, stories: Sequence[str] = (), popular: Sequence[str] = ()
) -> ListPage:
    """``stories`` and ``popular`` are CSS selectors of a site's rule: of links or their surroundings. Never raises."""
    from reader_app.content.page.decoding import decode

    root = tree.parse(decode(body, headers))
    if root is None:
        return ListPage()
    base = next((absolute(each.get("href"), url) for each in root.iter("base")), "") or url
    anchors = list(_anchors(root, base))
    marks = _mark(anchors)
    ranked = _popular(root, anchors, marks, popular)
    chosen = _within(_chosen(root, stories), anchors)
    shown = [*chosen, *(each for each in ranked if each not in chosen)] if chosen else anchors
    return ListPage(
        title=_title(root),
        site=_meta(root, "og:site_name"),
        language=(root.get("lang") or "")[:35],
        links=tuple(_link(each, marks, base) for each in shown),
        popular=tuple(dict.fromkeys(each.url for each in ranked)),
        next=_next(root, anchors, base),
        index=next((each.url for each in anchors if re.fullmatch(r"(?:indeks|index)(?:\s+berita)?", each.text, re.I)), ""),
    )


# --- anchors ----------------------------------------------------------------------------------------------


def _anchors(root: Element, base: str) -> Iterator[_Anchor]:
    count = 0
    asides = {each for aside in root.iter(*_ASIDE) for each in aside.iter("a")}
    for element in root.iter("a"):
        address = (element.get("href") or "").strip()
        url = "" if address.startswith("#") else absolute(address, base).partition("#")[0]
        if not url or tree.is_hidden(element):
            continue
        count += 1
        if count > MOST:
            return
        inside = next((each for each in element.iter(*_HEADINGS)), None)
        heading = inside is not None or any(each.tag in _HEADINGS for each in islice(element.iterancestors(), 2))
        text = _text(element, inside)
        picture = next((each for each in element.iter("img")), None)
        major = heading or picture is not None or len(text) >= HEADLINE
        yield _Anchor(element, url, text, heading, picture, major, element in asides)


def _text(element: Element, heading: Element | None) -> str:
    """The headline in a link: its heading, else what is marked as title, else its text without labels."""
    title = heading if heading is not None else next(
        (each for each in element.iter() if each is not element and _TITLE_CLASS.search(each.get("class") or "")), None
    )
    if title is not None and (text := _bounded(title)):
        return text
    if (text := _bounded(element)) and not _NOT_TITLES.fullmatch(text):
        return text
    picture = next((each for each in element.iter("img") if (each.get("alt") or each.get("title") or "").strip()), None)
    told = element.get("title") or (picture.get("alt") or picture.get("title") if picture is not None else "") or ""
    told = title_text(told[:2000])[:TITLE]
    return told if len(told) >= HEADLINE else text


def _bounded(element: Element) -> str:
    """The element's text without labels, blanks where another box begins."""
    parts: list[str] = []
    length = 0
    skipped: set[Element] = set()
    for each in element.iter():
        parent = each.getparent()
        inside = each is not element
        labelled = inside and (parent in skipped or _LABEL_CLASS.search(each.get("class") or ""))
        if labelled or each.tag in ("script", "style", "time"):
            skipped.add(each)
        elif each.text:
            parts.append(each.text)
            length += len(each.text)
        if inside and each.tail and parent not in skipped:
            parts.append(each.tail if each.tag in _INLINE else f" {each.tail}")
            length += len(each.tail)
        elif inside and each.tag not in _INLINE:
            parts.append(" ")
        if length > TITLE * 4:
            break
    return one_line("".join(parts), TITLE)


_INLINE = frozenset({"i", "em", "b", "strong", "span", "u", "sup", "sub", "mark", "font", "small", "q", "cite"})


# --- cards ------------------------------------------------------------------------------------------------


def _mark(anchors: list[_Anchor]) -> Leads:
    """Whither the parts of the page lead, from the links upwards: each step ends where two are known already."""
    marks: Leads = {}
    for anchor in anchors:
        if not anchor.major:
            continue
        each: Element | None = anchor.element
        while each is not None:
            known = marks.setdefault(each, set())
            if len(known) > 1:
                break
            known.add(anchor.url)
            each = each.getparent()
    return marks


def _card(anchor: _Anchor, marks: Leads) -> Element:
    card, above = anchor.element, anchor.element.getparent()
    for _ in range(_CARD):
        if above is None or above.tag in ("body", "html", "main") or len(marks.get(above, ())) > 1:
            break
        card, above = above, above.getparent()
    return card


def _link(anchor: _Anchor, marks: Leads, base: str) -> Link:
    card = _card(anchor, marks)
    pieces: list[str] = []
    length, moment, picture = 0, "", None
    for each in islice(card.iter(), _PARTS):
        if each.tag == "time" and not moment:
            moment = (each.get("datetime") or "").strip()[:60]
        if each.tag == "img" and picture is None:
            picture = picture_of(each, base)
        if each.tag in ("script", "style", "noscript"):
            continue
        for text in (each.text, each.tail if each is not card else None):
            if text and length < NEAR * 2:
                pieces.append(text)
                length += len(text)
    near = " ".join(" ".join(pieces).split())[: NEAR * 2]
    if anchor.text:
        near = near.replace(anchor.text, " | ")
    return Link(
        anchor.url, "" if _NOT_TITLES.fullmatch(anchor.text) else anchor.text, anchor.heading, near[:NEAR], moment,
        picture, anchor.aside,
    )  # fmt: skip


# --- what the page says of itself ---------------------------------------------------------------------------


def _chosen(root: Element, selectors: Sequence[str]) -> list[Element]:
    """What the CSS selectors find; nothing without any."""
    if not selectors:
        return []
    from reader_app.content.page.selecting import select_all

    return select_all(root, selectors)


def _within(elements: Sequence[Element], anchors: Sequence[_Anchor]) -> list[_Anchor]:
    """The links that these elements are or hold."""
    named = {each for element in elements for each in element.iter("a")}
    return [anchor for anchor in anchors if anchor.element in named]


def _popular(root: Element, anchors: list[_Anchor], marks: Leads, selectors: Sequence[str]) -> list[_Anchor]:
    """The links of the ranking: what the rule names, else what stands below a heading that says so."""
    boxes = _chosen(root, selectors)
    if not boxes:
        found = (_box(root, label, marks) for label in islice(_labels(root), _LABELS))
        boxes = list(islice((box for box in found if box is not None), 1))
    return [anchor for anchor in _within(boxes, anchors) if anchor.major][: _RANKED * 2]


def _labels(root: Element) -> Iterator[Element]:
    """Elements whose whole text says "popular", in the page's order."""
    for element in root.iter():
        if len(text := element.text or "") <= _POPULAR_TEXT and text and _POPULAR.fullmatch(text.strip()):
            yield element


def _box(root: Element, label: Element, marks: Leads) -> Element | None:
    """What a label names: the part that its link leads to on this page, else the nearest one around with several links."""
    link = label if label.tag == "a" else label.getparent()
    target = (link.get("href") or "") if link is not None and link.tag == "a" else ""
    if target.startswith("#") and len(target) > 1:
        return next((each for each in root.iter() if each.get("id") == target[1:]), None)
    above = label.getparent()
    for _ in range(6):
        if above is None or above.tag in ("body", "html", "main"):
            return None
        if len(marks.get(above, ())) > 1:
            count = len({each.get("href") for each in above.iter("a") if each in marks})
            return above if 2 <= count <= _RANKED else None
        above = above.getparent()
    return None


def _next(root: Element, anchors: list[_Anchor], base: str) -> str:
    for element in root.iter("link", "a"):
        if "next" in (element.get("rel") or "").lower().split() and (url := absolute(element.get("href"), base)):
            return url
    for anchor in anchors:
        if anchor.text and len(anchor.text) < 30 and _NEXT.fullmatch(anchor.text) and re.search(r"\d", anchor.url):
            return anchor.url
    return ""


def _title(root: Element) -> str:
    return next((one_line(tree.text_of(each), 200) for each in root.iter("title")), "")


def _meta(root: Element, name: str) -> str:
    for each in root.iter("meta"):
        if name in (each.get("property"), each.get("name")):
            return one_line(each.get("content") or "", 100)
    return ""
