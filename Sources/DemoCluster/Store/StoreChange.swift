/// One change of one object, as the store remembers it.
struct StoreChange: Sendable {
    enum Kind: String, Sendable {
        case added = "ADDED"
        case modified = "MODIFIED"
        case deleted = "DELETED"
    }

    var kind: Kind
    var type: ResourceType
    /// The object after the change; for a deletion its last state, with the version of the deletion.
    var object: JSONValue
    /// The object before the change, which tells a watcher with a selector whether it knew the object.
    var previous: JSONValue?

    var revision: Int { object.resourceVersion }

    /// The change as a watcher sees it that only knows objects for which `matches` holds: an object that stops to
    /// match is gone for it, one that begins to match is new. Nil if it must not see the change at all.
    func seen(where matches: (JSONValue) -> Bool) -> (kind: Kind, object: JSONValue)? {
        let now = kind != .deleted && matches(object)
        let before = previous.map(matches) ?? false
        switch (before, now) {
        case (true, true): return (.modified, object)
        case (false, true): return (.added, object)
        case (true, false): return (.deleted, object)
        case (false, false): return nil
        }
    }
}
