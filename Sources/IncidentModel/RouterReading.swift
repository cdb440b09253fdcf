import ClusterModel
import TrafficModel

/// How the router is now, as far as it can be told.
enum RouterReading: Equatable {
    case well
    case ill(RouterFault)
    /// Our own path to it is down, or nothing has been asked.
    case unknown

    /// - Parameter open: what it is known to suffer from.
    /// - Parameter level: our requests beside their limits; nil while an engine's incident is open, which tells of both.
    static func now(_ context: IncidentContext, open: RouterFault?, level: ServiceLevel?) -> RouterReading {
        let router = context.traffic.router
        guard router.endpoint != nil, let health = router.health, health.isForbiddenByProxy != true else { return .unknown }
        if let forward = router.forward, !forward.state.isLive {
            // Nobody is asked: only the pods can tell that it is not our own path alone.
            let pods = RouterPods(context)
            return pods.areSeen && pods.ready.isEmpty ? pods.fault.map(RouterReading.ill) ?? .unknown : .unknown
        }
        if health.isHealthy {
            let reading = FailingRequests(context).reading(open: open)
            guard reading == .well else { return reading }
            if let fault = level?.fault { return .ill(fault) }
            // Where too little has been asked since, nothing tells that it is over.
            if let open, open.isOfLimit, level?.isWellKnown != true { return .ill(open) }
            return .well
        }
        if ProxyPath(to: router, in: context.cluster)?.failure(of: health) != nil { return .unknown }
        let pods = RouterPods(context)
        if pods.areSeen, pods.ready.isEmpty, let fault = pods.fault { return .ill(fault) }
        if pods.areSeen, pods.serviceHasNone { return .ill(.withoutEndpoints) }
        return .ill(fault(of: health))
    }

    private static func fault(of health: RouterHealth) -> RouterFault {
        let problem = health.words
        if problem.contains("refused") { return .refusing }
        let silence = ["no answer", "in time", "timeout", "timed out", "deadline exceeded"]
        return silence.contains(where: problem.lowercased().contains) ? .silent : .failing(problem)
    }
}

/// The router's pods, and what they say of its end.
struct RouterPods {
    /// Whether the pods are known now.
    let areSeen: Bool
    /// The one that was there last, living or not.
    let last: PodRecord?
    let ready: [PodRecord]
    private let cluster: ClusterState
    private let service: String?
    private let now: Moment

    init(_ context: IncidentContext) {
        cluster = context.cluster
        now = context.now
        let asked = context.traffic.askedRouters(in: cluster)
        ready = asked.filter { $0.pod.isReady && !$0.isLeaving }
        // One that came after the fault is what takes its place.
        let known = cluster.records.values.filter { $0.role == .router }
        last = ready.last ?? known.last { $0.stages.contains { $0.stage == .ready } } ?? known.last
        areSeen = cluster.sources[.pods].isLive && last != nil
        if case .service(_, let name, _, _)? = context.traffic.router.endpoint { service = name } else { service = nil }
    }

    /// None of its pods is ready: why.
    var fault: RouterFault? {
        guard let last else { return nil }
        if isScaledToZero(last.pod) { return .scaledToZero }
        for record in cluster.routers where !record.isLeaving {
            guard let container = record.routerContainer else { continue }
            var end = container.lastTermination
            if case .terminated(let now) = container.state { end = now }
            if let end, !record.pod.isReady { return .crashed(end, restarts: container.restarts) }
        }
        return last.isLeaving || last.isGone ? .deleted : .unready
    }

    private func isScaledToZero(_ pod: Pod) -> Bool {
        if let set = cluster.statefulSet(of: pod) { return set.replicas == 0 }
        guard let owner = pod.owner else { return false }
        let set = cluster.replicaSet(named: owner, in: pod.namespace)
        guard let deployment = (set?.owner).flatMap({ cluster.deployment(named: $0, in: pod.namespace) }) else { return false }
        return deployment.replicas == 0
    }

    /// Had one begun to serve, it would by now; or its container ends before it can.
    var haveStarted: Bool {
        if case .crashed? = fault { return true }
        return cluster.routers.contains { $0.hasBeenReady(since: now - IncidentsState.routerStart) }
    }

    /// The service's endpoints are known, and there are none.
    var serviceHasNone: Bool {
        guard let service, cluster.sources[.endpointSlices].isLive else { return false }
        let slices = cluster.endpointSlices.values.filter { $0.service == service }
        return !slices.flatMap(\.endpoints).contains(where: \.isReady)
    }

    /// When it began, by the pods: not longer ago than the time looked at.
    func began(after moment: Moment) -> Moment? {
        let ends = [last?.leftAt] + cluster.routers.map { record in record.stages.last { $0.stage == .unready }?.from }
        return ends.compactMap(\.self).filter { $0 >= moment }.min()
    }
}
