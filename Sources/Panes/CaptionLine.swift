import FailoverModel
import TerminalCanvas

/// What the story's teller says, across the whole width, to be read from the last row.
struct CaptionLine {
    let scene: Scene

    func draw(_ canvas: inout Canvas, in line: Rect) {
        guard !line.isEmpty, let caption = scene.navigation.caption else { return }
        let style = Style(.accent, bold: true, reverse: true)
        canvas.fill(line, style: style)
        let text = Truncation.end(Sanitiser.line(caption), to: max(0, line.width - 2), ellipsis: scene.glyphs.ellipsis)
        let column = line.column + max(1, (line.width - TextWidth.of(text)) / 2)
        canvas.write(text, column: column, row: line.row, style: style, clip: line)
    }
}
