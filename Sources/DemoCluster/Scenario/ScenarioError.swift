/// What is wrong with a scenario, and where.
public struct ScenarioError: Error, Equatable, CustomStringConvertible {
    public var file: String
    /// From 1; nil if the file as a whole is meant.
    public var line: Int?
    public var reason: String

    public var description: String { "\(file):\(line.map { "\($0):" } ?? "") \(reason)" }
}
