import Yams

extension DemoCluster.Scenario {
    /// Reads a scenario.
    /// - Parameter file: its name, for messages; `NAME.yaml` holds the scenario `NAME`.
    /// - Throws: `ScenarioError` with the line of what is wrong, unknown keys included.
    public static func load(yaml: String, file: String) throws -> Self {
        let root = ScenarioNode(try compose(yaml, file), file: file)
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
                changes += try value.members().map { try setting($0, in: section).read($1) }
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

    private static let textKeys = ["name", "title", "description"]

    private static func setting(_ key: ScenarioNode, in section: [String: ScenarioSetting]) throws -> ScenarioSetting {
        guard let setting = section[try key.text()] else {
            throw key.unknown("key", among: section.keys.sorted())
        }
        return setting
    }

    private static func compose(_ yaml: String, _ file: String) throws -> Node {
        do {
            guard let node = try Yams.compose(yaml: yaml) else {
                throw ScenarioError(file: file, reason: "the file is empty")
            }
            return node
        } catch let error as YamlError {
            throw ScenarioError(error, file: file)
        }
    }
}

extension ScenarioError {
    fileprivate init(_ error: YamlError, file: String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.init(file: file, line: mark.line, reason: "not YAML: \(problem)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            self.init(
                file: file, line: context.mark.line,
                reason: "given twice: \(duplicates.sorted().joined(separator: ", "))")
        default: self.init(file: file, reason: "not YAML: \(error)")
        }
    }
}
