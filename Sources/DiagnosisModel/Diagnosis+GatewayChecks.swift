import ClusterModel
import IncidentModel
import TrafficModel

/// What the log of a gateway says of our own requests: its time limit, engines that it did not give up, its way of closing. Only where
/// there is such a log, but for ages that are suspiciously round.
extension Diagnosis {
    var gatewayChecks: [Check] {
        [foreignLogCheck, timeLimitCheck, deadEndpointCheck, noneLeftCheck, delayedCloseCheck, workerHeaderCheck].compactMap { $0 }
    }

    private var foreignLogCheck: Check? {
        guard let line = router.firstForeignLine else { return nil }
        return Check(
            "router-version", "the router's log is understood", .warn,
            "this version of the router is not understood: \(router.foreignLines) lines look like routing lines and do not fit",
            evidence: [Evidence("router", "log", line)], remedy: "tell by --log-pattern how such a line is read")
    }

    var logged: [StreamRecord] {
        (conversations.records.map { $0 } + conversations.probes).filter { $0.served != nil }.sorted { $0.requestedAt < $1.requestedAt }
    }

    func evidence(_ record: StreamRecord) -> Evidence {
        let served = record.served
        let seconds = served?.lasted.map { " after \($0.asText) s" } ?? ""
        return Evidence(
            "request \(record.id)", "gateway's log", "\(served?.status ?? 0) \(served?.words ?? "")\(seconds)", at: record.endedAt.map(wall))
    }

    /// Envoy's ring hash keeps to a dead host, also when it tries again, unless something takes that host away.
    private var deadEndpointCheck: Check? {
        let failed = logged.filter { record in record.served.map { $0.end == .engineUnreachable } ?? false }
        guard let first = failed.first else { return nil }
        let remedy =
            switch router.dialect {
            case .envoy:
                "health checks or outlier detection (consecutive_5xx: 1) for the cluster, and retries with the host predicate previous_hosts; "
                    + "Istio's retries have none where the route hashes consistently"
            case .haproxy: "check each server, with option redispatch 1 and retry-on all-retryable-errors"
            default: "let the gateway check its engines and try another one"
            }
        return Check(
            "gateway-dead-endpoint", "the gateway gives dead engines up", .fail,
            "\(failed.count) of our requests went to an engine that could not be connected to", evidence: failed.prefix(3).map(evidence),
            remedy: remedy + (first.served?.workers.last.map { " (it was \($0))" } ?? ""), cause: .misconfiguredRouting)
    }

    private var noneLeftCheck: Check? {
        let failed = logged.filter { $0.served?.end == .noneLeft }
        guard !failed.isEmpty else { return nil }
        return Check(
            "gateway-none-left", "the gateway knows an engine", .fail, "it had no healthy engine for \(failed.count) of our requests",
            evidence: failed.prefix(3).map(evidence), remedy: "run more engines, or let the gateway find those that run: its endpoints and health checks",
            cause: .insufficientReplicas)
    }

    /// How much later than the gateway the client knew: Envoy flushes and waits a second before it closes an HTTP/1.1 connection.
    private var delayedCloseCheck: Check? {
        for record in logged.reversed() {
            guard let delay = record.closingDelay, delay > .milliseconds(500) else { continue }
            return Check(
                "gateway-close", "the gateway tells of a break at once", .warn,
                "it knew of the break \(delay.inWords) before it told the client: so much of the detection gap is the gateway's",
                evidence: [evidence(record)],
                remedy: router.dialect == .envoy ? Self.closingRemedy : nil, cause: .networking)
        }
        return delayByEnvoy
    }

    private static let closingRemedy = "set delayed_close_timeout of the HTTP connection manager to 0s, or let clients speak HTTP/2"

    /// Without its log: how long after the last token it closed.
    private var delayByEnvoy: Check? {
        guard let incident = incidents.lastOfEngine, let lead = incident.lead, let broken = conversations[lead.request], broken.isThroughEnvoy,
            case .truncated = broken.outcome, let gap = incident.detectionGap, gap > .milliseconds(950), gap < .milliseconds(1_500)
        else { return nil }
        return Check(
            "gateway-close", "the gateway tells of a break at once", .warn,
            "the client knew \(gap.inWords) after the last token: Envoy closes a second after the engine does, so much of the gap is the gateway's",
            evidence: [
                Evidence("request \(broken.id)", "server", "envoy"),
                Evidence("request \(broken.id)", "outcome", broken.outcome.sentence, at: broken.endedAt.map(wall)),
            ], remedy: Self.closingRemedy, cause: .networking)
    }

    /// Nothing tells while a stream runs who serves it, and a gateway could.
    private var workerHeaderCheck: Check? {
        guard let dialect = router.dialect, dialect.isGateway,
            let asked = conversations.probes.last(where: { !$0.isOpen && $0.outcome.isComplete }), asked.routes.last?.evidence != .header
        else { return nil }
        return Check(
            "worker-header", "answers name their engine", .warn, "no header of its answers holds the address or the name of one engine",
            remedy: Self.headerRemedy(dialect))
    }

    private static func headerRemedy(_ dialect: RouterDialect) -> String {
        switch dialect {
        case .envoy:
            "response_headers_to_add: [{header: {key: x-upstream-host, value: \"%UPSTREAM_HOST%\"}}] on the route; in Istio by an EnvoyFilter "
                + "that merges it into ROUTE_CONFIGURATION"
        case .haproxy: "http-response set-header x-backend-server %s, and --worker-header x-backend-server"
        default: "add_header x-upstream-addr $upstream_addr always;"
        }
    }
}

extension StreamRecord {
    /// How much later the client knew of a break than the gateway did, by the gateway's own duration.
    fileprivate var closingDelay: Duration? {
        guard let served, served.isOver, served.end == .engineDied || served.end == .timeLimit, let lasted = served.lasted, let endedAt,
            outcome.isBreak
        else { return nil }
        return endedAt - requestedAt - .seconds(lasted)
    }
}

extension Double {
    /// With one decimal.
    var asText: String {
        let tenths = (self * 10).rounded()
        guard tenths.magnitude < 1e15 else { return "?" }
        return "\(Int(tenths) / 10).\(abs(Int(tenths) % 10))"
    }
}
