import Foundation

/// What the worker writes into the pod's status.
extension PodWorker {
    var image: String { pod["spec", "containers"]?.array.first?["image"]?.string ?? "" }

    func record(_ reason: String, _ message: String, isWarning: Bool = false) {
        kubelet.events.record(
            reason, message, about: pod, .pods, from: .kubelet(pod.nodeName), isWarning: isWarning,
            container: container)
    }

    private func update(_ change: (inout JSONValue) -> Void) {
        kubelet.store.update(.pods, ObjectName(pod), uid: pod.uid, change)
    }

    func markCreating(ip: String) {
        update { pod in
            pod["status", "hostIP"] = "127.0.0.1"
            pod["status", "hostIPs"] = [["ip": "127.0.0.1"]]
            pod["status", "podIP"] = .string(ip)
            pod["status", "podIPs"] = [["ip": .string(ip)]]
            pod["status", "startTime"] = .timestamp(clock.date)
            pod["status", "containerStatuses"] = [
                [
                    "name": .string(container), "state": ["waiting": ["reason": "ContainerCreating"]],
                    "lastState": [:], "ready": false, "restartCount": 0, "image": .string(image), "imageID": "",
                    "started": false,
                ]
            ]
            pod.setCondition("Initialized", true, at: clock.date)
            pod.setReady(false, container: container, at: clock.date)
        }
    }

    func markRunning(restarts: Int) {
        let spec = pod["spec", "containers"]?.array.first
        let id = "containerd://\(pod.uid)-\(restarts)"
        update { pod in
            pod["status", "phase"] = "Running"
            pod.updateContainerStatus { status in
                status["state"] = ["running": ["startedAt": .timestamp(clock.date)]]
                status["started"] = true
                status["restartCount"] = .int(restarts)
                status["imageID"] = .string("docker.io/\(image)")
                status["containerID"] = .string(id)
            }
            // Nothing to probe: a process that runs is ready.
            if spec?["readinessProbe"] == nil { pod.setReady(true, container: container, at: clock.date) }
        }
    }

    func markReady(_ isReady: Bool) {
        update { pod in pod.setReady(isReady, container: container, at: clock.date) }
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
        update { pod in
            pod.updateContainerStatus { status in
                let state = terminated(exitCode, isOutOfMemory: isOutOfMemory, startedAt: .timestamp(startedAt))
                status["state"] = state
                status["lastState"] = state
                status["started"] = false
            }
            pod.setReady(false, container: container, at: clock.date)
        }
    }

    func markBackingOff(_ delay: Duration) {
        let message =
            "back-off \(delay.components.seconds)s restarting failed container=\(container) "
            + "pod=\(pod.name)_\(pod.namespace)(\(pod.uid))"
        update { pod in
            pod.updateContainerStatus {
                $0["state"] = ["waiting": ["reason": "CrashLoopBackOff", "message": .string(message)]]
            }
        }
        record(
            "BackOff",
            "Back-off restarting failed container \(container) in pod \(pod.name)_\(pod.namespace)(\(pod.uid))",
            isWarning: true)
    }

    /// The process has ended and will not come again: the status says so, the grace period is cut to nothing, the
    /// object goes. A pod that was deleted by force is already gone.
    func finish(exitCode: Int32?) {
        guard kubelet.store.get(.pods, ObjectName(pod))?.isTerminating == true else { return }
        update { pod in
            if let exitCode {
                pod.updateContainerStatus { status in
                    let started = status["state", "running", "startedAt"] ?? .timestamp(clock.date)
                    status["state"] = terminated(exitCode, startedAt: started)
                    status["started"] = false
                }
            }
            pod.setReady(false, container: container, at: clock.date)
        }
        update { pod in
            pod["metadata", "deletionTimestamp"] = .timestamp(clock.date)
            pod["metadata", "deletionGracePeriodSeconds"] = 0
        }
        kubelet.store.remove(.pods, ObjectName(pod), uid: pod.uid)
    }
}
