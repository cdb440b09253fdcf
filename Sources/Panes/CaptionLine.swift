import Algorithms
import TerminalCanvas

/// What the story's teller says, across the whole width, to be read from the last row.
struct CaptionLine {
    let scene: Scene
    /// Empty rows above and below.
    var padding = 0

    private static let style = Style(.accent, bold: true, reverse: true)

    /// Until the first key, on the first board of this user.
    private static let hint = "New here? s sends a request, x kills the pod that serves it, ? lists the keys, q ends."

    /// Rows that the whole caption takes; none where there is none.
    func height(in width: Int) -> Int {
        let lines = lines(in: width).count
        return lines == 0 ? 0 : lines + 2 * padding
    }

    func draw(_ canvas: inout Canvas, in rect: Rect) {
        let lines = lines(in: rect.width)
        guard !rect.isEmpty, !lines.isEmpty else { return }
        canvas.fill(rect, style: Self.style)
        let shown = lines.prefix(rect.height)
        let top = rect.row + (rect.height - shown.count) / 2
        for (index, line) in shown.enumerated() {
            // What does not fit is cut in sight.
            let isCut = index == shown.count - 1 && lines.count > shown.count
            let whole = isCut ? line + " " + lines[index + 1] : line
            let text = Truncation.end(whole, to: max(0, rect.width - 2), ellipsis: scene.glyphs.ellipsis)
            let column = rect.column + max(1, (rect.width - TextWidth.of(text)) / 2)
            canvas.write(text, column: column, row: top + index, style: Self.style, clip: rect)
        }
    }

    private func lines(in width: Int) -> [String] {
        guard let caption = scene.navigation.caption ?? (scene.navigation.isNew ? Self.hint : nil), width > 2 else { return [] }
        return StyledText(Sanitiser.line(caption)).wrapped(to: width - 2).map(\.plain).map { line in
            String(line.trimmingSuffix { $0 == " " })
        }
    }
}
