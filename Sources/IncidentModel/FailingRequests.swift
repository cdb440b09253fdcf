import ClusterModel
import TrafficModel

/// Our requests of the last while, of all sessions: a router may call itself well and serve nobody.
struct FailingRequests {
    /// So long a request counts.
    private static let window = Duration.seconds(20)
    /// Fewer sessions may all have been on one engine that died.
    private static let leastSessions = 3
    private static let leastRequests = 5

    /// They never began, or broke on an engine that is well.
    private var failed: [StreamRecord] = []
    private var sessions: Set<String> = []
    private var hasServed = false

    init(_ context: IncidentContext) {
        // With nobody to serve them it is the engines' affair.
        guard !context.cluster.readyEngines.isEmpty else { return }
        // So many chunks the longest answer has that goes on.
        var longest = 0
        for conversation in context.conversations.all.values {
            for record in (conversation.records + conversation.probes).reversed() {
                if record.isOpen {
                    if context.now - record.lastActivity < Self.window { longest = max(longest, record.chunks.count) }
                    continue
                }
                guard let ended = record.endedAt, context.now - ended < Self.window else { break }
                if record.outcome.isBreak, record.pathFailure == nil {
                    guard context.cluster.couldAnswer(record) else { continue }
                    failed.append(record)
                    sessions.insert(conversation.session)
                } else if !record.chunks.isEmpty {
                    hasServed = true
                }
            }
        }
        // Where answers break one after another, one that goes on is not well before it has gone further than they.
        if longest > failed.map(\.chunks.count).max() ?? 0 { hasServed = true }
    }

    var signs: [RequestSign] { failed.map { RequestSign($0, "outcome", $0.outcome.sentence) } }

    func reading(open: RouterFault?) -> RouterReading {
        if hasServed { return .well }
        if failed.count >= Self.leastRequests, sessions.count >= Self.leastSessions { return .ill(fault) }
        // Where nothing has been asked since, nothing tells that it is over.
        if let open, open.servesNoneWhole { return .ill(open) }
        return .well
    }

    private var fault: RouterFault {
        let last = failed.max { ($0.endedAt ?? .zero) < ($1.endedAt ?? .zero) }
        let words = last?.outcome.sentence ?? ""
        let begun = failed.filter { !$0.chunks.isEmpty }
        guard begun.count * 2 > failed.count else { return .requestsFail(sessions: sessions.count, last: words) }
        let areCut = begun.allSatisfy(\.outcome.isTruncated)
        return .answersBreak(sessions: sessions.count, last: words, areCut: areCut)
    }
}

extension ClusterState {
    /// Its failure is no engine's affair: some engine was there for it; what broke later was not taken along by its own.
    fileprivate func couldAnswer(_ record: StreamRecord) -> Bool {
        guard !record.chunks.isEmpty else { return readyEngines.contains { $0.hasBeenReady(since: record.requestedAt - IncidentsState.discovery) } }
        guard let pod = record.routes.last?.pod else { return readyEngines.allSatisfy { $0.hasBeenReady(since: record.requestedAt) } }
        return self.record(uid: pod.uid)?.hasBeenReady(since: record.requestedAt) ?? false
    }
}
