/// The report of a test or a diagnosis, from the state alone: whoever replays the same events gets the same report.
extension State {
    /// - Parameter gaps: over the rounds; their percentiles are computed outside the model.
    public func testReport(gaps: ([TestReport.Round]) -> [TestReport.GapSummary]) -> TestReport {
        let plan = settings.test ?? TestPlan(kind: .board)
        let rounds = reportedRounds
        let checks = plan.kind == .doctor ? checks : []
        return TestReport(
            kind: plan.kind, startedAt: start.wallClockAtZero, duration: now.seconds,
            verdict: verdict(of: rounds, checks), reason: test.ending?.reason, subject: subject, rounds: rounds,
            gaps: gaps(rounds), checks: checks, findings: plan.kind != .doctor && !isAllHeld(rounds) ? findings : [])
    }

    /// A kill that was not followed to its end is told as far as it is known.
    private var reportedRounds: [TestReport.Round] {
        // A board has no rounds of its own: each of its incidents is one.
        if settings.test == nil { return incidents.all.map { round($0.number, $0) } }
        guard test.rounds.count < test.round, let incident = testedIncident else { return test.rounds }
        return test.rounds + [round(test.round, incident)]
    }

    private func verdict(of rounds: [TestReport.Round], _ checks: [Check]) -> Verdict {
        if settings.test?.kind == .doctor {
            if let verdict = test.ending?.verdict, verdict == .aborted { return verdict }
            return checks.contains { $0.status == .fail } ? .refused : .held
        }
        let judged = Verdict(rounds.flatMap(\.results).map(\.judgement))
        switch test.ending?.verdict {
        case nil: return judged
        // What a finished round found stands, and who has killed was not refused.
        case .refused?, .inconclusive?: return rounds.isEmpty ? test.ending?.verdict ?? judged : judged == .deviated ? .deviated : .inconclusive
        case let verdict?: return verdict
        }
    }

    private func isAllHeld(_ rounds: [TestReport.Round]) -> Bool {
        !rounds.isEmpty && rounds.flatMap(\.results).allSatisfy { $0.judgement == .held || $0.judgement == .resumed }
    }

    private var subject: TestReport.Subject {
        TestReport.Subject(
            context: cluster.identity?.context, namespace: cluster.identity?.namespace,
            serverVersion: cluster.identity?.version, router: router.endpoint?.label, session: settings.session,
            sessionHeader: sessionHeader, model: router.model(for: settings), api: settings.api,
            onBreak: settings.onBreak, kill: settings.killKind)
    }
}
