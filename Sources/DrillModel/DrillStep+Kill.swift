import ClusterModel
import IncidentModel
import TrafficModel

/// The kill of a test, with the same guards as on the board, and what is watched after it.
extension DrillStep {
    mutating func awaitTrigger(_ plan: TestPlan) -> [DrillIntent] {
        guard let record = test.requests.question.flatMap({ record($0) }) else { return [] }
        if !record.isOpen {
            if record.outcome.isComplete {
                return finish(
                    .inconclusive, "the answer ended after \(record.tokenCount) tokens, before the kill was due; ask for a "
                        + "longer one (--max-tokens) or kill earlier")
            }
            return finish(
                .refused, "the stream broke after \(record.tokenCount) tokens, before anything was killed: "
                    + record.outcome.sentence)
        }
        switch plan.killAfter {
        case .tokens(let count): guard record.chunks.count >= count else { return [] }
        case .time(let duration): guard now - record.requestedAt >= duration else { return [] }
        }
        guard let pod = record.routes.last?.pod ?? pinned(record), let victim = cluster.record(uid: pod.uid) else {
            guard now - record.lastActivity > Route.delay || now - record.requestedAt > .seconds(10) else { return [] }
            return finish(.refused, "nothing tells which pod serves the request\(ambiguity([record])); nothing killed")
        }
        return kill(victim, by: record)
    }

    /// So long anything better may come.
    private static let pinnedAfter = Duration.seconds(3)

    /// A gateway's log tells of a request when it is over. Where both probes of the session were served by one pod, its stream is taken to
    /// be there too; what the log says of it later counts.
    private func pinned(_ record: StreamRecord) -> PodIdentity? {
        guard now - record.requestedAt > Self.pinnedAfter else { return nil }
        let routes = test.requests.sessionProbes.compactMap { self.record($0)?.routes.last }
        guard routes.count > 1, routes.allSatisfy({ $0.evidence == .accessLog }) else { return nil }
        let pods = Set(routes.map(\.pod))
        return pods.count == 1 ? pods.first ?? nil : nil
    }

    private mutating func kill(_ victim: PodRecord, by record: StreamRecord) -> [DrillIntent] {
        if hasMoved(to: victim), let anew = beginAnew() { return anew }
        if let refusal = guardRefusal(victim, record) { return finish(.refused, "nothing killed: \(refusal)") }
        let order = KillOrder(pod: victim.identity, namespace: victim.pod.namespace, kind: settings.killKind)
        test.requests.order = order
        test.enter(.killing, at: now)
        return [.kill(order)]
    }

    /// A kill hits the pod that was shown, or nothing.
    private func guardRefusal(_ victim: PodRecord, _ record: StreamRecord) -> String? {
        if let forbidden = forbiddenKill(inNamespace: victim.pod.namespace) { return forbidden }
        if !cluster.sources[.pods].isLive { return "the list of pods is stale" }
        if victim.isGone || victim.stage == .terminating { return "\(victim.pod.name) is already terminating" }
        if victim.role != .engine { return "\(victim.pod.name) is no engine" }
        if victim.isAsleep { return "\(victim.pod.name) is asleep" }
        if victim.duty != .serves { return "\(victim.pod.name) answers no requests itself (\(victim.duty.rawValue))" }
        if !victim.isServing { return "\(victim.pod.name) is not ready" }
        if hasMoved(to: victim), let probed {
            return "the probes of session \(session) went to \(letter(of: probed)), its answer comes from "
                + "\(victim.letter): the router does not keep the session on one pod"
        }
        if victim.isServing, cluster.readyEngines.count <= 1 { return "\(victim.pod.name) is the last ready engine" }
        if record.routes.last?.evidence.isGuess == true { return "the pod is only a guess" }
        return nil
    }

    /// Who served the session before its answer began.
    private var probed: PodIdentity? { test.requests.sessionProbes.last.flatMap { self.record($0)?.routes.last?.pod } }

    private func hasMoved(to pod: PodRecord) -> Bool { probed.map { $0 != pod.identity } ?? false }

    /// `: http://10.0.0.1:8000 may be A or B`, where a route leads to several.
    func ambiguity(_ records: [StreamRecord]) -> String {
        for route in records.compactMap(\.routes.last) {
            let several = traffic.ambiguity(of: route, in: cluster)
            if !several.isEmpty { return ": \(route.worker) may be \(several.map(\.letter).joined(separator: " or "))" }
        }
        return ""
    }

    private static let longestKill = Duration.seconds(30)

    /// What forbids every kill there, whatever its pod.
    func forbiddenKill(inNamespace namespace: String) -> String? {
        if settings.isReadOnly { return "--read-only" }
        return settings.protection?.reason(context: cluster.identity?.context, namespace: namespace)
            .map { "\($0) is protected by the configuration" }
    }

    mutating func awaitKill() -> [DrillIntent] {
        if let incident = testedIncident, incident.cause.isOurs {
            return enter(.watching) + [.hold(incident.pod, true)]
        }
        // An answer that was lost may still show in the pod.
        guard elapsedInPhase > Self.longestKill else { return [] }
        var reason = "no answer came"
        if let order = test.requests.order, case .unknown(let words, _)? = incidents.kills.latest(of: order.pod)?.outcome { reason = words }
        return finish(
            .inconclusive, "not known whether it was killed: \(reason); the pod has not gone within "
                + "\(Int(Self.longestKill.seconds)) s")
    }

    /// The incident that the kill of this round opened.
    var testedIncident: Incident? {
        guard let pod = test.requests.order?.pod else { return nil }
        return incidents.all.last { $0.pod == pod }
    }

    /// Nothing has come of the session's requests for so long that nothing is expected any more.
    private static let hopeless = Duration.seconds(60)

    /// True where the session's requests are over; those without hope are given up.
    private mutating func settleSession(_ intents: inout [DrillIntent]) -> Bool {
        if conversation.isQuiet { return true }
        let lastToken = conversation.records.compactMap { $0.chunks.last?.at }.max() ?? .zero
        guard now - max(lastToken, test.phaseSince) > Self.hopeless else { return false }
        intents.append(.giveUp(session: session))
        return true
    }

    mutating func awaitAnswer() -> [DrillIntent] {
        var intents: [DrillIntent] = []
        guard settleSession(&intents) else { return [] }
        // After a break the session has asked anew already; else it does so now.
        let hasAsked = conversation.story.contains { $0.request.purpose.isFollowUp }
        if !hasAsked, let question = test.requests.question { _ = send(.followUp(of: question, attempt: 1), into: &intents) }
        return test.phase == .watching ? intents + enter(.asking) : intents
    }

    mutating func awaitFollowUp() -> [DrillIntent] {
        var intents: [DrillIntent] = []
        guard settleSession(&intents), conversation.current.map(isAttributed) ?? true else { return intents }
        for session in test.requests.before.keys.sorted() {
            if let id = send(.probe, session: session, into: &intents) { test.requests.after[session] = id }
        }
        return test.phase == .asking ? intents + enter(.probing) : intents
    }

    mutating func awaitProbes() -> [DrillIntent] {
        guard test.requests.after.values.allSatisfy({ record($0).map(isAttributed) ?? true }) else { return [] }
        return enter(.recovering) + (testedIncident.map { [.hold($0.pod, false)] } ?? [])
    }

    mutating func awaitRecovery(_ plan: TestPlan) -> [DrillIntent] {
        guard let incident = testedIncident else { return finish(.inconclusive, "the incident is not known any more") }
        // It is judged when it closes; where no replacement comes, when its limit has passed.
        guard !incident.isOpen || now - incident.origin > incidents.limits.capacityGap && elapsedInPhase > .seconds(1) else { return [] }
        test.rounds.append(round(test.round, incident))
        guard test.round < plan.repetitions else { return finish(nil, nil) }
        guard incident.marks[.replacementReady] != nil else {
            return finish(nil, "stopped after round \(test.round): no replacement became ready")
        }
        test.round += 1
        test.requests = RoundRequests()
        return enter(.settling)
    }

    func round(_ number: Int, _ incident: Incident) -> Round {
        incidents.round(of: incident, number: number, at: now, cluster: cluster, traffic: traffic)
    }
}
