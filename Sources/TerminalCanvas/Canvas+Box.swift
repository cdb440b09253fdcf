extension Canvas {
    /// Draws a frame with a title in its upper edge and clears what is inside. Returns the room inside the frame.
    /// Too small for a frame, it draws none and the room is all of it.
    @discardableResult
    package mutating func box(
        _ rect: Rect, title: StyledText = StyledText(), trailing: StyledText = StyledText(), style: Style,
        glyphs: Glyphs
    ) -> Rect {
        fill(rect)
        guard rect.width >= 2, rect.height >= 2 else { return rect }
        let edge = String(repeating: String(glyphs.horizontal), count: rect.width - 2)
        let right = rect.maxColumn - 1
        let bottom = rect.maxRow - 1
        write("\(glyphs.topLeft)\(edge)\(glyphs.topRight)", column: rect.column, row: rect.row, style: style)
        write("\(glyphs.bottomLeft)\(edge)\(glyphs.bottomRight)", column: rect.column, row: bottom, style: style)
        for row in (rect.row + 1)..<max(rect.row + 1, bottom) {
            write(String(glyphs.vertical), column: rect.column, row: row, style: style)
            write(String(glyphs.vertical), column: right, row: row, style: style)
        }
        drawTitle(title, trailing, in: rect, ellipsis: glyphs.ellipsis)
        return rect.inset(columns: 1, rows: 1)
    }

    private mutating func drawTitle(_ title: StyledText, _ trailing: StyledText, in rect: Rect, ellipsis: Character) {
        let room = rect.width - 4
        guard room > 0, !title.isEmpty else { return }
        let text = StyledText(" ") + title.truncated(to: room, ellipsis: ellipsis) + " "
        let end = write(text, column: rect.column + 1, row: rect.row)
        let start = rect.maxColumn - 1 - (trailing.width + 2)
        guard !trailing.isEmpty, start > end else { return }
        write(StyledText(" ") + trailing + " ", column: start, row: rect.row)
    }
}
