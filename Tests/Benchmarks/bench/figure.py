"""One row of the table."""
import math
import statistics
from dataclasses import dataclass


@dataclass
class Figure:
    name: str
    unit: str
    values: list[float]
    # The largest allowed value, and of what.
    target: float | None = None
    judged_by: str = "median"

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def p99(self) -> float:
        """By nearest rank; of fewer than a hundred values it is the largest."""
        return sorted(self.values)[math.ceil(len(self.values) * 0.99) - 1]

    def row(self) -> str:
        low, high = min(self.values), max(self.values)
        target, verdict = "", ""
        if self.target is not None:
            target = f"{self.judged_by} ≤ {self.target:g} {self.unit}"
            verdict = "met" if getattr(self, self.judged_by) <= self.target else "**missed**"
        cells = [
            self.name, target, self.text(self.median), self.text(self.p99), f"{low:.3g} – {high:.3g} {self.unit}",
            str(len(self.values)), verdict,
        ]
        return "| " + " | ".join(cells) + " |"

    def text(self, value: float) -> str:
        return f"{value:.3g} {self.unit}"


@dataclass
class Ratio:
    """Two figures of the same run beside each other."""

    name: str
    ours: Figure
    theirs: Figure

    def row(self) -> str:
        median, p99 = self.ours.median / self.theirs.median, self.ours.p99 / self.theirs.p99
        return f"| {self.name} | | {median:.2f} × | {p99:.2f} × | | | |"
