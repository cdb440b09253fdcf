import Algorithms
import ClusterModel

/// Which router it is, and what of it is read.
extension TrafficState {
    mutating func reduceRouter(_ event: TrafficEvent, at moment: Moment, cluster: ClusterState) -> [TrafficIntent] {
        switch event {
        case .kubernetes(.services):
            return chooseRouter(among: cluster) + followRouterLogs(cluster, at: moment) + readMetrics(cluster)
        case .kubernetes(.pods):
            return recogniseRouter(cluster) + followRouterLogs(cluster, at: moment) + readMetrics(cluster)
        case .ticked:
            return reorderMetrics(cluster)
        case .kubernetes(.access), .kubernetes(.connected):
            return leaveForbiddenProxy(cluster)
        case .router(.source(let source, let state)):
            return [.source(source, state)]
        case .router(.forward(let forward)):
            return apply(forward, at: moment, cluster: cluster)
        case .router(.logSource(let pod, let state)):
            return noteLogState(state, of: pod, at: moment)
        case .router(let fact):
            let before = router.dialect
            if case .log(let entry) = fact {
                let found = noteOwnership(of: entry, cluster)
                guard isAskedRouter(entry.routerPod) else { return found }
                router.apply(fact, at: moment)
                return found + noteLateness(of: entry, at: moment, cluster: cluster) + (router.dialect == before ? [] : reconnect(cluster) + readMetrics(cluster))
            }
            router.apply(fact, at: moment)
            if case .picker(let figures) = fact { note(figures, at: moment, cluster: cluster) }
            if case .listed = fact { return noteWorkers(cluster, at: moment) }
            if case .engine(let figures) = fact, let isAsleep = figures.isAsleep { return [.sleeps(figures.pod, isAsleep)] }
            if case .health(let health) = fact {
                return health.saysThatItSpeaksTLS ? askWithTLS(cluster) : leaveForbiddenProxy(cluster)
            }
            return router.dialect == before ? [] : reconnect(cluster) + readMetrics(cluster)
        case .kubernetes, .stream:
            return []
        }
    }

    mutating func chooseRouter(among cluster: ClusterState) -> [TrafficIntent] {
        var found = RouterSearch(services: Array(cluster.services.values)).choose(settings.router)
        if let selector = settings.routerPods?.selector, !selector.isEmpty { found.selector = selector }
        router.choice = found.reason
        router.others = found.others
        router.problem = found.endpoint == nil ? found.reason : nil
        var intents: [TrafficIntent] = []
        if router.selector != found.selector {
            router.selector = found.selector
            intents.append(.assignRouters(selector: found.selector))
        }
        guard var endpoint = found.endpoint else { return intents }
        if endpoint == router.foundTLS { endpoint = endpoint.withTLS }
        guard endpoint != router.endpoint else { return intents }
        router.endpoint = endpoint
        router.forward = nil
        return intents + connectRouter(cluster)
    }

    /// Unless `--router` says that it is plain HTTP.
    private mutating func askWithTLS(_ cluster: ClusterState) -> [TrafficIntent] {
        if case .service(_, _, false) = settings.router { return [] }
        guard case .service(_, _, _, tls: false)? = router.endpoint else { return [] }
        router.foundTLS = router.endpoint
        return chooseRouter(among: cluster)
    }

    /// By the container, until a log tells.
    mutating func recogniseRouter(_ cluster: ClusterState) -> [TrafficIntent] {
        guard router.dialect == nil, let container = askedRouters(in: cluster).first?.routerContainer else { return [] }
        router.dialect = RouterDialect(image: container.image, arguments: container.arguments)
        return reconnect(cluster)
    }

    /// Asks anew where the dialect that was found is asked in another way.
    mutating func reconnect(_ cluster: ClusterState) -> [TrafficIntent] {
        let isOther = (router.dialect ?? .productionStack) != (router.connectedAs ?? .productionStack)
        return isOther && router.address != nil ? connectRouter(cluster) : []
    }

    /// Whom the router lists is an engine, also where no label says so.
    private func noteWorkers(_ cluster: ClusterState, at moment: Moment) -> [TrafficIntent] {
        let found = unlabelledWorkers(in: cluster, at: moment)
        return found.isEmpty ? [] : [.assignEngines(found)]
    }

    /// Of more engines than these, only those that serve us are asked besides: every look goes through the API server.
    static let metricsLimit = 64
    /// Of more than these not each is read each second, and some come first.
    static let metricsAtOnce = 16
    /// So many at most come first: the others are to have their turn too.
    static let firstLimit = 8

    private var wantedFirst: Set<PodIdentity> { conversations.servingPods.union(watchedPods) }

    /// Among many, whose figures come first changes with what they serve.
    mutating func reorderMetrics(_ cluster: ClusterState) -> [TrafficIntent] {
        router.metered.count > Self.metricsAtOnce && wantedFirst != firstMetered ? readMetrics(cluster) : []
    }

    mutating func readMetrics(_ cluster: ClusterState) -> [TrafficIntent] {
        // One that sleeps says so itself, and says when it is awake again.
        let engines = cluster.records.values.filter {
            $0.role == .engine && !$0.isGone && $0.duty != .worker && $0.stage == .ready
        }
        let serving = engines.count > Self.metricsAtOnce ? wantedFirst : []
        firstMetered = serving
        let own = engines.dropFirst(Self.metricsLimit).filter { serving.contains($0.identity) }
        let asked = own + engines.prefix(Self.metricsLimit)
        let first = Set(asked.lazy.map(\.identity).filter(serving.contains).prefix(Self.firstLimit))
        var targets = asked.map { record in
            MetricsTarget(
                kind: .engine, namespace: record.pod.namespace, pod: record.identity, port: record.pod.servingPort ?? 8_000,
                isFirst: first.contains(record.identity))
        }
        if router.dialect?.hasMetricsPort == true {
            targets += askedRouters(in: cluster).filter { $0.pod.phase == "Running" }.map { record in
                let port = RouterArguments(record.routerContainer?.arguments ?? []).value(of: "--prometheus-port")
                return MetricsTarget(
                    kind: .router, namespace: record.pod.namespace, pod: record.identity,
                    port: port.flatMap { Int($0) } ?? RouterDialect.metricsPort)
            }
        }
        targets += pickerTargets(cluster)
        guard targets != router.metered else { return [] }
        router.metered = targets
        return [.readMetrics(targets)]
    }
}
