/// May this user do that? What failtop does in a cluster, as questions for the API server.
struct AccessQuestion: Sendable, Equatable {
    var verb: String
    var group = ""
    var resource: String
    var subresource: String?

    /// As kubectl writes it: `pods/log`.
    var path: String { subresource.map { "\(resource)/\($0)" } ?? resource }

    static let all: [AccessQuestion] = AccessRule.all.filter(\.isAsked).flatMap { rule in
        let parts = rule.resource.split(separator: "/").map(String.init)
        return rule.verbs.map {
            AccessQuestion(verb: $0, group: rule.group, resource: parts.first ?? "", subresource: parts.dropFirst().first)
        }
    }
}
