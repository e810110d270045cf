"""The parameters that campaigns and networks add to addresses to see who came from where: a kept story has none."""

from __future__ import annotations

import re

_NAMES = (
    r"utm_\w{1,40}|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ysclid|twclid|ttclid|li_fat_id|igshid|igsh"
    r"|mc_cid|mc_eid|_hsenc|_hsmi|hsctatracking|mkt_tok|vero_id|oly_anon_id|oly_enc_id|srsltid|__twitter_impression"
)
# Also within an address that is itself a parameter, as links to share a story carry it.
_PARAMETER = re.compile(rf"(?<=[?&])(?:amp;)?(?:{_NAMES})(?:=[^&#]*)?(?:&|(?=#)|\Z)", re.I)
_FRAGMENT = re.compile(rf"#(?:{_NAMES})=[^#]*\Z", re.I)
_LEFT_OVER = re.compile(r"[?&]+(?=#|\Z)")


def untracked(url: str) -> str:
    """``url`` without what only counts its visitors; everything else in it stays as it is."""
    if "=" not in url and "clid" not in url:
        return url
    cut = _PARAMETER.sub("", _FRAGMENT.sub("", url))
    return url if cut == url else _LEFT_OVER.sub("", cut)
