"""How long `failtop history` takes for 10,000 incidents, beside Python's reading of the same lines."""
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from .figure import Figure, Ratio


def measure(programs: str, quick: bool) -> Iterator[Figure | Ratio]:
    count, runs = (500, 2) if quick else (10_000, 10)
    with tempfile.TemporaryDirectory() as state:
        os.mkdir(f"{state}/failtop")
        path = f"{state}/failtop/history.jsonl"
        with open(path, "w") as file:
            for number in range(count):
                file.write(json.dumps(line(number)) + "\n")
        ours, whole, theirs = [], [], []
        for _ in range(runs):
            for times, arguments in ((ours, []), (whole, ["-o", "json"])):
                began = time.monotonic()
                told = subprocess.run(
                    [f"{programs}/failtop", "history", *arguments], env=os.environ | {"XDG_STATE_HOME": state}, capture_output=True, check=True)
                times.append(time.monotonic() - began)
                assert str(count) in told.stdout.decode()
            began = time.monotonic()
            with open(path) as file:
                assert len([json.loads(text) for text in file]) == count
            theirs.append(time.monotonic() - began)
    own = Figure(f"`failtop history` of {count:,} incidents", "s", ours, None if quick else 0.5)
    peer = Figure("Python's `json` reads the same lines", "s", theirs)
    yield own
    yield Figure("the same with each of them as JSON", "s", whole)
    yield peer
    yield Ratio("failtop in multiples of Python", own, peer)


def line(number: int) -> dict:
    """As a board keeps it."""
    opened = datetime.now(timezone.utc) - timedelta(minutes=number % 40_000)
    stamp = opened.strftime("%Y-%m-%dT%H:%M:%SZ")
    results = [{"expectation": each, "outcome": "pass", "detail": "as it should be, in a sentence of some length"} for each in (1, 2, 3, 4)]
    evidence = [{"object": f"pod/engine-{number}", "field": "deletionTimestamp", "value": "grace 30 s"}] * 5
    incident = {
        "number": number, "pod": f"engine-{number}", "uid": f"uid-{number}", "cause": "deleted", "detail": "was deleted", "planned": False,
        "open": False, "ending": "recovered", "openedAt": stamp, "closedAt": stamp, "marks": {f"T{mark}": mark / 10 for mark in range(8)},
        "detectionGap": 0.1, "serviceGap": 0.3, "capacityGap": 8 + number % 7, "failedRequests": number % 3, "results": results,
        "evidence": evidence, "summary": f"incident {number} · engine-{number} was deleted · service gap 0.3 s · capacity gap 8 s",
    }
    return {"schema": 1, "context": "bench", "namespace": "default", "embedded": False, "image": "vllm/vllm-openai:v1", "incident": incident}
