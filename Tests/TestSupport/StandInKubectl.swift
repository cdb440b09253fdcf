import Foundation

/// A `kubectl` of a test's own in a folder of its own; `Fixtures/standins/kubectl.py` says what it does.
///
/// The embedded cluster serves no port-forward, which is SPDY in a WebSocket: this one forwards by a plain socket.
package struct StandInKubectl: Sendable {
    package let folder: String
    private let router: Int

    /// - Parameter router: the port on loopback where its port-forward leads.
    package static func with<Result: Sendable>(
        router: Int, isolation: isolated (any Actor)? = #isolation, _ body: (StandInKubectl) async throws -> Result
    ) async throws -> Result {
        try await with(program: try Fixture.data("standins/kubectl.py"), router: router, body)
    }

    /// - Parameter script: what a shell is to do in its place; `$(dirname "$0")` is its folder.
    package static func with<Result: Sendable>(
        script: String, isolation: isolated (any Actor)? = #isolation, _ body: (StandInKubectl) async throws -> Result
    ) async throws -> Result {
        try await with(program: Data("#!/bin/sh\n\(script)\n".utf8), router: 0, body)
    }

    private static func with<Result: Sendable>(
        program contents: Data, router: Int, isolation: isolated (any Actor)? = #isolation, _ body: (StandInKubectl) async throws -> Result
    ) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "standin-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let program = "\(folder)/kubectl"
        try contents.write(to: URL(filePath: program))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
        return try await body(StandInKubectl(folder: folder, router: router))
    }

    /// What failtop must be started with.
    package var environment: [String: String] {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let real = path.split(separator: ":").map { "\($0)/kubectl" }.first(where: FileManager.default.isExecutableFile)
        return [
            "PATH": "\(folder):\(path)", "STANDIN": folder, "STANDIN_ROUTER": "\(router)", "STANDIN_KUBECTL": real ?? "",
        ]
    }

    /// What it kept under a name; empty where it kept nothing.
    package func kept(_ name: String) -> String {
        FileManager.default.contents(atPath: "\(folder)/\(name)").map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    package func put(_ text: String, as name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)"))
    }

    /// Its running port-forwards, not the shells that guard them.
    package var forwards: [ProcessTable.Entry] {
        ProcessTable.entries("\(folder)/kubectl", "port-forward").filter { !$0.command.hasPrefix("/bin/sh") }
    }
}
