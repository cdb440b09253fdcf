extension Table {
    static func columns(of type: ResourceType) -> [Column] {
        switch type {
        case .pods: pods
        case .deployments: deployments
        case .replicaSets: replicaSets
        case .statefulSets: statefulSets
        case .leaderWorkerSets: leaderWorkerSets
        case .services: services
        case .nodes: nodes
        case .events: events
        case .namespaces: [name, Column(name: "Status") { text($0["status", "phase"]) }, age]
        case .endpoints: [name, Column(name: "Endpoints") { .string(addresses($0)) }, age]
        case .endpointSlices: endpointSlices
        case .podDisruptionBudgets: budgets
        default: [name, age]
        }
    }

    private static let pods: [Column] = [
        name,
        Column(name: "Ready") { pod in
            let summary = PodSummary(pod)
            return "\(summary.ready)/\(summary.containers)"
        },
        Column(name: "Status") { .string(PodSummary($0).status) },
        Column(name: "Restarts") { .string(PodSummary($0).restarts(at: $1)) },
        age,
        Column(name: "IP", priority: 1) { text($0["status", "podIP"]) },
        Column(name: "Node", priority: 1) { text($0["spec", "nodeName"]) },
        Column(name: "Nominated Node", priority: 1) { text($0["status", "nominatedNodeName"]) },
        Column(name: "Readiness Gates", priority: 1) { _ in "<none>" },
    ]

    private static func template(_ object: JSONValue, _ field: String) -> JSONValue {
        let containers = object["spec", "template", "spec", "containers"]?.array ?? []
        return .string(containers.compactMap { $0[field]?.string }.joined(separator: ","))
    }

    private static func selector(_ labels: JSONValue?) -> JSONValue {
        let pairs = (labels?.strings ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return .string(pairs.isEmpty ? "<none>" : pairs.joined(separator: ","))
    }

    private static func number(_ name: String, _ path: String) -> Column {
        Column(name: name, type: "integer") { .int($0["status", path]?.int ?? 0) }
    }

    private static let containers = Column(name: "Containers", priority: 1) { template($0, "name") }
    private static let images = Column(name: "Images", priority: 1) { template($0, "image") }
    private static let specSelector = Column(name: "Selector", priority: 1) {
        selector($0["spec", "selector", "matchLabels"])
    }

    private static let deployments: [Column] = [
        name,
        Column(name: "Ready") { "\($0["status", "readyReplicas"]?.int ?? 0)/\($0["spec", "replicas"]?.int ?? 0)" },
        number("Up-to-date", "updatedReplicas"), number("Available", "availableReplicas"), age, containers, images,
        specSelector,
    ]

    private static let statefulSets: [Column] = [
        name,
        Column(name: "Ready") { "\($0["status", "readyReplicas"]?.int ?? 0)/\($0["spec", "replicas"]?.int ?? 0)" },
        age, containers, images,
    ]

    private static let leaderWorkerSets: [Column] = [
        name, number("Ready", "readyReplicas"),
        Column(name: "Desired", type: "integer") { $0["spec", "replicas"] ?? 0 }, number("Up-to-date", "updatedReplicas"),
        age,
    ]

    private static let replicaSets: [Column] = [
        name, Column(name: "Desired", type: "integer") { $0["spec", "replicas"] ?? 0 },
        number("Current", "replicas"), number("Ready", "readyReplicas"), age, containers, images, specSelector,
    ]

    private static let services: [Column] = [
        name, Column(name: "Type") { text($0["spec", "type"]) },
        Column(name: "Cluster-IP") { text($0["spec", "clusterIP"]) },
        Column(name: "External-IP") { _ in "<none>" },
        Column(name: "Port(s)") { service in
            let ports = (service["spec", "ports"]?.array ?? []).map {
                "\($0["port"]?.int ?? 0)/\($0["protocol"]?.string ?? "TCP")"
            }
            return .string(ports.joined(separator: ","))
        },
        age, Column(name: "Selector", priority: 1) { selector($0["spec", "selector"]) },
    ]

    private static let nodes: [Column] = [
        name,
        Column(name: "Status") { node in
            let ready = node.isTrue("Ready") ? "Ready" : "NotReady"
            return .string(node["spec", "unschedulable"]?.bool == true ? ready + ",SchedulingDisabled" : ready)
        },
        Column(name: "Roles") { node in
            let prefix = "node-role.kubernetes.io/"
            let roles = node.labels.keys.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }
            return .string(roles.isEmpty ? "<none>" : roles.sorted().joined(separator: ","))
        },
        age, Column(name: "Version") { text($0["status", "nodeInfo", "kubeletVersion"]) },
        Column(name: "Internal-IP", priority: 1) { node in
            let all = node["status", "addresses"]?.array ?? []
            return text(all.first { $0["type"]?.string == "InternalIP" }?["address"])
        },
        Column(name: "External-IP", priority: 1) { _ in "<none>" },
        Column(name: "OS-Image", priority: 1) { text($0["status", "nodeInfo", "osImage"]) },
        Column(name: "Kernel-Version", priority: 1) { text($0["status", "nodeInfo", "kernelVersion"]) },
        Column(name: "Container-Runtime", priority: 1) { text($0["status", "nodeInfo", "containerRuntimeVersion"]) },
    ]

    private static let events: [Column] = [
        Column(name: "Last Seen") { .string(age(since: lastSeen($0), at: $1)) },
        Column(name: "Type") { $0["type"] ?? "" },
        Column(name: "Reason") { $0["reason"] ?? "" },
        Column(name: "Object") { event in
            let kind = event["involvedObject", "kind"]?.string?.lowercased() ?? ""
            return "\(kind)/\(event["involvedObject", "name"]?.string ?? "")"
        },
        Column(name: "Subobject", priority: 1) { $0["involvedObject", "fieldPath"] ?? "" },
        Column(name: "Source", priority: 1) { event in
            let parts = [event["source", "component"]?.string, event["source", "host"]?.string]
            return .string(parts.compactMap(\.self).joined(separator: ", "))
        },
        Column(name: "Message") { $0["message"] ?? "" },
        Column(name: "First Seen", priority: 1) { .string(age(since: $0["firstTimestamp"], at: $1)) },
        Column(name: "Count", type: "integer", priority: 1) { $0["count"] ?? 1 },
        Column(name: "Name", priority: 1) { .string($0.name) },
    ]

    private static func lastSeen(_ event: JSONValue) -> JSONValue? {
        event["lastTimestamp"]?.string == nil ? event["eventTime"] : event["lastTimestamp"]
    }

    private static let endpointSlices: [Column] = [
        name, Column(name: "AddressType") { text($0["addressType"]) },
        Column(name: "Ports") { slice in
            let ports = (slice["ports"]?.array ?? []).compactMap { $0["port"]?.int }.map(String.init)
            return .string(ports.isEmpty ? "<unset>" : ports.joined(separator: ","))
        },
        Column(name: "Endpoints") { slice in
            let all = (slice["endpoints"]?.array ?? []).compactMap { $0["addresses"]?.array.first?.string }
            return .string(limited(all, to: 3, none: "<unset>"))
        },
        age,
    ]

    private static func addresses(_ endpoints: JSONValue) -> String {
        let all = (endpoints["subsets"]?.array ?? []).flatMap { subset in
            (subset["addresses"]?.array ?? []).flatMap { address in
                (subset["ports"]?.array ?? []).map { "\(address["ip"]?.string ?? ""):\($0["port"]?.int ?? 0)" }
            }
        }
        return limited(all, to: 3, none: "<none>")
    }

    private static func limited(_ all: [String], to limit: Int, none: String) -> String {
        guard !all.isEmpty else { return none }
        let shown = all.prefix(limit).joined(separator: ",")
        return all.count > limit ? "\(shown) + \(all.count - limit) more..." : shown
    }

    private static let budgets: [Column] = [
        name,
        Column(name: "Min Available") { amount($0["spec", "minAvailable"]) },
        Column(name: "Max Unavailable") { amount($0["spec", "maxUnavailable"]) },
        number("Allowed Disruptions", "disruptionsAllowed"), age,
    ]

    private static func amount(_ value: JSONValue?) -> JSONValue {
        value?.int.map { .string(String($0)) } ?? value ?? "N/A"
    }
}
