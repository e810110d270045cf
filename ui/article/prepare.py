"""Markdown made ready for Qt's reader: what that reader would lose or spoil is marked, and set by `document` afterwards.

Marks are noncharacters, which no text may hold; those that arrive are removed first. In this way survive: footnotes,
sub- and superscript (``H~2~O``, ``x^2^``), line breaks within a paragraph, and the links of pictures. Three things
that would hold up the window are cut: tables of many rows, endless lists, and words without end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# U+FDD0 and U+FDD1 are Qt's own.
OPEN_NOTE, CLOSE_NOTE = "\ufdd2", "\ufdd3"  # around a footnote's number, where the text refers to it
BACK, END_BACK = "\ufdd4", "\ufdd5"  # around a footnote's number, at the note's end
SUB, END_SUB = "\ufdd6", "\ufdd7"
SUPER, END_SUPER = "\ufdd8", "\ufdd9"
BREAK = "\ufdda"  # a new line in the same paragraph
PICTURE_LINK = "\ufddb"  # before the address in the title of a picture that is a link
OPEN_TABLE, CLOSE_TABLE = "\ufddc", "\ufddd"  # around a table's number, in its first cell
GONE = "\ufdde"  # a paragraph that only parts two lists
MARKS = frozenset(map(chr, range(0xFDD2, 0xFDE0)))

ROWS = 40  # rows shown of a table that has many more
_MANY_ROWS = 60
_LIST_LIMIT = 300  # Qt's reader takes quadratic time over the items of one list
_NESTED_LIMIT = 1000
_WORD_LIMIT = 2000  # and its layout over the letters of one word
_LINE_LIMIT = 400  # backticks in a line; beyond it nobody meant code

_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufdd0-\ufdef\ufff9-\ufffc]")
_ENDLESS = re.compile(rf"\S{{{_WORD_LIMIT}}}(?=\S)")
_FENCE = re.compile(r"^[\s>]*(?:[-*+]\s+|\d{1,9}[.)]\s+)?(`{3,}|~{3,})")
_ITEM = re.compile(r"^([\s>]*)(?:[-*+]|\d{1,9}[.)])\s")
_DELIMITER = re.compile(r"^[\s>]*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_NOTE = re.compile(r"^\[\^([^\]\s]{1,60})\]:[ \t]*(.*)$")
_QUOTED = re.compile(r"[\s>]*\|?\s*")
_PIPE = re.compile(r"(?<!\\)\|")

_PLACE = r"(?:<[^<>\n]{0,2000}>|[^()\s<]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,2000}){0,4})"
_TITLE = r"""(?:\s+(?:"(?:\\.|[^"\\]){0,500}"|'(?:\\.|[^'\\]){0,500}'))?"""
_INLINE = re.compile(
    rf"""
    (?P<escape>\\.)
    |(?P<linked>\[!\[(?P<alt>(?:\\.|[^\[\]\\]){{0,500}})\]\((?P<src>{_PLACE}){_TITLE}\)\]\((?P<href>{_PLACE}){_TITLE}\))
    |(?P<target>\]\({_PLACE}{_TITLE}\))
    |(?P<address><https?://[^<>\s]*>|https?://[^\s<>)\]|]+)
    |\[\^(?P<note>[^\]\s]{{1,60}})\](?!:)
    |(?P<strike>~~+)
    |~(?P<sub>[^\s~]{{1,40}})~
    |\^(?P<super>[^\s^]{{1,40}})\^
    |(?P<tilde>~)
    """,
    re.VERBOSE,
)

_ASCII = "0123456789+-=()"
_UNICODE_SUB = str.maketrans(_ASCII + "−aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₋ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_UNICODE_SUPER = str.maketrans(_ASCII + "−in", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾⁻ⁱⁿ")


@dataclass(frozen=True, slots=True)
class Table:
    """A table as its Markdown has it: lines of cells between bars, the delimiter row left out."""

    head: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    markdown: str
    tables: tuple[Table, ...]
    notes: int  # how many footnotes stand at the end


def prepare(markdown: str, words: int | None = None) -> Prepared:
    """``markdown`` for Qt's reader; with ``words`` only its head, some paragraphs of about so many words."""
    text = _UNWANTED.sub("", markdown.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n\n"))
    text = _ENDLESS.sub(lambda found: found.group() + "\u200b", text)
    lines = text.split("\n")
    lines, notes = _take_notes(lines)
    if words is not None:
        lines = _head(lines, words)
        notes_shown: dict[str, list[str]] = {}
    else:
        notes_shown = notes
    numbers = {name: number for number, name in enumerate(notes, 1)}
    tables: list[Table] = []
    ready = _mark(lines, numbers, tables)
    if notes_shown:
        ready += ["", "---", ""]
        for name, content in notes_shown.items():
            first, *rest = _mark(content, numbers, tables)
            number = numbers[name]
            body = [f"{number}. {first}", *(f"   {line}" if line else "" for line in rest)]
            body[-1] += f" {BACK}{number}{END_BACK}"
            ready += body
    return Prepared("\n".join(ready), tuple(tables), len(notes_shown))


def cells(row: str) -> list[str]:
    """The cells of a table's row as plain text."""
    return [_plain(cell) for cell in _PIPE.split(_row(row))]


def _plain(cell: str) -> str:
    cell = re.sub(r"!?\[((?:\\.|[^\[\]\\]){0,500})\]\([^()\s]{0,2000}[^()]{0,500}\)", r"\1", cell)
    cell = re.sub(r"(?<!\\)(\*\*|__|~~|`)", "", cell)
    cell = re.sub(r"(?<![\\\w*])([*_])(?=\S)([^*_]{1,2000}?)(?<=\S)\1(?![\w*])", r"\2", cell)
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", cell).strip()


def _take_notes(lines: list[str]) -> tuple[list[str], dict[str, list[str]]]:
    """The lines without footnotes' definitions, and those by name."""
    if not any(line.startswith("[^") for line in lines):
        return lines, {}
    kept: list[str] = []
    notes: dict[str, list[str]] = {}
    current: list[str] | None = None
    blank = False
    for line in lines:
        found = _NOTE.match(line)
        if found and found[1] not in notes:
            current = notes[found[1]] = [found[2]]
        elif current is not None and not line.strip():
            current.append("")
        elif current is not None and (line.startswith("    ") or (not blank and not found)):
            current.append(line.strip())
        else:
            current = None
            kept.append(line)
        blank = not line.strip()
    for content in notes.values():
        while len(content) > 1 and not content[-1]:
            content.pop()
    return kept, notes


def _head(lines: list[str], words: int) -> list[str]:
    """As many whole paragraphs from the start as hold about ``words`` words."""
    count, fence, kept = 0, "", []
    for line in lines:
        fence = _fenced(line, fence)
        if count >= words and not line.strip() and not fence:
            break
        kept.append(line)
        count += line.count(" ") + 1
    return kept


def _fenced(line: str, fence: str) -> str:
    """The fence that is open after ``line``, where ``fence`` was open before it ("" for none)."""
    found = _FENCE.match(line)
    if not fence:
        return found[1] if found else ""
    rest = line.strip().lstrip("> ")
    closes = found and found[1][0] == fence[0] and len(found[1]) >= len(fence) and not rest.strip(fence[0])
    return "" if closes else fence


def _mark(lines: list[str], numbers: dict[str, int], tables: list[Table]) -> list[str]:
    ready: list[str] = []
    fence, items, at = "", 0, 0
    while at < len(lines):
        line = lines[at]
        before, fence = fence, _fenced(line, fence)
        if before or fence:
            ready.append(line)
            at += 1
            continue
        if _starts_table(lines, at):
            at = _table(lines, at, numbers, tables, ready)
            continue
        if item := _ITEM.match(line):
            items += 1
            if items >= (_NESTED_LIMIT if item[1] else _LIST_LIMIT):
                ready += ["", GONE, ""]
                items = 1
        elif line and not line[0].isspace():
            items = 0
        marked = _inline(line, numbers)
        following = lines[at + 1] if at + 1 < len(lines) else ""
        if following.strip() and line.strip() and "|" not in following:
            if marked.endswith("  "):
                marked = f"{marked.rstrip()} {BREAK}"
            elif marked.endswith("\\") and not marked.endswith("\\\\"):
                marked = f"{marked[:-1].rstrip()} {BREAK}"
        ready.append(marked)
        at += 1
    return ready


def _starts_table(lines: list[str], at: int) -> bool:
    if "|" not in lines[at] or at + 1 == len(lines) or not _DELIMITER.match(lines[at + 1]):
        return False
    return len(_PIPE.split(_row(lines[at]))) == len(_PIPE.split(_row(lines[at + 1])))


def _table(lines: list[str], at: int, numbers: dict[str, int], tables: list[Table], ready: list[str]) -> int:
    """Take the table that starts at line ``at``; gives the line after it."""
    head, prefix = lines[at], _QUOTED.match(lines[at])
    quoted = ">" in prefix[0] if prefix else False
    end = at + 2
    while end < len(lines) and lines[end].strip() and not _FENCE.match(lines[end]):
        if lines[end].lstrip().startswith(">") != quoted or lines[end].startswith("#"):
            break
        end += 1
    rows = lines[at + 2 : end]
    number = f"{OPEN_TABLE}{len(tables)}{CLOSE_TABLE}"
    tables.append(Table(head, tuple(rows)))
    start = prefix.end() if prefix else 0
    ready.append(f"{head[:start]}{number}{_inline(head[start:], numbers)}")
    ready.append(lines[at + 1])
    ready += [_inline(row, numbers) for row in (rows if len(rows) <= _MANY_ROWS else rows[:ROWS])]
    return end


def _row(line: str) -> str:
    """A table's row without what stands around its cells."""
    row = line[match.end() :] if (match := _QUOTED.match(line)) else line
    row = row.rstrip()
    return row[:-1] if row.endswith("|") and not row.endswith("\\|") else row


def _inline(line: str, numbers: dict[str, int]) -> str:
    if not any(letter in line for letter in "~^`["):
        return line
    if "`" not in line:
        return _spans(line, numbers)
    if line.count("`") > _LINE_LIMIT:
        return line
    parts = []
    for at, part in enumerate(re.split(r"((?<![`\\])(`+)(?!`).{0,5000}?(?<!`)\2(?!`))", line)):
        if at % 3 == 0:
            parts.append(_spans(part, numbers))
        elif at % 3 == 1:  # a code span; the third group is its backticks once more
            parts.append(part)
    return "".join(parts)


def _spans(text: str, numbers: dict[str, int]) -> str:
    def marked(found: re.Match[str]) -> str:
        match found.lastgroup:
            case "linked":
                address = found["href"].strip("<>").replace('"', "%22").replace("\\", "")
                return f'![{found["alt"]}]({found["src"]} "{PICTURE_LINK}{address}")'
            case "note":
                number = numbers.get(found["note"])
                return found[0] if number is None else f"[{OPEN_NOTE}{number}{CLOSE_NOTE}]"
            case "sub":
                return _lowered(found["sub"], _UNICODE_SUB, SUB, END_SUB)
            case "super":
                return _lowered(found["super"], _UNICODE_SUPER, SUPER, END_SUPER)
            case "tilde":
                return "\\~"  # on its own it would strike out what follows
        return found[0]

    return _INLINE.sub(marked, text)


def _lowered(text: str, table: dict[int, int], start: str, end: str) -> str:
    text = text.replace("\\", "")
    if all(ord(letter) in table for letter in text):
        return text.translate(table)
    return f"{start}{text}{end}"
