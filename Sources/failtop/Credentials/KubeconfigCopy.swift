import Foundation

/// `--kubeconfig-out`: the credentials go to a file that only its owner reads.
struct KubeconfigCopy {
    let path: String
    private let contents: Data

    /// Replaces what a run of failtop left, and nothing else: it may be the user's own.
    init(of source: String, to destination: String) throws {
        path = destination
        if let present = FileManager.default.contents(atPath: destination), !Self.isReplaceable(present) {
            throw Failure(
                .usage, "\(destination) exists and is no kubeconfig of failtop's; name another file with --kubeconfig-out")
        }
        do {
            contents = try Data(contentsOf: URL(filePath: source))
            try? FileManager.default.removeItem(atPath: destination)
            let isMade = FileManager.default.createFile(
                atPath: destination, contents: contents, attributes: [.posixPermissions: 0o600])
            guard isMade else { throw CocoaError(.fileWriteUnknown) }
        } catch {
            throw Failure(.usage, "cannot write the kubeconfig to \(destination): \(error.localizedDescription)")
        }
    }

    /// Empty, as `mktemp` leaves it, or of an embedded cluster and of no other.
    static func isReplaceable(_ present: Data) -> Bool {
        let text = String(decoding: present, as: UTF8.self)
        guard !text.isEmpty else { return true }
        let servers = text.split(separator: "\n").filter { $0.contains("server:") }
        return text.contains("current-context: failtop-demo") && servers.count == 1
    }

    /// Unless another run has put its own there meanwhile.
    func remove() {
        guard FileManager.default.contents(atPath: path) == contents else { return }
        try? FileManager.default.removeItem(atPath: path)
    }
}
