"""What a terminal would show: as much of an xterm as ncurses uses."""
import codecs
import re

SEQUENCE = re.compile(r"\x1b(?:\[([0-9;?]*)([A-Za-z@`])|[()][A-Z0-9]|\][^\x07]*\x07|([=>78DEHM]))")


class Screen:
    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.cells = [self.blank() for _ in range(rows)]
        self.row = self.column = 0
        self.saved = (0, 0)
        # The lines that scroll, the last one excluded.
        self.top, self.bottom = 0, rows
        self.last = " "
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")
        # The beginning of a sequence whose rest has not come.
        self.begun = ""

    def blank(self) -> list[str]:
        return [" "] * self.columns

    def line(self, row: int) -> str:
        return "".join(self.cells[row])

    @property
    def text(self) -> str:
        return "\n".join(map(self.line, range(self.rows)))

    def feed(self, data: bytes) -> None:
        text, self.begun = self.begun + self.decoder.decode(data), ""
        position = 0
        while position < len(text):
            if text[position] != "\x1b":
                self.put(text[position])
                position += 1
            elif match := SEQUENCE.match(text, position):
                self.obey(*match.groups())
                position = match.end()
            else:
                self.begun = text[position:]
                return

    def put(self, character: str) -> None:
        match character:
            case "\r": self.column = 0
            case "\n": self.down()
            case "\b": self.column = max(0, self.column - 1)
            case "\t": self.column = min(self.columns - 1, self.column // 8 * 8 + 8)
            case _ if character >= " ":
                if self.column >= self.columns:
                    self.down()
                    self.column = 0
                self.cells[self.row][self.column] = self.last = character
                self.column += 1

    def down(self) -> None:
        if self.row + 1 == self.bottom:
            self.remove(self.top, 1)
        else:
            self.row = min(self.row + 1, self.rows - 1)

    def insert(self, row: int, count: int) -> None:
        for _ in range(min(count, self.bottom - row)):
            del self.cells[self.bottom - 1]
            self.cells.insert(row, self.blank())

    def remove(self, row: int, count: int) -> None:
        for _ in range(min(count, self.bottom - row)):
            del self.cells[row]
            self.cells.insert(self.bottom - 1, self.blank())

    def obey(self, parameters: str | None, command: str | None, short: str | None) -> None:
        match short:
            case "7": self.saved = (self.row, self.column)
            case "8": self.row, self.column = self.saved
            case "M" if self.row == self.top: self.insert(self.top, 1)
            case "M": self.row = max(0, self.row - 1)
        if command is None or parameters.startswith("?"):
            return
        numbers = [int(number or 0) for number in parameters.split(";")]
        count = max(1, numbers[0])
        line, at = self.cells[self.row], min(self.column, self.columns - 1)
        match command:
            case "H" | "f":
                self.row = min(count, self.rows) - 1
                self.column = min(max(1, numbers[1] if len(numbers) > 1 else 1), self.columns) - 1
            case "A": self.row = max(0, self.row - count)
            case "B": self.row = min(self.rows - 1, self.row + count)
            case "C": self.column = min(self.columns - 1, at + count)
            case "D": self.column = max(0, at - count)
            case "G" | "`": self.column = min(count, self.columns) - 1
            case "d": self.row = min(count, self.rows) - 1
            case "K": self.erase(self.row, *{0: (at, self.columns), 1: (0, at + 1)}.get(numbers[0], (0, self.columns)))
            case "J":
                if numbers[0] == 0:
                    self.erase(self.row, at, self.columns)
                for row in range(self.row + 1 if numbers[0] == 0 else 0, self.rows):
                    self.erase(row, 0, self.columns)
            case "X": self.erase(self.row, at, min(at + count, self.columns))
            case "P": self.cells[self.row] = (line[:at] + line[at + count:] + self.blank())[:self.columns]
            case "@": self.cells[self.row] = (line[:at] + [" "] * count + line[at:])[:self.columns]
            case "L": self.insert(self.row, count)
            case "M": self.remove(self.row, count)
            case "S": self.remove(self.top, count)
            case "T": self.insert(self.top, count)
            case "r":
                self.top, self.bottom = count - 1, numbers[1] if len(numbers) > 1 and numbers[1] else self.rows
                self.row = self.column = 0
            case "b":
                for _ in range(count):
                    self.put(self.last)

    def erase(self, row: int, first: int, end: int) -> None:
        self.cells[row][first:end] = [" "] * (end - first)
