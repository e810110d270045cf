"""A page read whole: its parts put together into one `PageStory`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, tzinfo
from urllib.parse import urlsplit

from lxml import etree

from reader_app.content import addresses, tree
from reader_app.content.images import reveal_lazy
from reader_app.content.page import body, facts, gates, jsonld, leading, onward
from reader_app.content.page.decoding import decode
from reader_app.content.rules import Rule, rule_for
from reader_app.errors import PayloadError
from reader_app.records import PageStory

LARGEST = 32 * 1024 * 1024  # bytes
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|article|div|p|table|meta|title|h1)\b", re.I)
_SCRIPTS = re.compile(r"<(script|style|svg)\b.*?(?:</\1\s*>|\Z)", re.I | re.S)
_HEAD = frozenset({"title", "meta", "link", "base", "script", "style", "noscript", "template", "object", "head", "body"})
_INVISIBLE = re.compile(r"visibility\s*:\s*hidden", re.I)


def read(raw: bytes, url: str, headers: Mapping[str, str]) -> PageStory:
    """Raises PayloadError."""
    url = _address(url)
    if len(raw) > LARGEST:
        raise PayloadError(url, str(len(raw)))
    html = decode(raw, headers).replace("\0", "")
    if not _HTML.search(html[:200_000]):
        raise PayloadError(url, "no page")
    slim = _SCRIPTS.sub("", html)
    root = tree.parse(slim)
    if root is None:
        raise PayloadError(url, "empty")
    _with_body(root)
    rule = rule_for(urlsplit(url).netloc)
    page = facts.Page(root, html, url, rule)
    found = facts.read(page, _zone(page, rule))
    base = root.find(".//base")
    onto = addresses.absolute(base.get("href"), url) if base is not None else ""
    more, whole = onward.onward(root, url, rule)
    reveal_lazy(root, onto or url)
    tree.remove_unseen(root, keep=("iframe",))
    _remove_invisible(root)
    told = jsonld.text(page.article.get("articleBody")) if len(str(page.article.get("articleBody", ""))) > 200 else ""
    story = body.find(root, rule, found.title, told, found.summary)
    story_like = bool(page.article) or page.first("og:type").lower() in ("article", "news") or found.published is not None
    problem = gates.problem(html, found, story, story_like)
    text, lead = story.html, found.lead
    if story.parts:
        kept, lead = leading.take(story.parts, found.lead, onto or url)
        text = body.together(kept)
    return PageStory(
        url=found.url, title=found.title, html=_onto(text, onto) if onto else text, summary=found.summary,
        author=found.author, published=found.published, modified=found.modified, section=found.section, tags=found.tags,
        lead=lead, site=found.site, language=found.language or (rule.language if rule else ""), more=more, whole=whole,
        problem=problem, extractor=story.extractor,
    )  # fmt: skip


def _address(url: str) -> str:
    """``url``, or "" where it is none that can be read."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return ""
    return url


def _with_body(root: tree.Element) -> None:
    """A page may leave out the tags of its body: libxml2 then takes an ``article`` or a ``main`` for a part of the head."""
    head = root.find("head")
    strays = [each for each in (head if head is not None else root) if each.tag not in _HEAD and isinstance(each.tag, str)]
    if not strays or (head is None and root.find("body") is not None):
        return
    body_of = root.find("body")
    if body_of is None:
        body_of = etree.SubElement(root, "body")
    for at, each in enumerate(strays):
        body_of.insert(at, each)


def _remove_invisible(root: tree.Element) -> None:
    """`tree.remove_unseen` leaves what only a stylesheet's other words hide."""
    for each in list(root.iter()):
        style = each.get("style") if isinstance(each.tag, str) else None
        if style and _INVISIBLE.search(style) and each.getparent() is not None:
            body.drop(each)


def _zone(page: facts.Page, rule: Rule | None) -> tzinfo:
    """The zone of times without one: the rule's; Jakarta's where the page is Indonesian."""
    from zoneinfo import ZoneInfo

    language = (page.root.get("lang") or page.first("og:locale", "language", "content-language")).lower()[:2]
    host = urlsplit(page.url).netloc.partition(":")[0]
    name = rule.zone if rule and rule.zone else "Asia/Jakarta" if language == "id" or host.endswith(".id") else ""
    try:
        return ZoneInfo(name) if name else UTC
    except (KeyError, ValueError, OSError):
        return UTC


def _onto(html: str, base: str) -> str:
    """Relative addresses made absolute where the page itself names another base than its own address."""
    return re.sub(
        r"\b(href|src)=\"([^\"]*)\"",
        lambda match: (
            f'{match[1]}="{addresses.absolute(match[2].replace("&amp;", "&"), base).replace("&", "&amp;") or match[2]}"'
        ),
        html,
    )
