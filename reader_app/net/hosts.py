"""Which host an address names, and whether that lies within the reader's own machine or network."""

from __future__ import annotations

import base64
import ipaddress
from urllib.parse import unquote, urlsplit

_LOCAL_NAMES = (".localhost", ".local", ".internal", ".home.arpa", ".lan")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def host_of(url: str) -> str:
    """The host in lower case, without port; "" where the text is no address."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def origin(url: str) -> tuple[str, str, int]:
    """(scheme, host, port). Raises ValueError where the text is no http(s) address."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in _DEFAULT_PORTS or not host or any(each in host for each in " <>\"\\^`{|}"):
        raise ValueError(url)
    return parts.scheme, host, parts.port or _DEFAULT_PORTS[parts.scheme]


def without_login(url: str) -> tuple[str, str]:
    """``url`` without the name and password it may hold, and those as an Authorization header holds them ("": none)."""
    parts = urlsplit(url)
    login, _, host = parts.netloc.rpartition("@")
    if not login:
        return parts.geturl(), ""
    name, _, password = login.partition(":")
    encoded = base64.b64encode(f"{unquote(name)}:{unquote(password)}".encode()).decode()
    return parts._replace(netloc=host).geturl(), f"Basic {encoded}"


def is_private_ip(address: str) -> bool:
    """Whether an IP address is one that the Internet does not route: this machine, this network."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        within = ip.ipv4_mapped or ip.sixtofour
        if within is None and ip in _NAT64:
            within = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if within is not None:
            ip = within
    return not ip.is_global or ip.is_multicast


def is_private(host: str) -> bool:
    """Whether a host is private by its very name; other names may still turn out so when they are looked up."""
    return host == "localhost" or host.endswith(_LOCAL_NAMES) or is_private_ip(host)
