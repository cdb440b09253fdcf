/// The steady state before a kill: a bad one is refused with its reason, it is never a pass.
extension State {
    /// The beginning of an answer, to try whether it would be continued.
    private static let sample = Resumption(text: "Fault tolerance is", tokens: 3, form: .assistantMessage)
    /// How long the evidence of a route may come behind the request's end.
    static let routeDelay = Duration.seconds(3)

    mutating func settle(_ plan: TestPlan) -> [Command] {
        // What will be refused in any case is refused before anything is sent.
        if plan.kind == .test, let place = cluster.identity, let forbidden = forbiddenKill(inNamespace: place.namespace) {
            return finish(.refused, "nothing killed: \(forbidden)")
        }
        if plan.kind == .test, isSettled, deniedKill != nil { return refuseBaseline() }
        if isSteady { return enter(.baseline) }
        // What still comes up is waited for; what is just missing is said soon.
        let isHopeless = isSettled && elapsedInPhase > .seconds(3) && (plan.kind == .doctor || !isComingUp)
        guard isHopeless || elapsedInPhase > plan.patience else { return [] }
        if plan.kind == .doctor, router.endpoint != nil, router.model(for: settings) != nil { return enter(.baseline) }
        return refuseBaseline()
    }

    private var isSteady: Bool {
        isSettled && sources[.pods].isLive && router.health?.isHealthy == true && cluster.readyEngines.count >= 2
            && router.model(for: settings) != nil && !isComingUp && incidents.open.isEmpty
    }

    private var isComingUp: Bool {
        cluster.present.contains { [.pending, .starting].contains($0.stage) && $0.firstSeen + .seconds(15) > now }
    }

    /// What the kill needs and this user may not do.
    private var deniedKill: AccessReview? {
        let needed = settings.killKind == .evict ? ("create", "pods/eviction") : ("delete", "pods")
        return cluster.access?.first { $0.verb == needed.0 && $0.resource == needed.1 && $0.isAllowed == false }
    }

    private mutating func refuseBaseline() -> [Command] {
        if let denied = deniedKill {
            return finish(
                .refused, "forbidden: this user may not \(denied.verb) \(denied.resource) in this namespace; have a Role with "
                    + "that verb bound to it", isUnreachable: true)
        }
        if let unreachable { return finish(.refused, unreachable, isUnreachable: true) }
        if let problem = router.problem { return finish(.refused, problem, isUnreachable: true) }
        let ready = cluster.readyEngines.count
        if ready < 2 {
            return finish(
                .refused, "\(ready) ready engine\(ready == 1 ? "" : "s") of \(cluster.engines.count): a session has nowhere "
                    + "to move; at least 2 must be ready")
        }
        if router.health?.isHealthy != true {
            let problem = router.health?.problem ?? router.health?.status.map { "HTTP \($0) from /health" }
            return finish(
                .refused, "the router is not healthy: \(problem ?? "no answer from /health")",
                isUnreachable: router.health?.status == nil)
        }
        if router.model(for: settings) == nil {
            return finish(.refused, "the router lists no model; name one with --model")
        }
        return finish(.refused, "not steady after \(elapsedInPhase.seconds.asCount) s: pods come and go, or an incident is open")
    }

    mutating func probeSession(_ plan: TestPlan) -> [Command] {
        var commands: [Command] = []
        let probes = test.trial.sessionProbes.compactMap { streams[$0] }
        if let last = probes.last {
            guard isTold(last) else { return [] }
            if plan.kind == .doctor, !last.outcome.isComplete { return finish(nil, nil) }
            if let key = last.refused.flatMap({ [401, 403].contains($0.status) ? $0 : nil }) {
                let advice = RouterHealth.keyAdvice(hadKey: settings.routerKey != nil)
                return finish(.refused, "HTTP \(key.status) from the router: \(key.body); \(advice)", isUnreachable: true)
            }
            guard last.outcome.isComplete else {
                return finish(.refused, "a probe of session \(settings.session) failed: \(last.outcome.sentence)")
            }
        }
        if probes.count < 2 {
            if let id = send(.probe, into: &commands) { test.trial.sessionProbes.append(id) }
            return commands
        }
        if plan.kind == .doctor {
            let resumed = streams.probes.last { $0.request.resumption != nil }
            guard settings.api == .chat, resumed.map(isTold) != true else { return finish(nil, nil) }
            if resumed == nil { _ = send(.probe, resuming: Self.sample, into: &commands) }
            return commands
        }
        let pods = probes.map { $0.routes.last?.pod }
        guard let first = pods.first ?? nil, let second = pods.last ?? nil else {
            return finish(
                .refused, "nothing tells which pod serves session \(settings.session): the router's log names no worker for "
                    + "our request; a kill would be a guess")
        }
        guard first == second else {
            return finish(
                .refused, "two requests of session \(settings.session) were served by \(letter(of: first)) and "
                    + "\(letter(of: second)): the router does not keep the session on one pod")
        }
        for number in 1...max(1, plan.bystanders) where plan.bystanders > 0 {
            let session = "failtop-\(start.runID)-s\(number)"
            if let id = send(.probe, session: session, into: &commands) { test.trial.before[session] = id }
        }
        return commands + (test.phase == .baseline ? enter(.bystanders) : [])
    }

    mutating func awaitBystanders() -> [Command] {
        guard test.trial.before.values.allSatisfy({ streams[$0].map(isTold) ?? true }) else { return [] }
        var commands: [Command] = []
        if let id = send(.question, into: &commands) {
            test.trial.question = id
            commands += enter(.streaming)
        }
        return commands
    }

    /// It has ended, and its route is known or will not come any more.
    func isTold(_ record: StreamRecord) -> Bool {
        guard let ended = record.endedAt else { return false }
        return record.routes.last?.pod != nil || now - ended > Self.routeDelay
    }
}

extension StreamOutcome {
    public var isComplete: Bool {
        if case .complete = self { true } else { false }
    }

    /// The word and its reason.
    public var sentence: String {
        switch self {
        case .truncated(let reason), .error(let reason): "\(word): \(reason)"
        case .stalled(let after): "stalled: silent for \(after.seconds.asCount) s"
        case .complete(let reason): "complete (\(reason))"
        case .waiting, .streaming, .cancelled: word
        }
    }
}
