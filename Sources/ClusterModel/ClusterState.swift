import Algorithms

/// The cluster as the API server tells it.
package struct ClusterState: Sendable, Equatable {
    /// How fresh each source is, those of the router included.
    package internal(set) var sources = SourcesState()
    /// nil until connected.
    package internal(set) var identity: ClusterIdentity? = nil
    /// By uid, those that are gone included for a while.
    package internal(set) var records: [String: PodRecord] = [:]
    /// uids in the order first seen.
    package internal(set) var order: [String] = []
    /// uids of those that have or had an address, in the order in which they got it.
    var podUIDsByIP: [String: [String]] = [:]
    /// When those pods of an owner were first seen that are not on their way out, by its name; sorted.
    var activePodsByOwner: [String: [Moment]] = [:]
    /// All pods of the namespace, where only those of the story are held.
    package internal(set) var podCount: Int? = nil
    /// Seconds by which the API server's clock is ahead of this machine's; 0 where they agree well enough.
    package internal(set) var clockAhead = 0.0
    package internal(set) var deployments: [String: Deployment] = [:]
    package internal(set) var replicaSets: [String: ReplicaSet] = [:]
    package internal(set) var nodes: [String: Node] = [:]
    package internal(set) var services: [String: Service] = [:]
    package internal(set) var endpointSlices: [String: EndpointSlice] = [:]
    package internal(set) var budgets: [String: DisruptionBudget] = [:]
    /// nil until asked.
    package internal(set) var access: [AccessReview]? = nil
    /// The latest, oldest first, bounded.
    package internal(set) var events: [ClusterEvent] = []
    /// How roles are read from labels.
    var roles = RoleRules(engines: nil, router: [:])
    /// Unix time in seconds at `Moment.zero`, by this machine's clock.
    var wallClockAtZero = 0.0
    /// Which pods were asked for last, as label selectors; nil before the start.
    var selection: [String]? = nil
    /// Since when the pods have not been seen; nil while they are.
    var unseenSince: Moment? = nil
    /// What happened while the API server was away, oldest first, bounded.
    package internal(set) var gaps: [UnseenGap] = []
    var lettersGiven = 0
    var routersSeen = 0

    package init() {}

    /// Pods of the story that the API server knows, engines before routers, each in the order first seen.
    package var present: [PodRecord] {
        engines + routers
    }

    package var engines: [PodRecord] { living(.engine) }
    package var readyEngines: [PodRecord] { engines.filter(\.isServing) }
    package var routers: [PodRecord] { living(.router) }

    private func living(_ role: PodRole) -> [PodRecord] {
        var found: [PodRecord] = []
        for uid in order {
            if let record = records[uid], record.role == role, !record.isGone { found.append(record) }
        }
        return found
    }

    package func record(uid: String) -> PodRecord? { records[uid] }

    /// The pod of that name; the newest where several had it.
    package func record(named name: String) -> PodRecord? {
        order.reversed().lazy.compactMap { records[$0] }.first { $0.pod.name == name }
    }

    package func node(of record: PodRecord) -> Node? { nodes.values.first { $0.name == record.pod.node } }

    package func replicaSet(named name: String, in namespace: String) -> ReplicaSet? {
        replicaSets.values.first { $0.name == name && $0.namespace == namespace }
    }

    package func deployment(named name: String, in namespace: String) -> Deployment? {
        deployments.values.first { $0.name == name && $0.namespace == namespace }
    }

    /// The engine behind a worker's URL (`http://10.0.0.7:8000`) at a time: addresses are used again, so the youngest that
    /// had it then. Other pods are no workers, though a finished one may still carry the address.
    package func record(worker url: String, at moment: Moment) -> PodRecord? {
        guard let ip = Self.host(of: url) else { return nil }
        let holders = (podUIDsByIP[ip] ?? []).reversed().lazy.compactMap { records[$0] }.filter { $0.role == .engine && $0.pod.ip == ip }
        return holders.first { $0.firstSeen <= moment } ?? holders.first { _ in true }
    }

    /// How many pods of an owner were there at a moment and are not on their way out.
    package func activePods(of owner: String, since moment: Moment) -> Int { activePodsByOwner[owner]?.position(after: moment) ?? 0 }

    /// A change of a pod may move it from those that stay to those that leave, or bring it.
    mutating func countActive(_ before: PodRecord?, _ after: PodRecord) {
        let (stayed, stays) = (before.map { !$0.isLeaving } ?? false, !after.isLeaving)
        guard stayed != stays, let owner = after.pod.owner else { return }
        let end = activePodsByOwner[owner]?.position(after: after.firstSeen) ?? 0
        if stays {
            activePodsByOwner[owner, default: []].insert(after.firstSeen, at: end)
        } else if end > 0, activePodsByOwner[owner]?[end - 1] == after.firstSeen {
            activePodsByOwner[owner]?.remove(at: end - 1)
        }
        if activePodsByOwner[owner]?.isEmpty == true { activePodsByOwner[owner] = nil }
    }

    /// A log names pods by their addresses, line after line: they are not searched for.
    mutating func noteAddress(of pod: Pod, before: String?) {
        guard let ip = pod.ip, ip != before else { return }
        podUIDsByIP[ip, default: []].append(pod.uid)
    }

    mutating func forgetAddress(of pod: Pod) {
        guard let ip = pod.ip else { return }
        podUIDsByIP[ip]?.removeAll { $0 == pod.uid }
        if podUIDsByIP[ip]?.isEmpty == true { podUIDsByIP[ip] = nil }
    }

    /// The host of a worker's URL, brackets of IPv6 removed.
    package static func host(of url: String) -> String? {
        var rest = url[...]
        if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
        rest = rest.prefix { $0 != "/" }
        if rest.hasPrefix("[") { return String(rest.dropFirst().prefix { $0 != "]" }) }
        let host = rest.prefix { $0 != ":" }
        return host.isEmpty ? nil : String(host)
    }
}

extension [Moment] {
    /// How many of a sorted list are not later.
    fileprivate func position(after moment: Moment) -> Int { partitioningIndex { $0 > moment } }
}
