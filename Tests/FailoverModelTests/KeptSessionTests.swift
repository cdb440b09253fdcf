import IncidentModel
import Testing

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
}
