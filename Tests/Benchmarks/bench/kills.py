"""From the key that confirms a kill to the API's own watch, which tells of the pod that is to go.

That is later than the arrival of the DELETE by the work of the API and the way of the watch's event to this process.
"""
import re
import select
import time
from collections.abc import Iterator

from . import cluster, terminal
from .api import Watch
from .figure import Figure

ENGINES = 6


def measure(programs: str, quick: bool) -> Iterator[Figure]:
    values = []
    with cluster.running(programs, "--engines", str(ENGINES), "--startup-delay", "200ms") as demo:
        watch = Watch(demo.api)
        with terminal.running(demo.watch_command("--arm")) as board:
            for count in range(3 if quick else 30):
                # While an incident is open the name would have to be typed; the one of the last kill opens a moment after it.
                board.wait(lambda screen: f"LIVE {ENGINES}/{ENGINES}" in screen.line(0) and terminal.is_live(screen)
                           and (count == 0 or re.search(rf"incident {count}( of \d+)? recovered", screen.text)))
                board.press("X")
                board.wait(lambda screen: "Kill which engine?" in screen.text)
                board.press("\r")
                board.wait(lambda screen: "y kill" in screen.text)
                watch.read()
                pressed = board.press("y")
                values.append((deletion(watch, board) - pressed) * 1000)
        watch.close()
    yield Figure("key `y` → the API tells of the deletion", "ms", values, 20)


def deletion(watch: Watch, board: terminal.Terminal) -> float:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        ready, _, _ = select.select([watch.socket, board.master], [], [], 1)
        at = time.monotonic()
        if watch.socket in ready and b'"deletionTimestamp"' in watch.read():
            return at
        if board.master in ready:
            board.read()
    raise terminal.NotInTime(board.screen.text)
