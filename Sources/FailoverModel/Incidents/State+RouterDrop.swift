/// T4: the router stops using the pod, by its log; by the EndpointSlice only where its log cannot be read.
extension State {
    mutating func noteDrop(_ entry: RouterLogEntry, at moment: Moment) {
        let message = entry.message
        switch message {
        case .engineDropped(let name), .engineTerminating(let name):
            incidents.remember(drop: name, at: moment)
            guard let index = incidents.all.lastIndex(where: { $0.pod.name == name && $0.isOpen }) else { return }
            incidents.all[index].mark(.routerDropped, at: moment, .router)
        case .engineDiscovered(let name, _):
            let waiting = incidents.all.indices.filter { incidents.all[$0].replacement?.pod.name == name }
            for index in waiting where incidents.all[index].replacement?.discoveredAt == nil {
                incidents.all[index].replacement?.discoveredAt = moment
            }
        case .breakerChanged(_, to: "open"):
            // The line names no worker; the failed attempts before it do.
            guard let worker = router.lastFailedWorker[entry.routerPod], let pod = record(worker: worker, at: moment)?.identity,
                let index = incidents.all.lastIndex(where: { $0.pod == pod && $0.isOpen })
            else { return }
            incidents.all[index].mark(.routerDropped, at: moment, .router)
        case .routed, .sessionRouted, .attemptFailed, .workerFailed, .requestFailed, .migrating, .migrationRefused,
            .breakerChanged, .streamBroke, .recognised, .unknown:
            break
        }
        // Whoever gets a request is used, whether or not the router wrote that it takes him.
        switch message {
        case .routed(_, _, let worker, _), .sessionRouted(_, let worker): noteUse(of: worker, at: moment)
        default: break
        }
    }

    private mutating func noteUse(of worker: String, at moment: Moment) {
        let waiting = incidents.all.indices.filter { index in
            incidents.all[index].replacement.map { $0.discoveredAt == nil && $0.readyAt != nil } ?? false
        }
        guard !waiting.isEmpty, let pod = record(worker: worker, at: moment)?.identity else { return }
        for index in waiting where incidents.all[index].replacement?.pod == pod {
            incidents.all[index].replacement?.discoveredAt = moment
        }
    }

    mutating func noteEndpointDrop(in index: Int, _ event: Event) {
        guard case .kubernetes(.endpointSlices(.changed(let slice))) = event.fact, !sources[.routerLog].isLive else {
            return
        }
        let pod = incidents.all[index].pod
        let mine = slice.endpoints.first { $0.pod?.uid == pod.uid }
        let selectsEngines = slice.endpoints.contains { endpoint in
            endpoint.pod.flatMap { cluster.record(uid: $0.uid) }?.role == .engine
        }
        if let mine, mine.isReady { return }
        if mine != nil || selectsEngines { incidents.all[index].mark(.routerDropped, at: event.at, .api) }
    }
}

extension IncidentsState {
    /// The router may drop a pod before the API server's own word reaches the board.
    mutating func remember(drop pod: String, at moment: Moment) {
        recentDrops[pod] = moment
        if recentDrops.count > 64 { recentDrops = recentDrops.filter { moment - $0.value < .seconds(60) } }
    }
}
