/// The first line of a journal: `{"failtop":1,"journal":3,"program":"0.1.0"}`.
package struct JournalHeader: Sendable, Equatable, Codable {
    /// What marks a file as a journal of this program.
    package var failtop: Int
    /// The version of the format. It changes only when old readers would misread new journals; a new kind of event is
    /// no such change, for unknown events are skipped. Older versions are read by way of a `RecordingUpgrade`.
    package var journal: Int
    /// The version of the program that wrote it.
    package var program: String?

    package static let currentVersion = 3

    package init(program: String? = nil) {
        failtop = 1
        journal = Self.currentVersion
        self.program = program
    }
}
