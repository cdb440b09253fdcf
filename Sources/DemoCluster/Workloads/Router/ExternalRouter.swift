import Foundation
import NIOCore
import NIOPosix
import Subprocess
import Synchronization

/// A real router as the process of the router's container: its own executable, on the pod's address, with the demo's
/// kubeconfig; what it writes is the container's log.
///
/// The child never outlives this process, however that ends: a small shell holds the far end of a pipe from here and kills
/// the router when the pipe closes.
///
/// Concurrency model: as with `ProcessServer`, the process outlives the call that starts it, so its body is one task that
/// this object owns. Signals reach it by a stream.
final class ExternalRouter: Workload {
    private let executable: String
    private let context: ContainerContext
    private let kubeconfig: @Sendable () async throws -> String
    private let signals = AsyncStream.makeStream(of: Signal.self)
    private let exit = Latch<Int32>()
    private let isStarted = Mutex(false)

    /// `read` returns when the pipe closes. SIGTERM is passed on, and the shell waits until the router has obeyed it.
    private static let watchdog = """
        exec 3<&0
        "$@" </dev/null 3<&- 2>&1 & child=$!
        trap 'kill -TERM $child 2>/dev/null' TERM
        (read _ <&3; kill -KILL $child) 2>/dev/null & watch=$!
        exec 3<&-
        wait $child; status=$?
        while kill -0 $child 2>/dev/null; do wait $child; status=$?; done
        kill -KILL $watch 2>/dev/null
        exit $status
        """

    init(_ executable: String, context: ContainerContext, kubeconfig: @escaping @Sendable () async throws -> String) {
        self.executable = executable
        self.context = context
        self.kubeconfig = kubeconfig
    }

    func start() async throws {
        let kubeconfig = try await kubeconfig()
        isStarted.withLock { $0 = true }
        let promise = MultiThreadedEventLoopGroup.singleton.next().makePromise(of: Void.self)
        promise.completeWithTask { [self] in
            let code: Int32
            do {
                code = try await run(kubeconfig)
            } catch {
                context.log("cannot run \(executable): \(error)")
                code = 128
            }
            exit.set(code)
        }
    }

    func terminate() async { signals.continuation.yield(.terminate) }

    func kill() async {
        signals.continuation.yield(.kill)
        if isStarted.withLock({ $0 }) { _ = await exit.wait() }
    }

    func exitCode() async -> Int32 { await exit.wait() }

    /// One life of the process; its exit code as a shell tells it.
    private func run(_ kubeconfig: String) async throws -> Int32 {
        var platform = PlatformOptions()
        // A group of its own: a Ctrl-C is meant for the board, and all of it can be killed at once.
        platform.processGroupID = 0
        platform.teardownSequence = [.send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .milliseconds(100))]
        // The pod's address is the only one that is its own.
        let arguments = context.arguments.map { $0 == "0.0.0.0" ? context.podIP : $0 }
        let (log, signals) = (context.log, signals.stream)
        let result = try await Subprocess.run(
            .path("/bin/sh"), arguments: .init(["-c", Self.watchdog, "sh", executable] + arguments),
            environment: .inherit.updating(["KUBECONFIG": kubeconfig]), platformOptions: platform, input: .inputWriter,
            output: .sequence, error: .discarded
        ) { execution in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for await signal in signals {
                        try? execution.send(signal: signal, toProcessGroup: signal == .kill)
                    }
                }
                var lines = LineCutter()
                for try await buffer in execution.standardOutput {
                    for line in buffer.withUnsafeBytes({ lines.append($0) }) { log(line) }
                }
                group.cancelAll()
                // Held open until here: its end is what tells the watchdog that we are gone.
                try? await execution.standardInputWriter.finish()
            }
        }
        switch result.terminationStatus {
        case .exited(let code): return Int32(code)
        case .signaled(let signal): return 128 + Int32(signal)
        }
    }
}
