/// The first line of a journal: `{"failtop":1,"journal":1,"program":"0.1.0"}`.
public struct JournalHeader: Sendable, Equatable, Codable {
    /// What marks a file as a journal of this program.
    public var failtop: Int
    /// The version of the format. It changes only when old readers would misread new journals; a new kind of event is
    /// no such change, for unknown events are skipped.
    public var journal: Int
    /// The version of the program that wrote it.
    public var program: String?

    public static let currentVersion = 1

    public init(program: String? = nil) {
        failtop = 1
        journal = Self.currentVersion
        self.program = program
    }
}
