import FailoverModel

/// A kind of object that is listed and watched, and what its changes are called.
struct WatchedKind<Item: WireObject>: Sendable {
    var source: Source
    /// The collection below the namespace.
    var group: String
    var resource: String
    var isNamespaced = true
    var fact: @Sendable (Change<Item.Model>) -> KubernetesFact

    func path(namespace: String) -> String {
        guard isNamespaced else { return "\(group)/\(resource)" }
        return "\(group)/namespaces/\(APIConnection.encoded(namespace))/\(resource)"
    }
}

extension WatchedKind where Item == WirePod {
    static var pods: Self {
        Self(source: .pods, group: "/api/v1", resource: "pods") { .pods($0) }
    }
}

extension WatchedKind where Item == WireDeployment {
    static var deployments: Self {
        Self(source: .deployments, group: "/apis/apps/v1", resource: "deployments") { .deployments($0) }
    }
}

extension WatchedKind where Item == WireReplicaSet {
    static var replicaSets: Self {
        Self(source: .replicaSets, group: "/apis/apps/v1", resource: "replicasets") { .replicaSets($0) }
    }
}

extension WatchedKind where Item == WireNode {
    static var nodes: Self {
        Self(source: .nodes, group: "/api/v1", resource: "nodes", isNamespaced: false) { .nodes($0) }
    }
}

extension WatchedKind where Item == WireService {
    static var services: Self {
        Self(source: .services, group: "/api/v1", resource: "services") { .services($0) }
    }
}

extension WatchedKind where Item == WireEndpointSlice {
    static var endpointSlices: Self {
        Self(source: .endpointSlices, group: "/apis/discovery.k8s.io/v1", resource: "endpointslices") {
            .endpointSlices($0)
        }
    }
}

extension WatchedKind where Item == WireDisruptionBudget {
    static var disruptionBudgets: Self {
        Self(source: .budgets, group: "/apis/policy/v1", resource: "poddisruptionbudgets") { .budgets($0) }
    }
}

extension WatchedKind where Item == WireClusterEvent {
    static var clusterEvents: Self {
        Self(source: .clusterEvents, group: "/api/v1", resource: "events") { .clusterEvents($0) }
    }
}
