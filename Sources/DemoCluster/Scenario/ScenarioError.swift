/// What is wrong with a scenario, and where.
package struct ScenarioError: Error, Equatable, CustomStringConvertible {
    package var file: String
    /// From 1; nil if the file as a whole is meant.
    package var line: Int?
    package var reason: String

    package var description: String { "\(file):\(line.map { "\($0):" } ?? "") \(reason)" }
}
