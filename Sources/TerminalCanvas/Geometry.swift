/// A number of terminal cells across and down. Never negative.
package struct Size: Hashable, Sendable, CustomStringConvertible {
    package var columns: Int
    package var rows: Int

    package init(columns: Int, rows: Int) {
        self.columns = max(0, columns)
        self.rows = max(0, rows)
    }

    package var description: String { "\(columns)×\(rows)" }
}

/// A cell position; the origin is the upper left corner.
package struct Point: Hashable, Sendable {
    package var column: Int
    package var row: Int

    package init(column: Int, row: Int) {
        self.column = column
        self.row = row
    }
}

/// A rectangle of cells. Width and height are never negative.
package struct Rect: Hashable, Sendable {
    package var column: Int
    package var row: Int
    package var width: Int
    package var height: Int

    package init(column: Int, row: Int, width: Int, height: Int) {
        self.column = column
        self.row = row
        self.width = max(0, width)
        self.height = max(0, height)
    }

    package init(_ size: Size) {
        self.init(column: 0, row: 0, width: size.columns, height: size.rows)
    }

    package var maxColumn: Int { column + width }
    package var maxRow: Int { row + height }
    package var isEmpty: Bool { width == 0 || height == 0 }
    package var size: Size { Size(columns: width, rows: height) }

    package func contains(_ point: Point) -> Bool {
        point.column >= column && point.column < maxColumn && point.row >= row && point.row < maxRow
    }

    package func inset(columns: Int = 0, rows: Int = 0) -> Rect {
        Rect(column: column + columns, row: row + rows, width: width - 2 * columns, height: height - 2 * rows)
    }

    package func intersection(_ other: Rect) -> Rect {
        let left = max(column, other.column)
        let top = max(row, other.row)
        let right = min(maxColumn, other.maxColumn)
        let bottom = min(maxRow, other.maxRow)
        return Rect(column: left, row: top, width: right - left, height: bottom - top)
    }

    /// The given row of the rectangle, counted from its top; empty when it lies outside.
    package func line(_ index: Int) -> Rect {
        guard index >= 0, index < height else { return Rect(column: column, row: row, width: 0, height: 0) }
        return Rect(column: column, row: row + index, width: width, height: 1)
    }

    /// A rectangle of at most `size` in the middle of this one.
    package func centred(_ size: Size) -> Rect {
        let width = min(size.columns, self.width)
        let height = min(size.rows, self.height)
        return Rect(
            column: column + (self.width - width) / 2, row: row + (self.height - height) / 2, width: width,
            height: height)
    }
}
