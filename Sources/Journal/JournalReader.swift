import FailoverModel
import Foundation

/// Reads a journal back. What cannot be read is skipped and counted; only a file that is no journal is an error.
package enum JournalReader {
    package static func read(path: String) throws -> Journal {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        } catch {
            throw JournalError.cannotRead(path: path, reason: error.localizedDescription)
        }
        return try read(data, path: path)
    }

    /// - Parameter path: the name for errors.
    package static func read(_ data: Data, path: String) throws -> Journal {
        let decoder = JournalCoding.decoder()
        var lines = data.split(separator: 0x0A, omittingEmptySubsequences: true)[...]
        guard let first = lines.popFirst(), let header = try? decoder.decode(JournalHeader.self, from: first),
            header.failtop == 1, header.journal >= 1
        else { throw JournalError.notAJournal(path: path) }
        guard header.journal <= JournalHeader.currentVersion else {
            throw JournalError.tooNew(path: path, version: header.journal)
        }
        var journal = Journal(header: header)
        let upgrade = try RecordingUpgrade(from: header.journal)
        let endsWithLine = data.last == 0x0A
        while let line = lines.popFirst() {
            if let event = try? decoder.decode(Event.self, from: upgrade?.upgraded(line) ?? line) {
                journal.events.append(event)
            } else if lines.isEmpty, !endsWithLine {
                journal.isTruncated = true
            } else if (try? JSONSerialization.jsonObject(with: line)) != nil {
                journal.unknownEvents += 1
            } else {
                journal.damagedLines += 1
            }
        }
        return journal
    }
}
