"""What a page says of its story outside the text: title, people, times, section, tags, picture. Per field the surest place
that says anything wins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from reader_app.content import addresses, dates, tree
from reader_app.content.credit import split_credit
from reader_app.content.page import jsonld, people, titles
from reader_app.content.rules import Rule
from reader_app.content.text import one_line
from reader_app.records import ParsedImage, Rendition

_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)|/((?:20)\d\d)(\d\d)(\d\d)(?:[/\d-]|$)")
_BYLINE = re.compile(
    r"(?:^|[-_ ])(?:by-?line|author|writer|penulis|reporter|pewarta|jurnalis|autor|redaktur)(?:s|-?name|__name)?(?:$|"
    r"[-_ ])",
    re.I,
)
_NOT_BYLINE = re.compile(r"bio|avatar|image|img|photo|social|follow|more|related|box-list|comment", re.I)
_DATED = re.compile(
    r"(?:^|[-_ ])(?:date|time|tanggal|tgl|published|publish|pubdate|timestamp|waktu|datetime|schedule|meta)", re.I
)
_AUTHORS = (
    "dc.creator", "articleauthor", "author", "article:author", "byl", "parsely-author", "sailthru.author", "article.author",
    "citation_author", "cxenseparse:author", "content_author", "jpnncom_news_author",
)  # fmt: skip
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(slots=True)
class Facts:
    url: str
    title: str = ""
    summary: str = ""
    author: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    section: str = ""
    tags: tuple[str, ...] = ()
    lead: ParsedImage | None = None
    site: str = ""
    language: str = ""
    free: bool | None = None  # what the page says of its being open to all
    article: Mapping[str, Any] = field(default_factory=dict)
    heads: list[str] = field(default_factory=list)  # the page's own headings


class Page:
    """A page's tree and what its metadata says, looked up by name."""

    def __init__(self, root: tree.Element, html: str, url: str, rule: Rule | None) -> None:
        self.root, self.url, self.rule = root, url, rule
        self.things = jsonld.things(html)
        self.article = jsonld.article(self.things)
        self.meta: dict[str, list[str]] = {}
        for each in root.iter("meta"):
            value = (each.get("content") or "").strip()
            for name in (each.get("property"), each.get("name"), each.get("itemprop"), each.get("http-equiv")):
                for each_name in (name or "").lower().split() if value else ():
                    self.meta.setdefault(self._plain(each_name), []).append(value)
        self.props: dict[str, list[tree.Element]] = {}
        for each in root.iter():
            prop = each.get("itemprop") if isinstance(each.tag, str) else None
            if prop and each.tag != "meta":
                for name in prop.split():
                    self.props.setdefault(name.lower(), []).append(each)

    @staticmethod
    def _plain(name: str) -> str:
        """Dublin Core is written "dc:title", "dcterm:title", "DC.title" …"""
        prefix, mark, rest = name.replace(":", ".", 1).partition(".")
        return f"dc.{rest}" if mark and prefix in ("dc", "dcterm", "dcterms") else name

    def first(self, *names: str) -> str:
        """What the first of the meta elements with one of these names says."""
        for name in names:
            for value in self.meta.get(name, ()):
                if value:
                    return value
        return ""

    def links(self, relation: str) -> Iterator[str]:
        for each in self.root.iter("link"):
            if relation in (each.get("rel") or "").lower().split() and each.get("href"):
                yield each.get("href") or ""


def read(page: Page, zone: tzinfo, now: datetime | None = None) -> Facts:
    facts = Facts(_address(page), article=page.article)
    facts.site = one_line(page.first("og:site_name", "application-name", "al:android:app_name") or _publisher(page), 200)
    facts.heads = _heads(page)
    facts.title = _title(page, facts)
    facts.language = _language(page)
    facts.summary = one_line(
        page.first("og:description", "description", "twitter:description") or jsonld.text(page.article.get("description")), 600
    )
    facts.published, facts.modified = _times(page, zone)
    facts.author = ", ".join(_people(page, facts.site))
    facts.section = _section(page)
    facts.tags = _tags(page)
    facts.lead = _lead(page)
    facts.free = _free(page)
    return facts


# --- where it lives ---------------------------------------------------------------------------------------


def _address(page: Page) -> str:
    told = [*page.links("canonical"), *page.meta.get("og:url", ())]
    whole = page.article.get("mainEntityOfPage") or page.article.get("url")
    told.append(str(whole.get("@id") or whole.get("url") or "") if isinstance(whole, Mapping) else str(whole or ""))
    own = urlsplit(page.url)
    for each in told:
        url = addresses.absolute(each, page.url)
        parts = urlsplit(url)
        if url and (not own.netloc or _site(parts.netloc) == _site(own.netloc)) and parts.path.strip("/"):
            return url
    return page.url


def _site(host: str) -> str:
    labels = host.lower().rpartition("@")[2].partition(":")[0].split(".")
    short = len(labels) > 2 and len(labels[-2]) <= 3  # co.id, com.au
    return ".".join(labels[-3:] if short else labels[-2:])


def _publisher(page: Page) -> str:
    told = page.article.get("publisher")
    return jsonld.text(told)


def _language(page: Page) -> str:
    told = (
        page.root.get("lang")
        or page.root.get("{http://www.w3.org/XML/1998/namespace}lang")
        or jsonld.text(page.article.get("inLanguage"))
        or page.first("og:locale", "content-language", "language")
    )
    found = re.match(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})?", told.strip())
    return found[0].replace("_", "-") if found else ""


# --- title ------------------------------------------------------------------------------------------------


def _heads(page: Page) -> list[str]:
    chosen = [text for each in _by_rule(page, "title") if (text := tree.text_of(each))]
    ours = [each for name in ("headline", "name") for each in page.props.get(name, ()) if each.tag in ("h1", "h2", "span", "div")]
    found = [*chosen, *(tree.text_of(each) for each in page.root.iter("h1")), *(tree.text_of(each) for each in ours[:3])]
    found += [tree.text_of(each) for each in list(page.root.iter("h2"))[:12]]
    return [each for each in dict.fromkeys(found) if 5 < len(each) < 400]


def _title(page: Page, facts: Facts) -> str:
    chosen = [tree.text_of(each) for each in _by_rule(page, "title")]
    title = page.root.find(".//title")
    told = [
        *chosen, jsonld.text(page.article.get("headline")), page.first("dc.title"), page.first("og:title"),
        jsonld.text(page.article.get("name")), page.first("parsely-title", "sailthru.title", "headline", "title"),
    ]  # fmt: skip
    return titles.choose(
        told, facts.heads, facts.site, urlsplit(page.url).netloc, bare_title=tree.text_of(title) if title is not None else ""
    )


# --- times ------------------------------------------------------------------------------------------------


def _times(page: Page, zone: tzinfo) -> tuple[datetime | None, datetime | None]:
    published = next(_published(page, zone), None)
    modified = None
    told = [
        jsonld.text(page.article.get("dateModified")), *page.meta.get("article:modified_time", ()),
        *page.meta.get("og:updated_time", ()), *page.meta.get("datemodified", ()), *page.meta.get("last-modified", ())[:1],
    ]  # fmt: skip
    for each in filter(None, told):
        modified = dates.read(each, zone)
        if modified is not None:
            break
    if published is not None and modified is not None and modified < published:
        modified = None
    return published, modified


def _published(page: Page, zone: tzinfo) -> Iterator[datetime]:
    """What the page says of when, the surest place first."""
    article, meta = page.article, page.meta
    told = [jsonld.text(article.get("datePublished"))]
    told += [value for name in (
        "article:published_time", "og:article:published_time", "article:published", "og:published_time", "datepublished",
        "publish-date", "publishdate", "publish_date", "pubdate", "published-date", "parsely-pub-date", "sailthru.date",
        "article.published", "dc.date.issued", "dc.created", "dc.issued", "dc.date", "dc.date.created",
        "date", "cxenseparse:recs:publishtime", "article:post_date", "rnews:datepublished", "displaydate", "citation_date",
        "content_date", "published_at", "content_publishdate", "publication_date", "article_date_original", "created",
        "ptime", "timestamp", "release_date", "originalpublicationdate", "dateissued", "vr:published_time",
    ) for value in meta.get(name, ())]  # fmt: skip
    for each in told:
        if each and (found := dates.read(each, zone)) is not None:
            yield found
    for element in _by_rule(page, "date"):
        if (found := dates.find(element.get("datetime") or tree.text_of(element)[:300], zone)) is not None:
            yield found
    for name in ("datepublished", "dateposted", "datecreated"):
        for element in page.props.get(name, ()):
            text = element.get("datetime") or element.get("content") or tree.text_of(element)[:200]
            if (found := dates.read(text, zone) or dates.find(text, zone)) is not None:
                yield found
    others = [jsonld.text(each.get("datePublished")) for each in page.things if each.get("datePublished")]
    for each in others[:1]:
        if (found := dates.read(each, zone)) is not None:
            yield found
    yield from _shown(page, zone)
    near = _near_title(page, zone)
    if near is not None:
        yield near
    if (found := _url_date(page.url, zone)) is not None:
        yield found
    if (found := _last_resort(page, zone)) is not None:
        yield found


def _shown(page: Page, zone: tzinfo) -> Iterator[datetime]:
    """Dates beside the story: time elements, then what its class calls a date."""
    for element in list(page.root.iter("time"))[:8]:
        if _within_list(element):
            continue
        text = element.get("datetime") or tree.text_of(element)[:200]
        if (found := dates.read(text, zone) or dates.find(text, zone)) is not None:
            yield found
    count = 0
    for element in page.root.iter("div", "span", "p", "h5", "h6", "li", "small", "em", "b", "i", "a"):
        if count > 30:
            return
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        if _DATED.search(name) and not _within_list(element):
            count += 1
            text = tree.text_of(element)[:200]
            if (found := dates.find(text, zone)) is not None:
                yield found


def _near_title(page: Page, zone: tzinfo) -> datetime | None:
    """The date that stands right before or after the heading, in whatever element."""
    heading = next(page.root.iter("h1"), None)
    if heading is None:
        return None
    at: tree.Element | None = heading
    for _ in range(3):
        if at is None or at.tag == "body":
            return None
        for other in [*list(at.itersiblings())[:4], *list(at.itersiblings(preceding=True))[:3]]:
            text = tree.text_of(other)[:240] if isinstance(other.tag, str) else ""
            if text and (found := dates.find(text, zone)) is not None:
                return found
        at = at.getparent()
    return None


def _within_list(element: tree.Element) -> bool:
    at = element.getparent()
    for _ in range(6):
        if at is None:
            return False
        if at.tag in ("aside", "nav", "footer", "li") or re.search(
            r"related|sidebar|popular|terkait|latest|recent|widget|comment|most-read|recommend",
            f"{at.get('class')} {at.get('id')}",
            re.I,
        ):
            return True
        at = at.getparent()
    return False


def _url_date(url: str, zone: tzinfo) -> datetime | None:
    match = _URL_DATE.search(urlsplit(url).path)
    if match is None:
        return None
    year, month, day = match[1] or match[4], match[2] or match[5], match[3] or match[6]
    return dates.read(f"{year}-{int(month):02}-{int(day):02}", zone)


def _last_resort(page: Page, zone: tzinfo) -> datetime | None:
    """By the library that looks everywhere, slowly."""
    import logging

    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        told = find_date(page.root, extensive_search=False, original_date=True, url=page.url or None)
    except (ValueError, TypeError, AttributeError, RecursionError, KeyError, IndexError, OverflowError):
        return None
    return dates.read(told, zone) if told else None


# --- people, sections, tags -------------------------------------------------------------------------------


def _people(page: Page, site: str) -> list[str]:
    names = [name for each in _by_rule(page, "author") for name in _by_line(tree.text_of(each))]
    if names:
        return people.unique(names)
    ours = titles.names_of(site, urlsplit(page.url).netloc)
    told, organisations = people.of_things(page.article, page.things)
    spare: list[str] = []
    for found in chain([told], _people_in_metadata(page), _people_shown(page)):
        names = people.unique(found)
        kept = [each for each in names if not titles.is_site(each, ours) and each not in organisations]
        if kept:
            return kept
        spare = spare or names
    return people.unique(organisations) or spare


def _by_line(line: str) -> list[str]:
    return people.labelled(line) or people.clean(line)


def _people_in_metadata(page: Page) -> Iterator[list[str]]:
    named = [*_AUTHORS, *(("twitter:data1",) if "written by" in page.first("twitter:label1").lower() else ())]
    for each in named:
        yield [name for value in page.meta.get(each, ()) for name in people.clean(value)]
    yield [name for element in page.props.get("author", ())[:4] for name in _named(element)]
    yield [
        name
        for element in page.root.iter("a")
        if "author" in (element.get("rel") or "").split() and not _within_list(element)
        for name in people.clean(tree.text_of(element)[:200])
    ][:6]


def _people_shown(page: Page) -> Iterator[list[str]]:
    for element in page.root.iter(
        "div", "span", "p", "a", "address", "li", "h4", "h5", "h6", "section", "ul", "strong", "em", "cite"
    ):
        name = _CAMEL.sub("-", f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-testid') or ''}")
        if len(name) > 2 and _BYLINE.search(name) and not _NOT_BYLINE.search(name) and not _within_list(element):
            text = tree.text_of(element)
            if 3 < len(text) < 160 and (found := _by_line(text)):
                yield found
    for element in page.root.iter("div", "span", "p", "h5", "h6", "small", "em", "strong", "b"):
        own = " ".join((element.text or "").split())
        if own[:40] and len(own) < 200 and (found := people.labelled(own)):
            yield found


def _named(element: tree.Element) -> list[str]:
    inner = [each for each in element.iter() if each is not element and (each.get("itemprop") or "") == "name"]
    texts = [each.get("content") or tree.text_of(each) for each in inner] or [element.get("content") or tree.text_of(element)]
    return [name for text in texts for name in people.clean(text[:200])]


def _section(page: Page) -> str:
    for element in _by_rule(page, "section"):
        if text := tree.text_of(element)[:60]:
            return text
    told = page.article.get("articleSection")
    for each in told if isinstance(told, list) else [told]:
        if text := jsonld.text(each):
            return text[:60]
    if text := page.first("article:section", "parsely-section", "section"):
        return one_line(text, 60)
    for thing in page.things:
        if "breadcrumblist" in jsonld.types(thing):
            parts = thing.get("itemListElement")
            names = (
                [jsonld.text(each.get("name") or each.get("item")) for each in parts or [] if isinstance(each, Mapping)]
                if isinstance(parts, list)
                else []
            )
            names = [each for each in names if each and each.lower() not in ("home", "beranda")]
            if len(names) > 1:
                return names[-2][:60]
    first = urlsplit(page.url).path.strip("/").split("/")[0]
    return first.replace("-", " ") if first.isascii() and first.replace("-", "").isalpha() and len(first) < 20 else ""


def _tags(page: Page) -> tuple[str, ...]:
    told = page.article.get("keywords")
    found = [jsonld.text(each) for each in told] if isinstance(told, list) else re.split(r"\s*[,;]\s*", jsonld.text(told))
    found += page.meta.get("article:tag", [])
    if not any(found):
        found = re.split(r"\s*[,;]\s*", page.first("news_keywords", "keywords"))
    return tuple(dict.fromkeys(text for each in found if (text := one_line(each, 80))))[:30]


def _free(page: Page) -> bool | None:
    for thing in (page.article, *page.things):
        told = thing.get("isAccessibleForFree")
        if told is not None:
            return str(told).strip().lower() not in ("false", "no", "0")
    locked = page.first("article:content_tier", "og:article:content_tier", "article:contenttier").lower()
    return False if locked in ("locked", "paid", "metered-paid") else None


# --- picture ----------------------------------------------------------------------------------------------


def _lead(page: Page) -> ParsedImage | None:
    renditions: dict[str, Rendition] = {}
    caption = credit = ""
    told = page.article.get("image")
    for each in (told if isinstance(told, list) else [told])[:12]:
        if isinstance(each, Mapping):
            address, width = each.get("url") or each.get("contentUrl") or each.get("@id"), _number(each.get("width"))
            address = address[0] if isinstance(address, list) and address else address
            caption = caption or jsonld.text(each.get("caption") or each.get("description"))
            credit = credit or jsonld.text(each.get("creditText") or each.get("copyrightHolder"))
        else:
            address, width = each, 0
        _add(renditions, address, width, page.url)
    for value, width in zip(
        page.meta.get("og:image", []) + page.meta.get("og:image:secure_url", []),
        [_number(each) for each in page.meta.get("og:image:width", [])] + [0] * 20, strict=False,
    ):  # fmt: skip
        _add(renditions, value, width, page.url)
    if not renditions:
        for value in (
            page.meta.get("twitter:image", []) + page.meta.get("twitter:image:src", []) + page.meta.get("thumbnailurl", [])
        ):
            _add(renditions, value, 0, page.url)
    if not renditions:
        return None
    best = max(renditions.values(), key=lambda each: each.width)
    same = addresses.stem(best.url)
    caption, found = split_credit(one_line(caption, 1500))
    alt = one_line(page.first("og:image:alt", "twitter:image:alt"), 300)
    kept = [each for each in renditions.values() if addresses.stem(each.url) == same]
    return ParsedImage(tuple(kept) or (best,), alt, caption, credit or found)


def _add(renditions: dict[str, Rendition], address: Any, width: int, base: str) -> None:
    url = addresses.absolute(address if isinstance(address, str) else "", base)
    if url and not re.search(
        r"(?:logo|placeholder|default[-_](?:image|img|share)|blank|no-?image)[\w-]*\.(?:png|svg|jpe?g|gif|webp)", url, re.I
    ):
        renditions.setdefault(url, Rendition(url, width))


def _number(value: Any) -> int:
    if isinstance(value, Mapping):
        value = value.get("value")
    match = re.match(r"\s*(\d{1,5})", str(value or ""))
    return int(match[1]) if match else 0


def _by_rule(page: Page, part: str) -> Sequence[tree.Element]:
    from reader_app.content.page.selecting import select

    return [] if page.rule is None else select(page.root, page.rule.selectors(part))
