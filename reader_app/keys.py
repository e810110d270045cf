"""Keys of news APIs, in the system's keyring or, where the reader asks for it, an owner-only file.

The only importer of keyring. A key is looked for in the environment (``BERITA_KEY_<KIND>``, for this session
only), then in the file, then in the keyring; it never goes into the store, a backup, the log or a sentence."""

from __future__ import annotations

import json
import os
import stat
import tempfile
from pathlib import Path

from reader_app.errors import KeysUnavailable
from reader_app.paths import Paths

_SERVICE = "berita"


class Keys:
    """The keys of one profile, by the kind of news API they open."""

    def __init__(self, paths: Paths) -> None:
        self._file = paths.data / "keys.json"

    def get(self, kind: str) -> str | None:
        """The key for ``kind``, or None. Raises KeysUnavailable."""
        given = os.environ.get(f"BERITA_KEY_{kind.upper().replace('-', '_')}")
        if given:
            return given
        return self._kept().get(kind) or self._of_keyring(kind)

    def keep(self, kind: str, key: str, *, in_file: bool = False) -> None:
        """Keep ``key`` in the keyring, or in the owner-only file if asked to. Raises KeysUnavailable."""
        if in_file:
            self._write({**self._kept(), kind: key})
            return
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.set_password(_SERVICE, kind, key)
        except KeyringError as error:
            raise KeysUnavailable("keyring") from error
        if kind in self._kept():  # the older one would be found first
            self._write({name: each for name, each in self._kept().items() if name != kind})

    def forget(self, kind: str) -> None:
        """Remove the key for ``kind`` from file and keyring. Raises KeysUnavailable."""
        kept = self._kept()
        if kept.pop(kind, None) is not None:
            self._write(kept)
        import keyring
        from keyring.errors import KeyringError, PasswordDeleteError

        try:
            keyring.delete_password(_SERVICE, kind)
        except PasswordDeleteError:  # there was none
            pass
        except KeyringError as error:
            if self._of_keyring(kind) is not None:
                raise KeysUnavailable("keyring") from error

    def keyring_works(self) -> bool:
        """Whether this system has a keyring that can be asked."""
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.get_password(_SERVICE, "none")
        except KeyringError:
            return False
        return bool(keyring.get_keyring().priority > 0)

    def _of_keyring(self, kind: str) -> str | None:
        import keyring
        from keyring.errors import KeyringError

        try:
            return keyring.get_password(_SERVICE, kind)
        except KeyringError:
            return None  # a system without a keyring has no key in it

    def _kept(self) -> dict[str, str]:
        """What the file holds. A file that others may read is not trusted: the reader is told to close it."""
        try:
            if os.name == "posix" and stat.S_IMODE(self._file.stat().st_mode) & 0o077:
                raise KeysUnavailable("open-file", self._file)
            kept = json.loads(self._file.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise KeysUnavailable("bad-file", self._file) from error
        if not isinstance(kept, dict):
            raise KeysUnavailable("bad-file", self._file)
        return {str(kind): str(key) for kind, key in kept.items()}

    def _write(self, kept: dict[str, str]) -> None:
        """The file whole or not at all; ``mkstemp`` makes it readable by its owner only."""
        temporary: Path | None = None
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=self._file.parent, prefix=".keys-")
            temporary = Path(name)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(kept, file)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(self._file)
        except OSError as error:
            if temporary is not None:
                temporary.unlink(missing_ok=True)
            raise KeysUnavailable("bad-file", self._file) from error
