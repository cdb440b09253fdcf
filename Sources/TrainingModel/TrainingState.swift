import ClusterModel
import TrafficModel

/// How far a learner is.
package struct TrainingState: Sendable, Equatable {
    package enum Step: Int, Sendable, CaseIterable {
        case naming = 1
        case choosing
        case acting
        case over
    }

    /// Something that the learner did, for the debrief.
    package struct Note: Sendable, Equatable {
        package let at: Moment
        package let text: String
    }

    /// nil for none. Constant for a run.
    package internal(set) var plan: TrainingPlan? = nil
    package internal(set) var step = Step.naming
    package internal(set) var startedAt: Moment? = nil
    /// When an exam's fault could be seen.
    var faultSeenAt: Moment? = nil
    /// From when the learner's time counts.
    package var clockStart: Moment? { faultSeenAt ?? startedAt }
    package internal(set) var namedAt: Moment? = nil
    package internal(set) var overAt: Moment? = nil
    /// How many hints are shown.
    package internal(set) var hints = 0
    package internal(set) var wrongCauses = 0
    package internal(set) var wrongRemedies = 0
    package internal(set) var sawDiagnosis = false
    /// To the last answer; nil before the first.
    package internal(set) var reply: Reply? = nil
    package internal(set) var notes: [Note] = []
    /// What keeps the lesson from being done, as last looked at.
    package internal(set) var missing: [String] = []
    /// Since when nothing is missing.
    var holdsSince: Moment? = nil
    /// The pair of probes that tells where the session is.
    var probes: [RequestID] = []

    package struct Reply: Sendable, Equatable {
        package let text: String
        package let isRight: Bool
    }

    package init() {}

    package var isDone: Bool { step == .over }

    mutating func note(_ text: String, at moment: Moment) { notes.append(Note(at: moment, text: text)) }
}
