/// Deployment → replica sets: one per template, scaled up and down within the rolling-update limits.
struct DeploymentController: Controller {
    let store: ObjectStore
    let events: EventRecorder

    func reconcile() {
        for deployment in store.items(.deployments) where !deployment.isTerminating {
            let owned = store.items(.replicaSets, namespace: deployment.namespace).filter {
                $0.controllerUID == deployment.uid
            }
            let hash = NameGenerator.templateHash(deployment["spec", "template"] ?? .null)
            guard let current = owned.first(where: { $0.labels["pod-template-hash"] == hash }) else {
                createReplicaSet(of: deployment, hash: hash, revision: newestRevision(owned) + 1)
                continue
            }
            let old = owned.filter { $0.uid != current.uid }
            bumpRevision(of: current, over: old, in: deployment)
            scale(deployment, current: current, old: old)
            updateStatus(of: deployment, current: current, all: owned)
        }
    }

    private func newestRevision(_ sets: [JSONValue]) -> Int { sets.map(Self.revision).max() ?? 0 }

    static func revision(_ object: JSONValue) -> Int {
        object["metadata", "annotations", "deployment.kubernetes.io/revision"]?.string.flatMap { Int($0) } ?? 0
    }

    private func createReplicaSet(of deployment: JSONValue, hash: String, revision: Int) {
        var template = deployment["spec", "template"] ?? .object([:])
        template["metadata", "labels", "pod-template-hash"] = .string(hash)
        var selector = deployment["spec", "selector"] ?? .object([:])
        selector["matchLabels", "pod-template-hash"] = .string(hash)
        let replicas = deployment["spec", "replicas"] ?? 1
        store.create(
            .replicaSets,
            [
                "metadata": [
                    "name": "\(deployment.name)-\(hash)", "namespace": .string(deployment.namespace),
                    "labels": template["metadata", "labels"] ?? .object([:]),
                    "annotations": [
                        "deployment.kubernetes.io/desired-replicas": .string(String(replicas.int ?? 1)),
                        "deployment.kubernetes.io/max-replicas": .string(
                            String((replicas.int ?? 1) + RollingUpdate(deployment).surge)),
                        "deployment.kubernetes.io/revision": .string(String(revision)),
                    ],
                    "ownerReferences": [.owner(deployment, .deployments)],
                ],
                "spec": ["replicas": 0, "selector": selector, "template": template],
                "status": ["replicas": 0, "observedGeneration": 1],
            ])
    }

    /// A template that comes back (a rollback) becomes the newest revision again.
    private func bumpRevision(of current: JSONValue, over old: [JSONValue], in deployment: JSONValue) {
        let path = "deployment.kubernetes.io/revision"
        let revision = max(Self.revision(current), newestRevision(old) + (old.isEmpty ? 0 : 1))
        for (type, object) in [(ResourceType.replicaSets, current), (.deployments, deployment)] {
            store.update(type, ObjectName(object)) { $0["metadata", "annotations", path] = .string(String(revision)) }
        }
    }

    private func scale(_ deployment: JSONValue, current: JSONValue, old: [JSONValue]) {
        let plan = RollingUpdate(deployment)
        let step = plan.step(current: .init(current), old: old.map { .init($0) })
        resize(current, to: step.current, of: deployment)
        for (set, replicas) in zip(old, step.old) { resize(set, to: replicas, of: deployment) }
    }

    private func resize(_ set: JSONValue, to replicas: Int, of deployment: JSONValue) {
        let before = set["spec", "replicas"]?.int ?? 0
        guard before != replicas else { return }
        store.update(.replicaSets, ObjectName(set), uid: set.uid) { $0["spec", "replicas"] = .int(replicas) }
        let direction = replicas > before ? "up" : "down"
        events.record(
            "ScalingReplicaSet", "Scaled \(direction) replica set \(set.name) from \(before) to \(replicas)",
            about: deployment, .deployments, from: .deployments)
    }
}
