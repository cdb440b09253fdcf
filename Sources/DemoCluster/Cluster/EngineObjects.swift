/// What runs the engines: the containers of their pods, and the objects that make such pods.
struct EngineObjects: Sendable {
    let setup: EngineSetup
    let count: Int
    var command: ProcessCommand?

    static let deployment = "vllm-opt125m-deployment-vllm"
    /// The name of stateful sets and leader worker sets.
    static let set = "vllm-opt125m"
    /// The container that serves; all others of the pods are the demo's stand-ins.
    static let container = "vllm"

    private static let selector = ["environment": "test", "model": "opt125m", "release": "test"]
    private static let labels = selector.merging(["helm-release-name": "vllm"]) { first, _ in first }

    func fill(_ store: ObjectStore) {
        switch setup.workload {
        case .deployment where setup.isOnHostNetwork:
            for number in 0..<count { store.create(.deployments, deployment(onPort: 8000 + number)) }
        case .deployment:
            store.create(
                .deployments,
                PodTemplate.deployment(Self.deployment, replicas: count, selector: Self.selector, template()))
        case .statefulSet: store.create(.statefulSets, statefulSet)
        case .leaderWorkerSet: store.create(.leaderWorkerSets, leaderWorkerSet)
        }
    }

    /// Two engines on one node cannot both have one port: each has a deployment of its own.
    private func deployment(onPort port: Int) -> JSONValue {
        let own = ["port": String(port)]
        var template = template(port: port, more: own)
        template["spec", "hostNetwork"] = true
        return PodTemplate.deployment(
            "vllm-opt125m-p\(port)-deployment-vllm", replicas: 1, selector: Self.selector.merging(own) { first, _ in first },
            template)
    }

    private var statefulSet: JSONValue {
        [
            "metadata": ["name": .string(Self.set), "namespace": "default", "labels": JSONValue(Self.selector)],
            "spec": [
                "replicas": .int(count), "selector": ["matchLabels": JSONValue(Self.selector)], "template": template(),
                "serviceName": "vllm-engine-service", "podManagementPolicy": "OrderedReady",
                "updateStrategy": ["type": "RollingUpdate", "rollingUpdate": ["partition": 0]], "revisionHistoryLimit": 10,
            ],
        ]
    }

    private var leaderWorkerSet: JSONValue {
        var worker = Self.idle("vllm-worker", "vllm/vllm-openai:latest", ["ray start --address=$(LWS_LEADER_ADDRESS) --block"])
        worker["resources"] = ["requests": ["nvidia.com/gpu": "1"], "limits": ["nvidia.com/gpu": "1"]]
        return [
            "metadata": ["name": .string(Self.set), "namespace": "default", "labels": JSONValue(Self.selector)],
            "spec": [
                "replicas": .int(count), "startupPolicy": "LeaderCreated",
                "rolloutStrategy": ["type": "RollingUpdate", "rollingUpdateConfiguration": ["maxUnavailable": 1, "maxSurge": 0]],
                "leaderWorkerTemplate": [
                    "size": .int(setup.podsPerEngine), "restartPolicy": "RecreateGroupOnPodRestart",
                    "leaderTemplate": template(),
                    "workerTemplate": PodTemplate.of(
                        labels: Self.labels, containers: [worker], graceSeconds: setup.graceSeconds),
                ],
            ],
        ]
    }

    private func template(port: Int = 8000, more: [String: String] = [:]) -> JSONValue {
        var resources: JSONValue = ["requests": ["nvidia.com/gpu": "1"], "limits": ["nvidia.com/gpu": "1"]]
        if let memory = setup.memoryLimit {
            resources["requests", "memory"] = .string(memory)
            resources["limits", "memory"] = .string(memory)
        }
        var declared: JSONValue = ["name": "container-port", "containerPort": .int(port), "protocol": "TCP"]
        if setup.isOnHostNetwork { declared["hostPort"] = .int(port) }
        var arguments = ["--model", "facebook/opt-125m", "--host", "0.0.0.0", "--port", String(port)]
        if let limit = setup.shutdownTimeout { arguments += ["--shutdown-timeout", String(limit.components.seconds)] }
        if let command { arguments = command.template }
        let engine: JSONValue = [
            "name": .string(Self.container), "image": command == nil ? "vllm/vllm-openai:latest" : "localhost/engine-command",
            "args": .array(arguments.map { .string($0) }),
            "ports": [declared], "resources": resources,
            "livenessProbe": PodTemplate.probe(period: 10, port: port),
            "readinessProbe": PodTemplate.probe(period: 5, port: port), "imagePullPolicy": "IfNotPresent",
        ]
        return PodTemplate.of(
            labels: Self.labels.merging(more) { first, _ in first },
            containers: (setup.sidecars.contains(.mesh) ? [Self.mesh] : []) + [engine], initContainers: initContainers,
            graceSeconds: setup.graceSeconds)
    }

    private var initContainers: [JSONValue] {
        var all: [JSONValue] = []
        if setup.sidecars.contains(.native) {
            var agent = Self.idle("log-agent", "fluent/fluent-bit:3.2", ["--config", "/etc/fluent-bit.yaml"])
            agent["restartPolicy"] = "Always"
            all.append(agent)
        }
        if setup.modelDownload != nil {
            all.append(Self.idle(ModelDownload.container, "curlimages/curl:8.10.1", ["--output", "/models/opt-125m"]))
        }
        return all
    }

    private static var mesh: JSONValue {
        var mesh = idle("istio-proxy", "istio/proxyv2:1.24.0", ["proxy", "sidecar"])
        mesh["ports"] = [["name": "http-envoy-prom", "containerPort": 15_090, "protocol": "TCP"]]
        return mesh
    }

    private static func idle(_ name: String, _ image: JSONValue, _ arguments: [JSONValue]) -> JSONValue {
        ["name": .string(name), "image": image, "args": .array(arguments), "resources": [:], "imagePullPolicy": "IfNotPresent"]
    }
}
