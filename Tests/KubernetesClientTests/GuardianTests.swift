import Foundation
import Subprocess
import TestSupport
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

    /// Whoever ended kubectl told it first: on a busy machine its outputs are at their end before that is known.
    @Test func `why it was ended is told, though it ended before`() async throws {
        struct Why: Error {}
        try await StandInKubectl.with(script: "exit 0") { standIn in
            _ = await #expect(throws: Why.self) {
                _ = try await Self.kubectl(standIn).run(
                    started: { _ in }, said: { _, _ in },
                    beside: {
                        // kubectl's end cancels it.
                        await Self.untilCancelled()
                        throw Why()
                    })
            }
        }
    }

    /// A kubectl, or its credential plugin, that does not obey SIGTERM is not left behind.
    @Test func `who does not obey is killed`() async throws {
        try await StandInKubectl.with(script: "trap '' TERM; echo $$; while :; do sleep 0.1; done") { standIn in
            let kubectl = Self.kubectl(standIn)
            let (lines, continuation) = AsyncStream.makeStream(of: Int32.self)
            let running = Task {
                try await kubectl.run(
                    started: { _ in }, said: { _, line in Int32(line).map { _ = continuation.yield($0) } },
                    beside: Self.untilCancelled)
            }
            let disobedient = try #require(await lines.first { _ in true })
            running.cancel()
            _ = await running.result
            _ = try await Program.eventually(within: .seconds(5), "it is killed") { kill(disobedient, 0) != 0 ? true : nil }
        }
    }

    private static func kubectl(_ standIn: StandInKubectl) -> KubectlProcess {
        KubectlProcess(options: KubectlOptions(environment: standIn.environment), arguments: ["proxy"])
    }

    @Sendable private static func untilCancelled() async {
        let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
        for await _ in stream {}
        withExtendedLifetime(continuation) {}
    }
}
