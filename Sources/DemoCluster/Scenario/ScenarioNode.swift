import Yams

/// A value in a scenario file, or in a lesson's, that knows its place. Each reading either fits or says what would.
package struct ScenarioNode {
    private let node: Node
    private let file: String

    init(_ node: Node, file: String) {
        self.node = node
        self.file = file
    }

    /// The whole of a file.
    /// - Parameter file: its name, for messages.
    /// - Throws: `ScenarioError` where it is empty or no YAML.
    package init(yaml: String, file: String) throws {
        do {
            guard let node = try Yams.compose(yaml: yaml) else {
                throw ScenarioError(file: file, reason: "the file is empty")
            }
            self.init(node, file: file)
        } catch let error as YamlError {
            throw ScenarioError(error, file: file)
        }
    }

    package func fault(_ reason: String) -> ScenarioError { ScenarioError(file: file, line: node.mark?.line, reason: reason) }

    package func unknown(_ what: String, among choices: [String]) -> ScenarioError {
        fault("unknown \(what) \(node.scalar?.string ?? "here"); choose one of \(choices.joined(separator: ", "))")
    }

    package func members() throws -> [(key: ScenarioNode, value: ScenarioNode)] {
        guard let mapping = node.mapping else { throw fault("expected keys with values") }
        return mapping.map { (ScenarioNode($0.key, file: file), ScenarioNode($0.value, file: file)) }
    }

    package func elements() throws -> [ScenarioNode] {
        guard let sequence = node.sequence else { throw fault("expected a list") }
        return sequence.map { ScenarioNode($0, file: file) }
    }

    package func text() throws -> String {
        guard let text = node.scalar?.string, !text.isEmpty else { throw fault("expected a text") }
        return text
    }

    /// Nil for `null`, with which Helm takes a default away.
    package func textOrNull() throws -> String? { node.null == nil ? try text() : nil }

    package func count(_ range: ClosedRange<Int>) throws -> Int {
        guard let number = node.int, range.contains(number) else {
            throw fault("expected a whole number, \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    package func flag() throws -> Bool {
        guard let flag = node.bool else { throw fault("expected true or false") }
        return flag
    }

    /// `250ms`, `8s`, `1h30m`.
    package func duration() throws -> Duration {
        do {
            return try DurationText.parse(try text())
        } catch let problem as DurationText.Problem {
            throw fault(problem.description)
        }
    }

    package func choice<Choice: RawRepresentable<String> & CaseIterable>(of type: Choice.Type) throws -> Choice {
        guard let choice = Choice(rawValue: try text()) else {
            throw unknown("choice", among: Choice.allCases.map(\.rawValue))
        }
        return choice
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
