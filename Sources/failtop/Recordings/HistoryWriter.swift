import IncidentModel
import Journal
import Synchronization
import TerminalCanvas

/// Keeps the closed incidents of a run. What cannot be written is told once, at the end: no board stops for it.
final class HistoryWriter: Sendable {
    private let file: HistoryFile
    private let isEmbedded: Bool
    /// A line stays short in a namespace of a thousand.
    private static let mostEngines = 20
    private let failure = Mutex<String?>(nil)

    init(file: HistoryFile, isEmbedded: Bool) {
        self.file = file
        self.isEmbedded = isEmbedded
    }

    var problem: String? { failure.withLock { $0 } }

    func keep(_ record: IncidentRecord) {
        var record = record.bounded(Sanitiser.line)
        record.embedded = record.embedded || isEmbedded
        record.incident.load = record.incident.load.map { Array($0.prefix(Self.mostEngines)) }
        do {
            try file.append(record)
        } catch {
            failure.withLock { $0 = $0 ?? "the history is not complete: \(error)" }
        }
    }
}
