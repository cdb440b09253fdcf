/// A canvas as the bytes that a terminal shows it by, for recordings of the screen.
package enum ANSIFrame {
    /// Leaves out rows that are as they were on `before`.
    package static func text(of canvas: Canvas, over before: Canvas?, palette: Palette = .dark) -> String {
        var text = before == nil ? "\u{1B}[?25l\u{1B}[2J" : ""
        for row in 0..<canvas.size.rows {
            if let before, before.size == canvas.size, isEqual(canvas, before, row) { continue }
            text += "\u{1B}[\(row + 1);1H"
            var style: Style?
            for column in 0..<canvas.size.columns {
                let cell = canvas[column, row]
                guard cell.width > 0 else { continue }
                if cell.style != style {
                    text += code(cell.style, palette)
                    style = cell.style
                }
                text.append(cell.character)
            }
            text += "\u{1B}[0m"
        }
        return text
    }

    private static func isEqual(_ one: Canvas, _ other: Canvas, _ row: Int) -> Bool {
        (0..<one.size.columns).allSatisfy { one[$0, row] == other[$0, row] }
    }

    private static func code(_ style: Style, _ palette: Palette) -> String {
        var codes = ["0"]
        if style.bold { codes.append("1") }
        if style.underline { codes.append("4") }
        if style.reverse { codes.append("7") }
        if let colour = palette.foreground(style.role) { codes.append("38;5;\(colour)") }
        return "\u{1B}[\(codes.joined(separator: ";"))m"
    }
}
