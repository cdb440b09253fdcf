"""A program in a terminal of its own."""
import contextlib
import fcntl
import os
import select
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Iterator

from .screen import Screen


class NotInTime(Exception):
    pass


class Terminal:
    def __init__(self, command: list[str], columns: int, rows: int) -> None:
        self.screen = Screen(columns, rows)
        self.master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.started = time.monotonic()
        self.process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, start_new_session=True)
        os.close(slave)
        os.set_blocking(self.master, False)

    def take(self) -> bytes:
        """What has come since the last time."""
        try:
            return os.read(self.master, 1 << 16)
        except OSError:
            # Nothing has come, or the program has ended.
            return b""

    def read(self) -> None:
        self.screen.feed(self.take())

    def wait(self, shows: Callable[[Screen], bool], limit: float = 20) -> float:
        """Waits for a picture, and says when the bytes that complete it were there."""
        end = time.monotonic() + limit
        while (rest := end - time.monotonic()) > 0:
            if select.select([self.master], [], [], rest)[0]:
                at = time.monotonic()
                self.read()
                if shows(self.screen):
                    return at
        raise NotInTime(self.screen.text)

    def press(self, keys: str) -> float:
        at = time.monotonic()
        os.write(self.master, keys.encode())
        return at

    def end(self) -> None:
        self.process.terminate()
        end = time.monotonic() + 10
        while self.process.poll() is None and time.monotonic() < end:
            # A program that ends must not wait for somebody to read its last words.
            select.select([self.master], [], [], 0.01)
            self.read()
        self.process.kill()
        self.process.wait()
        os.close(self.master)


@contextlib.contextmanager
def running(command: list[str], columns: int = 120, rows: int = 36) -> Iterator[Terminal]:
    terminal = Terminal(command, columns, rows)
    try:
        yield terminal
    finally:
        terminal.end()


def is_live(screen: Screen) -> bool:
    return screen.line(0).count("● LIVE") == 2
