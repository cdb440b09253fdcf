import IncidentModel

/// The result of a test as a whole.
package enum Verdict: String, Sendable, Codable {
    case pass
    case passWithResume = "pass with resume"
    case fail
    /// The baseline was bad, or a guard said no: nothing was killed, nothing was tested.
    case refused
    case inconclusive
    case aborted

    /// The worst of what the rounds say.
    package init(_ outcomes: [ExpectationOutcome]) {
        if outcomes.contains(.fail) {
            self = .fail
        } else if outcomes.isEmpty || outcomes.contains(.inconclusive) {
            self = .inconclusive
        } else {
            self = outcomes.contains(.passWithResume) ? .passWithResume : .pass
        }
    }
}
