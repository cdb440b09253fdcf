import Foundation
import TestSupport
import Testing

/// `failtop test` and `failtop doctor` on whole clusters: verdict, exit code and diagnosis of each world.
@Suite(.serialized)
struct TestCommandTests {
    private struct Report: Decodable {
        struct Result: Decodable {
            var judgement: String
            var detail: String
        }
        struct Round: Decodable {
            struct Stream: Decodable {
                var outcome: String
                var isResumed: Bool
            }
            var results: [Result]
            var stream: Stream?
            var marks: [[String: Value]]
        }
        struct Check: Decodable {
            var id: String
            var status: String
            var cause: String?
        }
        enum Value: Decodable {
            case other
            init(from decoder: any Decoder) { self = .other }
        }
        var verdict: String
        var reason: String?
        var rounds: [Round]
        var checks: [Check]
        var findings: [Check]
    }

    private func run(_ command: String, _ flags: [String]) async throws -> (code: Int32?, report: Report) {
        let outcome = try await Program.run(Program.failtop, [command, "--output", "json"] + flags)
        let report = try #require(
            try? JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8)), "\(outcome.output)\(outcome.error)")
        return (outcome.exitCode, report)
    }

    private static let quick = ["--demo", "--startup-delay", "1s", "--max-tokens", "60", "--stall-after", "3s"]

    @Test(arguments: [
        ([], 1, "deviated", "truncated", false),
        (["--on-break", "resume"], 0, "held with resume", "complete", true),
        (["--on-break", "retry"], 1, "deviated", "complete", false),
        (["--resume-in-router"], 0, "held", "complete", false),
        (["--kill", "force", "--on-break", "resume"], 0, "held with resume", "complete", true),
        (["--kill", "graceful", "--on-break", "resume"], 0, "held with resume", "complete", true),
        (["--kill", "evict", "--on-break", "resume", "--api", "completions"], 0, "held with resume", "complete", true),
        (["--scenario", "clean-end"], 1, "deviated", "truncated", false),
        (["--scenario", "draining-engine", "--kill", "graceful"], 5, "inconclusive", "complete", false),
    ] as [([String], Int32, String, String, Bool)])
    func worlds(_ flags: [String], _ code: Int32, _ verdict: String, _ outcome: String, _ isResumed: Bool) async throws {
        let (exitCode, report) = try await run("test", Self.quick + flags)
        #expect(report.verdict == verdict, "\(report)")
        #expect(exitCode == code)
        #expect(report.rounds.first?.stream?.outcome == outcome)
        #expect(report.rounds.first?.stream?.isResumed == isResumed)
        if outcome == "complete", isResumed { #expect(report.rounds.first?.marks.count == 8) }
    }

    @Test func aFieldThatPreventsResumptionIsNamed() async throws {
        let flags = Self.quick + ["--on-break", "resume", "--field", #"response_format={"type":"text"}"#]
        let (exitCode, report) = try await run("test", flags)
        #expect(exitCode == 1)
        #expect(report.rounds.first?.results.first?.detail.contains("not resumed: it asks for structured output") == true)
    }

    /// What is wrong before anything is killed: refused, with the cause, and the doctor says the same.
    @Test(arguments: [
        ("insufficient-replicas", 4, "replicas", "insufficient replicas"),
        ("misconfigured-routing", 4, "session-routing", "misconfigured routing"),
        ("wrong-session-key", 4, "session-key", "misconfigured routing"),
        ("router-refuses", 3, "health", "networking"),
        ("router-unreachable", 3, "health", "networking"),
        ("service-without-endpoints", 3, "endpoints", "networking"),
        ("connections-cut", 4, "streaming", "networking"),
        ("budget-blocks-eviction", 4, "budget", "insufficient replicas"),
        ("forbidden", 3, "permissions", nil),
    ] as [(String, Int32, String, String?)])
    func badBaselines(_ scenario: String, _ code: Int32, _ check: String, _ cause: String?) async throws {
        let flags = Self.quick + ["--scenario", scenario] + (check == "budget" ? ["--kill", "evict"] : [])
        let (exitCode, tested) = try await run("test", flags)
        #expect(exitCode == code, "\(tested)")
        #expect(tested.verdict == "refused")
        #expect(tested.findings.contains { $0.id == check && $0.status == "fail" && $0.cause == cause }, "\(tested.findings)")
        let (doctorCode, seen) = try await run("doctor", flags)
        #expect(seen.checks.contains { $0.id == check && $0.status == "fail" && $0.cause == cause }, "\(seen.checks)")
        #expect(doctorCode == 4 || doctorCode == 3)
    }

    /// What only a kill brings to light: the test names it, and so does the doctor on the cluster that is left.
    @Test(arguments: [
        ("no-gpu-for-replacement", "pending"), ("oom-killed", "restarts"), ("crash-loop", "restarts"),
        ("slow-model-load", "load-time"),
    ])
    func missingCapacity(_ scenario: String, _ check: String) async throws {
        let delay = scenario == "slow-model-load" ? [] : ["--startup-delay", "1s"]
        try await HeadlessDemo.with(["--scenario", scenario] + delay) { demo in
            let flags = ["--kubeconfig", demo.kubeconfig, "--max-recovery", "8s", "--max-tokens", "40"]
            let (exitCode, tested) = try await run("test", flags)
            #expect(exitCode == 1, "\(tested)")
            #expect(tested.findings.contains { $0.id == check && $0.cause == "resource constraints" }, "\(tested.findings)")
            let (doctorCode, seen) = try await run("doctor", flags)
            #expect(seen.checks.contains { $0.id == check && $0.status == "fail" }, "\(seen.checks)")
            #expect(doctorCode == 4)
        }
    }

    @Test func theDoctorPassesAHealthyStack() async throws {
        let (exitCode, report) = try await run("doctor", ["--demo"])
        #expect(exitCode == 0, "\(report.checks)")
        #expect(!report.checks.contains { $0.status == "fail" })
        #expect(report.checks.count { $0.status == "pass" } >= 15, "\(report.checks)")
    }

    @Test func aSilentEngineIsStalledInTime() async throws {
        let (exitCode, report) = try await run("test", Self.quick + ["--scenario", "stalled-engine", "--max-tokens", "100"])
        #expect(exitCode == 4)
        #expect(report.reason?.contains("stalled: silent for 3 s") == true, "\(report)")
    }

    @Test func ctrlCStillReports() async throws {
        let command = "\(Program.failtop) test --demo --max-tokens 500"
        try await Tmux.with(columns: 120, rows: 80, command: command) { terminal in
            try await terminal.shows("watching what becomes of the answer")
            try await terminal.press("C-c")
            try await terminal.shows("ABORTED", "interrupted while watching", "ended with 130")
        }
    }
}
