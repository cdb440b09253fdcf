import ClusterModel
import IncidentModel
import TrafficModel

/// Streams that ended by a time limit of what lies between client and engine, and of nothing else.
extension Diagnosis {
    /// A total time limit cuts a healthy stream exactly as a death does. One of silence ends what an engine left that hangs or is gone.
    var timeLimitCheck: Check? {
        let title = "the gateway's time limit"
        let cuts = logged.filter { $0.served?.end == .timeLimit && !isExplained($0) }
        if let cut = cuts.last(where: \.isCutInFlow) ?? cuts.last {
            let said = "the gateway cut a stream by its own time limit\(cut.served?.lasted.map { " after \($0.asText) s" } ?? "")"
            guard cut.isCutInFlow else {
                return Check(
                    "gateway-limit", title, .warn, "\(said): so it would one whose engine hangs or is gone", evidence: [evidence(cut)],
                    remedy: limitRemedy)
            }
            return Check(
                "gateway-limit", title, .fail, "\(said), and no engine died of it", evidence: [evidence(cut)], remedy: limitRemedy,
                cause: .networking)
        }
        guard let (record, age) = cutAtRoundAge else { return nil }
        return Check(
            "gateway-limit", title, .warn, "a stream was cut \(age) s after its request though its pod was not touched: a time limit has such round numbers",
            evidence: [Evidence("request \(record.id)", "outcome", record.outcome.sentence, at: record.endedAt.map(wall))],
            remedy: limitRemedy, cause: .networking)
    }

    private var limitRemedy: String {
        switch router.dialect {
        case .envoy: "set the route's timeout to 0s and rely on idle time-outs (Envoy cuts after 15 s where none is set)"
        case .haproxy: "raise timeout server, and timeout tunnel for streams"
        case .nginx: "raise proxy_read_timeout"
        default: "raise the time limit of requests in the proxies between client and engine: Envoy cuts after 15 s where none is set, others after 60 s"
        }
    }

    /// Defaults of proxies and clients. Envoy tells an HTTP/1.1 client a second later.
    private static let roundAges = [15, 30, 60, 120, 300, 600]

    private var cutAtRoundAge: (StreamRecord, Int)? {
        for record in conversations.records where record.pathFailure == nil && !record.chunks.isEmpty && record.served == nil {
            guard case .truncated = record.outcome, record.doubt == nil, let ended = record.endedAt, record.routes.last?.pod != nil,
                !record.routes.contains(where: { route in incidents.all.contains { $0.pod == route.pod } }), !isExplained(record)
            else { continue }
            let age = (ended - record.requestedAt).seconds
            for round in Self.roundAges {
                let late = age - Double(round)
                if (-0.05...0.25).contains(late) || (0.95...1.25).contains(late) { return (record, round) }
            }
        }
        return nil
    }

    /// Its engine hangs, or something befell it at that time. Where the engine is not known it may be any. That a node is lost is known
    /// only a while after it fell silent.
    private func isExplained(_ record: StreamRecord) -> Bool {
        let (ended, pod) = (record.endedAt ?? now, record.routes.last?.pod)
        let latest = ended + (record.isCutInFlow ? .zero : IncidentsState.lookBack)
        let hung = cluster.engines.filter { pod == nil || $0.identity == pod }.compactMap { stillness(of: $0)?.since }
        if hung.contains(where: { $0 <= latest }) { return true }
        return incidents.all.contains { incident in
            guard incident.origin <= latest, (incident.closedAt ?? now) >= record.lastActivity else { return false }
            guard let pod, pod != incident.pod else { return true }
            return cluster.record(uid: incident.pod.uid).map { cluster.serving(for: $0).contains { $0.identity == pod } } ?? false
        }
    }
}

extension StreamRecord {
    /// A known engine still made tokens when the limit came. A gateway may close a second after that.
    fileprivate var isCutInFlow: Bool {
        guard let served, served.isTotalLimit, let ended = endedAt, !chunks.isEmpty, routes.last?.pod != nil else { return false }
        return ended - lastActivity < .seconds(3)
    }
}

extension ServedRequest {
    /// It is the whole request that took too long, and not a silence in it. Only Envoy tells them apart; the others know silence alone.
    fileprivate var isTotalLimit: Bool {
        let flags = words.prefix { $0 != " " }.split(separator: ",")
        return (flags.contains("UT") || flags.contains("DT")) && !words.contains("idle")
    }
}
