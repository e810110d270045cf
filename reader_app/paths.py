"""Where a profile's things lie. ``--profile DIR`` (or BERITA_PROFILE) moves all of it into one folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one profile; nothing is created by asking."""

    data: Path  # the store, pictures, settings, backups: what must be kept
    cache: Path  # what may be deleted at any time
    log: Path

    @classmethod
    def of(cls, profile: str | os.PathLike[str] | None = None) -> Paths:
        """The profile in ``profile``, else in BERITA_PROFILE, else where this system keeps a user's data."""
        chosen = profile or os.environ.get("BERITA_PROFILE")
        if chosen:
            root = Path(chosen).expanduser().absolute()
            return cls(root / "data", root / "cache", root / "log")
        import platformdirs

        system = platformdirs.PlatformDirs("berita", appauthor=False)
        return cls(
            Path(system.user_data_dir) / "data", Path(system.user_cache_dir), Path(system.user_log_dir)
        )

    @property
    def store(self) -> Path:
        return self.data / "berita.db"

    @property
    def settings(self) -> Path:
        return self.data / "settings.json"

    @property
    def window(self) -> Path:
        """Sizes and splitters of the window: convenience, not data."""
        return self.cache / "window.json"

    @property
    def pictures(self) -> Path:
        return self.data / "pictures"

    def picture(self, name: str) -> Path:
        """The file of a stored picture; ``name`` is as in `Headline.picture`: content hash and suffix."""
        return self.pictures / name[:2] / name

    @property
    def spoiled(self) -> Path:
        """Payloads that made a worker fail, for a bug report; bounded in number."""
        return self.cache / "spoiled"

    @property
    def backups(self) -> Path:
        return self.data / "backups"

    def lock(self, what: str) -> Path:
        """The lock file for ``what``: "sync", "window"."""
        return self.data / f"{what}.lock"

    def create(self) -> None:
        """Make the folders. Raises OSError."""
        for folder in (self.data, self.cache, self.log):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
