import ClusterModel
import IncidentModel
import TrafficModel

/// The steady state before a kill: a bad one is refused with its reason, it is never a pass.
extension DrillStep {
    /// The beginning of an answer, to try whether it would be continued.
    private static func sample(_ form: Resumption.Form) -> Resumption { Resumption(text: "Fault tolerance is", tokens: 3, form: form) }

    mutating func settle(_ plan: TestPlan) -> [DrillIntent] {
        // What will be refused in any case is refused before anything is sent.
        if plan.kind == .test, let place = cluster.identity, let forbidden = forbiddenKill(inNamespace: place.namespace) {
            return finish(.refused, "nothing killed: \(forbidden)")
        }
        if plan.kind == .test, traffic.isSettled(cluster), denial != nil { return refuseBaseline() }
        if isSteady { return enter(.baseline) }
        // What still comes up is waited for; what is just missing is said soon.
        let isStarting = isComingUp || isRouterComingUp || !hasRouterFoundAll || isModelAwaited
        let isHopeless = traffic.isSettled(cluster) && elapsedInPhase > .seconds(3) && (plan.kind == .doctor || !isStarting)
        guard isHopeless || elapsedInPhase > plan.patience else { return [] }
        if plan.kind == .doctor, router.endpoint != nil, traffic.model != nil { return enter(.baseline) }
        return refuseBaseline()
    }

    private var isSteady: Bool {
        traffic.isSettled(cluster) && cluster.sources[.pods].isLive && router.health?.isHealthy == true && cluster.readyEngines.count >= 2
            && traffic.model != nil && !isComingUp && incidents.open.isEmpty && hasRouterFoundAll
    }

    /// A router that finds its workers one after another moves sessions with each.
    private var hasRouterFoundAll: Bool {
        // It may have learned of the last one a moment later.
        let lastReady = cluster.readyEngines.compactMap { $0.stages.last { $0.stage == .ready }?.from }.max()
        guard now - max(test.phaseSince, lastReady ?? .zero) < .seconds(5) else { return true }
        if !router.listed.isEmpty || !router.instanceAddresses.isEmpty {
            return cluster.readyEngines.allSatisfy { traffic.lists($0.identity, in: cluster, at: now) }
        }
        // Those that have a list of workers are asked for it anew once they are recognised.
        if [.vllmRouter, .sglangRouter].contains(router.dialect) { return false }
        // A list without addresses, or one that names nobody yet.
        return !cluster.sources[.routerEngines].isLive || router.engineIDs.count >= cluster.readyEngines.count
    }

    private var isComingUp: Bool {
        cluster.present.contains { [.pending, .starting].contains($0.stage) && $0.firstSeen + .seconds(15) > now }
    }

    /// A router that is up may not have found an engine yet; as long as there is patience, since it may have come up late.
    private var isModelAwaited: Bool { router.health?.isHealthy == true && traffic.model == nil }

    /// A service without endpoints and a router without workers look the same while they start and when they are broken.
    private var isRouterComingUp: Bool {
        guard case .service = router.endpoint, let health = router.health else { return false }
        return health.isForbiddenByProxy != true && (health.status ?? 503) == 503
    }

    /// What the kill needs and this user may not do; nil for a diagnosis, which kills nothing.
    var denial: String? {
        guard settings.test?.kind == .test else { return nil }
        let (verb, resource) = settings.killKind == .evict ? ("create", "pods/eviction") : ("delete", "pods")
        guard cluster.access?.contains(where: { $0.verb == verb && $0.resource == resource && $0.isAllowed == false }) == true else {
            return nil
        }
        return "forbidden: this user may not \(verb) \(resource) in this namespace; have a Role with that verb bound to it"
    }

    private mutating func refuseBaseline() -> [DrillIntent] {
        if let unreachable = traffic.unreachable(in: cluster) { return finish(.refused, unreachable, isUnreachable: true) }
        if let problem = router.problem { return finish(.refused, problem, isUnreachable: true) }
        let ready = cluster.readyEngines.count
        if ready < 2 {
            return finish(
                .refused, "\(ready.inWords("ready engine")) of \(cluster.engines.count)\(asleep): a session has nowhere "
                    + "to move; at least 2 must be ready")
        }
        if router.health?.isHealthy != true {
            let problem = router.health?.problem ?? router.health?.status.map { "HTTP \($0) from /health" }
            return finish(
                .refused, "the router is not healthy: \(problem ?? "no answer from /health")",
                isUnreachable: router.health?.status == nil)
        }
        if traffic.model == nil {
            return finish(.refused, "the router lists no model; name one with --model")
        }
        return finish(.refused, "not steady after \(elapsedInPhase.seconds.asCount) s: pods come and go, or an incident is open")
    }

    private var asleep: String {
        let count = cluster.engines.count { $0.isAsleep && $0.stage == .ready }
        return count == 0 ? "" : ", \(count) asleep"
    }

    mutating func probeSession(_ plan: TestPlan) -> [DrillIntent] {
        var intents: [DrillIntent] = []
        let probes = test.requests.sessionProbes.compactMap { record($0) }
        if let last = probes.last {
            guard isAttributed(last) else { return [] }
            if plan.kind == .doctor, !last.outcome.isComplete { return finish(nil, nil) }
            if let key = last.refused.flatMap({ [401, 403].contains($0.status) ? $0 : nil }) {
                let advice = RouterHealth.keyAdvice(hadKey: traffic.settings.routerKey != nil)
                return finish(.refused, "HTTP \(key.status) from the router: \(key.message); \(advice)", isUnreachable: true)
            }
            guard last.outcome.isComplete else {
                return finish(.refused, "a probe of session \(session) failed: \(last.outcome.sentence)")
            }
        }
        if probes.count < 2 {
            if let id = send(.probe, into: &intents) { test.requests.sessionProbes.append(id) }
            return intents
        }
        if plan.kind == .doctor {
            return tryToResume()
        }
        let pods = probes.map { $0.routes.last?.pod }
        guard let first = pods.first ?? nil, let second = pods.last ?? nil else {
            let several = ambiguity(probes)
            return finish(
                .refused, "nothing tells which pod serves session \(session)"
                    + (several.isEmpty ? ": \(silence)" : several) + "; a kill would be a guess")
        }
        guard first == second else {
            if let anew = beginAnew() { return anew }
            return finish(
                .refused, "two requests of session \(session) were served by \(letter(of: first)) and "
                    + "\(letter(of: second)): the router does not keep the session on one pod")
        }
        for number in 1...max(1, plan.otherSessions) where plan.otherSessions > 0 {
            let session = "failtop-\(runID)-s\(number)"
            if let id = send(.probe, session: session, into: &intents) { test.requests.before[session] = id }
        }
        return intents + (test.phase == .baseline ? enter(.otherSessions) : [])
    }

    /// A router that has just learned of a worker, or lost one, moves sessions: what was asked before that does not count. Nil
    /// where it has not, or does so again and again.
    mutating func beginAnew() -> [DrillIntent]? {
        let asked = test.requests.sessionProbes.compactMap { record($0)?.requestedAt }.min()
        guard let asked, let changed = router.workersChangedAt, changed >= asked, test.baselines < Self.mostBaselines else { return nil }
        let question = test.requests.question.flatMap { record($0) }
        test.baselines += 1
        test.requests = RoundRequests()
        test.enter(.settling, at: now)
        return question?.isOpen == true ? [.giveUp(session: session)] : []
    }

    private static let mostBaselines = 3

    /// What the doctor says can be done was done: by token ids, where the server gives them, else by text.
    private mutating func tryToResume() -> [DrillIntent] {
        let last = conversation.probes.last { $0.request.resumption != nil }
        if let last, !isAttributed(last) { return [] }
        guard let next = wayToResume(after: last) else { return finish(nil, nil) }
        var intents: [DrillIntent] = []
        _ = send(.probe, resuming: next, into: &intents)
        return intents
    }

    /// The best way that has not been refused; nil where one is open, or none is left.
    private func wayToResume(after last: StreamRecord?) -> Resumption? {
        let byText = Self.sample(.text(of: traffic.settings.api))
        guard let last else { return exactSample ?? byText }
        return switch last.request.resumption?.form {
        case .tokenIDs where last.refusesTokenIDs: byText
        case .assistantMessage where last.dropsGenerationPrompt: Self.sample(.renderedPrompt)
        case .tokenIDs, .assistantMessage, .prompt, .renderedPrompt, nil: nil
        }
    }

    /// The answer to a probe, as if it had been broken off.
    private var exactSample: Resumption? {
        conversation.probes.lazy.compactMap { probe in
            Answer(parts: [probe]).exactPrompt.map { Resumption(text: probe.text, tokens: probe.tokenCount, form: .tokenIDs, promptIDs: $0) }
        }.first
    }

    mutating func awaitOtherSessions() -> [DrillIntent] {
        guard test.requests.before.values.allSatisfy({ record($0).map(isAttributed) ?? true }) else { return [] }
        var intents: [DrillIntent] = []
        if let id = send(.question, into: &intents) {
            test.requests.question = id
            intents += enter(.streaming)
        }
        return intents
    }

    func isAttributed(_ record: StreamRecord) -> Bool { record.isAttributed(at: now, within: traffic.evidenceDelay) }

    /// What could have told, and does not.
    private var silence: String {
        guard case .url = traffic.settings.router, traffic.askedRouters(in: cluster).isEmpty else {
            return "the router's log names no worker for our request"
        }
        return "no pod is known to be this router, and no header of its answers names an engine; name its pod by --router-pod, or let it add "
            + "a header (docs/routers.md)"
    }
}
