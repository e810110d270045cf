"""A figure of the table, and how many samples become one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: what was done, what it may cost, what it cost."""

    work: str
    unit: str
    value: float | None  # None: could not be measured here, `note` says why
    limit: float | None = None
    floor: float | None = None  # the same work done by the bare parts, in this run
    cpu: float | None = None  # of it processor time: what counts where others use the machine, too
    note: str = ""
    samples: dict[str, float] = field(default_factory=dict)

    @property
    def missed(self) -> bool:
        return self.value is not None and self.limit is not None and self.value > self.limit

    @property
    def waited(self) -> bool:
        """Missed, though the processor's part of it is within the limit: on a busy machine that says little."""
        return self.missed and self.cpu is not None and self.limit is not None and self.cpu <= self.limit


def at(share: float, samples: Iterable[float]) -> float:
    """The sample that ``share`` of all do not exceed."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def middle(samples: Iterable[float]) -> float:
    return at(0.5, samples)


def spread(samples: list[float]) -> dict[str, float]:
    return {"p50": at(0.5, samples), "p95": at(0.95, samples), "worst": max(samples), "count": len(samples)}


def spoken(samples: list[float]) -> str:
    """The spread in words."""
    found = spread(samples)
    return f"p50 {found['p50']:.1f}, worst {found['worst']:.1f}, n={len(samples)}"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one deed took, in milliseconds."""

    wall: float
    cpu: float


def cost(work: Callable[[], object]) -> Cost:
    wall, cpu = time.perf_counter(), time.thread_time()
    work()
    return Cost((time.perf_counter() - wall) * 1000, (time.thread_time() - cpu) * 1000)


def percentile(work: str, costs: list[Cost], limit: float | None = None, note: str = "") -> Figure:
    """The p95 of all costs, the rest in the note."""
    walls = [each.wall for each in costs]
    told = "; ".join(filter(None, (spoken(walls), note)))
    cpu = at(0.95, (each.cpu for each in costs))
    return Figure(f"{work}, p95", "ms", at(0.95, walls), limit, cpu=cpu, note=told, samples=spread(walls))
