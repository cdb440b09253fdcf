import Yams

/// A value in a file that people write (a scenario, a lesson, a show, the configuration), with its place there. Each reading
/// either fits or says what would.
package struct YAMLNode {
    private let node: Node
    private let file: String

    private init(_ node: Node, file: String) {
        self.node = node
        self.file = file
    }

    /// The whole of a file.
    /// - Parameter file: its name, for messages.
    /// - Throws: `YAMLFileError` where it is empty or no YAML.
    package init(yaml: String, file: String) throws {
        guard let whole = try Self.orEmpty(yaml: yaml, file: file) else { throw YAMLFileError(file: file, reason: "the file is empty") }
        self = whole
    }

    /// The whole of a file that may be empty: nil where nothing stands in it.
    /// - Throws: `YAMLFileError` where it is no YAML.
    package static func orEmpty(yaml: String, file: String) throws -> YAMLNode? {
        do {
            guard let node = try Yams.compose(yaml: yaml), node.null == nil else { return nil }
            return YAMLNode(node, file: file)
        } catch let error as YamlError {
            throw YAMLFileError(error, file: file)
        }
    }

    package func fault(_ reason: String) -> YAMLFileError { YAMLFileError(file: file, line: node.mark?.line, reason: reason) }

    package func unknown(_ what: String, among choices: [String]) -> YAMLFileError {
        fault("unknown \(what) \(node.scalar?.string ?? "here"); choose one of \(choices.joined(separator: ", "))")
    }

    package func members() throws -> [(key: YAMLNode, value: YAMLNode)] {
        guard let mapping = node.mapping else { throw fault("expected keys with values") }
        return mapping.map { (YAMLNode($0.key, file: file), YAMLNode($0.value, file: file)) }
    }

    package func elements() throws -> [YAMLNode] {
        guard let sequence = node.sequence else { throw fault("expected a list") }
        return sequence.map { YAMLNode($0, file: file) }
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

extension YAMLFileError {
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
