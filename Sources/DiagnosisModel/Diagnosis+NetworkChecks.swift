import ClusterModel
import IncidentModel
import TrafficModel

/// Whether the router is there, and whether it can be reached.
extension Diagnosis {
    var routerFoundCheck: Check {
        let title = "router found"
        guard let endpoint = router.endpoint else {
            return Check(
                "router", title, .fail, router.problem ?? "no service listed yet",
                remedy: "name it with --router service/NAME or --router URL")
        }
        let way = router.forward == nil ? "" : "; by \(router.access ?? "port-forward")"
        return Check("router", title, .pass, "\(endpoint.label), \(router.choice ?? "chosen")\(way)")
    }

    /// The service of the router, where it is reached through one.
    private var routerService: Service? {
        guard case .service(_, let name, _, _)? = router.endpoint else { return nil }
        return cluster.services.values.first { $0.name == name }
    }

    var routerEndpointsCheck: Check {
        let title = "router service has endpoints"
        guard let service = routerService else { return Check("endpoints", title, .skip, "the router is not a service here") }
        let slices = cluster.endpointSlices.values.filter { $0.service == service.name }
        guard cluster.sources[.endpointSlices].isLive else {
            return Check("endpoints", title, .unknown, "endpoint slices cannot be read")
        }
        let ready = slices.flatMap(\.endpoints).filter(\.isReady)
        let selector = service.selector.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
        let object = "service/\(service.name)"
        if ready.isEmpty {
            let matching = cluster.records.values.filter { !$0.isGone && service.selects($0.pod.labels) }
            let why =
                matching.isEmpty
                ? "its selector \(selector) matches no pod" : "none of its \(matching.count) pods is ready"
            if let crash = routerCrash {
                return Check(
                    "endpoints", title, .fail, "\(object) has no ready endpoint: \(crash.detail)", evidence: crash.evidence,
                    remedy: crash.remedy)
            }
            return Check(
                "endpoints", title, .fail, "\(object) has no ready endpoint: \(why)",
                evidence: [Evidence(object, "spec.selector", selector), Evidence("endpointslices", "ready endpoints", "0")],
                remedy: matching.isEmpty
                    ? "make the service's selector match the router pods' labels" : "find out why the router is not ready: kubectl describe pod",
                cause: .networking)
        }
        return Check("endpoints", title, .pass, "\(ready.count) ready", evidence: [Evidence(object, "spec.selector", selector)])
    }

    var routerHealthCheck: Check {
        let title = "router reachable and healthy"
        guard router.endpoint != nil else { return Check("health", title, .skip, "no router") }
        let source = cluster.sources[.routerHealth]
        if source.isLive, router.health?.isHealthy == true {
            let milliseconds = router.health.map { ($0.latency.seconds * 1_000).asCount } ?? 0
            return Check("health", title, .pass, "/health 200 in \(milliseconds) ms")
        }
        if let reason = ownPathFailure {
            return Check(
                "health", title, .unknown, reason, evidence: [Evidence("router", "GET /health", reason)],
                remedy: "look between here and the API server, which leads to the router: kubectl get --raw /readyz")
        }
        if let crash = routerCrash {
            return Check("health", title, .fail, crash.detail, evidence: crash.evidence, remedy: crash.remedy)
        }
        let problem = source.reason ?? router.health?.problem ?? router.health?.status.map { "HTTP \($0)" } ?? "no answer yet"
        let readyPods = traffic.askedRouters(in: cluster).filter(\.pod.isReady)
        var evidence = [Evidence("router", "GET /health", problem)]
        evidence += readyPods.map { Evidence("pod/\($0.pod.name)", "Ready", "True") }
        let where_ = readyPods.isEmpty ? "no router pod is ready" : "though its pod is ready"
        let ports = readyPods.lazy.compactMap(OtherPort.init).first
        evidence += ports?.evidence ?? []
        return Check(
            "health", title, .fail, "\(problem), \(where_)", evidence: evidence,
            remedy: ports?.remedy ?? (readyPods.isEmpty
                ? "bring a router pod to Ready: kubectl describe pod, kubectl logs"
                : "look between here and the pod: the port in the service and in the container, network policies, the "
                    + "process itself (kubectl logs)"),
            cause: .networking)
    }

    /// It is not the router that was not reached, but the API server before it.
    private var ownPathFailure: String? {
        ProxyPath(to: router, in: cluster)?.failure(of: router.health, otherwise: cluster.sources[.routerHealth].reason ?? "")
    }

    /// A router that crashes again and again is no matter of the network.
    private var routerCrash: (detail: String, evidence: [Evidence], remedy: String)? {
        for record in traffic.askedRouters(in: cluster) {
            for container in record.pod.containers {
                var end = container.lastTermination
                var isWaiting = false
                switch container.state {
                case .waiting(let reason): isWaiting = reason?.hasSuffix("BackOff") == true
                case .terminated(let now): (end, isWaiting) = (now, true)
                default: break
                }
                guard let end, isWaiting || !record.pod.isReady, container.restarts > 0 || isWaiting else { continue }
                let object = "pod/\(record.pod.name)"
                let words = "\(end.reason ?? "exit") (exit code \(end.exitCode))"
                return (
                    "the router crashes: \(record.pod.name) ended with exit code \(end.exitCode), "
                        + container.restarts.inWords("restart"),
                    [
                        Evidence(object, "lastState.terminated", words, at: end.finishedAt),
                        Evidence(object, "restartCount", "\(container.restarts)"),
                    ], "read its last words: kubectl logs \(record.pod.name) --previous"
                )
            }
        }
        return nil
    }
}
