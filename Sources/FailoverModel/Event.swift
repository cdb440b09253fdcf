/// Something that happened, and when it was seen. The only input of `reduce`.
public struct Event: Sendable, Equatable, Codable {
    public var at: Moment
    public var fact: Fact

    public init(at: Moment, _ fact: Fact) {
        self.at = at
        self.fact = fact
    }
}

/// What happened, by where it was seen. Past tense throughout: a fact is never a wish.
public enum Fact: Sendable, Equatable, Codable {
    case started(Start)
    case kubernetes(KubernetesFact)
    case router(RouterFact)
    case stream(StreamFact)
    /// The operator asked for something by a key.
    case action(Action)
    /// The story's teller says something; nil takes it away.
    case captioned(String?)
    /// The command that is told of incidents did not do its work.
    case notifyFailed(String)
    /// There is no recording to show in place of the run.
    case recordingMissing(String)
    /// Time has passed; nothing else happened.
    case ticked
}
