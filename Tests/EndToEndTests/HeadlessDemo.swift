import Foundation
import Subprocess
import TestSupport

/// `failtop demo --headless`, or a lesson's: a cluster in a process of its own, for as long as a test needs it.
struct HeadlessDemo: Sendable {
    let processID: Int32
    let kubeconfig: String
    /// On loopback.
    let routerPort: Int

    private struct Announcement: Decodable {
        var kubeconfig: String
        var router: String
    }

    static func with<Result: Sendable>(
        command: [String] = ["demo"], _ flags: [String] = ["--startup-delay", "1s"], environment added: [String: String] = [:], _ body: (HeadlessDemo) async throws -> Result
    ) async throws -> Result {
        var environment = Environment.inherit
        for (name, value) in added { environment = environment.updating([Environment.Key(stringLiteral: name): value]) }
        let outcome = try await Subprocess.run(
            .path(.init(Program.failtop)), arguments: .init(command + ["--headless"] + flags), environment: environment, input: .none,
            output: .sequence, error: .discarded
        ) { execution in
            let processID = execution.processIdentifier.value
            // Continued too, since a frozen process would not hear it.
            defer { for signal in [SIGTERM, SIGCONT] { kill(processID, signal) } }
            var line = Data()
            for try await buffer in execution.standardOutput {
                buffer.withUnsafeBytes { line.append(contentsOf: $0) }
                if line.last == UInt8(ascii: "\n") { break }
            }
            let told = try JSONDecoder().decode(Announcement.self, from: line)
            let port = URL(string: told.router)?.port ?? 0
            return try await body(HeadlessDemo(processID: processID, kubeconfig: told.kubeconfig, routerPort: port))
        }
        return outcome.closureResult
    }

    /// What the real kubectl answers.
    @discardableResult
    func kubectl(_ arguments: String...) async throws -> String {
        let cache = URL(filePath: kubeconfig).deletingLastPathComponent().appending(path: "cache").path
        let outcome = try await Program.run(
            "kubectl", ["--kubeconfig", kubeconfig, "--request-timeout=20s"] + arguments,
            environment: ["KUBECACHEDIR": cache])
        guard outcome.exitCode == 0 else { throw Refused(words: outcome.error) }
        return outcome.output
    }

    struct Refused: Error { var words: String }

    /// The board on this cluster.
    func board(_ flags: String = "") -> String { "\(Program.failtop) watch --kubeconfig \(kubeconfig) \(flags)" }

    /// `kubectl proxy` of boards on this cluster, with the shells that guard them.
    var proxies: [ProcessTable.Entry] { ProcessTable.entries(kubeconfig, "proxy", "--unix-socket") }

    /// The boards themselves.
    var boards: [ProcessTable.Entry] {
        ProcessTable.entries(kubeconfig, "watch").filter { $0.command.hasPrefix(Program.failtop) }
    }
}
