import Synchronization

/// Leader worker set → groups of pods that each are one engine: a stateful set for the leaders and, for each leader, one for
/// its workers, as the controller of `leaderworkerset.x-k8s.io` makes them. A group that loses a worker is made anew as a whole.
struct LeaderWorkerSetController: Controller {
    let store: ObjectStore
    let events: EventRecorder
    let termination: PodTermination
    /// The workers that each leader has had, by uids: one that is missing was lost.
    private let seen = Latched()

    private final class Latched: Sendable {
        let workers = Mutex<[String: Set<String>]>([:])
    }

    init(store: ObjectStore, events: EventRecorder, termination: PodTermination) {
        self.store = store
        self.events = events
        self.termination = termination
    }

    static let prefix = "leaderworkerset.sigs.k8s.io/"

    func reconcile() {
        for set in store.items(.leaderWorkerSets) where !set.isTerminating {
            let leaders = leaderSet(of: set)
            let pods = store.items(.pods, namespace: set.namespace)
            for leader in pods where leader.controllerUID == leaders?.uid { keep(leader, of: set, among: pods) }
            updateStatus(of: set)
        }
    }

    /// What its webhook adds to a pod that a stateful set makes: its place.
    static func label(_ pod: inout JSONValue, ordinal: Int) {
        guard pod.labels[prefix + "name"] != nil else { return }
        if pod.labels[prefix + "worker-index"] == "0" {
            pod["metadata", "labels", prefix + "group-index"] = .string(String(ordinal))
            pod["metadata", "labels", prefix + "group-key"] = .string(NameGenerator.templateHash(.string(pod.name)))
        } else {
            pod["metadata", "labels", prefix + "worker-index"] = .string(String(ordinal))
        }
    }

    private func leaderSet(of set: JSONValue) -> JSONValue? {
        var template = set["spec", "leaderWorkerTemplate", "leaderTemplate"] ?? .object([:])
        template["metadata", "labels", Self.prefix + "name"] = .string(set.name)
        template["metadata", "labels", Self.prefix + "worker-index"] = "0"
        let replicas = set["spec", "replicas"] ?? 1
        if store.get(.statefulSets, ObjectName(set)) == nil {
            create(set.name, owner: .owner(set, .leaderWorkerSets), of: set, replicas: replicas, template)
        }
        return store.update(.statefulSets, ObjectName(set)) { object in
            object["spec", "replicas"] = replicas
            object["spec", "template"] = template
        }
    }

    private func create(_ name: String, owner: JSONValue, of set: JSONValue, replicas: JSONValue, first: Int = 0, _ template: JSONValue) {
        var labels: JSONValue = [Self.prefix + "name": .string(set.name)]
        for key in ["group-index", "group-key", "worker-index"] { labels[Self.prefix + key] = template["metadata", "labels", Self.prefix + key] }
        var spec: JSONValue = [
            "replicas": replicas, "selector": ["matchLabels": labels], "template": template, "serviceName": .string(set.name),
            "podManagementPolicy": "Parallel", "updateStrategy": ["type": "RollingUpdate"], "revisionHistoryLimit": 10,
        ]
        if first > 0 { spec["ordinals"] = ["start": .int(first)] }
        store.create(
            .statefulSets,
            [
                "metadata": [
                    "name": .string(name), "namespace": .string(set.namespace), "labels": labels, "ownerReferences": [owner],
                ],
                "spec": spec,
            ])
    }

    /// Gives a leader its workers; the end of one ends the group.
    private func keep(_ leader: JSONValue, of set: JSONValue, among pods: [JSONValue]) {
        let name = ObjectName(leader)
        let workers = store.get(.statefulSets, name)
        if let workers, workers.controllerUID != leader.uid || leader.isTerminating {
            store.remove(.statefulSets, name, uid: workers.uid)
            return
        }
        guard !leader.isTerminating else { return }
        guard let workers else { return createWorkers(of: leader, of: set) }
        let own = pods.filter { $0.controllerUID == workers.uid }
        let whole = Set(own.filter { !$0.isTerminating && !$0.hasRestarted }.map(\.uid))
        let isBroken = leader.hasRestarted || seen.workers.withLock { all in
            let lost = all[leader.uid]?.subtracting(whole) ?? []
            all[leader.uid, default: []].formUnion(own.map(\.uid))
            return !lost.isEmpty
        }
        guard isBroken else { return }
        seen.workers.withLock { $0[leader.uid] = nil }
        events.record(
            "RecreateGroup", "Worker pod of the group failed, deleting leader pod \(leader.name) to recreate the group",
            about: leader, .pods, from: .leaderWorkerSets)
        store.remove(.statefulSets, name, uid: workers.uid)
        termination.delete(name, uid: leader.uid)
    }

    private func createWorkers(of leader: JSONValue, of set: JSONValue) {
        let size = set["spec", "leaderWorkerTemplate", "size"]?.int ?? 1
        guard size > 1 else { return }
        var template = set["spec", "leaderWorkerTemplate", "workerTemplate"] ?? .object([:])
        template["metadata", "labels", Self.prefix + "name"] = .string(set.name)
        for key in ["group-index", "group-key"] {
            template["metadata", "labels", Self.prefix + key] = leader.labels[Self.prefix + key].map(JSONValue.string)
        }
        create(leader.name, owner: .owner(leader, .pods), of: set, replicas: .int(size - 1), first: 1, template)
    }

    private func updateStatus(of set: JSONValue) {
        let leaders = store.get(.statefulSets, ObjectName(set))
        store.update(.leaderWorkerSets, ObjectName(set), uid: set.uid) { object in
            object["status"] = [
                "replicas": leaders?["status", "replicas"] ?? 0, "readyReplicas": leaders?["status", "readyReplicas"] ?? 0,
                "updatedReplicas": leaders?["status", "updatedReplicas"] ?? 0,
                "hpaPodSelector": "\(Self.prefix)name=\(set.name),\(Self.prefix)worker-index=0",
            ]
        }
    }
}

extension JSONValue {
    /// One of its containers has been started again.
    fileprivate var hasRestarted: Bool {
        (self["status", "containerStatuses"]?.array ?? []).contains { ($0["restartCount"]?.int ?? 0) > 0 }
    }
}
