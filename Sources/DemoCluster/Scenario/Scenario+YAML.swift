import YAMLFiles

extension DemoCluster.Scenario {
    /// Reads a scenario.
    /// - Parameter file: its name, for messages; `NAME.yaml` holds the scenario `NAME`.
    /// - Throws: `YAMLFileError` with the line of what is wrong, unknown keys included.
    package static func load(yaml: String, file: String) throws -> Self {
        let root = try YAMLNode(yaml: yaml, file: file)
        var texts: [String: String] = [:]
        var cause: Cause?
        var changes: [ScenarioSetting.Change] = []
        for (key, value) in try root.members() {
            let name = try key.text()
            if textKeys.contains(name) {
                texts[name] = try value.text()
            } else if name == "cause" {
                cause = try value.choice(of: Cause.self)
            } else if let section = ScenarioSchema.sections[name] {
                changes += try Self.changes(value, in: section)
            } else {
                throw key.unknown("key", among: textKeys + ["cause"] + ScenarioSchema.sections.keys.sorted())
            }
        }
        guard let cause else { throw root.fault("the key cause is missing") }
        for key in textKeys where texts[key]?.isEmpty ?? true { throw root.fault("the key \(key) is missing") }
        let name = texts["name"] ?? ""
        guard file == name + ".yaml" else { throw root.fault("the name \(name) is not that of the file") }
        return Self(
            name: name, title: texts["title"] ?? "", description: texts["description"] ?? "", cause: cause,
            changes: changes)
    }

    /// The same world with further settings: the sections of a scenario file.
    /// - Throws: `YAMLFileError` with the line of what is wrong.
    package func changed(by sections: YAMLNode) throws -> Self {
        var world = self
        for (key, value) in try sections.members() {
            guard let section = ScenarioSchema.sections[try key.text()] else {
                throw key.unknown("key", among: ScenarioSchema.sections.keys.sorted())
            }
            world.changes += try Self.changes(value, in: section)
        }
        return world
    }

    private static let textKeys = ["name", "title", "description"]

    private static func changes(
        _ section: YAMLNode, in schema: [String: ScenarioSetting]
    ) throws -> [ScenarioSetting.Change] {
        try section.members().map { try setting($0, in: schema).read($1) }
    }

    private static func setting(_ key: YAMLNode, in section: [String: ScenarioSetting]) throws -> ScenarioSetting {
        guard let setting = section[try key.text()] else {
            throw key.unknown("key", among: section.keys.sorted())
        }
        return setting
    }
}
