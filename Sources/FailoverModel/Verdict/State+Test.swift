/// The test step: carries the plan out, phase by phase, on what the other steps have made of the facts.
extension State {
    mutating func applyToTest(_ event: Event) -> [Command] {
        guard let plan = settings.test else { return [] }
        switch event.fact {
        case .started:
            test.enter(.settling, at: now)
        case .action(.interrupt), .action(.quit):
            if test.isRunning { return finish(.aborted, "interrupted while \(test.phase.title)") }
        case .kubernetes(.killRefused(let order, let refusal)):
            if order == test.trial.order, test.phase == .killing || testedIncident?.cause.isOurs == false {
                if case .refused? = kills.latest(of: order.pod)?.outcome { return finishRefused(refusal) }
            }
        default:
            break
        }
        var commands: [Command] = []
        var before: TestPhase
        repeat {
            before = test.phase
            commands += advance(plan)
        } while test.phase != before
        return commands
    }

    private mutating func advance(_ plan: TestPlan) -> [Command] {
        switch test.phase {
        case .idle, .over: return []
        case .settling: return settle(plan)
        case .baseline: return probeSession(plan)
        case .bystanders: return awaitBystanders()
        case .streaming: return awaitTrigger(plan)
        case .killing: return awaitKill()
        case .watching: return awaitAnswer()
        case .asking: return awaitFollowUp()
        case .probing: return awaitProbes()
        case .recovering: return awaitRecovery(plan)
        }
    }

    var elapsedInPhase: Duration { now - test.phaseSince }

    mutating func enter(_ phase: TestPhase) -> [Command] {
        test.enter(phase, at: now)
        return []
    }

    /// Ends the test; the verdict is nil where the rounds tell it.
    mutating func finish(_ verdict: Verdict?, _ reason: String?, isUnreachable: Bool = false) -> [Command] {
        test.ending = TestEnding(verdict: verdict, reason: reason, isUnreachable: isUnreachable)
        test.enter(.over, at: now)
        return [.quit]
    }

    private mutating func finishRefused(_ refusal: KillRefusal) -> [Command] {
        if case .forbidden(let text) = refusal { return finish(.refused, "the kill is forbidden: \(text)", isUnreachable: true) }
        if test.phase != .killing {
            return finish(.inconclusive, "the pod went by another hand, and the kill was refused: \(refusal.message)")
        }
        return finish(.refused, "nothing killed: \(refusal.message)")
    }

    /// Sends a request of the test; nil, and the test is over, where it cannot be sent.
    mutating func send(
        _ purpose: StreamRequest.Purpose, session: String? = nil, resuming resumption: Resumption? = nil,
        into commands: inout [Command]
    ) -> RequestID? {
        switch makeRequest(purpose, session: session, resumption: resumption, at: now) {
        case .success(let request):
            commands.append(.send(request))
            return request.id
        case .failure(let reason):
            let hasKilled = test.trial.order != nil
            commands += finish(
                hasKilled ? .inconclusive : .refused, "no request can be sent: \(reason.message)", isUnreachable: !hasKilled)
            return nil
        }
    }
}
