extension State {
    mutating func applyToRouter(_ event: Event) -> [Command] {
        switch event.fact {
        case .started:
            return chooseRouter()
        case .kubernetes(.services):
            return chooseRouter() + followRouterLogs()
        case .kubernetes(.pods):
            return followRouterLogs()
        case .router(let fact):
            router.apply(fact)
        default:
            break
        }
        return []
    }

    private mutating func chooseRouter() -> [Command] {
        let found = RouterSearch(services: Array(cluster.services.values)).choose(settings.router)
        router.choice = found.reason
        router.problem = found.endpoint == nil ? found.reason : nil
        if router.selector != found.selector {
            router.selector = found.selector
            cluster.reassignRoles(roleRules)
        }
        guard let endpoint = found.endpoint, endpoint != router.endpoint else { return [] }
        router.endpoint = endpoint
        return [.connectRouter(endpoint)]
    }

    private mutating func followRouterLogs() -> [Command] {
        let targets = cluster.routers.filter { $0.pod.phase == "Running" }.map(\.logTarget)
        guard targets != router.followed else { return [] }
        router.followed = targets
        return [.followLogs(targets)]
    }
}

extension PodRecord {
    /// The router's container by the chart's name, else the first.
    var logTarget: LogTarget {
        let container = pod.containers.first { $0.name == "router-container" } ?? pod.containers.first
        return LogTarget(namespace: pod.namespace, pod: identity, container: container?.name)
    }
}

extension RouterState {
    mutating func apply(_ fact: RouterFact) {
        switch fact {
        case .source: break
        case .health(let health): self.health = health
        case .engines(let ids): engineIDs = ids
        case .models(let ids): models = ids
        case .workers(let figures): workers = figures
        case .log(let entry):
            switch entry.message {
            case .unknown(let lines): unknownLogLines += lines
            case .streamBroke: brokenStreams += 1
            case .routed, .attemptFailed, .engineDiscovered, .engineDropped, .engineTerminating: break
            }
        }
    }
}
