import TerminalCanvas

/// A box in the middle of the screen that fits its lines, scrolls them when it cannot, and keeps its last line (the
/// keys that answer) in sight.
struct DialogFrame {
    let scene: Scene
    let title: StyledText
    let lines: [StyledText]
    let answer: StyledText
    var style: Style = Style(.frameFocused, bold: true)
    var scroll = 0
    /// Prose in longer lines is hard to read.
    var widest = Int.max

    @discardableResult
    func draw(_ canvas: inout Canvas) -> Rect {
        let bounds = canvas.bounds
        let longest = (lines + [answer, title]).map(\.width).max() ?? 0
        let width = min(bounds.width, widest, max(24, longest + 6))
        let room = max(1, width - (width > 10 ? 4 : 2))
        let wrapped = lines.flatMap { $0.isEmpty ? [StyledText()] : $0.wrapped(to: room) }
        let answers = answer.wrapped(to: room)
        let rect = bounds.centred(Size(columns: width, rows: wrapped.count + answers.count + 3))
        var inner = canvas.box(rect, title: title, style: style, glyphs: scene.glyphs)
        if inner.width > 8 { inner = inner.inset(columns: 1) }
        let textHeight = max(0, inner.height - answers.count - (inner.height > answers.count + 1 ? 1 : 0))
        let first = max(0, min(scroll, wrapped.count - textHeight))
        for (index, line) in wrapped.dropFirst(first).prefix(textHeight).enumerated() {
            canvas.write(line, column: inner.column, row: inner.row + index, clip: inner)
        }
        for (index, line) in answers.prefix(inner.height).enumerated() {
            let row = inner.maxRow - min(answers.count, inner.height) + index
            canvas.write(line, column: inner.column, row: row, clip: inner)
        }
        if first + textHeight < wrapped.count, rect.width > 8, rect.height > 2 {
            canvas.write(" \(scene.glyphs.down) ", column: rect.maxColumn - 5, row: rect.maxRow - 1, style: .warning)
        }
        return inner
    }
}
