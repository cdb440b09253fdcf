"""What a board costs that nobody touches: processor time and memory, without kubectl."""
import os
import select
import time
from collections.abc import Iterator

from . import cluster, terminal
from .figure import Figure

TICK = os.sysconf("SC_CLK_TCK")


def measure(programs: str, quick: bool) -> Iterator[Figure]:
    windows, length = (2, 2) if quick else (6, 10)
    for users in (0, 8):
        with cluster.running(programs, "--sessions", str(users)) as demo, terminal.running(demo.watch_command()) as board:
            board.wait(terminal.is_live)
            rest(board, 3)
            shares, sizes = [], []
            for _ in range(windows):
                before, began = processor_time(board.process.pid), time.monotonic()
                rest(board, length)
                used = processor_time(board.process.pid) - before
                shares.append(used / (time.monotonic() - began) * 100)
                sizes.append(memory(board.process.pid))
            with_users = f"{users} users' requests in the router's log" if users else "nobody asks anything"
            yield Figure(f"processor of `watch`, {with_users}", "%", shares, None if users else 1)
            if users:
                yield Figure("memory of `watch` (RSS)", "MB", sizes, 60, "p99")


def rest(board: terminal.Terminal, seconds: float) -> None:
    """Lets time pass, but reads: a full terminal would stop the board."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if select.select([board.master], [], [], left)[0]:
            os.read(board.master, 1 << 16)


def processor_time(process: int) -> float:
    """Seconds, of the process alone."""
    with open(f"/proc/{process}/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def memory(process: int) -> float:
    """Megabytes that are in the machine's memory."""
    with open(f"/proc/{process}/status") as file:
        size = next(line for line in file if line.startswith("VmRSS:"))
    return int(size.split()[1]) * 1024 / 1e6
