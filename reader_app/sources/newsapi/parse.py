"""Payloads of the service made records: each story is read by itself, an odd one is skipped and counted."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from reader_app.errors import PayloadError
from reader_app.records import ParsedImage, ParsedPage, ParsedSection, ParsedStory, Payload, Rendition
from reader_app.sources.newsapi import addresses, wire
from reader_app.sources.newsapi.queries import queries
from reader_app.sources.protocol import Following
from reader_app.sources.wordpress.wire import label, text

# What reading an odd entry may raise; anything else is a bug.
_ODD = (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError)

_SUMMARY, _AUTHOR = 600, 200  # characters
_MOST = 1000  # stories of one answer
_LONGEST = 20_000  # characters of a teaser
_REMOVED = "[Removed]"
_CUT = re.compile(r"\s*(?:…|\.{3})?\s*\[\s*\+\s*\d{1,9}\s*(?:chars|characters)\s*\]\s*\Z", re.I)
_MAIL = re.compile(r"[^\s@<>()]{1,80}@[^\s@<>()]{1,80}")
_LETTERS = re.compile(r"[\W_]+")


def parse(what: str, payload: Payload, following: Following) -> ParsedPage:
    """``what``: "articles". ``facts``: "published", [oldest, newest]; "came", how many there were with those that are
    none. Raises PayloadError."""
    if what != "articles":
        raise PayloadError(following.name, what)
    came, total = wire.articles(payload)
    stories: dict[str, ParsedStory] = {}
    skipped = 0
    for article in came[:_MOST]:
        try:
            if not _is_removed(article):
                story = _story(article)
                stories.setdefault(story.remote_id, story)
        except _ODD:
            skipped += 1
    dates = sorted(story.published for story in stories.values() if story.published is not None)
    facts: dict[str, Any] = {"came": len(came)}
    if dates:
        facts["published"] = [dates[0].isoformat(), dates[-1].isoformat()]
    names = dict.fromkeys(query.section for query in queries(following.config) if query.section)
    return ParsedPage(
        stories=tuple(stories.values()), sections=tuple(ParsedSection(name, name) for name in names), total=total,
        skipped=skipped, facts=facts,
    )  # fmt: skip


def apart(payload: Payload) -> Sequence[Payload]:
    """``payload`` entry by entry, for those who look for the one that spoils it."""
    try:
        came, _ = wire.articles(payload)
    except PayloadError:
        return []
    return [replace(payload, body=json.dumps({"status": "ok", "articles": [each]}).encode()) for each in came[:_MOST]]


def _is_removed(article: dict[str, Any]) -> bool:
    """Whether the publisher took the story back: its place is kept by a stand-in."""
    host = addresses.whole(text(article.get("url"))).partition("://")[2].partition("/")[0].lower()
    return text(article.get("title")).strip() == _REMOVED or host.removeprefix("www.") == "removed.com"


def _story(article: dict[str, Any]) -> ParsedStory:
    from reader_app.content.dates import read

    url = addresses.whole(text(article["url"]))
    if not url:
        raise ValueError("no address")
    source = article.get("source")
    publisher = label(source.get("name")) if isinstance(source, dict) else ""
    author = _author(text(article.get("author")))
    title = _title(label(article.get("title")), publisher, author, url)
    if not title:
        raise ValueError("no title")
    elsewhere = addresses.leads_elsewhere(url)
    paragraphs = _teaser(article, title)
    published = read(text(article.get("publishedAt"))[:40])
    return ParsedStory(
        # An address of a page that asks for consent is another one each time.
        remote_id=f"{publisher}: {title}"[:500] if elsewhere else addresses.identity(url),
        url=url,
        title=title,
        html="\n".join(f"<p>{html.escape(each, quote=False)}</p>" for each in paragraphs),
        cut=not elsewhere,
        by_page=not elsewhere and published is not None and _is_day(published),
        summary=_summary(paragraphs),
        author=author or publisher,
        published=published,
        tags=(publisher,) if publisher and publisher != author else (),
        lead=_lead(text(article.get("urlToImage"))),
    )


def _is_day(moment: datetime) -> bool:
    """Midnight is how the service writes a date whose time it does not know."""
    return (moment.hour, moment.minute, moment.second) == (0, 0, 0)


def _title(title: str, publisher: str, author: str, url: str) -> str:
    """The title without the publisher's name, where it is that which stands behind the last dash."""
    head, dash, tail = title.rpartition(" - ")
    if not dash or not head.strip():
        return title
    names = {_plain(publisher), _plain(publisher.rpartition(".")[0]), _plain(author), *addresses.names_of(url)} - {""}
    if publisher.count(".") > 1:
        names.add(_plain(publisher.partition(".")[0]))  # "Katadata.co.id"
    return head.rstrip() if _plain(tail) in names or _plain(tail.rpartition(".")[0]) in names else title


def _plain(name: str) -> str:
    return _LETTERS.sub("", name).casefold()


def _author(written: str) -> str:
    """Names, as they come: not the address of a page, nor of a mailbox, nor data in place of names."""
    if written.lstrip()[:1] in ("{", "["):
        return ""
    names = []
    for part in written[:2000].split(","):
        name = _MAIL.sub("", label(part)).strip(" ()<>;|")
        if name and "://" not in name and not name.lower().startswith("www.") and name.lower() not in ("null", "none"):
            names.append(name)
    line = ", ".join(dict.fromkeys(names))
    return line if len(line) <= _AUTHOR else ", ".join(names[:1])[:_AUTHOR]


def _teaser(article: dict[str, Any], title: str) -> list[str]:
    """The paragraphs of what is told of the text: the description, and its first two hundred letters where they are
    others. Both may hold HTML."""
    from reader_app.content.text import plain_text

    written = [text(article.get(name))[:_LONGEST] for name in ("description", "content")]
    told = [plain_text(each) if "<" in each or "&" in each else each for each in (_CUT.sub("", each) for each in written)]
    lines = [" ".join(each.split()) for each in told]
    description, content = (line if _plain(line) != _plain(title) else "" for line in lines)
    if _CUT.search(written[1]) and content:
        content = f"{content.rstrip(' .…')}…"
    if description and content and _plain(description)[:100] in _plain(content):  # behind its place and date, maybe
        return [content if len(content) > len(description) else description]
    return [each for each in (description, content) if each]


def _summary(paragraphs: list[str]) -> str:
    from reader_app.content.text import one_line

    return one_line(paragraphs[0], _SUMMARY) if paragraphs else ""


def _lead(written: str) -> ParsedImage | None:
    """The picture; the page's own rules know pixels, avatars and drawings."""
    from reader_app.content.images import images

    address = addresses.whole(written)
    found = images(f'<img src="{html.escape(address)}">', address) if address else []
    return ParsedImage((Rendition(address),)) if found else None


def moment(value: Any) -> datetime | None:
    """A date of `parse`'s facts, or one that was remembered."""
    try:
        found = datetime.fromisoformat(value)
        return found.astimezone(UTC) if found.tzinfo else None
    except (TypeError, ValueError, OverflowError):
        return None
