"""From the start of the process to what is on the screen."""
from collections.abc import Callable, Iterator

from . import cluster, terminal
from .figure import Figure
from .screen import Screen


def measure(programs: str, quick: bool) -> Iterator[Figure]:
    runs = 3 if quick else 30
    demo = [f"{programs}/failtop", "demo"]
    with cluster.running(programs) as demo_cluster:
        watch = demo_cluster.watch_command()
        yield Figure("first frame of `watch` after the start", "ms", times(watch, has_frame, runs), 100)
        yield Figure("the same, until all is live", "ms", times(watch, terminal.is_live, runs))
    yield Figure("first frame of `demo` after the start", "ms", times(demo, has_frame, runs), 100)
    yield Figure("`demo`: the board is live", "ms", times(demo, terminal.is_live, runs), 1500)


def has_frame(screen: Screen) -> bool:
    return "failtop" in screen.line(0) and "q quit" in screen.line(screen.rows - 1)


def times(command: list[str], shows: Callable[[Screen], bool], runs: int) -> list[float]:
    values = []
    # The first run loads the program from the disk and does not count.
    for _ in range(runs + 1):
        with terminal.running(command) as board:
            values.append((board.wait(shows) - board.started) * 1000)
    return values[1:]
