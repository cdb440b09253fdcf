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
        let (left, right, top, bottom) = (rect.column, rect.maxColumn - 1, rect.row, rect.maxRow - 1)
        for row in [top, bottom] {
            fill(Rect(column: left, row: row, width: rect.width, height: 1), with: glyphs.horizontal, style: style)
        }
        for column in [left, right] {
            fill(Rect(column: column, row: top, width: 1, height: rect.height), with: glyphs.vertical, style: style)
        }
        let corners = [(left, top, glyphs.topLeft), (right, top, glyphs.topRight), (left, bottom, glyphs.bottomLeft), (right, bottom, glyphs.bottomRight)]
        for (column, row, glyph) in corners {
            fill(Rect(column: column, row: row, width: 1, height: 1), with: glyph, style: style)
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
