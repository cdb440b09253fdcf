import Foundation

/// `--kubeconfig-out`: the credentials go to a file that only its owner reads.
enum KubeconfigCopy {
    static func write(_ source: String, to destination: String) throws {
        do {
            let contents = try Data(contentsOf: URL(filePath: source))
            try? FileManager.default.removeItem(atPath: destination)
            let isMade = FileManager.default.createFile(
                atPath: destination, contents: contents, attributes: [.posixPermissions: 0o600])
            guard isMade else { throw CocoaError(.fileWriteUnknown) }
        } catch {
            throw Failure(.usage, "cannot write the kubeconfig to \(destination): \(error.localizedDescription)")
        }
    }
}
