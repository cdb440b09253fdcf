"""What eight probes and eight canaries cost a board that follows eight users, beside the same board without them."""
from collections.abc import Iterator

from . import cluster, idle, terminal
from .figure import Figure, Ratio


def measure(programs: str, quick: bool) -> Iterator[Figure | Ratio]:
    windows, length = (1, 2) if quick else (4, 10)
    shares: dict[str, list[float]] = {"without": [], "with": []}
    with cluster.running(programs, "--sessions", "8", "--engines", "8", "--startup-delay", "1s") as demo:
        flags = ["--probe", "10s", "--canary", "--probe-budget", "100000"]
        with terminal.running(demo.watch_command()) as plain, terminal.running(demo.watch_command(*flags)) as probing:
            boards = {"without": plain, "with": probing}
            for board in boards.values():
                board.wait(terminal.is_live)
            # Each engine's session has been found by then.
            rest(list(boards.values()), 3 if quick else 30)
            for _ in range(windows):
                before = {name: idle.processor_time(board.process.pid) for name, board in boards.items()}
                rest(list(boards.values()), length)
                for name, board in boards.items():
                    shares[name].append((idle.processor_time(board.process.pid) - before[name]) / length * 100)
    more = [max(0.0, one - other) for one, other in zip(shares["with"], shares["without"])]
    yield Figure("processor of `watch`, 8 engines, 8 users", "%", shares["without"])
    yield Figure("the same with 8 probes and 8 canaries, in the same seconds", "%", shares["with"])
    yield Figure("what the probes add", "%", more, 5)


def rest(boards: list[terminal.Terminal], seconds: float) -> None:
    """In turns, so that neither terminal is full."""
    step = 0.05
    for _ in range(round(seconds / step / len(boards))):
        for board in boards:
            idle.rest(board, step)
