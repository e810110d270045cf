"""What the API is asked, and where. The key is in none of it: `http` adds it on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from reader_app.records import Request
from reader_app.sources.protocol import Following

KIND = "guardian"
API = "https://content.guardianapis.com"
HOME = "https://www.theguardian.com"
FRONT = "international"  # the page whose most read stories are those of the whole paper
LARGEST = 200  # stories of the API's largest page

STORY: Mapping[str, str] = {
    "show-fields": "headline,standfirst,trailText,byline,main,body,lastModified,firstPublicationDate,wordcount,thumbnail,lang",
    "show-elements": "image",
    "show-tags": "keyword,contributor",
}

# The API says why in JSON: at the gateway (401, 403), or in its own wrapper.
_BEAR = frozenset({400, 401, 403, 404, 410})


def request(api: str, path: str, query: Mapping[str, object]) -> Request:
    """One question; empty values are not asked."""
    asked = urlencode({name: value for name, value in query.items() if value not in ("", None)}, safe="/,:")
    return Request(f"{api.rstrip('/')}/{path}" + (f"?{asked}" if asked else ""), expect="json", bear=_BEAR, key=KIND)


def filters(following: Following, section: str | None = None) -> dict[str, str]:
    """What is followed of the paper: one question for all its sections."""
    config = following.config
    if section is not None:
        return {"section": section, "tag": "|".join(_names(config.get("tags")))}
    return {"section": "|".join(_names(config.get("sections"))), "tag": "|".join(_names(config.get("tags")))}


def front(following: Following) -> str:
    """The one page that tells what is most read of what is followed."""
    sections, tags = _names(following.config.get("sections")), _names(following.config.get("tags"))
    return sections[0] if len(sections) == 1 and not tags else FRONT


def _names(value: Any) -> list[str]:
    """Sections or tags as ids; whatever could mean something else within the question is none."""
    named = [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
    return [each for each in named if each and not set(each) & set("|,()&?# ")]
