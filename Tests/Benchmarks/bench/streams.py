"""Two hundred answers at once over real connections: what reading them costs the client, beside as many `curl -N`."""
import json
import os
import subprocess
from collections.abc import Iterator

from . import cluster
from .figure import Figure, Ratio
from .tools import TOOLS

STREAMS, RATE = 200, 50


def measure(programs: str, quick: bool) -> Iterator[Figure | Ratio]:
    runs, seconds = (1, 2) if quick else (5, 8)
    tokens = RATE * seconds
    shares, curls, rates, lost = [], [], [], 0
    flags = ["--sessions", "0", "--tokens-per-second", str(RATE), "--engines", "3"]
    with cluster.running(programs, *flags) as demo:
        for _ in range(runs):
            run = [f"{TOOLS}/failtop-streams-bench", demo.router, str(STREAMS), str(tokens)]
            report = json.loads(subprocess.run(run, check=True, capture_output=True, text=True, timeout=180).stdout)
            lost += STREAMS * tokens - report["tokens"] + STREAMS - report["complete"]
            rates.append(report["tokens"] / report["lasted"])
            shares.append(report["processor"] / report["tokens"] * 1e6)
            curls.append(curl(demo, tokens) * 1e6)
    ours = Figure(f"processor time per token read, {STREAMS} answers at once (real connections)", "µs", shares)
    theirs = Figure(f"the same by {STREAMS} × `curl -N`, which only copies", "µs", curls)
    yield ours
    yield theirs
    yield Ratio("the client in multiples of curl", ours, theirs)
    yield Figure("processor at 10,000 tokens/s, from that", "%", [share * 10_000 / 1e6 * 100 for share in shares], 30)
    yield Figure("tokens a second that the embedded cluster sent meanwhile", "", rates)
    yield Figure("tokens and ends lost", "", [lost], 0)


def curl(demo: cluster.Cluster, tokens: int) -> float:
    """Seconds of processor per token, all processes together, their starts included."""
    body = json.dumps({
        "model": "facebook/opt-125m", "stream": True, "max_tokens": tokens,
        "messages": [{"role": "user", "content": "Hello"}]})
    before = os.times()
    processes = [
        subprocess.Popen(
            ["curl", "-sN", demo.router + "/v1/chat/completions", "-H", f"x-user-id: bench-{number}", "-H",
             "Content-Type: application/json", "-d", body], stdout=subprocess.DEVNULL)
        for number in range(STREAMS)
    ]
    for process in processes:
        process.wait()
    after = os.times()
    used = after.children_user - before.children_user + after.children_system - before.children_system
    return used / (STREAMS * tokens)
