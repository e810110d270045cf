"""Keys of news APIs: where they are looked for, and where they never are."""

from __future__ import annotations

import json
import stat
import sys

import keyring
import keyring.backend
import keyring.errors
import pytest

from reader_app.errors import KeysUnavailable
from reader_app.keys import Keys

posix = pytest.mark.skipif(sys.platform == "win32", reason="no modes there")


class Ring(keyring.backend.KeyringBackend):
    """A keyring in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.held.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError


@pytest.fixture
def ring():
    before, ring = keyring.get_keyring(), Ring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


@pytest.fixture
def no_ring():
    from keyring.backends.fail import Keyring

    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())
    yield
    keyring.set_keyring(before)


def test_a_kept_key_comes_back_and_can_be_forgotten(paths, ring):
    keys = Keys(paths)
    assert keys.get("guardian") is None
    keys.keep("guardian", "sesame")
    assert keys.get("guardian") == "sesame"
    assert not paths.data.exists()
    keys.forget("guardian")
    assert keys.get("guardian") is None
    keys.forget("guardian")


def test_the_environment_comes_first(paths, ring, monkeypatch):
    Keys(paths).keep("news-api", "kept")
    monkeypatch.setenv("BERITA_KEY_NEWS_API", "for this session")
    assert Keys(paths).get("news-api") == "for this session"


@posix
def test_a_file_is_written_only_when_asked_for_and_for_its_owner_alone(paths, ring):
    Keys(paths).keep("guardian", "sesame", in_file=True)
    file = paths.data / "keys.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_text()) == {"guardian": "sesame"}
    assert ring.held == {}
    assert Keys(paths).get("guardian") == "sesame"


def test_a_key_moves_from_the_file_to_the_keyring(paths, ring):
    keys = Keys(paths)
    keys.keep("guardian", "old", in_file=True)
    keys.keep("newsapi", "other", in_file=True)
    keys.keep("guardian", "new")
    assert keys.get("guardian") == "new"
    assert "old" not in (paths.data / "keys.json").read_text()
    assert keys.get("newsapi") == "other"


def test_without_a_keyring_a_key_can_be_kept_in_the_file(paths, no_ring):
    keys = Keys(paths)
    assert not keys.keyring_works()
    assert keys.get("guardian") is None
    with pytest.raises(KeysUnavailable) as raised:
        keys.keep("guardian", "sesame")
    assert raised.value.why == "keyring"
    assert "sesame" not in str(raised.value)
    keys.keep("guardian", "sesame", in_file=True)
    assert keys.get("guardian") == "sesame"
    keys.forget("guardian")
    assert keys.get("guardian") is None


def test_a_keyring_that_works_is_seen(paths, ring):
    assert Keys(paths).keyring_works()


@posix
def test_a_file_that_others_may_read_is_refused(paths, ring):
    Keys(paths).keep("guardian", "sesame", in_file=True)
    (paths.data / "keys.json").chmod(0o644)
    with pytest.raises(KeysUnavailable) as raised:
        Keys(paths).get("guardian")
    assert raised.value.why == "open-file"


@posix
@pytest.mark.parametrize("content", ["", "{", "[]"])
def test_a_broken_file_is_said_and_not_overwritten(paths, ring, content):
    paths.create()
    file = paths.data / "keys.json"
    file.write_text(content)
    file.chmod(0o600)
    for deed in (lambda: Keys(paths).get("guardian"), lambda: Keys(paths).keep("guardian", "x", in_file=True)):
        with pytest.raises(KeysUnavailable) as raised:
            deed()
        assert raised.value.why == "bad-file"
    assert file.read_text() == content
