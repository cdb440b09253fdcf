/// A team that trains whenever a GPU is free: once the engines have theirs, it deploys as many jobs as there are GPUs, and
/// those that find none wait. A job that waits longer than a replacement engine is scheduled before it.
struct BatchQueue: Controller {
    let store: ObjectStore
    /// All GPUs of the cluster.
    let jobs: Int
    /// It comes once: who deletes its deployment, or scales it down, is rid of it.
    private let hasCome = Latch<Void>()

    static let container = "trainer"
    static let deployment = "nightly-training"

    init(store: ObjectStore, jobs: Int) {
        self.store = store
        self.jobs = jobs
    }

    func reconcile() {
        let engines = store.get(.deployments, ObjectName("default", EngineObjects.deployment))
        let wanted = engines?["spec", "replicas"]?.int ?? 0
        let placed = store.items(.pods, namespace: "default")
            .count { $0.labels["model"] != nil && !$0.nodeName.isEmpty && !$0.isTerminating }
        guard hasCome.current == nil, placed >= wanted, wanted > 0 else { return }
        hasCome.set(())
        store.create(.deployments, queue)
    }

    private var queue: JSONValue {
        let labels: JSONValue = ["app": "training"]
        return [
            "metadata": ["name": .string(Self.deployment), "namespace": "default", "labels": labels],
            "spec": [
                "replicas": .int(jobs), "selector": ["matchLabels": labels],
                "strategy": ["type": "Recreate"], "revisionHistoryLimit": 10, "progressDeadlineSeconds": 600,
                "template": [
                    "metadata": ["labels": labels],
                    "spec": [
                        "containers": [
                            [
                                "name": .string(Self.container), "image": "pytorch/pytorch:latest", "args": ["train.py"],
                                "resources": ["requests": ["nvidia.com/gpu": "1"], "limits": ["nvidia.com/gpu": "1"]],
                                "imagePullPolicy": "IfNotPresent",
                            ]
                        ],
                        "restartPolicy": "Always", "terminationGracePeriodSeconds": 30, "dnsPolicy": "ClusterFirst",
                        "securityContext": [:], "schedulerName": "default-scheduler",
                    ],
                ],
            ],
        ]
    }
}
