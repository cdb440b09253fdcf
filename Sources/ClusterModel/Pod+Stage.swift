/// Where a pod is in its life, coarse enough to be drawn as a bar.
package enum PodStage: String, Sendable, Codable {
    /// Not yet scheduled, or its containers are not yet created.
    case pending
    /// Its containers run, but it is not ready: an engine loads its model.
    case starting
    case ready
    /// It was ready and is no longer, without being deleted.
    case unready
    case terminating
    case failed
    case gone
}

extension Pod {
    /// The pod's stage; `wasReady` tells a pod that lost its readiness from one that never had it.
    package func stage(wasReady: Bool) -> PodStage {
        if isTerminating { return .terminating }
        switch phase {
        case "Failed", "Succeeded": return .failed
        case "Running": break
        default: return .pending
        }
        if isReady { return .ready }
        return wasReady ? .unready : .starting
    }
}
