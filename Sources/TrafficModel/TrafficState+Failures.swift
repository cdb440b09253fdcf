import ClusterModel

/// Other people's requests that went wrong, by the router's log.
extension TrafficState {
    mutating func noteFailures(_ event: TrafficEvent, at seen: Moment, cluster: ClusterState) {
        guard case .router(.log(let entry)) = event, isAskedRouter(entry.routerPod) else { return }
        let moment = cluster.moment(loggedAt: entry.loggedAt, seenAt: seen)
        switch entry.message {
        case .streamBroke: failures.noteBreak(at: moment)
        case .refused: failures.noteRefusal(at: moment)
        case .routed(let request, _, _, _): failures.noteTry(of: request)
        case .attemptFailed(let request, let worker, _, _) where conversations[request] == nil:
            failures.noteFailure(of: request, on: record(worker: worker, at: moment, in: cluster)?.identity, at: moment)
        case .requestFailed(let request, let status) where conversations[request] == nil && status >= 500:
            failures.noteFailure(of: request, on: nil, at: moment)
        default: break
        }
    }

    /// Whether the router's log tells of requests that it could not place.
    package var tellsFailures: Bool { router.dialect == .productionStack || router.dialect == .sglangRouter }

    /// Whether it tells of streams that break: the Rust routers say nothing.
    package var tellsBreaks: Bool { router.dialect == .productionStack }
}
