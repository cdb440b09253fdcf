import BoardRuntime
import FailoverModel
import Foundation
import KubernetesClient
import Panes
import TerminalCanvas
import TestSupport

@testable import DemoCluster
@testable import failtop

/// The time of an embedded cluster and of who looks at it, many times as fast as the real one.
struct FastTime: Sendable {
    let cluster: ClusterClock
    let board: RunClock

    init(rate: Int = 5) {
        let clock = ScaledClock(rate: rate)
        cluster = ClusterClock(clock, date: clock.date)
        board = RunClock(clock, date: clock.date)
    }
}

/// The whole board in this process, on an embedded cluster whose time is fast, with the real kubectl beside it.
@MainActor
struct FastBoard {
    let terminal: RecordingTerminal
    let kubeconfig: String

    /// A board as `watch` has it. Returns the state at its end.
    @discardableResult
    static func with(
        scenario: String? = nil, size: Size = Size(columns: 120, rows: 36), users: Int = 2, rate: Int = 5,
        settings: FailoverModel.Settings = FailoverModel.Settings(),
        onUserAnswer: @escaping @Sendable (String, UserAnswer) -> Void = { _, _ in }, _ body: @escaping @MainActor (FastBoard) async throws -> Void
    ) async throws -> State? {
        let time = FastTime(rate: rate)
        var configuration = DemoCluster.Configuration()
        configuration.clock = time.cluster
        configuration.startupDelay = .seconds(1)
        if let scenario { configuration.apply(try .named(scenario)) }
        // A machine that is busy must not make a well engine fail.
        configuration.kubelet.probeTimeout = .seconds(3)
        configuration.sessions = users
        configuration.onUserAnswer = onUserAnswer
        let cluster = try EmbeddedCluster.make(configuration)
        var end: State?
        try await EmbeddedCluster.run(cluster) {
            let addresses = try await cluster.addresses()
            end = try await run(addresses, settings, time, kubeconfig: addresses.kubeconfigPath, size: size, body)
        }
        return end
    }

    /// A lesson or an exam on the board. Returns the state at its end.
    static func with(
        lesson session: LessonSession, _ time: FastTime, size: Size,
        _ body: @escaping @MainActor (FastBoard) async throws -> Void
    ) async throws -> State? {
        var end: State?
        try await session.serve { addresses in
            end = try await run(addresses, session.settings, time, kubeconfig: session.kubeconfigOut, size: size, body)
        }
        return end
    }

    private static func run(
        _ addresses: DemoCluster.Addresses, _ settings: FailoverModel.Settings, _ time: FastTime, kubeconfig: String,
        size: Size, _ body: @escaping @MainActor (FastBoard) async throws -> Void
    ) async throws -> State? {
        let access = ClusterAccess.direct(
            url: addresses.apiServerURL, token: addresses.token, caPEM: addresses.caPEM, context: "demo",
            namespace: addresses.namespace)
        let board = FastBoard(terminal: RecordingTerminal(size: size), kubeconfig: kubeconfig)
        let session = ClusterSession(access: access, settings: settings, keySource: nil, record: nil, clock: time.board)
        var end: State?
        try await session.run { keeper in
            let loop = ScreenLoop(keeper: keeper, terminal: board.terminal, appearance: .utf8)
            async let ending = loop.run()
            do {
                try await body(board)
            } catch {
                board.terminal.say(.termination(.interrupt))
                _ = await ending
                throw error
            }
            board.terminal.say(.termination(.interrupt))
            _ = await ending
            end = keeper.state
        }
        return end
    }

    /// Waits until the screen shows all of the texts, and returns it.
    @discardableResult
    func shows(_ texts: String..., within limit: Duration = .seconds(60)) async throws -> String {
        try await until("\(texts)", within: limit) { screen in texts.allSatisfy(screen.contains) ? screen : nil }
    }

    func eventually(_ what: String, within limit: Duration = .seconds(60), _ fits: (String) -> Bool) async throws {
        try await until(what, within: limit) { screen in fits(screen) ? screen : nil }
    }

    @discardableResult
    private func until<Value>(_ what: String, within limit: Duration, _ look: (String) -> Value?) async throws -> Value {
        let end = ContinuousClock.now + limit
        while true {
            let screen = terminal.lines.joined(separator: "\n")
            if let value = look(screen) { return value }
            guard ContinuousClock.now < end else { throw Program.NotInTime(what: "\(what) on the screen:\n\(screen)") }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// What the real kubectl answers.
    @discardableResult
    func kubectl(_ arguments: String...) async throws -> String { try await kubectl(arguments) }

    @discardableResult
    func kubectl(_ arguments: [String]) async throws -> String {
        let cache = URL(filePath: kubeconfig).deletingLastPathComponent().appending(path: "cache").path
        let outcome = try await Program.run(
            "kubectl", ["--kubeconfig", kubeconfig, "--request-timeout=20s"] + arguments, environment: ["KUBECACHEDIR": cache])
        guard outcome.exitCode == 0 else { throw Refused(words: outcome.error) }
        return outcome.output
    }

    struct Refused: Error { var words: String }
}
