import ClusterModel
import FailoverModel
import TerminalCanvas
import TrafficModel

/// The text of the question and of the requests that followed its break, with a mark wherever a pod was lost.
struct StreamText {
    let scene: Scene
    let story: [StreamRecord]

    var text: StyledText {
        var text = StyledText()
        var lastToken: (at: Moment, pod: PodIdentity?)?
        var refused: (count: Int, last: String) = (0, "")
        for record in story {
            // Tries that gave no token are shown once, with the last reason.
            if record.chunks.isEmpty, record.outcome.isBreak, record.request.purpose != .question {
                refused = (refused.count + 1, record.pathFailure ?? reason(record.outcome))
                continue
            }
            if refused.count > 0 {
                text += mark("\(scene.glyphs.cross) \(refused.count.inWords("try", "tries")) failed: \(refused.last)", .bad)
                refused = (0, "")
            }
            append(record, to: &text, &lastToken)
        }
        if refused.count > 0 { text += mark("\(scene.glyphs.cross) \(refused.count.inWords("try", "tries")) failed: \(refused.last)", .bad) }
        return text
    }

    private func append(
        _ record: StreamRecord, to text: inout StyledText, _ lastToken: inout (at: Moment, pod: PodIdentity?)?
    ) {
        for run in record.runs {
            guard let first = record.chunks[run.range].first, let last = record.chunks[run.range].last else { continue }
            if let before = lastToken {
                let gap = Format.seconds(first.at - before.at)
                let from = scene.state.letter(of: before.pod)
                let to = scene.state.letter(of: run.pod)
                text += mark("\(from)\(scene.glyphs.arrow)\(to)\(scene.dot)\(gap)", .warning)
            }
            let letter = scene.state.letter(of: run.pod)
            if !text.isEmpty { text += " " }
            text += StyledText(letter, scene.style(of: letter)) + StyledText("\(scene.glyphs.wall)", .dim)
            let words = record.chunks[run.range].reduce(into: "") { $0 += $1.text }
            text.append(words, scene.style(of: letter, bold: false))
            lastToken = (last.at, run.pod)
        }
        switch record.outcome {
        case .truncated, .error, .stalled:
            let pod = lastToken?.pod ?? record.routes.last?.pod
            let lost = pod.map { "\(scene.state.letter(of: $0)) lost" } ?? "lost"
            let who = record.pathFailure == nil ? lost : "our own path to the router failed"
            text += mark("\(scene.glyphs.cut) \(who)\(scene.dot)\(reason(record.outcome))\(connection(of: record))", .bad)
        case .complete(let reason):
            // `length` alone looks like an answer that was cut off.
            let words = reason == "length" ? "the length asked for" : reason
            text += mark("\(scene.glyphs.check) complete: \(words)", .good)
        case .cancelled: text += mark("cancelled", .warning)
        case .waiting:
            text += scene.dim(scene.glyphs == .utf8 ? " …" : " ...")
            noteSilence(of: record, into: &text)
        case .streaming: noteSilence(of: record, into: &text)
        }
    }

    /// Comments keep coming, and no token: a second of it is worth a word.
    private func noteSilence(of record: StreamRecord, into text: inout StyledText) {
        guard let since = record.aliveWithoutData, scene.state.now - since > .seconds(1) else { return }
        text += mark("the connection lives, no token for \((scene.state.now - since).seconds.asCount) s", .warning)
    }

    private func connection(of record: StreamRecord) -> String {
        guard case .stalled = record.outcome, record.aliveWithoutData != nil else { return "" }
        return ", the connection lived"
    }

    private func reason(_ outcome: StreamOutcome) -> String {
        let words =
            switch outcome {
            case .truncated(let text), .error(let text): text
            case .stalled(let after, false): "silent for \(Format.seconds(after))"
            case .stalled(let after, true): "asked to stop, left open, silent for \(Format.seconds(after))"
            case .complete(let text): text
            case .waiting, .streaming, .cancelled: outcome.word
            }
        return Truncation.end(Sanitiser.line(words), to: 120, ellipsis: scene.glyphs.ellipsis)
    }

    private func mark(_ words: String, _ style: Style) -> StyledText {
        var bold = style
        bold.bold = true
        return StyledText(" ") + StyledText("\(scene.glyphs.wall)\(words)\(scene.glyphs.wall)", bold)
    }
}
