import AsyncHTTPClient
import BoardRuntime
import ClusterModel
import FailoverModel
import Foundation
import KubernetesClient
import Logging
import RouterClient
import TerminalCanvas
import WireFormats

/// One run against a cluster: makes the clients, runs them beside a front (a board, a test), and takes all of it down
/// again.
@MainActor
struct ClusterSession {
    let access: ClusterAccess
    let settings: Settings
    /// A path to record to.
    let record: Recording.Place?
    var notify: NotifyCommand?
    /// Where Prometheus may ask.
    var metrics: MetricsAddress?
    /// Of facts, ticks and waits.
    let clock: RunClock
    let keySource: RouterKeySource?
    private let author = KillAuthorship()

    init(
        access: ClusterAccess, settings: Settings, keySource: RouterKeySource?, record: Recording.Place?,
        notify: NotifyCommand? = nil, metrics: MetricsAddress? = nil, clock: RunClock = RunClock()
    ) {
        self.clock = clock
        self.access = access
        self.settings = settings
        self.keySource = keySource
        self.record = record
        self.notify = notify
        self.metrics = metrics
    }

    func run(_ front: @escaping @MainActor (StateKeeper) async throws -> Void) async throws {
        let key = try await readKey()
        let recording = try Recording(record)
        defer { recording.close() }
        let history = record?.history.map { HistoryWriter(file: $0, isEmbedded: record?.isEmbedded ?? false) }
        defer { if let problem = history?.problem { Output.printError(problem) } }
        let mailbox = Mailbox(clock: clock)
        let logFile = record?.logLevel.map { LogFile(path: LogFile.standardPath(), level: $0) }
        let logger = logFile?.logger ?? Logger(label: "failtop") { _ in SwiftLogNoOpLogHandler() }
        let log = RunLog(logger: logger)
        recording.onProblem = {
            logger.error("\($0)")
            mailbox.post(.recordingStopped($0))
        }
        let http = HTTPClient(configuration: KubernetesClient.httpConfiguration)
        let routerHTTP = HTTPClient(configuration: .router)
        let pinned = PinnedClients()
        let outcome: Result<Void, any Error>
        do {
            let login = LoginTerminal()
            let kubernetes = try KubernetesClient.live(access, http: http, clock: clock.clock, logger: logger, login: login) {
                clock.now
            }
            let router = RouterClient.live(http: routerHTTP, now: { clock.now }, clock: clock.clock, logger: logger)
            let start = self.start()
            log.began(start, record: record?.path)
            let clients = ClientHandlers(
                kubernetes: kubernetes, router: router, pinned: pinned, author: author, notify: notify, history: history,
                logPatterns: settings.logPatterns ?? [], requestPrefix: start.requestPrefix, key: key)
            let keeper = StateKeeper(
                start: start, mailbox: mailbox, handlers: clients.handlers) { event in
                    recording.append(event)
                    log.note(event)
                }
            try await run(front, keeper, beside: kubernetes, after: login)
            outcome = .success(())
        } catch let error as ConnectionError {
            outcome = .failure(Failure(error))
        } catch {
            outcome = .failure(error)
        }
        if case .failure(let error) = outcome { log.ended(error) } else { log.ended(nil) }
        await pinned.shutDown()
        try? await routerHTTP.shutdown()
        try? await http.shutdown()
        try outcome.get()
    }

    private func readKey() async throws -> BearerKey? {
        do {
            return try await keySource?.read(access)
        } catch let error as ConnectionError {
            throw Failure(error)
        }
    }

    private func start() -> Start {
        let runID = String(UInt32.random(in: 0x1000_0000...UInt32.max), radix: 16)
        return Start(
            runID: runID, wallClockAtZero: clock.wallClockAtZero, utcOffset: TimeZone.current.secondsFromGMT(),
            settings: settings)
    }

    /// The front, with the cluster's sources beside it.
    private func run(
        _ front: @escaping @MainActor (StateKeeper) async throws -> Void, _ keeper: StateKeeper,
        beside kubernetes: KubernetesClient, after login: LoginTerminal?
    ) async throws {
        let (mailbox, author) = (keeper.mailbox, author)
        let outcome: Result<Void, any Error>
        do {
            let follow: Services.Service = {
                try await kubernetes.run { fact in
                    author.note(fact)
                    mailbox.post(.kubernetes(fact))
                }
            }
            let server = metrics.map { MetricsServer(address: $0, keeper: keeper) }
            try await Services.run([follow] + (server.map { [$0.run] } ?? [])) {
                // A plugin that asks for a login has the terminal first.
                await login?.untilOver()
                try Task.checkCancellation()
                try await front(keeper)
            }
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        // What was announced last may have failed after the board had ended.
        for case .notifyFailed(let problem) in await keeper.stop().map(\.fact) { Output.printError("--notify: \(Sanitiser.line(problem))") }
        try outcome.get()
    }
}
