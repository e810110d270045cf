"""Bold, italic and struck text written so that Markdown reads it as such, or not at all.

Formatting is marked by private characters while a story is converted. Asterisks work only between the right
neighbours (CommonMark, "left- and right-flanking"): ``**Tebal,**kata`` would show its asterisks. So once all neighbours
are known, signs and blanks at the edges move out (``**Tebal**,kata``), and what still cannot stand is dropped: the
words are worth more than their weight.
"""

from __future__ import annotations

import re
import unicodedata

BOLD, ITALIC, STRUCK = ("\ue100", "\ue101"), ("\ue102", "\ue103"), ("\ue104", "\ue105")
SPAN = "\ue10a"  # beside code: two spans that touch would be one
_SIGNS = {"\ue100": "**", "\ue101": "**", "\ue102": "*", "\ue103": "*", "\ue104": "~~", "\ue105": "~~"}
_CLOSES = {"\ue101": "\ue100", "\ue103": "\ue102", "\ue105": "\ue104"}
_LINK_END = re.compile(r"\]\((?:[^()\s\\]|\\.)*\)\Z")
_BREAKS = re.compile(r"  \n(?:[ >]*  \n)+")
_ESCAPED_END = re.compile(r"(?<!\\)(?:\\\\)*\\[^\\\s]\Z|(?<!\\)(?:\\\\)+\Z")
_BLANK_LINE = re.compile(r"\n[ >]*\n")
_PASSES = 40  # two or three are usual
_NEAR = 60  # marks to look back for the format around
_TOUCHING = re.compile(f"{SPAN}([\ue100-\ue105]*){SPAN}")
MARK = re.compile("([\ue100-\ue105])")


def written_out(text: str) -> str:
    """The formatting marks as asterisks, only where Markdown reads them as formatting; see CommonMark on flanking."""
    text = _BREAKS.sub("  \n", text)
    text = _TOUCHING.sub("\\1\u200b", text).replace(SPAN, "")
    if not MARK.search(text):
        return text
    for opening, closing in (BOLD, ITALIC, STRUCK):
        text = text.replace(closing + opening, "")
    parts, pairs = _paired(MARK.split(text))
    alive = {at: parts[at] for pair in pairs for at in pair}
    for _ in range(_PASSES):  # what one pair loses may change what its neighbour is next to
        before = list(parts)
        pairs, all_pairs = [pair for pair in pairs if _settled(parts, alive, pair)], pairs
        if len(pairs) == len(all_pairs) and parts == before:
            break
    else:
        alive.clear()
    return "".join(part if at % 2 == 0 else _SIGNS[part] if at in alive else "" for at, part in enumerate(parts))


def _paired(parts: list[str]) -> tuple[list[str], list[tuple[int, int]]]:
    """(words, mark, words, …, words with only the marks that count, where these open and close).

    None counts where the same format is open already, around nothing, nor across paragraphs."""
    counted: dict[int, int] = {}  # closing -> opening
    stack: list[tuple[int, bool]] = []
    for at in range(1, len(parts), 2):
        mark = parts[at]
        if mark not in _CLOSES:
            stack.append((at, not any(parts[outer] == mark and counts for outer, counts in stack)))
        elif stack and parts[stack[-1][0]] == _CLOSES[mark]:
            opened, counts = stack.pop()
            inside = "".join(parts[opened + 1 : at : 2]) if counts else ""
            if inside.strip() and not _BLANK_LINE.search(inside):
                counted[at] = opened
    kept = [parts[0]]
    moved: dict[int, int] = {}
    wanted = counted.keys() | counted.values()
    for at in range(1, len(parts), 2):
        if at in wanted:
            moved[at] = len(kept)
            kept += [parts[at], parts[at + 1]]
        else:
            kept[-1] += parts[at + 1]
    return kept, sorted((moved[opened], moved[closed]) for closed, opened in counted.items())


def _settled(parts: list[str], alive: dict[int, str], pair: tuple[int, int]) -> bool:
    """Whether the pair can stand; else it is not alive any more."""
    opening, closing = pair
    if (
        _set_open(parts, alive, opening)
        and _set_closed(parts, alive, closing)
        and "".join(parts[opening + 1 : closing : 2]).strip()
        and not _runs_on(parts, alive, opening)
        and not _is_ambiguous(parts, alive, pair)
    ):
        return True
    del alive[opening], alive[closing]
    return False


def _is_ambiguous(parts: list[str], alive: dict[int, str], pair: tuple[int, int]) -> bool:
    """Whether asterisks within others could be read the other way round: as closing what is open, or opening anew."""
    opening, closing = pair
    if parts[opening] == STRUCK[0]:
        return False
    open_now = 0
    for at in range(opening - 2, max(opening - 2 * _NEAR, 0), -2):
        if at in alive and parts[at] not in STRUCK:
            open_now += -1 if parts[at] in _CLOSES else 1
            if open_now > 0:
                break
    if open_now <= 0:
        return False
    before, after = _neighbour(parts, alive, opening, -1), _neighbour(parts, alive, opening, 1)
    if before and not before.isspace() and (_is_letter(before) or not _is_letter(after)):
        return True
    before, after = _neighbour(parts, alive, closing, -1), _neighbour(parts, alive, closing, 1)
    return bool(after) and not after.isspace() and (_is_letter(after) or not _is_letter(before))


def _runs_on(parts: list[str], alive: dict[int, str], opening: int) -> bool:
    """Whether another format ends right where this one begins: the asterisks would run together."""
    for at in range(opening - 2, 0, -2):
        if parts[at + 1]:
            return False
        if at in alive and parts[at] in _CLOSES:
            return True
    return False


def _set_open(parts: list[str], alive: dict[int, str], at: int) -> bool:
    """Make the opening mark one that opens: no blank after it, and no sign after it where a letter is before."""
    while True:
        before, after = _neighbour(parts, alive, at, -1), _neighbour(parts, alive, at, 1)
        if _is_letter(before) and parts[at] == STRUCK[0]:  # Qt strikes whole words only
            return False
        if not after.isspace() and not (_is_sign(after) and _is_letter(before)):
            return bool(after)
        ahead = next((each for each in range(at + 1, len(parts), 2) if parts[each]), at)
        words = parts[ahead]
        shift = words[: len(words) - len(words.lstrip())] if words[0].isspace() else _movable(words[:2])
        crossing = any(parts[each] in _CLOSES for each in range(at + 2, ahead, 2))
        if not shift or "\n" in shift or words[0] != after or crossing:
            return False
        parts[at - 1] += shift
        parts[ahead] = words[len(shift) :]


def _set_closed(parts: list[str], alive: dict[int, str], at: int) -> bool:
    """Make the closing mark one that closes."""
    while True:
        before, after = _neighbour(parts, alive, at, -1), _neighbour(parts, alive, at, 1)
        if _is_letter(after) and parts[at] == STRUCK[1]:
            return False
        if not before.isspace() and not (_is_sign(before) and _is_letter(after)):
            return bool(before)
        behind = next((each for each in range(at - 1, -1, -2) if parts[each]), at)
        words = parts[behind]
        if words[-1].isspace():
            shift = words[len(words.rstrip()) :]
        elif words[-1] in "`]" or _LINK_END.search(words):
            shift = ""
        else:
            shift = words[-2:] if _ESCAPED_END.search(words) else words[-1]
        crossing = any(parts[each] not in _CLOSES for each in range(behind + 1, at, 2))
        if not shift or "\n" in shift or words[-1] != before or crossing:
            return False
        parts[at + 1] = shift + parts[at + 1]
        parts[behind] = words[: len(words) - len(shift)]


def _neighbour(parts: list[str], alive: dict[int, str], at: int, step: int) -> str:
    """The character that will stand before (-1) or after (1) the mark's run of equal signs; "" at the text's edge."""
    place = at + step
    while 0 <= place < len(parts):
        if place % 2 == 0:
            if parts[place]:
                return parts[place][0 if step > 0 else -1]
        elif place in alive and _SIGNS[alive[place]][0] != _SIGNS[parts[at]][0]:
            return _SIGNS[alive[place]][0]
        place += step
    return ""


def _movable(words: str) -> str:
    """The sign at the beginning, where it is one that stands for itself."""
    if words[0] == "\\":
        return words
    return "" if words[0] in "[`!" else words[0]


def _is_sign(character: str) -> bool:
    return bool(character) and unicodedata.category(character)[0] in "PS"


def _is_letter(character: str) -> bool:
    return bool(character) and not character.isspace() and not _is_sign(character)
