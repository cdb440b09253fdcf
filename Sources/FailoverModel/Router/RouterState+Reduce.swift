extension State {
    mutating func applyToRouter(_ event: Event) -> [Command] {
        switch event.fact {
        case .started:
            return chooseRouter()
        case .kubernetes(.services):
            return chooseRouter() + followRouterLogs() + readMetrics()
        case .kubernetes(.pods):
            return recogniseRouter() + followRouterLogs() + readMetrics()
        case .kubernetes(.access), .kubernetes(.connected):
            return leaveForbiddenProxy()
        case .router(.forward(let forward)):
            return applyForward(forward, at: event.at)
        case .router(.logSource(let pod, let state)):
            noteLogState(state, of: pod)
            return []
        case .router(let fact):
            let before = router.dialect
            router.apply(fact, at: event.at)
            if case .health = fact { return leaveForbiddenProxy() }
            return router.dialect == before ? [] : connect() + readMetrics()
        default:
            return []
        }
    }

    private mutating func chooseRouter() -> [Command] {
        let found = RouterSearch(services: Array(cluster.services.values)).choose(settings.router)
        router.choice = found.reason
        router.others = found.others
        router.problem = found.endpoint == nil ? found.reason : nil
        if router.selector != found.selector {
            router.selector = found.selector
            cluster.reassignRoles(roleRules)
        }
        guard let endpoint = found.endpoint, endpoint != router.endpoint else { return [] }
        router.endpoint = endpoint
        router.forward = nil
        return connectRouter()
    }

    /// By the container, until a log tells.
    private mutating func recogniseRouter() -> [Command] {
        guard router.dialect == nil, let container = cluster.routers.first?.routerContainer else { return [] }
        router.dialect = RouterDialect(image: container.image, arguments: container.arguments)
        return connect()
    }

    /// Asks anew where the dialect that was found is asked in another way.
    private mutating func connect() -> [Command] {
        let isOther = (router.dialect ?? .productionStack) != (router.connectedAs ?? .productionStack)
        return isOther && router.address != nil ? connectRouter() : []
    }

    private mutating func readMetrics() -> [Command] {
        var targets = cluster.readyEngines.map { record in
            MetricsTarget(kind: .engine, namespace: record.pod.namespace, pod: record.identity, port: record.port)
        }
        if router.dialect?.hasMetricsPort == true {
            targets += cluster.routers.filter { $0.pod.phase == "Running" }.map { record in
                let port = RouterArguments(record.routerContainer?.arguments ?? []).value(of: "--prometheus-port")
                return MetricsTarget(
                    kind: .router, namespace: record.pod.namespace, pod: record.identity,
                    port: port.flatMap { Int($0) } ?? RouterDialect.metricsPort)
            }
        }
        guard targets != router.metered else { return [] }
        router.metered = targets
        return [.readMetrics(targets)]
    }
}

extension PodRecord {
    /// The router's container by the chart's name, else the first.
    var routerContainer: Container? {
        pod.containers.first { $0.name == "router-container" } ?? pod.containers.first
    }

    func logTarget(as dialect: RouterDialect?) -> LogTarget {
        LogTarget(namespace: pod.namespace, pod: identity, container: routerContainer?.name, dialect: dialect)
    }

    /// Where an engine serves: `--port`, else vLLM's own.
    fileprivate var port: Int {
        RouterArguments(pod.containers.first?.arguments ?? []).value(of: "--port").flatMap { Int($0) } ?? 8_000
    }
}

extension RouterState {
    mutating func apply(_ fact: RouterFact, at moment: Moment) {
        switch fact {
        case .source, .logSource, .forward, .engineLog: break
        case .health(let health): self.health = health
        case .engines(let ids): engineIDs = ids
        case .models(let ids):
            models = ids
            lastModel = ids.first { $0 != Self.unknownModel } ?? lastModel
        case .workers(let figures): workers = figures
        case .listed(let workers): listed = workers
        case .counters(let counters): self.counters = counters
        case .instances(let all):
            // An id that is not listed any more still names the worker in lines that come late.
            for instance in all { instances[instance.id] = instance.address }
        case .engine(let figures):
            engines[figures.pod.uid, default: EngineRecord(figures: figures, at: moment)].update(figures, at: moment)
        case .log(let entry): apply(entry.message, of: entry.routerPod)
        }
    }

    private mutating func apply(_ message: RouterLogMessage, of pod: String) {
        switch message {
        case .recognised(let dialect): self.dialect = dialect
        case .unknown(let lines): unknownLogLines += lines
        case .streamBroke, .migrationRefused: brokenStreams += 1
        case .attemptFailed(_, let worker, _, _), .workerFailed(let worker, _):
            failedAttempts[worker, default: 0] += 1
            lastFailedWorker[pod] = worker
        case .routed, .sessionRouted, .requestFailed, .migrating, .breakerChanged, .engineDiscovered, .engineDropped,
            .engineTerminating:
            break
        }
    }
}
