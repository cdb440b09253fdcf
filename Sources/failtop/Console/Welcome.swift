import Foundation
import Journal

/// The hint for those who have not been here before; remembered by an empty file in the state folder.
struct Welcome {
    var path: String

    static var standard: Welcome {
        let recordings = JournalFolder.standard(environment: ProcessInfo.processInfo.environment).path
        return Welcome(path: URL(filePath: recordings).deletingLastPathComponent().appending(path: "welcomed").path)
    }

    var isDue: Bool { !FileManager.default.fileExists(atPath: path) }

    /// Where it cannot be kept, the hint comes again.
    func remember() {
        guard isDue else { return }
        try? FileManager.default.createDirectory(
            atPath: URL(filePath: path).deletingLastPathComponent().path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        _ = FileManager.default.createFile(atPath: path, contents: nil)
    }
}
