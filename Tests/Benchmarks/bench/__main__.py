"""Runs the measurements and prints the table."""
import argparse
import gc
import os
import tempfile

from . import chaos, drawing, events, history, idle, kills, load, logs, metrics, probes, resume, scale, startup, streams, wire

ROWS = {
    "startup": startup, "events": events, "kills": kills, "resume": resume, "drawing": drawing, "idle": idle,
    "scale": scale, "load": load, "logs": logs, "streams": streams, "wire": wire, "chaos": chaos, "metrics": metrics,
    "probes": probes, "history": history,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="Tests/Benchmarks/run")
    parser.add_argument("programs", help="the folder of the release build")
    parser.add_argument("rows", nargs="*", metavar="row", help=f"only these of {', '.join(ROWS)}")
    parser.add_argument("--quick", action="store_true", help="few repetitions: shows that it works, measures nothing")
    arguments = parser.parse_intermixed_args()
    # No pause of ours in the middle of a measurement.
    gc.disable()
    with tempfile.TemporaryDirectory() as cache:
        os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8", KUBECACHEDIR=cache)
        table(arguments)


def table(arguments: argparse.Namespace) -> None:
    print("| what | target | median | p99 | range | n | |")
    print("|---|---|---|---|---|---|---|")
    for name in ROWS:
        if arguments.rows and name not in arguments.rows:
            continue
        for figure in ROWS[name].measure(arguments.programs, arguments.quick):
            print(figure.row(), flush=True)


main()
