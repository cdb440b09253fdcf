/// May this user do that? What failtop does in a cluster, as questions for the API server.
struct AccessQuestion: Sendable, Equatable {
    var verb: String
    var group = ""
    var resource: String
    var subresource: String?

    /// As kubectl writes it: `pods/log`.
    var path: String { subresource.map { "\(resource)/\($0)" } ?? resource }

    static let all: [AccessQuestion] =
        ["get", "list", "watch"].map { AccessQuestion(verb: $0, resource: "pods") } + [
            AccessQuestion(verb: "get", resource: "pods", subresource: "log"),
            AccessQuestion(verb: "delete", resource: "pods"),
            AccessQuestion(verb: "create", resource: "pods", subresource: "eviction"),
            // The metrics of engines and routers on their own ports.
            AccessQuestion(verb: "get", resource: "pods", subresource: "proxy"),
            // Through the service proxy a GET is `get` and a POST, which a completion is, is `create`.
            AccessQuestion(verb: "get", resource: "services", subresource: "proxy"),
            AccessQuestion(verb: "create", resource: "services", subresource: "proxy"),
        ]
        + [
            ("apps", "deployments"), ("", "services"), ("discovery.k8s.io", "endpointslices"), ("", "events"),
            ("policy", "poddisruptionbudgets"),
        ].flatMap { group, resource in
            ["list", "watch"].map { AccessQuestion(verb: $0, group: group, resource: resource) }
        }
}
