/// Everything between a fault and full recovery, whoever caused the fault.
public struct Incident: Sendable, Equatable {
    /// Counts from 1.
    public var number: Int
    /// The engine that was hit.
    public var pod: PodIdentity
    public var letter: String
    public var cause: IncidentCause
    public var openedAt: Moment
    public var marks: [Mark: MarkReading] = [:]
    /// The watched session's request that the pod served when the fault came; nil if it served none.
    public var stream: RequestID? = nil
    /// The median inter-token latency before the fault.
    public var gapBefore: Duration? = nil
    /// The pod that served the session next.
    public var successor: PodIdentity? = nil
    /// What takes the place of the pod.
    public var replacement: Replacement? = nil
    /// Sessions that were on the pod when the fault came.
    public var sessionsOnPod: Set<String> = []
    /// Sessions that were elsewhere.
    public var sessionsElsewhere: Set<String> = []
    /// What the cause rests on.
    public var evidence: [Evidence] = []
    public var closedAt: Moment? = nil
    /// The incident of the kill that ended this one before it was over, by its number.
    public internal(set) var supersededBy: Int? = nil
    /// What became of the sessions elsewhere, as it stood when the next incident opened: who moves later moves for that one.
    var bystanders: Bystanders? = nil
    /// Its owner wants no other pod in its place.
    var isSurplus = false
    /// What of it has been announced.
    var told = Told.nothing

    enum Told: Sendable { case nothing, opening, closing }

    public init(
        number: Int, pod: PodIdentity, letter: String, cause: IncidentCause, openedAt: Moment,
        marks: [Mark: MarkReading] = [:], stream: RequestID? = nil, gapBefore: Duration? = nil,
        successor: PodIdentity? = nil, replacement: Replacement? = nil, sessionsOnPod: Set<String> = [],
        sessionsElsewhere: Set<String> = [], closedAt: Moment? = nil
    ) {
        self.number = number
        self.pod = pod
        self.letter = letter
        self.cause = cause
        self.openedAt = openedAt
        self.marks = marks
        self.stream = stream
        self.gapBefore = gapBefore
        self.successor = successor
        self.replacement = replacement
        self.sessionsOnPod = sessionsOnPod
        self.sessionsElsewhere = sessionsElsewhere
        self.closedAt = closedAt
    }

    public var isOpen: Bool { closedAt == nil }

    /// The zero of its time line: T0, else when it was opened.
    public var origin: Moment { marks[.faultAccepted]?.at ?? openedAt }

    /// T3 − T2: how long the client did not know.
    public var detectionGap: Duration? { gap(.lastToken, .breakSeen) }
    /// T5 − T2: how long the session got no token.
    public var serviceGap: Duration? { gap(.lastToken, .firstToken) }
    /// T7 − T0: how long a pod was missing.
    public var capacityGap: Duration? { gap(.faultAccepted, .replacementReady) }

    private func gap(_ from: Mark, _ to: Mark) -> Duration? {
        guard let start = marks[from], let end = marks[to] else { return nil }
        return end.at - start.at
    }
}

/// The pod that takes the place of a lost one. For a crash it is the same pod, started again.
public struct Replacement: Sendable, Equatable {
    public var pod: PodIdentity
    public var letter: String
    public var createdAt: Moment
    public var scheduledAt: Moment? = nil
    public var startedAt: Moment? = nil
    public var readyAt: Moment? = nil
    /// The router's log says that it uses it.
    public var discoveredAt: Moment? = nil

    public init(
        pod: PodIdentity, letter: String, createdAt: Moment, scheduledAt: Moment? = nil, startedAt: Moment? = nil,
        readyAt: Moment? = nil, discoveredAt: Moment? = nil
    ) {
        self.pod = pod
        self.letter = letter
        self.createdAt = createdAt
        self.scheduledAt = scheduledAt
        self.startedAt = startedAt
        self.readyAt = readyAt
        self.discoveredAt = discoveredAt
    }
}
