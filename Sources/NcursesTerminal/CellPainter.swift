import CNcurses
import TerminalCanvas

/// Writes the cells that changed into the ncurses screen.
@MainActor
struct CellPainter {
    let colours: ColourTable
    private let isUTF8: Bool
    private let usesAttributesForDim: Bool

    init(options: TerminalOptions, isUTF8: Bool) {
        self.isUTF8 = isUTF8 && !options.ascii
        colours = Self.startColours(options)
        // Dim is the opposite of contrast.
        usesAttributesForDim = (colours.depth == .none || colours.depth == .eight) && options.palette != .contrast
    }

    private static func startColours(_ options: TerminalOptions) -> ColourTable {
        // no-color.org: any value but the empty one counts.
        let refused = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
        let wanted = options.colour == .always || (options.colour == .automatic && !refused)
        guard wanted, has_colors(), start_color() == OK else { return ColourTable(depth: .none, palette: options.palette) }
        let table = ColourTable(depth: .init(colours: Int(nct_colors())), palette: options.palette)
        var background: Int16 = use_default_colors() == OK ? -1 : 0
        if let ground = table.ground, assume_default_colors(Int32(ground.foreground), Int32(ground.background)) == OK {
            background = ground.background
        }
        for (index, colour) in table.foregrounds.enumerated() where index + 1 < Int(nct_color_pairs()) {
            let usable = colour == -1 && background != -1 ? 7 : colour
            init_pair(Int16(index + 1), usable, background)
        }
        return table
    }

    /// Paints `canvas` where it differs from `shown`. Without `shown`, or with one of another size, all of it.
    func paint(_ canvas: Canvas, over shown: Canvas?, into size: Size) {
        let old = shown.flatMap { $0.size == canvas.size ? $0.cells : nil }
        if old == nil { werase(nct_stdscr()) }
        let cells = canvas.cells
        let columns = min(canvas.size.columns, size.columns)
        for row in 0..<min(canvas.size.rows, size.rows) {
            let start = row * canvas.size.columns
            for column in 0..<columns {
                let cell = cells[start + column]
                if let old, old[start + column] == cell { continue }
                // The right half comes with its left half, which has changed whenever this one has.
                if cell.width == 0 || column + cell.width > columns { continue }
                put(cell, row: Int32(row), column: Int32(column))
            }
        }
    }

    private func put(_ cell: Cell, row: Int32, column: Int32) {
        let attributes = attributes(of: cell.style)
        let pair = colours.pair(of: cell.style.role)
        var text = isUTF8 ? wide(cell) : []
        if text.isEmpty {
            text = [wchar_t(Transliteration.ascii(cell.character).asciiValue ?? 0x3F), 0]
            if cell.width == 2 { nct_put(row, column + 1, [0x20, 0], attributes, pair) }
        }
        nct_put(row, column, text, attributes, pair)
    }

    /// The characters of a cell, or nothing when this C library measures them differently: the screen would shift.
    private func wide(_ cell: Cell) -> [wchar_t] {
        var text: [wchar_t] = []
        for scalar in cell.character.unicodeScalars.prefix(4) {
            let expected = text.isEmpty ? cell.width : 0
            if nct_width(wchar_t(scalar.value)) == expected { text.append(wchar_t(scalar.value)) }
            else if text.isEmpty { return [] }
        }
        return text + [0]
    }

    private func attributes(of style: Style) -> attr_t {
        var attributes: attr_t = 0
        if style.bold { attributes |= nct_attribute_bold() }
        if style.reverse { attributes |= nct_attribute_reverse() }
        if style.underline { attributes |= nct_attribute_underline() }
        if usesAttributesForDim, style.role == .dim || style.role == .frame { attributes |= nct_attribute_dim() }
        return attributes
    }
}
