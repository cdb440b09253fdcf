"""The embedded cluster in a process of its own."""
import contextlib
import json
import subprocess
from collections.abc import Iterator

from .api import API


class Cluster:
    def __init__(self, programs: str, flags: list[str]) -> None:
        self.failtop = f"{programs}/failtop"
        self.process = subprocess.Popen([self.failtop, "demo", "--headless", *flags], stdout=subprocess.PIPE)
        places = json.loads(self.process.stdout.readline())
        self.kubeconfig, self.router = places["kubeconfig"], places["router"]
        self.api = API(self.kubeconfig)

    def watch_command(self, *flags: str) -> list[str]:
        return [self.failtop, "watch", "--kubeconfig", self.kubeconfig, *flags]


@contextlib.contextmanager
def running(programs: str, *flags: str) -> Iterator[Cluster]:
    cluster = Cluster(programs, list(flags))
    try:
        yield cluster
    finally:
        cluster.process.terminate()
        cluster.process.wait()
