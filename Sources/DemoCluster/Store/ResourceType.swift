/// One kind of object that the API serves.
struct ResourceType: Sendable, Hashable {
    /// Empty for the core group.
    var group: String
    var version: String
    var plural: String
    var singular: String
    var kind: String
    var isNamespaced: Bool
    var shortNames: [String]
    var subresources: [Subresource] = []
    /// Shown by `kubectl get all`.
    var isInAll = false

    struct Subresource: Sendable, Hashable {
        var name: String
        var kind: String
        var group = ""
        var version = ""
        var verbs: [String]
    }

    /// `v1`, `apps/v1`.
    var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }
    /// `pods`, `deployments.apps`: how errors name it.
    var qualifiedName: String { group.isEmpty ? plural : "\(plural).\(group)" }

    static func == (a: ResourceType, b: ResourceType) -> Bool { a.plural == b.plural && a.group == b.group }
    func hash(into hasher: inout Hasher) { hasher.combine(plural) }
}

extension ResourceType {
    static let namespaces = ResourceType(
        group: "", version: "v1", plural: "namespaces", singular: "namespace", kind: "Namespace", isNamespaced: false,
        shortNames: ["ns"])
    static let nodes = ResourceType(
        group: "", version: "v1", plural: "nodes", singular: "node", kind: "Node", isNamespaced: false,
        shortNames: ["no"], subresources: [status("Node")])
    static let pods = ResourceType(
        group: "", version: "v1", plural: "pods", singular: "pod", kind: "Pod", isNamespaced: true, shortNames: ["po"],
        subresources: [
            .init(name: "binding", kind: "Binding", verbs: ["create"]),
            .init(name: "eviction", kind: "Eviction", group: "policy", version: "v1", verbs: ["create"]),
            .init(name: "log", kind: "Pod", verbs: ["get"]),
            .init(name: "proxy", kind: "PodProxyOptions", verbs: ["create", "delete", "get", "patch", "update"]),
            status("Pod"),
        ], isInAll: true)
    static let services = ResourceType(
        group: "", version: "v1", plural: "services", singular: "service", kind: "Service", isNamespaced: true,
        shortNames: ["svc"],
        subresources: [
            .init(name: "proxy", kind: "ServiceProxyOptions", verbs: ["create", "delete", "get", "patch", "update"]),
            status("Service"),
        ], isInAll: true)
    static let endpoints = ResourceType(
        group: "", version: "v1", plural: "endpoints", singular: "endpoints", kind: "Endpoints", isNamespaced: true,
        shortNames: ["ep"])
    static let events = ResourceType(
        group: "", version: "v1", plural: "events", singular: "event", kind: "Event", isNamespaced: true,
        shortNames: ["ev"])
    static let deployments = ResourceType(
        group: "apps", version: "v1", plural: "deployments", singular: "deployment", kind: "Deployment",
        isNamespaced: true, shortNames: ["deploy"], subresources: [scale, status("Deployment")], isInAll: true)
    static let replicaSets = ResourceType(
        group: "apps", version: "v1", plural: "replicasets", singular: "replicaset", kind: "ReplicaSet",
        isNamespaced: true, shortNames: ["rs"], subresources: [scale, status("ReplicaSet")], isInAll: true)
    static let statefulSets = ResourceType(
        group: "apps", version: "v1", plural: "statefulsets", singular: "statefulset", kind: "StatefulSet",
        isNamespaced: true, shortNames: ["sts"], subresources: [scale, status("StatefulSet")], isInAll: true)
    static let leaderWorkerSets = ResourceType(
        group: "leaderworkerset.x-k8s.io", version: "v1", plural: "leaderworkersets", singular: "leaderworkerset",
        kind: "LeaderWorkerSet", isNamespaced: true, shortNames: ["lws"], subresources: [scale, status("LeaderWorkerSet")])
    static let endpointSlices = ResourceType(
        group: "discovery.k8s.io", version: "v1", plural: "endpointslices", singular: "endpointslice",
        kind: "EndpointSlice", isNamespaced: true, shortNames: [])
    static let podDisruptionBudgets = ResourceType(
        group: "policy", version: "v1", plural: "poddisruptionbudgets", singular: "poddisruptionbudget",
        kind: "PodDisruptionBudget", isNamespaced: true, shortNames: ["pdb"],
        subresources: [status("PodDisruptionBudget")])

    /// Everything that is stored, in the order discovery lists it.
    static let stored: [ResourceType] = [
        endpoints, events, namespaces, nodes, pods, services, deployments, replicaSets, statefulSets, leaderWorkerSets, endpointSlices,
        podDisruptionBudgets,
    ]

    static let storedVerbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"]

    private static let scale = Subresource(
        name: "scale", kind: "Scale", group: "autoscaling", version: "v1", verbs: ["get", "patch", "update"])

    private static func status(_ kind: String) -> Subresource {
        .init(name: "status", kind: kind, verbs: ["get", "patch", "update"])
    }
}
