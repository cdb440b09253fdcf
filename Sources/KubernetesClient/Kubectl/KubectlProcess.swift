import Foundation
import Subprocess
import WireFormats

/// One life of a kubectl that never outlives this process, however that ends: a small shell holds the far end of a pipe from
/// here and ends kubectl when the pipe closes. On cancellation the whole process group is ended.
struct KubectlProcess: Sendable {
    let options: KubectlOptions
    /// What follows `kubectl`.
    let arguments: [String]
    /// Its socket and folder are removed when this process dies.
    var folder: ProxyFolder?

    enum Output: Sendable { case standard, error }
    private enum Ended { case beside, output }

    /// `$1` is the socket, `$2` its folder, the rest the command. `read` returns when the pipe closes. Credential plugins that
    /// kubectl started are in its group, and end with it.
    static let watchdog = """
        socket=$1; folder=$2; shift 2
        exec 3<&0
        "$@" </dev/null 3<&- & child=$!
        (
            read _ <&3; rm -f "$socket"; rmdir "$folder"; kill $child
            trap '' TERM; kill -- -$$; sleep 0.3; kill -KILL -- -$$
        ) 2>/dev/null & watch=$!
        exec 3<&-
        wait $child; status=$?
        trap '' TERM
        kill $watch 2>/dev/null; kill -- -$$ 2>/dev/null
        exit $status
        """

    /// A session of its own: a Ctrl-C meant for the board must not end it first, all of it can be ended at once, and a credential
    /// plugin that wants to ask finds no terminal, where it would ask over the board or wait unseen.
    static var ownSession: PlatformOptions {
        var platform = PlatformOptions()
        platform.createSession = true
        platform.teardownSequence = [
            .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: .milliseconds(300)),
            .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .milliseconds(100)),
        ]
        return platform
    }

    /// Until it ends; returns how it ended. An error that `beside` throws ends it too, and is thrown.
    func run(
        started: @Sendable @escaping (_ processID: Int32) -> Void,
        said: @Sendable @escaping (Output, String) -> Void, beside: @Sendable @escaping () async throws -> Void
    ) async throws -> String {
        let kubectl = try options.executable()
        let command = [folder?.socket ?? "", folder?.path ?? "", kubectl] + arguments + options.flags
        let result = try await Subprocess.run(
            .path("/bin/sh"), arguments: .init(["-c", Self.watchdog, "sh"] + command),
            environment: options.processEnvironment, platformOptions: Self.ownSession, input: .inputWriter,
            output: .sequence, error: .sequence
        ) { execution in
            started(execution.processIdentifier.value)
            // The end of the pipe is what tells the watchdog that we are gone.
            let input = execution.standardInputWriter
            try await withThrowingTaskGroup(of: Ended.self) { group in
                group.addTask {
                    do {
                        try await beside()
                    } catch {
                        // The readers below end with kubectl.
                        try? await input.finish()
                        throw error
                    }
                    return .beside
                }
                group.addTask { try await Self.read(execution.standardOutput) { said(.standard, $0) } }
                group.addTask { try await Self.read(execution.standardError) { said(.error, $0) } }
                var outputs = 2
                while outputs > 0, let ended = try await group.next() {
                    if ended == .output { outputs -= 1 }
                }
                group.cancelAll()
            }
            try? await input.finish()
        }
        switch result.terminationStatus {
        case .exited(let code): return "exit status \(code)"
        case .signaled(let signal): return "signal \(signal)"
        }
    }

    private static func read(_ output: SubprocessOutputSequence, _ line: (String) -> Void) async throws -> Ended {
        var framer = LineFramer(maximumLength: 4 << 10)
        for try await buffer in output {
            let lines = buffer.withUnsafeBytes { framer.append($0) }
            for each in lines where !each.isEmpty { line(each.text) }
        }
        return .output
    }
}
