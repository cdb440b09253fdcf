/// What is wrong with a file, and where.
package struct YAMLFileError: Error, Equatable, CustomStringConvertible {
    package var file: String
    /// From 1; nil if the file as a whole is meant.
    package var line: Int?
    package var reason: String

    package init(file: String, line: Int? = nil, reason: String) {
        self.file = file
        self.line = line
        self.reason = reason
    }

    package var description: String { "\(file):\(line.map { "\($0):" } ?? "") \(reason)" }
}
