import ClusterModel
import FailoverModel

/// A place in a recording that one wants to go to.
package struct ReplayMark: Sendable, Equatable {
    package var at: Moment
    /// `T5 first token from another pod`, with the number of the incident where there are several.
    package var name: String

    package init(at: Moment, name: String) {
        self.at = at
        self.name = name
    }

    /// In the order in which one stops at them: an incident begins with its T0, and the last token before it is told there.
    package static func all(in state: State) -> [ReplayMark] {
        let several = state.incidents.all.count > 1
        let marks = state.incidents.all.flatMap { incident in
            let first = incident.marks[.faultAccepted]?.at ?? .zero
            return incident.marks.map { mark, reading in
                ReplayMark(
                    at: max(first, reading.at), name: (several ? "\(incident.number) " : "") + "\(mark.name) \(mark.meaning(in: incident))")
            }
        }
        var sorted = marks.sorted { ($0.at, $0.name) < ($1.at, $1.name) }
        if state.test.isOver, let plan = state.settings.test, plan.kind == .test {
            let verdict = state.testReport { _ in [] }.verdict
            sorted.append(ReplayMark(at: state.test.phaseSince, name: "verdict: \(verdict.rawValue)"))
        }
        return sorted
    }
}
