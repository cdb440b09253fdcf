import DemoCluster

/// The keys of a lesson file or of a part of it, each asked for by its name.
struct LessonFields {
    private let node: ScenarioNode
    private let values: [String: ScenarioNode]

    private static let all = [
        "name", "title", "order", "expectation", "scenario", "world", "opening", "exam", "cause", "story", "goal", "hints",
        "remedies", "done", "solution", "debrief",
    ]

    /// What lessons of earlier versions say.
    private static let oldNames = ["promise": "expectation"]

    /// - Throws: `ScenarioError` for a key that is none of these.
    init(_ node: ScenarioNode, keys: [String] = all) throws {
        self.node = node
        values = try node.members().reduce(into: [:]) { values, member in
            let word = try member.key.text()
            let name = keys == Self.all ? Self.oldNames[word] ?? word : word
            guard values[name] == nil else { throw member.key.fault("given twice: \(name)") }
            guard keys.contains(name) else { throw member.key.unknown("key", among: keys) }
            values[name] = member.value
        }
    }

    subscript(name: String) -> ScenarioNode? { values[name] }

    func required<Value>(_ name: String, _ read: (ScenarioNode) throws -> Value) throws -> Value {
        guard let value = values[name] else { throw node.fault("the key \(name) is missing") }
        return try read(value)
    }

    func optional<Value>(_ name: String, _ read: (ScenarioNode) throws -> Value) throws -> Value? {
        try values[name].map(read)
    }
}
