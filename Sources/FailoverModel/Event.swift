import ClusterModel
import TrafficModel

/// Something that happened, and when it was seen. The only input of `reduce`.
package struct Event: Sendable, Equatable, Codable {
    package var at: Moment
    package var fact: Fact

    package init(at: Moment, _ fact: Fact) {
        self.at = at
        self.fact = fact
    }
}

/// What happened, by where it was seen. Past tense throughout: a fact is never a wish.
package enum Fact: Sendable, Equatable, Codable {
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
    /// This run is not recorded any more, or never was. In no recording, of course.
    case recordingStopped(String)
    /// The end of a container's log. In no recording: it may hold what people wrote.
    case podLogRead(PodLogRequest, PodLogAnswer)
    /// What earlier runs kept, newest first. In no recording: it is no part of this run.
    case historyRead([PastIncident])
    /// There is no recording to show in place of the run.
    case recordingMissing(String)
    /// Time has passed; nothing else happened.
    case ticked
}

extension Fact {
    /// What is shown and not kept.
    package var isRecorded: Bool {
        switch self {
        case .podLogRead, .historyRead, .recordingStopped: false
        default: true
        }
    }
}
