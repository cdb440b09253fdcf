import Foundation

/// What the worker writes into the pod's status.
extension PodWorker {
    private func update(_ change: (inout JSONValue) -> Void) {
        kubelet.store.update(.pods, ObjectName(pod), uid: pod.uid, change)
    }

    func markCreating() {
        let hasInitial = !pod.containers(.initial).isEmpty
        func statuses(_ list: JSONValue.ContainerList, waitingFor reason: JSONValue) -> JSONValue {
            .array(
                pod.containers(list).map { spec in
                    [
                        "name": spec["name"] ?? "", "state": ["waiting": ["reason": reason]], "lastState": [:],
                        "ready": false, "restartCount": 0, "image": spec["image"] ?? "", "imageID": "", "started": false,
                    ]
                })
        }
        update { pod in
            pod["status", "hostIP"] = .string(place.hostIP)
            pod["status", "hostIPs"] = [["ip": .string(place.hostIP)]]
            pod["status", "podIP"] = .string(place.podIP)
            pod["status", "podIPs"] = [["ip": .string(place.podIP)]]
            pod["status", "startTime"] = .timestamp(clock.date)
            if hasInitial { pod["status", "initContainerStatuses"] = statuses(.initial, waitingFor: "PodInitializing") }
            pod["status", "containerStatuses"] = statuses(
                .main, waitingFor: hasInitial ? "PodInitializing" : "ContainerCreating")
            pod.setCondition("Initialized", !hasInitial, reason: hasInitial ? "ContainersNotInitialized" : nil, at: clock.date)
            pod.setReadyConditions(at: clock.date)
        }
    }

    func markInitialized() {
        update { $0.setCondition("Initialized", true, at: clock.date) }
    }

    /// The containers have ended and will not come again: the grace period is cut to nothing, the object goes. A pod that was
    /// deleted by force is already gone.
    func finish() {
        guard kubelet.store.get(.pods, ObjectName(pod))?.isTerminating == true else { return }
        update { pod in
            pod["metadata", "deletionTimestamp"] = .timestamp(clock.date)
            pod["metadata", "deletionGracePeriodSeconds"] = 0
        }
        kubelet.store.remove(.pods, ObjectName(pod), uid: pod.uid)
    }
}
