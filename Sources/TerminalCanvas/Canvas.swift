/// A picture of the screen, drawn by pure functions and shown by a `Terminal`. Everything is clipped; text is
/// sanitised, and a wide character is shown whole or not at all.
package struct Canvas: Hashable, Sendable {
    package let size: Size
    package private(set) var cells: [Cell]
    /// Where the terminal's cursor blinks, for text fields; hidden when nil.
    package var cursor: Point?

    package init(size: Size) {
        self.size = size
        cells = Array(repeating: .blank, count: size.columns * size.rows)
    }

    package var bounds: Rect { Rect(size) }

    package subscript(column: Int, row: Int) -> Cell {
        guard bounds.contains(Point(column: column, row: row)) else { return .blank }
        return cells[row * size.columns + column]
    }

    /// The rows as plain text, trailing blanks trimmed.
    package var lines: [String] {
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
    package mutating func write(
        _ text: String, column: Int, row: Int, style: Style = .plain, clip: Rect? = nil
    ) -> Int {
        let area = clip.map { bounds.intersection($0) } ?? bounds
        let isRowVisible = row >= area.row && row < area.maxRow
        var at = column
        // A character is complete when the next one begins: marks may follow it.
        var pending: Cell?
        func flush(_ canvas: inout Canvas) {
            guard let cell = pending else { return }
            // A wide character that is cut by the edge leaves its room blank.
            let fits = isRowVisible && at >= area.column && at + cell.width <= area.maxColumn
            if fits { canvas.put(cell, column: at, row: row) }
            at += cell.width
            pending = nil
        }
        for scalar in Sanitiser.line(text).unicodeScalars {
            let width = TextWidth.of(scalar)
            if width == 0 {
                pending = pending?.marked(with: scalar)
                continue
            }
            flush(&self)
            if at >= area.maxColumn { return at }
            pending = Cell(character: Character(scalar), width: width, style: style)
        }
        flush(&self)
        return at
    }

    @discardableResult
    package mutating func write(_ text: StyledText, column: Int, row: Int, clip: Rect? = nil) -> Int {
        var at = column
        for run in text.runs { at = write(run.text, column: at, row: row, style: run.style, clip: clip) }
        return at
    }

    /// Fills a rectangle with a narrow character.
    package mutating func fill(_ rect: Rect, with character: Character = " ", style: Style = .plain) {
        let area = bounds.intersection(rect)
        guard area.width > 0 else { return }
        let cell = Cell(character: character, width: 1, style: style)
        for row in area.row..<area.maxRow {
            // Only at its ends may a wide character reach out of the rectangle.
            clearHalves(column: area.column, row: row)
            clearHalves(column: area.maxColumn - 1, row: row)
            let start = row * size.columns
            for index in (start + area.column)..<(start + area.maxColumn) { cells[index] = cell }
        }
    }

    /// Changes the look of a rectangle and keeps its text.
    package mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
        let area = bounds.intersection(rect)
        for row in area.row..<area.maxRow {
            for column in area.column..<area.maxColumn { change(&cells[row * size.columns + column].style) }
        }
    }

    private mutating func put(_ cell: Cell, column: Int, row: Int) {
        clearHalves(column: column, row: row)
        if cell.width == 2 { clearHalves(column: column + 1, row: row) }
        let index = row * size.columns + column
        cells[index] = cell
        if cell.width == 2 { cells[index + 1] = .continuation(cell.style) }
    }

    /// Blanks the other half of a wide character that is about to be overwritten.
    private mutating func clearHalves(column: Int, row: Int) {
        let index = row * size.columns + column
        let old = cells[index]
        if old.width == 1 { return }
        let blank = Cell(character: " ", width: 1, style: old.style)
        if old.width == 2, column + 1 < size.columns { cells[index + 1] = blank }
        if old.width == 0, column > 0 { cells[index - 1] = blank }
        cells[index] = blank
    }
}
