"""What a reader can meet has words, in English and Indonesian."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reader_app import words
from reader_app.errors import Reason
from reader_app.records import Failure
from reader_app.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "resources/locale/id/LC_MESSAGES/berita.po"


@pytest.fixture(autouse=True)
def english():
    yield
    words.use("en", "Asia/Jakarta")


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_sentence_in_both_languages(reason):
    sentences = []
    for language in ("en", "id"):
        words.use(language, "Asia/Jakarta")
        sentences.append(words.failure(Failure(reason.value, "http://kabar.test/x")))
    assert all(each.rstrip().endswith((".", "!", "?")) for each in sentences)
    assert sentences[0] != sentences[1]
    assert reason.value not in sentences[0].split()


@pytest.mark.parametrize("key", Settings.names())
def test_every_setting_says_what_it_does_in_both_languages(key):
    words.use("en", "Asia/Jakarta")
    english = words.setting(key)
    words.use("id", "Asia/Jakarta")
    assert english and english != key and words.setting(key) != english


def test_the_indonesian_catalogue_is_complete():
    from babel.messages.pofile import read_po

    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file)
    missing = [
        each.id for each in catalogue
        if each.id and (each.fuzzy or not (all(each.string) if isinstance(each.string, tuple) else each.string))
    ]
    assert missing == []


def test_every_string_of_the_code_is_in_the_catalogue():
    from babel.messages.extract import extract_from_dir
    from babel.messages.pofile import read_po

    def key(message: str | tuple[str, ...], context: str | None) -> tuple[str | None, str]:
        return context, message if isinstance(message, str) else message[0]  # a plural is known by its singular

    with CATALOGUE.open("rb") as file:
        known = {key(each.id, each.context) for each in read_po(file) if each.id}
    keywords = {"_": None, "n_": (1, 2), "P_": ((1, "c"), 2), "N_": None}
    used = {
        key(message, context)
        for top in ("reader_app", "ui")
        for _file, _line, message, _comments, context in extract_from_dir(
            ROOT / top, [("**.py", "python")], keywords=keywords
        )
    }
    assert len(used) > 300
    assert used - known == set()


def test_the_readme_names_every_command():
    from reader_app.cli.arguments import make_parser

    help_text = make_parser().format_help()
    commands = re.findall(r"^    (\w+) {2,}", help_text, re.MULTILINE)
    assert len(commands) >= 17
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [each for each in commands if not re.search(rf"\b{each}\b", readme)] == []


def test_the_readme_names_every_target_of_make_that_checks_or_runs():
    readme = (ROOT / "README.md").read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in ("run", "test", "test-slow", "lint", "bench", "package"):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
        assert f"make {target}" in readme
