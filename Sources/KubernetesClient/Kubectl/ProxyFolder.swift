import Foundation

/// The folder of the proxy's socket: fresh, closed to others, with a path short enough for a socket's address.
struct ProxyFolder: Sendable, Equatable {
    let path: String

    var socket: String { "\(path)/api" }

    /// Room for `sockaddr_un.sun_path` on the stricter system (macOS: 104 with the final zero).
    static let longestSocketPath = 103

    /// Chooses a name; nothing is made yet.
    init(in temporary: String = NSTemporaryDirectory()) {
        let name = "failtop-" + String(UInt64.random(in: 0 ... .max), radix: 36)
        let root = temporary.hasSuffix("/") ? String(temporary.dropLast()) : temporary
        let fits = "\(root)/\(name)/api".utf8.count <= Self.longestSocketPath
        path = (fits && !root.isEmpty ? root : "/tmp") + "/" + name
    }

    /// Makes the folder, readable by this user alone. A folder that exists already is not trusted.
    func create() throws(ConnectionError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        } catch {
            throw ConnectionError(
                .socketFolder,
                "The folder for kubectl's socket cannot be made: \(path) (\(error.localizedDescription)).",
                remedy: "Check that TMPDIR, or /tmp, can be written to.")
        }
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }
}
