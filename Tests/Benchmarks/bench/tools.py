"""Where the measuring programs are that are written in Swift."""
import os

TOOLS = os.environ["FAILTOP_BENCHMARKS"]
