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
    /// A credential plugin may ask a person there.
    var login: LoginTerminal?

    enum Output: Sendable { case standard, error }
    private enum Ended {
        /// With what it threw.
        case beside((any Error)?)
        case output
    }

    /// `$1` is the socket, `$2` its folder, `$3` the terminal or /dev/null, the rest the command. `read` returns when the pipe
    /// closes, which means that we are gone, or gets a line: then another kubectl takes its place, and needs the folder. Credential
    /// plugins that kubectl started are in its group, and end with it. A terminal is read only after a line has told that it is
    /// lent; what reads it later gets an error, where it would be stopped.
    /// On SIGTERM it gives the group 0.3 s, as whoever sent it may be gone before that.
    static let watchdog = """
        socket=$1; folder=$2; terminal=$3; shift 3
        exec 3<&0
        trap 'trap "" TERM; kill -- -$$; (sleep 0.3; kill -s KILL -- -$$) & wait $child; kill -s KILL -- -$$' TERM
        if [ "$terminal" != /dev/null ]; then
            trap '' TTIN TTOU TSTP
            read _ <&3
            trap 'trap "" TERM; kill -- -$$; exit 130' INT
        fi
        "$@" <"$terminal" 3<&- & child=$!
        (read _ <&3 || { rm -f "$socket"; rmdir "$folder"; }; kill $$) 2>/dev/null & watch=$!
        exec 3<&-
        wait $child; status=$?
        trap '' TERM
        kill $watch 2>/dev/null; kill -- -$$ 2>/dev/null
        exit $status
        """

    /// How it ends when somebody presses Ctrl-C while it asks.
    static let brokenOff = "exit status 130"

    /// What is written to a shell that has just ended is an error, and not the end of this process, whatever program it is.
    private static let outlivesItsShell: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

    /// A session of its own: a Ctrl-C meant for the board must not end it first, all of it can be ended at once, and a credential
    /// plugin that wants to ask finds no terminal, where it would ask over the board or wait unseen.
    private static var ownSession: PlatformOptions {
        var platform = endingAsGroup
        platform.createSession = true
        return platform
    }

    /// In our session, or it would have no terminal.
    private static var ownGroup: PlatformOptions {
        var platform = endingAsGroup
        platform.processGroupID = 0
        return platform
    }

    private static var endingAsGroup: PlatformOptions {
        var platform = PlatformOptions()
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
        _ = Self.outlivesItsShell
        let kubectl = try options.executable()
        let login = login.flatMap { $0.isOver ? nil : $0 }
        let terminal = login == nil ? "/dev/null" : "/dev/tty"
        let command = [folder?.socket ?? "", folder?.path ?? "", terminal, kubectl] + arguments + options.flags
        let result = try await Subprocess.run(
            .path("/bin/sh"), arguments: .init(["-c", Self.watchdog, "sh"] + command),
            environment: options.processEnvironment,
            platformOptions: login == nil ? Self.ownSession : Self.ownGroup, input: .inputWriter, output: .sequence, error: .sequence
        ) { execution in
            let processID = execution.processIdentifier.value
            started(processID)
            // The end of the pipe is what tells the watchdog that we are gone.
            let input = execution.standardInputWriter
            if let login {
                login.lend(to: processID)
                _ = try await input.write("\n")
            }
            try await withThrowingTaskGroup(of: Ended.self) { group in
                group.addTask {
                    do {
                        try await beside()
                    } catch {
                        // Where it was not told to end, another takes its place. The readers below end with kubectl.
                        if !Task.isCancelled { _ = try? await input.write("\n") }
                        try? await input.finish()
                        return .beside(error)
                    }
                    return .beside(nil)
                }
                group.addTask { try await Self.read(execution.standardOutput) { said(.standard, $0) } }
                group.addTask { try await Self.read(execution.standardError, showing: login) { said(.error, $0) } }
                var outputs = 2
                while let ended = try await group.next() {
                    switch ended {
                    // kubectl's outputs may end first where it was told to end: then only what they cancelled is no reason.
                    case .beside(let error?) where outputs > 0 || !(error is CancellationError): throw error
                    case .beside: break
                    case .output:
                        outputs -= 1
                        if outputs == 0 { group.cancelAll() }
                    }
                }
            }
            try? await input.finish()
        }
        switch result.terminationStatus {
        case .exited(let code): return "exit status \(code)"
        case .signaled(let signal): return "signal \(signal)"
        }
    }

    private static func read(
        _ output: SubprocessOutputSequence, showing login: LoginTerminal? = nil, _ line: (String) -> Void
    ) async throws -> Ended {
        var framer = LineFramer(maximumLength: 4 << 10)
        for try await buffer in output {
            let lines = buffer.withUnsafeBytes { bytes in
                login?.show(bytes)
                return framer.append(bytes)
            }
            for each in lines where !each.isEmpty { line(each.text) }
        }
        return .output
    }
}
