/// A kill from the asking to the pod's end: the one place that says what is known of it. The dialog, the incident, the notice and
/// the drill read it.
public struct KillRecord: Sendable, Equatable {
    public var order: KillOrder
    public var letter: String
    public var askedAt: Moment
    public var outcome: KillOutcome = .asked
    /// When the pod was first seen to go.
    public var endSeenAt: Moment? = nil

    public init(order: KillOrder, letter: String, askedAt: Moment) {
        self.order = order
        self.letter = letter
        self.askedAt = askedAt
    }

    /// It has no answer that tells, and the pod has not been seen to go: another kill would be one too many.
    public var isUnsettled: Bool {
        switch outcome {
        case .asked, .unknown: endSeenAt == nil
        case .accepted, .refused, .lapsed: false
        }
    }

    /// Whoever sees the pod go sees this kill at work.
    var explainsEnd: Bool {
        switch outcome {
        case .asked, .accepted, .unknown: true
        case .refused, .lapsed: false
        }
    }

    /// What it makes of the pod's end.
    var cause: IncidentCause {
        if case .unknown = outcome { .killedUnanswered(order.kind) } else { .killedHere(order.kind) }
    }

    public var podWords: String { "\(letter) \(order.pod.name)" }
}

/// What the API server's answer says of a kill.
public enum KillOutcome: Sendable, Equatable {
    /// Sent; no answer yet.
    case asked
    case accepted
    /// Nothing was killed.
    case refused(KillRefusal)
    /// It may have been carried out: the answer was lost, or says nothing. The pod's end tells, if it is seen by `decidedBy`.
    case unknown(reason: String, decidedBy: Moment)
    /// It was not known, and the pod went on all the same.
    case lapsed
}
