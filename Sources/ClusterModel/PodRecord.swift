/// A pod and what became of it since the board first saw it. Kept for a while after the pod is gone, so that
/// tokens and incidents still know whose they are.
package struct PodRecord: Sendable, Equatable {
    /// As last told by the API server.
    package var pod: Pod {
        _read { yield told.value }
        set { told = Boxed(newValue) }
    }
    /// Records are handed around by the thousand, for each frame and each fact: a pod's many fields are behind one reference.
    private var told: Boxed<Pod>
    package var role: PodRole
    /// A, B, C … for engines in the order they were seen, R for routers; never given twice in a run.
    package var letter: String
    /// For an engine: what it does for it.
    package var duty: EngineDuty = .serves
    /// Its own metrics say that the engine sleeps; nil where they say nothing.
    package var isToldAsleep: Bool? = nil
    package var firstSeen: Moment
    /// When the API server said that it is gone.
    package var removedAt: Moment? = nil
    /// Seconds of grace as first told; later versions of a pod that is deleted tell less and less.
    package var deletionGracePeriod: Int? = nil
    /// The stages it went through, oldest first; the last one is its present stage.
    package var stages: [StageSpan] = []

    package init(
        pod: Pod, role: PodRole, letter: String, firstSeen: Moment, removedAt: Moment? = nil, stages: [StageSpan] = []
    ) {
        told = Boxed(pod)
        self.role = role
        self.letter = letter
        self.firstSeen = firstSeen
        self.removedAt = removedAt
        self.stages = stages
    }

    package var identity: PodIdentity { pod.identity }
    package var isGone: Bool { removedAt != nil }
    package var stage: PodStage { stages.last?.stage ?? .pending }
    /// Without a pause.
    package func hasBeenReady(since moment: Moment) -> Bool { stages.last.map { $0.stage == .ready && $0.from <= moment } ?? false }
    /// It takes requests now: ready, awake, and the pod of its engine to which requests go.
    package var isServing: Bool { stage == .ready && duty == .serves && !isAsleep }
    package var isAsleep: Bool { isToldAsleep ?? pod.isLabelledAsleep }

    /// What it is in place of a serving engine, though its pod is ready; nil for those that serve.
    package var standing: String? {
        guard role == .engine, stage == .ready else { return nil }
        if duty == .worker { return "worker" }
        return isAsleep ? "asleep" : duty == .prefill ? "prefill" : nil
    }

    /// It was over before the board saw it, or has been deleted for long and does not go: what is left of an engine is none.
    package var isLeftover: Bool { !isGone && (isStuck || wasOver) }
    private var wasOver: Bool { stages.first?.stage == .failed || pod.phase == "Succeeded" }

    /// It was to be gone long before the board first saw it.
    package var isStuck = false
    /// So many seconds after the grace of a deletion has run out it is stuck.
    static let stuckAfter = 300.0

    /// An engine that can serve, now or when it is ready.
    package var isCounted: Bool { role == .engine && duty == .serves && stage != .failed && !isLeftover && !isGone }

    /// It is on its way out, or gone.
    package var isLeaving: Bool { [.terminating, .failed, .gone].contains(stage) }

    /// When it began to go.
    package var leftAt: Moment? { isLeaving ? stages.first { [.terminating, .failed, .gone].contains($0.stage) }?.from : nil }
}

/// What a pod is to the story.
package enum PodRole: String, Sendable, Codable {
    case engine
    case router
    case other
}

/// From when on a pod was in a stage.
package struct StageSpan: Sendable, Equatable, Codable {
    package var from: Moment
    package var stage: PodStage

    package init(from: Moment, stage: PodStage) {
        self.from = from
        self.stage = stage
    }
}
