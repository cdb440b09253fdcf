/// What failtop does in a cluster, as rules of its access control. Nothing else is listed, watched, read or changed, but for a secret that
/// `--api-key-secret` names.
package struct AccessRule: Sendable, Equatable {
    /// What it is needed for.
    package enum Purpose: Sendable, CaseIterable {
        /// The board, the doctor and the plain lines.
        case watch
        /// Requests to the router and pages of engines, through the API server's proxy.
        case ask
        /// The same by kubectl's port-forward: where the proxy is forbidden, or a key must not pass through it.
        case forward
        case kill
    }

    package var purpose: Purpose
    /// The API group; empty for the core.
    package var group = ""
    /// With its subresource: `pods/log`.
    package var resource: String
    package var verbs: [String]
    package var isNamespaced = true
    /// The API server is asked at the start; of the others their own lists, or kubectl, tell.
    var isAsked = true

    package static let all: [AccessRule] = [
        AccessRule(purpose: .watch, resource: "pods", verbs: ["get", "list", "watch"]),
        AccessRule(purpose: .watch, resource: "pods/log", verbs: ["get"]),
        AccessRule(purpose: .kill, resource: "pods", verbs: ["delete"]),
        AccessRule(purpose: .kill, resource: "pods/eviction", verbs: ["create"]),
        // The metrics of engines and routers on their own ports.
        AccessRule(purpose: .ask, resource: "pods/proxy", verbs: ["get"]),
        // Through the service proxy a GET is `get` and a POST, which a completion is, is `create`.
        AccessRule(purpose: .ask, resource: "services/proxy", verbs: ["get", "create"]),
        AccessRule(purpose: .forward, resource: "services", verbs: ["get"], isAsked: false),
        AccessRule(purpose: .forward, resource: "pods/portforward", verbs: ["create"], isAsked: false),
        watched("apps", "deployments"),
        watched("", "services"),
        watched("discovery.k8s.io", "endpointslices"),
        watched("", "events"),
        watched("policy", "poddisruptionbudgets"),
        watched("apps", "replicasets", isAsked: false),
        watched("apps", "statefulsets", isAsked: false),
        watched("", "nodes", isNamespaced: false, isAsked: false),
    ]

    private static func watched(_ group: String, _ resource: String, isNamespaced: Bool = true, isAsked: Bool = true) -> AccessRule {
        AccessRule(purpose: .watch, group: group, resource: resource, verbs: ["list", "watch"], isNamespaced: isNamespaced, isAsked: isAsked)
    }
}
