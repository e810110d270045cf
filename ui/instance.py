"""One window per profile: the first holds a lock and listens; a second asks the first to come forward, and ends."""

from __future__ import annotations

import getpass
import hashlib
import os
import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from reader_app.paths import Paths

_RAISE = b"raise\n"
_PATIENCE = 1_000  # ms for the first window to answer


class Instance(QObject):
    """Signal: asked_forward() — a second start wants to see this window"""

    asked_forward = Signal()

    def __init__(self, paths: Paths, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = server_name(paths)
        self._path = paths.lock("window")
        self._lock: int | None = None
        self._server: QLocalServer | None = None

    def first(self) -> bool:
        """Whether this is the profile's only window. Raises OSError where the profile cannot be written."""
        lock = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        if not _take(lock):
            os.close(lock)
            return False
        self._lock = lock  # the system lets go of it when this process ends, however it ends
        return True

    def listen(self) -> None:
        QLocalServer.removeServer(self._name)  # left by a window that was killed; the lock says it is gone
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._called)
        self._server.listen(self._name)

    def raise_other(self) -> bool:
        """Ask the window that is there to come forward; False where it does not hear."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_PATIENCE):
            return False
        socket.write(_RAISE)
        heard = socket.waitForBytesWritten(_PATIENCE)
        socket.disconnectFromServer()
        return heard

    def close(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _called(self) -> None:
        assert self._server is not None
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            # whoever may reach this socket may ask for just one thing, so what it says need not be read
            self.asked_forward.emit()


def server_name(paths: Paths) -> str:
    """A name short enough for every system's sockets, one per user and profile."""
    who = f"{os.getuid() if hasattr(os, 'getuid') else getpass.getuser()}\n{paths.data.resolve()}"
    return "berita-" + hashlib.blake2b(who.encode(), digest_size=10).hexdigest()


def _take(lock: int) -> bool:
    """Lock the open file ``lock``, or not. As `filelock` does it, which would cost the start of every window 50 ms."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
