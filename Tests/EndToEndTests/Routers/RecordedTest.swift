import DrillModel
import FailoverModel
import Foundation
import IncidentModel
import Journal
import TestSupport
import TrafficModel

/// One `failtop test --demo` with a real router, and its report from the recorded events. Each kind runs once, whoever asks.
struct RecordedTest: Sendable {
    var exitCode: Int32?
    var journal: Journal
    var state: State
    /// What the router wrote itself, where the test ran on a cluster that outlived it.
    var routerLog = ""
    var report: TestReport
    var progress: String

    private struct Kind: Hashable {
        var router: DemoRouter
        var kill: String
        var flags: String
    }
    private static let runs = Once<Kind, RecordedTest>()

    static func of(_ router: DemoRouter, kill: String, _ flags: String = "") async throws -> RecordedTest {
        try await runs.value(for: Kind(router: router, kill: kill, flags: flags)) {
            let test = try await run(router: router, kill: kill, flags)
            // One that was refused on a busy machine has tried nothing.
            return [3, 4].contains(test.exitCode) ? try await run(router: router, kill: kill, flags) : test
        }
    }

    private static func run(router: DemoRouter, kill: String, _ flags: String) async throws -> RecordedTest {
        let journal = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString).jsonl").path
        defer { try? FileManager.default.removeItem(atPath: journal) }
        let test = ["test", "--kill", kill, "--record", journal]
        let world = ["--startup-delay", router.isGateway ? "2s" : "4s"]
        // One run of each gateway has eight users, on a cluster that outlives the test: the gateway's own log is the judge.
        if router.isGateway, kill == "force" {
            return try await HeadlessDemo.with(
                ["--router", router.rawValue] + world, environment: try router.environment()
            ) { demo in
                let outcome = try await Program.run(
                    Program.failtop, test + ["--kubeconfig", demo.kubeconfig, "--other-sessions", "3"])
                let log = try await demo.kubectl("logs", "-l", "environment=router", "--tail=-1")
                return try RecordedTest(exitCode: outcome.exitCode, path: journal, progress: outcome.error, routerLog: log)
            }
        }
        let arguments =
            test + ["--demo", "--demo-router", router.rawValue] + world + router.flags + flags.split(separator: " ").map(String.init)
        let outcome = try await Program.run(Program.failtop, arguments, environment: try router.environment())
        return try RecordedTest(exitCode: outcome.exitCode, path: journal, progress: outcome.error)
    }

    private init(exitCode: Int32?, path: String, progress: String, routerLog: String = "") throws {
        self.exitCode = exitCode
        journal = try JournalReader.read(path: path)
        self.progress = progress
        self.routerLog = routerLog
        state = try Self.replay(journal)
        report = state.testReport { _ in [] }
    }

    private static func replay(_ journal: Journal, without isHidden: (Fact) -> Bool = { _ in false }) throws -> State {
        guard case .started(let start)? = journal.events.first?.fact else { throw JournalError.notAJournal(path: "") }
        var state = State(start: start)
        for event in journal.events where !isHidden(event.fact) { _ = reduce(into: &state, event) }
        return state
    }

    /// What would have been known without some of the facts.
    func state(without isHidden: (Fact) -> Bool) throws -> State { try Self.replay(journal, without: isHidden) }

    var incident: Incident? { state.incidents.all.first }
    var round: Round? { report.rounds.first }

    /// The answer that was on the pod when it was killed.
    var broken: StreamRecord? { (incident?.lead?.request).flatMap { state.conversation[$0] } }
}

/// The router of the embedded cluster.
enum DemoRouter: String, CaseIterable {
    case builtin
    case vllm = "vllm-router"
    case sglang = "sglang-router"
    case envoy, haproxy, nginx

    var isGateway: Bool { self == .envoy || self == .haproxy || self == .nginx }

    /// The log of sglang-router names no worker, so the engines' counters must tell: nobody else may ask meanwhile. That of a gateway tells
    /// of the replacement when somebody's request to it is over: the more users, the sooner.
    var flags: [String] {
        switch self {
        case .sglang: ["--sessions", "0", "--other-sessions", "0"]
        case .builtin, .vllm: ["--sessions", "2", "--other-sessions", "3"]
        case .envoy, .haproxy, .nginx: ["--sessions", "8", "--other-sessions", "3"]
        }
    }

    func environment() throws -> [String: String] {
        let variable = "FAILTOP_" + rawValue.uppercased().replacing("-", with: "_")
        switch self {
        case .builtin: return [:]
        case .vllm, .sglang, .envoy: return [variable: try PythonEnvironment.program(rawValue)]
        case .haproxy, .nginx: return [variable: try UnpackedPackages.program(rawValue)]
        }
    }
}
