import ClusterModel

/// Where sessions are, by the router's log.
extension TrafficState {
    mutating func noteSessions(_ event: TrafficEvent, at seen: Moment, cluster: ClusterState) {
        guard case .router(.log(let entry)) = event, isAskedRouter(entry.routerPod) else { return }
        let moment = cluster.moment(loggedAt: entry.loggedAt, seenAt: seen)
        let written = cluster.written(loggedAt: entry.loggedAt, seenAt: seen)
        switch entry.message {
        case .routed(let request, let session, let worker, _):
            let own = conversations[request]
            let route = Route(
                worker: worker, pod: record(worker: worker, at: moment, in: cluster)?.identity,
                evidence: own == nil ? .sessionLine : .ownRequest, at: moment, writtenAt: written)
            sessions.route(request, session: session ?? own?.request.session, to: route)
        case .sessionRouted(let session, let worker):
            let pod = record(worker: worker, at: moment, in: cluster)?.identity
            let route = Route(worker: worker, pod: pod, evidence: .sessionLine, at: moment, writtenAt: written)
            sessions.route(session, to: route, by: entry.routerPod)
        case .attemptFailed(let request, _, _, _), .requestFailed(let request, _):
            sessions.countError(of: request)
        case .workerFailed(let worker, _):
            sessions.countError(on: worker, by: entry.routerPod)
        case .served(let served):
            noteServed(served, of: entry, at: seen, cluster: cluster)
        case .prefilled, .notUnderstood, .refused, .migrating, .migrationRefused, .breakerChanged, .engineDiscovered, .engineDropped,
            .engineTerminating, .streamBroke, .recognised, .unknown:
            break
        }
    }

    /// Gives routes their pod that were read before the pod was known.
    mutating func resolveRoutes(after transitions: [PodTransition], cluster: ClusterState) {
        guard transitions.contains(where: { $0.gotAddress && $0.after.role == .engine }) else { return }
        let instances = router.instances
        func resolve(_ route: inout Route) {
            guard route.pod == nil else { return }
            route.pod = cluster.record(worker: instances[route.worker] ?? route.worker, at: route.at)?.identity
        }
        sessions.changeRoutes(resolve)
        conversations.changeAll { $0.changeRoutes(resolve) }
    }
}

extension Conversation {
    fileprivate mutating func changeRoutes(_ change: (inout Route) -> Void) {
        for index in records.indices {
            for route in records[index].routes.indices { change(&records[index].routes[route]) }
        }
        for index in probes.indices {
            for route in probes[index].routes.indices { change(&probes[index].routes[route]) }
        }
    }
}
