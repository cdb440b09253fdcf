"""How soon `/metrics` answers beside a board that follows eight users, and the page of an engine in the same run."""
import http.client
import json
import socket
import subprocess
import time
from collections.abc import Iterator

from . import cluster, idle, terminal
from .figure import Figure, Ratio


def measure(programs: str, quick: bool) -> Iterator[Figure | Ratio]:
    runs = 20 if quick else 300
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with cluster.running(programs, "--sessions", "8") as demo:
        engine = engine_address(demo.kubeconfig)
        with terminal.running(demo.watch_command("--metrics", f"127.0.0.1:{port}")) as board:
            board.wait(terminal.is_live)
            ours, theirs = [], []
            for _ in range(runs):
                ours.append(milliseconds("127.0.0.1", port))
                theirs.append(milliseconds(engine, 8000))
                idle.rest(board, 0.02)
    own = Figure("`GET /metrics` of a board", "ms", ours, 5, "p99")
    peer = Figure("`GET /metrics` of an engine of the embedded cluster", "ms", theirs)
    yield own
    yield peer
    yield Ratio("the board in multiples of the engine", own, peer)


def engine_address(kubeconfig: str) -> str:
    listed = subprocess.run(
        ["kubectl", "--kubeconfig", kubeconfig, "get", "pods", "-l", "environment=test", "-o", "json"], capture_output=True, check=True)
    return json.loads(listed.stdout)["items"][0]["status"]["podIP"]


def milliseconds(host: str, port: int) -> float:
    began = time.monotonic()
    connection = http.client.HTTPConnection(host, port, timeout=5)
    connection.request("GET", "/metrics")
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    assert answer.status == 200 and text
    return (time.monotonic() - began) * 1000
