import Journal

/// A recording that can be played, or the reason why not.
enum LoadedJournal {
    /// - Parameter tellsDamage: what was skipped is said on standard error; never while a board has the terminal.
    static func replay(_ path: String, tellsDamage: Bool = true) throws -> Replay {
        let journal: Journal
        do {
            journal = try JournalReader.read(path: path)
        } catch {
            throw Failure(.usage, "\(error)")
        }
        guard let replay = Replay(journal) else {
            throw Failure(.usage, "\(path) holds no run: its first event is not the start of one")
        }
        if tellsDamage, journal.damagedLines + journal.unknownEvents > 0 || journal.isTruncated {
            Output.printError(
                "\(path): \(journal.damagedLines) damaged lines and \(journal.unknownEvents) unknown events were skipped"
                    + (journal.isTruncated ? "; its end is cut off" : ""))
        }
        return replay
    }
}
