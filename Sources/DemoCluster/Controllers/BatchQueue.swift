/// A team that trains whenever a GPU is free: once the engines have theirs, one of its jobs always waits for the next.
/// A job that waits longer than a replacement engine is scheduled before it.
struct BatchQueue: Controller {
    let store: ObjectStore
    let names: NameGenerator

    static let container = "trainer"

    func reconcile() {
        let pods = store.items(.pods, namespace: "default")
        let others = pods.filter { $0.labels["app"] != "training" }
        let isWaiting = pods.contains { $0.labels["app"] == "training" && $0.nodeName.isEmpty }
        let engines = store.get(.deployments, ObjectName("default", InitialObjects.engineDeployment))
        let wanted = engines?["spec", "replicas"]?.int ?? 0
        let placed = others.count { $0.labels["model"] != nil && !$0.nodeName.isEmpty && !$0.isTerminating }
        guard !isWaiting, placed >= wanted, wanted > 0 else { return }
        store.create(.pods, job)
    }

    private var job: JSONValue {
        [
            "metadata": [
                "name": "nightly-training-\(names.suffix())", "namespace": "default", "labels": ["app": "training"],
            ],
            "spec": [
                "containers": [
                    [
                        "name": .string(Self.container), "image": "pytorch/pytorch:latest", "args": ["train.py"],
                        "resources": ["requests": ["nvidia.com/gpu": "1"], "limits": ["nvidia.com/gpu": "1"]],
                        "imagePullPolicy": "IfNotPresent",
                    ]
                ],
                "restartPolicy": "Always", "terminationGracePeriodSeconds": 30, "dnsPolicy": "ClusterFirst",
                "securityContext": [:], "schedulerName": "default-scheduler", "priority": 0,
            ],
            "status": ["phase": "Pending", "qosClass": "BestEffort"],
        ]
    }
}
