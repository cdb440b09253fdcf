import Foundation
import Journal
import Logging
import Synchronization
import TerminalCanvas

/// The program's own log: `failtop.log` in the state folder, for a bug report. It never reaches the screen, and holds no key.
/// A file that is full becomes `failtop.log.1`, in place of the one before.
///
/// Concurrency model: any task may write; a mutex keeps lines whole. Several programs may write at once: a line is one `write`.
final class LogFile: Sendable {
    let path: String
    let level: Logger.Level
    private let limit: Int
    private let size: Mutex<Int>

    /// - Parameter limit: bytes.
    init(path: String, level: Logger.Level, limit: Int = 4 << 20) {
        self.path = path
        self.level = level
        self.limit = limit
        size = Mutex(((try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int) ?? 0)
    }

    static func standardPath(environment: [String: String] = ProcessInfo.processInfo.environment) -> String {
        JournalFolder.state(environment: environment) + "/failtop.log"
    }

    var logger: Logger { Logger(label: "failtop") { _ in Handler(file: self, logLevel: self.level) } }

    /// A log that cannot be written is no reason to stop.
    func write(_ line: String, _ level: Logger.Level, at date: Date = Date()) {
        let text = "\(date.formatted(.iso8601)) \(level.rawValue) \(getpid()) \(Sanitiser.line(String(line.prefix(2_000))))\n"
        size.withLock { size in
            if size > limit {
                rename(path, path + ".1")
                size = 0
            }
            try? FileManager.default.createDirectory(
                atPath: URL(filePath: path).deletingLastPathComponent().path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { return }
            let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            try? file.write(contentsOf: Data(text.utf8))
            size += text.utf8.count
        }
    }

    private struct Handler: LogHandler {
        let file: LogFile
        var logLevel: Logger.Level
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { _, own in own }.sorted { $0.key < $1.key }
            file.write(([event.message.description] + all.map { "\($0.key)=\($0.value)" }).joined(separator: " "), event.level)
        }
    }
}
