"""Where a link may lead: the web only, without the parameters that tell publishers who followed it from where."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

_TRACKING = frozenset(
    """
    fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid li_fat_id igshid igsh epik srsltid
    mc_cid mc_eid mkt_tok _hsenc _hsmi __hssc __hstc __hsfp hsctatracking oly_anon_id oly_enc_id vero_id vero_conv
    wickedid rb_clickid s_cid s_kwcid ref_src ref_url __twitter_impression cmpid ocid spm _ga _gl soc_src soc_trk
    guce_referrer guce_referrer_sig xtor at_medium at_campaign at_custom1 at_custom2 at_custom3 at_custom4
    """.split()
)
_TRACKING_STARTS = ("utm_", "itm_", "mtm_", "pk_", "hsa_")

# Links inside the page; no address of a story can look like them, for `clean` lets the web through only.
TABLE = "table:"  # a table shown whole in a window of its own
ORIGINAL = "original:"  # the story on its publisher's site


def clean(address: str) -> str | None:
    """``address`` as it may be opened, or None where it leads anywhere but into the web."""
    address = address.strip()
    if any(letter <= " " or letter == "\x7f" for letter in address):
        return None
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:  # a broken IPv6 host, or a port that is none
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    place = f"[{host}]" if ":" in host else host
    # A name before the host is a password, or pretends to be the host.
    where = place if port is None else f"{place}:{port}"
    kept = "&".join(each for each in parts.query.split("&") if not _tracks(each))
    fragment = "" if _tracks(parts.fragment) else parts.fragment
    return urlunsplit((parts.scheme, where, parts.path, kept, fragment))


def _tracks(parameter: str) -> bool:
    name, equals, _value = parameter.partition("=")
    name = name.lower()
    return bool(equals) and (name in _TRACKING or name.startswith(_TRACKING_STARTS))
