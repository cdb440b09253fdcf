import TerminalCanvas

/// Text in letters of five rows, to be read from the last row of a room.
struct BlockText {
    let text: String
    let style: Style
    let glyphs: Glyphs

    static let height = 5

    /// Cells it takes when each dot is so many cells wide.
    func width(dot: Int) -> Int {
        let letters = text.map { (Self.rows(of: $0).first ?? "").count }
        return letters.reduce(0, +) * dot + max(0, letters.count - 1) * Self.spacing(dot)
    }

    /// Between letters.
    private static func spacing(_ dot: Int) -> Int { (dot + 1) / 2 }

    /// In the middle of the rectangle, as large as fits; written plainly where no large letter does.
    func draw(_ canvas: inout Canvas, in rect: Rect) {
        guard !rect.isEmpty else { return }
        let dots = [3, 2, 1].first { width(dot: $0) <= rect.width && (rect.height >= Self.height * max(1, $0 - 1)) }
        guard let dot = dots else {
            let column = rect.column + max(0, (rect.width - TextWidth.of(text)) / 2)
            canvas.write(text, column: column, row: rect.row + rect.height / 2, style: style, clip: rect)
            return
        }
        let tall = max(1, dot - 1)
        var column = rect.column + (rect.width - width(dot: dot)) / 2
        let top = rect.row + (rect.height - Self.height * tall) / 2
        for character in text {
            let rows = Self.rows(of: character)
            for (index, row) in rows.enumerated() {
                for (offset, bit) in row.enumerated() where bit == "#" {
                    let cell = Rect(column: column + offset * dot, row: top + index * tall, width: dot, height: tall)
                    canvas.fill(rect.intersection(cell), with: glyphs.bar, style: style)
                }
            }
            column += (rows.first ?? "").count * dot + Self.spacing(dot)
        }
    }

    private static func rows(of character: Character) -> [Substring] {
        (dots[character] ?? dots["?"] ?? "").split(separator: " ")
    }

    /// Five rows each. What has no letter of its own is a question mark.
    private static let dots: [Character: String] = [
        "0": "### #.# #.# #.# ###", "1": ".#. ##. .#. .#. ###", "2": "### ..# ### #.. ###", "3": "### ..# ### ..# ###",
        "4": "#.# #.# ### ..# ..#", "5": "### #.. ### ..# ###", "6": "### #.. ### #.# ###", "7": "### ..# ..# ..# ..#",
        "8": "### #.# ### #.# ###", "9": "### #.# ### ..# ###", ".": ". . . . #", ":": ". # . # .", "-": "... ... ### ... ...",
        "/": "..# ..# .#. #.. #..", "?": "### ..# .## ... .#.", ">": ".... ..#. #### ..#. ....", " ": ". . . . .",
        "A": "### #.# ### #.# #.#", "B": "##. #.# ##. #.# ##.", "C": "### #.. #.. #.. ###", "D": "##. #.# #.# #.# ##.",
        "E": "### #.. ##. #.. ###", "F": "### #.. ##. #.. #..", "G": "### #.. #.# #.# ###", "H": "#.# #.# ### #.# #.#",
        "I": "### .#. .#. .#. ###", "J": "..# ..# ..# #.# ###", "K": "#.# #.# ##. #.# #.#", "L": "#.. #.. #.. #.. ###",
        "M": "#.# ### ### #.# #.#", "N": "##. #.# #.# #.# #.#", "O": "### #.# #.# #.# ###", "P": "### #.# ### #.. #..",
        "Q": "### #.# #.# ### ..#", "R": "### #.# ##. #.# #.#", "S": "### #.. ### ..# ###", "T": "### .#. .#. .#. .#.",
        "U": "#.# #.# #.# #.# ###", "V": "#.# #.# #.# #.# .#.", "W": "#.# #.# ### ### #.#", "X": "#.# #.# .#. #.# #.#",
        "Y": "#.# #.# .#. .#. .#.", "Z": "### ..# .#. #.. ###",
    ]
}
