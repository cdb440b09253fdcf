import Foundation
import NIOCore
import NIOPosix
import Subprocess
import Synchronization

/// A real program as the process of a container: a router or an engine, on the pod's address; what it writes is the container's log.
/// SIGTERM reaches the program alone; what it has started ends with it, unless that has left its process group.
///
/// Nothing of its process group outlives this process, however that ends: a small shell holds the far end of a pipe from here and
/// kills the group when the pipe closes.
///
/// Concurrency model: as with `ProcessServer`, the process outlives the call that starts it, so its body is one task that
/// this object owns. Signals reach it by a stream.
final class ExternalProcess: Workload {
    private let log: @Sendable (String) -> Void
    private let launch: @Sendable () async throws -> ProcessLaunch
    private let signals = AsyncStream.makeStream(of: Signal.self)
    private let exit = Latch<Int32>()
    private let isStarted = Mutex(false)

    /// `read` returns when the pipe closes. SIGTERM and SIGHUP are passed on, and the shell waits until the program has obeyed. On its
    /// standard error, which is its own, it tells when it can pass them on, then the exit code; then it kills the group, itself included.
    /// Traps that were set before the start would be the child's too for a moment, and swallow what is passed on meanwhile.
    private static let watchdog = """
        exec 3<&0
        "$@" </dev/null 3<&- 2>&1 & child=$!
        trap 'kill -TERM $child 2>/dev/null' TERM
        trap 'kill -HUP $child 2>/dev/null' HUP
        (read _ <&3; kill -s KILL -- -$$) 2>/dev/null &
        exec 3<&-
        echo \(passesSignals) >&2
        wait $child; status=$?
        while kill -0 $child 2>/dev/null; do wait $child; status=$?; done
        echo $status >&2
        kill -s KILL -- -$$
        """

    private static let passesSignals = "started"
    /// For the rest of what it wrote, after its end: what has left the group may hold the pipe open for as long as it likes.
    private static let restOfOutputWithin = Duration.seconds(1)

    init(log: @escaping @Sendable (String) -> Void, launch: @escaping @Sendable () async throws -> ProcessLaunch) {
        self.log = log
        self.launch = launch
    }

    convenience init(
        _ command: [String], log: @escaping @Sendable (String) -> Void,
        environment: @escaping @Sendable () async throws -> [String: String] = { [:] }
    ) {
        self.init(log: log) { ProcessLaunch(command: command, environment: try await environment()) }
    }

    func start() async throws {
        let launch = try await launch()
        isStarted.withLock { $0 = true }
        let promise = MultiThreadedEventLoopGroup.singleton.next().makePromise(of: Void.self)
        promise.completeWithTask { [self] in
            let code: Int32
            do {
                code = try await run(launch)
            } catch {
                log("cannot run \(launch.command.first ?? "nothing"): \(error)")
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
    private func run(_ launch: ProcessLaunch) async throws -> Int32 {
        var platform = PlatformOptions()
        // A group of its own: a Ctrl-C is meant for the board, and all of it can be killed at once.
        platform.processGroupID = 0
        platform.teardownSequence = [.send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .milliseconds(100))]
        var environment = Environment.inherit
        for (name, value) in launch.environment { environment = environment.updating([Environment.Key(stringLiteral: name): value]) }
        let (log, signals, reloads) = (log, signals.stream, signals.continuation)
        let result = try await Subprocess.run(
            .path("/bin/sh"), arguments: .init(["-c", Self.watchdog, "sh"] + launch.command), environment: environment, platformOptions: platform,
            input: .inputWriter, output: .sequence, error: .sequence
        ) { execution in
            let (code, canPassSignals) = (Latch<Int32>(), Latch<Void>())
            try await withThrowingTaskGroup(of: Part.self) { group in
                group.addTask {
                    // Before, a SIGTERM would end the shell.
                    await canPassSignals.wait()
                    for await signal in signals {
                        try? execution.send(signal: signal, toProcessGroup: signal == .kill)
                    }
                    return .signals
                }
                group.addTask {
                    await launch.alongside { reloads.yield(.terminalClosed) }
                    return .signals
                }
                group.addTask {
                    defer { canPassSignals.set(()) }
                    try await Self.read(execution.standardError) { line in
                        if line == Self.passesSignals { canPassSignals.set(()) }
                        if let told = Int32(line) { code.set(told) }
                    }
                    return .process
                }
                group.addTask {
                    try await Self.read(execution.standardOutput, log)
                    return .output
                }
                var awaited: Set<Part> = [.process, .output]
                while !awaited.isEmpty, let ended = try await group.next() {
                    awaited.remove(ended)
                    guard ended == .process else { continue }
                    group.addTask {
                        try? await Task.sleep(for: Self.restOfOutputWithin)
                        return .output
                    }
                }
                group.cancelAll()
                // Held open until here: its end is what tells the watchdog that we are gone.
                try? await execution.standardInputWriter.finish()
            }
            return code.current
        }
        if let code = result.closureResult { return code }
        switch result.terminationStatus {
        case .exited(let code): return Int32(code)
        case .signaled(let signal): return 128 + Int32(signal)
        }
    }

    /// What ends while it runs. The process has ended when its shell has.
    private enum Part { case signals, output, process }

    private static func read(_ output: SubprocessOutputSequence, _ line: (String) -> Void) async throws {
        var lines = LineCutter()
        for try await buffer in output {
            for each in buffer.withUnsafeBytes({ lines.append($0) }) { line(each) }
        }
    }
}
