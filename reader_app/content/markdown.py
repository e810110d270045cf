"""A story's HTML as Markdown for Qt's reader (GitHub dialect, NoHTML): right text first, form where Markdown has it.

What the article view can rely on:

- a picture is a paragraph of its own, ``![alt](address)``; its address is one of ``pictures`` where it is kept; the
  alternative text is never empty. Pictures of at most 48 px and those in tables stay in their line;
- a caption is the paragraph right after its picture (or table, or link to a player) and consists of emphasis only:
  ``*caption*``;
- a table without a header has an empty header row, because GitHub's tables cannot do without: the view takes it out;
- ``[¹](#fn1)`` leads to the place marked by ``[\u200b](#=fn1)``, a link around a zero-width space at the beginning of
  a block or before the word;
- players, maps and embedded posts are paragraphs with a link that begins with ``▶`` or ``♪``;
- rules are ``***`` (a first line of ``---`` would open Qt's front matter) and headings are ``#`` to ``######``;
- nothing else is markup: all that looks like Markdown or HTML in the publisher's words is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from lxml import etree
from markdownify import ATX, MarkdownConverter

from reader_app.content import tree
from reader_app.content.emphasis import BOLD, ITALIC, MARK, SPAN, STRUCK, written_out
from reader_app.content.shape import shaped

CONVERTER = 2  # raise it when the Markdown of a story would come out otherwise than before

# Private characters stand for what is put in its place at the end; those of `emphasis` are \ue100-\ue105 and \ue10a.
_CODE_OPEN, _CODE_CLOSE = "\ue106", "\ue107"
_CELL, _ROW = "\ue108", "\ue109"

_ESCAPED = re.compile(r"[\\`*_\[\]<~|]|&(?=#?[a-zA-Z0-9]{1,40};)|(?<=\s)#|!\Z")
_LINE_START = re.compile(r"^(\s*)(?:([#>+=:-])|(\d{1,9})([.)])(?=\s|\Z))", re.M)
_IN_ADDRESS = re.compile(r"[\\()<>|]|&(?=#?[a-zA-Z0-9]{1,40};)")
_BACKTICKS = re.compile("`+")
_CODE_LINE = re.compile(f"^(.*?){_CODE_OPEN}(\\d+){_CODE_CLOSE}", re.M)
_WIDE_BLANK = re.compile(r"(?<=[^\s>])[ ]{2,}(?=\S)")


def to_markdown(html: str, base_url: str, pictures: Collection[str] = (), *, lead: str = "") -> str:
    """The story as Markdown. ``pictures`` are the addresses of those kept; the picture ``lead`` is left out where it
    opens the story, for the view shows it above the text."""
    root = tree.parse(html)
    if root is None:
        return ""
    shaped(root, base_url, frozenset(pictures), lead)
    body = next(root.iter("body"), root)
    body.tail = None
    converter = _Converter()
    text = converter.convert(etree.tostring(body, encoding="unicode", method="xml"))
    return converter.finished(text)


class _Converter(MarkdownConverter):
    """markdownify, where it loses nothing any more; see shape.py for what was settled before."""

    def __init__(self) -> None:
        super().__init__(bs4_options="lxml-xml", heading_style=ATX, autolinks=False, strip_document=None)
        self._code: list[str] = []

    def finished(self, text: str) -> str:
        """The Markdown with its formatting written out, one blank line at most between blocks, code in its place."""
        lines = written_out(text).split("\n")
        tidy: list[str] = []
        for line, below in zip(lines, [*lines[1:], ""], strict=True):
            bare = _WIDE_BLANK.sub(" ", line.rstrip())
            if line.endswith("  ") and bare.strip(" >") and below.strip(" >"):
                bare += "  "  # a line break; before a blank line it breaks nothing
            if not bare.strip(" >") and (not tidy or bare == tidy[-1] or (not bare and not tidy[-1].strip(" >"))):
                continue
            tidy.append(bare)
        return _CODE_LINE.sub(self._code_block, "\n".join(tidy).strip("\n"))

    def _code_block(self, match: re.Match[str]) -> str:
        before = match[1]
        go_on = re.sub(r"[^>\s]", " ", before)
        return before + self._code[int(match[2])].replace("\n", "\n" + go_on)

    # --- text ---

    def escape(self, text: str, parent_tags: set[str]) -> str:
        return _LINE_START.sub(_escaped_start, _escaped(text))

    def _formatted(self, signs: tuple[str, str], text: str, parent_tags: set[str]) -> str:
        inner = text.strip()
        if "_noformat" in parent_tags or not inner:
            return text
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        return f"{before}{signs[0]}{inner}{signs[1]}{after}"

    def convert_strong(self, el: Any, text: str, parent_tags: set[str]) -> str:
        if not parent_tags.isdisjoint(("h1", "h2", "h3", "h4", "h5", "h6", "th")):  # bold already
            return text
        return self._formatted(BOLD, text, parent_tags)

    def convert_em(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return self._formatted(ITALIC, text, parent_tags)

    def convert_del(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return self._formatted(STRUCK, text, parent_tags)

    def convert_code(self, el: Any, text: str, parent_tags: set[str]) -> str:
        if "_noformat" in parent_tags:
            return text
        code = " ".join(text.split())
        if not code:
            return " " if text else ""
        before, after = " " * text[:1].isspace(), " " * text[-1:].isspace()
        if "|" in code and not parent_tags.isdisjoint(("td", "th")):  # Qt shows the escape of a pipe within code
            return before + self.escape(code, parent_tags) + after
        fence = "`" * (max((len(run) for run in _BACKTICKS.findall(code)), default=0) + 1)
        blank = " " if code[0] == "`" or code[-1] == "`" else ""
        return f"{before}{SPAN}{fence}{blank}{code}{blank}{fence}{SPAN}{after}"

    def convert_q(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return f"“{text.strip()}”" if text.strip() else ""

    def convert_a(self, el: Any, text: str, parent_tags: set[str]) -> str:
        inner = text.strip()
        if "_noformat" in parent_tags or not inner:
            return text
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        return f"{before}[{inner}]({_address(el.get('href') or '')}){after}"

    def convert_img(self, el: Any, text: str, parent_tags: set[str]) -> str:
        alt = el.get("alt") or "·"
        if "_noformat" in parent_tags:
            return f"{alt}"
        picture = f"![{_escaped(alt)}]({_address(el.get('src') or '')})"
        return picture if "_inline" in parent_tags or el.get("data-small") else f"\n\n{picture}\n\n"

    # --- blocks ---

    def convert_p(self, el: Any, text: str, parent_tags: set[str]) -> str:
        inner = text.strip()
        if "_inline" in parent_tags:
            return f" {inner} "
        if inner and el.get("data-berita") == "caption":
            bare = MARK.sub(lambda mark: "" if mark[0] in ITALIC else mark[0], inner)
            return f"\n\n{ITALIC[0]}{bare}{ITALIC[1]}\n\n"
        return f"\n\n{inner}\n\n" if inner else "\n\n"  # an empty block still keeps apart what is around it

    convert_div = convert_p

    def convert_br(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return " " if "_inline" in parent_tags else "  \n"

    def convert_berita_break(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return " " if "_inline" in parent_tags else "\n\n"

    def convert_hr(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return " " if "_inline" in parent_tags else "\n\n***\n\n"

    def convert_hN(self, n: int, el: Any, text: str, parent_tags: set[str]) -> str:  # noqa: N802  # markdownify's name
        inner = " ".join(text.split())
        if "_inline" in parent_tags:
            return f" {inner} "
        return f"\n\n{'#' * max(1, min(6, n))} {inner}\n\n" if inner else ""

    def convert_blockquote(self, el: Any, text: str, parent_tags: set[str]) -> str:
        inner = text.strip()
        if "_inline" in parent_tags:
            return f" {inner} "
        return "\n\n" + "\n".join(f"> {line}" if line else ">" for line in inner.split("\n")) + "\n\n" if inner else ""

    def convert_pre(self, el: Any, text: str, parent_tags: set[str]) -> str:
        code = "".join(el.strings).strip("\n").rstrip()
        if not code.strip():
            return ""
        if "_inline" in parent_tags:
            return self.convert_code(el, code, parent_tags - {"_noformat"})
        fence = "`" * max(3, 1 + max((len(run) for run in _BACKTICKS.findall(code)), default=0))
        self._code.append(f"{fence}{el.get('data-language') or ''}\n{code}\n{fence}")
        return f"\n\n{_CODE_OPEN}{len(self._code) - 1}{_CODE_CLOSE}\n\n"

    def convert_list(self, el: Any, text: str, parent_tags: set[str]) -> str:
        inner = text.strip("\n")
        return (f"\n{inner}\n" if "li" in parent_tags else f"\n\n{inner}\n\n") if inner else ""

    convert_ul = convert_ol = convert_list

    def convert_li(self, el: Any, text: str, parent_tags: set[str]) -> str:
        inner = text.strip()
        if not inner:
            return "\n"
        mark = el.parent.get("data-mark") or "-"
        bullet = f"{el.get('data-number') or 1}{mark} " if mark in ".)" else f"{mark} "
        indent = " " * len(bullet)
        lines = inner.split("\n")
        return bullet + "\n".join([lines[0], *(f"{indent}{line}" if line else "" for line in lines[1:])]) + "\n"

    # --- tables ---

    def convert_td(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return " ".join(text.split()) + _CELL

    convert_th = convert_td

    def convert_tr(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return text.replace("\n", " ") + _ROW

    def convert_table(self, el: Any, text: str, parent_tags: set[str]) -> str:
        rows = [row.strip().split(_CELL)[:-1] for row in text.split(_ROW)[:-1]]
        if not rows:
            return ""
        if "_inline" in parent_tags:
            return " " + " ".join(cell for row in rows for cell in row if cell) + " "
        width = max(len(row) for row in rows)
        aligned = (el.get("data-aligned") or "").ljust(width, "-")
        ruler = [{"l": ":---", "r": "---:", "c": ":---:"}.get(letter, "---") for letter in aligned[:width]]
        if not el.get("data-header"):
            rows.insert(0, [""] * width)
        rows.insert(1, ruler)
        lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
        return "\n\n" + "\n".join(lines) + "\n\n"


def _escaped(text: str) -> str:
    return _ESCAPED.sub(r"\\\g<0>", text)


def _escaped_start(match: re.Match[str]) -> str:
    blank, sign, number, point = match.groups()
    return f"{blank}\\{sign}" if sign else f"{blank}{number}\\{point}"


def _address(url: str) -> str:
    return _IN_ADDRESS.sub(r"\\\g<0>", url)
