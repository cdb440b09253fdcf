import Foundation
import IncidentModel

/// The incidents of all runs, one JSON line each, oldest first. Several programs may write at once: a line is one `write` to a file
/// that is open for appending, and a lock beside it lets one alone put a full file away.
package struct HistoryFile: Sendable, Equatable {
    package var path: String
    /// Bytes; a file that is larger becomes the older one, in place of the one before.
    package var limit: Int

    package init(path: String, limit: Int = 32 << 20) {
        self.path = path
        self.limit = limit
    }

    /// `history.jsonl` beside the folder of the recordings.
    package static func standard(environment: [String: String]) -> HistoryFile {
        HistoryFile(path: JournalFolder.state(environment: environment) + "/history.jsonl")
    }

    private var olderPath: String { path + ".1" }

    /// Adds a line. The folder is made where there is none; all of it is for its owner alone.
    package func append(_ record: IncidentRecord) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let folder = URL(filePath: path).deletingLastPathComponent().path
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try write(try encoder.encode(record))
        } catch let error as JournalError {
            throw error
        } catch {
            throw JournalError.cannotWrite(path: path, reason: error.localizedDescription)
        }
    }

    private func write(_ json: Data) throws {
        putAwayIfFull()
        let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw problem() }
        defer { close(descriptor) }
        // After a line that another program could not finish, this one begins anew.
        var last: UInt8 = 0x0A
        let end = lseek(descriptor, 0, SEEK_END)
        if end > 0 { pread(descriptor, &last, 1, end - 1) }
        let line = (last == 0x0A ? Data() : Data([0x0A])) + json + Data([0x0A])
        let count = line.withUnsafeBytes { bytes in
            #if canImport(Glibc)
            Glibc.write(descriptor, bytes.baseAddress, bytes.count)
            #else
            Darwin.write(descriptor, bytes.baseAddress, bytes.count)
            #endif
        }
        guard count == line.count else { throw count < 0 ? problem() : JournalError.cannotWrite(path: path, reason: "the disk is full") }
    }

    /// Who does not get the lock lets another do it.
    private func putAwayIfFull() {
        guard size(of: path) > limit else { return }
        let lock = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { return }
        defer { close(lock) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0, size(of: path) > limit else { return }
        rename(path, olderPath)
    }

    private func size(of path: String) -> Int {
        ((try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int) ?? 0
    }

    private func problem() -> JournalError { .cannotWrite(path: path, reason: String(cString: strerror(errno))) }

    /// What is kept since a moment, oldest first, and how many lines could not be read.
    ///
    /// - Parameter since: ISO 8601 in UTC, as the lines have it.
    package func read(since: String) async throws -> (entries: [HistoryEntry], skipped: Int) {
        var (entries, skipped) = ([HistoryEntry](), 0)
        for path in [olderPath, path] where FileManager.default.fileExists(atPath: path) {
            let data: Data
            do {
                data = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
            } catch {
                throw JournalError.cannotRead(path: path, reason: error.localizedDescription)
            }
            let lines = Self.lines(of: data)
            // A few parts at once, in order: years of incidents take half a second.
            let parts = await withTaskGroup(of: (Int, [HistoryEntry], Int).self) { group in
                let size = max(500, (lines.count + 3) / 4)
                for start in stride(from: 0, to: lines.count, by: size) {
                    let part = lines[start..<min(start + size, lines.count)]
                    group.addTask { Self.decode(part, since: since, start) }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            for (_, found, broken) in parts.sorted(by: { $0.0 < $1.0 }) {
                entries += found
                skipped += broken
            }
        }
        // Several boards write as their incidents close.
        entries.sort { $0.incident.openedAt < $1.incident.openedAt }
        return (entries, skipped)
    }

    /// `Data.split` takes longer than all the rest.
    private static func lines(of data: Data) -> [Data] {
        data.withUnsafeBytes { bytes in
            var (lines, start) = ([Data](), 0)
            while start < bytes.count, let base = bytes.baseAddress {
                let found = memchr(base + start, 0x0A, bytes.count - start)
                let end = found.map { base.distance(to: UnsafeRawPointer($0)) } ?? bytes.count
                if end > start { lines.append(data[start..<end]) }
                start = end + 1
            }
            return lines
        }
    }

    private static func decode(_ lines: ArraySlice<Data>, since: String, _ start: Int) -> (Int, [HistoryEntry], Int) {
        let decoder = JSONDecoder()
        var (entries, skipped) = ([HistoryEntry](), 0)
        for line in lines {
            guard let entry = try? decoder.decode(HistoryEntry.self, from: line), entry.isPlausible else {
                skipped += 1
                continue
            }
            if entry.incident.openedAt >= since { entries.append(entry) }
        }
        return (start, entries, skipped)
    }

    package var isMissing: Bool { ![olderPath, path].contains { FileManager.default.fileExists(atPath: $0) } }
}
