import DrillModel
import IncidentModel
import TestSupport
import Testing

/// Whole tests against worlds that behave in one way each.
struct VerdictTests {
    static func judgements(_ report: TestReport) -> [ExpectationOutcome] { report.rounds.last?.results.map(\.outcome) ?? [] }

    @Test func aRouterThatOnlyBreaksDeviates() throws {
        var world = TestWorld()
        let report = world.play()
        #expect(report.verdict == .fail)
        #expect(Self.judgements(report) == [.fail, .pass, .pass, .pass])
        let round = try #require(report.rounds.first)
        #expect(round.stream?.outcome == "truncated")
        #expect(round.stream?.tokens == 20)
        #expect(round.otherSessions == OtherSessions(elsewhere: 3, stayed: 3, onPod: 1, rescued: 1))
        #expect(round.marks.map(\.mark) == ["T0", "T1", "T2", "T3", "T4", "T5", "T6", "T7"])
        #expect(world.kills.map(\.pod.name) == [Story.prefix + "host-11"])
    }

    @Test func resumedIsNotHeldButSaysSo() throws {
        var world = TestWorld { $0.onBreak = .resume }
        let report = world.play()
        #expect(report.verdict == .passWithResume)
        #expect(Self.judgements(report) == [.passWithResume, .pass, .pass, .pass])
        let round = try #require(report.rounds.first)
        #expect(round.ledger.map(\.tokens) == [20, 20])
        #expect(round.ledger.map(\.letter) == ["A", "B"])
        #expect(round.ledger.map(\.resentAsPrompt) == [0, 20])
        #expect(round.ledger.allSatisfy { $0.fate == .kept })
        let resumed = try #require(world.requests.first { $0.resumption != nil })
        #expect(resumed.maxTokens == 20)
        #expect(resumed.resumption?.form == .assistantMessage)
        #expect(resumed.resumption?.text.hasPrefix("w0 w1 ") == true)
        #expect(abs(try #require(round.stream?.addedGap)) < 0.001)
    }

    @Test func retryDiscardsAndDeviates() throws {
        var world = TestWorld { $0.onBreak = .retry }
        let report = world.play()
        #expect(report.verdict == .fail)
        let round = try #require(report.rounds.first)
        #expect(round.ledger.map(\.fate) == [.discarded, .kept])
        #expect(round.stream?.isRestarted == true)
        #expect(round.stream?.tokens == 40)
    }

    @Test func aRouterThatMigratesHolds() {
        var world = TestWorld()
        world.ending = .migrate
        let report = world.play()
        #expect(report.verdict == .pass)
        #expect(Self.judgements(report) == [.pass, .pass, .pass, .pass])
        #expect(report.rounds.first?.stream?.isResumed == false)
    }

    @Test func aDrainingEngineTestsNothing() {
        var world = TestWorld()
        world.ending = .drain
        let report = world.play()
        #expect(report.verdict == .inconclusive)
        #expect(report.rounds.first?.stream?.outcome == "complete")
        #expect(report.rounds.first?.results.first?.detail.contains("not tested") == true)
        #expect(report.findings.contains { $0.id == "drain" } == false, "a warning without a cause is no finding")
    }

    /// Its pod is terminating: a second is enough, however long others may be silent.
    @Test func anEngineThatFallsSilentAtItsEndIsStalled() throws {
        var world = TestWorld { $0.stallAfter = .seconds(5) }
        world.ending = .silent
        let report = world.play()
        #expect(report.verdict == .fail)
        #expect(report.rounds.first?.stream?.outcome == "stalled")
        let detection = try #require(report.rounds.first?.detectionGap)
        #expect(detection >= 1 && detection < 1.2)
        #expect(Self.judgements(report) == [.fail, .pass, .pass, .pass], "the next token comes within the limit")
    }

    @Test func aRouterThatDropsAFieldIsResumedByPrompt() {
        var world = TestWorld { $0.onBreak = .resume }
        world.dropsFields = true
        let report = world.play()
        #expect(report.verdict == .fail, "a request failed on the way")
        #expect(Self.judgements(report).first == .passWithResume)
        #expect(world.requests.compactMap(\.resumption?.form) == [.assistantMessage, .renderedPrompt])
    }

    /// `vllm-router` after a forced deletion: two attempts still go to the lost engine.
    @Test func attemptsToResumeThatFailFirstAreTheClientsBusiness() {
        var world = TestWorld { $0.onBreak = .resume }
        world.failures = 2
        let report = world.play()
        #expect(report.verdict == .passWithResume)
        #expect(report.rounds.first?.results[1].detail.contains("after 2 failed attempts to resume") == true)
    }

    @Test func failedRequestsAreCounted() throws {
        var world = TestWorld()
        world.failures = 2
        let report = world.play()
        let results = try #require(report.rounds.first?.results)
        #expect(results[1].outcome == .fail)
        #expect(results[1].detail.contains("after 2 failed requests"))
        #expect(results[2].detail.contains("2 requests failed"))
        #expect(report.findings.contains { $0.id == "refused" && $0.cause == .misconfiguredRouting })
    }

    @Test func sessionsThatMoveForNothingDeviate() throws {
        var world = TestWorld()
        world.isShuffling = true
        let report = world.play()
        #expect(Self.judgements(report)[1] == .fail)
        #expect(try #require(report.rounds.first).otherSessions.moved > 0)
    }

    @Test func noReplacementDeviates() {
        var world = TestWorld { $0.limits.capacityGap = .seconds(20) }
        world.recovery = nil
        let report = world.play()
        #expect(report.verdict == .fail)
        #expect(Self.judgements(report)[3] == .fail)
        #expect(report.findings.contains { $0.id == "replacement" && $0.cause == .resourceConstraints })
    }

    @Test func roundsAreCountedApart() {
        var world = TestWorld { $0.test?.repetitions = 3 }
        world.ending = .migrate
        let report = world.play()
        #expect(report.rounds.map(\.number) == [1, 2, 3])
        #expect(report.rounds.map(\.letter) == ["A", "B", "C"])
        #expect(report.verdict == .pass)
    }

    @Test func anInterruptionStillReports() {
        var world = TestWorld()
        let report = world.play(interruptAt: 4.5)
        #expect(report.verdict == .aborted)
        #expect(report.reason?.hasPrefix("interrupted while") == true)
        #expect(!world.kills.isEmpty)
        #expect(report.rounds.count == 1, "what is known of the kill is told")
    }
}
