import ClusterModel
import FailoverModel
import TerminalCanvas
import TrafficModel

/// Several answers side by side, each under its session, its pod, its pace: one breaks, and the others do not blink.
struct StreamColumns {
    let scene: Scene
    let answers: [State.ShownAnswer]

    /// Narrower, nobody can read along.
    static let leastWidth = 16
    private static let widthOfGap = 3

    /// How many of them there is room for.
    static func count(of all: Int, in width: Int) -> Int { max(1, min(all, (width + widthOfGap) / (leastWidth + widthOfGap))) }

    func draw(_ canvas: inout Canvas, in rect: Rect) {
        let count = Self.count(of: answers.count, in: rect.width)
        let room = rect.width - Self.widthOfGap * (count - 1)
        var column = rect.column
        for (index, answer) in answers.prefix(count).enumerated() {
            let width = room * (index + 1) / count - room * index / count
            draw(answer, &canvas, in: Rect(column: column, row: rect.row, width: width, height: rect.height))
            column += width
            guard index < count - 1 else { break }
            for row in rect.row..<rect.maxRow { canvas.write(String(scene.glyphs.vertical), column: column + 1, row: row, style: Style(.frame), clip: rect) }
            column += Self.widthOfGap
        }
    }

    private func draw(_ answer: State.ShownAnswer, _ canvas: inout Canvas, in rect: Rect) {
        canvas.write(
            heading(of: answer, width: rect.width).truncated(to: rect.width, ellipsis: scene.glyphs.ellipsis), column: rect.column,
            row: rect.row, clip: rect)
        var body = Rect(column: rect.column, row: rect.row + 1, width: rect.width, height: rect.height - 1)
        if body.height > 1, let ledger = StreamLedger(scene: scene, story: answer.story).line(width: body.width) {
            canvas.write(ledger, column: body.column, row: body.row, clip: body)
            body = Rect(column: body.column, row: body.row + 1, width: body.width, height: body.height - 1)
        }
        guard body.height > 0 else { return }
        let lines = StreamText(scene: scene, story: answer.story).text.wrapped(to: body.width)
        for (index, line) in lines.suffix(body.height).enumerated() {
            canvas.write(line, column: body.column, row: body.row + index, clip: body)
        }
    }

    /// `s2 → B · 20.1 tok/s · 187`, as far as there is room.
    private func heading(of answer: State.ShownAnswer, width: Int) -> StyledText {
        var text = StyledText(Truncation.middle(Sanitiser.line(answer.label), to: max(4, width / 3)), Style(.plain, bold: true))
        guard let record = answer.story.last else {
            return text + scene.dim(answer.isSearching ? " finds its engine" : "\(scene.dot)not asked")
        }
        if let route = record.routes.last { text += scene.dim(" \(scene.glyphs.arrow) ") + scene.served(by: route) }
        if record.isOpen, let rate = record.tokensPerSecond(at: scene.state.now) {
            text += scene.dim(scene.dot) + StyledText("\(Format.fixed(rate, 1)) tok/s")
        } else {
            text += scene.dim(scene.dot) + StyledText(record.outcome.word, StreamPane.style(record.outcome))
        }
        return answer.tokenCount > 0 ? text + scene.dim("\(scene.dot)\(answer.tokenCount)") : text
    }
}
