import IncidentModel
import TestSupport
import Testing
import TrafficModel

@testable import FailoverModel

/// A router that deals requests out in turn moves every session all the time: that one moves after a fault proves nothing.
struct KeptSessionTests {
    private static func evidence(_ change: (inout IncidentEvidence) -> Void) -> ExpectationResult {
        var evidence = IncidentEvidence(letter: "A")
        change(&evidence)
        return judge(evidence)[1]
    }

    @Test(arguments: [(true, 0, ExpectationOutcome.pass), (false, 0, .inconclusive), (true, 1, .fail), (false, 1, .fail)])
    func aProbeThatMoves(_ isKept: Bool, _ failed: Int, _ outcome: ExpectationOutcome) {
        let result = Self.evidence { evidence in
            var probe = ProbeEvidence(session: "p")
            probe.next = .by("B")
            probe.isKept = isKept
            probe.failed = failed
            evidence.probed = [probe]
        }
        #expect(result.outcome == outcome, "\(result)")
        #expect(result.detail.contains("moved the session before without a fault") == !isKept, "\(result)")
    }

    @Test(arguments: [(true, ExpectationOutcome.pass), (false, .inconclusive)])
    func aSessionOfOursThatMoves(_ isKept: Bool, _ outcome: ExpectationOutcome) {
        let result = Self.evidence { evidence in
            var session = SessionEvidence(session: "9999")
            session.next = .by("B")
            session.isKept = isKept
            evidence.sessions = [session]
        }
        #expect(result.outcome == outcome, "\(result)")
    }

    /// Where its engine was away in between, however shortly, or another came, the router had a reason.
    @Test(arguments: [(false, false, ExpectationOutcome.inconclusive), (true, false, .pass), (false, true, .pass)])
    func aReasonIsSeenAfterwards(_ wasAway: Bool, _ hasCome: Bool, _ outcome: ExpectationOutcome) throws {
        var story = Story.steady()
        if hasCome { story.tell(at: 0.9, .kubernetes(.pods(.changed(Story.engine("cn9tb", host: 13, ready: false))))) }
        Self.ask(&story, at: 12, host: 12)
        if wasAway {
            story.tell(at: 14, .kubernetes(.pods(.changed(Story.engine("4psb7", host: 12, ready: false)))))
            story.tell(at: 15, .kubernetes(.pods(.changed(Story.engine("4psb7", host: 12)))))
        }
        if hasCome { story.tell(at: 15, .kubernetes(.pods(.changed(Story.engine("cn9tb", host: 13))))) }
        Self.ask(&story, at: 16, host: 13)
        story.tell(at: 30, .ticked)
        let (id, end) = story.ask(at: 30, host: 13, tokens: 9)
        var dying = Story.engine("cn9tb", host: 13)
        dying.isTerminating = true
        story.tell(at: end + 0.1, .kubernetes(.pods(.changed(dying))), .stream(.closed(id, .cleanEnd)))
        Self.ask(&story, at: 33, host: 11)
        let result = story.state.results(of: try #require(story.state.incidents.all.last))[1]
        #expect(result.outcome == outcome, "\(result)")
    }

    private static func ask(_ story: inout Story, at seconds: Double, host: Int) {
        let (id, end) = story.ask(at: seconds, host: host, tokens: 5)
        story.tell(at: end + 0.1, .stream(.finishReason(id, "stop")), .stream(.doneMarker(id)), .stream(.closed(id, .cleanEnd)))
    }
}
