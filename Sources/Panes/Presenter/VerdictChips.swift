import FailoverModel
import IncidentModel
import TerminalCanvas

/// The four expectations as a row of chips, each with its result as a word.
struct VerdictChips {
    let scene: Scene
    let incident: Incident

    func draw(_ canvas: inout Canvas, in line: Rect) {
        guard !line.isEmpty else { return }
        let results = scene.state.results(of: incident)
        let long = results.map { chip($0, Self.name($0.expectation)) }
        let short = results.map { chip($0, nil) }
        let chips = Self.width(long) <= line.width ? long : short
        var column = line.column + max(0, (line.width - Self.width(chips)) / 2)
        for chip in chips { column = canvas.write(chip, column: column, row: line.row, clip: line) + 1 }
    }

    private static func width(_ chips: [StyledText]) -> Int { chips.reduce(chips.count - 1) { $0 + $1.width } }

    private static func name(_ expectation: Expectation) -> String {
        switch expectation {
        case .requestContinues: "request"
        case .sessionMoves: "session"
        case .littleInterruption: "gap"
        case .fastRecovery: "capacity"
        }
    }

    private func chip(_ result: ExpectationResult, _ name: String?) -> StyledText {
        let isGoingOn = incident.isOpen || !scene.state.conversation.isQuiet
        let (word, role): (String, StyleRole) =
            switch result.outcome {
            case .pass: ("PASS", .good)
            case .passWithResume: ("RESUMED", .warning)
            case .fail: ("FAIL", .bad)
            case .inconclusive: (isGoingOn ? "OPEN" : "UNKNOWN", .dim)
            }
        let text = name.map { "\(result.expectation.rawValue) \($0) \(word)" } ?? "\(result.expectation.rawValue) \(word.prefix(4))"
        return StyledText(" \(text) ", Style(role, bold: true, reverse: true))
    }
}
