"""What a busy router's log costs the board: 5,000 lines a second, through kubectl, decoded, reduced, drawn and recorded."""
import contextlib
import json
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timezone

from . import cluster, idle, terminal
from .api import API, PODS
from .figure import Figure, Ratio

LINES = 5_000
# Three lines for each request, as the production stack's router writes them.
ROUTED = (
    "\x1b[32;20m[2026-11-23 20:06:00,212] INFO:\x1b[0m Request for model fake/model was rewritten "
    "\x1b[3m(request.py:483:vllm_router.services.request_service.request)\x1b[0m",
    "\x1b[32;20m[2026-11-23 20:06:00,213] INFO:\x1b[0m Routing request bench-{n} with session id user-{user} to http://{host}:8000 "
    "at 1795464360.2136545, process time = 0.0015 \x1b[3m(request.py:600:vllm_router.services.request_service.request)\x1b[0m",
    'INFO:     127.0.0.1:49286 - "POST /v1/chat/completions HTTP/1.1" 200 OK',
)


def measure(programs: str, quick: bool) -> Iterator[Figure | Ratio]:
    windows, length = (2, 2) if quick else (6, 10)
    with tempfile.TemporaryDirectory() as folder, cluster.running(programs, "--sessions", "0") as demo:
        front = Front(demo.api)
        kubeconfig, journal = f"{folder}/kubeconfig", f"{folder}/journal.jsonl"
        front.write_kubeconfig(kubeconfig)
        command = [demo.failtop, "watch", "--kubeconfig", kubeconfig, "--record", journal]
        with terminal.running(command) as board, peer(kubeconfig, front.router) as kubectl:
            board.wait(terminal.is_live)
            front.start.set()
            idle.rest(board, 3)
            ours, theirs = [], []
            for _ in range(windows):
                before = [idle.processor_time(each) for each in (board.process.pid, kubectl.pid)]
                began = time.monotonic()
                idle.rest(board, length)
                took = time.monotonic() - began
                after = [idle.processor_time(each) for each in (board.process.pid, kubectl.pid)]
                for values, old, new in zip((ours, theirs), before, after):
                    values.append((new - old) / took * 100)
            front.stop.set()
            wait_for_rest(board, journal, front)
            memory = idle.memory(board.process.pid)
        pace = [each / front.seconds for each in front.written.values()]
        lost = front.written["board"] // len(ROUTED) - told(journal)
    board_figure = Figure(f"processor of `watch`: {LINES:,} lines/s in the router's log, recorded", "%", ours, 10)
    kubectl_figure = Figure("processor of `kubectl logs -f` of the same log", "%", theirs)
    yield board_figure
    yield kubectl_figure
    yield Ratio("the board in multiples of kubectl", board_figure, kubectl_figure)
    yield Figure("lines written a second", "", pace)
    yield Figure("requests that were in the log and not in the recording", "", [lost], 0)
    yield Figure("memory of `watch` meanwhile (RSS)", "MB", [memory])


def wait_for_rest(board: terminal.Terminal, journal: str, front: "Front") -> None:
    """What is late on a busy machine is not lost; the recording is written each second."""
    end = time.monotonic() + 20
    while time.monotonic() < end and told(journal) < front.written.get("board", 0) // len(ROUTED):
        idle.rest(board, 1)


def told(journal: str) -> int:
    """Requests in the recording: each id once."""
    with open(journal, errors="replace") as file:
        # The last line may be half written.
        return len({line.split('"bench-')[1].split('"')[0] for line in file if '"bench-' in line})


@contextlib.contextmanager
def peer(kubeconfig: str, router: str) -> Iterator[subprocess.Popen]:
    command = ["kubectl", "--kubeconfig", kubeconfig, "logs", "-f", "--timestamps", router]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


class Front:
    """The cluster's API, but for the router's log, which is this program's."""

    def __init__(self, api: API) -> None:
        self.api = api
        pods = api.pods()["items"]
        self.router = next(pod["metadata"]["name"] for pod in pods if "router" in pod["metadata"]["name"])
        self.hosts = [pod["status"]["podIP"] for pod in pods if pod["metadata"]["name"] != self.router]
        self.start, self.stop = threading.Event(), threading.Event()
        # Lines, by who followed.
        self.written: dict[str, int] = {}
        self.seconds = 1.0
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        threading.Thread(target=self.accept, daemon=True).start()

    def write_kubeconfig(self, path: str) -> None:
        host, port = self.listener.getsockname()
        config = {
            "apiVersion": "v1", "kind": "Config", "current-context": "bench",
            "clusters": [{"name": "c", "cluster": {"server": f"http://{host}:{port}"}}],
            "contexts": [{"name": "bench", "context": {"cluster": "c", "user": "u"}}], "users": [{"name": "u", "user": {}}],
        }
        with open(path, "w") as file:
            json.dump(config, file)

    def accept(self) -> None:
        while True:
            client, _ = self.listener.accept()
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client: socket.socket) -> None:
        """One request of a connection, and the end."""
        with client, contextlib.suppress(OSError, ssl.SSLError):
            head = b""
            while b"\r\n\r\n" not in head:
                if not (part := client.recv(1 << 16)):
                    return
                head += part
            request, _, rest = head.partition(b"\r\n")
            if f"{PODS}/{self.router}/log".encode() in request:
                return self.write_log(client, "board" if b"User-Agent: failtop" in head else "kubectl")
            upstream = self.api.connect().sock
            headers = "".join(f"\r\n{name}: {value}" for name, value in self.api.headers.items())
            # Without a second request on the connection there is nothing more to rewrite.
            upstream.sendall(request + headers.encode() + b"\r\nConnection: close\r\n" + rest)
            threading.Thread(target=copy, args=(client, upstream), daemon=True).start()
            copy(upstream, client)

    def write_log(self, client: socket.socket, reader: str) -> None:
        client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n")
        self.start.wait()
        if self.stop.is_set():
            # Asked for what comes next, and nothing does.
            time.sleep(60)
        began, count = time.monotonic(), 0
        while not self.stop.is_set():
            now = datetime.now(timezone.utc).isoformat(timespec="microseconds").replace("+00:00", "000Z")
            due = int((time.monotonic() - began) * LINES)
            lines = []
            while count < due or count % len(ROUTED):
                n = count // len(ROUTED)
                text = ROUTED[count % len(ROUTED)].format(n=n, user=n % 1_000, host=self.hosts[n % len(self.hosts)])
                lines.append(f"{now} {text}\n")
                count += 1
            if data := "".join(lines).encode():
                client.sendall(b"%x\r\n%s\r\n" % (len(data), data))
            time.sleep(0.01)
        self.seconds = time.monotonic() - began
        self.written[reader] = count
        client.sendall(b"0\r\n\r\n")
        # What is still on its way must arrive.
        time.sleep(1)


def copy(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError, ssl.SSLError):
        while data := source.recv(1 << 16):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
