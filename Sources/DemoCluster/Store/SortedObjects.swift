import Algorithms

/// Objects of one kind, by namespace and name, always in that order: a page of a long list costs what the page holds.
struct SortedObjects: Sendable {
    private(set) var names: [ObjectName] = []
    private(set) var values: [JSONValue] = []

    var count: Int { names.count }

    subscript(_ name: ObjectName) -> JSONValue? {
        get {
            let index = firstIndex(from: name)
            return index < names.count && names[index] == name ? values[index] : nil
        }
        set {
            let index = firstIndex(from: name)
            switch (index < names.count && names[index] == name, newValue) {
            case (true, let value?): values[index] = value
            case (false, let value?):
                names.insert(name, at: index)
                values.insert(value, at: index)
            case (true, nil):
                names.remove(at: index)
                values.remove(at: index)
            case (false, nil): break
            }
        }
    }

    /// Where a name is, or would be.
    private func firstIndex(from name: ObjectName) -> Int { names.partitioningIndex { $0 >= name } }

    /// The objects of a namespace, or all.
    func items(namespace: String?) -> ArraySlice<JSONValue> {
        guard let namespace else { return values[...] }
        // No name is empty, and none sorts behind the namespace that a zero byte longer would be.
        return values[firstIndex(from: ObjectName(namespace, ""))..<firstIndex(from: ObjectName(namespace + "\0", ""))]
    }

    /// Both, in order.
    func merged(with other: SortedObjects) -> SortedObjects {
        guard other.count > 0 else { return self }
        var result = SortedObjects()
        result.names.reserveCapacity(count + other.count)
        result.values.reserveCapacity(count + other.count)
        var (left, right) = (0, 0)
        while left < count || right < other.count {
            let takesLeft = right == other.count || left < count && names[left] < other.names[right]
            result.names.append(takesLeft ? names[left] : other.names[right])
            result.values.append(takesLeft ? values[left] : other.values[right])
            if takesLeft { left += 1 } else { right += 1 }
        }
        return result
    }
}
