import FailoverModel
import Foundation
import Journal

/// The journal tap of a run: appends every event, flushes each second, never stops the board when the disk is full.
@MainActor
final class Recording {
    private let writer: JournalWriter?
    private(set) var problem: String?

    init(path: String?) throws {
        guard let path else {
            writer = nil
            return
        }
        do {
            writer = try JournalWriter(path: path, program: "failtop")
        } catch {
            throw Failure(.usage, "cannot record to \(path): \(error)")
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
        try? writer?.close()
        if let problem { Output.complain(problem) }
    }
}
