import FailoverModel
import Foundation
import Journal
import Logging

/// The journal tap of a run: appends every event, flushes each second, never stops the board when the disk is full.
@MainActor
final class Recording {
    private let writer: JournalWriter?
    private(set) var problem: String? { didSet { if let problem, problem != oldValue { onProblem(problem) } } }
    /// Told at once: who thinks that it is recorded must not learn at the end that it was not.
    var onProblem: (String) -> Void = { _ in } { didSet { if let problem { onProblem(problem) } } }

    /// Where to record, and whether the run is worth nothing without it.
    struct Place: Sendable {
        var path: String
        var isRequired: Bool
        /// What is kept of its incidents; nil for nothing.
        var history: HistoryFile? = nil
        /// The world is the embedded cluster.
        var isEmbedded = false
        /// What of the run goes to the log.
        var logLevel: Logger.Level? = nil

        /// What a lesson breaks is no incident of anybody's.
        var withoutHistory: Place {
            var place = self
            place.history = nil
            return place
        }
    }

    init(_ place: Place?) throws {
        guard let place else {
            writer = nil
            return
        }
        do {
            writer = try JournalWriter(path: place.path, program: "failtop")
        } catch {
            writer = nil
            if place.isRequired { throw Failure(.usage, "cannot record to \(place.path): \(error)") }
            problem = "not recorded: \(error)"
        }
    }

    func append(_ event: Event) {
        guard problem == nil else { return }
        do {
            try writer?.append(event)
            if event.fact == .ticked { try writer?.flush() }
        } catch {
            problem = "recording stopped: \(error)"
        }
    }

    func close() {
        do {
            try writer?.close()
        } catch where problem == nil {
            problem = "recording stopped: \(error)"
        } catch {}
        if let problem { Output.printError(problem) }
    }
}
