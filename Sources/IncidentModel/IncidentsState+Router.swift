import Algorithms
import ClusterModel
import TrafficModel

/// The router's own outages: what hits everybody is an incident, too, though every engine is well.
extension IncidentsState {
    /// What is known of how the router has been.
    struct RouterWatch: Sendable, Equatable {
        /// What is only starting cannot be lost.
        var wasWell = false
        var illSince: Moment?
        var wellSince: Moment?
    }

    /// Shorter than this it is a matter of one answer that was late.
    static let routerPatience = Duration.seconds(3)
    /// One that was never seen well may be starting, though its pod is Ready: not for longer than this.
    static let routerStart = Duration.seconds(30)
    /// So long it is to be well again.
    static let routerSettling = Duration.seconds(2)
    /// More requests than these nobody reads.
    private static let quotedSigns = 5
    /// The first sign of it in the pods may have come so long before the first answer that failed.
    private static let routerLookBack = Duration.seconds(10)

    mutating func watchRouter(_ event: TrafficEvent, _ context: IncidentContext) {
        switch event {
        case .router(.health), .ticked: break
        default: return
        }
        // Ten times a second nothing is new: only answers say that it is well.
        if event == .ticked, router.illSince == nil, openRouterIndex == nil, context.traffic.router.forward == nil { return }
        switch RouterReading.now(context, open: openRouterFault, level: serviceLevel(context)) {
        case .unknown: break
        case .well:
            router.illSince = nil
            router.wasWell = true
            router.wellSince = router.wellSince ?? context.now
            guard let index = openRouterIndex else { return }
            // Its last answers may come from a pod that is about to go.
            let pods = RouterPods(context)
            if !pods.areSeen || !pods.ready.isEmpty { all[index].mark(.replacementReady, at: context.now, .router) }
        case .ill(let fault):
            router.wellSince = nil
            let since = router.illSince ?? context.now
            router.illSince = since
            if let index = openRouterIndex {
                all[index].podMarks[.replacementReady] = nil
                all[index].recoveredAt = nil
                refineRouter(index, fault, context)
            } else if router.wasWell || RouterPods(context).haveStarted, context.now - since >= Self.routerPatience {
                openRouterIncident(fault, since: since, context)
            }
        }
    }

    /// The only router's pod ended: whatever went through it is cut, however soon another answers.
    mutating func noteRouterLoss(_ transition: PodTransition, _ context: IncidentContext) {
        let record = transition.after
        guard router.wasWell, openRouterIndex == nil, let before = transition.before, !before.isLeaving,
            before.stages.contains(where: { $0.stage == .ready }), record.isLeaving || transition.restarted || transition.ended != nil,
            context.traffic.isAskedRouter(record.pod.name)
        else { return }
        let pods = RouterPods(context)
        guard pods.ready.allSatisfy({ $0.identity == record.identity }) else { return }
        router.wellSince = nil
        let end = record.pod.servingContainer?.lastTermination ?? transition.ended
        let fault = record.isLeaving ? pods.fault ?? .deleted : end.map { .crashed($0, restarts: record.routerContainer?.restarts ?? 0) }
        if let fault { openRouterIncident(fault, since: context.now, context) }
    }

    /// Our requests that tell of it, where they do.
    private func signs(of fault: RouterFault, _ context: IncidentContext) -> [RequestSign] {
        if fault.servesNoneWhole { return FailingRequests(context).signs }
        return fault.isOfLimit ? serviceLevel(context)?.signs ?? [] : []
    }

    private func serviceLevel(_ context: IncidentContext) -> ServiceLevel? {
        guard limits.firstToken != nil || limits.failures != nil else { return nil }
        guard openIndices.allSatisfy({ all[$0].cause.isOfRouter }) else { return nil }
        return ServiceLevel(context, limits, since: all.lazy.filter { !$0.cause.isOfRouter }.compactMap(\.closedAt).max())
    }

    private var openRouterFault: RouterFault? { openRouterIndex.flatMap { all[$0].cause.routerFault } }

    private var openRouterIndex: Int? { openIndices.last { all[$0].cause.isOfRouter } }

    private mutating func openRouterIncident(_ fault: RouterFault, since: Moment, _ context: IncidentContext) {
        let pods = RouterPods(context)
        let pod = pods.last?.identity ?? PodIdentity(name: context.traffic.router.endpoint?.label ?? "router", uid: "router")
        let index = openIncident(on: pod, cause: .router(fault), letter: pods.last?.letter ?? "R", context)
        let beganInPods = pods.began(after: since - Self.routerLookBack) ?? since
        // It takes several requests to know it.
        let first = signs(of: fault, context).min { $0.sentAt < $1.sentAt }
        let began = min(since, first?.sentAt ?? beganInPods)
        all[index].mark(.faultAccepted, at: began, first?.source ?? (began < since ? .api : .router))
        if let left = pods.last?.leftAt, left >= began { all[index].mark(.terminating, at: left, .api) }
        // It carried whatever was open, and what broke at that time.
        for conversation in context.conversations.all.values {
            let hit = conversation.records.first { record in
                record.requestedAt <= began && (record.isOpen || record.outcome.isBreak && (record.endedAt ?? .zero) >= began + .seconds(-1))
            }
            if let hit {
                all[index].impacts[conversation.session] = Impact(request: hit.id)
            } else if OwnSession.isProbe(conversation.session), !conversation.probes.isEmpty {
                all[index].probesOnPod.insert(conversation.session)
            }
        }
        refineRouter(index, fault, context)
    }

    private mutating func refineRouter(_ index: Int, _ fault: RouterFault, _ context: IncidentContext) {
        guard let known = all[index].cause.routerFault else { return }
        if known.isToldBetter(by: fault) { all[index].cause = .router(fault) }
        if fault.isOfRequests {
            // What told of it first stays, where newer requests tell of nothing.
            let signs = signs(of: fault, context).max(count: Self.quotedSigns) { $0.sentAt < $1.sentAt }
            if !signs.isEmpty { all[index].evidence = signs.map { $0.evidence(context.cluster) } }
            return
        }
        let words = context.traffic.router.health?.words ?? "no answer"
        var evidence = [Evidence("router", "GET /health", words, at: context.cluster.wallClock(at: context.now))]
        if !router.wasWell { evidence.append(Evidence("router", "before", "not well when it was first asked: since when is not known")) }
        if let record = context.cluster.record(uid: all[index].pod.uid) {
            evidence += Causes(context.cluster, at: context.now).evidence(of: all[index], record)
        }
        all[index].evidence = evidence
    }

    /// It is over when it has been well for a while, and whoever it hit is served again.
    func hasRouterSettled(at moment: Moment) -> Bool { router.wellSince.map { moment - $0 >= Self.routerSettling } ?? false }
}
