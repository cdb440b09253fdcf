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

    @Test func aFolderThatCannotBeMadeIsAnError() {
        #expect(throws: JournalError.self) { try JournalFolder(path: "/dev/null/x").makePath() }
    }
}
