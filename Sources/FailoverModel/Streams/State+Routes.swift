/// Which pod serves a request of ours, by the best evidence there is.
extension State {
    /// How long after the headers of an answer its routing line may still arrive: logs come by way of the API server.
    private static let lineDelay = Duration.seconds(2)
    /// Without a routing line for so long, a guess is better than nothing.
    private static let guessAfter = Duration.seconds(2)

    mutating func noteRoute(_ entry: RouterLogEntry, at moment: Moment) {
        let written = self.written(loggedAt: entry.loggedAt, seenAt: moment)
        switch entry.message {
        case .routed(let request, _, let worker, _) where streams[request] != nil:
            note(worker, .ownRequest, of: request, at: moment, written: written)
        case .sessionRouted(let session, let worker):
            let placed = self.moment(loggedAt: entry.loggedAt, seenAt: moment)
            guard let request = streams.awaitingRoute(of: session, at: placed, delay: Self.lineDelay) else { return }
            note(worker, .sessionLine, of: request, at: moment, written: written)
        default:
            break
        }
    }

    private mutating func note(
        _ worker: String, _ evidence: RouteEvidence, of request: RequestID, at moment: Moment, written: Moment? = nil
    ) {
        let pod = record(worker: worker, at: moment)?.identity
        streams.note(Route(worker: worker, pod: pod, evidence: evidence, at: moment, writtenAt: written), of: request)
    }

    /// Several routers count their own requests each, and the proxy asks now one, now another: that tells nothing.
    private var hasOneRouter: Bool { cluster.routers.count { $0.pod.phase == "Running" } <= 1 }

    /// Without a log, the one worker whose running requests rose since our request began may be ours.
    mutating func guessRoute(from figures: [WorkerFigures], at moment: Moment) {
        guard let record = streams.current, record.isOpen, let opened = record.openedAt, record.routes.isEmpty, hasOneRouter,
            !sources[.routerLog].isLive || moment - opened > Self.guessAfter
        else { return }
        let risen = figures.filter { ($0.running ?? 0) > (streams.runningBefore[$0.url] ?? 0) }
        guard risen.count == 1, let worker = risen.first?.url else { return }
        note(worker, .metrics, of: record.id, at: moment)
    }
}

extension StreamsState {
    /// The request of a session that a line without a request id is about: routers write such a line for each attempt, and
    /// attempts end with the headers of an answer.
    func awaitingRoute(of session: String, at moment: Moment, delay: Duration) -> RequestID? {
        let candidates = (records + probes).filter { record in
            guard record.request.session == session, record.requestedAt <= moment else { return false }
            guard let settled = [record.openedAt, record.endedAt].compactMap({ $0 }).min() else { return true }
            return moment - settled < delay
        }
        return candidates.max { $0.requestedAt < $1.requestedAt }?.id
    }
}
