"""Tables made fit for Markdown: a plain grid of one-line cells, or paragraphs where a table only lays out a page."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

from reader_app.content import tree
from reader_app.content.inline import flatten

_WIDEST = 60  # columns
_LONGEST = 5000  # rows; more is not read but counted on
_CELL_TEXT = 700  # characters in a cell beyond which the table is a page's layout
_HEAVY = ("table", "blockquote", "pre", "figure", "h1", "h2", "h3", "h4", "iframe", "hr")
_ALIGNED = re.compile(r"text-align\s*:\s*(left|right|center)", re.I)
_GUTTER = re.compile(r"\b(?:gutter|lineno|linenos|line-?numbers?|rouge-gutter|blob-num)\b", re.I)


def settle_tables(root: tree.Element) -> None:
    """Every table becomes a grid (`table` > `tr` > `td`, a header of `th` first where it has one) or plain blocks."""
    for table in reversed(list(root.iter("table"))):  # the inner ones first
        rows = _rows(table)
        _drop_gutters(rows)
        if _is_layout(table, rows):
            _dissolve(table, rows)
        else:
            _rebuild(table, rows)
    for stray in root.iter("tr", "td", "th", "thead", "tbody", "tfoot"):
        if next(stray.iterancestors("table"), None) is None:
            stray.tag = "div"


def _rows(table: tree.Element) -> list[tree.Element]:
    for part in [table, *(each for each in table if each.tag in ("thead", "tbody", "tfoot"))]:
        for cell in _cells(part):  # a row that nobody opened
            before = cell.getprevious()
            row = before if before is not None and before.tag == "tr" and before.get("data-of") == "cells" else None
            if row is None:
                row = etree.Element("tr")
                row.set("data-of", "cells")
                cell.addprevious(row)
            row.append(cell)
    rows: list[tree.Element] = []
    later: list[tree.Element] = []
    for part in table:
        if part.tag == "tr":
            rows.append(part)
        elif part.tag in ("thead", "tbody"):
            rows += [row for row in part if row.tag == "tr"]
        elif part.tag == "tfoot":
            later += [row for row in part if row.tag == "tr"]
    return [*rows, *later]


def _cells(row: tree.Element) -> list[tree.Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _drop_gutters(rows: list[tree.Element]) -> None:
    """Line numbers beside code are no column of a table."""
    for row in rows:
        for cell in _cells(row):
            if _GUTTER.search(cell.get("class") or "") and len(_cells(row)) > 1:
                row.remove(cell)


def _is_layout(table: tree.Element, rows: list[tree.Element]) -> bool:
    if (table.get("role") or "").lower() in ("presentation", "none"):
        return True
    widths = [len(_cells(row)) for row in rows]
    if not widths or max(widths) <= 1 or len(rows) > _LONGEST:
        return True
    if next(table.iter("th"), None) is not None:
        return False
    for row in rows:
        for cell in _cells(row):
            if next(cell.iter(*_HEAVY), None) is not None or len(list(islice(cell.iter("img"), 2))) > 1:
                return True
            if len(list(islice(cell.iter("p"), 3))) > 2 or len(tree.raw_text(cell)) > _CELL_TEXT:
                return True
    return False


def _dissolve(table: tree.Element, rows: list[tree.Element]) -> None:
    """The cells as blocks, one after the other."""
    for row in rows:
        for cell in _cells(row):
            cell.tag = "div"
        row.tag = "div"
    for part in table.iter("thead", "tbody", "tfoot", "colgroup"):
        part.tag = "div"
    table.tag = "div"


def _rebuild(table: tree.Element, rows: list[tree.Element]) -> None:
    grid = _grid(rows)
    width = max((len(row) for row in grid), default=0)
    header = bool(grid) and _is_header(rows[0], grid[0])
    caption = next((part for part in table if part.tag == "caption"), None)
    aligned = _alignment(grid, width)
    _save_strays(table, rows, caption)
    for part in list(table):
        table.remove(part)
    table.text = None
    table.attrib.clear()
    table.set("data-columns", str(width))
    table.set("data-aligned", aligned)
    if header:
        table.set("data-header", "1")
    for index, row in enumerate(grid):
        line = etree.SubElement(table, "tr")
        for cell in [*row, *[None] * (width - len(row))]:
            if cell is None:
                etree.SubElement(line, "td")
                continue
            flatten(cell)
            if cell.tag == "th" and not (header and index == 0):
                _embolden(cell)
            cell.tag = "th" if header and index == 0 else "td"
            cell.tail = None
            line.append(cell)
    if caption is not None:
        caption.tag, caption.tail = "p", None
        caption.set("data-berita", "caption")
        after = table.tail
        table.tail = None
        table.addnext(caption)
        caption.tail = after


def _save_strays(table: tree.Element, rows: list[tree.Element], caption: tree.Element | None) -> None:
    """What stands in the table but in no cell goes before it, as a browser shows it."""
    parts = ("thead", "tbody", "tfoot", "tr", "td", "th", "colgroup", "col")
    words = [table.text or ""]
    blocks: list[tree.Element] = []
    within = [child for part in table if part.tag in ("thead", "tbody", "tfoot") for child in part]
    for each in [*table, *within, *(cell for row in rows for cell in row)]:
        words.append(each.tail or "")
        if each.tag not in parts and each is not caption:
            blocks.append(each)
    stray = " ".join(" ".join(words).split())
    if stray:
        paragraph = etree.Element("p")
        paragraph.text = stray
        table.addprevious(paragraph)
    for block in blocks:
        block.tail = None
        table.addprevious(block)


def _grid(rows: list[tree.Element]) -> list[list[tree.Element | None]]:
    """The rows with every spanned place filled by None."""
    grid: list[list[tree.Element | None]] = []
    reaching: dict[int, int] = {}  # column -> rows that a cell from above still covers
    for row in rows:
        line: list[tree.Element | None] = []
        cells = _cells(row)
        while cells or reaching.get(len(line), 0):
            column = len(line)
            if column >= _WIDEST:
                _overflow(line, cells)
                break
            if reaching.get(column, 0):
                reaching[column] -= 1
                line.append(None)
                continue
            cell = cells.pop(0)
            across = min(_span(cell, "colspan"), _WIDEST - column)
            down = _span(cell, "rowspan") - 1
            line += [cell, *[None] * (across - 1)]
            if down > 0:
                reaching.update(dict.fromkeys(range(column, column + across), min(down, _LONGEST)))
        if any(cell is not None for cell in line):
            grid.append(line)
    return grid


def _overflow(line: list[tree.Element | None], cells: list[tree.Element]) -> None:
    """What is beyond the widest table goes on in its last cell."""
    last = next((cell for cell in reversed(line) if cell is not None), None)
    if last is None:
        line[-1:] = cells[:1]
        cells = cells[1:]
        last = line[-1]
    if last is not None:
        for cell in cells:
            cell.tag = "span"
            cell.text = " " + (cell.text or "")
            last.append(cell)


def _span(cell: tree.Element, name: str) -> int:
    value = (cell.get(name) or "").strip()
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) < 5 else 1


def _is_header(row: tree.Element, cells: list[tree.Element | None]) -> bool:
    given = [cell for cell in cells if cell is not None]
    parent = row.getparent()
    if parent is not None and parent.tag == "thead":
        return True
    if all(cell.tag == "th" for cell in given):
        return True
    if sum(cell.tag == "th" for cell in given) * 2 > len(cells):
        return True
    return all(_is_bold(cell) for cell in given)


def _is_bold(cell: tree.Element) -> bool:
    """Whether all the cell's words are bold: a header of a newsroom that knows no other."""
    text = tree.text_of(cell)
    bold = "".join(tree.text_of(each) for each in cell.iter("b", "strong"))
    return bool(text) and text.replace(" ", "") == bold.replace(" ", "")


def _alignment(grid: list[list[tree.Element | None]], width: int) -> str:
    """One letter a column: l, r, c, or - where nothing is said."""
    letters = ["-"] * width
    for row in grid[:2]:
        for column, cell in enumerate(row):
            if cell is not None and letters[column] == "-":
                said = _ALIGNED.search(cell.get("style") or "")
                word = (said[1] if said else cell.get("align") or _class_alignment(cell)).lower()
                letters[column] = word[0] if word in ("left", "right", "center") else "-"
    return "".join(letters)


def _class_alignment(cell: tree.Element) -> str:
    found = re.search(r"has-text-align-(left|right|center)", cell.get("class") or "")
    return found[1] if found else ""


def _embolden(cell: tree.Element) -> None:
    strong = etree.Element("strong")
    strong.text, cell.text = cell.text, None
    for child in list(cell):
        strong.append(child)
    cell.append(strong)
