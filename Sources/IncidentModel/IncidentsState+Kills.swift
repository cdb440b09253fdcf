import ClusterModel
import TrafficModel

/// What became of each kill, by the API server's answers and by what is seen of its pod.
extension IncidentsState {
    /// A kill is on its way.
    package mutating func beginKill(_ order: KillOrder, letter: String, at moment: Moment) {
        kills.begin(order, letter: letter, at: moment)
    }

    mutating func reduceKills(_ event: TrafficEvent, _ transitions: [PodTransition], _ context: IncidentContext) -> [IncidentIntent] {
        var intents: [IncidentIntent] = []
        switch event {
        case .kubernetes(.killRequested(let order, _)):
            kills.noteRequest(order, letter: context.letter(of: order.pod), at: context.now)
        case .kubernetes(.killAccepted(let order)): conclude(order, .accepted, context)
        case .kubernetes(.killRefused(let order, .failed(let reason))), .kubernetes(.killUnknown(let order, let reason)):
            conclude(order, .unknown(reason: reason, decidedBy: context.now + KillsState.longestDoubt), context)
        case .kubernetes(.killRefused(let order, let refusal)): conclude(order, .refused(refusal), context)
        case .ticked:
            for kill in kills.expire(at: context.now, seesPods: context.cluster.sources[.pods].isLive) {
                intents.append(.notice("\(kill.podWords) goes on: the kill whose outcome was not known had no effect"))
            }
        default: break
        }
        for transition in transitions where transition.after.isLeaving {
            kills.noteEnd(of: transition.after.pod.uid, at: context.now)
        }
        return intents
    }

    private mutating func conclude(_ order: KillOrder, _ outcome: KillOutcome, _ context: IncidentContext) {
        kills.conclude(order, outcome, letter: context.letter(of: order.pod), at: context.now)
    }

    /// The API accepted our kill. Its first effect may have been seen before the answer: then that was T0.
    mutating func acceptKill(_ order: KillOrder, _ context: IncidentContext) {
        let index = openIncident(on: order.pod, cause: .killedHere(order.kind), context)
        all[index].cause = .killedHere(order.kind)
        let seen = all[index].podMarks[.faultAccepted]?.at ?? context.now
        all[index].podMarks[.faultAccepted] = MarkReading(at: min(seen, context.now), source: .api)
    }

    /// The pod was seen to go before the answer came, and the answer says something else than that it was killed.
    mutating func readKill(of pod: PodIdentity, _ context: IncidentContext) {
        guard let index = all.lastIndex(where: { $0.pod == pod && $0.cause.isOurs && $0.isOpen }),
            let record = context.cluster.record(uid: pod.uid)
        else { return }
        all[index].cause = kills.explaining(pod.uid)?.cause ?? Causes(context.cluster, at: context.now).known(of: record) ?? .deleted
    }
}
