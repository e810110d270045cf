"""One case read by Berita's public functions and compared with what is right. Runs in a worker process."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any

from tests.grade import arithmetic as by
from tests.grade.cases import Case, address, rendering
from tests.grade.entries import fields
from tests.grade.outcome import Outcome
from tests.grade.shown import leaks, shown

HTML = {"content-type": "text/html"}


def judge(case: Case) -> Outcome:
    """Never raises: what goes wrong is the outcome's ``error``."""
    outcome = Outcome(case.part, case.group, case.name)
    try:
        _JUDGES[case.part](case, outcome)
    except Exception as error:  # noqa: BLE001  # any exception at all is what is looked for
        outcome.error = f"{type(error).__name__}: {error}"[:300]
    return outcome


def warm() -> None:
    """The libraries loaded, so that no case pays for them."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    global _application
    _application = QGuiApplication.instance() or QGuiApplication([])
    from reader_app.content.markdown import to_markdown

    shown(to_markdown("<p>Satu <b>dua</b></p>", "https://news.example/"))
    for read in (_warm_feed, _warm_page):
        try:
            read()
        except Exception:  # noqa: BLE001  # the cases will tell
            continue


_application: Any = None


def _warm_feed() -> None:
    _parse_feed(b'<rss version="2.0"><channel><title>a</title><item><title>b</title></item></channel></rss>')


def _warm_page() -> None:
    from reader_app.content.page import extract

    text = "Kata-kata yang cukup panjang untuk sebuah berita, kalimat demi kalimat. " * 20
    extract(f"<html><title>a</title><body><h1>a</h1><p>{text}</p></body></html>".encode(), "https://news.example/a", HTML)


def _timed(outcome: Outcome, act: Callable[[], Any]) -> Any:
    started = time.perf_counter()
    try:
        return act()
    finally:
        outcome.ms += (time.perf_counter() - started) * 1000


# --- feeds ------------------------------------------------------------------------------------------------


def _parse_feed(body: bytes) -> Any:
    from datetime import UTC, datetime

    from reader_app.records import Payload
    from reader_app.sources.feed import Feed
    from reader_app.sources.protocol import Following

    url = "https://news.example/feed"
    config = {"feeds": [{"url": url, "section": None}], "home": "https://news.example/"}
    following = Following("feed:news.example", "News", config, {}, datetime.now(UTC))
    return Feed().parse("entries", Payload(url, 200, {}, body, len(body)), following)


def _feed(case: Case, outcome: Outcome) -> None:
    from reader_app.errors import PayloadError

    facts, body = case.facts(), case.body()
    expected, count = facts.get("entries") or [], facts.get("n")
    try:
        stories = _timed(outcome, lambda: _parse_feed(body)).stories
    except PayloadError as error:
        if count:
            outcome.error = f"PayloadError: {error.reason} {error}"[:300]
        stories = ()
    if count is not None:
        outcome.scores["entries"] = (float(len(stories) == count), 1)
        if len(stories) != count:
            outcome.notes["entries"] = f"{len(stories)} instead of {count}"
    right, of, wrong = fields(expected, stories)
    outcome.scores["fields"] = (right, of)
    if wrong:
        outcome.notes["fields"] = "; ".join(wrong[:6])


# --- pages ------------------------------------------------------------------------------------------------


def _article(case: Case, outcome: Outcome) -> None:
    from reader_app.content.markdown import to_markdown
    from reader_app.content.page import extract
    from reader_app.content.text import plain_text

    facts, body = case.facts(), case.body()
    url = facts.get("url") or address(body)
    outcome.scores["words"] = (0.0, 1)
    page = _timed(outcome, lambda: extract(body, url, HTML))
    given = plain_text(page.html)
    f1 = by.word_f1(facts["body"], given)
    outcome.scores["words"] = (f1, 1)
    wanted, ours = len(by.words(facts["body"])), len(by.words(given))
    outcome.notes["words"] = f"{ours} words for {wanted}; {page.extractor} {page.problem}"
    _tell(outcome, "title", facts.get("title"), page.title, by.same_title)
    _tell(outcome, "byline", facts.get("byline"), page.author, by.same_byline)
    known = by.moment(facts["date"]) if facts.get("date") else None
    if known is not None:
        said = page.published
        outcome.scores["date"] = (float(said is not None and by.same_day(known, said)), 1)
        outcome.notes["date"] = f"{said} for {known}"
        if known.tzinfo is not None and known.time() != known.min.time():
            outcome.scores["minute"] = (float(said is not None and by.same_minute(known, said)), 1)
    markdown = to_markdown(page.html, page.url or url)
    _leaks(outcome, markdown, body.decode("utf-8", "replace"))


def _tell(outcome: Outcome, measure: str, wanted: str | None, given: str, same: Callable[[str, str], bool]) -> None:
    if wanted:
        outcome.scores[measure] = (float(same(wanted, given)), 1)
        outcome.notes[measure] = f"{given!r} for {wanted!r}"


def _page(case: Case, outcome: Outcome) -> None:
    from reader_app.content.markdown import to_markdown
    from reader_app.content.page import extract

    facts, expected = rendering(case)
    body = case.body()
    url = str(facts.get("url") or address(body))
    page = _timed(outcome, lambda: extract(body, url, HTML))
    markdown = _timed(outcome, lambda: to_markdown(page.html, page.url or url))
    outcome.scores["similarity"] = (by.word_f1(shown(expected).text, shown(markdown).text), 1)
    _leaks(outcome, markdown, body.decode("utf-8", "replace"))


# --- Markdown ---------------------------------------------------------------------------------------------


def _story(case: Case, outcome: Outcome) -> None:
    from reader_app.content.images import images
    from reader_app.content.markdown import to_markdown
    from reader_app.content.text import plain_text

    html = case.body().decode("utf-8", "replace")
    url = case.facts().get("url") or "https://news.example/story"
    pictures = images(html, url)
    markdown = _timed(outcome, lambda: to_markdown(html, url))
    seen = shown(markdown)
    plain = plain_text(html)
    right, of = by.kept(plain, seen.text)
    outcome.scores["kept"] = (right, of)
    if right < of:
        missing = list((by.Counter(by.words(plain)) - by.Counter(by.words(seen.text))).elements())
        outcome.notes["kept"] = " ".join(missing[:20])
    drawn = set(seen.pictures)
    lost = [each for each in pictures if drawn.isdisjoint(rendition.url for rendition in each.renditions)]
    outcome.scores["pictures"] = (len(pictures) - len(lost), len(pictures))
    if lost:
        outcome.notes["pictures"] = "; ".join(each.renditions[0].url for each in lost[:5])
    _leaks(outcome, markdown, html, seen)


def _leaks(outcome: Outcome, markdown: str, html: str, seen: Any = None) -> None:
    found = leaks(markdown, seen or shown(markdown), html)
    outcome.scores["leaks"] = (float(len(found)), 1)
    if found:
        outcome.notes["leaks"] = "; ".join(str(each) for each in found[:5])


_JUDGES: dict[str, Callable[[Case, Outcome], None]] = {
    "feeds": _feed, "articles": _article, "markdown": _story, "pages": _page,
}  # fmt: skip
