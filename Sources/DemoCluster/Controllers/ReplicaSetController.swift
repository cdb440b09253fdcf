/// Replica set → pods. A pod that has its deletionTimestamp no longer counts, so its replacement comes at once.
struct ReplicaSetController: Controller {
    let store: ObjectStore
    let events: EventRecorder
    let names: NameGenerator
    let termination: PodTermination

    func reconcile() {
        for set in store.items(.replicaSets) where !set.isTerminating {
            let owned = store.items(.pods, namespace: set.namespace).filter { $0.controllerUID == set.uid }
            let active = owned.filter(\.isActivePod)
            let desired = set["spec", "replicas"]?.int ?? 1
            if active.count < desired {
                for _ in active.count..<desired { createPod(of: set) }
            } else if active.count > desired {
                for pod in victims(among: active, count: active.count - desired) { delete(pod, of: set) }
            }
            updateStatus(of: set)
        }
    }

    private func createPod(of set: JSONValue) {
        let name = "\(set.name)-\(names.suffix())"
        let new = PodTemplate.pod(set["spec", "template"], named: name, of: set, .replicaSets)
        guard let pod = store.create(.pods, new) else { return }
        events.record(
            "SuccessfulCreate", "Created pod: \(pod.name)", about: set, .replicaSets, from: .replicaSets)
    }

    /// Those that do the least go first: not scheduled, not ready, youngest.
    private func victims(among pods: [JSONValue], count: Int) -> ArraySlice<JSONValue> {
        pods.sorted { a, b in
            if a.nodeName.isEmpty != b.nodeName.isEmpty { return a.nodeName.isEmpty }
            if a.isPodReady != b.isPodReady { return !a.isPodReady }
            return a["status", "podIP"]?.string ?? "" > b["status", "podIP"]?.string ?? ""
        }.prefix(count)
    }

    private func delete(_ pod: JSONValue, of set: JSONValue) {
        guard termination.delete(ObjectName(pod), uid: pod.uid) != nil else { return }
        events.record(
            "SuccessfulDelete", "Deleted pod: \(pod.name)", about: set, .replicaSets, from: .replicaSets)
    }

    private func updateStatus(of set: JSONValue) {
        let owned = store.items(.pods, namespace: set.namespace).filter { $0.controllerUID == set.uid }
        let active = owned.filter(\.isActivePod)
        let ready = active.count(where: \.isPodReady)
        store.update(.replicaSets, ObjectName(set), uid: set.uid) { object in
            var status: JSONValue = [
                "replicas": .int(active.count), "observedGeneration": object["metadata", "generation"] ?? 1,
                "terminatingReplicas": .int(owned.count(where: \.isTerminating)),
            ]
            if !active.isEmpty { status["fullyLabeledReplicas"] = .int(active.count) }
            if ready > 0 {
                status["readyReplicas"] = .int(ready)
                status["availableReplicas"] = .int(ready)
            }
            object["status"] = status
        }
    }
}
