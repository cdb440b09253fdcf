/// Where an object lives within its kind. The namespace is empty for cluster-wide kinds.
struct ObjectName: Sendable, Hashable, Comparable, CustomStringConvertible {
    var namespace: String
    var name: String

    init(_ namespace: String, _ name: String) {
        self.namespace = namespace
        self.name = name
    }

    init(_ object: JSONValue) { self.init(object.namespace, object.name) }

    static func < (a: ObjectName, b: ObjectName) -> Bool {
        (a.namespace, a.name) < (b.namespace, b.name)
    }

    var description: String { namespace.isEmpty ? name : "\(namespace)/\(name)" }
}

/// The fields of object metadata that the store and the controllers read all the time.
extension JSONValue {
    var name: String { self["metadata", "name"]?.string ?? "" }
    var namespace: String { self["metadata", "namespace"]?.string ?? "" }
    var uid: String { self["metadata", "uid"]?.string ?? "" }
    var labels: [String: String] { self["metadata", "labels"]?.strings ?? [:] }
    var resourceVersion: Int { self["metadata", "resourceVersion"]?.string.flatMap { Int($0) } ?? 0 }
    /// Deletion was asked for; the object may still be there for its grace period.
    var isTerminating: Bool { self["metadata", "deletionTimestamp"] != nil }

    /// The uid of the owner that manages this object.
    var controllerUID: String? {
        self["metadata", "ownerReferences"]?.array.first { $0["controller"]?.bool == true }?["uid"]?.string
    }
}
