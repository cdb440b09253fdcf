/// A pod and what became of it since the board first saw it. Kept for a while after the pod is gone, so that
/// tokens and incidents still know whose they are.
public struct PodRecord: Sendable, Equatable {
    /// As last told by the API server.
    public var pod: Pod
    public var role: PodRole
    /// A, B, C … for engines in the order they were seen, R for routers; never given twice in a run.
    public var letter: String
    public var firstSeen: Moment
    /// When the API server said that it is gone.
    public var removedAt: Moment? = nil
    /// The stages it went through, oldest first; the last one is its present stage.
    public var stages: [StageSpan] = []

    public init(
        pod: Pod, role: PodRole, letter: String, firstSeen: Moment, removedAt: Moment? = nil, stages: [StageSpan] = []
    ) {
        self.pod = pod
        self.role = role
        self.letter = letter
        self.firstSeen = firstSeen
        self.removedAt = removedAt
        self.stages = stages
    }

    public var identity: PodIdentity { pod.identity }
    public var isGone: Bool { removedAt != nil }
    public var stage: PodStage { stages.last?.stage ?? .pending }
    public var isServing: Bool { stage == .ready }
}

/// What a pod is to the story.
public enum PodRole: String, Sendable, Codable {
    case engine
    case router
    case other
}

/// From when on a pod was in a stage.
public struct StageSpan: Sendable, Equatable, Codable {
    public var from: Moment
    public var stage: PodStage

    public init(from: Moment, stage: PodStage) {
        self.from = from
        self.stage = stage
    }
}
