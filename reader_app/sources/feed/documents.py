"""RSS of all versions, RDF and Atom as `Document`s. Elements count by what they are, not by where the standard wants them:
feeds mix their languages, and forget their namespaces."""

from __future__ import annotations

import re

from reader_app.content import xml
from reader_app.content.xml import Element
from reader_app.sources.feed import texts
from reader_app.sources.feed.media import media_of
from reader_app.sources.feed.wire import Document, Entry

MOST = 3000  # entries that are read of one document
PIECES = 64 * 1024 * 1024  # bytes of a document taken apart

_ROOTS = {"rss": "rss", "rdf:rdf": "rdf", "rdf": "rdf", "feed": "atom", "atom:feed": "atom", "channel": "rss"}
_ITEMS = ("item", "entry", "atom:entry")
_WHOLE = ("content:encoded", "content", "xhtml:body", "body", "fulltext", "full-text")
_SHORT = ("description", "summary", "itunes:summary", "dc:description", "excerpt", "abstract")
_PUBLISHED = ("pubdate", "published", "issued", "dc:date", "dc:issued", "dc:created", "date", "created", "dc:available")
_MODIFIED = ("updated", "modified", "dc:modified", "lastbuilddate")
_AUTHORS = ("author", "dc:creator", "creator", "itunes:author", "dc:author")
_PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200, "yearly": 525600}
_NUMBER = re.compile(r"\s*(\d{1,6})")

Bag = dict[str, list[Element]]


def form_of(root: Element) -> str:
    """"rss", "rdf" or "atom"; "" where the document is no feed."""
    name = xml.name_of(root)
    form = _ROOTS.get(name, "")
    if form or name in ("", "html", "xhtml:html"):
        return form
    return "rss" if xml.child(root, "channel") is not None else ""


def read(root: Element) -> Document:
    """The feed that begins with ``root``, as far as its `form_of` is one."""
    form = form_of(root)
    bag = _bag(root)
    channel = bag.get("channel", [root])[0]
    if channel is not root:
        bag = _bag(channel)
    document = _head(form, bag)
    document.base = xml.attribute(root, "xml:base") or xml.attribute(channel, "xml:base")
    document.language = document.language or xml.attribute(root, "xml:lang") or xml.attribute(channel, "xml:lang")
    found = _items(root, channel)
    for element in found[:MOST]:
        entry = _entry(element, form)
        if entry is None:
            document.skipped += 1
        else:
            document.entries.append(entry)
    return document


def pieces(root: Element) -> list[bytes]:
    """The document entry by entry: its head each time, with one of the entries."""
    channel = _bag(root).get("channel", [root])[0]
    found = _items(root, channel)[:MOST]
    for each in found:
        parent = each.getparent()
        if parent is not None:
            parent.remove(each)
    written: list[bytes] = []
    room = PIECES
    for each in found:
        channel.append(each)
        written.append(xml.written(root))
        channel.remove(each)
        room -= len(written[-1])
        if room < 0:  # a head that is far too long to be repeated
            break
    return written


def _items(root: Element, channel: Element) -> list[Element]:
    found = [each for parent in dict.fromkeys((channel, root)) for each in xml.children(parent, *_ITEMS)]
    if not found:
        found = [each for each in root.iter() if xml.name_of(each) in _ITEMS]
    return found


def _bag(element: Element) -> Bag:
    """The children by name; Atom's names are anybody's."""
    bag: Bag = {}
    for each in element:
        name = xml.name_of(each)
        if name.startswith("atom:"):
            name = name[5:]
        if name in bag:
            bag[name].append(each)
        else:
            bag[name] = [each]
    return bag


def _text(bag: Bag, *names: str) -> str:
    """The first text that is not empty."""
    for name in names:
        for each in bag.get(name, ()):
            text = xml.text_of(each)
            if text:
                return text
    return ""


# --- the feed itself --------------------------------------------------------------------------------------


def _head(form: str, bag: Bag) -> Document:
    links = bag.get("link", [])
    title, literal = _title(bag, form)
    minutes = _NUMBER.match(_text(bag, "ttl"))
    period = _PERIODS.get(_text(bag, "sy:updateperiod").lower(), 0)
    frequency = _NUMBER.match(_text(bag, "sy:updatefrequency"))
    image = xml.child(bag["image"][0], "url") if bag.get("image") else None
    return Document(
        form=form,
        title=title,
        literal=literal,
        home=_link(links),
        description=_text(bag, "description", "subtitle", "tagline", "itunes:summary"),
        language=_text(bag, "language", "dc:language"),
        picture=xml.text_of(image) or _text(bag, "logo", "icon"),
        authors=_authors(bag) if form == "atom" else [],
        minutes=int(minutes[1]) if minutes else period // max(1, int(frequency[1]) if frequency else 1),
        next=next((xml.attribute(each, "href") for each in links if xml.attribute(each, "rel").lower() == "next"), ""),
        generator=_generator(bag),
    )


def _generator(bag: Bag) -> str:
    for each in bag.get("generator", ()):
        return f"{xml.text_of(each)} {xml.attribute(each, 'uri')}".strip()
    return ""


# --- an entry ---------------------------------------------------------------------------------------------


def _entry(element: Element, form: str) -> Entry | None:
    bag = _bag(element)
    if not bag:
        return None
    title, literal = _title(bag, form)
    html, summary, whole = _texts(bag, form)
    identity, permanent = _identity(element, bag)
    links = bag.get("link", ())
    link = _link(links)
    if not link or "feedsportal.com/" in link:  # a redirector that is no more
        link = _text(bag, "feedburner:origlink") or permanent or link
    return Entry(
        identity=identity,
        link=link,
        title=title,
        literal=literal,
        html=html,
        summary=summary,
        whole=whole,
        base=_base(element, bag),
        authors=_authors(bag),
        published=_dates(bag, _PUBLISHED),
        modified=_dates(bag, _MODIFIED),
        categories=_categories(bag),
        media=media_of(element, bag),
        language=_text(bag, "dc:language", "language") or xml.attribute(element, "xml:lang"),
    )


def _title(bag: Bag, form: str) -> tuple[str, bool]:
    for name in ("title", "dc:title", "media:title", "itunes:title", "headline"):
        for each in bag.get(name, ()):
            text, literal = texts.title(each, plain=form == "atom" and name == "title")
            if text:
                return text, literal
    return "", False


def _texts(bag: Bag, form: str) -> tuple[str, str, bool]:
    """(the richest text, a shorter one, whether it stands where a whole text does)."""
    atom = form == "atom"
    full = _longest([texts.html(each, plain=atom) for name in _WHOLE for each in bag.get(name, ())])
    short = ""
    for name in _SHORT:
        short = _longest([texts.html(each, plain=atom and name == "summary") for each in bag.get(name, ())])
        if short:
            break
    if not full and not short:
        short = _longest([texts.html(each) for each in _media_texts(bag)])
    if full and texts.weight(full) >= texts.weight(short):
        return full, short, True
    return (short, full, False) if short else ("", "", False)


def _media_texts(bag: Bag) -> list[Element]:
    groups = [inside for group in bag.get("media:group", ()) for inside in xml.children(group, "media:description")]
    return [*bag.get("media:description", ()), *groups]


def _longest(found: list[str]) -> str:
    return max(found, key=len, default="")


def _identity(element: Element, bag: Bag) -> tuple[str, str]:
    """(what the feed calls the story, that as an address where it is one that leads to it)."""
    for each in bag.get("guid", ()):
        text = xml.text_of(each)
        if text:
            return text, text if texts.is_address(text) else ""
    text = _text(bag, "id")
    if text:
        return text, text if texts.is_address(text) else ""
    about = xml.attribute(element, "rdf:about")
    return about or _text(bag, "dc:identifier"), about if texts.is_address(about) else ""


def _link(links: list[Element] | tuple[Element, ...]) -> str:
    """The address of the story: RSS has it as text, Atom as one of several relations."""
    best, best_rank = "", 9
    for each in links:
        href = xml.attribute(each, "href")
        text = "" if href else xml.text_of(each) or xml.attribute(each, "rdf:resource")
        relation = xml.attribute(each, "rel").lower().rpartition("/")[2] or "alternate"
        kind = xml.attribute(each, "type").lower()
        if text:
            rank = 0
        elif not href or relation != "alternate":
            continue
        else:
            rank = 1 if not kind or "html" in kind else 2
        if rank < best_rank:
            best, best_rank = href or text, rank
    return best


def _base(element: Element, bag: Bag) -> str:
    """The base of the addresses within the entry's text."""
    for name in (*_WHOLE, "description", "summary"):
        for each in bag.get(name, ()):
            own = xml.attribute(each, "xml:base") or (xml.attribute(each[0], "xml:base") if len(each) else "")
            if own:
                outer = xml.attribute(element, "xml:base")
                return f"{outer} {own}" if outer else own
    return xml.attribute(element, "xml:base")


def _authors(bag: Bag) -> list[str]:
    """The names that the first field tells; one of mail addresses alone only where no other tells more."""
    mails: list[str] = []
    for name in _AUTHORS:
        if name in bag:
            found = list(dict.fromkeys(told for each in bag[name] if (told := _author(each))))
            if found and not all("@" in each for each in found):
                return found
            mails = mails or found
    return mails


def _author(element: Element) -> str:
    if not len(element):
        return texts.person(element.text or "")
    named = xml.child(element, "atom:name", "name")
    told = xml.text_of(named) or xml.text_of(xml.child(element, "atom:email", "email"))
    return texts.person(told if told or named is not None else xml.text_of(element))


def _dates(bag: Bag, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text for name in names for each in bag.get(name, ()) if (text := xml.text_of(each)))


def _categories(bag: Bag) -> list[str]:
    found = [
        xml.attribute(each, "label") or xml.text_of(each) or xml.attribute(each, "term") for each in bag.get("category", ())
    ]
    found += [xml.text_of(each) for each in bag.get("dc:subject", ())]
    return list(dict.fromkeys(each for each in found if each))
