import Foundation

/// The kubeconfig of one run, in a folder of its own that only its owner may enter.
struct Kubeconfig: Sendable {
    static let context = "failtop-demo"

    let folder: URL
    var path: String { folder.appending(path: "kubeconfig").path }

    /// Makes a fresh folder, mode 0700.
    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "failtop-demo-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    }

    /// Writes the file, mode 0600.
    func write(server: String, caPEM: String, token: String, namespace: String) throws {
        let text = Self.text(server: server, caPEM: caPEM, token: token, namespace: namespace)
        let isWritten = FileManager.default.createFile(
            atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        guard isWritten else { throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path]) }
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    static func text(server: String, caPEM: String, token: String, namespace: String) -> String {
        """
        apiVersion: v1
        kind: Config
        clusters:
        - name: \(context)
          cluster:
            server: \(server)
            certificate-authority-data: \(Data(caPEM.utf8).base64EncodedString())
        users:
        - name: \(AccessRules.user)
          user:
            token: \(token)
        contexts:
        - name: \(context)
          context:
            cluster: \(context)
            user: \(AccessRules.user)
            namespace: \(namespace)
        current-context: \(context)

        """
    }
}
