import Foundation

/// Plain pods of somebody else, as many as are wanted: they are listed, watched, changed and deleted like any pod, but
/// no process runs for them, and the controllers never look at them.
enum OtherPods {
    static let label = "failtop.dev/other"

    /// - Parameter areEngines: they carry the labels of engines, though none serves.
    static func fill(_ store: ObjectStore, count: Int, areEngines: Bool = false) {
        for number in 0..<count {
            var pod = pod(number, at: store.clock.date)
            if areEngines {
                for name in ["environment", "release"] { pod["metadata", "labels", name] = "test" }
            }
            store.create(.pods, pod)
        }
    }

    static func isOther(_ pod: JSONValue) -> Bool { pod["metadata", "labels", label] != nil }

    /// As large as a small pod of a real cluster.
    private static func pod(_ number: Int, at date: Date) -> JSONValue {
        let digits = String(number)
        let padded = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
        let time = JSONValue.timestamp(date)
        let ip: JSONValue = "10.200.\(number / 250).\(number % 250 + 1)"
        return [
            "metadata": [
                "name": "batch-worker-\(padded)", "namespace": "default",
                "labels": [
                    "app": "batch-worker", "app.kubernetes.io/part-of": "nightly", "shard": .string(digits),
                    label: "true",
                ],
                "annotations": ["example.com/owner": "data-platform"],
            ],
            "spec": [
                "containers": [
                    [
                        "name": "worker", "image": "registry.example.com/batch/worker:1.4.2",
                        "args": ["--shard", .string(digits), "--queue", "nightly"],
                        "resources": ["requests": ["cpu": "100m", "memory": "128Mi"]],
                        "imagePullPolicy": "IfNotPresent", "terminationMessagePath": "/dev/termination-log",
                        "terminationMessagePolicy": "File",
                        "volumeMounts": [
                            [
                                "name": "kube-api-access", "readOnly": true,
                                "mountPath": "/var/run/secrets/kubernetes.io/serviceaccount",
                            ]
                        ],
                    ]
                ],
                "restartPolicy": "Always", "terminationGracePeriodSeconds": 30, "dnsPolicy": "ClusterFirst",
                "serviceAccountName": "default", "securityContext": [:], "schedulerName": "default-scheduler",
                "priority": 0, "enableServiceLinks": true, "preemptionPolicy": "PreemptLowerPriority",
            ],
            "status": [
                "phase": "Running", "qosClass": "Burstable", "podIP": ip, "podIPs": [["ip": ip]], "startTime": time,
                "conditions": .array(
                    ["Initialized", "Ready", "ContainersReady", "PodScheduled"].map {
                        ["type": $0, "status": "True", "lastProbeTime": .null, "lastTransitionTime": time]
                    }),
                "containerStatuses": [
                    [
                        "name": "worker", "ready": true, "started": true, "restartCount": 0,
                        "image": "registry.example.com/batch/worker:1.4.2",
                        "imageID": "registry.example.com/batch/worker@sha256:5d1c0f6f",
                        "containerID": "containerd://\(padded)", "lastState": [:],
                        "state": ["running": ["startedAt": time]],
                    ]
                ],
            ],
        ]
    }
}
