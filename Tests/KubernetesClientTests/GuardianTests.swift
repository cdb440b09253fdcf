import Foundation
import Subprocess
import Testing

@testable import KubernetesClient

/// The shell that stands between this process and kubectl.
@Suite(.timeLimit(.minutes(1))) struct GuardianTests {
    private func end(
        of command: [String], in folder: ProxyFolder, closingPipe: Bool
    ) async throws -> TerminationStatus {
        try await Subprocess.run(
            .path("/bin/sh"),
            arguments: .init(["-c", KubectlProcess.watchdog, "sh", folder.socket, folder.path, "/dev/null"] + command),
            input: .inputWriter, output: .discarded, error: .sequence
        ) { execution in
            if closingPipe { try await execution.standardInputWriter.finish() }
            for try await _ in execution.standardError {}
        }.terminationStatus
    }

    @Test func `when the pipe closes, as when this process dies, the command ends and the folder goes`() async throws {
        let folder = ProxyFolder(in: "/tmp")
        try folder.create()
        defer { folder.remove() }
        let status = try await end(of: ["sleep", "30"], in: folder, closingPipe: true)
        #expect(!status.isSuccess, "it did not sleep to its end")
        #expect(!FileManager.default.fileExists(atPath: folder.path))
    }

    @Test func `the command's own end is passed on`() async throws {
        let status = try await end(of: ["/bin/sh", "-c", "exit 7"], in: ProxyFolder(in: "/tmp"), closingPipe: false)
        #expect(status == .exited(7))
    }
}
