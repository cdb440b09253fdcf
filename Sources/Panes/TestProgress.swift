import DrillModel
import FailoverModel
import TerminalCanvas

/// How far a test is, as lines for a log or as one line that is written over and over.
package enum TestProgress {
    private static let phases = TestPhase.allCases.filter { $0 != .idle }

    /// A line where something happened that a reader of the log wants to know; nil for the rest.
    package static func line(for event: Event, before: TestPhase, state: State) -> String? {
        if state.test.phase != before, state.test.phase != .over {
            let stamp = Format.stamp(state.start.wallClock(at: event.at))
            return "\(stamp) \(counter(state)) \(Sanitiser.line(state.test.phase.title))"
        }
        switch event.fact {
        case .stream(.closed(let id, _)):
            guard let record = state.conversation[id], record.request.purpose != .probe else { return nil }
            return Board.plainLine(for: event, state: state)
        case .kubernetes(.killAccepted), .kubernetes(.killRefused), .kubernetes(.killUnknown), .kubernetes(.connected):
            return Board.plainLine(for: event, state: state)
        default:
            return nil
        }
    }

    /// `[#######---] 7/11 watching … 43 tokens`, cut to the width.
    package static func bar(_ state: State, columns: Int) -> String {
        let done = step(state.test.phase)
        let cells = 20
        let filled = cells * done / phases.count
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: cells - filled)
        var text = "[\(bar)] \(counter(state)) \(state.test.phase.title)"
        if let record = state.conversation.current, state.test.phase != .settling {
            let count = state.conversation.answer(of: record)?.tokenCount ?? record.tokenCount
            text += ", \(count) tokens"
        }
        return Truncation.end(Sanitiser.line(text), to: max(1, columns), ellipsis: "…")
    }

    private static func counter(_ state: State) -> String {
        let repetitions = state.settings.test?.repetitions ?? 1
        let round = repetitions > 1 ? "round \(state.test.round)/\(repetitions) " : ""
        return "\(round)\(step(state.test.phase))/\(phases.count)"
    }

    private static func step(_ phase: TestPhase) -> Int {
        (phases.firstIndex(of: phase) ?? -1) + 1
    }
}
