"""What a cluster at its busiest costs the board: reducing and drawing alone, in process."""
import json
import subprocess
from collections.abc import Iterator

from .figure import Figure
from .tools import TOOLS


def measure(programs: str, quick: bool) -> Iterator[Figure]:
    seconds = 2 if quick else 20
    for incidents in (0, 1_000):
        run = [f"{TOOLS}/failtop-load-bench", str(seconds), str(incidents)]
        report = json.loads(subprocess.run(run, check=True, capture_output=True, text=True).stdout)
        beside = f", {incidents:,} incidents open" if incidents else ""
        yield Figure(f"processor: 10,000 tokens/s over 200 streams, 100 pod changes/s, 500 log lines/s{beside}", "%",
                     report["whole"], 30)
        yield Figure("of that, taking the facts in", "%", report["reducing"])
        yield Figure("the longest a key waits meanwhile", "ms", report["key"], 50, "p99")
        yield Figure("facts lost", "", [report["lost"]], 0)
