import ClusterModel

/// When the process of a pod may have ended, as far as the API server shows.
struct PodDeath {
    /// SIGTERM: from then on an engine may drain, or end at once.
    var terminating: Moment?
    /// SIGKILL, where the grace is known.
    var deadline: Moment?
    /// The second in which a container ended; the API server writes whole seconds.
    var containerEnd: Moment?
    /// The API server said that the pod is gone.
    var removed: Moment?

    /// nil for a pod that lives.
    init?(of pod: PodRecord, written: (Double) -> Moment?) {
        terminating = pod.stages.last { $0.stage == .terminating }?.from
        if let terminating, let grace = pod.deletionGracePeriod { deadline = terminating + .seconds(grace) }
        containerEnd = pod.pod.containers.compactMap(\.latestEnd?.finishedAt).max().flatMap(written)
        removed = pod.removedAt
        if terminating == nil, containerEnd == nil, removed == nil { return nil }
    }

    /// Within about a second. What ends well after SIGTERM and before its container drained; a good drain is followed by the end
    /// of the container at once, so that only what came behind that end is doubted.
    func coincides(with finish: Moment) -> Bool {
        let second = Duration.seconds(1)
        func isNear(_ moment: Moment, before: Duration, after: Duration) -> Bool {
            finish >= moment - before && finish <= moment + after
        }
        if let containerEnd, finish >= containerEnd + second, finish <= containerEnd + second * 3 { return true }
        if let terminating {
            if isNear(terminating, before: .milliseconds(200), after: second) { return true }
            return deadline.map { isNear($0, before: .milliseconds(200), after: second) } ?? false
        }
        if let containerEnd { return isNear(containerEnd, before: .milliseconds(200), after: second * 2) }
        return removed.map { isNear($0, before: second, after: second) } ?? false
    }
}

extension Container {
    /// How it ended last; nil where it never did.
    fileprivate var latestEnd: Termination? {
        if case .terminated(let end) = state { end } else { lastTermination }
    }
}
