import DemoCluster
import YAMLFiles

/// The keys of a lesson file or of a part of it, each asked for by its name.
struct LessonFields {
    private let node: YAMLNode
    private let values: [String: YAMLNode]

    private static let all = [
        "name", "title", "order", "expectation", "scenario", "world", "opening", "exam", "cause", "story", "goal", "hints",
        "remedies", "done", "solution", "debrief",
    ]

    /// What lessons of earlier versions say.
    private static let oldNames = ["promise": "expectation"]

    /// - Throws: `YAMLFileError` for a key that is none of these.
    init(_ node: YAMLNode, keys: [String] = all) throws {
        self.node = node
        values = try node.members().reduce(into: [:]) { values, member in
            let word = try member.key.text()
            let name = keys == Self.all ? Self.oldNames[word] ?? word : word
            guard values[name] == nil else { throw member.key.fault("given twice: \(name)") }
            guard keys.contains(name) else { throw member.key.unknown("key", among: keys) }
            values[name] = member.value
        }
    }

    subscript(name: String) -> YAMLNode? { values[name] }

    func required<Value>(_ name: String, _ read: (YAMLNode) throws -> Value) throws -> Value {
        guard let value = values[name] else { throw node.fault("the key \(name) is missing") }
        return try read(value)
    }

    func optional<Value>(_ name: String, _ read: (YAMLNode) throws -> Value) throws -> Value? {
        try values[name].map(read)
    }
}
