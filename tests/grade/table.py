"""The outcomes as one table: set, cases, measure, target, figure, verdict, milliseconds a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.grade.arithmetic import median, rate
from tests.grade.outcome import Outcome

NAMES = {
    "entries": "right number of entries", "fields": "expected fields", "failed": "failed cases", "words": "word F1, mean",
    "title": "titles", "date": "dates, to the day", "minute": "dates, to the minute", "byline": "bylines",
    "leaks": "leaks", "kept": "words kept", "pictures": "pictures shown", "similarity": "similarity, mean",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Aim:
    """One row. ``groups`` empty: all of the part. A ``target`` of None is shown only."""

    part: str
    groups: tuple[str, ...]
    label: str
    measure: str
    target: float | None
    most: bool = False  # the target is a count not to be exceeded


AIMS = (
    Aim("feeds", ("real",), "feeds, real", "entries", 0.995),
    Aim("feeds", ("conformance",), "feeds, conformance", "entries", 0.98),
    Aim("feeds", ("other",), "feeds, other", "entries", None),
    Aim("feeds", (), "feeds, all", "fields", 0.99),
    Aim("feeds", (), "feeds, all", "failed", 0, most=True),
    Aim("articles", ("aeb",), "articles, aeb", "words", 0.97),
    Aim("articles", ("fundus",), "articles, fundus", "words", 0.96),
    Aim("articles", ("readability",), "articles, readability", "words", 0.965),
    Aim("articles", ("indonesia",), "articles, indonesia", "words", 0.97),
    Aim("articles", ("indonesia photos",), "articles, indonesia, photos", "words", None),
    Aim("articles", ("newspaper4k",), "articles, newspaper4k", "words", None),
    Aim("articles", (), "articles, all", "title", 0.95),
    Aim("articles", (), "articles, all", "date", 0.98),
    Aim("articles", (), "articles, all", "minute", None),
    Aim("articles", (), "articles, all", "byline", 0.90),
    Aim("articles", (), "articles, all", "leaks", 0, most=True),
    Aim("articles", (), "articles, all", "failed", 0, most=True),
    Aim("markdown", (), "Markdown, stories", "kept", 0.9995),
    Aim("markdown", (), "Markdown, stories", "pictures", 0.99),
    Aim("markdown", (), "Markdown, stories", "leaks", 0, most=True),
    Aim("markdown", (), "Markdown, stories", "failed", 0, most=True),
    Aim("pages", (), "Markdown, pages", "similarity", None),
    Aim("pages", (), "Markdown, pages", "leaks", 0, most=True),
    Aim("pages", (), "Markdown, pages", "failed", 0, most=True),
)


@dataclass(frozen=True, slots=True)
class Row:
    aim: Aim
    cases: int
    figure: float | None
    median_ms: float
    worst_ms: float

    @property
    def missed(self) -> bool:
        if self.aim.target is None:
            return False
        if self.figure is None:
            return True
        return self.figure > self.aim.target if self.aim.most else self.figure < self.aim.target

    @property
    def verdict(self) -> str:
        return "shown" if self.aim.target is None else "missed" if self.missed else "met"


def rows(outcomes: Sequence[Outcome]) -> list[Row]:
    """A row for every aim that there are cases for. A failed case reached nothing of what it could."""
    made = []
    for aim in AIMS:
        mine = [each for each in outcomes if each.part == aim.part and (not aim.groups or each.group in aim.groups)]
        if not mine:
            continue
        counted = mine if aim.measure == "failed" else [each for each in mine if aim.measure in each.scores or each.error]
        times = [each.ms for each in counted if each.ms]
        made.append(Row(aim, len(counted), figure(aim, counted), median(times), max(times, default=0.0)))
    return made


def figure(aim: Aim, outcomes: Sequence[Outcome]) -> float | None:
    if aim.measure == "failed":
        return float(sum(bool(each.error) for each in outcomes))
    if aim.most:
        return sum(each.scores.get(aim.measure, (0.0, 0.0))[0] for each in outcomes)
    nothing = (0.0, 1.0)
    return rate(each.scores.get(aim.measure, nothing) for each in outcomes)


def text(rows: Sequence[Row]) -> str:
    lines = [("set", "cases", "measure", "target", "figure", "verdict", "ms median", "worst")]
    for row in rows:
        target = "" if row.aim.target is None else f"{row.aim.target:.0f}" if row.aim.most else f"{row.aim.target:.4g}"
        shown = "-" if row.figure is None else f"{row.figure:.0f}" if row.aim.most else f"{row.figure:.4f}"
        lines.append((
            row.aim.label, str(row.cases), NAMES[row.aim.measure], target, shown, row.verdict, f"{row.median_ms:.1f}",
            f"{row.worst_ms:.0f}",
        ))  # fmt: skip
    widths = [max(len(line[column]) for line in lines) for column in range(8)]
    left = (0, 2, 5)
    set_out = (
        [cell.ljust(widths[at]) if at in left else cell.rjust(widths[at]) for at, cell in enumerate(line)] for line in lines
    )
    return "\n".join("  ".join(cells).rstrip() for cells in set_out)


def worst(outcomes: Sequence[Outcome], most: int) -> str:
    """The cases that lose most, measure by measure."""
    lines: list[str] = []
    for part in dict.fromkeys(each.part for each in outcomes):
        mine = [each for each in outcomes if each.part == part]
        lines += [f"{part} failed: {each.name}: {each.error}" for each in mine if each.error][:most]
        for measure in dict.fromkeys(name for each in mine for name in each.scores):
            if measure == "leaks":
                losing = sorted(mine, key=lambda each: -each.scores.get("leaks", (0, 1))[0])
                losing = [each for each in losing if each.scores.get("leaks", (0, 1))[0]]
            else:
                losing = sorted((each for each in mine if each.lost(measure) > 0), key=lambda each: -each.lost(measure))
            for each in losing[:most]:
                reached, possible = each.scores[measure]
                lines.append(f"{part} {measure} {reached:.3f}/{possible:.0f} {each.name}: {each.notes.get(measure, '')}")
    return "\n".join(lines)
