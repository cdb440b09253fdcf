import Algorithms
import OrderedCollections

/// The cluster as the API server tells it.
package struct ClusterState: Sendable, Equatable {
    /// How fresh each source is, those of the router included.
    package internal(set) var sources = SourcesState()
    /// nil until connected.
    package internal(set) var identity: ClusterIdentity? = nil
    /// By uid in the order first seen, those that are gone included for a while.
    package internal(set) var records: OrderedDictionary<String, PodRecord> = [:]
    /// uids of those that have or had an address or a name, in the order in which they got it.
    var podUIDsByHost: [String: [String]] = [:]
    /// When those pods of an owner were first seen that are not on their way out, by its name; sorted.
    var activePodsByOwner: [String: [Moment]] = [:]
    /// All pods of the namespace, where only those of the story are held.
    package internal(set) var podCount: Int? = nil
    /// Seconds by which the API server's clock is ahead of this machine's; 0 where they agree well enough.
    package internal(set) var clockAhead = 0.0
    package internal(set) var deployments: [String: Deployment] = [:]
    package internal(set) var replicaSets: [String: ReplicaSet] = [:]
    package internal(set) var statefulSets: [String: StatefulSet] = [:]
    /// Owners of pods that were seen to be deleted: `deployment/x`.
    var deletedOwners: Set<String> = []
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
    /// Constant for a run.
    var lettersByAge = false
    var routersSeen = 0

    package init() {}

    /// Pods of the story that the API server knows, those of engines before routers, each in the order first seen.
    package var present: [PodRecord] {
        living(.engine) + routers
    }

    /// Engines that can serve, now or when they are ready: one for each, of however many pods it is made.
    package var engines: [PodRecord] { records.values.filter(\.isCounted) }
    /// Pods with an engine's labels that are none: parts of others, what is left of earlier ones.
    package var uncounted: [PodRecord] { living(.engine).filter { !$0.isCounted } }
    package var readyEngines: [PodRecord] { records.values.filter { $0.isCounted && $0.isServing } }
    package var routers: [PodRecord] { living(.router) }

    private func living(_ role: PodRole) -> [PodRecord] {
        records.values.filter { $0.role == role && !$0.isGone }
    }

    package func record(uid: String) -> PodRecord? { records[uid] }

    /// The pod of that name; the newest where several had it.
    package func record(named name: String) -> PodRecord? {
        records.values.last { $0.pod.name == name }
    }

    package func node(of record: PodRecord) -> Node? { nodes.values.first { $0.name == record.pod.node } }

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
}

extension [Moment] {
    /// How many of a sorted list are not later.
    fileprivate func position(after moment: Moment) -> Int { partitioningIndex { $0 > moment } }
}
