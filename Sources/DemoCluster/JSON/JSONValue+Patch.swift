extension JSONValue {
    /// A JSON merge patch (RFC 7386): null removes, objects merge, all else replaces.
    mutating func merge(_ patch: JSONValue) { merge(patch, listKeys: [:]) }

    /// A strategic merge patch, as far as the demo's objects need one: lists with a known merge key merge element by
    /// element, all others replace. Directives (`$patch`, `$setElementOrder/…`) are dropped.
    mutating func mergeStrategically(_ patch: JSONValue) {
        merge(patch, listKeys: ["containers": "name", "conditions": "type", "env": "name", "volumes": "name"])
    }

    private mutating func merge(_ patch: JSONValue, listKeys: [String: String]) {
        guard case .object(let changes) = patch else { return self = patch }
        var members = object
        for (name, change) in changes where !name.hasPrefix("$") {
            if change == .null {
                members[name] = nil
            } else if let key = listKeys[name], case .array(let new) = change, case .array(let old)? = members[name] {
                members[name] = .array(Self.merge(new, into: old, by: key, listKeys: listKeys))
            } else {
                var member = members[name] ?? .object([:])
                member.merge(change, listKeys: listKeys)
                members[name] = member
            }
        }
        self = .object(members)
    }

    private static func merge(
        _ new: [JSONValue], into old: [JSONValue], by key: String, listKeys: [String: String]
    ) -> [JSONValue] {
        var result = old
        for element in new {
            if let index = result.firstIndex(where: { $0[key] != nil && $0[key] == element[key] }) {
                result[index].merge(element, listKeys: listKeys)
            } else {
                result.append(element)
            }
        }
        return result
    }
}
