import AsyncHTTPClient
import BoardRuntime
import FailoverModel
import Foundation
import KubernetesClient
import Logging
import NcursesTerminal
import Panes
import RouterClient
import TerminalCanvas

/// One run of the board: makes the clients, runs them beside the loop that the output asks for, and takes all of it
/// down again.
@MainActor
struct BoardSession {
    let access: ClusterAccess
    let settings: Settings
    let board: BoardOptions

    func run() async throws {
        let recording = try Recording(path: board.record)
        defer { recording.close() }
        let mailbox = Mailbox()
        let logger = Logger(label: "failtop") { _ in SwiftLogNoOpLogHandler() }
        let http = HTTPClient(configuration: KubernetesClient.httpConfiguration)
        let routerHTTP = HTTPClient(configuration: .router)
        let pinned = PinnedClients()
        let outcome: Result<Void, any Error>
        do {
            let kubernetes = try KubernetesClient.live(access, http: http, logger: logger) { mailbox.clock.now }
            let router = RouterClient.live(http: routerHTTP, now: { mailbox.clock.now }, logger: logger)
            let clients = ClientHandlers(kubernetes: kubernetes, router: router, pinned: pinned)
            let keeper = StateKeeper(
                start: start(mailbox.clock), mailbox: mailbox, handlers: clients.handlers, tap: recording.append)
            try await run(keeper, beside: kubernetes)
            outcome = .success(())
        } catch let error as ConnectionError {
            outcome = .failure(Failure(error))
        } catch {
            outcome = .failure(error)
        }
        await pinned.shutDown()
        try? await routerHTTP.shutdown()
        try? await http.shutdown()
        try outcome.get()
    }

    private func start(_ clock: RunClock) -> Start {
        let runID = String(UInt32.random(in: 0x1000_0000...UInt32.max), radix: 16)
        let wall = Date().timeIntervalSince1970 - clock.now.seconds
        return Start(
            runID: runID, wallClockAtZero: wall, utcOffset: TimeZone.current.secondsFromGMT(), settings: settings)
    }

    /// The screen or the lines, with the cluster's sources beside it.
    private func run(_ keeper: StateKeeper, beside kubernetes: KubernetesClient) async throws {
        let mailbox = keeper.mailbox
        let outcome: Result<Void, any Error>
        do {
            try await Services.run([{ try await kubernetes.run { mailbox.post(.kubernetes($0)) } }]) {
                try await front(keeper)
            }
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        await keeper.stop()
        try outcome.get()
    }

    private func front(_ keeper: StateKeeper) async throws {
        if board.once {
            let state = await SnapshotLoop(keeper: keeper).run()
            try Task.checkCancellation()
            return try print(state)
        }
        if Output.isTerminal { return try await screen(keeper) }
        let mailbox = keeper.mailbox
        async let _ = closeWhenInterrupted(mailbox)
        await LineLoop(keeper: keeper, write: Output.line).run()
    }

    /// SIGINT and its kin end the lines as `q` ends the screen, with everything taken down.
    private nonisolated func closeWhenInterrupted(_ mailbox: Mailbox) async {
        await Interruption.wait()
        mailbox.close()
    }

    private func screen(_ keeper: StateKeeper) async throws {
        let terminal: NcursesTerminal
        // A terminal that goes away says so twice: by itself, and by the end of its shell. The first is handled while the
        // terminal is in use; the second must not cut short what is being taken down.
        signal(SIGHUP, SIG_IGN)
        do {
            terminal = try NcursesTerminal(options: board.terminal)
        } catch {
            throw Failure(.usage, "\(error)")
        }
        let loop = ScreenLoop(keeper: keeper, terminal: terminal, appearance: Appearance(glyphs: terminal.glyphs))
        let ending = await loop.run()
        terminal.restore()
        switch ending {
        case .quit: return
        case .signal: throw Failure(.interrupted, "interrupted")
        case .gone(let reason): throw Failure(.interrupted, "the terminal went away: \(reason)")
        }
    }

    private func print(_ state: State) throws {
        switch board.output {
        case .text:
            let appearance: Appearance = board.ascii ? .ascii : .utf8
            let canvas = Board.draw(state, size: Size(columns: 120, rows: 36), appearance: appearance)
            Output.line(canvas.lines.joined(separator: "\n"))
        case .json:
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            Output.line(String(decoding: try encoder.encode(BoardReport(state)), as: UTF8.self))
        }
        if let problem = state.unreachable { throw Failure(.unreachable, problem) }
    }
}
