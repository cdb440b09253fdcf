/// Names the requests of a run. A value: who wants to ask takes a copy, names its requests, and asks by these names.
package struct RequestIDs: Sendable, Equatable {
    package let prefix: String
    /// How many have been named.
    package internal(set) var count = 0

    package init(prefix: String = "") { self.prefix = prefix }

    package mutating func next() -> RequestID {
        count += 1
        return "\(prefix)\(count)"
    }
}
