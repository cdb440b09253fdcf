import ClusterModel
import OrderedCollections
import TrafficModel

/// Everything between a fault and full recovery, whoever caused the fault.
package struct Incident: Sendable, Equatable {
    /// Counts from 1.
    package let number: Int
    /// The engine that was hit.
    package let pod: PodIdentity
    package let letter: String
    package internal(set) var cause: IncidentCause
    package let openedAt: Moment
    /// T0, T1, T4 and T7: what befell the pod.
    package internal(set) var podMarks: [Mark: MarkReading] = [:]
    /// Our own sessions that the pod served when the fault came, by session, in the order in which they were seen.
    package internal(set) var impacts: OrderedDictionary<String, Impact> = [:]
    /// What takes the place of the pod.
    package internal(set) var replacement: Replacement? = nil
    /// Sessions of other people that were on the pod when the fault came.
    package internal(set) var sessionsOnPod: Set<String> = []
    /// Those that were elsewhere.
    package internal(set) var sessionsElsewhere: Set<String> = []
    /// Sessions of our own probes that the pod served, with no long answer under way.
    var probesOnPod: Set<String> = []
    /// How busy the other engines were before, during and after.
    package internal(set) var loads = IncidentLoads()
    /// Its counter of tokens, where it stood still.
    var frozenTokens: Double? = nil
    /// What the engine's own figures said, where they alone told of the fault.
    var figuresEvidence: [Evidence] = []
    /// What the cause rests on.
    package internal(set) var evidence: [Evidence] = []
    /// How it ended, and what was found; nil while it is open.
    package internal(set) var closure: Closure? = nil
    /// When the replacement was ready and our sessions were served again; it may stay open a little longer, until what is
    /// judged is known.
    package internal(set) var recoveredAt: Moment? = nil
    /// Its owner wants no other pod in its place.
    var isSurplus = false
    /// The router's own list had the pod when the fault came.
    var wasListed = false
    /// What of it has been announced.
    var announced = Announced.nothing
    /// Somebody still collects evidence of it.
    var isHeld = false

    enum Announced: Sendable { case nothing, opening, closing }

    init(number: Int, pod: PodIdentity, letter: String, cause: IncidentCause, openedAt: Moment) {
        self.number = number
        self.pod = pod
        self.letter = letter
        self.cause = cause
        self.openedAt = openedAt
    }

    package var isOpen: Bool { closure == nil }
    /// Something is still amiss. What has recovered may stay open a little longer, to be judged.
    package var isOngoing: Bool { closure == nil && recoveredAt == nil }
    package var closedAt: Moment? { closure?.at }

    /// The session of ours that was hit first: the incident's marks are told by it.
    package var lead: Impact? { impacts.values.first }

    /// All eight, the stream's as the session has it that was hit first.
    package var marks: [Mark: MarkReading] {
        guard let lead else { return podMarks }
        return podMarks.merging(lead.marks) { first, _ in first }
    }

    /// It froze and was not ended: if it is back, it makes tokens again, and was Ready all the while.
    package var isOnlyFrozen: Bool { cause == .frozen && podMarks[.terminating] == nil }

    /// The zero of its time line: T0, else when it was opened.
    package var origin: Moment { podMarks[.faultAccepted]?.at ?? openedAt }

    /// T3 − T2: how long the client did not know.
    package var detectionGap: Duration? { lead?.detectionGap }
    /// T5 − T2: how long the session got no token.
    package var serviceGap: Duration? { lead?.serviceGap }
    /// T7 − T0: how long a pod was missing.
    package var capacityGap: Duration? { podMarks.gap(.faultAccepted, .replacementReady) }

    /// Sets a mark of the pod once; the first evidence stands.
    mutating func mark(_ mark: Mark, at moment: Moment, _ source: MarkSource, uncertainty: Duration? = nil) {
        podMarks.set(mark, at: moment, source, uncertainty: uncertainty)
    }
}

extension [Mark: MarkReading] {
    mutating func set(_ mark: Mark, at moment: Moment, _ source: MarkSource, uncertainty: Duration? = nil) {
        if self[mark] == nil { self[mark] = MarkReading(at: moment, source: source, uncertainty: uncertainty) }
    }

    func gap(_ from: Mark, _ to: Mark) -> Duration? {
        guard let start = self[from], let end = self[to] else { return nil }
        return end.at - start.at
    }
}
