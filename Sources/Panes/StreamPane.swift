import ClusterModel
import FailoverModel
import TerminalCanvas
import TrafficModel

/// The watched session's answer as it arrives, each token in the colour and under the letter of the pod that made it.
struct StreamPane {
    let scene: Scene

    func draw(_ canvas: inout Canvas, in rect: Rect) {
        let answers = scene.state.shownAnswers
        let isAlone = answers.count == 1
        let inner = scene.frame(&canvas, rect, .stream, isAlone ? title(room: rect.width) : title(of: answers, room: rect.width))
        var room = inner.inset(columns: inner.width > 4 ? 1 : 0)
        if !isAlone { return StreamColumns(scene: scene, answers: answers).draw(&canvas, in: room) }
        guard !scene.state.shownStory.isEmpty else { return scene.paragraph(&canvas, [invitation], in: room) }
        if room.height > 2, let ledger = StreamLedger(scene: scene, story: scene.state.shownStory).line(width: room.width) {
            canvas.write(ledger, column: room.column, row: room.row, clip: room)
            room = Rect(column: room.column, row: room.row + 1, width: room.width, height: room.height - 1)
        }
        let lines = StreamText(scene: scene, story: scene.state.shownStory).text.wrapped(to: room.width)
        // The text hangs from its end; the scroll position counts rows back from there.
        let back = min(scene.navigation.scroll[.stream] ?? 0, max(0, lines.count - room.height))
        let end = lines.count - max(0, back)
        for (index, line) in lines[max(0, end - room.height)..<end].enumerated() {
            canvas.write(line, column: room.column, row: room.row + index, clip: room)
        }
        guard back > 0, rect.height > 1 else { return }
        let note = StyledText(" \(scene.glyphs.down) \(back) more lines ", .warning)
        canvas.write(note, column: max(rect.column, rect.maxColumn - 2 - note.width), row: rect.maxRow - 1, clip: rect)
    }

    private var invitation: StyledText {
        scene.dim("Press ") + StyledText("s", .key)
            + scene.dim(" to send a request of session \(scene.state.settings.session) and watch its tokens arrive.")
    }

    /// Of several: how many, and how fast they come together.
    private func title(of answers: [State.ShownAnswer], room: Int) -> StyledText {
        let rates = answers.compactMap { $0.story.last.flatMap { $0.isOpen ? $0.tokensPerSecond(at: scene.state.now) : nil } }
        let shown = StreamColumns.count(of: answers.count, in: room - 4)
        let count = shown < answers.count ? "\(shown) of \(answers.count) sessions" : "\(answers.count) sessions"
        var text = scene.title("Streams") + scene.dim(scene.dot) + StyledText(count)
        if !rates.isEmpty { text += scene.dim(scene.dot) + StyledText("\(Format.fixed(rates.reduce(0, +), 1)) tok/s") }
        return text
    }

    /// Facts by falling importance: what does not fit falls off at the end.
    private func title(room: Int) -> StyledText {
        var text = scene.title("Stream")
        guard let record = scene.state.shownStory.last else { return text }
        func add(_ part: StyledText) { text += scene.dim(scene.dot) + part }
        if room >= 60 { add(StyledText(record.request.session)) }
        if room >= 100 { add(scene.dim("request \(record.id)")) }
        add(StyledText(record.outcome.word, Self.style(record.outcome)))
        if let rate = record.tokensPerSecond(at: scene.state.now) {
            add(StyledText("\(Format.fixed(rate, 1)) tok/s"))
            if room >= 90 { text += StyledText(" " + sparkline(record), .accent) }
        }
        switch record.request.purpose {
        case .followUp(_, let attempt): add(StyledText("asked again \(attempt)"))
        case .resume(_, let attempt): add(StyledText("resumed \(attempt)", .warning))
        case .restart(_, let attempt): add(StyledText("restarted \(attempt)", .warning))
        case .question, .probe: break
        }
        if let first = record.timeToFirstToken { add(StyledText("TTFT \(Format.seconds(first))")) }
        let answer = scene.state.conversation.answer(of: record) ?? Answer(parts: [record])
        add(StyledText("\(answer.tokenCount) tokens"))
        if let wait = scene.state.conversation.pending { add(StyledText("try \(wait.purpose.attempt) next", .warning)) }
        return text
    }

    private func sparkline(_ record: StreamRecord) -> String {
        let slots = record.rateHistory(count: 12, width: .milliseconds(250), at: scene.state.now)
        let highest = max(1, slots.max() ?? 1)
        let sparks = scene.glyphs.sparks
        return String(slots.map { sparks[min(sparks.count - 1, $0 * (sparks.count - 1) / highest)] })
    }

    static func style(_ outcome: StreamOutcome) -> Style {
        switch outcome {
        case .waiting, .streaming: .accent
        case .complete: .good
        case .cancelled: .warning
        case .truncated, .error, .stalled: .bad
        }
    }
}
