import YAMLFiles

/// One key of a scenario file: how its value is read, and what it changes in the default world.
struct ScenarioSetting: Sendable {
    typealias Change = @Sendable (inout DemoCluster.Configuration) -> Void

    let read: @Sendable (YAMLNode) throws -> Change

    init<Value: Sendable>(
        _ value: @escaping @Sendable (YAMLNode) throws -> Value,
        set: @escaping @Sendable (inout DemoCluster.Configuration, Value) -> Void
    ) {
        read = { node in
            let value = try value(node)
            return { set(&$0, value) }
        }
    }

    static func count(
        _ range: ClosedRange<Int>, set: @escaping @Sendable (inout DemoCluster.Configuration, Int) -> Void
    ) -> Self { Self({ try $0.count(range) }, set: set) }

    static func flag(set: @escaping @Sendable (inout DemoCluster.Configuration, Bool) -> Void) -> Self {
        Self({ try $0.flag() }, set: set)
    }

    static func text(set: @escaping @Sendable (inout DemoCluster.Configuration, String) -> Void) -> Self {
        Self({ try $0.text() }, set: set)
    }

    static func duration(set: @escaping @Sendable (inout DemoCluster.Configuration, Duration) -> Void) -> Self {
        Self({ try $0.duration() }, set: set)
    }

    /// Keys of the author's own choice, each with a text or null.
    static func texts(set: @escaping @Sendable (inout DemoCluster.Configuration, [(String, String?)]) -> Void) -> Self {
        Self({ try $0.members().map { (try $0.text(), try $1.textOrNull()) } }, set: set)
    }
}
