"""Measures failtop from outside: real processes, real terminals, the embedded cluster's real API. Standard library only."""
