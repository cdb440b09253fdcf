import ClusterModel
import DiagnosisModel
import IncidentModel
import TrafficModel

/// The report of a test or a diagnosis, from the state alone: whoever replays the same events gets the same report.
extension TestState {
    /// - Parameter gaps: over the rounds; their percentiles are computed outside the model.
    package func report(
        at now: Moment, cluster: ClusterState, traffic: TrafficState, incidents: IncidentsState, diagnosis: Diagnosis,
        gaps: ([Round]) -> [TestReport.GapSummary]
    ) -> TestReport {
        let kind = settings.test?.kind ?? .board
        let step = DrillStep(self, at: now, runID: "", cluster: cluster, traffic: traffic, incidents: incidents)
        let rounds = step.reportedRounds
        let checks = kind == .doctor ? diagnosis.checks : []
        return TestReport(
            kind: kind, startedAt: cluster.wallClock(at: .zero), duration: now.seconds, verdict: verdict(of: rounds, checks),
            reason: ending?.reason, subject: step.subject, rounds: rounds, gaps: gaps(rounds), checks: checks,
            findings: kind != .doctor && !isPassed(rounds) ? diagnosis.findings : [])
    }

    private func verdict(of rounds: [Round], _ checks: [Check]) -> Verdict {
        if settings.test?.kind == .doctor {
            if let verdict = ending?.verdict, verdict == .aborted { return verdict }
            return checks.contains { $0.status == .fail } ? .refused : .pass
        }
        let judged = Verdict(rounds.flatMap(\.results).map(\.outcome))
        switch ending?.verdict {
        case nil: return judged
        // What a finished round found stands, and who has killed was not refused.
        case .refused?, .inconclusive?: return rounds.isEmpty ? ending?.verdict ?? judged : judged == .fail ? .fail : .inconclusive
        case let verdict?: return verdict
        }
    }

    private func isPassed(_ rounds: [Round]) -> Bool {
        !rounds.isEmpty && rounds.flatMap(\.results).allSatisfy { $0.outcome == .pass || $0.outcome == .passWithResume }
    }
}

extension DrillStep {
    /// A kill that was not followed to its end is told as far as it is known.
    fileprivate var reportedRounds: [Round] {
        // A board has no rounds of its own: each of its incidents is one.
        if settings.test == nil { return incidents.all.map { round($0.number, $0) } }
        guard test.rounds.count < test.round, let incident = testedIncident else { return test.rounds }
        return test.rounds + [round(test.round, incident)]
    }

    fileprivate var subject: TestReport.Subject {
        TestReport.Subject(
            context: cluster.identity?.context, namespace: cluster.identity?.namespace, serverVersion: cluster.identity?.version,
            router: router.endpoint?.label, session: session, sessionHeader: traffic.sessionHeader, model: traffic.model,
            api: traffic.settings.api, onBreak: traffic.settings.onBreak, kill: settings.killKind)
    }
}
