"""Drawing a busy board in a process that does nothing else; `Drawing/` has the program."""
import json
import subprocess
from collections.abc import Iterator

from .figure import Figure
from .tools import TOOLS


def measure(programs: str, quick: bool) -> Iterator[Figure]:
    frames = "100" if quick else "2000"
    values = json.loads(subprocess.check_output([f"{TOOLS}/failtop-drawing-bench", frames]))
    yield Figure("drawing a 200×60 frame of a busy board", "ms", values, 2)
