/// A picture of the screen, drawn by pure functions and shown by a `Terminal`. Everything is clipped; text is
/// sanitised, and a wide character is shown whole or not at all.
public struct Canvas: Hashable, Sendable {
    public let size: Size
    public private(set) var cells: [Cell]
    /// Where the terminal's cursor blinks, for text fields; hidden when nil.
    public var cursor: Point?

    public init(size: Size) {
        self.size = size
        cells = Array(repeating: .blank, count: size.columns * size.rows)
    }

    public var bounds: Rect { Rect(size) }

    public subscript(column: Int, row: Int) -> Cell {
        guard bounds.contains(Point(column: column, row: row)) else { return .blank }
        return cells[row * size.columns + column]
    }

    /// The rows as plain text, trailing blanks trimmed.
    public var lines: [String] {
        (0..<size.rows).map { row in
            var text = ""
            var pending = 0
            for column in 0..<size.columns {
                let cell = cells[row * size.columns + column]
                if cell.width == 0 { continue }
                if cell.character == " " {
                    pending += 1
                } else {
                    text += String(repeating: " ", count: pending)
                    text.append(cell.character)
                    pending = 0
                }
            }
            return text
        }
    }

    /// Writes one line of text from `column`, inside `clip`. Returns the column after the last cell it took.
    @discardableResult
    public mutating func write(
        _ text: String, column: Int, row: Int, style: Style = .plain, clip: Rect? = nil
    ) -> Int {
        let area = clip.map { bounds.intersection($0) } ?? bounds
        var at = column
        var base: String.UnicodeScalarView?
        var width = 0
        func flush(_ canvas: inout Canvas) {
            guard let scalars = base, let first = String(scalars).first else { return }
            let fits = row >= area.row && row < area.maxRow && at >= area.column && at + width <= area.maxColumn
            // A wide character that is cut by the edge leaves its room blank.
            if fits { canvas.put(first, width: width, column: at, row: row, style: style) }
            at += width
            base = nil
        }
        for scalar in Sanitiser.line(text).unicodeScalars {
            let size = TextWidth.of(scalar)
            if size == 0 {
                base?.append(scalar)
                continue
            }
            flush(&self)
            if at >= area.maxColumn { return at }
            base = String.UnicodeScalarView([scalar])
            width = size
        }
        flush(&self)
        return at
    }

    @discardableResult
    public mutating func write(_ text: StyledText, column: Int, row: Int, clip: Rect? = nil) -> Int {
        var at = column
        for run in text.runs { at = write(run.text, column: at, row: row, style: run.style, clip: clip) }
        return at
    }

    /// Fills a rectangle with a narrow character.
    public mutating func fill(_ rect: Rect, with character: Character = " ", style: Style = .plain) {
        let area = bounds.intersection(rect)
        let line = String(repeating: String(character), count: area.width)
        for row in area.row..<area.maxRow {
            write(line, column: area.column, row: row, style: style, clip: area)
        }
    }

    /// Changes the look of a rectangle and keeps its text.
    public mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
        let area = bounds.intersection(rect)
        for row in area.row..<area.maxRow {
            for column in area.column..<area.maxColumn { change(&cells[row * size.columns + column].style) }
        }
    }

    private mutating func put(_ character: Character, width: Int, column: Int, row: Int, style: Style) {
        clearHalves(column: column, row: row)
        if width == 2 { clearHalves(column: column + 1, row: row) }
        let index = row * size.columns + column
        cells[index] = Cell(character: character, width: width, style: style)
        if width == 2 { cells[index + 1] = .continuation(style) }
    }

    /// Blanks the other half of a wide character that is about to be overwritten.
    private mutating func clearHalves(column: Int, row: Int) {
        let index = row * size.columns + column
        let old = cells[index]
        let blank = Cell(character: " ", width: 1, style: old.style)
        if old.width == 2, column + 1 < size.columns { cells[index + 1] = blank }
        if old.width == 0, column > 0 { cells[index - 1] = blank }
        if old.width != 1 { cells[index] = blank }
    }
}
