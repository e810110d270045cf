"""The links of a list page (a front page, a section, an index): where they lead, their headlines, dates and pictures.

    page = links.read(body, url, headers, stories=("a.judul",), popular=(".populer",))
    for link in page.links: link.url, link.title, link.near, link.picture

Which of them lead to stories is for others to judge, by their addresses; here only what the page shows is read. A link's
*card* is the largest part of the page around it that leads nowhere else: its date, summary and picture stand there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reader_app.content import tree
from reader_app.content.addresses import absolute
from reader_app.content.charset import charset_of
from reader_app.content.images import picture_of
from reader_app.content.text import one_line, title_text
from reader_app.content.tree import Element
from reader_app.records import ParsedImage

MOST = 3000  # links that are read
NEAR = 600  # characters of a card
TITLE = 400
HEADLINE = 18  # letters from which a link's text is a headline, not the name of a section
_CARD = 10  # levels up
_RANKED = 30  # links of a ranking

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ASIDE = frozenset({"nav", "footer"})
_TITLE_CLASS = re.compile(r"title|judul|headline|heading", re.I)
_LABEL_CLASS = re.compile(
    r"(?:^|[\s_-])(?:tags?|labels?|badge|kanal|categor\w+|kategori|kicker|icon|date|time|tanggal|waktu|number|rank)(?:[\s_-]|\Z)", re.I
)
_POPULAR = re.compile(
    r"(?:berita\s+)?(?:ter|paling\s+|yang\s+)?popul[ae]r|terpopuler|trending(?:\s+topics?)?|paling\s+(?:banyak\s+)?dibaca|"
    r"terbanyak\s+dibaca|(?:the\s+)?most[\s-](?:read|popular|viewed|clicked)|popular(?:\s+(?:news|stories|posts))?|hot\s+news",
    re.I,
)
_POPULAR_TEXT = 40
_NEXT = re.compile(r"(?:next|selanjutnya|berikutnya|older(?:\s+(?:posts|entries|stories))?|lebih\s+lama|halaman\s+berikutnya)?\W{0,3}\Z", re.I)
_NOT_TITLES = re.compile(
    r"(?:baca\s+)?selengkapnya|(?:lihat|baca|muat|tampilkan)\s+(?:semua|lainnya|lagi|juga)|indeks(?:\s+berita)?|index|"
    r"(?:read|see|view|load|show)\s+(?:more|all)|more|continue\s+reading|lainnya|next|prev(?:ious)?|\d+\s+(?:komentar|comments?)",
    re.I,
)
_CUT = re.compile(r"\s*(?:\.{3,}|…)\s*\Z")


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
    marked: bool = False  # ``links`` are those that the selectors found
    popular: tuple[str, ...] = ()  # addresses in the page's own ranking, the first first
    next: str = ""  # address of the page with older ones
    index: str = ""  # address of a list of everything


@dataclass(slots=True)
class _Anchor:
    element: Element
    url: str
    text: str
    heading: bool
    picture: Element | None
    major: bool
    aside: bool = False


@dataclass(slots=True)
class _Marks:
    """What each element of the page holds."""

    leads: dict[Element, set[str]] = field(default_factory=dict)  # to stories, as it seems; two of them are enough


def read(
    body: bytes, url: str, headers: Mapping[str, str], *, stories: Sequence[str] = (), popular: Sequence[str] = ()
) -> ListPage:
    """``stories`` and ``popular`` are CSS selectors of a site's rule: of links or their surroundings. Never raises."""
    from reader_app.content.page.decoding import decode

    root = tree.parse(decode(body, charset_of(headers.get("content-type", ""))))
    if root is None:
        return ListPage()
    base = next((absolute(each.get("href"), url) for each in root.iter("base")), "") or url
    anchors = list(_anchors(root, base))
    marks = _mark(root, anchors)
    chosen = _selected(root, anchors, stories)
    return ListPage(
        title=_title(root),
        site=_meta(root, "og:site_name"),
        language=(root.get("lang") or "")[:35],
        links=tuple(_link(each, marks, base) for each in (chosen or anchors)),
        marked=bool(chosen),
        popular=tuple(_popular(root, anchors, marks, popular)),
        next=_next(root, anchors, base),
        index=next((each.url for each in anchors if re.fullmatch(r"(?:indeks|index)(?:\s+berita)?", each.text, re.I)), ""),
    )


def without_cut(title: str) -> tuple[str, bool]:
    """(the headline without the dots of a shortened one, whether it was one)."""
    found = _CUT.search(title)
    return (title[: found.start()], True) if found else (title, False)


# --- anchors ----------------------------------------------------------------------------------------------


def _anchors(root: Element, base: str) -> Iterator[_Anchor]:
    count = 0
    asides = {id(each) for aside in root.iter(*_ASIDE) for each in aside.iter("a")}
    for element in root.iter("a"):
        url = absolute((element.get("href") or "").strip(), base).partition("#")[0]
        if not url or tree.is_hidden(element):
            continue
        count += 1
        if count > MOST:
            return
        above = element.getparent()
        inside = next((each for each in element.iter(*_HEADINGS)), None)
        heading = inside is not None or (above is not None and (above.tag in _HEADINGS or _in_heading(above)))
        text = _text(element, inside)
        picture = next((each for each in element.iter("img")), None)
        major = heading or picture is not None or len(text) >= HEADLINE
        yield _Anchor(element, url, text, heading, picture, major, id(element) in asides)


def _in_heading(element: Element) -> bool:
    above = element.getparent()
    return above is not None and above.tag in _HEADINGS


def _text(element: Element, heading: Element | None) -> str:
    """The headline in a link: its heading, else what is marked as title, else its text without labels."""
    title = heading if heading is not None else next(
        (each for each in element.iter() if each is not element and _TITLE_CLASS.search(each.get("class") or "")), None
    )
    if title is not None and (text := _bounded(title)):
        return _good(text)
    if (text := _good(_bounded(element))) and not _NOT_TITLES.fullmatch(text):
        return text
    picture = next((each for each in element.iter("img") if (each.get("alt") or each.get("title") or "").strip()), None)
    told = element.get("title") or (picture.get("alt") or picture.get("title") if picture is not None else "") or ""
    told = title_text(told[:2000])[:TITLE]
    return told if len(told) >= HEADLINE else text


def _good(text: str) -> str:
    return one_line(text, TITLE)


def _bounded(element: Element) -> str:
    """The element's text without labels, blanks where another box begins."""
    parts: list[str] = []
    length = 0
    skipped: set[Element] = set()
    for each in element.iter():
        parent = each.getparent()
        inside = parent in skipped and each is not element
        if inside or (each is not element and _LABEL_CLASS.search(each.get("class") or "")) or each.tag in ("script", "style", "time"):
            skipped.add(each)
        elif each.text:
            parts.append(each.text)
            length += len(each.text)
        if each is not element and each.tail and not (parent in skipped):
            parts.append(each.tail if each.tag in _INLINE else f" {each.tail}")
            length += len(each.tail)
        elif each is not element and each.tag not in _INLINE:
            parts.append(" ")
        if length > TITLE * 4:
            break
    return " ".join("".join(parts).split())


_INLINE = frozenset({"i", "em", "b", "strong", "span", "u", "sup", "sub", "mark", "font", "small", "q", "cite"})


# --- cards ------------------------------------------------------------------------------------------------


def _mark(root: Element, anchors: list[_Anchor]) -> _Marks:
    """Whither the parts of the page lead, from the links upwards: each step ends where two are known already."""
    marks = _Marks()
    for anchor in anchors:
        if not anchor.major:
            continue
        each: Element | None = anchor.element
        while each is not None:
            known = marks.leads.setdefault(each, set())
            if anchor.url in known or len(known) > 1:
                if len(known) > 1:
                    break
            else:
                known.add(anchor.url)
            each = each.getparent()
    return marks


def _card(anchor: _Anchor, marks: _Marks) -> Element:
    card, above = anchor.element, anchor.element.getparent()
    for _ in range(_CARD):
        if above is None or above.tag in ("body", "html", "main") or len(marks.leads.get(above, ())) > 1:
            break
        card, above = above, above.getparent()
    return card


def _link(anchor: _Anchor, marks: _Marks, base: str) -> Link:
    card = _card(anchor, marks)
    pieces: list[str] = []
    length, moment, picture = 0, "", None
    for each in card.iter():
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


def _selected(root: Element, anchors: list[_Anchor], selectors: Sequence[str]) -> list[_Anchor]:
    """The links that the selectors name, or that stand in what they name."""
    return _within(_chosen(root, selectors), anchors) if selectors else []


def _chosen(root: Element, selectors: Sequence[str]) -> list[Element]:
    from reader_app.content.page.selecting import select_all

    return select_all(root, selectors)


def _within(elements: Sequence[Element], anchors: Sequence[_Anchor]) -> list[_Anchor]:
    named = {each for element in elements for each in element.iter("a")}
    return [anchor for anchor in anchors if anchor.element in named]


def _popular(root: Element, anchors: list[_Anchor], marks: _Marks, selectors: Sequence[str]) -> list[str]:
    """The addresses of the ranking: what the rule names, else what stands below a heading that says so."""
    boxes = _chosen(root, selectors) if selectors else []
    if not boxes:
        boxes = [box for label in _labels(root) if (box := _box(root, label, marks)) is not None][:1]
    found = dict.fromkeys(anchor.url for anchor in _within(boxes, anchors) if anchor.major)
    return list(found)[:_RANKED]


def _labels(root: Element) -> Iterator[Element]:
    """Elements whose whole text says "popular", in the page's order."""
    for element in root.iter():
        text = element.text
        if isinstance(element.tag, str) and text and len(text) <= _POPULAR_TEXT and _POPULAR.fullmatch(text.strip()):
            yield element


def _box(root: Element, label: Element, marks: _Marks) -> Element | None:
    """What a label names: the part that its link leads to on this page, else the nearest one around with several links."""
    link = label if label.tag == "a" else label.getparent()
    target = (link.get("href") or "") if link is not None and link.tag == "a" else ""
    if target.startswith("#") and len(target) > 1:
        return next((each for each in root.iter() if each.get("id") == target[1:]), None)
    above = label.getparent()
    for _ in range(6):
        if above is None or above.tag in ("body", "html", "main"):
            return None
        following = [above] if len(marks.leads.get(above, ())) > 1 else []
        if following:
            count = len({each.get("href") for each in above.iter("a") if each in marks.leads})
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
