/// How far a learner is.
public struct TrainingState: Sendable, Equatable {
    public enum Step: Int, Sendable, CaseIterable {
        case naming = 1
        case choosing
        case acting
        case over
    }

    /// Something that the learner did, for the debrief.
    public struct Note: Sendable, Equatable {
        public var at: Moment
        public var text: String
    }

    public var step = Step.naming
    public var startedAt: Moment? = nil
    public var namedAt: Moment? = nil
    public var overAt: Moment? = nil
    /// How many hints are shown.
    public var hints = 0
    public var wrongCauses = 0
    public var wrongRemedies = 0
    public var sawDiagnosis = false
    /// To the last answer; nil before the first.
    public var reply: Reply? = nil
    public var notes: [Note] = []
    /// What keeps the lesson from being done, as last looked at.
    public var missing: [String] = []
    /// Since when nothing is missing.
    var holdsSince: Moment? = nil
    /// The pair of probes that tells where the session is.
    var probes: [RequestID] = []

    public struct Reply: Sendable, Equatable {
        public var text: String
        public var isRight: Bool
    }

    public init() {}

    public var isDone: Bool { step == .over }

    mutating func note(_ text: String, at moment: Moment) { notes.append(Note(at: moment, text: text)) }
}
