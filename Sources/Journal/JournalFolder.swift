import Foundation

/// Where runs are recorded unless the operator says otherwise; the oldest recordings make room for new ones.
package struct JournalFolder: Sendable {
    package var path: String
    /// Bytes that all recordings together may take.
    package var limit: Int

    package static let defaultLimit = 256 << 20

    package init(path: String, limit: Int = defaultLimit) {
        self.path = path
        self.limit = limit
    }

    /// `$XDG_STATE_HOME/failtop`, else below `~/.local/state`: recordings, history and log are in it.
    package static func state(environment: [String: String]) -> String {
        let home = environment["HOME"] ?? "/"
        let state = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "\(home)/.local/state"
        return "\(state)/failtop"
    }

    package static func standard(environment: [String: String]) -> JournalFolder {
        JournalFolder(path: state(environment: environment) + "/recordings")
    }

    /// A path for a new recording, after the oldest ones have made room. Times sort as names.
    package func makePath(at date: Date = Date()) throws -> String {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw JournalError.cannotOpen(path: path, reason: error.localizedDescription)
        }
        makeRoom()
        let time = date.formatted(.iso8601.dateSeparator(.omitted).timeSeparator(.omitted))
        return "\(path)/\(time)-\(UInt16.random(in: .min ... .max)).jsonl"
    }

    /// The paths of the newest recordings, newest first, of those that are no larger than `size` bytes.
    package func newest(_ count: Int, upTo size: Int) -> [String] {
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter { $0.hasSuffix(".jsonl") }
        let paths = names.sorted(by: >).lazy.map { "\(path)/\($0)" }
        return Array(
            paths.filter { path in
                let found = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
                return found.map { $0 <= size } ?? false
            }.prefix(count))
    }

    /// By this program or another; nobody holds the lock of a run that is over, however it ended.
    private func isBeingWritten(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_EX | LOCK_NB) != 0
    }

    /// What cannot be removed is left: a full folder must not keep the board from starting.
    private func makeRoom() {
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter { $0.hasSuffix(".jsonl") }
        var files = names.sorted().map { name -> (path: String, size: Int) in
            let file = "\(path)/\(name)"
            return (file, ((try? FileManager.default.attributesOfItem(atPath: file))?[.size] as? Int) ?? 0)
        }
        var total = files.reduce(0) { $0 + $1.size }
        while total > limit, !files.isEmpty {
            let oldest = files.removeFirst()
            if isBeingWritten(oldest.path) { continue }
            try? FileManager.default.removeItem(atPath: oldest.path)
            total -= oldest.size
        }
    }
}
