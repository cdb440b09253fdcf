import Hummingbird

extension APIServer {
    /// Refuses what the user may not do, before it is looked at.
    func authorize(_ call: APICall, _ target: APICall.Target) throws {
        let verb = Self.verb(of: call, target)
        let resource = target.subresource.map { "\(target.type.plural)/\($0)" } ?? target.type.plural
        guard !access.allows(verb: verb, resource: resource) else { return }
        throw APIError.forbidden(target, verb: verb, resource: resource)
    }

    private static func verb(of call: APICall, _ target: APICall.Target) -> String {
        switch (call.request.method, target.name) {
        case (.get, nil): call.flag("watch") ? "watch" : "list"
        case (.post, _): "create"
        case (.put, _): "update"
        case (.patch, _): "patch"
        case (.delete, nil): "deletecollection"
        case (.delete, _): "delete"
        default: "get"
        }
    }
}

extension APIError {
    static func forbidden(_ target: APICall.Target, verb: String, resource: String) -> APIError {
        let type = target.type
        let subject = target.name.map { "\(type.qualifiedName) \"\($0)\"" } ?? type.qualifiedName
        let place = target.namespace.map { "in the namespace \"\($0)\"" } ?? "at the cluster scope"
        var details: JSONValue = ["kind": .string(type.plural)]
        if let name = target.name { details["name"] = .string(name) }
        if !type.group.isEmpty { details["group"] = .string(type.group) }
        return APIError(
            code: 403, reason: "Forbidden",
            message: "\(subject) is forbidden: User \"\(AccessRules.user)\" cannot \(verb) resource \"\(resource)\" in "
                + "API group \"\(type.group)\" \(place)",
            details: details)
    }
}
