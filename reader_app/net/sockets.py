"""Opening a connection: every address is checked before anything is sent there, and failures say why."""

from __future__ import annotations

import errno
import socket
import time
from collections.abc import Callable

from reader_app.errors import FetchError, Reason


def connect(
    url: str,
    host: str,
    port: int,
    *,
    seconds: float,
    check: Callable[[str], None],
    hold: Callable[[socket.socket], None],
) -> socket.socket:
    """A socket connected to ``host``, for ``url``. ``check`` raises for an IP address that must not be reached;
    ``hold`` is given each socket before it is used, to shut it from elsewhere. Raises FetchError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise FetchError(_unresolved(error), url) from error
    end = time.monotonic() + seconds
    failure: OSError = TimeoutError()
    for family, kind, protocol, _, address in found:
        check(str(address[0]))
        connection = socket.socket(family, kind, protocol)
        try:
            hold(connection)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.settimeout(max(0.1, end - time.monotonic()))
            connection.connect(address)
            connection.settimeout(seconds)  # for the handshake of TLS
            return connection
        except OSError as error:
            connection.close()
            failure = error
        except FetchError:
            connection.close()
            raise
    raise FetchError(_unconnected(failure), url) from failure


def _unresolved(error: Exception) -> Reason:
    if isinstance(error, UnicodeError):
        return Reason.BAD_ADDRESS
    again = isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN
    return Reason.OFFLINE if again or not _has_route() else Reason.NO_SUCH_HOST


def _unconnected(error: OSError) -> Reason:
    if isinstance(error, TimeoutError):
        return Reason.TIMEOUT
    if error.errno in (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN) and not _has_route():
        return Reason.OFFLINE
    return Reason.REFUSED


def _has_route() -> bool:
    """Whether this machine knows a way to the Internet; nothing is sent."""
    for family, address in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((address, 9))
                return True
        except OSError:
            continue
    return False
