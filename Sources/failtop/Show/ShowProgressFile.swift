import Foundation
import Journal
import Panes

/// Where a running show tells how far it is: a small file in the state folder.
struct ShowProgressFile {
    var path: String

    static var standard: ShowProgressFile {
        let recordings = JournalFolder.standard(environment: ProcessInfo.processInfo.environment).path
        return ShowProgressFile(path: URL(filePath: recordings).deletingLastPathComponent().appending(path: "show.json").path)
    }

    /// A show goes on without its notes: what cannot be written is left.
    func write(_ progress: ShowProgress) {
        let url = URL(filePath: path)
        try? FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try? progress.json().write(to: url, options: .atomic)
    }

    /// nil where no show is running; one that crashed has left its file.
    func read() -> ShowProgress? {
        guard let data = FileManager.default.contents(atPath: path),
            let progress = try? JSONDecoder().decode(ShowProgress.self, from: data)
        else { return nil }
        return kill(progress.process, 0) == 0 || errno == EPERM ? progress : nil
    }

    func remove() {
        guard read()?.process == ProcessInfo.processInfo.processIdentifier else { return }
        try? FileManager.default.removeItem(atPath: path)
    }
}
