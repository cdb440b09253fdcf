import Foundation

/// The table form of objects, which kubectl prints and which is far smaller than the objects for many pods.
enum Table {
    struct Column: Sendable {
        var name: String
        var type: String
        /// 0 is shown always, 1 with `-o wide`.
        var priority: Int
        /// Of an object, as it is told at this moment.
        var cell: @Sendable (JSONValue, Date) -> JSONValue

        init(
            name: String, type: String = "string", priority: Int = 0, cell: @escaping @Sendable (JSONValue) -> JSONValue
        ) {
            self.init(name: name, type: type, priority: priority) { object, _ in cell(object) }
        }

        init(
            name: String, type: String = "string", priority: Int = 0,
            cell: @escaping @Sendable (JSONValue, Date) -> JSONValue
        ) {
            self.name = name
            self.type = type
            self.priority = priority
            self.cell = cell
        }
    }

    /// - Parameter include: `None`, `Metadata` (the default) or `Object`.
    static func of(
        _ type: ResourceType, _ objects: [JSONValue], include: String?, metadata: JSONValue, at now: Date
    ) -> JSONValue {
        let columns = Self.columns(of: type)
        let rows: [JSONValue] = objects.map { object in
            let embedded: JSONValue =
                switch include {
                case "None": .null
                case "Object": Answer.typed(object, type)
                default: Answer.typed(object, type, metadataOnly: true)
                }
            return ["cells": .array(columns.map { $0.cell(object, now) }), "object": embedded]
        }
        return [
            "kind": "Table", "apiVersion": "meta.k8s.io/v1", "metadata": metadata, "rows": .array(rows),
            "columnDefinitions": .array(
                columns.map {
                    [
                        "name": .string($0.name), "type": .string($0.type), "priority": .int($0.priority),
                        "format": $0.name == "Name" ? "name" : "", "description": "",
                    ]
                }),
        ]
    }

    static let name = Column(name: "Name") { .string($0.name) }
    static let age = Column(name: "Age") { .string(Self.age(since: $0["metadata", "creationTimestamp"], at: $1)) }

    static func age(since time: JSONValue?, at now: Date) -> String {
        guard let date = time?.date else { return "<unknown>" }
        return HumanDuration.text(seconds: Int(now.timeIntervalSince(date)))
    }

    static func text(_ value: JSONValue?) -> JSONValue {
        guard let text = value?.string, !text.isEmpty else { return "<none>" }
        return .string(text)
    }
}

/// How kubectl writes a time span: two units at most, fewer the longer it is.
enum HumanDuration {
    static func text(seconds: Int) -> String {
        if seconds < 0 { return seconds < -1 ? "<invalid>" : "0s" }
        let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86400)
        func two(_ large: Int, _ unit: String, _ small: Int, _ smallUnit: String) -> String {
            small == 0 ? "\(large)\(unit)" : "\(large)\(unit)\(small)\(smallUnit)"
        }
        switch seconds {
        case ..<120: return "\(seconds)s"
        case ..<600: return two(minutes, "m", seconds % 60, "s")
        case ..<10800: return "\(minutes)m"
        case ..<28800: return two(hours, "h", minutes % 60, "m")
        case ..<172_800: return "\(hours)h"
        case ..<691_200: return two(days, "d", hours % 24, "h")
        case ..<63_072_000: return "\(days)d"
        default: return two(days / 365, "y", days % 365, "d")
        }
    }
}
