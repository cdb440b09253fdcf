/// Deletes the pods of a node that stays lost, after they have tolerated it for a while. They stay Terminating until the
/// node comes back, because nobody can say that their processes are gone; their replacements start elsewhere.
struct TaintEviction: Sendable {
    let store: ObjectStore
    let events: EventRecorder
    let termination: PodTermination
    let toleration: Duration

    /// Runs until cancelled.
    func run() async {
        guard let watch = try? store.watch(.nodes) else { return }
        await withDiscardingTaskGroup { group in
            var lost: Set<String> = []
            for await change in watch.changes {
                let node = change.object
                guard node.isLost else {
                    lost.remove(node.name)
                    continue
                }
                guard lost.insert(node.name).inserted else { continue }
                group.addTask {
                    try? await store.clock.sleep(for: toleration)
                    if !Task.isCancelled { evict(from: node.name) }
                }
            }
            group.cancelAll()
        }
    }

    private func evict(from node: String) {
        guard store.get(.nodes, ObjectName("", node))?.isLost == true else { return }
        for pod in store.items(.pods) where pod.nodeName == node && pod.isActivePod {
            store.update(.pods, ObjectName(pod), uid: pod.uid) {
                $0.setCondition(
                    "DisruptionTarget", true, reason: "DeletionByTaintManager",
                    message: "Taint manager: deleting due to NoExecute taint", at: store.clock.date)
            }
            events.record(
                "TaintManagerEviction", "Marking for deletion Pod \(pod.namespace)/\(pod.name)", about: pod, .pods,
                from: .taintEviction)
            termination.delete(ObjectName(pod), uid: pod.uid)
        }
    }
}
