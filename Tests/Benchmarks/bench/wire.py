"""Bytes that the board writes to its terminal, per token that it shows and per row that changes, beside its peers."""
import re
import subprocess
import sys
import time
from collections.abc import Iterator

from . import cluster, idle, terminal
from .figure import Figure

CHANGES = 100


def measure(programs: str, quick: bool) -> Iterator[Figure]:
    windows, length = (2, 2) if quick else (5, 4)
    with cluster.running(programs, "--sessions", "0") as demo, terminal.running(demo.watch_command()) as board:
        board.wait(terminal.is_live)
        quiet = [count(board, length) / length for _ in range(windows)]
        base = sorted(quiet)[len(quiet) // 2]
        yield Figure("bytes a second to the terminal, nothing happens", "B", quiet)
        yield Figure("bytes to the terminal per changed row, 20/s", "B", rows(demo, board, windows, base))
        peer = ["watch", "-n", "1", "-t", "kubectl", "--kubeconfig", demo.kubeconfig, "get", "pods"]
        with terminal.running(peer) as other:
            other.wait(lambda screen: "Running" in screen.text)
            yield Figure("per changed row, `watch -n 1 kubectl get pods`", "B", rows(demo, other, windows, 0))
    # Fast enough that a window's tokens are many, slow enough that each has a frame of its own.
    with cluster.running(programs, "--sessions", "0", "--tokens-per-second", "40") as demo:
        with terminal.running(demo.watch_command("--max-tokens", "4000")) as board:
            board.wait(terminal.is_live)
            # The first press may come before the router's models are known.
            while "streaming" not in board.screen.text:
                board.press("s")
                until = time.monotonic() + 1
                while time.monotonic() < until and "streaming" not in board.screen.text:
                    board.read()
            yield Figure("bytes to the terminal per token", "B", [count(board, length) / length / 40 for _ in range(windows)])
            yield Figure("bytes per token that `curl -N` prints", "B", curl(demo, quick))


def count(board: terminal.Terminal, seconds: float) -> int:
    total, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        data = board.take()
        board.screen.feed(data)
        total += len(data)
        if not data:
            time.sleep(0.002)
    return total


def rows(demo: cluster.Cluster, board: terminal.Terminal, windows: int, base: float) -> list[float]:
    pods = demo.api.pods()["items"]
    router = next(pod["metadata"]["name"] for pod in pods if "router" in pod["metadata"]["name"])
    values = []
    for _ in range(windows):
        sender = subprocess.Popen(
            [sys.executable, "-m", "bench.sender", demo.kubeconfig, router, str(CHANGES), "20"], stdout=subprocess.DEVNULL)
        total, began = 0, time.monotonic()
        while sender.poll() is None:
            total += count(board, 0.2)
        values.append(max(0, total - base * (time.monotonic() - began)) / CHANGES)
    return values


def curl(demo: cluster.Cluster, quick: bool) -> list[float]:
    body = '{"model":"facebook/opt-125m","stream":true,"max_tokens":100,"messages":[{"role":"user","content":"Hello"}]}'
    run = ["curl", "-sN", demo.router + "/v1/chat/completions", "-H", "x-user-id: bench", "-H",
           "Content-Type: application/json", "-d", body]
    text = subprocess.run(run, check=True, capture_output=True, text=True, timeout=60).stdout
    return [len(text.encode()) / max(1, len(re.findall(r'"content"', text)))]
