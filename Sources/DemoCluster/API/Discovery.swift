/// The documents from which clients learn what the server has. Legacy discovery only: kubectl falls back to it.
enum Discovery {
    static let version: JSONValue = [
        "major": "1", "minor": "32", "gitVersion": "v1.32.0+failtop-demo", "gitCommit": "demo", "gitTreeState": "clean",
        "buildDate": "1970-01-01T00:00:00Z", "goVersion": "none", "compiler": "swiftc", "platform": "linux/amd64",
    ]

    /// The document at a path; nil if the path names objects.
    static func document(_ steps: [String], address: String) -> JSONValue? {
        switch steps.count {
        case 1 where steps[0] == "api":
            [
                "kind": "APIVersions", "versions": ["v1"],
                "serverAddressByClientCIDRs": [["clientCIDR": "0.0.0.0/0", "serverAddress": .string(address)]],
            ]
        case 1 where steps[0] == "apis":
            ["kind": "APIGroupList", "apiVersion": "v1", "groups": .array(groups.map(group))]
        case 2 where steps == ["api", "v1"]: resources(of: "")
        case 2 where steps[0] == "apis" && groups.contains(steps[1]): document(ofGroup: steps[1])
        case 3 where steps[0] == "apis" && groups.contains(steps[1]) && steps[2] == "v1": resources(of: steps[1])
        default: nil
        }
    }

    private static let groups = [
        "apps", "events.k8s.io", "authorization.k8s.io", "policy", "discovery.k8s.io",
        "leaderworkerset.x-k8s.io",
    ]

    private static func group(_ name: String) -> JSONValue {
        let version: JSONValue = ["groupVersion": .string("\(name)/v1"), "version": "v1"]
        return ["name": .string(name), "versions": [version], "preferredVersion": version]
    }

    private static func document(ofGroup name: String) -> JSONValue {
        var document = group(name)
        document["kind"] = "APIGroup"
        document["apiVersion"] = "v1"
        return document
    }

    private static func resources(of group: String) -> JSONValue {
        var list: [JSONValue] = ResourceType.stored.filter { $0.group == group }.flatMap(entries)
        if group == "events.k8s.io" { list = entries(.events) }
        if group == "authorization.k8s.io" {
            list = ["SelfSubjectAccessReview", "SelfSubjectRulesReview"].map { kind in
                [
                    "name": .string(kind.lowercased() + "s"), "singularName": .string(kind.lowercased()),
                    "namespaced": false, "kind": .string(kind), "verbs": ["create"],
                ]
            }
        }
        return [
            "kind": "APIResourceList", "apiVersion": "v1",
            "groupVersion": .string(group.isEmpty ? "v1" : "\(group)/v1"), "resources": .array(list),
        ]
    }

    private static func entries(_ type: ResourceType) -> [JSONValue] {
        var entry: JSONValue = [
            "name": .string(type.plural), "singularName": .string(type.singular), "kind": .string(type.kind),
            "namespaced": .bool(type.isNamespaced), "verbs": .array(ResourceType.storedVerbs.map(JSONValue.string)),
        ]
        if !type.shortNames.isEmpty { entry["shortNames"] = .array(type.shortNames.map(JSONValue.string)) }
        if type.isInAll { entry["categories"] = ["all"] }
        return [entry]
            + type.subresources.map { part in
                var entry: JSONValue = [
                    "name": .string("\(type.plural)/\(part.name)"), "singularName": "", "kind": .string(part.kind),
                    "namespaced": .bool(type.isNamespaced), "verbs": .array(part.verbs.map(JSONValue.string)),
                ]
                if !part.group.isEmpty {
                    entry["group"] = .string(part.group)
                    entry["version"] = .string(part.version)
                }
                return entry
            }
    }
}
