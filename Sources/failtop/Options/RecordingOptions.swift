import ArgumentParser
import Foundation
import Journal

/// Whether and where a run is recorded.
struct RecordingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Record every event to this file (JSON lines); default is a new file in the state folder.", valueName: "file"))
    var record: String?

    @Flag(help: "Record nothing.")
    var noRecord = false

    mutating func validate() throws {
        if record != nil, noRecord { throw ValidationError("--record and --no-record exclude each other") }
    }

    /// nil where nothing is to be recorded. A state folder that cannot be had is no reason not to run.
    var place: Recording.Place? {
        if let asked { return asked }
        if noRecord { return nil }
        let folder = JournalFolder.standard(environment: ProcessInfo.processInfo.environment)
        return (try? folder.makePath()).map { Recording.Place(path: $0, isRequired: false) }
    }

    /// Only where the operator named a file.
    var asked: Recording.Place? { record.map { Recording.Place(path: $0, isRequired: true) } }
}
