import ClusterModel
import TrafficModel

/// Our requests of the last while, of all sessions: a router may call itself well and serve nobody.
struct FailingRequests {
    /// So long a request counts.
    private static let window = Duration.seconds(20)
    /// Fewer sessions may all have been on one engine that died.
    private static let leastSessions = 3
    private static let leastRequests = 5

    private var failed: [StreamRecord] = []
    private var sessions: Set<String> = []
    private var hasServed = false

    init(_ context: IncidentContext) {
        // With nobody to serve them it is the engines' affair.
        guard !context.cluster.readyEngines.isEmpty else { return }
        for conversation in context.conversations.all.values {
            for record in (conversation.records + conversation.probes).reversed() {
                if record.isOpen {
                    hasServed = hasServed || record.lastActivity > record.requestedAt && !record.chunks.isEmpty && context.now - record.lastActivity < Self.window
                    continue
                }
                guard let ended = record.endedAt, context.now - ended < Self.window else { break }
                if !record.chunks.isEmpty {
                    hasServed = true
                } else if record.outcome.isBreak, record.pathFailure == nil {
                    failed.append(record)
                    sessions.insert(conversation.session)
                }
            }
        }
    }

    var signs: [RequestSign] { failed.map { RequestSign($0, "outcome", $0.outcome.sentence) } }

    func reading(open: RouterFault?) -> RouterReading {
        if hasServed { return .well }
        if failed.count >= Self.leastRequests, sessions.count >= Self.leastSessions { return .ill(fault) }
        // Where nothing has been asked since, nothing tells that it is over.
        if let open, case .requestsFail = open { return .ill(open) }
        return .well
    }

    private var fault: RouterFault {
        let last = failed.max { ($0.endedAt ?? .zero) < ($1.endedAt ?? .zero) }
        return .requestsFail(sessions: sessions.count, last: last?.outcome.sentence ?? "")
    }
}
