import ClusterModel
import IncidentModel
import TrafficModel

/// The test step: carries the plan out, phase by phase, on what the other steps have made of the facts.
extension TestState {
    package mutating func begin(_ settings: DrillSettings, at moment: Moment) {
        self.settings = settings
        if settings.test != nil { enter(.settling, at: moment) }
    }

    /// - Parameter runID: names the sessions that only this run's probes have.
    package mutating func reduce(
        _ event: DrillEvent, at moment: Moment, runID: String, cluster: ClusterState, traffic: TrafficState,
        incidents: IncidentsState
    ) -> [DrillIntent] {
        guard let plan = settings.test, isRunning else { return [] }
        var step = DrillStep(self, at: moment, runID: runID, cluster: cluster, traffic: traffic, incidents: incidents)
        let intents = step.reduce(event, plan)
        self = step.test
        return intents
    }
}

extension DrillStep {
    fileprivate mutating func reduce(_ event: DrillEvent, _ plan: TestPlan) -> [DrillIntent] {
        switch event {
        case .interrupted: return finish(.aborted, "interrupted while \(test.phase.title)")
        case .killRefused(let order, let refusal):
            if order == test.requests.order, test.phase == .killing || testedIncident?.cause.isOurs == false {
                if case .refused? = incidents.kills.latest(of: order.pod)?.outcome { return finishRefused(refusal) }
            }
        case .started, .other: break
        }
        var intents: [DrillIntent] = []
        var before: TestPhase
        // What is asked is looked at when it has been sent.
        repeat {
            before = test.phase
            intents += advance(plan)
        } while test.phase != before && intents.isEmpty
        return intents
    }

    private mutating func advance(_ plan: TestPlan) -> [DrillIntent] {
        switch test.phase {
        case .idle, .over: return []
        case .settling: return settle(plan)
        case .baseline: return probeSession(plan)
        case .otherSessions: return awaitOtherSessions()
        case .streaming: return awaitTrigger(plan)
        case .killing: return awaitKill()
        case .watching: return awaitAnswer()
        case .asking: return awaitFollowUp()
        case .probing: return awaitProbes()
        case .recovering: return awaitRecovery(plan)
        }
    }

    mutating func enter(_ phase: TestPhase) -> [DrillIntent] {
        test.enter(phase, at: now)
        return []
    }

    /// Ends the test; the verdict is nil where the rounds tell it.
    mutating func finish(_ verdict: Verdict?, _ reason: String?, isUnreachable: Bool = false) -> [DrillIntent] {
        // Who may not kill is told so, whatever else was missing before the API server had said it.
        let denial = verdict == .refused && test.requests.order == nil ? self.denial : nil
        test.ending = TestEnding(verdict: verdict, reason: denial ?? reason, isUnreachable: isUnreachable || denial != nil)
        test.enter(.over, at: now)
        return [.finished]
    }

    private mutating func finishRefused(_ refusal: KillRefusal) -> [DrillIntent] {
        if case .forbidden(let text) = refusal { return finish(.refused, "the kill is forbidden: \(text)", isUnreachable: true) }
        if test.phase != .killing {
            return finish(.inconclusive, "the pod went by another hand, and the kill was refused: \(refusal.message)")
        }
        return finish(.refused, "nothing killed: \(refusal.message)")
    }

    /// Sends a request of the test; nil, and the test is over, where it cannot be sent.
    mutating func send(
        _ purpose: StreamRequest.Purpose, session: String? = nil, resuming resumption: Resumption? = nil,
        into intents: inout [DrillIntent]
    ) -> RequestID? {
        if let obstacle = traffic.obstacle {
            let hasKilled = test.requests.order != nil
            intents += finish(
                hasKilled ? .inconclusive : .refused, "no request can be sent: \(obstacle.message)", isUnreachable: !hasKilled)
            return nil
        }
        let id = ids.next()
        intents.append(.ask(Inquiry(id: id, session: session ?? self.session, purpose: purpose, resumption: resumption)))
        return id
    }
}
