/// The kills step: what became of each kill, by the API server's answers and by what is seen of its pod.
extension State {
    /// Puts a kill on record and on its way.
    mutating func sendKill(_ order: KillOrder) -> Command {
        kills.begin(order, letter: letter(of: order.pod), at: now)
        return .kill(order)
    }

    mutating func applyToKills(_ event: Event, _ transitions: [PodTransition]) {
        switch event.fact {
        case .kubernetes(.killRequested(let order, _)):
            kills.noteRequest(order, letter: letter(of: order.pod), at: event.at)
        case .kubernetes(.killAccepted(let order)): conclude(order, .accepted)
        case .kubernetes(.killRefused(let order, .failed(let reason))), .kubernetes(.killUnknown(let order, let reason)):
            conclude(order, .unknown(reason: reason, decidedBy: now + KillsState.longestDoubt))
        case .kubernetes(.killRefused(let order, let refusal)): conclude(order, .refused(refusal))
        case .ticked:
            for kill in kills.expire(at: event.at, seesPods: sources[.pods].isLive) {
                tell("\(kill.podWords) goes on: the kill whose outcome was not known had no effect")
            }
        default: break
        }
        for transition in transitions where transition.after.isLeaving {
            kills.noteEnd(of: transition.after.pod.uid, at: event.at)
        }
    }

    private mutating func conclude(_ order: KillOrder, _ outcome: KillOutcome) {
        kills.conclude(order, outcome, letter: letter(of: order.pod), at: now)
    }

    /// What the operator is told of a kill's answer.
    mutating func tellOutcome(of order: KillOrder) {
        guard let kill = kills.latest(of: order.pod) else { return }
        switch kill.outcome {
        case .asked, .lapsed: break
        case .accepted: tell("killed \(kill.podWords) (\(order.kind.rawValue))")
        case .refused(let refusal): complain("nothing killed: \(order.pod.name): \(refusal.message)")
        case .unknown(let reason, _) where kill.endSeenAt == nil:
            complain("not known whether it was killed: \(kill.podWords): \(reason)")
        case .unknown(let reason, _):
            tell("\(kill.podWords) goes: it was killed, though the API's answer was lost (\(reason))")
        }
    }
}
