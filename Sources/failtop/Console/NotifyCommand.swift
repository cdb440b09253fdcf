import Foundation
import IncidentModel
import Subprocess

#if canImport(System)
import System
#else
import SystemPackage
#endif

/// `--notify`: a shell command that gets each announcement on its standard input.
struct NotifyCommand: Sendable {
    let command: String
    let format: NotifyFormat
    /// The path of the run's recording.
    let recording: String?
    /// PagerDuty's.
    let routingKey: String?
    /// Incidents are counted from 1 in each run.
    private let run = String(UInt64.random(in: .min ... .max), radix: 16)
    /// A command that hangs must not keep the board from ending.
    let limit: Duration

    init(
        command: String, format: NotifyFormat = .json, recording: String? = nil, routingKey: String? = nil, limit: Duration = .seconds(20)
    ) {
        self.command = command
        self.format = format
        self.recording = recording
        self.routingKey = routingKey
        self.limit = limit
    }

    /// Runs the command to its end. Returns what went wrong, in a line.
    func run(_ news: IncidentAnnouncement) async -> String? {
        guard let json = try? format.body(news, key: key(of: news), recording: recording, routingKey: routingKey) else {
            return "the announcement cannot be written as JSON"
        }
        return await withTaskGroup(of: String?.self) { group in
            group.addTask { await run(json + Data("\n".utf8)) }
            group.addTask {
                try? await Task.sleep(for: limit)
                return "no end after \(limit.components.seconds) s, given up"
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }

    /// The same for an incident's opening and its closing, and for no other of this or another run.
    func key(of news: IncidentAnnouncement) -> String { "failtop-\(run)-\(news.incident.number)" }

    private func run(_ json: Data) async -> String? {
        do {
            let input = try Self.file(json)
            let result = try await Subprocess.run(
                .path("/bin/sh"), arguments: ["-c", command],
                input: .fileDescriptor(input, closeAfterSpawningProcess: true), output: .discarded,
                error: .string(limit: 64 << 10))
            guard !result.terminationStatus.isSuccess else { return nil }
            let words = result.standardError.split(whereSeparator: \.isNewline).last.map { ": \($0)" } ?? ""
            return Self.words(result.terminationStatus) + words
        } catch {
            return "\(error)"
        }
    }

    static func words(_ status: TerminationStatus) -> String {
        switch status {
        case .exited(let code): "the command ended with exit code \(code)"
        case .signaled(let signal): "the command was ended by signal \(signal)"
        }
    }

    /// A file without a name that holds the text: unlike a pipe it never breaks when the command does not read it.
    private static func file(_ data: Data) throws -> FileDescriptor {
        var path = Array((NSTemporaryDirectory() + "failtop-XXXXXX").utf8CString)
        let number = mkstemp(&path)
        guard number >= 0 else { throw CocoaError(.fileWriteUnknown) }
        unlink(path)
        let descriptor = FileDescriptor(rawValue: number)
        try descriptor.writeAll(data)
        try descriptor.seek(offset: 0, from: .start)
        return descriptor
    }
}
