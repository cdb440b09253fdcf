import Algorithms

/// The cluster as the API server tells it.
public struct ClusterState: Sendable, Equatable {
    /// nil until connected.
    public var identity: ClusterIdentity? = nil
    /// By uid, those that are gone included for a while.
    public var records: [String: PodRecord] = [:]
    /// uids in the order first seen.
    public var order: [String] = []
    /// uids of those that have or had an address, in the order in which they got it.
    private(set) var holders: [String: [String]] = [:]
    /// When those pods of an owner were first seen that are not on their way out, by its name; sorted.
    private(set) var staying: [String: [Moment]] = [:]
    /// All pods of the namespace, where only those of the story are held.
    public var podCount: Int? = nil
    /// Seconds by which the API server's clock is ahead of this machine's; 0 where they agree well enough.
    public var clockAhead = 0.0
    public var deployments: [String: Deployment] = [:]
    public var replicaSets: [String: ReplicaSet] = [:]
    public var nodes: [String: Node] = [:]
    public var services: [String: Service] = [:]
    public var endpointSlices: [String: EndpointSlice] = [:]
    public var budgets: [String: DisruptionBudget] = [:]
    /// nil until asked.
    public var access: [AccessReview]? = nil
    /// The latest, oldest first, bounded.
    public var events: [ClusterEvent] = []
    /// Which pods were asked for last, as label selectors.
    var selection: [String] = []
    /// Since when the pods have not been seen; nil while they are.
    var unseenSince: Moment? = nil
    /// What happened while the API server was away, oldest first, bounded.
    public var gaps: [UnseenGap] = []
    var lettersGiven = 0
    var routersSeen = 0

    public init() {}

    /// Pods of the story that the API server knows, engines before routers, each in the order first seen.
    public var present: [PodRecord] {
        engines + routers
    }

    public var engines: [PodRecord] { living(.engine) }
    public var readyEngines: [PodRecord] { engines.filter(\.isServing) }
    public var routers: [PodRecord] { living(.router) }

    private func living(_ role: PodRole) -> [PodRecord] {
        var found: [PodRecord] = []
        for uid in order {
            if let record = records[uid], record.role == role, !record.isGone { found.append(record) }
        }
        return found
    }

    public func record(uid: String) -> PodRecord? { records[uid] }

    /// The pod of that name; the newest where several had it.
    public func record(named name: String) -> PodRecord? {
        order.reversed().lazy.compactMap { records[$0] }.first { $0.pod.name == name }
    }

    func node(of record: PodRecord) -> Node? { nodes.values.first { $0.name == record.pod.node } }

    func replicaSet(named name: String, in namespace: String) -> ReplicaSet? {
        replicaSets.values.first { $0.name == name && $0.namespace == namespace }
    }

    func deployment(named name: String, in namespace: String) -> Deployment? {
        deployments.values.first { $0.name == name && $0.namespace == namespace }
    }

    /// The engine behind a worker's URL (`http://10.0.0.7:8000`) at a time: addresses are used again, so the youngest that
    /// had it then. Other pods are no workers, though a finished one may still carry the address.
    public func record(worker url: String, at moment: Moment) -> PodRecord? {
        guard let ip = Self.host(of: url) else { return nil }
        let holders = (holders[ip] ?? []).reversed().lazy.compactMap { records[$0] }.filter { $0.role == .engine && $0.pod.ip == ip }
        return holders.first { $0.firstSeen <= moment } ?? holders.first { _ in true }
    }

    /// How many pods of an owner stay that were there at a moment.
    func staying(owner: String, since moment: Moment) -> Int { staying[owner]?.position(after: moment) ?? 0 }

    /// A change of a pod may move it from those that stay to those that leave, or bring it.
    mutating func countStaying(_ before: PodRecord?, _ after: PodRecord) {
        let (stayed, stays) = (before.map { !$0.isLeaving } ?? false, !after.isLeaving)
        guard stayed != stays, let owner = after.pod.owner else { return }
        let end = staying[owner]?.position(after: after.firstSeen) ?? 0
        if stays {
            staying[owner, default: []].insert(after.firstSeen, at: end)
        } else if end > 0, staying[owner]?[end - 1] == after.firstSeen {
            staying[owner]?.remove(at: end - 1)
        }
        if staying[owner]?.isEmpty == true { staying[owner] = nil }
    }

    /// A log names pods by their addresses, line after line: they are not searched for.
    mutating func noteAddress(of pod: Pod, before: String?) {
        guard let ip = pod.ip, ip != before else { return }
        holders[ip, default: []].append(pod.uid)
    }

    mutating func forgetAddress(of pod: Pod) {
        guard let ip = pod.ip else { return }
        holders[ip]?.removeAll { $0 == pod.uid }
        if holders[ip]?.isEmpty == true { holders[ip] = nil }
    }

    /// The host of a worker's URL, brackets of IPv6 removed.
    static func host(of url: String) -> String? {
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
    fileprivate func position(after moment: Moment) -> Int {
        partitioningIndex { $0 > moment }
    }
}
