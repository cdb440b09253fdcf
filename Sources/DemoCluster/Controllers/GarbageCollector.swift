/// Removes what belonged to an owner that is gone.
struct GarbageCollector: Controller {
    let store: ObjectStore
    let termination: PodTermination

    func reconcile() {
        collect(.replicaSets, ownedBy: [.deployments])
        collect(.statefulSets, ownedBy: [.leaderWorkerSets, .pods])
        collect(.endpointSlices, ownedBy: [.services])
        let sets = Set((store.items(.replicaSets) + store.items(.statefulSets)).map(\.uid))
        for pod in store.items(.pods) where !pod.isTerminating {
            guard let owner = pod.controllerUID, !sets.contains(owner) else { continue }
            termination.delete(ObjectName(pod), uid: pod.uid)
        }
        for endpoints in store.items(.endpoints) where store.get(.services, ObjectName(endpoints)) == nil {
            store.remove(.endpoints, ObjectName(endpoints), uid: endpoints.uid)
        }
    }

    private func collect(_ type: ResourceType, ownedBy types: [ResourceType]) {
        let owners = Set(types.flatMap { store.items($0) }.map(\.uid))
        for object in store.items(type) {
            guard let owner = object.controllerUID, !owners.contains(owner) else { continue }
            store.remove(type, ObjectName(object), uid: object.uid)
        }
    }
}
