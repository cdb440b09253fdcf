/// Somebody who puts engines to sleep, as the production stack's `/sleep` does: the pod is marked, and its engine says so. It
/// happens once, to those that were made last; `kubectl label pod NAME sleeping-` wakes one.
struct SleepOrder: Controller {
    let store: ObjectStore
    let count: Int
    private let isDone = Latch<Void>()

    init(store: ObjectStore, count: Int) {
        self.store = store
        self.count = count
    }

    func reconcile() {
        guard isDone.current == nil else { return }
        let engines = store.items(.pods, namespace: "default").filter { $0.labels["model"] != nil && $0.isActivePod }
        guard engines.count > count, engines.allSatisfy(\.isPodReady) else { return }
        isDone.set(())
        for pod in engines.sorted(by: { $0.name < $1.name }).suffix(count) {
            store.update(.pods, ObjectName(pod), uid: pod.uid) { $0["metadata", "labels", "sleeping"] = "true" }
        }
    }
}
