"""What stands in place of a story, or behind what its page shows: a check for robots, a wall for subscribers, no story."""

from __future__ import annotations

import re

from reader_app.content.page.body import Body
from reader_app.content.page.facts import Facts
from reader_app.errors import Reason

_CHALLENGE = re.compile(
    r"cf-chl|cf_chl|challenge-platform|_cf_chl_opt|cdn-cgi/challenge|px-captcha|g-recaptcha[^<>]{0,80}challenge|"
    r"datadome|hcaptcha|"
    r"incapsula incident|distil_|akamai[^<>]{0,40}denied|sucuri_cloudproxy|ddos-guard|__ddg",
    re.I,
)
_ASKING = re.compile(
    r"^\W*(?:just a moment|attention required|access denied|verify(?:ing)? you are (?:a )?human|are you a (?:human|"
    r"robot)|pardon our interruption|"
    r"security check|checking your browser|please verify|one more step|robot check|403 forbidden|forbidden|blocked|"
    r"before you continue|we value your privacy|your privacy choices|privacy settings|consent|cookie consent|"
    r"enable javascript|"
    r"ddos-guard|akses ditolak|permission denied|request blocked)\b",
    re.I,
)
_WALL = re.compile(
    r"class=[\"'][^\"']{0,200}\b(?:paywall|piano-offer|tp-container|subscriber-only|regwall|premium-content|meteredcontent|"
    r"article-locked|is-locked|konten-premium|paid-content)",
    re.I,
)
_WALL_WORDS = re.compile(
    r"\b(?:subscribe|subscription|subscribers?|log ?in|sign in|berlangganan|pelanggan|abonnez|abonnés|abonnieren|"
    r"suscr[ií]b|masuk untuk)\b"
    r".{0,80}\b(?:continue|read(?:ing)?|access|unlock|full|membaca|selengkapnya|lire|weiterlesen|leer)\b|"
    r"\b(?:continue reading|to read the (?:full|rest)|untuk (?:melanjutkan )?membaca|this (?:article|content|"
    r"story) is (?:for|exclusive|only))\b.{0,80}"
    r"\b(?:subscri|member|berlangganan|log ?in|sign in|premium)",
    re.I,
)
FEW, LITTLE = 90, 250  # words: no story with a challenge around it; a teaser before a wall
_SHORTEST = 120  # words that may be all of a story
_PART = 0.6  # of the words that the page says its story has
_ENDS_OPEN = re.compile(r"(?:…|\.\.\.|\[…\])\W*\Z")


def problem(html: str, facts: Facts, found: Body, story_like: bool) -> str:
    """An errors.Reason value, or ""."""
    if found.words < FEW and (_ASKING.search(facts.title) or any(_ASKING.search(each) for each in facts.heads[:2])):
        return Reason.BLOCKED.value
    if found.words < FEW and found.page_words < 250 and _CHALLENGE.search(html):
        return Reason.BLOCKED.value
    if facts.free is False and _is_teaser(html, facts, found):
        return Reason.PAYWALL.value
    if facts.free is None and found.words < LITTLE and _WALL.search(html) and _WALL_WORDS.search(html[:2_000_000]):
        return Reason.PAYWALL.value
    if found.words < 15 or (found.words < 60 and not story_like):
        return Reason.NO_STORY.value
    if not story_like and found.linked > 0.5:
        return Reason.NO_STORY.value
    return ""


def _is_teaser(html: str, facts: Facts, found: Body) -> bool:
    """Whether what a page for subscribers shows is only the beginning: many pages say so and hold the whole text."""
    told = str(facts.article.get("wordCount") or "").replace(",", "").replace(".", "")
    if told.isdecimal() and 0 < int(told) < 100_000:
        return found.words < _PART * int(told)
    if found.words < _SHORTEST or _ENDS_OPEN.search(re.sub(r"<[^<>]*>", "", found.html[-400:]).rstrip()):
        return True
    return found.words < LITTLE and _WALL.search(html) is not None and _WALL_WORDS.search(html[:2_000_000]) is not None
