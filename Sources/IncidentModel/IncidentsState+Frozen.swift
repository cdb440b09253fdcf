import ClusterModel
import TrafficModel

/// Engines that are Ready and make no token: their own figures alone tell.
extension IncidentsState {
    /// Somebody's very long prompt may take a while, and must not make an incident.
    private static let longestStep = Duration.seconds(30)

    mutating func noteStillness(_ figures: EngineFigures, _ context: IncidentContext) {
        guard let record = context.cluster.record(uid: figures.pod.uid), !overPods.contains(record.pod.uid) else { return }
        let still = context.traffic.stillness(of: record, longestStep: Self.longestStep)
        guard let index = openIndex(on: record.identity) else {
            if let still { openFrozen(still, record, context) }
            return
        }
        guard all[index].cause == .frozen, !record.isLeaving else { return }
        // An engine that nobody asks any more has not shown that it can.
        let makesTokens = figures.generatedTokens != nil && figures.generatedTokens != all[index].frozenTokens
        if makesTokens, all[index].podMarks[.terminating] == nil { noteThaw(index, record, context) }
    }

    private mutating func openFrozen(_ still: Stillness, _ record: PodRecord, _ context: IncidentContext) {
        let index = openIncident(on: record.identity, cause: .frozen, context)
        all[index].mark(.faultAccepted, at: still.since, .probe)
        all[index].frozenTokens = still.tokens
        all[index].figuresEvidence = still.evidence(in: context.cluster)
        all[index].evidence = all[index].figuresEvidence
    }

    /// It goes on by itself: nothing had to take its place.
    private mutating func noteThaw(_ index: Int, _ record: PodRecord, _ context: IncidentContext) {
        guard all[index].podMarks[.replacementReady] == nil else { return }
        var same = Replacement(pod: record.identity, letter: record.letter, isSamePod: true, createdAt: context.now)
        same.readyAt = context.now
        if context.traffic.lists(record.identity, in: context.cluster, at: context.now) { same.discoveredAt = context.now }
        all[index].replacement = same
        all[index].mark(.replacementReady, at: context.now, .probe)
    }
}

extension Stillness {
    package func evidence(in cluster: ClusterState) -> [Evidence] {
        [
            Evidence("pod/\(pod.name)", "vllm:num_requests_running", "\(running)", at: cluster.wallClock(at: readAt)),
            Evidence("pod/\(pod.name)", "vllm:generation_tokens_total", "\(tokens.asCount), unchanged since", at: cluster.wallClock(at: since)),
        ]
    }
}
