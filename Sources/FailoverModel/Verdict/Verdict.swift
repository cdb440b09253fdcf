/// The result of a test as a whole.
public enum Verdict: String, Sendable, Codable {
    case held
    case heldWithResume = "held with resume"
    case deviated
    /// The baseline was bad, or a guard said no: nothing was killed, nothing was tested.
    case refused
    case inconclusive
    case aborted

    /// The worst of what the rounds say.
    public init(_ judgements: [Judgement]) {
        if judgements.isEmpty || judgements.contains(.inconclusive) {
            self = judgements.contains(.deviated) ? .deviated : .inconclusive
        } else if judgements.contains(.deviated) {
            self = .deviated
        } else {
            self = judgements.contains(.resumed) ? .heldWithResume : .held
        }
    }
}
