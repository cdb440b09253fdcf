"""From the kill to the verdict: `failtop test` beside Chaos Toolkit with its Kubernetes extension, in the same run.

Both look before, kill the engine of session 9999 (Chaos Toolkit: one engine by its label) and judge when the deployment has
all its engines again. The kill is the moment in which a watch of ours reads the deletion, the verdict the end of the process.
"""
import json
import os
import select
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator

from . import cluster
from .api import Watch
from .figure import Figure, Ratio

PACKAGES = ["chaostoolkit==1.19.0", "chaostoolkit-kubernetes==0.39.0"]
DEPLOYMENT = "vllm-opt125m-deployment-vllm"


def measure(programs: str, quick: bool) -> Iterator[Figure | Ratio]:
    runs = 1 if quick else 8
    chaos = installed()
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as folder, cluster.running(
            programs, "--startup-delay", "1s", "--sessions", "4") as demo:
        watch = Watch(demo.api)
        for _ in range(runs):
            recovered(demo)
            test = [demo.failtop, "test", "--kubeconfig", demo.kubeconfig, "--max-tokens", "60", "--no-record"]
            ours.append(verdict(test, watch, folder, demo.kubeconfig))
            recovered(demo)
            experiment = f"{folder}/experiment.json"
            with open(experiment, "w", encoding="utf-8") as file:
                json.dump(EXPERIMENT, file)
            theirs.append(verdict([chaos, "run", experiment], watch, folder, demo.kubeconfig))
        watch.close()
    board = Figure("kill → verdict, `failtop test`: four promises judged", "s", ours)
    peer = Figure("kill → verdict, Chaos Toolkit: one hypothesis (all engines available)", "s", theirs)
    yield board
    yield peer
    yield Ratio("failtop in multiples of Chaos Toolkit", board, peer)


def installed() -> str:
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    folder = f"{cache}/failtop/chaos-toolkit"
    if not os.path.exists(f"{folder}/bin/chaos"):
        venv.create(folder, with_pip=True)
        pip = [f"{folder}/bin/pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES]
        subprocess.run(pip, check=True, stdout=sys.stderr)
    return f"{folder}/bin/chaos"


def recovered(demo: cluster.Cluster) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        engines = [pod for pod in demo.api.pods()["items"] if DEPLOYMENT in pod["metadata"]["name"]]
        if len(engines) == 3 and all(is_ready(pod) for pod in engines):
            return
        time.sleep(0.1)
    raise RuntimeError("the engines did not come back")


def is_ready(pod: dict) -> bool:
    return any(one["type"] == "Ready" and one["status"] == "True" for one in pod["status"].get("conditions", []))


def verdict(command: list[str], watch: Watch, folder: str, kubeconfig: str) -> float:
    """Seconds from the first deletion to the end of the process."""
    watch.read()
    environment = os.environ | {"KUBECONFIG": kubeconfig, "CHAOSTOOLKIT_LOG_LEVEL": "ERROR"}
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    killed, end = None, time.monotonic() + 120
    while process.poll() is None and time.monotonic() < end:
        ready, _, _ = select.select([watch.socket], [], [], 0.002)
        at = time.monotonic()
        if ready and b'"deletionTimestamp"' in watch.read() and killed is None:
            killed = at
    judged = time.monotonic()
    if process.poll() is None:
        process.kill()
        process.wait()
    if killed is None:
        raise RuntimeError(f"{command[0]} ended with {process.returncode} and killed nothing")
    return judged - killed


AVAILABLE = {
    "type": "probe", "name": "all engines available", "tolerance": True,
    "provider": {
        "type": "python", "module": "chaosk8s.deployment.probes", "func": "deployment_available_and_healthy",
        "arguments": {"name": DEPLOYMENT, "ns": "default"},
    },
}
EXPERIMENT = {
    "title": "an engine dies", "description": "all engines are available before and after one is deleted",
    "steady-state-hypothesis": {"title": "all engines available", "probes": [AVAILABLE]},
    "method": [
        {
            "type": "action", "name": "delete an engine",
            "provider": {
                "type": "python", "module": "chaosk8s.pod.actions", "func": "terminate_pods",
                "arguments": {"label_selector": "environment=test", "rand": True, "qty": 1, "ns": "default", "grace_period": 0},
            },
        },
        {
            "type": "probe", "name": "all engines available again",
            "provider": {
                "type": "python", "module": "chaosk8s.deployment.probes", "func": "deployment_fully_available",
                "arguments": {"name": DEPLOYMENT, "ns": "default", "timeout": 60},
            },
        },
    ],
}
