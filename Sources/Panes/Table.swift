import TerminalCanvas

/// A column of a table. The one without a width takes what it needs of what the others leave.
struct TableColumn {
    var title: String
    var width: Int?
    var isRight = false
    /// Columns with a rank are dropped where room is short, the highest first.
    var dropRank = 0
    /// It is shown only where no name is cut for it.
    var isExtra = false

    static func flexible(_ title: String) -> TableColumn { TableColumn(title: title, width: nil) }
}

/// Columns fitted to a width.
struct Table {
    /// A name shorter than this could not be told from its neighbours.
    static let leastName = 20
    /// Its two ends alone tell it where something else needs the room.
    static let shortestName = 16

    let columns: [(index: Int, column: TableColumn, width: Int)]

    init(_ columns: [TableColumn], longest: Int, room: Int, leastName: Int = Self.leastName) {
        var kept = Array(columns.enumerated())
        func rest() -> Int {
            room - kept.reduce(0) { $0 + ($1.element.width ?? 0) } - max(0, kept.count - 1)
        }
        while rest() < longest, let extra = kept.filter({ $0.element.isExtra }).max(by: { $0.element.dropRank < $1.element.dropRank }) {
            kept.removeAll { $0.offset == extra.offset }
        }
        let least = min(leastName, longest)
        while rest() < least, let victim = kept.filter({ $0.element.dropRank > 0 }).max(by: { lhs, rhs in
            lhs.element.dropRank < rhs.element.dropRank
        }) {
            kept.removeAll { $0.offset == victim.offset }
        }
        let name = max(1, min(longest, rest()))
        self.columns = kept.map { ($0.offset, $0.element, $0.element.width ?? name) }
    }

    func drawTitles(_ canvas: inout Canvas, in line: Rect) {
        draw(&canvas, in: line) { index, _ in
            StyledText(columns.first { $0.index == index }?.column.title ?? "", .dim)
        }
    }

    /// Draws one row; `cell` gets the index of the column as declared, and its width.
    func draw(_ canvas: inout Canvas, in line: Rect, ellipsis: Character = " ", cell: (Int, Int) -> StyledText) {
        var column = line.column
        for entry in columns {
            let text = cell(entry.index, entry.width).truncated(to: entry.width, ellipsis: ellipsis)
            let at = entry.column.isRight ? column + entry.width - text.width : column
            canvas.write(text, column: at, row: line.row, clip: line)
            column += entry.width + 1
        }
    }
}
