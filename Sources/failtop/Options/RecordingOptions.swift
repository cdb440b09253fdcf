import ArgumentParser
import Foundation
import Journal
import Logging

/// Whether and where a run is recorded.
struct RecordingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Record every event to this file (JSON lines); default is a new file in the state folder.", valueName: "file"))
    var record: String?

    @Option(help: ArgumentHelp("What goes to failtop.log in the state folder: trace, debug, info, notice, warning, error or critical.", valueName: "level"))
    var logLevel: Logger.Level = .info

    @Flag(help: "Record nothing, log nothing, and keep no incident in the history.")
    var noRecord = false

    mutating func validate() throws {
        if record != nil, noRecord { throw ValidationError("--record and --no-record exclude each other") }
    }

    /// nil where nothing is to be recorded. A state folder that cannot be had is no reason not to run.
    ///
    /// - Parameter part: of a story that has several clusters, each recorded for itself, from 1.
    func place(part: Int = 1) -> Recording.Place? {
        if let asked = asked(part: part) { return asked }
        if noRecord { return nil }
        let environment = ProcessInfo.processInfo.environment
        let folder = JournalFolder.standard(environment: environment)
        return (try? folder.makePath()).map { Recording.Place(path: $0, isRequired: false, history: .standard(environment: environment), logLevel: logLevel) }
    }

    /// Only where the operator named a file: `run.jsonl`, for the next part `run-2.jsonl`.
    func asked(part: Int = 1) -> Recording.Place? {
        record.map {
            let file = URL(filePath: $0)
            let ending = file.pathExtension.isEmpty ? "" : ".\(file.pathExtension)"
            let path = part == 1 ? $0 : "\($0.dropLast(ending.count))-\(part)\(ending)"
            return Recording.Place(
                path: path, isRequired: true, history: .standard(environment: ProcessInfo.processInfo.environment), logLevel: logLevel)
        }
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
