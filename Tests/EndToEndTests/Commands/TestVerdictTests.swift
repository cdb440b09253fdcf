import TestSupport
import Testing

/// `failtop test` on whole clusters: what each kill and each world comes to.
@Suite(.serialized, .longWorld, .timeLimit(.minutes(2)))
struct TestVerdictTests {
    @Test(arguments: [
        ([], 1, "fail", "truncated", false),
        (["--on-break", "resume"], 0, "pass with resume", "complete", true),
        (["--on-break", "retry"], 1, "fail", "complete", false),
        (["--resume-in-router"], 0, "pass", "complete", false),
        (["--kill", "force", "--on-break", "resume"], 0, "pass with resume", "complete", true),
        (["--kill", "graceful", "--on-break", "resume"], 0, "pass with resume", "complete", true),
        (["--kill", "evict", "--on-break", "resume", "--api", "completions"], 0, "pass with resume", "complete", true),
        (["--scenario", "clean-end"], 1, "fail", "truncated", false),
        (["--scenario", "draining-engine", "--kill", "graceful"], 5, "inconclusive", "complete", false),
    ] as [([String], Int32, String, String, Bool)])
    func worlds(_ flags: [String], _ code: Int32, _ verdict: String, _ outcome: String, _ isResumed: Bool) async throws {
        let (exitCode, report) = try await JudgedRun.of("test", JudgedRun.quick + flags)
        #expect(report.verdict.rawValue == verdict, "\(report)")
        #expect(exitCode == code)
        #expect(report.rounds.first?.stream?.outcome == outcome)
        #expect(report.rounds.first?.stream?.isResumed == isResumed)
        #expect(report.rounds.first?.stream?.resumedBy == (isResumed ? "token ids" : nil))
        // Whether the old pace comes back (T6) is the machine's affair.
        if outcome == "complete", isResumed { #expect(report.rounds.first?.marks.count { $0.mark != "T6" } == 7) }
    }

    /// A rehearsal tells on which engine the talk's session will be.
    @Test func theSameSeedServesTheSessionOnTheSameEngine() async throws {
        var pods: [String?] = []
        for _ in 0..<2 { pods.append(try await JudgedRun.of("test", JudgedRun.quick + ["--seed", "7", "--sessions", "0"]).report.rounds.first?.pod) }
        #expect(pods[0] != nil && pods[0] == pods[1], "\(pods)")
    }

    @Test func aFieldThatPreventsResumptionIsNamed() async throws {
        let flags = JudgedRun.quick + ["--on-break", "resume", "--field", #"response_format={"type":"text"}"#]
        let (exitCode, report) = try await JudgedRun.of("test", flags)
        #expect(exitCode == 1)
        #expect(report.rounds.first?.results.first?.detail.contains("not resumed: it asks for structured output") == true)
    }

    @Test func aSilentEngineIsStalledInTime() async throws {
        let (exitCode, report) = try await JudgedRun.of("test", JudgedRun.quick + ["--scenario", "stalled-engine", "--max-tokens", "100"])
        #expect(exitCode == 4)
        // Three seconds are its limit; a busy machine looks later.
        #expect(report.reason?.contains("stalled: silent for ") == true, "\(report)")
    }
}
