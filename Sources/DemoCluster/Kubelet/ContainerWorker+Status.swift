import Foundation

/// What the worker writes into the pod's status of its container.
extension ContainerWorker {
    var image: String { spec["image"]?.string ?? "" }

    func record(_ reason: String, _ message: String, isWarning: Bool = false) {
        kubelet.events.record(
            reason, message, about: pod, .pods, from: .kubelet(pod.nodeName), isWarning: isWarning,
            container: name, isInitial: role != .main)
    }

    private func update(_ change: (inout JSONValue) -> Void) {
        kubelet.store.update(.pods, ObjectName(pod), uid: pod.uid, change)
    }

    func markRunning(restarts: Int) {
        // The first run keeps the pod's own id, so that those of older recordings stay as they are.
        let id = pod.containers(.main).count + pod.containers(.initial).count == 1 ? pod.uid : "\(pod.uid)-\(name)"
        update { pod in
            if role == .main { pod["status", "phase"] = "Running" }
            pod.updateContainerStatus(name) { status in
                status["state"] = ["running": ["startedAt": .timestamp(clock.date)]]
                status["started"] = true
                status["restartCount"] = .int(restarts)
                status["imageID"] = .string("docker.io/\(image)")
                status["containerID"] = .string("containerd://\(id)-\(restarts)")
                // Nothing to probe: a process that runs is ready.
                if spec["readinessProbe"] == nil, role != .initial { status["ready"] = true }
            }
            pod.setReadyConditions(at: clock.date)
        }
    }

    func markReady(_ isReady: Bool) {
        update { pod in
            pod.updateContainerStatus(name) { $0["ready"] = .bool(isReady) }
            pod.setReadyConditions(at: clock.date)
        }
    }

    private func terminated(_ exitCode: Int32, isOutOfMemory: Bool = false, startedAt: JSONValue) -> JSONValue {
        let reason: JSONValue = isOutOfMemory ? "OOMKilled" : exitCode == 0 ? "Completed" : "Error"
        return [
            "terminated": [
                "exitCode": .int(Int(exitCode)), "reason": reason,
                "startedAt": startedAt, "finishedAt": .timestamp(clock.date),
            ]
        ]
    }

    func markExited(exitCode: Int32, isOutOfMemory: Bool, startedAt: Date) {
        // An init container that has succeeded is "ready" for good, and has no state before its last.
        let isDone = role == .initial && exitCode == 0
        update { pod in
            pod.updateContainerStatus(name) { status in
                let state = terminated(exitCode, isOutOfMemory: isOutOfMemory, startedAt: .timestamp(startedAt))
                status["state"] = state
                if !isDone { status["lastState"] = state }
                status["started"] = false
                status["ready"] = .bool(isDone)
            }
            pod.setReadyConditions(at: clock.date)
        }
    }

    func markBackingOff(_ delay: Duration) {
        let message =
            "back-off \(delay.components.seconds)s restarting failed container=\(name) "
            + "pod=\(pod.name)_\(pod.namespace)(\(pod.uid))"
        update { pod in
            pod.updateContainerStatus(name) {
                $0["state"] = ["waiting": ["reason": "CrashLoopBackOff", "message": .string(message)]]
            }
        }
        record(
            "BackOff",
            "Back-off restarting failed container \(name) in pod \(pod.name)_\(pod.namespace)(\(pod.uid))",
            isWarning: true)
    }

    /// The process has ended and will not come again.
    /// - Parameter exitCode: nil for one that never ran.
    func markStopped(exitCode: Int32?) {
        guard kubelet.store.get(.pods, ObjectName(pod))?.isTerminating == true else { return }
        update { pod in
            pod.updateContainerStatus(name) { status in
                if let exitCode {
                    let started = status["state", "running", "startedAt"] ?? .timestamp(clock.date)
                    status["state"] = terminated(exitCode, startedAt: started)
                    status["started"] = false
                }
                status["ready"] = false
            }
            pod.setReadyConditions(at: clock.date)
        }
    }
}
