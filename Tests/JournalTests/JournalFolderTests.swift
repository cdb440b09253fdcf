import Foundation
import Journal
import Testing

/// Recordings have a place of their own, and the oldest make room.
struct JournalFolderTests {
    @Test(arguments: [
        (["XDG_STATE_HOME": "/s", "HOME": "/h"], "/s/failtop/recordings"),
        (["HOME": "/h"], "/h/.local/state/failtop/recordings"),
        (["XDG_STATE_HOME": "relative", "HOME": "/h"], "/h/.local/state/failtop/recordings"),
    ])
    func theStandardPlace(_ environment: [String: String], _ path: String) {
        #expect(JournalFolder.standard(environment: environment).path == path)
    }

    @Test func theOldestMakeRoom() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let folder = JournalFolder(path: path, limit: 250)
        for day in 1...4 {
            let file = try folder.makePath(at: Date(timeIntervalSince1970: Double(day) * 86_400))
            #expect(FileManager.default.createFile(atPath: file, contents: Data(count: 100)))
        }
        try Data(count: 1_000).write(to: URL(filePath: path + "/notes.txt"))
        _ = try folder.makePath()
        let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        #expect(names.count == 3 && names.first?.hasPrefix("19700104") == true && names.last == "notes.txt", "\(names)")
    }

    /// Another board is still at it: its recording stays, however old and large.
    @Test func whatIsBeingWrittenStays() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let folder = JournalFolder(path: path, limit: 1)
        let running = try JournalWriter(path: try folder.makePath(at: Date(timeIntervalSince1970: 86_400)))
        let over = try JournalWriter(path: try folder.makePath(at: Date(timeIntervalSince1970: 2 * 86_400)))
        try over.close()
        _ = try folder.makePath()
        #expect(FileManager.default.fileExists(atPath: running.path) && !FileManager.default.fileExists(atPath: over.path))
        try running.close()
        _ = try folder.makePath()
        #expect(!FileManager.default.fileExists(atPath: running.path))
    }

    @Test func aFolderThatCannotBeMadeIsAnError() {
        #expect(throws: JournalError.self) { try JournalFolder(path: "/dev/null/x").makePath() }
    }
}
