/// Stateful set → pods with names that stay, made in the order of their numbers and given up from the top. A pod's successor
/// has its name, so it comes only when the old object is gone.
struct StatefulSetController: Controller {
    let store: ObjectStore
    let events: EventRecorder
    let termination: PodTermination

    static let revisionLabel = "controller-revision-hash"

    func reconcile() {
        for set in store.items(.statefulSets) where !set.isTerminating {
            step(set)
            updateStatus(of: set)
        }
    }

    /// One change at a time, unless the set says that order does not matter.
    private func step(_ set: JSONValue) {
        let pods = self.pods(of: set)
        let isOrdered = set["spec", "podManagementPolicy"]?.string != "Parallel"
        let wanted = set.wantedOrdinals
        for ordinal in wanted {
            guard let pod = pods[ordinal] else {
                create(ordinal, of: set)
                if isOrdered { return }
                continue
            }
            if pod.phase == "Failed" || pod.phase == "Succeeded" { delete(pod, of: set) }
            if isOrdered, pod.isTerminating || !pod.isPodReady { return }
        }
        for (_, pod) in pods.filter({ !wanted.contains($0.key) }).sorted(by: { $0.key > $1.key }) {
            if !pod.isTerminating { delete(pod, of: set) }
            if isOrdered { return }
        }
        update(set, pods)
    }

    /// A rolling update: from the top, one pod at a time, each when those above it are ready again.
    private func update(_ set: JSONValue, _ pods: [Int: JSONValue]) {
        guard set["spec", "updateStrategy", "type"]?.string != "OnDelete" else { return }
        for ordinal in set.wantedOrdinals.reversed() {
            guard let pod = pods[ordinal], !pod.isTerminating else { return }
            if pod.labels[Self.revisionLabel] != Self.revision(of: set) { return delete(pod, of: set) }
            guard pod.isPodReady else { return }
        }
    }

    private func pods(of set: JSONValue) -> [Int: JSONValue] {
        let owned = store.items(.pods, namespace: set.namespace).filter { $0.controllerUID == set.uid }
        return Dictionary(owned.compactMap { pod in pod.ordinal.map { ($0, pod) } }) { _, last in last }
    }

    /// The name of the `ControllerRevision` that holds its template.
    static func revision(of set: JSONValue) -> String {
        "\(set.name)-\(NameGenerator.templateHash(set["spec", "template"] ?? .null))"
    }

    private func create(_ ordinal: Int, of set: JSONValue) {
        let name = "\(set.name)-\(ordinal)"
        var pod = PodTemplate.pod(set["spec", "template"], named: name, of: set, .statefulSets)
        pod["metadata", "labels", Self.revisionLabel] = .string(Self.revision(of: set))
        pod["metadata", "labels", "statefulset.kubernetes.io/pod-name"] = .string(name)
        pod["metadata", "labels", "apps.kubernetes.io/pod-index"] = .string(String(ordinal))
        pod["spec", "hostname"] = .string(name)
        pod["spec", "subdomain"] = set["spec", "serviceName"]
        LeaderWorkerSetController.label(&pod, ordinal: ordinal)
        // Nil while another set's pod of that name is still on its way out.
        guard store.create(.pods, pod) != nil else { return }
        tell("SuccessfulCreate", "create Pod \(name) in StatefulSet \(set.name) successful", set)
    }

    private func delete(_ pod: JSONValue, of set: JSONValue) {
        guard !pod.isTerminating, termination.delete(ObjectName(pod), uid: pod.uid) != nil else { return }
        tell("SuccessfulDelete", "delete Pod \(pod.name) in StatefulSet \(set.name) successful", set)
    }

    private func tell(_ reason: String, _ message: String, _ set: JSONValue) {
        events.record(reason, message, about: set, .statefulSets, from: .statefulSets)
    }

    private func updateStatus(of set: JSONValue) {
        let pods = Array(self.pods(of: set).values)
        let newest = Self.revision(of: set)
        let active = pods.filter(\.isActivePod)
        let ready = active.count(where: \.isPodReady)
        let updated = active.count { $0.labels[Self.revisionLabel] == newest }
        store.update(.statefulSets, ObjectName(set), uid: set.uid) { object in
            let isUpdated = updated == set.wantedOrdinals.count && updated == pods.count && ready == updated
            let current = isUpdated ? newest : object["status", "currentRevision"]?.string ?? newest
            object["status"] = [
                "observedGeneration": object["metadata", "generation"] ?? 1, "replicas": .int(pods.count),
                "readyReplicas": .int(ready), "availableReplicas": .int(ready), "updatedReplicas": .int(updated),
                "currentReplicas": .int(active.count { $0.labels[Self.revisionLabel] == current }),
                "currentRevision": .string(current), "updateRevision": .string(newest), "collisionCount": 0,
            ]
        }
    }
}

extension JSONValue {
    /// The number at the end of the name of a stateful set's pod.
    fileprivate var ordinal: Int? { name.split(separator: "-").last.flatMap { Int($0) } }

    /// `spec.replicas` from `spec.ordinals.start` on.
    fileprivate var wantedOrdinals: Range<Int> {
        let first = self["spec", "ordinals", "start"]?.int ?? 0
        return first..<first + max(0, self["spec", "replicas"]?.int ?? 1)
    }
}
