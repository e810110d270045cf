"""Is this text only the beginning of a story? Feeds and news APIs send teasers, and seldom say so."""

from __future__ import annotations

import html as entities
import re

ENOUGH = 1200  # letters from which on a description is the story itself, where it does not end like a teaser
LONG = 2500  # letters from which on soft signs of a teaser ("…", "Read more: …") are the story's own
SAME = 600  # letters up to which a text that is no more than its own summary is a teaser
_TAIL = 4000  # letters of HTML at the end that are looked at

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})(?:\s[^<>]{0,4000})?/?>")
_UNSEEN = re.compile(r"<(script|style|noscript|svg)\b[^<>]{0,2000}>.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S)
_TRAILER = re.compile(
    r"\s*(?:The post|Artikel|Pos|Tulisan|Berita|La entrada|L'article|Der Beitrag|O post|Het bericht)\s.{1,400}?\s"
    r"(?:(?:first\s+)?appeared\s+(?:first\s+)?on|muncul pertama kali (?:di|pada)|pertama kali tampil (?:di|pada)|se public[oó]"
    r"(?: primero)? en|est apparu en premier sur|erschien zuerst auf|apareceu primeiro em|verscheen eerst op)\s.{1,200}\Z",
    re.I | re.S,
)
# What ends a teaser and nothing else …
_HARD = re.compile(
    r"(?:\[\s*(?:…|\.{3}|\.\s\.\s\.)\s*\]|\(\s*(?:…|\.{3})\s*\)|\[\s*\+\s*\d{1,7}\s*(?:chars|characters)\s*\]"
    r"|(?:(?:baca|lihat|simak|klik)\s+)?(?:berita\s+)?selengkapnya(?:\s+(?:di|klik|baca)\b.{0,80})?"
    r"|baca\s+lebih\s+lanjut|lanjut(?:kan)?\s+(?:baca|membaca)|(?:continue|keep)\s+reading\b.{0,200}"
    r"|read\s+(?:the\s+)?(?:full|whole|complete|rest\s+of\s+th\w+|entire)\s+(?:story|article|post|entry)\b.{0,80}"
    r"|lire\s+la\s+suite|weiterlesen|mehr\s+lesen|leer\s+m[aá]s|seguir\s+leyendo|leggi\s+(?:tutto|di\s+pi[uù])|ler\s+mais"
    r"|lees\s+(?:meer|verder)|devam[iı]n[iı]\s+oku)\s*[\s.…»>→:)\]]*\Z",
    re.I,
)
# … and what may.
_SOFT = re.compile(r"(?:…|\.{3}|\.\s\.\s\.|read\s+more\b.{0,120}|more\s*[»>→]+|\bmore\s*[.…]{1,3})\s*[\s»>→)\]\"”’']*\Z", re.I)
_SEPARATING = frozenset("p br div li ul ol h1 h2 h3 h4 h5 h6 tr td figure blockquote section article table img".split())


def is_cut(html: str, *, whole: bool = False, summary: str = "") -> bool:
    """Whether the story goes on elsewhere. ``whole``: the text stands where whole texts stand (``content:encoded``),
    not where descriptions do; ``summary``: what the same feed gives as its short form."""
    end = words_of(html[-_TAIL:])
    length = len(end) if len(html) <= _TAIL else len(_TAG.sub("", html))
    if not length:
        return True
    trailed = _TRAILER.search(end[-800:])
    if trailed is not None:
        end = end[: len(end) - len(trailed[0])].rstrip()
        length -= len(trailed[0])
    if _HARD.search(end[-300:]):
        return True
    if length < LONG and _SOFT.search(end[-200:]):
        return True
    if not whole:
        return length < ENOUGH
    return is_own_summary(html, summary)


def is_own_summary(html: str, summary: str) -> bool:
    """Whether the text is short and no more than its own summary. A feed with many of these gives teasers twice."""
    if not summary or len(html) > 4 * SAME:
        return False
    words = words_of(html)
    return len(words) < SAME and words == words_of(summary[: 2 * _TAIL])


def without_trailer(text: str) -> str:
    """Plain text without WordPress' "The post … appeared first on …"."""
    return _TRAILER.sub("", text) if len(text) < 20_000 else text


def without_scripts(html: str) -> str:
    """The HTML without what is no text of it: scripts, styles, comments."""
    return _UNSEEN.sub("", html) if "<" in html else html


def words_of(html: str) -> str:
    """The words of some HTML on one line, quickly and roughly."""
    if "<" in html:
        html = _UNSEEN.sub(" ", html) if "<!--" in html or "<s" in html or "<n" in html else html
        cut = html.find(">") if "<" not in html[: html.find(">") + 1] else -1  # of a tag that the cut went through
        html = _TAG.sub(lambda match: " " if match[2].lower() in _SEPARATING else "", html[cut + 1 :])
    return " ".join(entities.unescape(html).split())
