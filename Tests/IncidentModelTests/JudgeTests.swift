import ClusterModel
import IncidentModel
import Testing
import TrafficModel

/// The four expectations on evidence alone: a row for each sentence of the failover model.
struct JudgeTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let sentence: String
        let expectation: IncidentModel.Expectation
        let outcome: ExpectationOutcome
        let evidence: IncidentEvidence

        init(
            _ sentence: String, _ expectation: IncidentModel.Expectation, _ outcome: ExpectationOutcome,
            _ change: (inout IncidentEvidence) -> Void = { _ in }
        ) {
            var evidence = JudgeTests.allWell
            change(&evidence)
            (self.sentence, self.expectation, self.outcome, self.evidence) = (sentence, expectation, outcome, evidence)
        }

        var testDescription: String { sentence }
    }

    /// A's answer was continued by the router, the session moved to B, D is ready and used.
    static var allWell: IncidentEvidence {
        var evidence = IncidentEvidence(letter: "A")
        var session = SessionEvidence(session: "9999")
        session.answer = AnswerEvidence(outcome: .complete(reason: "length"), tokens: 40)
        session.next = .by("B")
        session.serviceGap = .milliseconds(300)
        evidence.sessions = [session]
        evidence.recovery.capacityGap = .seconds(30)
        evidence.recovery.letter = "D"
        evidence.recovery.use = .seen(after: .seconds(31))
        return evidence
    }

    static func answer(_ outcome: StreamOutcome, _ change: @escaping (inout AnswerEvidence) -> Void = { _ in }) -> (inout IncidentEvidence) -> Void {
        { evidence in
            var answer = AnswerEvidence(outcome: outcome, tokens: 20)
            change(&answer)
            evidence.sessions[0].answer = answer
        }
    }

    static let forged = StreamDoubt.endedWithItsPod(reason: "stop")

    static let rows: [Row] = [
        Row("it completed without client help", .requestContinues, .pass),
        Row("only because failtop resumed it", .requestContinues, .passWithResume, answer(.complete(reason: "stop")) { $0.isResumed = true }),
        Row("it was truncated", .requestContinues, .fail, answer(.truncated("clean end"))),
        Row("an error event", .requestContinues, .fail, answer(.error("HTTP 503"))),
        Row("it stalled", .requestContinues, .fail, answer(.stalled(after: .seconds(5)))),
        Row("it was restarted", .requestContinues, .fail, answer(.complete(reason: "stop")) { $0.isRestarted = true }),
        Row("asked again before its first token", .requestContinues, .fail, answer(.complete(reason: "stop")) { $0.askedAgain = "q" }),
        Row("the engine drained", .requestContinues, .inconclusive, answer(.complete(reason: "stop")) { $0.isBySamePod = true }),
        Row("given up here", .requestContinues, .inconclusive, answer(.cancelled)),
        Row("still under way", .requestContinues, .inconclusive, answer(.streaming) { $0.isUnderWay = true }),
        Row("a finish that may be forged", .requestContinues, .inconclusive, answer(.truncated(forged.sentence)) { $0.doubt = forged }),
        Row("text behind a finish reason", .requestContinues, .inconclusive, answer(.truncated("")) { $0.doubt = .textBehindFinish(reason: "stop", tokens: 3) }),
        Row("a usage that does not fit", .requestContinues, .inconclusive, answer(.truncated("")) { $0.doubt = .tooFewCounted(3, received: 9) }),
        Row("the text restarted", .requestContinues, .fail, answer(.truncated("")) { $0.doubt = .restarted(after: 20) }),
        Row("no request was on it", .requestContinues, .inconclusive) { $0.sessions = [] },
        Row("what became of it is unknown", .requestContinues, .inconclusive) { $0.sessions[0].answer = nil },
        Row("our own path was down", .requestContinues, .inconclusive) {
            answer(.truncated("reset"))(&$0)
            $0.sessions[0].answerPathFailure = "port-forward ended"
        },
        Row("our own path was down after the answer was whole", .requestContinues, .pass) { $0.sessions[0].laterPathFailure = "port-forward ended" },

        Row("served by another engine", .sessionMoves, .pass),
        Row("with an error on the way", .sessionMoves, .fail) { $0.failed = [FailedRequest(id: "f", session: "9999")] },
        Row("attempts to resume that its client never saw", .sessionMoves, .passWithResume) {
            answer(.complete(reason: "stop")) { $0.isResumed = true }(&$0)
            $0.failed = [FailedRequest(id: "f", session: "9999", isHiddenByResume: true)]
        },
        Row("still on the lost engine", .sessionMoves, .fail) { $0.sessions[0].next = .bySamePod },
        Row("served, nobody knows where", .sessionMoves, .inconclusive) { $0.sessions[0].next = .byUnknown },
        Row("has not asked again", .sessionMoves, .inconclusive) { $0.sessions[0].next = .none },
        Row("none was served", .sessionMoves, .fail) {
            $0.sessions[0].next = .none
            $0.failed = [FailedRequest(id: "f", session: "9999")]
        },
        Row("others stayed", .sessionMoves, .pass) { $0.others = OtherSessions(elsewhere: 3, stayed: 3) },
        Row("others went to the new one", .sessionMoves, .pass) { $0.others = OtherSessions(elsewhere: 3, stayed: 2, rebalanced: 1) },
        Row("what became of others is unknown", .sessionMoves, .inconclusive) { $0.others = OtherSessions(elsewhere: 3, stayed: 2, unreached: 1) },
        Row("one failed, another is unknown", .sessionMoves, .fail) { $0.others = OtherSessions(elsewhere: 3, stayed: 1, failed: 1, unreached: 1) },
        Row("resumed, and others moved for nothing", .sessionMoves, .fail) {
            answer(.complete(reason: "stop")) { $0.isResumed = true }(&$0)
            $0.failed = [FailedRequest(id: "f", session: "9999", isHiddenByResume: true)]
            $0.others = OtherSessions(elsewhere: 3, stayed: 2, moved: 1)
        },
        Row("others moved for nothing", .sessionMoves, .fail) { $0.others = OtherSessions(elsewhere: 3, stayed: 2, moved: 1) },
        Row("no other was asked for, our own path was down", .sessionMoves, .inconclusive) {
            $0.sessions[0].next = .bySamePod
            $0.sessions[0].laterPathFailure = "port-forward ended"
        },
        Row("no session of ours was there", .sessionMoves, .inconclusive) { $0.sessions = [] },

        Row("service gap within its limit", .littleInterruption, .pass) { $0.sessions[0].serviceGap = .seconds(2) },
        Row("service gap beyond its limit", .littleInterruption, .fail) { $0.sessions[0].serviceGap = .milliseconds(2001) },
        Row("silent beyond the limit", .littleInterruption, .fail) {
            $0.sessions[0].serviceGap = nil
            $0.sessions[0].silence = .seconds(3)
        },
        Row("silent so far", .littleInterruption, .inconclusive) {
            $0.sessions[0].serviceGap = nil
            $0.sessions[0].silence = .seconds(1)
        },
        Row("no token was lost", .littleInterruption, .inconclusive) { $0.sessions[0].serviceGap = nil },

        Row("ready within its limit, and used", .fastRecovery, .pass),
        Row("ready too late", .fastRecovery, .fail) { $0.recovery.capacityGap = .seconds(301) },
        Row("ready too late, unseen for a part of it", .fastRecovery, .inconclusive) {
            $0.recovery.capacityGap = .seconds(301)
            $0.recovery.unseen = .seconds(10)
        },
        Row("not used by the router", .fastRecovery, .fail) { $0.recovery.use = .notUsed },
        Row("nothing would tell its use", .fastRecovery, .inconclusive) { $0.recovery.use = .unknown },
        Row("none ready within the limit", .fastRecovery, .fail) {
            $0.recovery.capacityGap = nil
            $0.recovery.elapsed = .seconds(301)
        },
        Row("none ready yet", .fastRecovery, .inconclusive) { $0.recovery.capacityGap = nil },
        Row("nobody wants another", .fastRecovery, .inconclusive) {
            $0.recovery.capacityGap = nil
            $0.recovery.isNotWanted = true
            $0.recovery.elapsed = .seconds(301)
        },
        Row("a planned change", .fastRecovery, .inconclusive) {
            $0.recovery.capacityGap = nil
            $0.isPlanned = true
        },
        Row("superseded by a later kill", .fastRecovery, .inconclusive) {
            $0.recovery.capacityGap = nil
            $0.recovery.supersededBy = 2
        },
    ]

    @Test(arguments: rows) func eachSentence(_ row: Row) throws {
        let results = judge(row.evidence)
        #expect(results.map(\.expectation) == IncidentModel.Expectation.allCases)
        let result = try #require(results.first { $0.expectation == row.expectation })
        #expect(result.outcome == row.outcome, "\(row.sentence): \(result.detail)")
        #expect(judge(row.evidence) == results, "the same evidence gives the same results")
    }

    @Test func theWorstOfSeveralSessionsIsTold() {
        var evidence = Self.allWell
        var other = SessionEvidence(session: "8888")
        other.answer = AnswerEvidence(outcome: .truncated("reset"), tokens: 5)
        evidence.sessions.append(other)
        let result = judge(evidence)[0]
        #expect(result.outcome == .fail)
        #expect(result.detail.hasPrefix("1 of 2 sessions: 8888: truncated: reset"))
    }
}
