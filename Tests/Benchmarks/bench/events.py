"""How long a change needs from the API to the terminal, beside `kubectl get pods -w` in the same run.

The restart count of the router's pod is raised by one, fifty times a second. Both programs show it. A third watch, read
by this process, tells when the API sent each change. One clock takes all times, and what was read is understood only
afterwards, so that understanding delays nothing.
"""
import json
import re
import selectors
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

from . import cluster, terminal
from .api import Watch
from .figure import Figure, Ratio
from .screen import Screen

RATE = 50
WARM_UP = 50
SENT = re.compile(rb'"restartCount":(\d+)')
BOARD = re.compile(r"R  vllm-\S+ +1/1 +Running +(\d+)")
LISTED = re.compile(rb"router-\S+ +1/1 +Running +(\d+)")

Readings = list[tuple[float, bytes]]


def measure(programs: str, quick: bool) -> Iterator[Figure | Ratio]:
    with cluster.running(programs) as demo:
        asked, sent, shown, listed = run(demo, 150 if quick else 999)
    yield Figure(f"change sent by the API → shown by the board, {RATE}/s", "ms", delays(shown, sent), 33, "p99")
    board = Figure("change asked of the API → shown by the board", "ms", delays(shown, asked))
    kubectl = Figure("the same change → printed by `kubectl get pods -w`", "ms", delays(listed, asked))
    yield board
    yield kubectl
    yield Ratio("the board in multiples of kubectl", board, kubectl)


def delays(seen: dict[int, float], since: dict[int, float]) -> list[float]:
    return [(at - since[number]) * 1000 for number, at in seen.items() if number > WARM_UP]


def run(demo: cluster.Cluster, changes: int) -> list[dict[int, float]]:
    """When each number was asked for, sent by the API, on the board, and in kubectl's list."""
    pods = demo.api.pods()["items"]
    router = next(pod["metadata"]["name"] for pod in pods if "router" in pod["metadata"]["name"])
    kubectl = subprocess.Popen(
        ["kubectl", "--kubeconfig", demo.kubeconfig, "get", "pods", "-w"], stdout=subprocess.PIPE, bufsize=0)
    with terminal.running(demo.watch_command()) as board:
        board.wait(terminal.is_live)
        kubectl.stdout.read(1)
        watch = Watch(demo.api)
        # A process of its own, so that its waiting for answers does not delay the reading here.
        sender = subprocess.Popen(
            [sys.executable, "-m", "bench.sender", demo.kubeconfig, router, str(changes), str(RATE)],
            stdout=subprocess.PIPE)
        readers = {
            watch.socket: watch.read, board.master: board.take, kubectl.stdout: lambda: kubectl.stdout.read(1 << 16)}
        sent, drawn, lines = read(readers, until=lambda: sender.poll() is not None)
        asked = dict(enumerate(json.load(sender.stdout), 1))
        shown = first_seen(drawn, numbers_on(board.screen))
        watch.close()
    kubectl.terminate()
    kubectl.wait()
    return [asked, first_seen(sent, SENT.findall), shown, first_seen(whole_lines(lines), LISTED.findall)]


def read(readers: dict, until: Callable[[], bool]) -> list[Readings]:
    """All that comes from each, with its time, until a moment after the end."""
    readings = {source: [] for source in readers}
    select = selectors.DefaultSelector()
    for source in readers:
        select.register(source, selectors.EVENT_READ)
    end = None
    while end is None or time.monotonic() < end:
        for key, _ in select.select(0.5):
            at = time.monotonic()
            readings[key.fileobj].append((at, readers[key.fileobj]()))
        if end is None and until():
            end = time.monotonic() + 1
    return list(readings.values())


def first_seen(readings: Readings, numbers: Callable[[bytes], list]) -> dict[int, float]:
    """When each number was first seen; one that was skipped was seen with the next."""
    seen: dict[int, float] = {}
    for at, data in readings:
        for number in numbers(data):
            for passed in range(len(seen) + 1, int(number) + 1):
                seen[passed] = at
    return seen


def numbers_on(screen: Screen) -> Callable[[bytes], list]:
    def numbers(data: bytes) -> list:
        screen.feed(data)
        return BOARD.findall(screen.text)

    return numbers


def whole_lines(readings: Readings) -> Readings:
    """A number that was cut in two is read where its line ends."""
    rest, whole = b"", []
    for at, data in readings:
        lines, _, rest = (rest + data).rpartition(b"\n")
        whole.append((at, lines))
    return whole
