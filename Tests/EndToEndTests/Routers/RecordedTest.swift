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
    var state: State
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
            try await run(router: router, kill: kill, flags)
        }
    }

    private static func run(router: DemoRouter, kill: String, _ flags: String) async throws -> RecordedTest {
        let journal = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString).jsonl").path
        defer { try? FileManager.default.removeItem(atPath: journal) }
        let arguments =
            ["test", "--demo", "--demo-router", router.rawValue, "--kill", kill, "--startup-delay", "4s", "--record", journal]
            + router.flags + flags.split(separator: " ").map(String.init)
        let outcome = try await Program.run(Program.failtop, arguments, environment: try router.environment())
        return try RecordedTest(exitCode: outcome.exitCode, journal: journal, progress: outcome.error)
    }

    private init(exitCode: Int32?, journal path: String, progress: String) throws {
        let journal = try JournalReader.read(path: path)
        guard case .started(let start)? = journal.events.first?.fact else { throw JournalError.notAJournal(path: path) }
        var state = State(start: start)
        for event in journal.events { _ = reduce(into: &state, event) }
        self.exitCode = exitCode
        self.state = state
        self.progress = progress
        report = state.testReport { _ in [] }
    }

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

    /// Its log names no worker, so the engines' counters must tell: nobody else may ask meanwhile.
    var flags: [String] {
        self == .sglang ? ["--sessions", "0", "--other-sessions", "0"] : ["--sessions", "2", "--other-sessions", "3"]
    }

    func environment() throws -> [String: String] {
        guard self != .builtin else { return [:] }
        let variable = "FAILTOP_" + rawValue.uppercased().replacing("-", with: "_")
        return [variable: try PythonEnvironment.program(rawValue)]
    }
}
