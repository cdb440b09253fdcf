/// The kill of a test, with the same guards as on the board, and what is watched after it.
extension State {
    mutating func awaitTrigger(_ plan: TestPlan) -> [Command] {
        guard let record = test.trial.question.flatMap({ streams[$0] }) else { return [] }
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
        guard let pod = record.routes.last?.pod, let victim = cluster.record(uid: pod.uid) else {
            guard now - record.lastActivity > Self.routeDelay || now - record.requestedAt > .seconds(10) else { return [] }
            return finish(.refused, "nothing tells which pod serves the request; nothing killed")
        }
        return kill(victim, by: record)
    }

    private mutating func kill(_ victim: PodRecord, by record: StreamRecord) -> [Command] {
        if let refusal = guardRefusal(victim, record) { return finish(.refused, "nothing killed: \(refusal)") }
        let order = KillOrder(pod: victim.identity, namespace: victim.pod.namespace, kind: settings.killKind)
        test.trial.order = order
        test.enter(.killing, at: now)
        return [sendKill(order)]
    }

    /// A kill hits the pod that was shown, or nothing.
    private func guardRefusal(_ victim: PodRecord, _ record: StreamRecord) -> String? {
        if let forbidden = forbiddenKill(inNamespace: victim.pod.namespace) { return forbidden }
        if !sources[.pods].isLive { return "the list of pods is stale" }
        if victim.isGone || victim.stage == .terminating { return "\(victim.pod.name) is going already" }
        if victim.role != .engine { return "\(victim.pod.name) is no engine" }
        if !victim.isServing { return "\(victim.pod.name) is not ready" }
        let probed = test.trial.sessionProbes.last.flatMap { streams[$0]?.routes.last?.pod }
        if let probed, probed != victim.identity {
            return "the probes of session \(settings.session) went to \(letter(of: probed)), its answer comes from "
                + "\(victim.letter): the router does not keep the session on one pod"
        }
        if victim.isServing, cluster.readyEngines.count <= 1 { return "\(victim.pod.name) is the last ready engine" }
        if record.routes.last?.evidence.isGuess == true { return "the pod is only a guess" }
        return nil
    }

    private static let longestKill = Duration.seconds(30)

    /// What forbids every kill there, whatever its pod.
    func forbiddenKill(inNamespace namespace: String) -> String? {
        if settings.isReadOnly { return "--read-only" }
        return protection(ofNamespace: namespace).map { "\($0) is protected by the configuration" }
    }

    mutating func awaitKill() -> [Command] {
        if testedIncident?.cause.isOurs == true { return enter(.watching) }
        // An answer that was lost may still show in the pod.
        guard elapsedInPhase > Self.longestKill else { return [] }
        var reason = "no answer came"
        if let order = test.trial.order, case .unknown(let words, _)? = kills.latest(of: order.pod)?.outcome { reason = words }
        return finish(
            .inconclusive, "not known whether it was killed: \(reason); the pod has not gone within "
                + "\(Int(Self.longestKill.seconds)) s")
    }

    /// The incident that the kill of this round opened.
    var testedIncident: Incident? {
        guard let pod = test.trial.order?.pod else { return nil }
        return incidents.all.last { $0.pod == pod }
    }

    /// Nothing has come of the session's requests for so long that nothing is expected any more.
    private static let hopeless = Duration.seconds(60)

    /// True where the session's requests are over; those without hope are given up.
    private mutating func isSessionQuiet(_ commands: inout [Command]) -> Bool {
        if streams.isQuiet { return true }
        let lastToken = streams.records.compactMap { $0.chunks.last?.at }.max() ?? .zero
        guard now - max(lastToken, test.phaseSince) > Self.hopeless else { return false }
        streams.pending = nil
        for record in streams.records where record.isOpen {
            _ = streams.end(record.id, .stalled(after: now - record.lastActivity), at: now)
            commands.append(.cancel(record.id))
        }
        return true
    }

    mutating func awaitAnswer() -> [Command] {
        var commands: [Command] = []
        guard isSessionQuiet(&commands) else { return [] }
        // After a break the session has asked anew already; else it does so now.
        let hasAsked = streams.story.contains { $0.request.purpose.isFollowUp }
        if !hasAsked, let question = test.trial.question { _ = send(.followUp(of: question, attempt: 1), into: &commands) }
        return test.phase == .watching ? commands + enter(.asking) : commands
    }

    mutating func awaitFollowUp() -> [Command] {
        var commands: [Command] = []
        guard isSessionQuiet(&commands), streams.current.map(isTold) ?? true else { return commands }
        for session in test.trial.before.keys.sorted() {
            if let id = send(.probe, session: session, into: &commands) { test.trial.after[session] = id }
        }
        return test.phase == .asking ? commands + enter(.probing) : commands
    }

    mutating func awaitProbes() -> [Command] {
        guard test.trial.after.values.allSatisfy({ streams[$0].map(isTold) ?? true }) else { return [] }
        return enter(.recovering)
    }

    mutating func awaitRecovery(_ plan: TestPlan) -> [Command] {
        guard let incident = testedIncident else { return finish(.inconclusive, "the incident is not known any more") }
        guard isRecovered(incident) || now - incident.origin > settings.limits.capacityGap else { return [] }
        test.rounds.append(round(test.round, incident))
        guard test.round < plan.repetitions else { return finish(nil, nil) }
        guard incident.marks[.replacementReady] != nil else {
            return finish(nil, "stopped after round \(test.round): no replacement became ready")
        }
        test.round += 1
        test.trial = Trial()
        return enter(.settling)
    }

    private func isRecovered(_ incident: Incident) -> Bool {
        guard let ready = incident.marks[.replacementReady]?.at else { return false }
        return incident.replacement?.discoveredAt != nil || !sources[.routerLog].isLive || now - ready > .seconds(15)
    }
}

extension StreamRequest.Purpose {
    var isFollowUp: Bool {
        if case .followUp = self { true } else { false }
    }
}
