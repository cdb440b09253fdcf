extension JSONValue {
    /// What a JSON patch could not do.
    struct PatchError: Error { var message: String }

    /// Applies a JSON patch (RFC 6902): `add`, `replace`, `remove` and `test`.
    mutating func apply(jsonPatch operations: [JSONValue]) throws {
        for operation in operations {
            guard let name = operation["op"]?.string, let pointer = operation["path"]?.string else {
                throw PatchError(message: "each operation of a JSON patch needs op and path")
            }
            let path = pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map {
                String($0).replacing("~1", with: "/").replacing("~0", with: "~")
            }
            try apply(name, operation["value"] ?? .null, at: path[...], pointer: pointer)
        }
    }

    private mutating func apply(
        _ name: String, _ value: JSONValue, at path: ArraySlice<String>, pointer: String
    ) throws {
        guard let step = path.first else {
            if name == "test" {
                guard self == value else { throw PatchError(message: "testing value \(pointer) failed") }
            } else {
                self = value
            }
            return
        }
        let isLast = path.count == 1
        if case .array(var elements) = self {
            let index = step == "-" ? elements.count : Int(step) ?? -1
            if isLast, name == "add", 0...elements.count ~= index {
                elements.insert(value, at: index)
            } else if elements.indices.contains(index), isLast, name == "remove" {
                elements.remove(at: index)
            } else if elements.indices.contains(index) {
                try elements[index].apply(name, value, at: path.dropFirst(), pointer: pointer)
            } else {
                throw PatchError(message: "the path \(pointer) does not exist")
            }
            self = .array(elements)
            return
        }
        var members = object
        if isLast, name == "remove" {
            guard members.removeValue(forKey: step) != nil else {
                throw PatchError(message: "the path \(pointer) does not exist")
            }
        } else if isLast, name == "add" {
            members[step] = value
        } else {
            guard var member = members[step] else { throw PatchError(message: "the path \(pointer) does not exist") }
            try member.apply(name, value, at: path.dropFirst(), pointer: pointer)
            members[step] = member
        }
        self = .object(members)
    }
}
