"""What became of a case: how long it took, and for each measure what was reached of what was possible."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Outcome:
    part: str
    group: str
    name: str
    ms: float = 0.0
    scores: dict[str, tuple[float, float]] = field(default_factory=dict)  # measure -> (reached, possible)
    notes: dict[str, str] = field(default_factory=dict)  # measure -> what was wrong
    error: str = ""  # the case failed: an exception, a time-out, the end of the process

    def lost(self, measure: str) -> float:
        reached, possible = self.scores.get(measure, (0.0, 0.0))
        return possible - reached
