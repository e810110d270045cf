"""What a page embeds (players, maps, posts, files) reduced to a titled link: nothing foreign ever runs or loads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qs, urlsplit

from lxml import etree

from reader_app.content import addresses, tree
from reader_app.content.images import is_tiny
from reader_app.content.text import one_line

_TITLE_LIMIT = 160
_NAMES = {
    "youtube.com": "YouTube", "youtu.be": "YouTube", "youtube-nocookie.com": "YouTube", "vimeo.com": "Vimeo",
    "dailymotion.com": "Dailymotion", "facebook.com": "Facebook", "instagram.com": "Instagram",
    "twitter.com": "Twitter", "x.com": "X", "tiktok.com": "TikTok", "soundcloud.com": "SoundCloud",
    "spotify.com": "Spotify", "threads.net": "Threads", "t.me": "Telegram", "google.com": "Google",
    "datawrapper.dwcdn.net": "Datawrapper", "flo.uri.sh": "Flourish", "vidio.com": "Vidio",
}  # fmt: skip
_ADS = re.compile(
    r"doubleclick|googlesyndication|googletagmanager|adservice|amazon-adsystem|taboola|outbrain|recaptcha", re.I
)
_YOUTUBE = re.compile(r"(?:www\.|m\.)?(?:youtube(?:-nocookie)?\.com|youtu\.be)\Z", re.I)
_VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{6,20}\Z")
_FRAMES = ("iframe", "amp-iframe", "frame")
_PLAYERS = ("video", "audio", "amp-video", "amp-audio")
_TUBES = {"amp-youtube": "data-videoid", "lite-youtube": "videoid", "youtube-video": "videoid"}
_POSTS = frozenset(
    "twitter-tweet twitter-video instagram-media tiktok-embed fb-post fb-video reddit-embed-bq reddit-card "
    "threads-post text-post-media telegram-post bluesky-embed".split()
)
_POST_ADDRESSES = ("data-instgrm-permalink", "data-href", "data-text-post-permalink", "cite", "data-url")


def link_embeds(root: tree.Element, base_url: str) -> None:
    """Put a paragraph with a link in the place of every embedded thing that has an address worth opening."""
    for element in list(root.iter(*_FRAMES)):
        source = element.get("src") or ""
        if not addresses.absolute(source, base_url):
            source = element.get("data-src") or element.get("data-lazy-src") or element.get("data-litespeed-src") or ""
        if not is_tiny(element) and not tree.is_hidden(element):
            _link(element, opened(addresses.absolute(source, base_url)), _title(element))
    for element in list(root.iter(*_PLAYERS)):
        sources = [element.get("src"), *(source.get("src") for source in element.iter("source"))]
        url = _first(sources, base_url)
        mark = "▶ " if "video" in str(element.tag) else "♪ "
        _link(element, url, _title(element) or addresses.file_name(url), mark=mark)
    for element in list(root.iter(*_TUBES)):
        identity = element.get(_TUBES[str(element.tag)]) or ""
        if _VIDEO_ID.match(identity):
            _link(element, f"https://www.youtube.com/watch?v={identity}", _title(element))
    for element in list(root.iter("object", "embed")):
        url = opened(addresses.absolute(element.get("data") or element.get("src"), base_url))
        if url and (_YOUTUBE.match(urlsplit(url).hostname or "") or url.partition("?")[0].lower().endswith(".pdf")):
            _link(element, url, _title(element) or addresses.file_name(url))
    for element in list(root.iter("blockquote", "div", "amp-twitter", "amp-instagram")):
        classes = element.get("class")
        if classes and not _POSTS.isdisjoint(classes.split()) and not tree.text_of(element):
            _link(element, _first([element.get(name) for name in _POST_ADDRESSES], base_url), "")


def _first(given: Iterable[str | None], base_url: str) -> str:
    """The first that is an address."""
    return next((url for each in given if (url := addresses.absolute(each, base_url))), "")


def opened(url: str) -> str:
    """The page a reader would open for an embedded player's address; "" for advertising."""
    if not url or _ADS.search(url):
        return ""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    pieces = [piece for piece in parts.path.split("/") if piece]
    player = len(pieces) == 2 and pieces[0] in ("embed", "v", "shorts", "live") and _VIDEO_ID.match(pieces[1])
    if _YOUTUBE.match(host) and player:
        if pieces[1] == "videoseries":
            playlist = parse_qs(parts.query).get("list", [""])[0]
            return f"https://www.youtube.com/playlist?list={playlist}" if _VIDEO_ID.match(playlist[:20]) else url
        return f"https://www.youtube.com/watch?v={pieces[1]}"
    if host == "player.vimeo.com" and len(pieces) == 2 and pieces[0] == "video" and pieces[1].isdigit():
        return f"https://vimeo.com/{pieces[1]}"
    if host.endswith("facebook.com") and pieces[:1] == ["plugins"]:
        shown = addresses.absolute(parse_qs(parts.query).get("href", [""])[0], url)
        return shown or url
    return url


def _title(element: tree.Element) -> str:
    for name in ("title", "aria-label", "data-title", "alt"):
        title = one_line(element.get(name) or "", _TITLE_LIMIT)
        if title:
            return title
    return ""


def _link(element: tree.Element, url: str, title: str, *, mark: str = "▶ ") -> None:
    """Turn the element into a paragraph with the link; without an address it goes, as it would anyway."""
    if not url:
        return
    host = addresses.host_name(url)
    place = next((name for known, name in _NAMES.items() if host == known or host.endswith("." + known)), host)
    label = f"{title} · {place}" if title and title.lower() != place.lower() else place
    for child in list(element):
        element.remove(child)
    element.attrib.clear()
    element.tag = "p"
    element.text = None
    link = etree.SubElement(element, "a")
    link.set("href", url)
    link.text = f"{mark}{label}"
