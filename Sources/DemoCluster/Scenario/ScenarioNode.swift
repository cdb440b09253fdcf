import Yams

/// A value in a scenario file that knows its place. Each reading either fits or says what would.
struct ScenarioNode {
    private let node: Node
    private let file: String

    init(_ node: Node, file: String) {
        self.node = node
        self.file = file
    }

    func fault(_ reason: String) -> ScenarioError { ScenarioError(file: file, line: node.mark?.line, reason: reason) }

    func unknown(_ what: String, among choices: [String]) -> ScenarioError {
        fault("unknown \(what) \(node.scalar?.string ?? "here"); choose one of \(choices.joined(separator: ", "))")
    }

    func members() throws -> [(key: ScenarioNode, value: ScenarioNode)] {
        guard let mapping = node.mapping else { throw fault("expected keys with values") }
        return mapping.map { (ScenarioNode($0.key, file: file), ScenarioNode($0.value, file: file)) }
    }

    func elements() throws -> [ScenarioNode] {
        guard let sequence = node.sequence else { throw fault("expected a list") }
        return sequence.map { ScenarioNode($0, file: file) }
    }

    func text() throws -> String {
        guard let text = node.scalar?.string, !text.isEmpty else { throw fault("expected a text") }
        return text
    }

    /// Nil for `null`, with which Helm takes a default away.
    func textOrNull() throws -> String? { node.null == nil ? try text() : nil }

    func count(_ range: ClosedRange<Int>) throws -> Int {
        guard let number = node.int, range.contains(number) else {
            throw fault("expected a whole number, \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func flag() throws -> Bool {
        guard let flag = node.bool else { throw fault("expected true or false") }
        return flag
    }

    /// `250ms`, `8s`, `3m`.
    func duration() throws -> Duration {
        guard let match = try text().wholeMatch(of: /(\d+)(ms|s|m)/), let number = Int(match.1) else {
            throw fault("expected a duration such as 250ms, 8s or 3m")
        }
        return match.2 == "ms" ? .milliseconds(number) : .seconds(match.2 == "m" ? number * 60 : number)
    }

    func choice<Choice: RawRepresentable<String> & CaseIterable>(of type: Choice.Type) throws -> Choice {
        guard let choice = Choice(rawValue: try text()) else {
            throw unknown("choice", among: Choice.allCases.map(\.rawValue))
        }
        return choice
    }
}
