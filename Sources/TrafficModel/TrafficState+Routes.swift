import ClusterModel

/// Which pod serves a request of ours, by the best evidence there is.
extension TrafficState {
    /// How long after the headers of an answer its routing line may still arrive: logs come by way of the API server.
    private static let lineDelay = Duration.seconds(2)
    /// Without a routing line for so long, a guess is better than nothing.
    private static let guessAfter = Duration.seconds(2)

    mutating func noteRoute(_ entry: RouterLogEntry, at moment: Moment, cluster: ClusterState) {
        guard isAskedRouter(entry.routerPod) else { return }
        let written = cluster.written(loggedAt: entry.loggedAt, seenAt: moment)
        switch entry.message {
        case .routed(let request, _, let worker, _) where conversations[request] != nil:
            note(worker, .ownRequest, of: request, at: moment, written: written, cluster)
        case .sessionRouted(let session, let worker):
            let placed = cluster.moment(loggedAt: entry.loggedAt, seenAt: moment)
            guard let request = conversations.all[session]?.awaitingRoute(at: placed, delay: Self.lineDelay) else { return }
            note(worker, .sessionLine, of: request, at: moment, written: written, cluster)
        case .prefilled(let request, let worker):
            let pod = record(worker: worker, at: moment, in: cluster)?.identity
            guard let id = conversations[request]?.id else { return }
            conversations.change(id) { $0.change(id) { $0.prefill = Prefill(worker: worker, pod: pod) } }
        default:
            break
        }
    }

    private mutating func note(
        _ worker: String, _ evidence: RouteEvidence, of request: RequestID, at moment: Moment, written: Moment? = nil,
        _ cluster: ClusterState
    ) {
        let pod = record(worker: worker, at: moment, in: cluster)?.identity
        conversations.note(Route(worker: worker, pod: pod, evidence: evidence, at: moment, writtenAt: written), of: request)
    }

    /// Without a log, the one worker whose running requests rose since our request began may be ours.
    mutating func guessRoutes(from figures: [WorkerFigures], at moment: Moment, cluster: ClusterState) {
        // Several routers count their own requests each, and the proxy asks now one, now another: that tells nothing.
        guard cluster.routers.count(where: { $0.pod.phase == "Running" }) <= 1 else { return }
        let candidates = conversations.all.values.filter { conversation in
            guard let record = conversation.current, record.isOpen, let opened = record.openedAt else { return false }
            return record.routes.isEmpty && (!cluster.sources[.routerLog].isLive || moment - opened > Self.guessAfter)
        }
        // Two requests that began at once cannot be told apart by counts.
        guard candidates.count == 1, let conversation = candidates.first, let record = conversation.current else { return }
        let risen = figures.filter { ($0.running ?? 0) > (conversation.runningBefore[$0.url] ?? 0) }
        guard risen.count == 1, let worker = risen.first?.url else { return }
        note(worker, .metrics, of: record.id, at: moment, cluster)
    }
}

extension Conversation {
    /// The request that a line without a request id is about: routers write such a line for each attempt, and attempts end
    /// with the headers of an answer.
    fileprivate func awaitingRoute(at moment: Moment, delay: Duration) -> RequestID? {
        let candidates = (records + probes).filter { record in
            guard record.requestedAt <= moment else { return false }
            guard let settled = [record.openedAt, record.endedAt].compactMap({ $0 }).min() else { return true }
            return moment - settled < delay
        }
        return candidates.max { $0.requestedAt < $1.requestedAt }?.id
    }
}
