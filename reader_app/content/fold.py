"""The search folding: what the index holds and what a query becomes, so that "Jum’at" finds "jumat".

- compatibility forms and case are gone: "ﬁ" is "fi", "Ａ" is "a", "straße" is "strasse";
- diacritics are stripped ("Résumé" is "resume", "Đà Nẵng" is "da nang", Arabic without its vowel marks), but not
  where the marks are the vowels of the script (India, Southeast Asia) or make another letter (Japanese kana);
- apostrophes inside words are removed: "Jum'at", "Jum’at" and "jumat" are one;
- letters of scripts that are written without blanks (Chinese, Japanese kana, Thai, Lao, Khmer, Burmese, Tibetan) stand
  apart, so that a phrase of letters finds any part of a sentence; Korean has blanks and stays in words.

Each letter with its marks is folded for itself, so `fold` and `fold_map` agree wherever a text is cut between words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHE = re.compile("['`´‘’‛ʹʻʼʽˈ′＇՚](?=[^\\W_])(?:(?<=[^\\W_].)|(?<=[\u0300-\u036f].))")
_FOREIGN = re.compile("[^\x00-\x7f]+")
_CACHED = 12  # characters of a run or cluster worth remembering

# Letters that Unicode does not take apart though readers type them without their stroke.
_PLAIN_LETTERS = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "ng",
    "ƒ": "f", "ɓ": "b", "ɗ": "d", "ƴ": "y", "ƙ": "k", "ə": "e", "ɛ": "e", "ɔ": "o", "ﬅ": "st", "ى": "ي",
    "ی": "ي", "ک": "ك", "ٱ": "ا", "ـ": "", "™": " ", "®": " ", "℠": " ", "©": " ",
})  # fmt: skip

# Scripts whose marks are vowels: Devanagari to Sinhala, Thai to Burmese, the Philippines to Khmer, Bali to Java.
_SPELLING_MARKS = (
    (0x0900, 0x109F), (0x1700, 0x17FF), (0x1A00, 0x1AAF), (0x1B00, 0x1C4F), (0xA800, 0xA8DF), (0xA900, 0xA9DF),
)  # fmt: skip
_UNSPACED = (
    (0x0E00, 0x0FFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x1950, 0x19DF), (0x1A20, 0x1AAF), (0x2E80, 0x2FDF),
    (0x3005, 0x3007), (0x3021, 0x3029), (0x3031, 0x3035), (0x3038, 0x303C), (0x3041, 0x30FA), (0x30FC, 0x312F),
    (0x31A0, 0x31BF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF), (0xA9E0, 0xA9FF),
    (0xAA60, 0xAADF), (0xF900, 0xFAFF), (0x16FE0, 0x18CFF), (0x1AFF0, 0x1B2FF), (0x20000, 0x3FFFD),
)  # fmt: skip


_APART = re.compile("[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in _UNSPACED) + "]")
_SPELLING = re.compile("[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in _SPELLING_MARKS) + "\u3099\u309a]")


def fold(text: str) -> str:
    """The words of ``text`` as the index knows them."""
    if text.isascii():
        if "'" in text or "`" in text:
            text = _APOSTROPHE.sub("", text)
        return text.lower()
    return _FOREIGN.sub(_fold_run, _APOSTROPHE.sub("", text)).casefold()


def fold_map(text: str) -> tuple[str, list[int]]:
    """(`fold` of ``text``, for each of its characters the index in ``text`` that it comes from)."""
    places = list(range(len(text)))
    gone = {match.start() for match in _APOSTROPHE.finditer(text)}
    if gone:
        places = [place for place in places if place not in gone]
        text = "".join([text[place] for place in places])
    folded: list[str] = []
    offsets: list[int] = []
    end = 0
    for run in _FOREIGN.finditer(text):
        folded.append(text[end : run.start()].lower())
        offsets += places[end : run.start()]
        at, end = run.start(), run.end()
        before, after = _neighbours(run)
        pieces, starts_apart, ends_apart = _pieces(run[0])
        if before and starts_apart:
            folded.append(" ")
            offsets.append(places[at])
        for letters, length in pieces:
            folded.append(letters)
            offsets += [places[at]] * len(letters)
            at += length
        if after and ends_apart:
            folded.append(" ")
            offsets.append(places[end - 1])
    folded.append(text[end:].lower())
    offsets += places[end:]
    return "".join(folded), offsets


def _neighbours(run: re.Match[str]) -> tuple[bool, bool]:
    """Whether letters touch the run before and after it."""
    text, start, end = run.string, run.start(), run.end()
    return start > 0 and not text[start - 1].isspace(), end < len(text) and not text[end].isspace()


def _fold_run(run: re.Match[str]) -> str:
    letters, starts_apart, ends_apart = _short_run(run[0]) if len(run[0]) <= _CACHED else _joined(run[0])
    if starts_apart or ends_apart:
        before, after = _neighbours(run)
        return (" " if before and starts_apart else "") + letters + (" " if after and ends_apart else "")
    return letters


def _joined(run: str) -> tuple[str, bool, bool]:
    pieces, starts_apart, ends_apart = _pieces(run)
    return "".join([letters for letters, _ in pieces]), starts_apart, ends_apart


_short_run = lru_cache(maxsize=8192)(_joined)


def _pieces(run: str) -> tuple[list[tuple[str, int]], bool, bool]:
    """([(folded letters, how many characters they come from)], whether it begins, and ends, with letters apart)."""
    pieces: list[tuple[str, int]] = []
    starts_apart = apart = False
    last = ""  # the last character that came out
    for cluster in _clusters(run):
        letters, stands_apart = _short_cluster(cluster) if len(cluster) <= _CACHED else _letters(cluster)
        if letters:
            if not last:
                starts_apart = stands_apart
            elif (apart or stands_apart) and not last.isspace() and not letters[0].isspace():
                letters = " " + letters
            last, apart = letters[-1], stands_apart
        pieces.append((letters, len(cluster)))
    return pieces, starts_apart, apart


def _clusters(run: str) -> list[str]:
    """The letters of a run, each with the marks that follow it."""
    clusters: list[str] = []
    start = 0
    for index, character in enumerate(run):
        if index > start and not _is_mark(character):
            clusters.append(run[start:index])
            start = index
    clusters.append(run[start:])
    return clusters


@lru_cache(maxsize=8192)
def _is_mark(character: str) -> bool:
    code = ord(character)
    return (
        unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf")
        or 0x1160 <= code <= 0x11FF  # the second and third part of a Korean syllable
        or 0xD7B0 <= code <= 0xD7FB
        or 0xFF9E <= code <= 0xFF9F  # the voicing of half-width kana
    )


def _letters(cluster: str) -> tuple[str, bool]:
    """(the cluster folded, whether it stands apart)."""
    folded = cluster
    for _ in range(4):  # folding one form may bring out another; twice is the most seen
        before, folded = folded, _once(folded)
        if folded == before:
            break
    if _APART.search(folded):
        return " ".join(" ".join(_clusters(folded)).split()), True
    return folded, False


_short_cluster = lru_cache(maxsize=16384)(_letters)


def _once(cluster: str) -> str:
    if unicodedata.normalize("NFC", cluster).casefold() == "й":  # a letter of its own, not an и with a mark
        return "й"
    cluster = cluster.translate(_PLAIN_LETTERS)
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", cluster).casefold()).translate(_PLAIN_LETTERS)
    kept = "".join([_plain(character) for character in apart])
    return unicodedata.normalize("NFC", kept)


def _plain(character: str) -> str:
    """The character, or what stands for it: nothing for marks and controls, a blank for blanks, 0 to 9 for digits."""
    if character.isascii():
        return character
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    if category in ("Mn", "Me"):
        return character if _SPELLING.match(character) else ""
    if category in ("Cf", "Cc", "Cs"):
        return ""
    return str(unicodedata.decimal(character)) if category == "Nd" else character
