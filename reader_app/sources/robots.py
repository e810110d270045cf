"""What a site's robots.txt lets programs read (RFC 9309): the most specific rule counts, of two equal ones the kinder.

The standard library's `robotparser` takes the first rule that fits and knows neither ``*`` nor ``$``, which most
newspapers use; so it would keep us from pages that are open, and let us into those that are not.

A robots.txt that is not there (4xx, and so 401 and 403: they speak of that one file) forbids nothing; one that cannot be
had because the server is in trouble (5xx) forbids everything for now; a web page in its place says nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit

from reader_app.content.addresses import absolute

READ = 500 * 1024  # bytes; what RFC 9309 asks to be read at least
MOST_RULES = 5000
MOST_SITEMAPS = 100
_LONGEST = 2000  # characters of a path that is compared
_MOST_STARS = 12  # in one rule
_HTML = re.compile(rb"\s{0,999}(?:<!--.{0,500}?-->\s{0,99})?<(?:!doctype|html|head|body|\?xml)", re.I | re.S)
_NAME = re.compile(r"[a-z_-]+|\*", re.I)


@dataclass(frozen=True, slots=True)
class Rule:
    allow: bool
    path: str  # percent-encoding made plain; may hold "*", and "$" at its end

    def fits(self, path: str) -> bool:
        """Whether the rule speaks of ``path``. In linear time: each part is looked for behind the one before."""
        wanted = self.path
        anchored = wanted.endswith("$")
        first, *others = wanted.removesuffix("$").split("*")
        if not path.startswith(first):
            return False
        at = len(first)
        if not others:
            return not anchored or at == len(path)
        last = others.pop() if anchored else ""
        for part in others:
            at = path.find(part, at)
            if at < 0:
                return False
            at += len(part)
        return not anchored or (path.endswith(last) and len(path) - len(last) >= at)


@dataclass(slots=True)
class Group:
    rules: list[Rule] = field(default_factory=list)
    delay: float | None = None  # s


@dataclass(frozen=True, slots=True)
class Robots:
    """One site's robots.txt."""

    groups: dict[str, Group] = field(default_factory=dict)  # by the name of a program in lower case, "*" for all others
    sitemaps: tuple[str, ...] = ()  # absolute addresses
    closed: bool = False  # nothing may be read for now

    @classmethod
    def of(cls, status: int, body: bytes, url: str) -> Robots:
        """What an answer of that HTTP status means."""
        if status >= 500:
            return cls(closed=True)
        return cls() if status >= 400 or status < 200 else cls.read(body, url)

    @classmethod
    def read(cls, body: bytes, url: str) -> Robots:
        """``url``: where it stands, for sitemaps with a relative address. Never raises."""
        body = body[:READ].removeprefix(b"\xef\xbb\xbf")
        if _HTML.match(body[:2000]) or b"\0" in body[:2000]:
            return cls()
        groups: dict[str, Group] = {}
        sitemaps: dict[str, None] = {}
        named: list[Group] = []  # whom the lines speak of
        naming = count = 0
        for line in re.split(r"\r\n|\r|\n", body.decode("utf-8", "replace")):
            name, _, value = line.partition("#")[0].partition(":")
            name, value = name.strip().lower(), value.strip()
            if name in ("user-agent", "useragent"):
                if not naming:
                    named = []
                naming = 1
                token = _token(value)
                if token and (token in groups or len(groups) < MOST_RULES):
                    named.append(groups.setdefault(token, Group()))
            elif name in ("allow", "disallow"):
                naming = 0
                count += 1
                path = _plain(value)
                if path and count <= MOST_RULES and path.count("*") <= _MOST_STARS:
                    for group in named:
                        group.rules.append(Rule(name == "allow", path))
            elif name == "crawl-delay":
                naming = 0
                for group in named:
                    group.delay = _seconds(value)
            elif name == "sitemap":
                address = absolute(line.partition(":")[2].strip().partition(" #")[0].strip(), url)
                if address and len(sitemaps) < MOST_SITEMAPS:
                    sitemaps[address] = None
        return cls(groups, tuple(sitemaps))

    def allows(self, agent: str, url: str) -> bool:
        """Whether the program ``agent`` ("Berita", "Berita/1.0 (…)") may read the page."""
        if self.closed:
            return False
        group = self._group(agent)
        try:
            parts = urlsplit(url)
        except ValueError:
            return False
        path = _plain((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        if group is None or path == "/robots.txt":
            return True
        best = max(((len(rule.path), rule.allow) for rule in group.rules if rule.fits(path)), default=(0, True))
        return best[1]

    def crawl_delay(self, agent: str) -> float | None:
        """Seconds between two requests, None where the site asks for nothing."""
        group = self._group(agent)
        return None if group is None else group.delay

    def _group(self, agent: str) -> Group | None:
        return self.groups.get(_token(agent)) or self.groups.get("*")


def _token(agent: str) -> str:
    """The name of a program without version and remarks."""
    found = _NAME.match(agent.strip())
    return found[0].lower() if found else ""


def _plain(path: str) -> str:
    """One way to write a path: signs that need no percent are written without, others with."""
    if not path:
        return ""
    path = path[:_LONGEST]
    whole = path if path.startswith(("/", "*")) else f"/{path}"
    kept = re.sub(r"%(2[AaFf4]|3[Ff])", r"%25\1", whole)  # %2A, %2F, %24, %3F stay what they are
    return quote(unquote(kept, errors="replace"), safe="/%*$?=&;:@+,!'()~-._")


def _seconds(value: str) -> float | None:
    try:
        seconds = float(value)
    except ValueError:
        return None
    return seconds if 0 <= seconds < 86400 else None
