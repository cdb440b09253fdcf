import Foundation
import Journal

/// The recording that stands in for the run when the network fails: the one that was named, else the newest with an
/// incident in the state folder.
struct FallbackRecording: Sendable {
    /// What `--fallback` names.
    var file: String?
    /// The run's own recording, which is no way out.
    var own: String?

    /// Larger recordings take too long to read in front of an audience.
    private static let largest = 64 << 20
    private static let mostTried = 20

    func load() throws -> Replay {
        if let file { return try LoadedJournal.replay(file, tellsDamage: false) }
        let folder = JournalFolder.standard(environment: ProcessInfo.processInfo.environment)
        for path in folder.newest(Self.mostTried, upTo: Self.largest) where path != own {
            guard let journal = try? JournalReader.read(path: path), let replay = Replay(journal), !replay.marks.isEmpty
            else { continue }
            return replay
        }
        throw Failure(.usage, "no recording with an incident in \(folder.path); name one with --fallback FILE")
    }
}
