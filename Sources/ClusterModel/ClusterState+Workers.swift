/// Whose worker it is that a router names.
extension ClusterState {
    /// The engine behind a worker's URL at a time: addresses are used again. nil where it is none of those that are known, and
    /// where it may be several: never a guess.
    package func record(worker url: String, at moment: Moment) -> PodRecord? {
        let found = candidates(worker: url, at: moment)
        return found.count == 1 ? found.first : nil
    }

    /// All engines that may be behind it.
    package func candidates(worker url: String, at moment: Moment) -> [PodRecord] {
        guard let address = WorkerAddress(url) else { return [] }
        return narrowed(holders(of: address).filter { $0.role == .engine }, address, at: moment)
    }

    /// A pod that is no engine by its labels, and the only one behind it.
    package func unlabelled(worker url: String, at moment: Moment) -> PodRecord? {
        guard let address = WorkerAddress(url) else { return nil }
        let found = narrowed(holders(of: address), address, at: moment)
        return found.count == 1 && found.first?.role == .other ? found.first : nil
    }

    /// The host of a worker's URL, brackets of IPv6 removed.
    package static func host(of url: String) -> String? { WorkerAddress(url)?.host }

    private func narrowed(_ pods: [PodRecord], _ address: WorkerAddress, at moment: Moment) -> [PodRecord] {
        let there = pods.filter { $0.firstSeen <= moment && ($0.overAt.map { $0 > moment } ?? true) }
        var found = there.isEmpty ? nearest(pods, to: moment) : there
        if found.count > 1, let port = address.port {
            let those = found.filter { $0.pod.mayServe(port: port) }
            if !those.isEmpty { found = those }
        }
        if found.count > 1 {
            // An address is used again only when its owner has let it go: who was ready then, had it.
            let ready = found.filter { $0.stage(at: moment) == .ready }
            if !ready.isEmpty { found = ready }
        }
        return found
    }

    /// Where none was there at that time: those that had just gone; else those that were found at the first sight, unless they
    /// were made later.
    private func nearest(_ pods: [PodRecord], to moment: Moment) -> [PodRecord] {
        let gone = pods.filter { $0.firstSeen <= moment }
        if let last = gone.compactMap(\.overAt).max() { return gone.filter { $0.overAt == last } }
        let latest = clusterClock(at: moment) + Self.clockTolerance
        let older = pods.filter { $0.pod.createdAt <= latest }
        let first = older.map(\.firstSeen).min()
        return older.filter { $0.firstSeen == first }
    }

    /// By its address and port, its name in DNS, or the service that leads to it.
    private func holders(of address: WorkerAddress) -> [PodRecord] {
        let direct = records(host: address.host, address)
        guard let labels = address.labels, let first = labels.first else {
            return direct.isEmpty ? endpoints(of: services.values.first { $0.clusterIPs.contains(address.host) }) : direct
        }
        if !direct.isEmpty, labels.count > 1 { return direct }
        let named = records(host: first, address)
        let ofDomain = labels.count > 1 ? named.filter { $0.pod.subdomain == labels[1] } : []
        if !ofDomain.isEmpty { return ofDomain }
        let service = services.values.first { $0.name == first && (labels.count == 1 || $0.namespace == labels[1]) }
        let behind = endpoints(of: service)
        if !behind.isEmpty { return behind }
        let dashed = WorkerAddress.addresses(dashed: first).flatMap { records(host: $0, address) }
        if !dashed.isEmpty { return dashed }
        return named.filter { $0.pod.subdomain == nil || labels.count == 1 }
    }

    /// Pods that share the address of their node are told apart by the port.
    private func records(host: String, _ address: WorkerAddress) -> [PodRecord] {
        (podUIDsByHost[host] ?? []).compactMap { records[$0] }.filter { record in
            guard record.pod.hosts.contains(host) else { return false }
            guard record.pod.isOnHostNetwork, let port = address.port else { return true }
            return record.pod.mayServe(port: port)
        }
    }

    /// The pods to which a service leads: those that are ready, else all.
    private func endpoints(of service: Service?) -> [PodRecord] {
        guard let service else { return [] }
        let all = endpointSlices.values.filter { $0.service == service.name && $0.namespace == service.namespace }.flatMap(\.endpoints)
        let ready = all.filter(\.isReady)
        var found: [String: PodRecord] = [:]
        for endpoint in ready.isEmpty ? all : ready {
            for record in pods(of: endpoint) { found[record.pod.uid] = record }
        }
        return records.keys.compactMap { found[$0] }
    }

    private func pods(of endpoint: Endpoint) -> [PodRecord] {
        if let pod = endpoint.pod { return [records[pod.uid] ?? record(named: pod.name)].compactMap { $0 } }
        return endpoint.addresses.flatMap { podUIDsByHost[$0.lowercased()] ?? [] }.compactMap { records[$0] }.filter { !$0.isGone }
    }

    /// A log names pods by their addresses, line after line: they are not searched for.
    mutating func noteHosts(of pod: Pod, before: Pod?) {
        let known = before?.hosts ?? []
        for host in pod.hosts where !known.contains(host) { podUIDsByHost[host, default: []].append(pod.uid) }
    }

    mutating func forgetHosts(of pod: Pod) {
        for host in pod.hosts {
            podUIDsByHost[host]?.removeAll { $0 == pod.uid }
            if podUIDsByHost[host]?.isEmpty == true { podUIDsByHost[host] = nil }
        }
    }
}

extension PodRecord {
    /// From when on it answered nobody any more.
    fileprivate var overAt: Moment? { stages.first { $0.stage == .failed || $0.stage == .gone }?.from ?? removedAt }

    fileprivate func stage(at moment: Moment) -> PodStage? { (stages.last { $0.from <= moment } ?? stages.first)?.stage }
}
