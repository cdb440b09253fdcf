import DrillModel
import FailoverModel
import IncidentModel
@testable import Journal
import TestSupport
import Testing

/// Tests in front of real engines, routers and API servers, recorded by an earlier version, which judged them wrongly.
struct RealEngineRecordingTests {
    private func report(_ name: String) throws -> TestReport {
        let journal = try JournalReader.read(try Fixture.data("recordings/\(name).jsonl"), path: name)
        var replay = try #require(Replay(journal))
        replay.seek(to: replay.duration)
        return replay.state.testReport { _ in [] }
    }

    /// The probes never left this machine: what became of their sessions is not known. The stream broke before.
    @Test func ourOwnPathDown() throws {
        let report = try report("apiserver-down-after-kill")
        let round = try #require(report.rounds.first)
        #expect(round.results.map(\.outcome) == [.fail, .inconclusive, .pass, .pass])
        #expect(round.results[1].detail.contains("6 not known: our own path to the router failed"))
        #expect(round.otherSessions.failed == 0 && round.otherSessions.unreached == 6 && round.failedRequests == 0)
        #expect(!report.findings.contains { $0.cause == .networking })
        #expect(report.findings.isEmpty, "\(report.findings.map(\.id))")
    }

    /// The service proxy kept requests for 13 s; the engines were idle.
    @Test func requestsThatWaitedBeforeTheRouter() throws {
        let report = try report("etcd-down-false-queue-finding")
        #expect(report.verdict == .fail)
        #expect(report.rounds.first?.results.map(\.outcome) == [.fail, .pass, .pass, .pass])
        #expect(!report.findings.contains { $0.id == "queue" })
    }

    /// Metrics without series and a list of three instances: the list counts. Its pod was asked for once it was lost.
    @Test func dynamoListsItsInstances() throws {
        let report = try report("dynamo-limit0-false-workers-finding")
        let round = try #require(report.rounds.first)
        #expect(round.results.map(\.outcome) == [.passWithResume, .fail, .pass, .pass])
        #expect(round.otherSessions.failed == 2)
        #expect(round.ledger.map(\.tokens) == [20, 130] && round.stream?.tokens == 150)
        #expect(report.findings.map(\.id) == ["refused"])
        #expect(report.findings.first?.remedy?.contains("--migration-limit") == true)
    }

    @Test func aWayToResumeThatIsNotOpen() throws {
        let report = try report("sglang-real-vllm-tokenize-404")
        #expect(report.rounds.first?.results.map(\.outcome) == [.fail, .fail, .pass, .pass])
        #expect(report.findings.map(\.id) == ["resume-refused"])
        #expect(report.findings.first?.detail.contains("/tokenize answered HTTP 404") == true)
    }

    /// vLLM's commonest end: open and silent after SIGTERM.
    @Test func anEngineThatHangsWhenItStops() throws {
        let report = try report("vllm-sigterm-hang-stalled")
        let round = try #require(report.rounds.first)
        #expect(round.stream?.outcome == "stalled" && round.stream?.tokens == 75)
        #expect(try #require(round.detectionGap) < 1.1, "a second, not five")
        #expect(report.findings.map(\.id) == ["hang"])
        #expect(report.findings.first?.remedy?.contains("--shutdown-timeout") == true)
    }
}
