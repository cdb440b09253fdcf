import ClusterModel
import IncidentModel
import TrafficModel

/// What the latest incident points to, beyond what is wrong in general.
extension Diagnosis {
    var incidentChecks: [Check] {
        guard let incident = incidents.lastOfEngine else { return [routerOutage, cutBeforeFault].compactMap { $0 } }
        return [
            routerOutage, cutBeforeFault, drainCheck(incident), endingCheck(incident), diedCheck(incident), refusedAfterFault(incident), refusedResume(incident),
            singleEngineAtFault(incident), lateReplacement(incident), overloadAfter(incident),
        ].compactMap { $0 }
    }

    /// The last time that the router served nobody, told as its incident has it.
    private var routerOutage: Check? {
        guard let incident = incidents.all.last(where: \.cause.isOfRouter), let fault = incident.cause.routerFault else { return nil }
        let gap = incident.capacityGap.map { " (for \($0.inWords))" } ?? ""
        let detail = "\(incident.pod.name) \(incident.cause.predicate)\(gap)"
        let (remedy, cause) = Self.remedy(of: fault, pod: incident.pod.name)
        if incident.cause.isOfLimit { return limitCheck(incident, detail, remedy) }
        return Check(
            "router-outage", "the router serves", .fail, detail, evidence: incident.evidence,
            remedy: remedy, cause: cause)
    }

    /// Only a queue that was seen says that resources are short.
    private func limitCheck(_ incident: Incident, _ detail: String, _ remedy: String) -> Check {
        let queues = incident.loads.lines.compactMap { line -> Evidence? in
            guard let most = line.during?.waiting, most >= 1 else { return nil }
            return Evidence("pod/\(line.pod)", "requests waiting", "\(most.asCount)", at: wall(incident.origin))
        }
        return Check(
            "service-level", "requests are served within their limits", .fail, detail,
            evidence: incident.evidence + queues.prefix(4), remedy: queues.isEmpty ? remedy : "engines queued: add engines, or admit fewer requests",
            cause: queues.isEmpty ? nil : .resourceConstraints)
    }

    private static func remedy(of fault: RouterFault, pod: String) -> (String, Cause?) {
        switch fault {
        case .deleted: ("run two routers, with a disruption budget, so that one is left when the other goes", .insufficientReplicas)
        case .scaledToZero: ("scale it up again: kubectl scale --replicas=2", .insufficientReplicas)
        case .crashed(let end, _) where end.reason == "OOMKilled": ("raise the memory limit of its container, and run two routers", .resourceConstraints)
        case .crashed: ("read its last words: kubectl logs \(pod) --previous", nil)
        case .unready: ("find out why it is not ready: kubectl describe pod \(pod)", nil)
        case .withoutEndpoints: ("make the service's selector match the router pods' labels", .networking)
        case .refusing:
            ("compare the port that it listens at (kubectl logs \(pod)) with the service's targetPort and the container's port", .networking)
        case .silent: ("look at the router's process, and at network policies on the way to it: kubectl logs \(pod)", .networking)
        case .requestsFail:
            ("compare the engines that it lists with those that are ready, and read its log: kubectl logs \(pod)", .misconfiguredRouting)
        case .answersBreak(_, _, let areCut):
            ("look for time limits and resets between client, router and engines, and at their logs: kubectl logs \(pod)", areCut ? .networking : nil)
        case .slow: ("no queue was seen: look at what comes before the first token, in the router's log (kubectl logs \(pod)) and the engines' own", nil)
        case .failsOften: ("read what the requests that failed were told (Enter on a session), and the router's log: kubectl logs \(pod)", nil)
        case .failing: ("read what it says: kubectl logs \(pod)", nil)
        }
    }

    /// A stream that broke though nothing happened to its pod.
    private var cutBeforeFault: Check? {
        let broken = conversations.records.filter { record in
            // What a gateway's own limit cut is told as such.
            guard record.served?.end != .timeLimit, record.outcome.isBreak, record.pathFailure == nil, !record.chunks.isEmpty, let ended = record.endedAt else { return false }
            return !incidents.all.contains { incident in
                if incident.cause.isOfRouter { return ended >= incident.origin + .seconds(-10) && incident.closedAt.map { ended <= $0 } != false }
                return record.routes.contains { $0.pod == incident.pod } && ended >= incident.openedAt + .seconds(-10)
            }
        }.max { $0.requestedAt < $1.requestedAt }
        guard let broken, let ended = broken.endedAt else { return nil }
        let isStall = if case .stalled = broken.outcome { true } else { false }
        return Check(
            "cut", "streams break without a fault", .fail,
            "a stream ended after \(broken.tokenCount) tokens though its pod was not touched: \(broken.outcome.sentence)",
            evidence: [Evidence("request \(broken.id)", "outcome", broken.outcome.sentence, at: wall(ended))],
            remedy: isStall
                ? "the engine is silent: look at its log and its GPU" : "look for time limits and resets between client, router and engine",
            cause: isStall ? nil : .networking)
    }

    /// Those that were left got the load of the lost one too.
    private func overloadAfter(_ incident: Incident) -> Check? {
        let loads = incident.loads.lines
        guard !incident.cause.isPlanned, let verdict = loads.verdict, let worst = loads.first(where: { $0.isOverloaded == true }) else { return nil }
        let evidence = loads.filter { $0.isOverloaded == true }.prefix(4).map {
            Evidence("pod/\($0.pod)", "its own metrics", $0.sentence, at: wall(incident.origin))
        }
        return Check(
            "overload", "those that are left carry the load", .fail, "\(verdict) after the fault: \(worst.sentence)", evidence: Array(evidence),
            remedy: "keep a spare engine, or admit fewer requests while one is missing", cause: .resourceConstraints)
    }

    private func drainCheck(_ incident: Incident) -> Check? {
        guard let answer = conversations.answer(in: incident), answer.outcome.isComplete, !answer.parts.isEmpty,
            answer.parts.flatMap(\.runs).allSatisfy({ $0.pod == incident.pod })
        else { return nil }
        return Check(
            "drain", "the killed engine drained", .warn,
            "\(incident.letter) finished its answer after the kill: nothing about failover was tested",
            remedy: "kill with --kill force, which does not wait")
    }

    /// What was sent after a fault and got no token. Attempts to resume that were refused as such are another matter.
    private func failedRequests(after incident: Incident) -> [StreamRecord] {
        (conversations.records.map { $0 } + conversations.probes).filter { record in
            record.requestedAt >= incident.origin && record.chunks.isEmpty && record.outcome.isBreak && record.pathFailure == nil
        }
    }

    /// The way to resume that was tried is not open here.
    private func refusedResume(_ incident: Incident) -> Check? {
        let refused = failedRequests(after: incident).filter(\.isRefusedResume)
        // Where one way was refused and another was open, it was resumed.
        guard conversations.answer(in: incident)?.isResumed != true else { return nil }
        guard let last = refused.last else { return nil }
        return Check(
            "resume-refused", "broken answers can be resumed", .fail,
            "the answer could not be resumed: \(last.outcome.sentence)",
            evidence: refused.prefix(3).map { record in
                Evidence("request \(record.id)", "outcome", record.outcome.sentence, at: record.endedAt.map(wall))
            },
            remedy: "use a router that passes continue_final_message, add_generation_prompt and /tokenize, or ask by --api completions",
            cause: .misconfiguredRouting)
    }

    private func refusedAfterFault(_ incident: Incident) -> Check? {
        let failed = failedRequests(after: incident).filter { !$0.isRefusedResume }
        guard let first = failed.first else { return nil }
        return Check(
            "refused", "requests after the fault", .fail,
            "\(failed.count.inWords("request")) of ours failed after it: \(first.outcome.sentence)",
            evidence: failed.prefix(3).map { record in
                Evidence("request \(record.id)", "outcome", record.outcome.sentence, at: record.endedAt.map(wall))
            },
            remedy: rerouting,
            cause: .misconfiguredRouting)
    }

    private var rerouting: String {
        switch router.dialect {
        case .dynamo: "start the frontend with --migration-limit 3 and --router-session-affinity-mode soft"
        case .envoy, .haproxy, .nginx, .custom, .vllmRouter, .sglangRouter: "let the router try another engine"
        case .productionStack, nil: "let the router try another engine (production stack: --max-instance-failover-reroute-attempts 2)"
        }
    }

    private func singleEngineAtFault(_ incident: Incident) -> Check? {
        let ready = cluster.records.values.count { record in
            record.role == .engine && record.identity != incident.pod
                && record.stages.last { $0.from <= incident.origin }?.stage == .ready
        }
        guard ready == 0 else { return nil }
        return Check(
            "single-engine", "engines left at the fault", .fail, "no other engine was ready when \(incident.letter) went",
            evidence: [Evidence("pods", "other ready engines at T0", "0", at: wall(incident.origin))],
            remedy: "run at least two engines", cause: .insufficientReplicas)
    }

    private func lateReplacement(_ incident: Incident) -> Check? {
        guard incident.marks[.replacementReady] == nil, !incident.cause.isPlanned, now - incident.origin > incidents.limits.capacityGap else { return nil }
        let record = incident.replacement.flatMap { cluster.record(uid: $0.pod.uid) }
        let state = record.map { "\($0.pod.name) is \($0.pod.status)" } ?? "none was created"
        return Check(
            "replacement", "replacement ready within its limit", .fail,
            "not after \((now - incident.origin).inWords): \(state)",
            evidence: [Evidence(record.map { "pod/\($0.pod.name)" } ?? "pods", "status", record?.pod.status ?? "no new pod")],
            remedy: "see what it waits for: kubectl describe pod\(record.map { " \($0.pod.name)" } ?? "")",
            cause: .resourceConstraints)
    }
}

extension StreamRecord {
    /// The router or the engine refused to resume, whichever engine was asked.
    fileprivate var isRefusedResume: Bool {
        isContinuation && (unresumable != nil || refused.map { (400..<500).contains($0.status) } == true)
    }
}
