"""A namespace with 13,000 pods, of which none or all are engines: how soon they are shown and counted, beside `kubectl get pods` in the same run."""
import os
import re
import subprocess
import time
from collections.abc import Iterator

from . import cluster, idle, terminal
from .figure import Figure, Ratio
from .screen import Screen

PODS = 13_000
COUNTED = re.compile(r"● LIVE \d+/\d+ of 13,0\d\d")
ROW = re.compile(r"[A-Z]  vllm-\S+ +\S* *1/1 +Running")


def measure(programs: str, quick: bool) -> Iterator[Figure | Ratio]:
    runs = 2 if quick else 10
    with cluster.running(programs, "--other-pods", str(PODS), "--sessions", "0") as demo:
        first, counted, sizes, listed, theirs = [], [], [], [], []
        # The first round fills caches and does not count.
        for _ in range(runs + 1):
            with terminal.running(demo.watch_command()) as board:
                first.append((board.wait(lambda screen: ROW.search(screen.text)) - board.started) * 1000)
                end = board.started if is_counted(board.screen) else board.wait(is_counted)
                counted.append((max(end, board.started + first[-1] / 1000) - board.started) * 1000)
                idle.rest(board, 1)
                sizes.append(idle.memory(board.process.pid))
            milliseconds, megabytes = kubectl(demo.kubeconfig)
            listed.append(milliseconds)
            theirs.append(megabytes)
    yield Figure(f"first rows of `watch` among {PODS:,} pods", "ms", first[1:], 1000)
    board_time = Figure("the same, until all are counted", "ms", counted[1:])
    kubectl_time = Figure("`kubectl get pods` of the same", "ms", listed[1:])
    yield board_time
    yield kubectl_time
    yield Ratio("the board in multiples of kubectl (target: less than 0.2 ×)", board_time, kubectl_time)
    yield Figure("memory of `watch` among them (RSS)", "MB", sizes[1:], 80, "p99")
    yield Figure("memory of `kubectl get pods` of the same, at most", "MB", theirs[1:])

    with cluster.running(programs, "--other-pods", str(PODS), "--other-pods-are-engines", "--sessions", "0") as demo:
        rounds = [(once(demo), kubectl(demo.kubeconfig)) for _ in range(runs + 1)][1:]
    ours = Figure(f"`watch --once` among {PODS:,} engines", "ms", [own[0] for own, _ in rounds])
    theirs_now = Figure("`kubectl get pods` of them", "ms", [their[0] for _, their in rounds])
    yield ours
    yield theirs_now
    yield Ratio("`watch --once` in multiples of kubectl (target: less than 1 ×)", ours, theirs_now)
    yield Figure("memory of `watch --once` of them, at most", "MB", [own[1] for own, _ in rounds], 200, "p99")


def once(demo: cluster.Cluster) -> tuple[float, float]:
    return used(demo.watch_command("--once"))


def is_counted(screen: Screen) -> bool:
    return COUNTED.search(screen.line(0)) is not None


def kubectl(kubeconfig: str) -> tuple[float, float]:
    return used(["kubectl", "--kubeconfig", kubeconfig, "get", "pods"])


def used(command: list[str]) -> tuple[float, float]:
    """Milliseconds, and megabytes at most."""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    return (time.monotonic() - began) * 1000, usage.ru_maxrss * 1024 / 1e6
