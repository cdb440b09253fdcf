/// What the controllers make pods from, and what holds it.
enum PodTemplate {
    static func of(
        labels: [String: String], containers: [JSONValue], initContainers: [JSONValue] = [], graceSeconds: Int = 30
    ) -> JSONValue {
        var spec: JSONValue = [
            "containers": .array(containers.map(completed)), "restartPolicy": "Always",
            "terminationGracePeriodSeconds": .int(graceSeconds), "dnsPolicy": "ClusterFirst", "securityContext": [:],
            "schedulerName": "default-scheduler",
        ]
        if !initContainers.isEmpty { spec["initContainers"] = .array(initContainers.map(completed)) }
        return ["metadata": ["labels": JSONValue(labels)], "spec": spec]
    }

    private static func completed(_ container: JSONValue) -> JSONValue {
        var container = container
        container["terminationMessagePath"] = "/dev/termination-log"
        container["terminationMessagePolicy"] = "File"
        return container
    }

    static func probe(period: Int, path: String = "/health", port: Int = 8000) -> JSONValue {
        [
            "httpGet": ["path": .string(path), "port": .int(port), "scheme": "HTTP"], "timeoutSeconds": 1,
            "periodSeconds": .int(period), "successThreshold": 1, "failureThreshold": 3,
        ]
    }

    static func deployment(
        _ name: String, replicas: Int, selector: [String: String], _ template: JSONValue
    ) -> JSONValue {
        [
            "metadata": ["name": .string(name), "namespace": "default", "labels": JSONValue(selector)],
            "spec": [
                "replicas": .int(replicas), "selector": ["matchLabels": JSONValue(selector)],
                "strategy": ["type": "RollingUpdate", "rollingUpdate": ["maxUnavailable": "25%", "maxSurge": "25%"]],
                "revisionHistoryLimit": 10, "progressDeadlineSeconds": 600, "template": template,
            ],
        ]
    }

    /// A pod as its controller hands it to the API server, which fills in what every pod has.
    static func pod(
        _ template: JSONValue?, named name: String, of owner: JSONValue, _ type: ResourceType
    ) -> JSONValue {
        var metadata = template?["metadata"] ?? .object([:])
        metadata["creationTimestamp"] = nil
        metadata["generateName"] = "\(owner.name)-"
        metadata["name"] = .string(name)
        metadata["namespace"] = .string(owner.namespace)
        metadata["ownerReferences"] = [.owner(owner, type)]
        var spec = template?["spec"] ?? .object([:])
        spec["tolerations"] = .array(
            ["not-ready", "unreachable"].map {
                [
                    "key": "node.kubernetes.io/\($0)", "operator": "Exists", "effect": "NoExecute",
                    "tolerationSeconds": 300,
                ]
            })
        spec["priority"] = 0
        spec["enableServiceLinks"] = true
        spec["preemptionPolicy"] = "PreemptLowerPriority"
        let isBounded = (spec["containers"]?.array ?? []).contains { $0["resources", "requests"] != nil }
        let status: JSONValue = ["phase": "Pending", "qosClass": isBounded ? "Burstable" : "BestEffort"]
        return ["metadata": metadata, "spec": spec, "status": status]
    }
}
