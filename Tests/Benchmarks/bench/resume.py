"""What resuming a broken answer adds to the time that the next engine takes for its first token anyway."""
import json
import subprocess
from collections.abc import Iterator

from . import cluster
from .figure import Figure

ENGINES = 6


def measure(programs: str, quick: bool) -> Iterator[Figure]:
    count = 3 if quick else 100
    with cluster.running(programs, "--engines", str(ENGINES), "--startup-delay", "200ms", "--sessions", "0") as demo:
        command = [
            demo.failtop, "test", "--kubeconfig", demo.kubeconfig, "--on-break", "resume", "--repeat", str(count),
            "--kill-after-tokens", "5", "--max-tokens", "20", "--bystanders", "0", "--output", "json",
        ]
        outcome = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
        rounds = json.loads(outcome.stdout)["rounds"]
    added = [round["stream"]["addedGap"] * 1000 for round in rounds if "addedGap" in round["stream"]]
    silent = [(round["serviceGap"] - round["stream"]["timeToFirstToken"]) * 1000 for round in rounds if "serviceGap" in round]
    yield Figure("resume: break seen → first token, beyond the question's TTFT", "ms", added, 50, "p99")
    yield Figure("resume: last token → first token, beyond the question's TTFT", "ms", silent)
