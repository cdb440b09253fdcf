import ClusterModel
import TrafficModel

/// T4, and the use of the replacement: by the router's log, by its own list; by the EndpointSlice only where its log cannot be
/// read.
extension IncidentsState {
    mutating func noteDrop(_ entry: RouterLogEntry, _ context: IncidentContext) {
        guard context.traffic.isAskedRouter(entry.routerPod) else { return }
        switch entry.message {
        case .engineDropped(let name), .engineTerminating(let name):
            remember(drop: name, at: context.now)
            guard let index = openIndices.last(where: { all[$0].pod.name == name }) else { return }
            all[index].mark(.routerDropped, at: context.now, .router)
        case .engineDiscovered(let name, _):
            for index in openIndices where all[index].replacement?.pod.name == name {
                noteUse(in: index, at: context.now)
            }
        case .breakerChanged(_, to: "open"):
            // The line names no worker; the failed attempts before it do.
            guard let worker = context.traffic.router.lastFailedWorker[entry.routerPod],
                let pod = context.traffic.record(worker: worker, at: context.now, in: context.cluster)?.identity,
                let index = openIndex(on: pod)
            else { return }
            all[index].mark(.routerDropped, at: context.now, .router)
        // Whoever gets a request is used, whether or not the router wrote that it takes him.
        case .routed(_, _, let worker, _), .sessionRouted(_, let worker):
            noteUse(of: worker, at: context.now, context)
        case .served(let served) where served.end != .engineUnreachable && served.end != .noneLeft:
            // The line comes at its end, or later.
            let began = context.cluster.written(loggedAt: served.began(loggedAt: entry.loggedAt), seenAt: context.now) ?? context.now
            if let worker = served.workers.last { noteUse(of: worker, at: began, context) }
        case .attemptFailed, .workerFailed, .requestFailed, .refused, .migrating, .migrationRefused, .breakerChanged, .streamBroke,
            .recognised, .unknown, .prefilled, .notUnderstood, .served:
            break
        }
    }

    private mutating func noteUse(of worker: String, at moment: Moment, _ context: IncidentContext) {
        let waiting = openIndices.filter { all[$0].replacement.map { $0.discoveredAt == nil && $0.readyAt != nil } == true }
        guard !waiting.isEmpty, let pod = context.traffic.record(worker: worker, at: moment, in: context.cluster)?.identity
        else { return }
        for index in waiting {
            guard let replacement = all[index].replacement, let readyAt = replacement.readyAt, context.head(of: replacement.pod) == pod
            else { continue }
            // Who was there before still ends what he was sent before; whoever is new may be asked before we hear that he is ready.
            let isNew = pod == replacement.pod && !replacement.isSamePod
            if isNew || moment >= readyAt { noteUse(in: index, at: max(moment, readyAt)) }
        }
    }

    private mutating func noteUse(in index: Int, at moment: Moment) {
        if all[index].replacement?.discoveredAt == nil { all[index].replacement?.discoveredAt = moment }
    }

    mutating func noteEndpointDrop(in index: Int, _ event: TrafficEvent, _ context: IncidentContext) {
        switch event {
        case .router(.listed), .router(.instances): readList(in: index, context)
        case .kubernetes(.endpointSlices(.changed(let slice))): read(slice, in: index, context)
        default: break
        }
    }

    /// The router's own list is asked once a second: the change was at most so long before.
    private mutating func readList(in index: Int, _ context: IncidentContext) {
        let interval = Duration.seconds(1)
        if all[index].wasListed, !context.traffic.lists(all[index].pod, in: context.cluster, at: context.now) {
            all[index].mark(.routerDropped, at: context.now, .router, uncertainty: interval)
        }
        guard let replacement = all[index].replacement, replacement.readyAt != nil else { return }
        if !replacement.isSamePod || !all[index].wasListed, context.traffic.lists(context.head(of: replacement.pod), in: context.cluster, at: context.now) {
            noteUse(in: index, at: context.now)
        }
    }

    /// A slice tells of the router where the router reads it: where it is that of the only service that leads to engines.
    private mutating func read(_ slice: EndpointSlice, in index: Int, _ context: IncidentContext) {
        let cluster = context.cluster
        guard !cluster.sources[.routerLog].isLive, cluster.servicesOfEngines.subtracting([slice.service]).isEmpty else { return }
        let mine = slice.endpoints.first { $0.pod?.uid == all[index].pod.uid }
        if let mine, mine.isReady { return }
        if mine != nil || slice.leadsToEngine(of: cluster) { all[index].mark(.routerDropped, at: context.now, .api) }
    }

    /// The router may drop a pod before the API server's own word reaches the board.
    private mutating func remember(drop pod: String, at moment: Moment) {
        recentDrops[pod] = moment
        if recentDrops.count > 64 { recentDrops = recentDrops.filter { moment - $0.value < .seconds(60) } }
    }
}

extension EndpointSlice {
    fileprivate func leadsToEngine(of cluster: ClusterState) -> Bool {
        endpoints.contains { endpoint in endpoint.pod.flatMap { cluster.record(uid: $0.uid) }?.role == .engine }
    }
}

extension ClusterState {
    /// The services whose slices hold engines, by name.
    fileprivate var servicesOfEngines: Set<String?> {
        Set(endpointSlices.values.filter { $0.leadsToEngine(of: self) }.map(\.service))
    }
}
