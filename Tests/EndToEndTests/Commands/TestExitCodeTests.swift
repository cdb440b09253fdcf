import Foundation
import TestSupport
import Testing

/// `failtop test` as a program: the report on standard output, the exit code, Ctrl-C. What the report says is judged in process.
@Suite(.serialized, .world, .timeLimit(.minutes(2)))
struct TestExitCodeTests {
    private struct Report: Decodable {
        var verdict: String
    }

    @Test(arguments: [
        (["--on-break", "resume"], 0, "pass with resume"), ([], 1, "fail"), (["--scenario", "forbidden"], 3, "refused"),
        (["--scenario", "insufficient-replicas"], 4, "refused"),
        (["--scenario", "draining-engine", "--kill", "graceful"], 5, "inconclusive"),
    ] as [([String], Int32, String)])
    func itEndsWithTheCodeOfItsVerdict(_ flags: [String], _ code: Int32, _ verdict: String) async throws {
        let outcome = try await Program.run(Program.failtop, ["test", "--output", "json"] + JudgedRun.quick + flags)
        #expect(outcome.exitCode == code, "\(outcome.error)")
        #expect(try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8)).verdict == verdict)
        #expect(!outcome.error.isEmpty, "progress is told")
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
