"""The settings record and its file."""

from __future__ import annotations

import dataclasses
import json
import stat
import sys

import pytest

from reader_app import settings
from reader_app.errors import SettingsError
from reader_app.settings import Settings


def test_what_is_kept_comes_back(tmp_path):
    file = tmp_path / "new" / "settings.json"
    chosen = Settings().to("theme", "dark").to("text_size", "120").to("timezone", "Asia/Makassar")
    settings.save(chosen, file)
    assert settings.load(file) == chosen


def test_only_what_differs_is_kept(tmp_path):
    file = tmp_path / "settings.json"
    settings.save(Settings().to("language", "id"), file)
    assert json.loads(file.read_text()) == {"language": "id"}


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '"text"', "\x00\xff", "9" * 5000])
def test_a_broken_file_means_defaults(tmp_path, content):
    file = tmp_path / "settings.json"
    file.write_text(content, "utf-8")
    assert settings.load(file) == Settings()


def test_no_file_means_defaults(tmp_path):
    assert settings.load(tmp_path / "none.json") == Settings()


def test_what_is_wrong_or_unknown_has_its_default_and_the_rest_holds(tmp_path):
    file = tmp_path / "settings.json"
    file.write_text(
        json.dumps(
            {
                "theme": "dark",
                "language": "xx",
                "text_size": 9000,
                "pictures": "yes",
                "read_after": True,
                "timezone": "../../etc/passwd",
                "of_a_newer_version": 1,
            }
        )
    )
    assert settings.load(file) == Settings(theme="dark")


@pytest.mark.parametrize("word", ["true", "Yes", "on", "1", "ya"])
def test_a_switch_is_turned_on_by_many_words(word):
    assert Settings(pictures=False).to("pictures", word).pictures is True


@pytest.mark.parametrize("word", ["false", "No", "off", "0", "tidak"])
def test_a_switch_is_turned_off_by_many_words(word):
    assert Settings().to("pictures", word).pictures is False


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("colour", "red"),
        ("", ""),
        ("theme", "blue"),
        ("theme", ""),
        ("text_size", "59"),
        ("text_size", "301"),
        ("text_size", "12.5"),
        ("sync_every", "-1"),
        ("pictures", "perhaps"),
        ("timezone", ""),
        ("timezone", "Mars/Olympus"),
        ("timezone", "/etc/localtime"),
    ],
)
def test_what_cannot_be_is_refused(key, text):
    with pytest.raises(SettingsError) as raised:
        Settings().to(key, text)
    assert raised.value.key == key


@pytest.mark.parametrize(("key", "least", "most"), [
    (each.name, each.metadata["least"], each.metadata["most"])
    for each in dataclasses.fields(Settings) if each.metadata.get("most")
])
def test_the_limits_themselves_are_allowed(key, least, most):
    assert getattr(Settings().to(key, str(least)), key) == least
    assert getattr(Settings().to(key, str(most)), key) == most


@pytest.mark.skipif(sys.platform == "win32", reason="no modes there")
def test_the_file_belongs_to_its_owner(tmp_path):
    file = tmp_path / "profile" / "settings.json"
    settings.save(Settings(), file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["settings.json"]


def test_a_file_that_cannot_be_replaced_leaves_nothing_behind(tmp_path):
    file = tmp_path / "settings.json"
    file.mkdir()
    with pytest.raises(OSError):
        settings.save(Settings(), file)
    assert [each.name for each in tmp_path.iterdir()] == ["settings.json"]
