import ClusterModel

/// A kind of object that is listed and watched, and what its changes are called.
struct WatchedKind<Item: WireObject>: Sendable {
    var source: Source
    /// The collection below the namespace.
    var group: String
    var resource: String
    var isNamespaced = true
    /// What the server is asked to leave out: `labelSelector` and the like.
    var query: [(name: String, value: String)] = []
    /// A form other than that of the objects themselves.
    var accept: String?
    /// Objects per page; nil is the rules' usual.
    var pageSize: Int?
    /// A list that was cut off is read anew and compared: the watch would bring what happened as if it happened now.
    var isReadAnewAfterBreak = false
    /// A server that has no such kind has none of them.
    var mayBeUnserved = false
    var fact: @Sendable (Change<Item.Model>) -> KubernetesFact

    func path(namespace: String) -> String {
        guard isNamespaced else { return "\(group)/\(resource)" }
        return "\(group)/namespaces/\(APIConnection.encoded(namespace))/\(resource)"
    }
}

extension WatchedKind where Item == WirePod {
    static var pods: Self {
        Self(source: .pods, group: "/api/v1", resource: "pods", isReadAnewAfterBreak: true) { .pods($0) }
    }

    /// The pods that a label selector of the API server's own syntax matches.
    static func pods(_ selector: String) -> Self {
        var kind = pods
        kind.query = [("labelSelector", selector)]
        return kind
    }
}

extension WatchedKind where Item == WirePodRow {
    /// Every pod of the namespace by name alone, as rows of a table: a thirtieth of the bytes.
    static var podRows: Self {
        Self(
            source: .pods, group: "/api/v1", resource: "pods", query: [("includeObject", "None")],
            accept: "application/json;as=Table;v=v1;g=meta.k8s.io", pageSize: 2_000
        ) { _ in .podCount(nil) }
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

extension WatchedKind where Item == WireStatefulSet {
    static var statefulSets: Self {
        Self(source: .statefulSets, group: "/apis/apps/v1", resource: "statefulsets", mayBeUnserved: true) { .statefulSets($0) }
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
