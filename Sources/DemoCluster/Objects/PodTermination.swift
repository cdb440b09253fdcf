import Foundation

/// How pods are asked to go: what the API server does for a DELETE, for the API and the controllers alike.
struct PodTermination: Sendable {
    let store: ObjectStore
    /// A forced deletion is seen as DELETED alone, without the change to a terminating pod before it.
    var isBare = false

    /// Begins or shortens a pod's termination, as `DELETE …/pods/NAME` does. With grace 0 the object is gone when this
    /// returns, and the process dies a moment later.
    /// - Parameter grace: seconds; nil takes the pod's own.
    /// - Returns: the pod as it was left, or nil if there was none.
    @discardableResult
    func delete(_ name: ObjectName, uid: String? = nil, grace: Int? = nil) -> JSONValue? {
        if isBare, grace == 0, let pod = store.get(.pods, name), !pod.isTerminating { return store.remove(.pods, name, uid: uid) }
        let marked = store.update(.pods, name, uid: uid) { pod in
            // Nothing runs that could need time: not scheduled, or over.
            let isIdle = pod.nodeName.isEmpty || pod.phase == "Failed" || pod.phase == "Succeeded"
            let wanted = isIdle ? 0 : grace ?? pod["spec", "terminationGracePeriodSeconds"]?.int ?? 30
            if pod.isTerminating, let left = pod["metadata", "deletionGracePeriodSeconds"]?.int, left <= wanted {
                return
            }
            if !pod.isTerminating {
                pod["metadata", "generation"] = .int((pod["metadata", "generation"]?.int ?? 1) + 1)
            }
            pod["metadata", "deletionGracePeriodSeconds"] = .int(wanted)
            pod["metadata", "deletionTimestamp"] = .timestamp(store.clock.date + Double(wanted))
        }
        if let marked, marked["metadata", "deletionGracePeriodSeconds"]?.int == 0 {
            store.remove(.pods, name, uid: marked.uid)
        }
        return marked
    }
}
